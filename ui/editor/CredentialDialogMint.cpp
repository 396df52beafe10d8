// SPDX-License-Identifier: MIT
// The part of CredentialDialog that tries what was saved.
#include "CredentialDialog.h"

#include "Async.h"
#include "CredentialFields.h"
#include "FailureText.h"
#include "FieldNote.h"
#include "Question.h"

#include <QPushButton>

namespace Tokenwright {

/// Somebody may be using the token that a new one makes invalid.
void CredentialDialog::askAndMint()
{
    const QString objection = m_trial.objection ? m_trial.objection(m_saver->set().id) : QString();
    if (objection.isEmpty()) {
        mint();
        return;
    }
    const auto leaveIt = [this] { showOutcome(m_success, tr("Saved. No token was minted.")); };
    ask({.title = tr("The present token becomes invalid"),
         .text = tr("Mint a new token for “%1”?").arg(m_saver->set().name),
         .more = objection,
         .yes = tr("Mint a new one"),
         .onYes = [this] { mint(); },
         .onLeave = leaveIt},
        this);
}

void CredentialDialog::mint()
{
    m_seconds = 0;
    begin(Doing::Minting, tr("Saved. Minting a token…"));
    m_secondTimer.start();
    Async::onResult(m_trial.mint(m_saver->set().id), this,
                    [this, number = ++m_mintNumber](const Result<QString> &outcome) {
                        if (number == m_mintNumber)
                            onMinted(outcome);
                    });
}

void CredentialDialog::onMinted(const Result<QString> &outcome)
{
    end();
    if (outcome) {
        showOutcome(m_success, tr("Saved. %1").arg(*outcome));
        m_leave->setDefault(true);
        m_leave->setFocus(Qt::OtherFocusReason);
    } else if (outcome.error().kind == ErrorKind::Cancelled) {
        showOutcome(m_success, tr("Saved. Minting was stopped."));
    } else {
        showOutcome(m_failure,
                    tr("Saved, but no token was minted. %1")
                        .arg(failureText(outcome.error(), m_fields->provider())));
    }
}

/// What was saved stays.
void CredentialDialog::stopMint()
{
    ++m_mintNumber;
    if (m_trial.cancel)
        m_trial.cancel(m_saver->set().id);
    onMinted(failure(ErrorKind::Cancelled));
}

void CredentialDialog::showSeconds()
{
    m_busyNote->setText(tr("Saved. Minting a token… %1 s").arg(++m_seconds));
}

} // namespace Tokenwright
