// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialDialog.h"
#include "WindowParts.h"

#include <QObject>
#include <QStringList>

class QWidget;

namespace Tokenwright {

struct Error;

/// What is done by hand with credential sets as a whole, and with files of them: opens the dialogs,
/// asks before one is removed, and tells what came of it. Lives in the GUI thread.
class SetActions : public QObject
{
    Q_OBJECT

public:
    /// Dialogs open over \a window, which is borrowed.
    SetActions(const WindowParts &parts, QWidget *window);

    void add();
    void edit(const QString &setId);
    void duplicate(const QString &setId);
    /// Opens the dialog with the like of it in the provider's other environment, without a pair.
    void duplicateToOtherEnvironment(const QString &setId);
    /// Once somebody has agreed to it.
    void remove(const QString &setId);
    void importFrom(const QStringList &files = {});
    /// Once somebody has said where to.
    void exportAll();

Q_SIGNALS:
    void said(const QString &sentence);
    void failed(const QString &setId, const Tokenwright::Error &error);
    /// There is a new set, or a set has changed: the one to look at now.
    void made(const QString &setId);

private:
    CredentialDialog::Parts dialogParts();
    void open(CredentialDialog *dialog);
    void removeNow(const QString &setId, const QString &name);
    void exportTo(const QString &file);

    const WindowParts m_parts;
    QWidget *m_window;
};

} // namespace Tokenwright
