// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialManager.h"
#include "Provider.h"
#include "SecretRotation.h"

#include <QDialog>
#include <QPointer>

#include <functional>
#include <optional>

class QCheckBox;
class QProgressBar;
class QPushButton;

namespace Tokenwright {

class FieldNote;
class FormScrollArea;
class PairFields;
class TextField;

/// Puts a new secret into the place of a set's old one, as SecretRotation does: it is tried first,
/// and what is refused is said in the dialog and changes nothing. Reads the pair from the keychain
/// when it opens; says what an earlier rotation has kept, and forgets it when told. Modeless use:
/// open() it with WA_DeleteOnClose. Manager and rotation are borrowed.
class RotateDialog : public QDialog
{
    Q_OBJECT

public:
    struct Parts
    {
        CredentialManager &manager;
        SecretRotation &rotation;
    };
    /// Of \a set, one of \a provider, which is copied.
    RotateDialog(const Parts &parts, const Provider &provider, const CredentialSet &set,
                 QWidget *parent = nullptr);
    ~RotateDialog() override;

    void setVisible(bool visible) override;
    /// Esc, the Cancel button or the window's own: stops a trial, asks whether a secret that was
    /// typed may go, or leaves. What is being written is waited for.
    void reject() override;

Q_SIGNALS:
    /// The new secret is in its place.
    void rotated(const QString &setId);
    /// The old one that was kept is gone.
    void oldForgotten(const QString &setId);

protected:
    bool event(QEvent *event) override;

private:
    enum class Doing { Nothing, Reading, Trying, Writing };

    void build();
    QLayout *buildButtons();
    void readPair();
    void onPairRead(const Result<ClientCredentials> &pair);
    void goToSecret();
    void showKept();
    void showWarnings();
    void rotate();
    void onRotated(const Result<void> &outcome);
    void forgetOld();
    void begin(Doing what, const QString &text);
    void end();
    bool isTouched() const;

    const Parts m_parts;
    const Provider m_provider;
    const CredentialSet m_set;
    std::optional<ClientCredentials> m_known; ///< Once it was read.
    Doing m_doing = Doing::Nothing;
    std::function<void()> m_cancel; ///< While a secret is tried.

    FormScrollArea *m_area = nullptr;
    PairFields *m_pair = nullptr;
    TextField *m_expires = nullptr;
    QCheckBox *m_keepOld = nullptr;
    QWidget *m_fields = nullptr;
    QWidget *m_kept = nullptr;
    QPushButton *m_forget = nullptr;
    FieldNote *m_failure = nullptr;
    FieldNote *m_busyNote = nullptr;
    QProgressBar *m_busyBar = nullptr;
    QPushButton *m_rotate = nullptr;
    QPushButton *m_leave = nullptr;
};

} // namespace Tokenwright
