// SPDX-License-Identifier: MIT
#pragma once

#include "ExpectedRenewals.h"

#include "FakeClock.h"
#include "FakeSecretStore.h"
#include "FakeWakeTimer.h"
#include "PracticeTokenServer.h"
#include "TemporaryProfile.h"

#include "TokenKeeper.h"

#include <memory>

/// One program of the user's, as the window builds it: real files, real TLS; the time and the
/// keychain are the test's.
struct DayProgram
{
    DayProgram(const Tokenwright::Profile &profile, const Tokenwright::Clock &clock,
               const Tokenwright::ProviderCatalog &providers, Tokenwright::SecretStore &store);

    Tokenwright::CredentialRegistry registry;
    Tokenwright::TokenLedger ledger;
    Tokenwright::HttpClient client;
    Tokenwright::TokenService service;
    bool ready = false;
};

/// A computer on which many sets are kept fresh for a day that passes as fast as it can, while
/// another program of the same user changes things.
class DayMachine
{
public:
    explicit DayMachine(int sets);

    bool isReady() const { return m_program && m_program->ready && m_other->ready; }
    qint64 boot() const { return m_clock.moment.boot; }
    const ExpectedRenewals &expected() const { return m_expected; }
    int edits() const { return m_edits; }

    /// Lets time pass until the boot clock reads \a end, waking the program whenever it wants.
    void liveUntil(qint64 end);
    void sleepFor(qint64 milliseconds);
    void setClock(qint64 milliseconds);

    // The other program, each time to the next set in turn.
    void mintElsewhere();
    void turnOffElsewhere();
    void turnOnElsewhere();
    void changeScopesElsewhere();
    void addElsewhere();
    void removeElsewhere();
    void takeIndexAway();
    void damageLedger();

private:
    PracticeAnswer answer(const PracticeRequest &request);
    /// Runs the event loop until nothing is under way and \a done.
    void settle(const std::function<bool()> &done = [] { return true; });
    void wake();
    Tokenwright::CredentialSet next();
    void replaceElsewhere(const Tokenwright::CredentialSet &set);
    Tokenwright::CredentialSet newSet();

    TemporaryProfile m_profile;
    PracticeTokenServer m_server;
    FakeClock m_clock;
    FakeWakeTimer m_timer;
    Tokenwright::FakeSecretStore m_keychain;
    Tokenwright::ProviderCatalog m_providers;
    ExpectedRenewals m_expected;
    std::unique_ptr<DayProgram> m_program;
    std::unique_ptr<DayProgram> m_other;
    std::unique_ptr<Tokenwright::TokenKeeper> m_keeper;
    QHash<QString, QByteArray> m_clientOf;
    QString m_added; ///< The set that the other program added last.
    QString m_off; ///< The one that it turned off.
    qsizetype m_turn = 0;
    int m_working = 0;
    int m_edits = 0;
    bool m_byHand = false;
};
