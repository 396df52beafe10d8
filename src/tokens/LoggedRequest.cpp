// SPDX-License-Identifier: MIT
#include "LoggedRequest.h"

#include "Origin.h"
#include "Redaction.h"
#include "Text.h"
#include "VisibleText.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr qsizetype longestLine = 64 * 1024;
constexpr int endpointLimit = 2'000; ///< Characters.
const QString setIdField = u"credential_set_id"_s;
const QString minted = u"minted"_s;
const QString checkPrefix = u"check: "_s;
const QString revocationPrefix = u"revocation: "_s;
const QString revoked = revocationPrefix + u"done";

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QString utcText(qint64 milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(milliseconds).toUTC().toString(Qt::ISODateWithMs);
}

QJsonObject idsToJson(const QList<RequestId> &ids)
{
    QJsonObject json;
    for (const RequestId &id : ids) {
        const QString before = json.value(id.name).toString();
        json.insert(id.name, before.isEmpty() ? id.value : QString(before + u", " + id.value));
    }
    return json;
}

QList<RequestId> idsFromJson(const QJsonObject &json)
{
    QList<RequestId> ids;
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (it.value().isString())
            ids.append({it.key(), it.value().toString()});
    }
    return ids;
}

using Fields = QList<std::pair<QString, QJsonValue>>;

Fields publicFields(const LoggedRequest &request)
{
    return {
        {u"at"_s, utcText(request.at)},
        {u"credential_set"_s, textOrNull(request.setName)},
        {u"provider"_s, request.provider},
        {u"environment"_s, request.environment},
        {u"endpoint"_s, request.endpoint},
        {u"client_authentication"_s, textOrNull(request.clientAuthentication)},
        {u"http_status"_s, request.httpStatus ? QJsonValue(request.httpStatus) : QJsonValue()},
        {u"duration_ms"_s, request.milliseconds},
        {u"outcome"_s, request.outcome},
        {u"code"_s, textOrNull(request.code)},
        {u"message"_s, textOrNull(request.message)},
        {u"request_ids"_s, idsToJson(request.requestIds)},
        {u"asked_by"_s, textOrNull(request.askedBy)},
    };
}

/// In their order, which QJsonObject would not keep.
QByteArray objectLine(const Fields &fields)
{
    QByteArray line;
    for (const auto &[name, value] : fields) {
        const QByteArray written = QJsonDocument(QJsonArray{name, value})
                                       .toJson(QJsonDocument::Compact);
        const qsizetype comma = name.size() + 3; // behind the bracket and the quoted name
        line += line.isEmpty() ? '{' : ',';
        line += written.sliced(1, comma - 1) + ':' + written.sliced(comma + 1).chopped(1);
    }
    return visibleJson(line + '}') + '\n';
}

} // namespace

LoggedRequest requestFor(const Provider &provider, const CredentialSet &set, const QUrl &url,
                         qint64 at)
{
    LoggedRequest request;
    request.at = at;
    request.setId = set.id;
    request.setName = set.name;
    request.provider = provider.id;
    request.environment = set.environment;
    request.endpoint = shownUrl(url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment));
    return request;
}

QString mintOutcome(const std::optional<Error> &error)
{
    return error ? errorKindName(error->kind) : minted;
}

QString checkOutcome(const Result<TokenVerdict> &verdict)
{
    if (!verdict)
        return checkPrefix + errorKindName(verdict.error().kind);
    switch (verdict->kind) {
    case TokenVerdict::Kind::Accepted:
        return checkPrefix + u"accepted";
    case TokenVerdict::Kind::Refused:
        return checkPrefix + u"refused";
    case TokenVerdict::Kind::LacksScope:
        return checkPrefix + u"lacks-scope";
    case TokenVerdict::Kind::Inconclusive:
        return checkPrefix + u"inconclusive";
    }
    return {};
}

QString revocationOutcome(const Result<void> &outcome)
{
    return outcome ? revoked : revocationPrefix + errorKindName(outcome.error().kind);
}

LoggedRequest published(LoggedRequest request, const QList<Secret> &secrets,
                        const QString &clientId)
{
    const Redaction redaction(secrets + QList{Secret::fromText(clientId)});
    request.endpoint = redaction.text(request.endpoint, endpointLimit);
    if (!redaction.leavesAlone(request.code))
        request.code.clear();
    request.message = redaction.text(request.message);
    request.requestIds.removeIf([&](const RequestId &id) {
        return !redaction.leavesAlone(id.value) || !redaction.leavesAlone(id.name);
    });
    return request;
}

