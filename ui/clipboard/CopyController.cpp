// SPDX-License-Identifier: MIT
#include "CopyController.h"

#include "Async.h"
#include "GrantedScopes.h"
#include "Sentences.h"
#include "SetAndProvider.h"

namespace Tokenwright {

CopyController::CopyController(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    // at once, since another batch may begin before all are told of, which comes after what is told
    // of one
    connect(this, &CopyController::failed, this, [this](const QString &setId) {
        if (const auto batch = m_batches.take(setId)) {
            QMetaObject::invokeMethod(
                this, [this, batch] { endOne(*batch, false); }, Qt::QueuedConnection);
        }
    });
}

void CopyController::copyHeader(const QString &setId)
{
    copy(setId, copyFormats().front());
}

void CopyController::copy(const QString &setId, const CopyFormat &format)
{
    begin(setId, [this, setId, &format] { copy(setId, format); });
    unlessProduction(setId, [this, setId, &format] {
        if (format.needs == CopyFormat::Needs::Token)
            copyWithToken(setId, format, query(setId));
        else
            copyWithPair(setId, format);
    });
}

void CopyController::copyWhatIsLeft(const QString &setId)
{
    begin(setId, [this, setId] { copyWhatIsLeft(setId); });
    unlessProduction(
        setId, [this, setId] { copyWithToken(setId, copyFormats().front(), whatIsLeft(setId)); });
}

void CopyController::copyEarlier(const QString &setId, const AccessToken &token)
{
    unlessProduction(setId, [this, setId, token] {
        ++m_latestClick;
        put(setId, copyFormats().front(),
            {.token = &token,
             .credentials = nullptr,
             .note = u' ' + tr("It is an earlier token.")});
    });
}

void CopyController::copyWithToken(const QString &setId, const CopyFormat &format,
                                   const TokenQuery &query)
{
    const auto fetch = [this, setId, &format](const TokenQuery &wanted) {
        return [this, setId, &format, wanted] { fetchAndPut(setId, format, wanted); };
    };
    const TokenQuery rest = whatIsLeft(setId);
    unlessItRevokes(setId, query, fetch(query),
                    m_parts.service.hasReusableToken(setId, rest) ? fetch(rest) : Step());
}

void CopyController::mint(const QString &setId)
{
    begin(setId, [this, setId] { mint(setId); });
    TokenQuery forced = query(setId);
    forced.force = true;
    unlessItRevokes(setId, forced, [this, setId, forced] { fetchAnew(setId, forced); });
}

void CopyController::mint(const QStringList &setIds)
{
    QStringList resting = setIds;
    resting.removeIf([this](const QString &id) { return m_parts.service.isWorking(id); });
    if (resting.size() > 1) {
        const auto batch = std::make_shared<Batch>(Batch{.asked = resting.size()});
        for (const QString &id : std::as_const(resting))
            m_batches.insert(id, batch);
    }
    for (const QString &id : std::as_const(resting))
        mint(id);
}

/// The last of several tells of all.
void CopyController::endOne(Batch &batch, bool isMinted)
{
    ++batch.ended;
    batch.minted += isMinted ? 1 : 0;
    if (batch.ended < batch.asked)
        return;
    const bool isWhole = batch.minted == batch.asked;
    Q_EMIT mintingEnded(isWhole
                            ? tr("Minted %n token(s).", nullptr, int(batch.asked))
                            : tr("Minted %1 of %2 tokens. The list says what became of the others.")
                                  .arg(batch.minted)
                                  .arg(batch.asked),
                        isWhole);
}

void CopyController::tryAgain(const QString &setId)
{
    if (const Step step = m_lastAsked.value(setId))
        step();
    else
        mint(setId);
}

void CopyController::begin(const QString &setId, Step again)
{
    m_lastAsked[setId] = std::move(again);
    Q_EMIT begun(setId);
}

/// What was to be copied was not.
void CopyController::fail(const QString &setId, const Error &error)
{
    Q_EMIT failed(setId, error);
    if (error.kind != ErrorKind::Cancelled && m_parts.clipboard.isOurs())
        Q_EMIT stillOnClipboard(setId, m_copied);
}

void CopyController::unlessProduction(const QString &setId, const Step &step)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    const auto place = set ? m_parts.providers.find(set->provider, set->environment)
                           : ProviderPlace();
    if (!m_parts.settings.asksBeforeProductionCopies() || !place.environment
        || !place.environment->production) {
        step();
        return;
    }
    Q_EMIT wouldCopyProduction({.setId = setId, .copy = step, .leaveIt = [this, setId] {
                                    Q_EMIT failed(setId, Error{.kind = ErrorKind::Cancelled});
                                    Q_EMIT said(tr("Nothing was copied."));
                                }});
}

