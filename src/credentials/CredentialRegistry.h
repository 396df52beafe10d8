// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialSet.h"
#include "JsonFile.h"
#include "Profile.h"

#include <QFuture>
#include <QHash>
#include <QObject>

namespace Tokenwright {

/// The index: every credential set this profile knows, without its secrets. Shared with other
/// programs: changes are made on what the file holds at that moment, and changes by others are seen
/// and announced. Lives in one thread.
class CredentialRegistry : public QObject
{
    Q_OBJECT

public:
    explicit CredentialRegistry(const Profile &profile, QObject *parent = nullptr);

    /// Begins to read the file before there is one of these; load() takes what it finds.
    static JsonFile::Ahead readAhead(const Profile &profile);

    /// Reads the file and starts to watch it, if wanted. Without it the registry is empty, which is
    /// an error where the ledger knows tokens of sets: then the file was there. Errors:
    /// ErrorKind::Storage; the registry keeps what it knew.
    Result<void> load(Watching watching = Watching::Yes, const JsonFile::Ahead &ahead = {});
    /// Reads the file again now, if it was changed, without waiting for the watch; may emit every
    /// signal. Errors: ErrorKind::Storage, as unreadable() says; what was known is kept.
    Result<void> refresh();

    /// In the file's order. Rows that cannot be read are left out here and kept in the file.
    const QList<CredentialSet> &sets() const { return m_sets; }
    /// A sentence about each row that is left out.
    const QStringList &problems() const { return m_problems; }
    /// Null when there is none. Valid until the next signal.
    const CredentialSet *find(const QString &id) const;
    /// Where it is among sets(), or -1.
    qsizetype positionOf(const QString &id) const { return m_indexOfId.value(id, -1); }

    /// Complete once the file is written. Errors: Storage, those of acquireLock(), NotFound
    /// (replace), Configuration (the name is empty or taken within the environment). Blanks around
    /// a name do not count.
    QFuture<Result<void>> insert(CredentialSet set);
    /// Makes of the row that the file holds then what leads from \a before, as it was read, to
    /// \a after; see merged(). What nobody here understands of the row stays.
    QFuture<Result<void>> replace(const CredentialSet &before, CredentialSet after);
    /// Removing what is not there succeeds.
    QFuture<Result<void>> remove(const QString &id);

    /// Whether changes wait to be written, for another program's lock perhaps.
    bool isBusy() const { return m_file.isBusy(); }

    /// The set of this name, in any case, within \a environment; null when there is none. Valid
    /// until the next signal.
    const CredentialSet *named(const QString &name, const QString &environment) const;
    /// Whether another set than \a exceptId has this name, in any case, within \a environment.
    bool isNameTaken(const QString &name, const QString &environment,
                     const QString &exceptId) const;
    /// \a name, or one like it that is free within \a environment: "Catalogue 2".
    QString freeName(const QString &name, const QString &environment) const;

Q_SIGNALS:
    void setAdded(const QString &id);
    void setChanged(const QString &id);
    void setRemoved(const QString &id);
    /// The file is gone, or was changed into something that cannot be read; what was known is kept.
    void unreadable(const Tokenwright::Error &error);
    /// It was changed and read, whatever was wrong with it before.
    void readable();
    /// It is no longer busy.
    void settled();

private:
    struct Content;
    void adopt(const QJsonObject &json, Content content);
    Result<void> stillThere() const;

    JsonFile m_file;
    const QString m_ledgerFile;
    QList<CredentialSet> m_sets;
    QStringList m_problems;
    QHash<QString, qsizetype> m_indexOfId;
    Result<void> m_lastReading; ///< What refresh() found, for as long as the file is the same.
};

} // namespace Tokenwright
