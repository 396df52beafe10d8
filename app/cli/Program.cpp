// SPDX-License-Identifier: MIT
#include "Program.h"

#include "Terminal.h"

#include "keychain/KeychainSecretStore.h"
#include "providers/FailureText.h"

#include <QCoreApplication>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace Tokenwright {

namespace {

/// The system's reason when not everything could be written; otherwise 0.
int writeWhole(std::FILE *stream, const QByteArray &bytes)
{
    const auto size = std::size_t(bytes.size());
    const bool done = std::fwrite(bytes.constData(), 1, size, stream) == size
        && std::fflush(stream) == 0;
    return done ? 0 : errno;
}

/// Words are told from the program's name, and end with a line.
QByteArray told(const QString &words, Emphasis emphasis)
{
    return QString(emphasised(QStringLiteral("tokenwright-cli:"), emphasis, stderr) + u' ' + words
                   + u'\n')
        .toLocal8Bit();
}

} // namespace

Program::Program(QObject *parent)
    : QObject(parent)
    , registry(profile)
    , ledger(profile)
    , store(std::make_unique<KeychainSecretStore>())
    , service({.profile = profile,
               .clock = clock,
               .providers = providers,
               .registry = registry,
               .ledger = ledger,
               .store = *store,
               .endpoint = endpoint,
               .remembersEarlier = false})
    , manager(profile, registry, *store)
    , checker({.clock = clock,
               .providers = providers,
               .registry = registry,
               .store = *store,
               .service = service,
               .endpoint = endpoint})
{ }

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
    const int reason = data.isEmpty() ? 0 : writeWhole(stdout, data);
    if (reason == EPIPE) { // whoever read it has had enough and is no longer interested in words
        QCoreApplication::exit(OtherFailure);
        return;
    }
    if (reason != 0) {
        refuse(OtherFailure,
               tr("Standard output cannot be written: %1.")
                   .arg(QString::fromLocal8Bit(std::strerror(reason))));
        return;
    }
    if (!words.isEmpty())
        say(words);
    QCoreApplication::exit(Done);
}

void Program::fail(const Error &error, const Provider *provider)
{
    refuse(errorExitCode(error.kind), failureText(error, provider));
}

void Program::refuse(int exitCode, const QString &words)
{
    writeWhole(stderr, told(words, Emphasis::Alarm));
    QCoreApplication::exit(exitCode);
}

void Program::say(const QString &words) const
{
    if (!quiet)
        writeWhole(stderr, told(words, Emphasis::Bold));
}

const Provider *Program::providerOf(const CredentialSet &set) const
{
    return providers.provider(set.provider);
}

} // namespace Tokenwright
