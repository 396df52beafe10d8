// SPDX-License-Identifier: MIT
#pragma once

#include "SecretStore.h"

namespace Tokenwright {

/// Secrets in Windows' Credential Manager, as generic credentials whose names are the keys. It
/// belongs to the login, is open as long as that lasts and asks nobody; every program of this user
/// can read it. They go along with the profile from machine to machine, as the index does.
///
/// A credential takes 2,560 bytes. What is longer lies in pieces of names that begin with the key,
/// and the key's own says which belong together: they are written before that, beside those that
/// are there, which are removed after it, so that at any moment the value is the old one or the new
/// one, as a whole. One of which a piece is gone or another one is missing.
///
/// Never waits: an operation takes effect at once. Errors: KeychainUnavailable where this login has
/// no Credential Manager (as over the network) or Windows fails in another way, KeychainDenied
/// where it refuses, or the value is empty or longer than longestValue; then nothing was changed.
class WindowsSecretStore final : public SecretStore
{
    Q_OBJECT

public:
    using SecretStore::SecretStore;

    /// In bytes.
    static constexpr qsizetype longestPiece = 2'560;
    static constexpr qsizetype mostPieces = 32;
    static constexpr qsizetype longestValue = mostPieces * longestPiece;

    QFuture<Result<Secret>> read(const QString &key, Prompt prompt) override;
    QFuture<Result<void>> write(const QString &key, const Secret &value, Prompt prompt) override;
    QFuture<Result<void>> remove(const QString &key, Prompt prompt) override;
    QFuture<Result<void>> unlock(const QString &key, Prompt prompt, Purpose purpose) override;
    void cancel(const QString &) override { }
    QString description() const override;
    QString reason() const override;
};

} // namespace Tokenwright
