// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialManager.h"

#include "FakeClock.h"
#include "FakeSecretStore.h"
#include "TemporaryProfile.h"
#include "Waiting.h"

#include <algorithm>
#include <memory>

Q_DECLARE_METATYPE(Tokenwright::ErrorKind)

/// A credential manager with a profile and a keychain of its own. For a test to inherit.
class CredentialBench
{
protected:
    static constexpr Tokenwright::ErrorKind storeFailures[]{
        Tokenwright::ErrorKind::KeychainUnavailable, Tokenwright::ErrorKind::KeychainLocked,
        Tokenwright::ErrorKind::KeychainDenied, Tokenwright::ErrorKind::KeychainTimeout};

    /// A row each way in which a keychain fails.
    static void addStoreFailures()
    {
        QTest::addColumn<Tokenwright::ErrorKind>("kind");
        QTest::addColumn<bool>("applied");
        for (const Tokenwright::ErrorKind kind : storeFailures) {
            const QString name = Tokenwright::errorKindName(kind);
            QTest::newRow(qPrintable(name)) << kind << false;
            QTest::newRow(qPrintable(QString(name + u", and it happened"))) << kind << true;
        }
    }

    static Tokenwright::CredentialSet practiceSet(const QString &name = QStringLiteral("Catalogue"))
    {
        Tokenwright::CredentialSet set;
        set.name = name;
        set.provider = QStringLiteral("ebay");
        set.environment = QStringLiteral("sandbox");
        set.scopes = QStringList{QStringLiteral("a")};
        return set;
    }

    static Tokenwright::ClientCredentials pairOf(const QString &words)
    {
        Tokenwright::ClientCredentials credentials;
        credentials.clientId = u"practice-id-" + words;
        credentials.clientSecret = Tokenwright::Secret::fromText(u"practice-not-a-secret-" + words);
        credentials.origin = QStringLiteral("https://example.com:443");
        return credentials;
    }
    static QByteArray payload(const QString &words)
    {
        return pairOf(words).toPayload().reveal().toByteArray();
    }

    /// With an empty index and an empty keychain.
    void begin()
    {
        m_profile = std::make_unique<TemporaryProfile>();
        QVERIFY(m_profile->ready);
        m_registry = std::make_unique<Tokenwright::CredentialRegistry>(m_profile->profile);
        VERIFY_OK(m_registry->load());
        m_store = std::make_unique<Tokenwright::FakeSecretStore>();
        m_manager = std::make_unique<Tokenwright::CredentialManager>(
            m_profile->profile, *m_registry, *m_store, m_clock);
    }
    /// Whatever a test did, every secret has a row.
    void end()
    {
        QVERIFY2(everySecretHasARow(), "a secret is left that nobody sees");
        m_manager.reset();
        m_store.reset();
        m_registry.reset();
    }

    QString create(const QString &name = QStringLiteral("Catalogue"),
                   const QString &words = QStringLiteral("one"))
    {
        const auto id = await(m_manager->create(practiceSet(name), pairOf(words)));
        return id ? *id : QString();
    }
    QByteArray pairIn(const QString &id) const
    {
        return m_store->value(Tokenwright::clientKey(id));
    }
    bool everySecretHasARow() const
    {
        const QStringList keys = m_store->keys();
        return std::ranges::all_of(keys, [&](const QString &key) {
            return m_registry->find(key.section(u'/', 1, 1)) != nullptr;
        });
    }

    FakeClock m_clock;
    std::unique_ptr<TemporaryProfile> m_profile;
    std::unique_ptr<Tokenwright::CredentialRegistry> m_registry;
    std::unique_ptr<Tokenwright::FakeSecretStore> m_store;
    std::unique_ptr<Tokenwright::CredentialManager> m_manager;
};
