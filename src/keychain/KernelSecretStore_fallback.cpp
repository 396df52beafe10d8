// SPDX-License-Identifier: MIT
#include "KernelSecretStore.h"

#include "Async.h"

namespace Tokenwright {

namespace {

std::unexpected<Error> noSuchKeyring()
{
    return failure(ErrorKind::KeychainUnavailable,
                   KernelSecretStore::tr("Only Linux has a keyring of the kernel's."));
}

} // namespace

QFuture<Result<Secret>> KernelSecretStore::read(const QString &, Prompt)
{
    return Async::ready<Secret>(noSuchKeyring());
}

QFuture<Result<void>> KernelSecretStore::write(const QString &, const Secret &, Prompt)
{
    return Async::ready<void>(noSuchKeyring());
}

QFuture<Result<void>> KernelSecretStore::remove(const QString &, Prompt)
{
    return Async::ready<void>(noSuchKeyring());
}

QFuture<Result<void>> KernelSecretStore::unlock(const QString &, Prompt, Purpose)
{
    return Async::ready<void>({});
}

QString KernelSecretStore::description() const
{
    return tr("the kernel's keyring, which this system does not have");
}

QString KernelSecretStore::reason() const
{
    return tr("the preferences say so");
}

} // namespace Tokenwright

#include "moc_KernelSecretStore.cpp"
