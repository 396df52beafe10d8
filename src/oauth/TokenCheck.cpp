// SPDX-License-Identifier: MIT
#include "TokenCheck.h"
#include "Origin.h"

#include "AnswerReader.h"
#include "EndpointUrls.h"
#include "EntryRules.h"
#include "KeyText.h"
#include "PrivateKey.h"
#include "ProviderComplaint.h"
#include "StandardErrorHelp.h"
#include "Text.h"
#include "TokenDestination.h"
#include "TokenHeader.h"
#include "TokenRequest.h"

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr int complaintCodeLimit = 100;

/// Where a check leads.
/// Where the token may go at most: it was minted at the one and is meant for the other. \a told is
/// what the token's answer said of that.
Result<TokenDestination> checkUrlOf(const Provider &provider, const CredentialSet &set,
                                    const QString &told)
{
    const QString apiBase = told.isEmpty() ? apiBaseUrlOf(provider, set) : told;
    const auto tokenUrl = tokenUrlOf(provider, set);
    if (!tokenUrl)
        return failure(tokenUrl.error());
    const QUrl apiBaseUrl(apiBase, QUrl::StrictMode);
    QMap<QString, QString> values = variableValues(provider, set);
    values.insert(u"apiBaseUrl"_s, apiBase);
    const QString text = substituteVariables(provider.check->url, values);
    const QUrl url(text, QUrl::StrictMode);
    const QString origin = originOf(url);
    const bool isKnown = origin == originOf(*tokenUrl)
        || (apiBaseUrl.isValid() && origin == originOf(apiBaseUrl));
    if (!isAllowedTokenUrl(url) || !url.userInfo().isEmpty() || !isKnown) {
        return misconfigured(
            Text::tr("The provider's file wants to check tokens at “%1”. A token is sent to its "
                     "token endpoint's host or to the environment's apiBaseUrl alone.")
                .arg(url.isValid() ? shownUrl(url) : text));
    }
    return tokenDestination(provider, set, url, told);
}

QByteArray contentTypeOf(const QByteArray &body)
{
    const bool isJson = body.startsWith('{') || body.startsWith('[');
    return isJson ? "application/json" : "application/x-www-form-urlencoded";
}

/// The certificate that the provider wants to see in TLS, if there is one.
Result<void> addCertificate(HttpRequest &request, const Provider &provider,
                            const ClientCredentials &credentials)
{
    const bool isShown = provider.request.clientCertificate != ClientCertificate::Never
        && !credentials.certificate.isEmpty();
    if (!isShown)
        return {};
    const auto key = keyAsPem(credentials.privateKey);
    if (!key)
        return failure(key.error());
    request.tlsCertificate = tidiedKeyText(credentials.certificate);
    request.tlsPrivateKey = *key;
    return {};
}

/// What RFC 6750 §3.1 lets a server say beside the status.
bool challenges(const HttpAnswer &answer, const char *error)
{
    QByteArray challenge = answer.wwwAuthenticate;
    return challenge.replace('"', "").contains(QByteArray("error=").append(error));
}

TokenVerdict::Kind judged(const CheckRules &rules, const HttpAnswer &answer, const QString &code)
{
    using Kind = TokenVerdict::Kind;
    const int status = answer.status;
    if (rules.badTokenCodes.contains(code))
        return Kind::Refused;
    if (rules.missingScopeCodes.contains(code))
        return Kind::LacksScope;
    if (rules.okStatus.isEmpty() ? status >= 200 && status < 300 : rules.okStatus.contains(status))
        return Kind::Accepted;
    if (challenges(answer, "insufficient_scope"))
        return Kind::LacksScope;
    if (challenges(answer, "invalid_token"))
        return Kind::Refused;
    if (rules.okStatusWithCode.contains(status) && !code.isEmpty())
        return Kind::Accepted;
    if (rules.badTokenStatus.contains(status))
        return Kind::Refused;
    if (rules.missingScopeStatus.contains(status))
        return Kind::LacksScope;
    return Kind::Inconclusive;
}

QString verdictSentence(TokenVerdict::Kind kind)
{
    switch (kind) {
    case TokenVerdict::Kind::Accepted:
        return Text::tr("The API accepted the token.");
    case TokenVerdict::Kind::Refused:
        return Text::tr("The API refused the token: it may have expired, been revoked, or belong "
                        "to another environment.");
    case TokenVerdict::Kind::LacksScope:
        return Text::tr("The API accepted the token, but it lacks the scope or the permission for "
                        "this call.");
    case TokenVerdict::Kind::Inconclusive:
        return Text::tr("The answer does not tell whether the token is good.");
    }
    return {};
}

QString verdictAdvice(TokenVerdict::Kind kind)
{
    switch (kind) {
    case TokenVerdict::Kind::Accepted:
        return {};
    case TokenVerdict::Kind::Refused:
        return Text::tr("Mint a new token and check again.");
    case TokenVerdict::Kind::LacksScope:
        return Text::tr("Add the scope to the credential set, or ask the provider to grant it.");
    case TokenVerdict::Kind::Inconclusive:
        return Text::tr("Try again later, or use the token where you need it.");
    }
    return {};
}

} // namespace