QString CopyController::objection(const QString &setId, const TokenQuery &query) const
{
    const Provider *provider = setAndProvider(m_parts, setId).provider;
    const auto left = m_parts.service.wouldRevoke(setId, query);
    return left && provider
        ? tr("%1 makes the present token invalid as soon as it gives a new one. Of the present one "
             "there is %2.")
              .arg(provider->name, remainingText(*left))
        : QString();
}

void CopyController::unlessItRevokes(const QString &setId, const TokenQuery &query, Step step,
                                     Step copyRest)
{
    const QString objection = this->objection(setId, query);
    if (objection.isEmpty()) {
        step();
        return;
    }
    Q_EMIT wouldRevoke(
        {.setId = setId,
         .objection = objection,
         .mint = std::move(step),
         .copyRest = std::move(copyRest),
         .leaveIt = [this, setId] { Q_EMIT failed(setId, Error{.kind = ErrorKind::Cancelled}); }});
}

TokenQuery CopyController::query(const QString &setId) const
{
    const CredentialSet *set = m_parts.registry.find(setId);
    const qint64 usual = m_parts.settings.minimumSeconds();
    return {.force = false,
            .minimumSeconds = set ? set->minimumSeconds.value_or(usual) : usual,
            .prompt = Prompt::Allowed};
}

TokenQuery CopyController::whatIsLeft(const QString &setId) const
{
    TokenQuery anything = query(setId);
    anything.minimumSeconds = 0;
    return anything;
}

QFuture<Result<CopyController::Fetched>>
CopyController::fetch(const QString &setId, const CopyFormat &format, const TokenQuery &query)
{
    return Async::andThen(
        m_parts.service.token(setId, query), this,
        [this, setId, &format](const IssuedToken &issued) {
            const auto [set, provider] = setAndProvider(m_parts, setId);
            if (!provider
                || !format.needsPair({.provider = *provider, .set = *set, .token = &issued.token}))
                return Async::ready(Result<Fetched>(Fetched{.issued = issued, .pair = {}}));
            return Async::andThen(m_parts.manager.credentials(setId, Prompt::Allowed), this,
                                  [issued](const ClientCredentials &pair) {
                                      return Async::ready(
                                          Result<Fetched>(Fetched{.issued = issued, .pair = pair}));
                                  });
        });
}

void CopyController::fetchAndPut(const QString &setId, const CopyFormat &format,
                                 const TokenQuery &query)
{
    ++m_latestClick;
    Async::onResult(fetch(setId, format, query), this,
                    [this, setId, &format, click = click()](const Result<Fetched> &fetched) {
                        if (!fetched) {
                            fail(setId, fetched.error());
                            return;
                        }
                        const IssuedToken *issued = &fetched->issued;
                        const QString note = (issued->inMemoryOnly && issued->minted ? u' '
                                                      + tr("The token is in memory alone and gone "
                                                           "when you quit.")
                                                                                     : QString())
                            + narrowerNote(setId, *issued);
                        if (click == this->click()) {
                            put(setId, format,
                                {.token = &issued->token,
                                 .credentials = fetched->pair ? &*fetched->pair : nullptr,
                                 .note = note});
                        } else {
                            Q_EMIT ready(setId);
                            Q_EMIT said(
                                tr("The token of %1 is ready; it was not copied because the "
                                   "clipboard is in use for something else.")
                                    .arg(nameOf(setId))
                                + note);
                        }
                    });
}

