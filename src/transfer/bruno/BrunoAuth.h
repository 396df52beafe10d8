// SPDX-License-Identifier: MIT
#pragma once

#include "tools/ToolCollection.h"

namespace Tokenwright {

/// Bruno's OAuth 2.0 settings, which its three kinds of files call differently.
struct BrunoOAuth2
{
    /// A further parameter of the token request.
    struct Parameter
    {
        QString name{};
        QString value{};
        QString place{}; ///< "header", "query", "body", as one of the files calls it.
    };

    QString grant{};
    QString tokenUrl{};
    QString clientId{};
    QString clientSecret{};
    QString scope{};
    QString placement{}; ///< Of the pair: "basic_auth_header"; else in the body.
    QString tokenPlace{}; ///< Of the token: "header", "url".
    QString tokenPrefix{};
    QString tokenSource{}; ///< "access_token", "id_token".
    QList<Parameter> parameters{};
};

ToolAuth toolAuth(const BrunoOAuth2 &settings);

/// What \a words of a placement mean, whichever file has them.
enum class BrunoPlace { Header, Url, Body };
BrunoPlace brunoPlace(const QString &words);

} // namespace Tokenwright