bool checkNeedsPair(const Provider &provider, const CredentialSet &set, const QString &apiBaseUrl)
{
    const auto leads = checkUrlOf(provider, set, apiBaseUrl);
    return needPair(provider.check->useToken.value_or(provider.useToken).headers
                    + provider.check->headers)
        || provider.request.clientCertificate != ClientCertificate::Never
        || (leads && !leads->isAgreed);
}

Result<HttpRequest> buildCheckRequest(const Provider &provider, const CredentialSet &set,
                                      const Secret &token, const ClientCredentials &credentials,
                                      const RequestStamp &stamp, const QString &apiBaseUrl)
{
    if (!provider.check) {
        return misconfigured(
            Text::tr("The provider's file describes no call that would check a token."));
    }
    const CheckRules &rules = *provider.check;
    const auto leads = checkUrlOf(provider, set, apiBaseUrl);
    if (!leads)
        return failure(leads.error());
    const QUrl &url = leads->url;
    if (const auto moved = destinationProblem(*leads, credentials))
        return failure(*moved);

    const UseTokenRules &use = rules.useToken.value_or(provider.useToken);
    QList<RequestField> headers{{use.header, tokenHeaderValue(use, token), true},
                                {u"Accept"_s, Secret(QByteArray("application/json"))}};
    if (!rules.body.isEmpty())
        headers.append({u"Content-Type"_s, Secret(contentTypeOf(rules.body))});
    const QList<NameValue> further = use.headers + rules.headers;
    if (const auto added = addHeaders(headers, further,
                                      placeholderValues(provider, set, credentials, stamp),
                                      headerSecrets(provider, credentials));
        !added)
        return failure(added.error());
    if (!secretsInHeaders(further).isEmpty()) {
        if (const auto problem = originProblem(credentials, originOf(url)))
            return failure(*problem);
    }

    HttpRequest request;
    request.method = rules.method;
    request.url = url;
    for (const RequestField &header : std::as_const(headers))
        request.headers.append({header.name.toUtf8(), header.value});
    request.body = Secret(QByteArray(rules.body));
    const auto caCertificates = caCertificatesOf(provider, set);
    if (!caCertificates)
        return failure(caCertificates.error());
    request.caCertificates = *caCertificates;
    if (const auto shown = addCertificate(request, provider, credentials); !shown)
        return failure(shown.error());
    request.secrets = QList<Secret>{token} + credentials.parameters.values();
    request.clientId = credentials.clientId;
    return request;
}

TokenVerdict readCheckAnswer(const HttpAnswer &answer, const Provider &provider,
                             const QList<Secret> &secrets)
{
    const QJsonValue root = parseAnswer(answer.body.reveal(), AnswerFormat::Json);
    const auto complaint = readComplaint(
        root, provider.errors, answer.status >= 400 ? Search::Anything : Search::AsDescribed);
    const CheckRules rules = provider.check.value_or(CheckRules());
    const Redaction redaction(secrets);
    TokenVerdict verdict{.kind = judged(rules, answer, complaint.code),
                         .httpStatus = answer.status,
                         .code = redaction.text(complaint.code, complaintCodeLimit),
                         .message = {},
                         .quotas = {}};
    const bool isAccepted = verdict.kind == TokenVerdict::Kind::Accepted;
    if (isAccepted && rules.quotas) {
        verdict.quotas = quotasIn(root, *rules.quotas);
        for (Quota &quota : verdict.quotas)
            quota.name = redaction.text(quota.name);
    }
    const bool hasBody = !answer.body.reveal().trimmed().isEmpty();
    if (!complaint.message.isEmpty() || (!isAccepted && hasBody))
        verdict.message = complaintText(complaint, answer, root, provider.errors, redaction);
    return verdict;
}

QString verdictLabel(TokenVerdict::Kind kind)
{
    switch (kind) {
    case TokenVerdict::Kind::Accepted:
        return Text::tr("accepted");
    case TokenVerdict::Kind::Refused:
        return Text::tr("refused");
    case TokenVerdict::Kind::LacksScope:
        return Text::tr("accepted, but lacks the scope");
    case TokenVerdict::Kind::Inconclusive:
        return Text::tr("inconclusive");
    }
    return {};
}

QString verdictText(const TokenVerdict &verdict, const Provider &provider)
{
    QStringList parts{verdictSentence(verdict.kind)};
    if (verdict.kind != TokenVerdict::Kind::Accepted || !verdict.code.isEmpty()) {
        QString facts = Text::tr("HTTP %1").arg(verdict.httpStatus);
        if (!verdict.code.isEmpty())
            facts += u", " + verdict.code;
        if (!verdict.message.isEmpty())
            facts += u": " + verdict.message;
        parts.append(facts);
    }
    QString help = provider.errors.help.value(verdict.code);
    if (help.isEmpty())
        help = standardErrorHelp(verdict.code);
    const QString advice = help.isEmpty() ? verdictAdvice(verdict.kind) : help;
    if (!advice.isEmpty() && verdict.kind != TokenVerdict::Kind::Accepted)
        parts.append(advice);
    return parts.join(u'\n');
}

} // namespace Tokenwright
