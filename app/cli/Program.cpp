// SPDX-License-Identifier: MIT
#include "Program.h"

#include "keychain/KeychainSecretStore.h"
#include "providers/FailureText.h"

#include <QCoreApplication>

#include <cstdio>

namespace Tokenwright {

namespace {

void writeWhole(std::FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stream);
    std::fflush(stream);
}

/// Words are told from the program's name, and end with a line.
QByteArray told(const QString &words)
{
    return QString(u"tokenwright-cli: " + words + u'\n').toLocal8Bit();
}

} // namespace

Program::Program(QObject *parent)
    : QObject(parent)
    , providers(ProviderCatalog::load(ProviderCatalog::shippedFolder(), profile.providersFolder()))
    , registry(profile)
    , ledger(profile)
    , store(std::make_unique<KeychainSecretStore>())
    , service({.profile = profile,
               .clock = clock,
               .providers = providers,
               .registry = registry,
               .ledger = ledger,
               .store = *store,
               .endpoint = endpoint})
    , manager(profile, registry, *store)
    , checker({.clock = clock,
               .providers = providers,
               .registry = registry,
               .store = *store,
               .service = service,
               .endpoint = endpoint})
{ }

Result<void> Program::load()
{
    if (const auto folders = profile.ensureFolders(); !folders)
        return folders;
    if (const auto index = registry.load(Watching::No); !index)
        return index;
    return ledger.load(Watching::No);
}

void Program::finish(const QByteArray &data, const QString &words)
{
    if (!data.isEmpty())
        writeWhole(stdout, data);
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
    writeWhole(stderr, told(words));
    QCoreApplication::exit(exitCode);
}

void Program::say(const QString &words) const
{
    if (!quiet)
        writeWhole(stderr, told(words));
}

const Provider *Program::providerOf(const CredentialSet &set) const
{
    return providers.provider(set.provider);
}

} // namespace Tokenwright
