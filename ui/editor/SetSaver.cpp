// SPDX-License-Identifier: MIT
#include "SetSaver.h"

#include "Async.h"

namespace Tokenwright {

SetSaver::SetSaver(CredentialRegistry &registry, CredentialManager &manager, CredentialSet set,
                   QObject *parent)
    : QObject(parent)
    , m_registry(registry)
    , m_manager(manager)
    , m_set(std::move(set))
{ }

void SetSaver::readPair()
{
    Async::onResult(m_manager.credentials(m_set.id, Prompt::Allowed), this,
                    [this](const Result<ClientCredentials> &pair) {
                        if (pair) {
                            m_pairState = Pair::Read;
                            m_pair = *pair;
                            Q_EMIT pairRead(m_pairState, {});
                            return;
                        }
                        m_pairState = pair.error().kind == ErrorKind::SecretMissing
                            ? Pair::None
                            : Pair::Unreadable;
                        Q_EMIT pairRead(m_pairState, pair.error());
                    });
}

void SetSaver::save(const CredentialForm &form, const Provider &provider, OriginConsent consent)
{
    if (isNew()) {
        create(form, provider);
    } else if (m_pairState != Pair::Unreadable || consent == OriginConsent::Given) {
        editWithPair(form, provider, consent);
    } else if (form.hasNoPair()) {
        const CredentialSet wanted = appliedTo(m_set, form, provider);
        Async::onResult(
            m_manager.edit(m_set, wanted), this,
            [this, wanted](const Result<void> &outcome) { onEdited(outcome, wanted, {}); });
    } else {
        // The new pair joins what else the keychain keeps with the old one.
        Async::onResult(m_manager.credentials(m_set.id, Prompt::Allowed), this,
                        [this, form, &provider, consent](const Result<ClientCredentials> &pair) {
                            if (!pair && !CredentialManager::mayEnterAnew(pair.error())) {
                                Q_EMIT failed(pair.error());
                                return;
                            }
                            m_pair = pair ? std::optional(*pair) : std::nullopt;
                            editWithPair(form, provider, consent);
                        });
    }
}

void SetSaver::create(const CredentialForm &form, const Provider &provider)
{
    const auto entry = entryOf(draftOf(form, provider, {.set = m_set, .credentials = {}}));
    if (!entry) {
        Q_EMIT failed(entry.error());
        return;
    }
    Async::onResult(m_manager.create(entry->set, entry->credentials), this,
                    [this, entry = *entry](const Result<QString> &id) {
                        if (!id) {
                            onCreateFailed(entry.set, id.error());
                            return;
                        }
                        CredentialSet set = entry.set;
                        set.id = *id;
                        onEdited({}, set, entry.credentials);
                    });
}

void SetSaver::onCreateFailed(const CredentialSet &set, const Error &error)
{
    // Where it is not known whether the secret landed the row stays, and saving again is to mend
    // that row rather than to find its name taken.
    for (const CredentialSet &row : m_registry.sets()) {
        if (row.name == set.name && row.environment == set.environment
            && row.provider == set.provider) {
            m_set = row;
        }
    }
    Q_EMIT failed(error);
}

void SetSaver::editWithPair(const CredentialForm &form, const Provider &provider,
                            OriginConsent consent)
{
    Entry before{.set = m_set, .credentials = m_pair.value_or(ClientCredentials())};
    const PairRule rule = m_pairState == Pair::Unreadable ? PairRule::WholeOrEmpty
                                                          : PairRule::Whole;
    const auto entry = entryOf(draftOf(form, provider, before, rule));
    if (!entry) {
        Q_EMIT failed(entry.error());
        return;
    }
    if (!m_pairIsCertain)
        before.credentials = {};
    Async::onResult(m_manager.edit(before, *entry, consent), this,
                    [this, entry = *entry](const Result<void> &outcome) {
                        if (!outcome && outcome.error().kind == ErrorKind::EndpointMoved)
                            Q_EMIT endpointMoved(m_pair ? m_pair->origin : QString(),
                                                 entry.credentials.origin);
                        else
                            onEdited(outcome, entry.set, entry.credentials);
                    });
}

/// \a set and \a pair are what was wanted, so that the next edit knows what it changes of that,
/// whatever others changed besides; no pair: it was left as it is.
void SetSaver::onEdited(const Result<void> &outcome, const CredentialSet &set,
                        const std::optional<ClientCredentials> &pair)
{
    if (!outcome) {
        if (outcome.error().kind == ErrorKind::KeychainTimeout)
            m_pairIsCertain = false;
        Q_EMIT failed(outcome.error());
        return;
    }
    m_set = set;
    if (pair) {
        m_pair = pair;
        m_pairState = Pair::Read;
        m_pairIsCertain = true;
    }
    Q_EMIT saved();
}

} // namespace Tokenwright

#include "moc_SetSaver.cpp"