void CopyController::copyWithPair(const QString &setId, const CopyFormat &format)
{
    ++m_latestClick;
    Async::onResult(
        m_parts.manager.credentials(setId, Prompt::Allowed), this,
        [this, setId, &format, click = click()](const Result<ClientCredentials> &credentials) {
            if (!credentials)
                fail(setId, credentials.error());
            else if (click == this->click())
                put(setId, format, {.token = nullptr, .credentials = &*credentials, .note = {}});
            else
                Q_EMIT said(tr("%1 was not copied because the clipboard is in use for something "
                               "else. Copy once more.")
                                .arg(nameOf(setId)));
        });
}

CopyController::Click CopyController::click() const
{
    return {m_latestClick, m_parts.clipboard.changeCount()};
}

void CopyController::put(const QString &setId, const CopyFormat &format, const Copy &copy)
{
    const auto [set, provider] = setAndProvider(m_parts, setId);
    if (!provider)
        return;
    const auto text = format.render({.provider = *provider,
                                     .set = *set,
                                     .token = copy.token,
                                     .credentials = copy.credentials,
                                     .now = m_parts.clock.now()});
    if (!text) {
        fail(setId, text.error());
        return;
    }
    const bool done = m_parts.clipboard.put(*text, m_parts.settings.clipboardSeconds());
    if (!done) {
        if (copy.token)
            Q_EMIT ready(setId);
        Q_EMIT said(
            tr("%1 was not copied: the desktop lets only the window that you work in change "
               "the clipboard. Copy once more.")
                .arg(nameOf(setId))
            + copy.note);
        return;
    }
    m_copied = nameOf(setId);
    Q_EMIT copied(setId,
                  tr("Copied %1 of %2.").arg(format.translatedNoun(), nameOf(setId)) + copy.note);
    if (copy.token)
        Q_EMIT tokenCopied(setId);
}

void CopyController::fetchAnew(const QString &setId, const TokenQuery &query)
{
    Async::onResult(
        m_parts.service.token(setId, query), this,
        [this, setId](const Result<IssuedToken> &issued) {
            if (!issued) {
                Q_EMIT failed(setId, issued.error());
                return;
            }
            QString sentence = tr("Minted a token for %1.").arg(nameOf(setId));
            if (const auto whole = wholeMilliseconds(issued->token.lifetime))
                sentence = sentencesText({sentence, tr("It lives %1.").arg(durationText(*whole))});
            if (issued->inMemoryOnly)
                sentence = sentencesText(
                    {sentence, tr("It is kept in memory and gone when you quit.")});
            sentence += narrowerNote(setId, *issued);
            Q_EMIT minted(setId, sentence);
            if (const auto batch = m_batches.take(setId))
                endOne(*batch, true);
            else
                Q_EMIT mintingEnded(sentence, true);
        });
}

/// That a token just minted was granted fewer scopes than were asked for, behind a sentence.
QString CopyController::narrowerNote(const QString &setId, const IssuedToken &issued) const
{
    const auto [set, provider] = setAndProvider(m_parts, setId);
    const QString text = provider && issued.minted
        ? scopesNotGrantedText(*set, *provider, issued.token.scope)
        : QString();
    return text.isEmpty() ? text : u' ' + text;
}

/// “Catalogue” (Sandbox)
QString CopyController::nameOf(const QString &setId) const
{
    const CredentialSet *set = m_parts.registry.find(setId);
    if (!set)
        return tr("a removed credential set");
    const Provider *provider = m_parts.providers.provider(set->provider);
    const ProviderEnvironment *environment = provider ? provider->environment(set->environment)
                                                      : nullptr;
    return tr("“%1” (%2)").arg(set->name, environment ? environment->name : set->environment);
}

} // namespace Tokenwright

#include "moc_CopyController.cpp"
