// SPDX-License-Identifier: MIT
// inspect: what is in the token that is kept, without asking anybody for another.
#include "Table.h"
#include "TokenOptions.h"

#include "Async.h"
#include "Text.h"
#include "TokenClaims.h"
#include "TokenRequest.h"
#include "VisibleText.h"

#include <QCommandLineParser>
#include <QJsonDocument>

namespace Tokenwright {

namespace {

QByteArray claimsJson(const TokenClaims &claims, const Moment &now)
{
    const auto left = remainingMilliseconds(claims.lifetime, now);
    const QJsonObject json{
        {u"header"_s, claims.jwt ? QJsonValue(claims.jwt->header) : QJsonValue()},
        {u"claims"_s, claims.jwt ? QJsonValue(claims.jwt->claims) : QJsonValue()},
        {u"expires_in"_s, left ? QJsonValue(*left / 1000) : QJsonValue()},
        {u"opaque"_s, !claims.jwt},
    };
    return visibleJson(QJsonDocument(json).toJson(QJsonDocument::Compact)) + '\n';
}

QByteArray claimsTable(const Jwt &jwt, qint64 now)
{
    QList<QStringList> rows;
    const auto add = [&](const QString &part, const QJsonObject &fields) {
        const auto claims = claimRows(fields, now);
        for (const ClaimRow &claim : claims)
            rows.append({part, claim.name, QString(claim.text).replace(u'\n', u' ')});
    };
    add(u"header"_s, jwt.header);
    add(u"claims"_s, jwt.claims);
    return tableText({Text::tr("PART"), Text::tr("NAME"), Text::tr("VALUE")}, rows);
}

/// What there is to be said of the token besides.
QString remarks(const TokenClaims &claims, const Provider *provider, const CredentialSet &set)
{
    QStringList sentences;
    if (!claims.jwt)
        sentences.append(opaqueSentence());
    if (const QString warning = expiryWarning(claims); !warning.isEmpty())
        sentences.append(warning);
    const auto granted = grantedScopes(claims);
    if (granted && provider) {
        const QString difference = scopeDifference(scopesAskedFor(*provider, set), *granted);
        if (!difference.isEmpty())
            sentences.append(difference);
    }
    return sentences.join(u'\n');
}

} // namespace

void runInspect(Program &program, const QCommandLineParser &parser)
{
    const auto set = onlySet(program, parser);
    if (!set)
        return;
    const TokenQuery query{.force = false, .minimumSeconds = 0, .neverMint = true};
    Async::onResult(program.service.token(set->id, query), &program,
                    [&program, &parser, set](const Result<IssuedToken> &issued) {
                        const Provider *provider = program.providerOf(*set);
                        if (!issued)
                            return program.fail(issued.error(), provider);
                        const TokenClaims claims = claimsOf(issued->token);
                        const Moment now = program.clock.now();
                        const QByteArray data = parser.isSet(u"json"_s) ? claimsJson(claims, now)
                            : claims.jwt ? claimsTable(*claims.jwt, now.wall)
                                         : QByteArray();
                        program.finish(data, remarks(claims, provider, *set));
                    });
}

} // namespace Tokenwright
