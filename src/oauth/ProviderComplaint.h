// SPDX-License-Identifier: MIT
#pragma once

#include "Error.h"
#include "Provider.h"

#include <QByteArray>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

namespace Tokenwright {

/// What an answer says went wrong, as received: neither redacted nor shortened.
struct ProviderComplaint
{
    /// A field that tells more of the cause.
    struct Detail
    {
        QString name;
        QString text;
    };

    bool present = false; ///< The answer holds an error, with or without a code.
    QString code; ///< The first of the codes; empty if there is none.
    QStringList codes; ///< All that look like codes.
    QString message; ///< Empty if there is none.
    QList<Detail> details; ///< Hints, further codes, trace and correlation IDs.
};

/// How far to look for an error.
enum class Search {
    AsDescribed, ///< Only where the provider file says.
    KnownShapes, ///< Also where eBay, Pitney Bowes, API gateways and RFC 6749 put errors.
    Anything, ///< The HTTP status says that there is one: also a bare `code`.
};

/// Finds an error in \a root (see parseAnswer()). Zero, false, null and empty are no errors, nor
/// are words such as "success". What stands where a code belongs and does not look like one is a
/// message. Pure.
ProviderComplaint readComplaint(const QJsonValue &root, const ErrorRules &rules, Search search);

/// The fields of \a root, of an answer that complains, which tell more of the cause. Pure.
QList<ProviderComplaint::Detail> detailsIn(const QJsonValue &root);

/// Whether \a text may be a code: a number or an identifier, without blanks, of at most 80
/// characters. What else servers put there, sentences above all, may name a client or worse. Pure.
bool looksLikeCode(const QString &text);

/// Adds what the WWW-Authenticate header \a challenge says (RFC 6750 §3: error, error_description),
/// where the body says nothing. Pure.
void addChallenge(ProviderComplaint &complaint, const QByteArray &challenge);

/// The kind of a failed answer, the one place that decides it. Worth trying later: 408, 425, 429,
/// 5xx; a code that says so (RFC 6749 §4.1.2.1, RFC 8628 §3.5, and \a rules' own) with any status;
/// whatever asks to wait by Retry-After. Rejected: an error in the answer whatever the status, or
/// any other 4xx. Else malformed. Pure.
ErrorKind failureKind(int status, const ProviderComplaint &complaint, bool asksToWait,
                      const ErrorRules &rules);

} // namespace Tokenwright
