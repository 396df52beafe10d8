// SPDX-License-Identifier: MIT
#include "TokenActions.h"
#include "Origin.h"

#include "CopyController.h"
#include "EnvironmentMark.h"
#include "Question.h"

#include "Async.h"
#include "EndpointUrls.h"
#include "RequestLog.h"
#include "SetAndProvider.h"
#include "TokenChecker.h"
#include "TokenEnding.h"

#include <QClipboard>
#include <QDialog>
#include <QGuiApplication>
#include <QWidget>

#include <algorithm>

namespace Tokenwright {

TokenActions::TokenActions(const WindowParts &parts, QWidget *window)
    : m_parts(parts)
    , m_window(window)
{
    connect(&parts.controller, &CopyController::wouldRevoke, this,
            &TokenActions::askBeforeRevoking);
    connect(&parts.controller, &CopyController::wouldCopyProduction, this,
            &TokenActions::askBeforeProduction);
    connect(&parts.controller, &CopyController::begun, this,
            [this](const QString &setId) { m_heldChecks.remove(setId); });
}

/// Chosen in the preferences, by people for whom production is not an everyday thing.
void TokenActions::askBeforeProduction(const ProductionQuestion &question)
{
    ask({.title = tr("Copy from production"),
         .text = tr("Copy from %1?").arg(m_parts.controller.nameOf(question.setId)),
         .more = tr(
             "It is a production environment. This question can be turned off in the preferences."),
         .yes = tr("Copy"),
         .onYes = question.copy,
         .onLeave = question.leaveIt},
        m_window);
}

/// Somebody may be using the token that a new one makes invalid.
void TokenActions::askBeforeRevoking(const RevokingQuestion &question)
{
    const CredentialSet *set = m_parts.registry.find(question.setId);
    if (!set)
        return question.leaveIt(); // each question is answered
    ask({.title = tr("The present token becomes invalid"),
         .text = tr("Mint a new token for “%1”?").arg(set->name),
         .more = question.objection,
         .yes = tr("Mint a new one"),
         .onYes = question.mint,
         .other = question.copyRest ? tr("Copy the present token") : QString(),
         .onOther = question.copyRest,
         .onLeave = question.leaveIt},
        m_window);
}

void TokenActions::check(const QString &setId)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    if (!set)
        return;
    m_heldChecks.remove(setId);
    const QString name = set->name; // checking may bring news of the set
    Q_EMIT said(tr("Checking the token of “%1”…").arg(name));
    Async::onResult(m_parts.checker.check(setId), this,
                    [this, setId, name](const Result<TokenVerdict> &verdict) {
                        if (!verdict) {
                            if (verdict.error().kind == ErrorKind::ApiMoved)
                                m_heldChecks.insert(setId);
                            Q_EMIT failed(setId, verdict.error());
                            return;
                        }
                        Q_EMIT checked(setId, *verdict);
                        const QString sentence = tr("The token of “%1”: %2 (HTTP %3).")
                                                     .arg(name, verdictLabel(verdict->kind))
                                                     .arg(verdict->httpStatus);
                        if (verdict->kind == TokenVerdict::Kind::Inconclusive)
                            Q_EMIT said(sentence);
                        else
                            Q_EMIT judged(sentence, verdict->kind != TokenVerdict::Kind::Refused);
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
    const auto [set, provider] = setAndProvider(m_parts, setId);
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

/// A secret goes only to the origin it was saved for, and a token beyond that only where somebody
/// has agreed to, unless somebody says so here.
void TokenActions::askAboutEndpoint(const QString &setId)
{
    Async::onResult(
        m_parts.manager.credentials(setId, Prompt::Allowed), this,
        [this, setId](const Result<ClientCredentials> &known) {
            const auto [set, provider] = setAndProvider(m_parts, setId);
            const auto url = provider ? tokenUrlOf(*provider, *set) : failure(ErrorKind::NotFound);
            if (!known || !url)
                return;
            const QString api = apiOriginOf(*provider, *set);
            if (originProblem(*known, originOf(*url)))
                askAboutSecret(*set, known->origin, originOf(*url));
            else if (!api.isEmpty() && tokenOriginProblem(*known, api))
                askAboutTokens(*set, known->apiOrigin.isEmpty() ? known->origin : known->apiOrigin,
                               api);
        });
}

void TokenActions::askAboutSecret(const CredentialSet &set, const QString &before,
                                  const QString &now)
{
    ask({.title = tr("The token endpoint has moved"),
         .text = tr("Send the secret of “%1” to %2?").arg(set.name, now),
         .more
         = tr("It was saved for %1. Nothing was sent. Agree only if you know why the endpoint "
              "has changed.")
               .arg(before.isEmpty() ? tr("no known server") : before),
         .yes = tr("Send it there from now on"),
         .onYes =
             [this, setId = set.id, now] {
                 afterwards(m_parts.manager.acceptOrigin(setId, now), setId,
                            [this, setId] { m_parts.controller.copyHeader(setId); });
             }},
        m_window);
}

void TokenActions::askAboutTokens(const CredentialSet &set, const QString &before,
                                  const QString &now)
{
    ask({.title = tr("The API has moved"),
         .text = tr("Send the token of “%1” to %2?").arg(set.name, now),
         .more
         = tr("So far it may go to %1. Nothing was sent. Agree only if you know why the API's "
              "address has changed.")
               .arg(before),
         .yes = tr("Send it there from now on"),
         .onYes =
             [this, setId = set.id, now] {
                 afterwards(m_parts.manager.acceptApiOrigin(setId, now), setId, [this, setId] {
                     if (m_heldChecks.contains(setId))
                         check(setId);
                     else
                         m_parts.controller.tryAgain(setId);
                 });
             }},
        m_window);
}

void TokenActions::afterwards(const QFuture<Result<void>> &change, const QString &setId,
                              const std::function<void()> &then)
{
    Async::onResult(change, this, [this, setId, then](const Result<void> &outcome) {
        if (outcome)
            then();
        else
            Q_EMIT failed(setId, outcome.error());
    });
}

void TokenActions::forget(const QStringList &setIds)
{
    if (setIds.size() == 1)
        forgetNext(setIds, 0, m_parts.controller.nameOf(setIds.first()));
    else if (!setIds.isEmpty())
        forgetNext(setIds, 0, {});
}

/// One after another: each may wait for a mint that is under way.
void TokenActions::forgetNext(QStringList setIds, int forgotten, const QString &only)
{
    const QString setId = setIds.takeFirst();
    Async::onResult(
        m_parts.ending.forget(setId), this,
        [this, setIds, setId, only, forgotten](const Result<bool> &wasThere) {
            if (!wasThere) {
                Q_EMIT failed(setId, wasThere.error());
                return;
            }
            const int now = forgotten + (*wasThere ? 1 : 0);
            if (!setIds.isEmpty()) {
                forgetNext(setIds, now, only);
            } else if (only.isEmpty()) {
                Q_EMIT said(tr("Tokens forgotten: %1. At the provider they live on.").arg(now));
            } else {
                Q_EMIT said(
                    *wasThere ? tr("Forgot the token of %1. At the provider it lives on.").arg(only)
                              : tr("%1 had no token.").arg(only));
            }
        });
}

void TokenActions::revoke(const QString &setId)
{
    const auto [set, provider] = setAndProvider(m_parts, setId);
    if (!provider)
        return;
    const QString name = m_parts.controller.nameOf(setId);
    const auto revokeNow = [this, setId, name] {
        Q_EMIT said(tr("Revoking the token of %1…").arg(name));
        Async::onResult(m_parts.ending.revoke(setId), this,
                        [this, setId, name](const Result<void> &outcome) {
                            if (outcome)
                                Q_EMIT said(tr("The token of %1 is revoked.").arg(name));
                            else if (outcome.error().kind == ErrorKind::NoToken)
                                Q_EMIT said(tr("%1 has no token that could be revoked.").arg(name));
                            else
                                Q_EMIT failed(setId, outcome.error());
                        });
    };
    ask({.title = tr("Revoke token"),
         .text = tr("Revoke the token of %1?").arg(name),
         .more
         = tr("%1 ends it at once: whoever uses it, here or elsewhere, is refused from then on. "
              "The credential set and its credentials stay; the next copy mints a new token.")
               .arg(provider->name),
         .yes = tr("Revoke"),
         .onYes = revokeNow},
        m_window);
}

void TokenActions::askAboutHandOver(const QStringList &setIds, const QString &command,
                                    const QString &program, const std::function<void(bool)> &answer,
                                    const QObject *asker)
{
    constexpr qsizetype most = 12;
    QStringList names;
    bool isProduction = false;
    for (const QString &setId : setIds.first(std::min(most, setIds.size()))) {
        const CredentialSet *set = m_parts.registry.find(setId);
        const auto place = set ? m_parts.providers.find(set->provider, set->environment)
                               : ProviderPlace();
        isProduction = isProduction || (place.environment && place.environment->production);
        names.append(place.environment
                         ? tr("“%1” (%2)")
                               .arg(set->name,
                                    environmentMarkText(place.environment->name,
                                                        place.environment->production))
                         : m_parts.controller.nameOf(setId));
    }
    if (setIds.size() > most)
        names.append(tr("and %1 more").arg(setIds.size() - most));
    const QString what = program.isEmpty()
        ? tr("“tokenwright-cli %1” asks for it and prints it.").arg(command)
        : tr("“tokenwright-cli %1” asks for it and hands it to “%2”.").arg(command, program);
    QDialog *box = ask(
        {.title = isProduction ? tr("Production token for the command line")
                               : tr("Token for the command line"),
         .text = names.size() == 1
             ? tr("Give a token of %1 to a command line?").arg(names.first())
             : tr("Give tokens of these to a command line?\n\n%1").arg(names.join(u'\n')),
         .more = what + u' ' + tr("Agree only if you know who has started it."),
         .yes = tr("Give it"),
         .onYes = [answer] { answer(true); },
         .onLeave = [answer] { answer(false); },
         .no = tr("Refuse")},
        m_window);
    connect(asker, &QObject::destroyed, box, &QDialog::reject);
}

void TokenActions::edit(const CredentialSet &before, const CredentialSet &after,
                        const std::function<void()> &then)
{
    afterwards(m_parts.manager.edit(before, after), after.id, then);
}

} // namespace Tokenwright

#include "moc_TokenActions.cpp"
