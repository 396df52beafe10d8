// SPDX-License-Identifier: MIT
#pragma once

#include "Literals.h"

#include <QFlags>
#include <QString>

#include <optional>

namespace Tokenwright {

/// Every way in which something can fail. The table in Error.cpp gives each kind its stable name,
/// its sentence, its advice, its exit code, and what follows from it for those who wait and for
/// Keep fresh; nothing else decides by kind.
enum class ErrorKind {
    KeychainUnavailable, ///< No keychain service answers on this machine.
    KeychainLocked, ///< The keychain is there and locked.
    KeychainDenied, ///< The keychain refused.
    KeychainTimeout, ///< The keychain did not answer in time; what was asked may still happen.
    SecretMissing, ///< The unlocked keychain holds no such secret.
    NotFound, ///< No such credential set.
    Network, ///< The connection failed or broke.
    HostNotFound, ///< The host's name could not be resolved.
    Timeout, ///< No whole answer within the deadline.
    Tls, ///< A certificate or the TLS handshake was refused, by either side.
    Proxy, ///< The proxy failed or wants a login.
    Rejected, ///< The provider refused: see failureKind().
    TryLater, ///< The provider cannot answer now, or asks to wait: see failureKind().
    Malformed, ///< An answer that is no token answer: not parseable, no token, a redirect.
    EndpointMoved, ///< The secret was saved for another origin than the one it would go to.
    ApiMoved, ///< A token would go to another origin than somebody has agreed to.
    Configuration, ///< A set, a provider file or an input is wrong.
    Storage, ///< A file could not be read or written.
    Busy, ///< Another program holds a lock and did not let go in time.
    NoToken, ///< No valid token is at hand, and minting one was forbidden.
    Cancelled, ///< Somebody asked for it to stop.
};

/// A failure. Never holds a secret or a token: whoever fills in `message` has redacted it.
/// A plain value, usable from any thread.
struct Error
{
    ErrorKind kind = ErrorKind::Configuration;
    int httpStatus = 0; ///< 0 when no HTTP answer was received.
    QString code{}; ///< The provider's own code, such as `invalid_client`; empty if it gave none.
    /// The provider's words or the technical detail, redacted, for people; of HostNotFound the
    /// host.
    QString message{};
    std::optional<qint64> retryAt{}; ///< Not before this (milliseconds since the epoch), it asks.
};

/// The kind's stable name, written to the ledger and to JSON, for example `keychain-locked`.
QString errorKindName(ErrorKind kind);
/// The reverse of errorKindName(); nothing for an unknown name.
std::optional<ErrorKind> errorKindFromName(const QString &name);

/// What happened and whose fault it is, in one translated sentence.
QString errorSentence(const Error &error);
/// The same in a few translated words without a full stop, for a heading; \a provider is named
/// where it has a part in it.
QString errorHeading(const Error &error, const QString &provider);

/// What a person can do about a failure.
enum class Remedy {
    TryAgain = 1,
    Edit = 2, ///< The credential set.
    Unlock = 4, ///< The keychain, and then the same again.
    ConfirmEndpoint = 8, ///< Agree that the secret, or a token, goes to another server.
};
Q_DECLARE_FLAGS(Remedies, Remedy)
Q_DECLARE_OPERATORS_FOR_FLAGS(Remedies)
/// Those that may help.
Remedies errorRemedies(const Error &error);

/// What to do about it, in translated sentences; may be empty. A status that says that the URL is
/// wrong is advice enough, whatever the answer's code: see blamesTheUrl().
QString errorAdvice(const Error &error);
/// A few translated words for a table cell, for example "rejected: invalid_client".
QString errorLabel(ErrorKind kind, const QString &code = {});
/// The command line's exit code for this kind; 6: worth trying later.
int errorExitCode(ErrorKind kind);

/// Whether the provider refused with a status (404, 405, 410, 415) that only a wrong address gets:
/// then it is the token URL that is to be checked, not the pair.
bool blamesTheUrl(const Error &error);

/// Whether anyone who sends the same request would fail alike, so that those who waited for it
/// share the failure. What went wrong on this computer, a keychain that may not prompt for example,
/// is everyone's own.
bool isOfTheRequest(ErrorKind kind);
/// Whether the provider may have seen the request, so that it counts for the provider's limits.
bool mayHaveArrived(ErrorKind kind);
/// Whether Keep fresh goes on trying, or stops because only a person can mend it.
bool renewalGoesOn(ErrorKind kind);

} // namespace Tokenwright
