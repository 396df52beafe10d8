// SPDX-License-Identifier: MIT
#pragma once

#include "CountdownModel.h"
#include "FakeClock.h"
#include "FakeSecretStore.h"
#include "TemporaryProfile.h"

#include "TokenRequest.h"

#include <functional>
#include <optional>

/// The list's model with everything below it, in a profile of its own; nothing is ever requested.
struct ListBench
{
    ListBench()
    {
        registry.load().value();
        ledger.load().value();
    }

    Tokenwright::CredentialSet set(const QString &name,
                                   const QString &environment = QStringLiteral("sandbox"),
                                   const QString &provider = QStringLiteral("ebay")) const
    {
        Tokenwright::CredentialSet set;
        set.id = Tokenwright::freshIdentifier();
        set.name = name;
        set.provider = provider;
        set.environment = environment;
        set.pairMark = Tokenwright::freshIdentifier();
        return set;
    }

    QString add(const Tokenwright::CredentialSet &set)
    {
        registry.insert(set);
        return set.id;
    }
    QString add(const QString &name, const QString &environment = QStringLiteral("sandbox"))
    {
        return add(set(name, environment));
    }

    void change(const QString &setId, const std::function<void(Tokenwright::CredentialSet &)> &edit)
    {
        const Tokenwright::CredentialSet before = *registry.find(setId);
        Tokenwright::CredentialSet after = before;
        edit(after);
        registry.replace(before, after);
    }

    /// A token that lives for \a seconds from now on; nothing: nobody knows for how long.
    void giveToken(const QString &setId, std::optional<qint64> seconds)
    {
        Tokenwright::TokenRecord record;
        record.hasToken = true;
        record.lifetime = Tokenwright::lifetimeFrom(clock.now(), seconds);
        record.fingerprint = fingerprintOf(setId);
        ledger.store(setId, record);
    }
    void fail(const QString &setId, const QString &code = QStringLiteral("invalid_client"))
    {
        Tokenwright::TokenRecord record;
        record.fingerprint = fingerprintOf(setId);
        record.lastFailure = Tokenwright::MintFailure{
            .kind = Tokenwright::ErrorKind::Rejected, .code = code, .httpStatus = 401};
        ledger.store(setId, record);
    }

    QString fingerprintOf(const QString &setId) const
    {
        const Tokenwright::CredentialSet &of = *registry.find(setId);
        return Tokenwright::requestFingerprint(*catalog.provider(of.provider), of);
    }

    TemporaryProfile folders;
    FakeClock clock;
    Tokenwright::ProviderCatalog catalog = Tokenwright::ProviderCatalog::load(
        Tokenwright::ProviderCatalog::shippedFolder(), {});
    Tokenwright::CredentialRegistry registry{folders.profile};
    Tokenwright::TokenLedger ledger{folders.profile};
    Tokenwright::FakeSecretStore store;
    Tokenwright::HttpClient client;
    Tokenwright::TokenService service{{.profile = folders.profile,
                                       .clock = clock,
                                       .providers = catalog,
                                       .registry = registry,
                                       .ledger = ledger,
                                       .store = store,
                                       .client = client}};
    Tokenwright::CountdownModel model{{.clock = clock,
                                       .providers = catalog,
                                       .registry = registry,
                                       .ledger = ledger,
                                       .service = service}};
};
