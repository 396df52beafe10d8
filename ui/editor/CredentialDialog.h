// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialManager.h"
#include "CredentialRegistry.h"
#include "ProviderCatalog.h"

#include <QDialog>
#include <QPointer>

#include <optional>

class QProgressBar;
class QPushButton;

namespace Tokenwright {

class CredentialFields;
class FieldNote;
class FormScrollArea;

/// Adds or edits one credential set. Opens at once; editing reads the pair from the keychain then.
/// Saving runs asynchronously with the dialog open: a failure is shown in it and loses nothing that
/// was typed. Modeless use: show() it with WA_DeleteOnClose. Registry and manager are borrowed; the
/// providers are copied, so that their files may be read anew while it is open.
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
    /// Starts with the provider \a id, if there is one.
    void suggestProvider(const QString &id);
    /// Edits \a set.
    CredentialDialog(const Parts &parts, const CredentialSet &set, QWidget *parent = nullptr);

    ~CredentialDialog() override;

    void setVisible(bool visible) override;

Q_SIGNALS:
    /// The set is in index and keychain; the dialog closes.
    void saved(const QString &setId);

protected:
    bool event(QEvent *event) override;

private:
    /// What is known of the pair in the keychain.
    enum class Pair {
        None, ///< There is none: the set is new, or it was lost.
        Read,
        Unreadable, ///< There may be one; it stays unless another is entered.
    };

    CredentialDialog(const Parts &parts, std::optional<CredentialSet> set, QWidget *parent);
    void build(const ProviderCatalog &providers);

    void readPair();
    void onPairRead(const Result<ClientCredentials> &pair);

    void save();
    void saveNew();
    void saveEdited();
    void saveWithPair(OriginConsent consent = OriginConsent::NotGiven);
    void askAboutOrigin(const QString &origin);
    void onEdited(const Result<void> &outcome);
    void onCreateFailed(const CredentialSet &set, const Error &error);

    void setBusy(const QString &text);
    void setIdle();
    void showFailure(const Error &error);
    void finish(const QString &setId);
    void fitToFields(bool mayShrink);
    int neededHeight(int width) const;

    CredentialRegistry &m_registry;
    CredentialManager &m_manager;
    std::optional<CredentialSet> m_set; ///< As it was when its fields were filled; none: a new one.
    Pair m_pairState = Pair::None;
    std::optional<ClientCredentials> m_pair; ///< As read.
    bool m_pairIsCertain = true; ///< No, once a write timed out: then it may have landed.

    CredentialFields *m_fields = nullptr;
    FormScrollArea *m_scrollArea = nullptr;
    FieldNote *m_failure = nullptr;
    FieldNote *m_busyNote = nullptr;
    QProgressBar *m_busyBar = nullptr;
    QPushButton *m_save = nullptr;
    bool m_mayShrink = false; ///< Once, with what was closed.
    QPointer<QWidget> m_focusBefore; ///< Where the user was before everything was disabled.
};

} // namespace Tokenwright
