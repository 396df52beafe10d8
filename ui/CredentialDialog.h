// SPDX-License-Identifier: MIT
#pragma once

#include "credentials/CredentialManager.h"
#include "credentials/CredentialRegistry.h"
#include "providers/ProviderCatalog.h"

#include <QDialog>

#include <optional>

namespace Tokenwright {

/// Adds or edits one credential set. Opens at once; editing reads the pair from the keychain then.
/// Saving runs asynchronously with the dialog open: a failure is shown in it and loses nothing that
/// was typed. Modeless use: show() it with WA_DeleteOnClose. What it is given is borrowed.
class CredentialDialog : public QDialog
{
    Q_OBJECT

public:
    struct Parts
    {
        const ProviderCatalog &providers;
        CredentialRegistry &registry;
        CredentialManager &manager;
    };

    /// Adds a set.
    explicit CredentialDialog(const Parts &parts, QWidget *parent = nullptr);
    /// Edits \a set.
    CredentialDialog(const Parts &parts, const CredentialSet &set, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The set is in index and keychain; the dialog closes.
    void saved(const QString &setId);
};

} // namespace Tokenwright
