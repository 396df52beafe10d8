// SPDX-License-Identifier: MIT
#pragma once

#include "Removals.h"
#include "WindowParts.h"

#include <QObject>
#include <QStringList>

class QWidget;

namespace Tokenwright {

class CredentialDialog;
class ImportDialog;
struct Error;

/// What is done by hand with credential sets as a whole, and with files of them: opens the dialogs,
/// asks before one is removed, and tells what came of it. Lives in the GUI thread.
class SetActions : public QObject
{
    Q_OBJECT

public:
    /// Dialogs open over \a window, which is borrowed.
    SetActions(const WindowParts &parts, QWidget *window);

    /// Of \a provider (Provider::id), if that is said.
    void add(const QString &provider = {});
    void edit(const QString &setId);
    /// Opens the dialog that puts a new secret into the place of the old one.
    void rotate(const QString &setId);
    void duplicate(const QString &setId);
    /// Opens the dialog with the like of it in the provider's other environment, without a pair.
    void duplicateToOtherEnvironment(const QString &setId);
    void setFavourite(const QString &setId, bool isFavourite);
    /// Several once somebody has agreed to it; they can be had back for a while.
    void remove(const QStringList &setIds);
    Removals &removals() { return m_removals; }
    /// Shows what importing \a files would do; where there are none, asks for them first.
    void importFrom(const QStringList &files = {});
    /// The same for a text from the clipboard (ImportDialog::canImportText()).
    void importText(const QString &text);
    /// The same for what is on the clipboard; says so where that is nothing to import.
    void importClipboard();
    /// \a setIds, or all if there is but one; once somebody has said where to.
    void exportSets(const QStringList &setIds);

Q_SIGNALS:
    void said(const QString &sentence);
    void failed(const QString &setId, const Tokenwright::Error &error);
    /// There is a new set, or a set has changed: the one to look at now.
    void made(const QString &setId);

private:
    void open(CredentialDialog *dialog);
    ImportDialog *openImport();
    QString nameOf(const QString &setId) const;
    QString namesOf(const QStringList &setIds) const;
    void removeNow(const QStringList &setIds);
    void tellOfRemovals();
    void exportTo(const QString &file, const QByteArray &content);

    const WindowParts m_parts;
    QWidget *m_window;
    Removals m_removals;
    QHash<QString, QString> m_names; ///< Of those on their way out.
};

} // namespace Tokenwright
