// SPDX-License-Identifier: MIT
#include "SessionSecretStore.h"

#include "Async.h"

namespace Tokenwright {

QFuture<Result<Secret>> SessionSecretStore::read(const QString &key, Prompt)
{
    const auto found = m_secrets.constFind(key);
    if (found == m_secrets.constEnd())
        return Async::ready<Secret>(failure(ErrorKind::SecretMissing));
    return Async::ready<Secret>(*found);
}

QFuture<Result<void>> SessionSecretStore::write(const QString &key, const Secret &value, Prompt)
{
    m_secrets.insert(key, value);
    return Async::ready<void>({});
}

QFuture<Result<void>> SessionSecretStore::remove(const QString &key, Prompt)
{
    m_secrets.remove(key);
    return Async::ready<void>({});
}

QFuture<Result<void>> SessionSecretStore::unlock(const QString &, Prompt, Purpose)
{
    return Async::ready<void>({});
}

QString SessionSecretStore::description() const
{
    return tr("memory, until you quit");
}

QString SessionSecretStore::reason() const
{
    return tr("no keychain answers");
}

} // namespace Tokenwright

#include "moc_SecretStore.cpp"
#include "moc_SessionSecretStore.cpp"
