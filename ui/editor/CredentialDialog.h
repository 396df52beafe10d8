// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialManager.h"
#include "CredentialRegistry.h"
#include "DiscoveryDialog.h"
#include "ProviderCatalog.h"
#include "SetSaver.h"
#include "SetTrial.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

class QProgressBar;
class QPushButton;

namespace Tokenwright {

class CredentialFields;
class FieldNote;
class FormScrollArea;

/// Adds or edits one credential set. Opens at once; editing reads the pair from the keychain then.
/// Saving and minting run asynchronously with the dialog open: a failure is shown in it and loses
/// nothing that was typed, and what was saved is edited from then on, so that it is made once.
/// Whoever leaves it with changes is asked. Its size stays as it is when it opens.
/// Modeless use: show() it with WA_DeleteOnClose. Registry and manager are borrowed; the providers
/// are copied, so that their files may be read anew while it is open.
class CredentialDialog : public QDialog
{
    Q_OBJECT

public:
    struct Parts
    {
        const ProviderCatalog &providers;
        CredentialRegistry &registry;
        CredentialManager &manager;
        SetTrial trial{}; ///< Empty: there is no "Save and mint".
        SetDiscovery discovery{}; ///< Empty: servers are not found by a URL.
    };

    /// Adds a set.
    explicit CredentialDialog(const Parts &parts, QWidget *parent = nullptr);
    /// Starts with the provider \a id, if there is one.
    void suggestProvider(const QString &id);
    /// Edits \a set; or, if it has no id, adds one that starts with all of \a set and no pair, see
    /// inOtherEnvironment().
    CredentialDialog(const Parts &parts, const CredentialSet &set, QWidget *parent = nullptr);

    ~CredentialDialog() override;

    void setVisible(bool visible) override;
    /// Esc, the Cancel button or the window's own: stops a mint, asks whether changes may go, or
    /// leaves.
    void reject() override;

Q_SIGNALS:
    /// The set is in index and keychain. The dialog closes, unless it goes on to mint.
    void saved(const QString &setId);

protected:
    bool event(QEvent *event) override;

private:
    enum class Doing { Nothing, Reading, Saving, Minting };
    enum class Then { Close, Mint };

    void build(const Parts &parts);
    QLayout *buildButtons();
    void connectSaver();

    void readPair();
    void onPairRead(SetSaver::Pair pair, const Error &error);

    void save(Then then);
    void askAboutOrigin(const QString &before, const QString &now);
    void onSaved();

    void askAndMint();
    void mint();
    void onMinted(const Result<QString> &outcome);
    void stopMint();
    void showSeconds();

    void begin(Doing what, const QString &text);
    void end();
    void showFailure(const Error &error);
    void showOutcome(FieldNote *note, const QString &text);
    void onTouched();
    void nameLeaveButton();
    void leave();

    SetSaver *m_saver;
    const SetTrial m_trial;
    Doing m_doing = Doing::Nothing;
    Then m_then = Then::Close;
    bool m_wasSaved = false; ///< By this dialog.
    int m_mintNumber = 0; ///< Answers of earlier ones do not count.
    int m_seconds = 0; ///< Since the mint began.
    QTimer m_secondTimer;

    CredentialFields *m_fields = nullptr;
    FormScrollArea *m_scrollArea = nullptr;
    FieldNote *m_mistake = nullptr; ///< The first thing that is wrong, where the buttons are.
    FieldNote *m_failure = nullptr;
    FieldNote *m_success = nullptr;
    FieldNote *m_busyNote = nullptr;
    QProgressBar *m_busyBar = nullptr;
    QPushButton *m_saveAndMint = nullptr; ///< Null where nothing can be tried.
    QPushButton *m_save = nullptr;
    QPushButton *m_leave = nullptr;
    QPointer<QWidget> m_focusBefore; ///< Where the user was before everything was disabled.
};

} // namespace Tokenwright
