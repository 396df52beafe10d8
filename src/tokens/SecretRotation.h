// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialManager.h"
#include "Provider.h"
#include "TokenService.h"
#include "TokenTrial.h"

#include <QDate>
#include <QFuture>
#include <QObject>

#include <functional>

namespace Tokenwright {

/// Puts a new secret into the place of an old one, once the provider has given a token for the new
/// one: what is refused changes nothing. The old one may be kept beside it, for as long as the
/// provider takes both. Lives in one thread; what it is given is borrowed and must outlive it.
class SecretRotation : public QObject
{
    Q_OBJECT

public:
    SecretRotation(TokenTrial &trial, TokenService &service, CredentialManager &manager,
                   QObject *parent = nullptr);

    struct Call
    {
        QFuture<Result<void>> done;
        /// While the new secret is tried: completes `done` with ErrorKind::Cancelled. Afterwards,
        /// when it takes the place of the old one, nothing.
        std::function<void()> cancel;
    };
    /// \a before is what index and keychain were read to hold, \a after what rotatedEntry() made
    /// of it. Where trying sends a refresh token, it is a mint as any other: see changeTried().
    /// Errors: those of TokenTrial::ask() or TokenService::token(), with which nothing was changed,
    /// and of CredentialManager::edit().
    Call rotate(const Provider &provider, const Entry &before, const Entry &after);

    /// Drops the secret that was kept beside the present one. Errors: those of
    /// CredentialManager::edit().
    QFuture<Result<void>> forgetOld(const Entry &before);

Q_SIGNALS:
    /// The provider takes the new secret of \a setId; now it takes the place of the old one.
    void accepted(const QString &setId);

private:
    TokenTrial &m_trial;
    TokenService &m_service;
    CredentialManager &m_manager;
};

/// What may not be rotated: the pair of \a before was saved for another server than its requests
/// go to now, so that nobody can tell whom a new secret is for. Pure. EndpointMoved.
std::optional<Error> rotationProblem(const Provider &provider, const Entry &before);

/// Why the secret of \a before cannot be kept beside another: an older one is, which goes by
/// forgetOld() alone. Pure. Configuration.
std::optional<Error> keepingProblem(const Entry &before);

/// \a before with the pair \a wanted in the place of its own, the old secret beside it if \a
/// keepsOld, taken until \a expires if that is known: the day of the old one goes. Pure. Errors:
/// Configuration (nothing in it is new, it cannot be asked with, or keepingProblem()).
Result<Entry> rotatedEntry(const Provider &provider, const Entry &before,
                           const ClientCredentials &wanted, bool keepsOld, const QDate &expires);

} // namespace Tokenwright
