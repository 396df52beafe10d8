// SPDX-License-Identifier: MIT
#include "KernelSecretStore.h"

#include "Async.h"

#include <QFile>
#include <QScopeGuard>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <keyutils.h>

namespace Tokenwright {

namespace {

constexpr const char *keyType = "user"; // what a program may read again
constexpr key_serial_t keyring = KEY_SPEC_USER_KEYRING;
/// Also for who does not possess the keyring: a session that was not begun by a login.
constexpr key_perm_t ownerOnly = KEY_POS_ALL | KEY_USR_ALL;

/// A limit of the kernel's, as it tells it; empty where it does not.
QString limit(const char *name)
{
    QFile file(u"/proc/sys/kernel/keys/"_s + QLatin1StringView(name));
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll()).trimmed()
                                          : QString();
}

/// What the kernel's refusal means.
std::unexpected<Error> refused(int number)
{
    switch (number) {
    case ENOKEY:
    case EKEYEXPIRED:
    case EKEYREVOKED:
        return failure(ErrorKind::SecretMissing);
    case EDQUOT:
        return failure(ErrorKind::KeychainDenied,
                       KernelSecretStore::tr(
                           "The kernel's room for keys of one user is used up (%1 keys, %2 bytes). "
                           "Remove a credential set or a token, or raise kernel.keys.maxkeys and "
                           "kernel.keys.maxbytes with sysctl.")
                           .arg(limit("maxkeys"), limit("maxbytes")));
    case EINVAL:
        return failure(
            ErrorKind::KeychainDenied,
            KernelSecretStore::tr("The kernel's keyring takes no value of this length."));
    default:
        return failure(ErrorKind::KeychainUnavailable,
                       KernelSecretStore::tr("The kernel refuses its keyring here: %1.")
                           .arg(QString::fromLocal8Bit(std::strerror(number))));
    }
}

QByteArray name(const QString &key)
{
    return key.toUtf8(); // begins with "tokenwright/"
}

Result<key_serial_t> find(const QString &key)
{
    const long found = keyctl_search(keyring, keyType, name(key).constData(), 0);
    if (found < 0)
        return refused(errno);
    return key_serial_t(found);
}

Result<Secret> valueOf(key_serial_t serial)
{
    void *bytes = nullptr;
    const long size = keyctl_read_alloc(serial, &bytes);
    if (size < 0)
        return refused(errno);
    const auto wiped = qScopeGuard([bytes, size] {
        explicit_bzero(bytes, size_t(size));
        std::free(bytes);
    });
    return Secret(QByteArray(static_cast<const char *>(bytes), size));
}

} // namespace

QFuture<Result<Secret>> KernelSecretStore::read(const QString &key, Prompt)
{
    const auto serial = find(key);
    return Async::ready<Secret>(serial ? valueOf(*serial) : std::unexpected(serial.error()));
}

QFuture<Result<void>> KernelSecretStore::write(const QString &key, const Secret &value, Prompt)
{
    const QByteArrayView bytes = value.reveal();
    // What is there under this name is changed, as one step.
    const key_serial_t serial = add_key(keyType, name(key).constData(), bytes.data(),
                                        size_t(bytes.size()), keyring);
    if (serial < 0)
        return Async::ready<void>(refused(errno));
    if (keyctl_setperm(serial, ownerOnly) < 0)
        return Async::ready<void>(refused(errno));
    const auto there = valueOf(serial);
    if (!there)
        return Async::ready<void>(std::unexpected(there.error()));
    if (!there->equals(value))
        return Async::ready<void>(failure(ErrorKind::KeychainDenied));
    return Async::ready<void>({});
}

QFuture<Result<void>> KernelSecretStore::remove(const QString &key, Prompt)
{
    const auto serial = find(key);
    if (!serial) {
        const bool isGone = serial.error().kind == ErrorKind::SecretMissing;
        return Async::ready<void>(isGone ? Result<void>() : std::unexpected(serial.error()));
    }
    if (keyctl_unlink(*serial, keyring) < 0)
        return Async::ready<void>(refused(errno));
    return Async::ready<void>({});
}

QFuture<Result<void>> KernelSecretStore::unlock(const QString &, Prompt, Purpose)
{
    return Async::ready<void>({});
}

QString KernelSecretStore::description() const
{
    return tr("the kernel's keyring, until the machine is started again");
}

QString KernelSecretStore::reason() const
{
    return tr("the preferences say so");
}

} // namespace Tokenwright

#include "moc_KernelSecretStore.cpp"
