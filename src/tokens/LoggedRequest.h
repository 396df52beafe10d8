// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialSet.h"
#include "Provider.h"
#include "RequestIds.h"
#include "Secret.h"
#include "TokenCheck.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>

namespace Tokenwright {

// What LoggedRequest::askedBy may be. Stable: it is written to the log.
inline const QString askedByWindow = u"window"_s;
inline const QString askedByCommandLine = u"command line"_s;
inline const QString askedByKeepFresh = u"keep fresh"_s;

/// One request as the request log holds it: what happened, in words that could be published. Never
/// a secret, a token, a client ID or an assertion: see published(). A value.
struct LoggedRequest
{
    qint64 at = 0; ///< When it was sent; milliseconds since the epoch.
    QString setId; ///< Of the credential set, whatever it is called now; empty: it was for none.
    QString setName; ///< As it was called then.
    QString provider;
    QString environment;
    QString endpoint; ///< Without its query.
    QString clientAuthentication; ///< ClientAuthenticationMethod::id; empty: the token itself went.
    int httpStatus = 0; ///< 0: there was no whole answer.
    qint64 milliseconds = 0; ///< From sending to the whole answer.
    QString outcome; ///< See mintOutcome(), checkOutcome() and revocationOutcome().
    QString code; ///< The provider's own.
    QString message;
    QList<RequestId> requestIds;
    QString askedBy;

    bool operator==(const LoggedRequest &) const = default;
};

/// What is logged of any request for \a set that was sent to \a url, \a at milliseconds since the
/// epoch. Nothing of a URL that may hold a secret is told. Pure.
LoggedRequest requestFor(const Provider &provider, const CredentialSet &set, const QUrl &url,
                         qint64 at);

/// "minted", or the error's name, such as "rejected". Stable. Pure.
QString mintOutcome(const std::optional<Error> &error);
/// "check: accepted", "check: timeout", … Stable. Pure.
QString checkOutcome(const Result<TokenVerdict> &verdict);
/// "revocation: done", "revocation: rejected", … Stable. Pure.
QString revocationOutcome(const Result<void> &outcome);

/// \a request without what must not be published: none of \a secrets, nor \a clientId, in whatever
/// form. Pure.
LoggedRequest published(LoggedRequest request, const QList<Secret> &secrets,
                        const QString &clientId);

/// Its line in the log, with the line end. Pure.
QByteArray logLine(const LoggedRequest &request);
/// The same for others to read, without the set's id. Pure.
QByteArray publicLine(const LoggedRequest &request);
/// What \a line of the log says; nothing if it is torn or somebody else's. Pure.
std::optional<LoggedRequest> requestOfLine(QByteArrayView line);

/// Whether it brought what it was sent for: a token, a token's acceptance, or its end. Pure.
bool succeeded(const LoggedRequest &request);
/// The outcome in a few words, for example "rejected: invalid_client". Translated. Pure.
QString outcomeText(const LoggedRequest &request);
/// Who asked. Translated where it is known. Pure.
QString askedByText(const LoggedRequest &request);

/// All that there is to tell of \a request, in lines, for the people of the provider who have to
/// find it again: what a ticket begins with. Translated but for what it names. Pure.
QString requestDetails(const LoggedRequest &request);

} // namespace Tokenwright
