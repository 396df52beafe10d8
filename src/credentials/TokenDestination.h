// SPDX-License-Identifier: MIT
#pragma once

#include "ClientCredentials.h"
#include "CredentialSet.h"
#include "Provider.h"

#include <QString>
#include <QUrl>

#include <optional>

namespace Tokenwright {

/// Where a call with a token leads: one that is sent, or one that is written for somebody to send.
struct TokenDestination
{
    QUrl url;
    /// Whatever the pair says: the token came from there, or with the word that it is used there.
    bool isAgreed = false;
};

/// For a call of \a url with a token of \a set, whose answer \a told where it is used; may be
/// empty. Pure.
TokenDestination tokenDestination(const Provider &provider, const CredentialSet &set,
                                  const QUrl &url, const QString &told);

/// Why no token that \a credentials brought may go there; they are needed only where it is not
/// agreed anyway. The error is tokenOriginProblem()'s. Pure.
std::optional<Error> destinationProblem(const TokenDestination &destination,
                                        const ClientCredentials &credentials);

} // namespace Tokenwright
