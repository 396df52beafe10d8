// SPDX-License-Identifier: MIT
#include "WindowsSecretStore_windows.h"

#include "Async.h"
#include "NativePath_windows.h"
#include "SecretStoreChoice.h"

#include <QCryptographicHash>
#include <QScopeGuard>

#include <algorithm>
#include <array>

#include <windows.h>

#include <wincred.h>

namespace Tokenwright {

namespace {

/// Begins the value of a key whose secret lies in pieces; then come their mark, how many bytes they
/// are together, and those bytes' digest.
const QByteArray inPieces = QByteArrayLiteral("tokenwright-pieces ");

/// There are two marks: what is written takes the one that what is there does not have.
constexpr std::array<char, 2> marks{'a', 'b'};

QString nameOfPiece(const QString &key, char mark, qsizetype nth)
{
    return u"%1/%2/%3"_s.arg(key, QString(QLatin1Char(mark))).arg(nth);
}

struct Pieces
{
    char mark = 0;
    qsizetype size = 0;
    QByteArray digest;

    qsizetype count() const
    {
        constexpr qsizetype most = WindowsSecretStore::longestPiece;
        return (size + most - 1) / most;
    }
    QString name(const QString &key, qsizetype nth) const { return nameOfPiece(key, mark, nth); }
    QByteArray toBytes() const
    {
        return inPieces + mark + ' ' + QByteArray::number(size) + ' ' + digest.toHex();
    }
    static std::optional<Pieces> fromBytes(const QByteArray &bytes)
    {
        if (!bytes.startsWith(inPieces))
            return {};
        const QList<QByteArray> words = bytes.sliced(inPieces.size()).split(' ');
        const Pieces pieces{.mark = words.constFirst().isEmpty() ? '\0'
                                                                 : words.constFirst().front(),
                            .size = words.value(1).toLongLong(),
                            .digest = QByteArray::fromHex(words.value(2))};
        const bool isSound = std::ranges::find(marks, pieces.mark) != marks.end() && pieces.size > 0
            && pieces.size <= WindowsSecretStore::longestValue;
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
        return failure(ErrorKind::KeychainDenied, windowsReason(reason));
    default: // ERROR_NO_SUCH_LOGON_SESSION above all
        return failure(ErrorKind::KeychainUnavailable, windowsReason(reason));
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

/// Pieces are made from the first on and removed from the last on: so many are there.
qsizetype countOfPieces(const QString &key, char mark)
{
    qsizetype count = 0;
    while (count < WindowsSecretStore::mostPieces && readEntry(nameOfPiece(key, mark, count)))
        ++count;
    return count;
}

void removePieces(const QString &key, char mark, qsizetype count)
{
    while (count-- > 0)
        static_cast<void>(removeEntry(nameOfPiece(key, mark, count)));
}

/// The same of all that are there, also what a program that died left of them.
void removePieces(const QString &key, char mark)
{
    removePieces(key, mark, countOfPieces(key, mark));
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
    // somebody may write it meanwhile: a piece is then gone, another one, or just being removed
    constexpr int mostRounds = 5;
    Result<Secret> value = failure(ErrorKind::SecretMissing);
    for (int round = 0; round < mostRounds; ++round) {
        const auto entry = readEntry(key);
        if (!entry)
            return entry;
        const auto pieces = Pieces::fromBytes(entry->reveal().toByteArray());
        if (!pieces)
            return entry;
        value = joined(key, *pieces);
        if (value)
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

/// The mark of the pieces that \a key's value lies in; 0: in none.
char markOf(const QString &key)
{
    const auto entry = readEntry(key);
    const auto pieces = entry ? Pieces::fromBytes(entry->reveal().toByteArray()) : std::nullopt;
    return pieces ? pieces->mark : '\0';
}

Result<void> writeValue(const QString &key, const Secret &value)
{
    const QByteArrayView bytes = value.reveal();
    Pieces pieces;
    Result<void> written;
    if (bytes.size() > WindowsSecretStore::longestPiece || bytes.startsWith(inPieces)) {
        pieces = {.mark = markOf(key) == marks[0] ? marks[1] : marks[0],
                  .size = bytes.size(),
                  .digest = digestOf(bytes)};
        removePieces(key, pieces.mark);
        written = writePieces(key, bytes, pieces);
    } else {
        written = writeEntry(key, bytes);
    }
    if (!written) {
        if (pieces.size > 0)
            removePieces(key, pieces.mark); // the old ones are still what counts
        return written;
    }
    const auto there = readValue(key);
    if (!there)
        return std::unexpected(there.error());
    if (!there->equals(value))
        return failure(ErrorKind::KeychainDenied);
    for (const char mark : marks) {
        if (mark != pieces.mark)
            removePieces(key, mark);
    }
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
    for (const char mark : marks) {
        if (removed) // whatever somebody else has done to them
            removePieces(key, mark, mostPieces);
    }
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
