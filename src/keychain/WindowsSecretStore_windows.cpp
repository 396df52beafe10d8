// SPDX-License-Identifier: MIT
#include "WindowsSecretStore_windows.h"

#include "Async.h"
#include "SecretStoreChoice.h"

#include <QCryptographicHash>
#include <QScopeGuard>
#include <QUuid>

#include <algorithm>

#include <windows.h>

#include <wincred.h>

namespace Tokenwright {

namespace {

/// Begins the value of a key whose secret lies in pieces; then come their mark, which no others
/// have, how many bytes they are together, and those bytes' digest.
const QByteArray inPieces = QByteArrayLiteral("tokenwright-pieces ");

struct Pieces
{
    QByteArray mark;
    qsizetype size = 0;
    QByteArray digest;

    qsizetype count() const
    {
        constexpr qsizetype most = WindowsSecretStore::longestPiece;
        return (size + most - 1) / most;
    }
    QString name(const QString &key, qsizetype nth) const
    {
        return u"%1/%2/%3"_s.arg(key, QString::fromLatin1(mark)).arg(nth);
    }
    QByteArray toBytes() const
    {
        return inPieces + mark + ' ' + QByteArray::number(size) + ' ' + digest.toHex();
    }
    static std::optional<Pieces> fromBytes(const QByteArray &bytes)
    {
        if (!bytes.startsWith(inPieces))
            return {};
        const QList<QByteArray> words = bytes.sliced(inPieces.size()).split(' ');
        const Pieces pieces{.mark = words.value(0),
                            .size = words.value(1).toLongLong(),
                            .digest = QByteArray::fromHex(words.value(2))};
        const bool isSound = pieces.size > 0 && pieces.size <= WindowsSecretStore::longestValue;
        return isSound ? std::optional(pieces) : std::nullopt;
    }
};

QByteArray digestOf(QByteArrayView bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(bytes);
    return hash.result();
}

/// What Windows' refusal means.
std::unexpected<Error> refusedBy(DWORD reason)
{
    switch (reason) {
    case ERROR_NOT_FOUND:
        return failure(ErrorKind::SecretMissing);
    case ERROR_ACCESS_DENIED:
    case RPC_X_BAD_STUB_DATA: // more than it takes
        return failure(ErrorKind::KeychainDenied, qt_error_string(int(reason)));
    default: // ERROR_NO_SUCH_LOGON_SESSION above all
        return failure(ErrorKind::KeychainUnavailable, qt_error_string(int(reason)));
    }
}

Result<Secret> readEntry(const QString &name)
{
    PCREDENTIALW entry = nullptr;
    if (!CredReadW(name.toStdWString().c_str(), CRED_TYPE_GENERIC, 0, &entry))
        return refusedBy(GetLastError());
    const auto freed = qScopeGuard([entry] {
        SecureZeroMemory(entry->CredentialBlob, entry->CredentialBlobSize);
        CredFree(entry);
    });
    return Secret(QByteArray(reinterpret_cast<const char *>(entry->CredentialBlob),
                             qsizetype(entry->CredentialBlobSize)));
}

Result<void> writeEntry(const QString &name, QByteArrayView bytes)
{
    std::wstring target = name.toStdWString();
    std::wstring user = L"tokenwright";
    CREDENTIALW entry{};
    entry.Type = CRED_TYPE_GENERIC;
    entry.TargetName = target.data();
    entry.UserName = user.data();
    entry.Persist = CRED_PERSIST_ENTERPRISE;
    entry.CredentialBlobSize = DWORD(bytes.size());
    entry.CredentialBlob = reinterpret_cast<BYTE *>(const_cast<char *>(bytes.data()));
    if (!CredWriteW(&entry, 0))
        return refusedBy(GetLastError());
    return {};
}

Result<void> removeEntry(const QString &name)
{
    if (!CredDeleteW(name.toStdWString().c_str(), CRED_TYPE_GENERIC, 0)
        && GetLastError() != ERROR_NOT_FOUND)
        return refusedBy(GetLastError());
    return {};
}

/// Removes \a key's pieces, but for those that have \a kept as their mark: also what a program that
/// died left behind. What stays is of no value, and goes the next time.
void removePieces(const QString &key, const QByteArray &kept = {})
{
    DWORD count = 0;
    PCREDENTIALW *entries = nullptr;
    if (!CredEnumerateW(QString(key + u"/*").toStdWString().c_str(), 0, &count, &entries))
        return;
    const QString keptBegin = key + u'/' + QString::fromLatin1(kept) + u'/';
    for (DWORD i = 0; i < count; ++i) {
        const QString name = QString::fromWCharArray(entries[i]->TargetName);
        SecureZeroMemory(entries[i]->CredentialBlob, entries[i]->CredentialBlobSize);
        if (kept.isEmpty() || !name.startsWith(keptBegin))
            static_cast<void>(removeEntry(name));
    }
    CredFree(entries);
}

Result<Secret> joined(const QString &key, const Pieces &pieces)
{
    QByteArray bytes;
    bytes.reserve(pieces.size);
    const auto wiped = qScopeGuard([&bytes] { wipe(bytes); });
    for (qsizetype i = 0; i < pieces.count(); ++i) {
        const auto piece = readEntry(pieces.name(key, i));
        if (!piece)
            return piece;
        bytes += piece->reveal();
    }
    if (bytes.size() != pieces.size || digestOf(bytes) != pieces.digest)
        return failure(ErrorKind::SecretMissing);
    return Secret(std::move(bytes));
}

Result<Secret> readValue(const QString &key)
{
    constexpr int mostRounds = 5; // somebody may write it meanwhile
    Result<Secret> value = failure(ErrorKind::SecretMissing);
    for (int round = 0; round < mostRounds; ++round) {
        const auto entry = readEntry(key);
        if (!entry)
            return entry;
        const auto pieces = Pieces::fromBytes(entry->reveal().toByteArray());
        if (!pieces)
            return entry;
        value = joined(key, *pieces);
        if (value || value.error().kind != ErrorKind::SecretMissing)
            break;
    }
    return value;
}

Result<void> writePieces(const QString &key, QByteArrayView bytes, const Pieces &pieces)
{
    for (qsizetype i = 0; i < pieces.count(); ++i) {
        const qsizetype begin = i * WindowsSecretStore::longestPiece;
        const QByteArrayView piece = bytes.sliced(
            begin, std::min(WindowsSecretStore::longestPiece, bytes.size() - begin));
        if (auto written = writeEntry(pieces.name(key, i), piece); !written)
            return written;
    }
    return writeEntry(key, pieces.toBytes());
}

Result<void> writeValue(const QString &key, const Secret &value)
{
    const QByteArrayView bytes = value.reveal();
    Pieces pieces;
    if (bytes.size() > WindowsSecretStore::longestPiece || bytes.startsWith(inPieces)) {
        pieces = {.mark = QUuid::createUuid().toByteArray(QUuid::Id128),
                  .size = bytes.size(),
                  .digest = digestOf(bytes)};
    }
    const auto written = pieces.size > 0 ? writePieces(key, bytes, pieces) : writeEntry(key, bytes);
    if (!written) {
        for (qsizetype i = 0; i < pieces.count(); ++i) // the old ones are still what counts
            static_cast<void>(removeEntry(pieces.name(key, i)));
        return written;
    }
    const auto there = readValue(key);
    if (!there)
        return std::unexpected(there.error());
    if (!there->equals(value))
        return failure(ErrorKind::KeychainDenied);
    removePieces(key, pieces.mark);
    return {};
}

} // namespace

QFuture<Result<Secret>> WindowsSecretStore::read(const QString &key, Prompt)
{
    return Async::ready<Secret>(readValue(key));
}

QFuture<Result<void>> WindowsSecretStore::write(const QString &key, const Secret &value, Prompt)
{
    if (value.isEmpty() || value.size() > longestValue) {
        return Async::ready<void>(
            failure(ErrorKind::KeychainDenied,
                    tr("Windows Credential Manager takes no value of this length.")));
    }
    return Async::ready<void>(writeValue(key, value));
}

QFuture<Result<void>> WindowsSecretStore::remove(const QString &key, Prompt)
{
    const auto removed = removeEntry(key);
    if (removed)
        removePieces(key);
    return Async::ready<void>(removed);
}

QFuture<Result<void>> WindowsSecretStore::unlock(const QString &, Prompt, Purpose)
{
    return Async::ready<void>({});
}

QString WindowsSecretStore::description() const
{
    return tr("Windows Credential Manager");
}

QString WindowsSecretStore::reason() const
{
    return tr("it is this system's");
}

std::unique_ptr<SecretStore> createSystemSecretStore()
{
    return std::make_unique<WindowsSecretStore>();
}

} // namespace Tokenwright

#include "moc_WindowsSecretStore_windows.cpp"