QByteArray logLine(const LoggedRequest &request)
{
    Fields fields = publicFields(request);
    if (!request.setId.isEmpty())
        fields.insert(2, {setIdField, request.setId});
    return objectLine(fields);
}

QByteArray publicLine(const LoggedRequest &request)
{
    return objectLine(publicFields(request));
}

std::optional<LoggedRequest> requestOfLine(QByteArrayView line)
{
    if (line.isEmpty() || line.size() > longestLine)
        return {};
    const auto bytes = QByteArray::fromRawData(line.data(), line.size());
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    const QDateTime at = QDateTime::fromString(json.value(u"at").toString(), Qt::ISODateWithMs);
    const QString outcome = json.value(u"outcome").toString();
    const bool isMoment = at.isValid() && at.date().year() >= 1970 && at.date().year() <= 9999;
    if (!isMoment || outcome.isEmpty())
        return {};
    const auto text = [&](QStringView name) { return json.value(name).toString(); };
    return LoggedRequest{
        .at = at.toMSecsSinceEpoch(),
        .setId = text(setIdField),
        .setName = text(u"credential_set"),
        .provider = text(u"provider"),
        .environment = text(u"environment"),
        .endpoint = text(u"endpoint"),
        .clientAuthentication = text(u"client_authentication"),
        .httpStatus = json.value(u"http_status").toInt(),
        .milliseconds = json.value(u"duration_ms").toInteger(),
        .outcome = outcome,
        .code = text(u"code"),
        .message = text(u"message"),
        .requestIds = idsFromJson(json.value(u"request_ids").toObject()),
        .askedBy = text(u"asked_by"),
    };
}

bool succeeded(const LoggedRequest &request)
{
    return request.outcome == minted || request.outcome == revoked
        || request.outcome == checkOutcome(TokenVerdict{.kind = TokenVerdict::Kind::Accepted});
}

QString outcomeText(const LoggedRequest &request)
{
    if (request.outcome == minted)
        return Text::tr("minted");
    if (request.outcome == revoked)
        return Text::tr("revoked");
    const bool isCheck = request.outcome.startsWith(checkPrefix);
    const bool isRevocation = request.outcome.startsWith(revocationPrefix);
    const qsizetype prefix = isCheck ? checkPrefix.size()
        : isRevocation               ? revocationPrefix.size()
                                     : 0;
    const QString word = request.outcome.sliced(prefix);
    QString words = word; // of a later version of this program
    if (const auto kind = errorKindFromName(word)) {
        words = errorLabel(*kind, request.code);
    } else if (isCheck) {
        using Kind = TokenVerdict::Kind;
        for (const Kind verdict :
             {Kind::Accepted, Kind::Refused, Kind::LacksScope, Kind::Inconclusive}) {
            if (request.outcome == checkOutcome(TokenVerdict{.kind = verdict}))
                words = verdictLabel(verdict);
        }
    }
    return isCheck     ? Text::tr("checked: %1").arg(words)
        : isRevocation ? Text::tr("revoking: %1").arg(words)
                       : words;
}

QString askedByText(const LoggedRequest &request)
{
    if (request.askedBy == askedByWindow)
        return Text::tr("window");
    if (request.askedBy == askedByCommandLine)
        return Text::tr("command line");
    if (request.askedBy == askedByKeepFresh)
        return Text::tr("keep fresh");
    return request.askedBy;
}

QString requestDetails(const LoggedRequest &request)
{
    QStringList lines;
    const auto add = [&](const QString &title, const QString &text) {
        if (!text.isEmpty())
            lines.append(title + u' ' + visibleText(text));
    };
    add(Text::tr("Time:"), utcText(request.at));
    add(Text::tr("Credential set:"), request.setName);
    add(Text::tr("Provider:"), request.provider + u", " + request.environment);
    add(Text::tr("Endpoint:"), request.endpoint);
    add(Text::tr("Client authentication:"), request.clientAuthentication);
    add(Text::tr("Outcome:"), outcomeText(request));
    add(Text::tr("HTTP status:"),
        request.httpStatus ? QString::number(request.httpStatus) : Text::tr("no answer"));
    add(Text::tr("Duration:"), Text::tr("%L1 ms").arg(request.milliseconds));
    add(Text::tr("Code:"), request.code);
    add(Text::tr("Message:"), request.message);
    for (const RequestId &id : request.requestIds)
        add(visibleText(id.name) + u':', id.value);
    return lines.join(u'\n') + u'\n';
}

} // namespace Tokenwright
