// SPDX-License-Identifier: MIT
#pragma once

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
    void duplicate(const QString &setId);
    /// Once somebody has agreed to it.
    void remove(const QString &setId);
    /// Shows what importing \a files would do; where there are none, asks for them first.
    void importFrom(const QStringList &files = {});
    /// The same for a text from the clipboard (ImportDialog::canImportText()).
    void importText(const QString &text);
    /// Once somebody has said where to.
    void exportAll();

Q_SIGNALS:
    void said(const QString &sentence);
    void failed(const QString &setId, const Tokenwright::Error &error);
    /// There is a new set, or a set has changed: the one to look at now.
    void made(const QString &setId);

private:
    void open(CredentialDialog *dialog);
    ImportDialog *openImport();
    void removeNow(const QString &setId, const QString &name);
    void exportTo(const QString &file);

    const WindowParts m_parts;
    QWidget *m_window;
};

} // namespace Tokenwright
