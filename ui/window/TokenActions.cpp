// SPDX-License-Identifier: MIT
#include "TokenActions.h"
#include "Origin.h"

#include "CopyController.h"
#include "Question.h"

#include "Async.h"
#include "EndpointUrls.h"
#include "RequestLog.h"
#include "TokenChecker.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QWidget>

namespace Tokenwright {

TokenActions::TokenActions(const WindowParts &parts, QWidget *window)
    : m_parts(parts)
    , m_window(window)
{
    connect(&parts.controller, &CopyController::wouldRevoke, this,
            &TokenActions::askBeforeRevoking);
    connect(&parts.controller, &CopyController::wouldCopyProduction, this,
            &TokenActions::askBeforeProduction);
}

/// Chosen in the preferences, by people for whom production is not an everyday thing.
void TokenActions::askBeforeProduction(const ProductionQuestion &question)
{
    ask({.title = tr("Copy from production"),
         .text = tr("Copy from %1?").arg(m_parts.controller.nameOf(question.setId)),
         .more = tr("It is a production environment. Preferences say whether this is asked."),
         .yes = tr("Copy"),
         .onYes = question.copy,
         .onLeave = question.leaveIt},
        m_window);
}

/// Somebody may be using the token that a new one makes invalid.
void TokenActions::askBeforeRevoking(const RevokingQuestion &question)
{
    const CredentialSet *set = m_parts.registry.find(question.setId);
    const Provider *provider = set ? m_parts.providers.provider(set->provider) : nullptr;
    if (!provider)
        return question.leaveIt(); // each question is answered
    ask({.title = tr("The present token becomes invalid"),
         .text = tr("Mint a new token for “%1”?").arg(set->name),
         .more = tr("%1 makes the present token invalid as soon as it gives a new one. "
                    "Of the present one there is %2.")
                     .arg(provider->name, remainingText(question.left)),
         .yes = tr("Mint a new one"),
         .onYes = question.mint,
         .other = question.copyRest ? tr("Copy what is left") : QString(),
         .onOther = question.copyRest,
         .onLeave = question.leaveIt},
        m_window);
}

void TokenActions::check(const QString &setId)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    if (!set)
        return;
    const QString name = set->name; // checking may bring news of the set
    Q_EMIT said(tr("Checking the token of “%1”…").arg(name));
    Async::onResult(m_parts.checker.check(setId), this,
                    [this, setId, name](const Result<TokenVerdict> &verdict) {
                        if (!verdict) {
                            Q_EMIT failed(setId, verdict.error());
                            return;
                        }
                        Q_EMIT checked(setId, *verdict);
                        Q_EMIT said(tr("The token of “%1”: %2 (HTTP %3).")
                                        .arg(name, verdictLabel(verdict->kind))
                                        .arg(verdict->httpStatus));
                    });
}

void TokenActions::copyDetails(const QString &setId)
{
    const auto latest = m_parts.requestLog.latestOf(setId);
    if (!latest) {
        Q_EMIT said(tr("No request was sent, so there are no details to copy."));
        return;
    }
    QGuiApplication::clipboard()->setText(requestDetails(*latest));
    Q_EMIT said(tr("Copied the details of the last request, without anything secret."));
}

void TokenActions::keepFresh(const QString &setId, bool on)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    if (!set)
        return;
    CredentialSet changed = *set;
    changed.keepFresh = on;
    const Provider *provider = m_parts.providers.provider(set->provider);
    const bool revokes = provider && provider->policy.revokesPrevious;
    const QString sentence = !on ? tr("“%1” is no longer kept fresh.").arg(set->name)
        : revokes ? tr("“%1” is kept fresh while Tokenwright runs. Each renewal makes the token "
                       "before it invalid.")
                        .arg(set->name)
                  : tr("“%1” is kept fresh while Tokenwright runs.").arg(set->name);
    edit(*set, changed, [this, sentence] { Q_EMIT said(sentence); });
}

/// One scope that was not granted fails the whole request; the usual ones are always granted.
void TokenActions::retryWithDefaultScopes(const QString &setId)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    const Provider *provider = set ? m_parts.providers.provider(set->provider) : nullptr;
    if (!provider)
        return;
    const QStringList defaults = provider->request.scopes.defaults;
    QStringList leaving = set->scopes;
    for (const QString &scope : defaults)
        leaving.removeAll(scope);
    ask({.title = tr("Retry with the base scope alone"),
         .text = tr("Let “%1” ask for this alone from now on?\n\n%2")
                     .arg(set->name, defaults.join(u'\n')),
         .more = leaving.isEmpty()
             ? QString()
             : tr("These scopes are taken out of the credential set; they can be "
                  "added again when %1 has granted them:\n\n%2")
                   .arg(provider->name, leaving.join(u'\n')),
         .yes = tr("Retry"),
         .onYes =
             [this, setId, defaults] {
                 const CredentialSet *now = m_parts.registry.find(setId);
                 if (!now)
                     return;
                 CredentialSet changed = *now;
                 changed.scopes = defaults;
                 edit(*now, changed, [this, setId] { m_parts.controller.mint(setId); });
             },
         .isGrave = false},
        m_window);
}

/// A secret goes only to the origin it was saved for, unless somebody says so here.
void TokenActions::askAboutEndpoint(const QString &setId)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    const Provider *provider = set ? m_parts.providers.provider(set->provider) : nullptr;
    const auto url = provider ? tokenUrlOf(*provider, *set) : failure(ErrorKind::NotFound);
    if (!url)
        return;
    const auto accept = [this, setId, moved = originOf(*url)] {
        Async::onResult(m_parts.manager.acceptOrigin(setId, moved), this,
                        [this, setId](const Result<void> &outcome) {
                            if (outcome)
                                m_parts.controller.copyHeader(setId);
                            else
                                Q_EMIT failed(setId, outcome.error());
                        });
    };
    const Question question{
        .title = tr("The token endpoint has moved"),
        .text = tr("Send the secret of “%1” to %2?").arg(set->name, originOf(*url)),
        .more = {},
        .yes = tr("Send it there from now on"),
        .onYes = accept};
    Async::onResult(m_parts.manager.credentials(setId, Prompt::Allowed), this,
                    [this, question](const Result<ClientCredentials> &credentials) {
                        if (!credentials)
                            return;
                        Question full = question;
                        full.more = tr("It was saved for %1. Nothing was sent. Agree only if you "
                                       "know why the endpoint "
                                       "has changed.")
                                        .arg(credentials->origin.isEmpty() ? tr("no known server")
                                                                           : credentials->origin);
                        ask(full, m_window);
                    });
}

void TokenActions::edit(const CredentialSet &before, const CredentialSet &after,
                        std::function<void()> then)
{
    Async::onResult(m_parts.manager.edit(before, after), this,
                    [this, setId = after.id, then = std::move(then)](const Result<void> &outcome) {
                        if (outcome)
                            then();
                        else
                            Q_EMIT failed(setId, outcome.error());
                    });
}

} // namespace Tokenwright

#include "moc_TokenActions.cpp"
