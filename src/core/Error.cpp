// SPDX-License-Identifier: MIT
#include "Error.h"
#include "Text.h"
#include "TimeText.h"

#include <QDateTime>

#include <algorithm>
#include <array>

namespace Tokenwright {

namespace {

/// How far a request came.
enum class Request {
    None, ///< Nothing was asked of the provider.
    Tried, ///< It cannot have arrived.
    Arrived, ///< It may have arrived.
};

/// What Keep fresh makes of it.
enum class Renewal { GoesOn, Stops };

struct ErrorRow
{
    ErrorKind kind;
    const char *name;
    int exitCode;
    Request request;
    Renewal renewal;
    Remedies remedies;
    const char *label;
    const char *heading; ///< %1: the provider.
    const char *sentence;
    const char *advice;
};

// The one place that knows what each kind is called, means and asks for.
constexpr std::array errorTable{
    ErrorRow{ErrorKind::KeychainUnavailable, "keychain-unavailable", 5, Request::None,
             Renewal::GoesOn, Remedy::TryAgain, QT_TRANSLATE_NOOP("Tokenwright", "no keychain"),
             QT_TRANSLATE_NOOP("Tokenwright", "No keychain answers on this computer"),
             QT_TRANSLATE_NOOP("Tokenwright", "No keychain service answers on this computer."),
             QT_TRANSLATE_NOOP("Tokenwright",
                               "Install and start gnome-keyring or KWallet and log in again.")},
    ErrorRow{ErrorKind::KeychainLocked, "keychain-locked", 5, Request::None, Renewal::GoesOn,
             Remedy::Unlock, QT_TRANSLATE_NOOP("Tokenwright", "keychain locked"),
             QT_TRANSLATE_NOOP("Tokenwright", "The keychain is locked"),
             QT_TRANSLATE_NOOP("Tokenwright", "The keychain is locked."),
             QT_TRANSLATE_NOOP("Tokenwright", "Unlock it and try again; nothing was changed.")},
    ErrorRow{
        ErrorKind::KeychainDenied, "keychain-denied", 5, Request::None, Renewal::Stops,
        Remedy::TryAgain, QT_TRANSLATE_NOOP("Tokenwright", "keychain refused"),
        QT_TRANSLATE_NOOP("Tokenwright", "The keychain refused access"),
        QT_TRANSLATE_NOOP("Tokenwright", "The keychain refused access."),
        QT_TRANSLATE_NOOP("Tokenwright", "Allow Tokenwright to use the keychain and try again.")},
    ErrorRow{ErrorKind::KeychainTimeout, "keychain-timeout", 5, Request::None, Renewal::GoesOn,
             Remedy::TryAgain, QT_TRANSLATE_NOOP("Tokenwright", "keychain does not answer"),
             QT_TRANSLATE_NOOP("Tokenwright", "The keychain does not answer"),
             QT_TRANSLATE_NOOP("Tokenwright", "The keychain did not answer in time."),
             QT_TRANSLATE_NOOP("Tokenwright",
                               "What was asked of it may still happen. Check that the keychain "
                               "service is running, then try again.")},
    ErrorRow{
        ErrorKind::SecretMissing, "secret-missing", 5, Request::None, Renewal::Stops, Remedy::Edit,
        QT_TRANSLATE_NOOP("Tokenwright", "secret missing"),
        QT_TRANSLATE_NOOP("Tokenwright", "The keychain holds no secret for this credential set"),
        QT_TRANSLATE_NOOP("Tokenwright", "The keychain holds no secret for this credential set."),
        QT_TRANSLATE_NOOP("Tokenwright",
                          "Edit the credential set and enter its credentials again.")},
    ErrorRow{ErrorKind::NotFound, "not-found", 3, Request::None, Renewal::Stops, Remedies(),
             QT_TRANSLATE_NOOP("Tokenwright", "not found"),
             QT_TRANSLATE_NOOP("Tokenwright", "This credential set is gone"),
             QT_TRANSLATE_NOOP("Tokenwright", "There is no such credential set."),
             QT_TRANSLATE_NOOP("Tokenwright", "It may have been removed elsewhere.")},
    ErrorRow{ErrorKind::Network, "network", 6, Request::Arrived, Renewal::GoesOn, Remedy::TryAgain,
             QT_TRANSLATE_NOOP("Tokenwright", "no connection"),
             QT_TRANSLATE_NOOP("Tokenwright", "The connection to %1 failed"),
             QT_TRANSLATE_NOOP("Tokenwright", "The connection to the token endpoint failed."),
             QT_TRANSLATE_NOOP("Tokenwright", "Check the network and try again.")},
    ErrorRow{ErrorKind::HostNotFound, "host-not-found", 6, Request::Tried, Renewal::GoesOn,
             Remedy::TryAgain | Remedy::Edit, QT_TRANSLATE_NOOP("Tokenwright", "host not found"),
             QT_TRANSLATE_NOOP("Tokenwright", "The server of %1 was not found"),
             QT_TRANSLATE_NOOP("Tokenwright", "The server's host name was not found."),
             QT_TRANSLATE_NOOP("Tokenwright", "Check the network, the name server and the URL.")},
    ErrorRow{ErrorKind::Timeout, "timeout", 6, Request::Arrived, Renewal::GoesOn, Remedy::TryAgain,
             QT_TRANSLATE_NOOP("Tokenwright", "timed out"),
             QT_TRANSLATE_NOOP("Tokenwright", "%1 did not answer in time"),
             QT_TRANSLATE_NOOP("Tokenwright", "The server did not answer in time."),
             QT_TRANSLATE_NOOP("Tokenwright", "Try again; the provider may be slow or down.")},
    ErrorRow{
        ErrorKind::Tls, "tls", 6, Request::Tried, Renewal::GoesOn, Remedy::TryAgain | Remedy::Edit,
        QT_TRANSLATE_NOOP("Tokenwright", "TLS failed"),
        QT_TRANSLATE_NOOP("Tokenwright", "There is no trusted connection to %1"),
        QT_TRANSLATE_NOOP("Tokenwright",
                          "No trusted TLS connection: a certificate or the handshake was not "
                          "acceptable."),
        QT_TRANSLATE_NOOP("Tokenwright",
                          "Check the clock, the URL, the client's certificate if the server wants "
                          "one, and whether a proxy intercepts TLS. If your company signs its "
                          "own certificates, name its CA file.")},
    ErrorRow{
        ErrorKind::Proxy, "proxy", 6, Request::Tried, Renewal::GoesOn, Remedy::TryAgain,
        QT_TRANSLATE_NOOP("Tokenwright", "proxy failed"),
        QT_TRANSLATE_NOOP("Tokenwright", "The proxy on the way to %1 refused or cannot be reached"),
        QT_TRANSLATE_NOOP("Tokenwright", "The proxy refused or could not be reached."),
        QT_TRANSLATE_NOOP("Tokenwright", "Check the system's proxy settings.")},
    ErrorRow{ErrorKind::Rejected, "rejected", 4, Request::Arrived, Renewal::Stops,
             Remedy::Edit | Remedy::TryAgain, QT_TRANSLATE_NOOP("Tokenwright", "rejected"),
             QT_TRANSLATE_NOOP("Tokenwright", "%1 rejected the request"),
             QT_TRANSLATE_NOOP("Tokenwright", "The provider rejected the request."),
             QT_TRANSLATE_NOOP(
                 "Tokenwright",
                 "Check the credentials, the environment and the scopes of this credential set.")},
    ErrorRow{ErrorKind::TryLater, "try-later", 6, Request::Arrived, Renewal::GoesOn,
             Remedy::TryAgain, QT_TRANSLATE_NOOP("Tokenwright", "try later"),
             QT_TRANSLATE_NOOP("Tokenwright", "%1 cannot answer at the moment"),
             QT_TRANSLATE_NOOP("Tokenwright", "The provider cannot answer at the moment."),
             QT_TRANSLATE_NOOP("Tokenwright", "Try again later.")},
    ErrorRow{ErrorKind::Malformed, "malformed", 1, Request::Arrived, Renewal::GoesOn,
             Remedy::Edit | Remedy::TryAgain,
             QT_TRANSLATE_NOOP("Tokenwright", "answer not understood"),
             QT_TRANSLATE_NOOP("Tokenwright", "%1 gave an answer that holds no token"),
             QT_TRANSLATE_NOOP("Tokenwright", "The answer holds no token."),
             QT_TRANSLATE_NOOP("Tokenwright",
                               "Check the token URL; something other than the token endpoint may "
                               "have answered.")},
    ErrorRow{ErrorKind::EndpointMoved, "endpoint-moved", 1, Request::None, Renewal::Stops,
             Remedy::ConfirmEndpoint | Remedy::Edit,
             QT_TRANSLATE_NOOP("Tokenwright", "endpoint moved"),
             QT_TRANSLATE_NOOP("Tokenwright", "The secret was saved for another server"),
             QT_TRANSLATE_NOOP("Tokenwright", "The secret was saved for another server."),
             QT_TRANSLATE_NOOP("Tokenwright",
                               "Confirm the new token endpoint before the secret is sent there.")},
    ErrorRow{
        ErrorKind::ApiMoved, "api-moved", 1, Request::None, Renewal::Stops,
        Remedy::ConfirmEndpoint | Remedy::Edit, QT_TRANSLATE_NOOP("Tokenwright", "API moved"),
        QT_TRANSLATE_NOOP("Tokenwright", "The token is meant for another server"),
        QT_TRANSLATE_NOOP("Tokenwright", "The token is meant for another server."),
        QT_TRANSLATE_NOOP("Tokenwright", "Confirm the new server before a token is sent there.")},
    ErrorRow{
        ErrorKind::Configuration, "configuration", 1, Request::None, Renewal::Stops, Remedy::Edit,
        QT_TRANSLATE_NOOP("Tokenwright", "not set up"),
        QT_TRANSLATE_NOOP("Tokenwright", "This credential set or its provider is not set up fully"),
        QT_TRANSLATE_NOOP("Tokenwright", "The credential set or its provider is not set up fully."),
        QT_TRANSLATE_NOOP("Tokenwright", "Edit the credential set.")},
    ErrorRow{ErrorKind::Storage, "storage", 1, Request::None, Renewal::GoesOn, Remedy::TryAgain,
             QT_TRANSLATE_NOOP("Tokenwright", "file problem"),
             QT_TRANSLATE_NOOP("Tokenwright", "A file could not be read or written"),
             QT_TRANSLATE_NOOP("Tokenwright", "A file could not be read or written."),
             QT_TRANSLATE_NOOP("Tokenwright",
                               "Nothing was lost; mend the file or the folder and try "
                               "again.")},
    ErrorRow{ErrorKind::Busy, "busy", 6, Request::None, Renewal::GoesOn, Remedy::TryAgain,
             QT_TRANSLATE_NOOP("Tokenwright", "busy"),
             QT_TRANSLATE_NOOP("Tokenwright", "Another Tokenwright is at work on the same"),
             QT_TRANSLATE_NOOP("Tokenwright",
                               "Another Tokenwright is at work on the same and has not finished."),
             QT_TRANSLATE_NOOP("Tokenwright",
                               "Try again; if it stays so, look for one that hangs and end it.")},
    ErrorRow{
        ErrorKind::NoToken, "no-token", 1, Request::None, Renewal::Stops, Remedy::TryAgain,
        QT_TRANSLATE_NOOP("Tokenwright", "no token"),
        QT_TRANSLATE_NOOP("Tokenwright", "There is no valid token"),
        QT_TRANSLATE_NOOP("Tokenwright", "There is no valid token, and none was to be minted."),
        QT_TRANSLATE_NOOP("Tokenwright", "Mint one.")},
    ErrorRow{ErrorKind::Cancelled, "cancelled", 1, Request::None, Renewal::GoesOn, Remedy::TryAgain,
             QT_TRANSLATE_NOOP("Tokenwright", "cancelled"),
             QT_TRANSLATE_NOOP("Tokenwright", "Cancelled"),
             QT_TRANSLATE_NOOP("Tokenwright", "Cancelled."), ""},
};

const ErrorRow &rowOf(ErrorKind kind)
{
    return *std::ranges::find(errorTable, kind, &ErrorRow::kind);
}

QString translated(const char *text)
{
    return *text ? Text::tr(text) : QString();
}

// Not found, not allowed with POST, gone, no such content: nobody looked at the pair.
constexpr std::array statusesOfTheUrl{404, 405, 410, 415};

QString waitingAdvice(qint64 retryAt)
{
    return Text::tr("The provider asks to wait until %1.")
        .arg(momentText(retryAt, QDateTime::currentMSecsSinceEpoch()));
}

} // namespace

QString errorKindName(ErrorKind kind)
{
    return QString::fromLatin1(rowOf(kind).name);
}

std::optional<ErrorKind> errorKindFromName(const QString &name)
{
    const auto row = std::ranges::find_if(
        errorTable, [&](const ErrorRow &r) { return name == QLatin1StringView(r.name); });
    return row == errorTable.end() ? std::nullopt : std::optional(row->kind);
}

QString errorSentence(const Error &error)
{
    return translated(rowOf(error.kind).sentence);
}

QString errorHeading(const Error &error, const QString &provider)
{
    if (blamesTheUrl(error))
        return Text::tr("No token endpoint of %1 answers at this URL").arg(provider);
    const QString heading = translated(rowOf(error.kind).heading);
    return heading.contains(u"%1") ? heading.arg(provider) : heading;
}

Remedies errorRemedies(const Error &error)
{
    return rowOf(error.kind).remedies;
}

QString errorAdvice(const Error &error)
{
    const QString advice = blamesTheUrl(error)
        ? Text::tr("Check the token URL and its environment: no token endpoint "
                   "answers there.")
        : translated(rowOf(error.kind).advice);
    if (!error.retryAt)
        return advice;
    const QString waiting = waitingAdvice(*error.retryAt);
    // that says "later" already, and when
    return advice.isEmpty() || error.kind == ErrorKind::TryLater ? waiting
                                                                 : advice + u' ' + waiting;
}

QString errorLabel(ErrorKind kind, const QString &code)
{
    const QString label = translated(rowOf(kind).label);
    return code.isEmpty() ? label : Text::tr("%1: %2").arg(label, code);
}

int errorExitCode(ErrorKind kind)
{
    return rowOf(kind).exitCode;
}

bool blamesTheUrl(const Error &error)
{
    return error.kind == ErrorKind::Rejected
        && std::ranges::find(statusesOfTheUrl, error.httpStatus) != statusesOfTheUrl.end();
}

bool isOfTheRequest(ErrorKind kind)
{
    return rowOf(kind).request != Request::None;
}

bool mayHaveArrived(ErrorKind kind)
{
    return rowOf(kind).request == Request::Arrived;
}

bool renewalGoesOn(ErrorKind kind)
{
    return rowOf(kind).renewal == Renewal::GoesOn;
}

} // namespace Tokenwright
