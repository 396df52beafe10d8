// SPDX-License-Identifier: MIT
#include "Program.h"

#include "FailureText.h"
#include "KeychainSecretStore.h"
#include "Process.h"

#include <QCoreApplication>

using namespace std::chrono_literals;

namespace Tokenwright {

Program::Program(QObject *parent)
    : QObject(parent)
    , registry(profile)
    , ledger(profile)
    , requestLog(profile)
    , store(std::make_unique<KeychainSecretStore>())
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
    , rotation(trial, manager)
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
    const QString shipped = ProviderCatalog::shippedFolder();
    const QString own = profile.providersFolder();
    if (reads == Reads::Sets || reads == Reads::SetsAndAllProviders) {
        if (const auto index = registry.load(Watching::No); !index)
            return index;
        // it only displays, and whatever it would say can be found out again
        if (const auto facts = ledger.load(Watching::No); !facts)
            say(failureText(facts.error(), nullptr));
    }
    if (reads == Reads::Sets) {
        QStringList ids;
        for (const CredentialSet &set : registry.sets())
            ids.append(set.provider);
        providers = ProviderCatalog::loadSome(shipped, own, ids);
    } else if (reads != Reads::Nothing) {
        providers = ProviderCatalog::load(shipped, own);
    }
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
    refuse(errorExitCode(error.kind), failureText(error, provider));
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
