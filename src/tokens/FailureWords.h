// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Tokenwright {

/// What the provider said when a mint failed, for those of other programs who waited for the same
/// mint: they share its failure, and the ledger holds no sentences of others. A small file beside
/// the set's lock, written and read while that is held. Blocks for as long as that takes.
class FailureWords
{
public:
    /// \a lockFile is the set's, see Profile::mintLockFile().
    explicit FailureWords(const QString &lockFile);

    /// Keeps \a message, which has been redacted as if it were published, for the failure noted at
    /// \a at (milliseconds since the epoch). One that cannot be written is lost: it is only for
    /// reading.
    void keep(qint64 at, const QString &message) const;
    /// The message of the failure noted at \a at; empty if it is not there.
    QString read(qint64 at) const;
    /// Nothing failed, or the set is gone.
    void remove() const;

private:
    QString m_path;
};

} // namespace Tokenwright
