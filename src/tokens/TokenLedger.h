// SPDX-License-Identifier: MIT
#pragma once

#include "JsonFile.h"
#include "Profile.h"
#include "Seldom.h"
#include "TokenLifetime.h"

#include <QDate>
#include <QFuture>
#include <QHash>
#include <QObject>
#include <QSet>

#include <optional>

namespace Tokenwright {

/// Why the last mint of a set gave no token.
struct MintFailure
{
    ErrorKind kind = ErrorKind::Network;
    QString code; ///< The provider's own code; may be empty.
    int httpStatus = 0;
    qint64 at = 0; ///< Milliseconds since the epoch.
    std::optional<qint64> retryAt{}; ///< See Error::retryAt.

    bool operator==(const MintFailure &) const = default;
};

/// How many token requests of a set were sent on one day.
struct MintCount
{
    QDate day; ///< By the local calendar.
    int requests = 0;

    bool operator==(const MintCount &) const = default;
};

/// What the ledger knows of a set's token: facts for the countdown, nothing secret.
struct TokenRecord
{
    bool hasToken = false;
    TokenLifetime lifetime; ///< Meaningful when hasToken.
    QString fingerprint; ///< Of the token, or of the request that failed.
    QString scope; ///< As granted.
    QString
        heldBy; ///< The run of a program that has it in memory alone; empty: the keychain has it.
    Seldom<MintFailure> lastFailure; ///< Nothing once a mint succeeded.
    MintCount mintCount{}; ///< Of the day of the last request.
    QJsonObject unknownFields;

    bool operator==(const TokenRecord &) const = default;
};

/// \a error as it is noted, without its words, and as it is told with \a message. Pure.
MintFailure failureOf(const Error &error, qint64 at);
Error errorOf(const MintFailure &failure, const QString &message);

/// What of \a record counts for a set that asks for \a fingerprint today (empty: for nothing
/// known), in the run \a run of a program: no token and no failure of another request, and no token
/// that another run has in its memory. How many requests were sent counts in any case. Pure.
TokenRecord whatCounts(TokenRecord record, const QString &fingerprint, const QString &run);

/// Token requests sent on the day of \a wallMilliseconds, in local time. Pure.
int mintsOnDayOf(const TokenRecord &record, qint64 wallMilliseconds);
/// \a record with one more of them. Pure.
void countMint(TokenRecord &record, qint64 wallMilliseconds);

/// The expiry facts of every set's token, in a file shared with other programs. It only displays:
/// the keychain's token is authoritative. A file that is damaged or was taken away is begun anew
/// from what this object knows when a record is stored. Lives in one thread.
class TokenLedger : public QObject
{
    Q_OBJECT

public:
    explicit TokenLedger(const Profile &profile, QObject *parent = nullptr);

    /// Begins to read the file before there is one of these; load() takes what it finds.
    static JsonFile::Ahead readAhead(const Profile &profile);

    /// Reads the file and starts to watch it, if wanted. Tells nobody what it finds.
    /// Errors: ErrorKind::Storage; it works all the same, without the records that could not be
    /// read.
    Result<void> load(Watching watching = Watching::Yes, const JsonFile::Ahead &ahead = {});
    /// Reads the file again now, if it was changed, without waiting for the watch.
    void refresh();

    /// An empty record for a set that has none.
    TokenRecord record(const QString &setId) const { return m_records.value(setId); }
    /// Whether the record of \a setId holds a failure.
    bool hasFailure(const QString &setId) const { return m_failed.contains(setId); }

    /// Complete once the file is written. Errors: Storage and those of acquireLock().
    QFuture<Result<void>> store(const QString &setId, const TokenRecord &record);
    QFuture<Result<void>> remove(const QString &setId);

Q_SIGNALS:
    void recordChanged(const QString &setId);

private:
    using Records = QHash<QString, TokenRecord>;
    Records adopt(Records records);
    QJsonObject tokensOf(const QJsonObject &json) const;

    JsonFile m_file;
    QHash<QString, TokenRecord> m_records;
    QSet<QString> m_failed; ///< Those whose records hold a failure.
};

} // namespace Tokenwright
