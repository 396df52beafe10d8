// SPDX-License-Identifier: MIT
#include "Program.h"

#include "FailureText.h"
#include "Process.h"
#include "SecretStoreChoice.h"
#include "Text.h"

#include <QCoreApplication>
#include <QTimer>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

constexpr auto patienceForKeychain = 60s; // while a refresh token is in memory alone

} // namespace

Program::Program(QObject *parent)
    : QObject(parent)
    , registry(profile)
    , ledger(profile)
    , requestLog(profile)
    , store(createSecretStore(profile.settingsFile()))
    , service({.profile = profile,
               .clock = clock,
               .providers = providers,
               .registry = registry,
               .ledger = ledger,
               .store = *store,
               .client = client,
               .remembersEarlier = false,
               .log = &requestLog,
               .askedBy = askedByCommandLine})
    , manager(profile, registry, *store, clock)
    , ending({.clock = clock,
              .providers = providers,
              .registry = registry,
              .manager = manager,
              .ledger = ledger,
              .service = service,
              .client = client,
              .log = &requestLog,
              .askedBy = askedByCommandLine})
    , trial({.clock = clock, .client = client, .log = &requestLog, .askedBy = askedByCommandLine})
    , rotation(trial, service, manager)
    , checker({.clock = clock,
               .providers = providers,
               .registry = registry,
               .store = *store,
               .service = service,
               .ending = ending,
               .client = client,
               .log = &requestLog,
               .askedBy = askedByCommandLine})
{
    watchPrompt();
    watchExchanges();
}

/// Who asks the program to end waits until the keychain has what the provider gives for a refresh
/// token that was sent; who asks twice does not.
void Program::watchExchanges()
{
    connect(&service, &TokenService::exchangingChanged, this, [this](bool isExchanging) {
        m_endings.reset();
        if (!isExchanging) {
            if (m_endedBy)
                endBy(*m_endedBy);
            return;
        }
        m_endings = std::make_unique<EndingSignals>();
        connect(m_endings.get(), &EndingSignals::caught, this, [this](int signal) {
            m_endedBy = signal;
            tell(Text::tr("Ends as soon as the keychain has the new refresh token; the same again "
                          "ends at once, and may lose it."));
        });
    });
    connect(&service, &TokenService::refreshTokenUnkept, this,
            [](const QString &, const Error &reason) {
                tell(unkeptRefreshTokenText(reason), Tone::Alarm);
            });
    connect(&service, &TokenService::refreshTokenKept, this,
            [this] { say(Text::tr("The keychain has the new refresh token now.")); });
}

void Program::afterExchanges(std::function<void()> next)
{
    if (!service.isExchanging()) {
        next();
        return;
    }
    auto *patience = new QTimer(this);
    patience->setSingleShot(true);
    const auto goOn = [patience, next = std::move(next)] {
        patience->disconnect();
        patience->deleteLater();
        next();
    };
    connect(&service, &TokenService::exchangingChanged, patience, goOn);
    connect(patience, &QTimer::timeout, patience, [goOn] {
        tell(
            Text::tr("The new refresh token is lost, because the keychain did not take it in time. "
                     "Sign in at the provider again, then give the refresh token to “edit” with "
                     "--secret-parameter refresh_token=FILE."),
            Tone::Alarm);
        goOn();
    });
    patience->start(patienceForKeychain);
}

/// Ctrl-C at a prompt that this program opened takes it off the screen before it ends the program.
void Program::watchPrompt()
{
    connect(store.get(), &SecretStore::prompting, this, [this](bool isOpen) {
        m_endings.reset(); // before the next one: there is one at a time
        if (!isOpen)
            return;
        m_endings = std::make_unique<EndingSignals>();
        connect(m_endings.get(), &EndingSignals::caught, this, [this](int signal) {
            store->withdrawPrompt();
            endBy(signal);
        });
    });
}

Result<void> Program::load(Command::Reads reads)
{
    using Reads = Command::Reads;
    if (const auto known = profile.isKnown(); !known && reads != Reads::Nothing)
        return known;
    if (reads == Reads::Secrets)
        store->prepare(); // while the files are read
    if (reads >= Reads::Sets) {
        if (const auto index = registry.load(Watching::No); !index)
            return index;
        // it only displays, and whatever it would say can be found out again
        if (const auto facts = ledger.load(Watching::No); !facts)
            say(failureText(facts.error(), nullptr));
    }
    if (reads != Reads::Nothing)
        providers = ProviderCatalog::load(ProviderCatalog::shippedFolder(),
                                          profile.providersFolder());
    return {};
}

void Program::finish(const QByteArray &data, const QString &words)
{
    settle();
    const ExitCode outcome = deliver(data);
    if (outcome == Done && !words.isEmpty())
        say(words);
    QCoreApplication::exit(outcome);
}

void Program::fail(const Error &error, const Provider *provider)
{
    QString words = failureText(error, provider);
    if (errorRemedies(error).testFlag(Remedy::ConfirmEndpoint))
        words += u'\n' + Text::tr("Say “edit” with --accept-endpoint if that is right.");
    refuse(errorExitCode(error.kind), words);
}

void Program::refuse(int exitCode, const QString &words)
{
    settle();
    tell(words, Tone::Alarm);
    QCoreApplication::exit(exitCode);
}

/// A request that waits for the log's lock gets a moment: whoever holds it appends a line.
void Program::settle()
{
    requestLog.writeNow(1s);
}

void Program::passOn(int exitCode)
{
    settle();
    QCoreApplication::exit(exitCode);
}

void Program::say(const QString &words) const
{
    if (!quiet)
        tell(words);
}

const Provider *Program::providerOf(const CredentialSet &set) const
{
    return providers.provider(set.provider);
}

} // namespace Tokenwright

#include "moc_Program.cpp"
