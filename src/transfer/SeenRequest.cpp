// SPDX-License-Identifier: MIT
#include "SeenRequest.h"

#include "ImportText.h"
#include "Placeholder.h"
#include "ProviderMatch.h"
#include "Text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace Tokenwright {

namespace {

int hexDigit(QChar c)
{
    const QChar lower = c.toLower();
    return c >= u'0' && c <= u'9'        ? c.unicode() - u'0'
        : lower >= u'a' && lower <= u'f' ? lower.unicode() - u'a' + 10
                                         : -1;
}

/// As servers read a form: "+" is a blank, and a % that begins no escape is itself.
QString decoded(QStringView part)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < part.size(); ++i) {
        const int high = part.at(i) == u'%' && i + 2 < part.size() ? hexDigit(part.at(i + 1)) : -1;
        const int low = high < 0 ? -1 : hexDigit(part.at(i + 2));
        if (low >= 0) {
            bytes += char(high * 16 + low);
            i += 2;
            continue;
        }
        qsizetype end = i + 1;
        while (end < part.size() && part.at(end) != u'%')
            ++end;
        bytes += part.sliced(i, end - i).toUtf8().replace('+', ' ');
        i = end - 1;
    }
    return QString::fromUtf8(bytes);
}

/// What stands behind "?" in \a url, and \a url without it.
QString takeQuery(QString &url)
{
    if (const qsizetype hash = url.indexOf(u'#'); hash >= 0)
        url.truncate(hash);
    const qsizetype mark = url.indexOf(u'?');
    if (mark < 0)
        return {};
    const QString query = url.sliced(mark + 1);
    url.truncate(mark);
    return query;
}

/// User and password before the host, which curl sends as Basic authentication.
std::optional<NameValue> takeUser(QString &url)
{
    const qsizetype start = url.indexOf(u"://"_s) + 3;
    const qsizetype slash = url.indexOf(u'/', start);
    const qsizetype at = url.left(slash < 0 ? url.size() : slash).lastIndexOf(u'@');
    if (start < 3 || at < start)
        return {};
    const QString user = url.mid(start, at - start);
    url.remove(start, at - start + 1);
    const qsizetype colon = user.indexOf(u':');
    const auto plain = [](const QString &part) { return QUrl::fromPercentEncoding(part.toUtf8()); };
    return NameValue{plain(user.left(colon)), colon < 0 ? QString() : plain(user.mid(colon + 1))};
}

bool isJson(const QString &body)
{
    return body.trimmed().startsWith(u'{');
}

/// The fields of a JSON body that request parameters can hold: texts, and lists of texts as
/// parameters that are there several times. What comes out otherwise is noted in \a pair.
QList<NameValue> jsonFields(const QJsonObject &object, FoundPair &pair)
{
    QList<NameValue> fields;
    QStringList asText;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonArray array = it.value().isArray() ? it.value().toArray()
                                                      : QJsonArray{it.value()};
        const bool isHeld = std::ranges::all_of(array, [](const QJsonValue &value) {
            return value.isString() || value.isDouble() || value.isBool();
        });
        if (!isHeld || array.isEmpty()) {
            pair.leftOut.append(Text::tr("the JSON field “%1”").arg(it.key()));
            continue;
        }
        const bool isAllText = std::ranges::all_of(
            array, [](const QJsonValue &value) { return value.isString(); });
        if (!isAllText || (it.value().isArray() && array.size() == 1))
            asText.append(u"“" + it.key() + u"”");
        for (const QJsonValue &value : array)
            fields.append({it.key(), value.toVariant().toString()});
    }
    if (!asText.isEmpty())
        pair.notes.append(Text::tr("Sent as text: %1.").arg(asText.join(u", ")));
    return fields;
}

/// Removes the fields called \a name and has their values.
QStringList takeFields(QList<NameValue> &fields, const QString &name)
{
    QStringList values;
    for (const NameValue &field : std::as_const(fields)) {
        if (field.name == name)
            values.append(field.value);
    }
    fields.removeIf([&](const NameValue &field) { return field.name == name; });
    return values;
}

QString takeField(QList<NameValue> &fields, const QString &name)
{
    return takeFields(fields, name).value(0);
}

/// Whose the token endpoint \a url is, as far as it matters here.
struct Endpoint
{
    bool isGeneric = true;
    QString idField;
    QString secretField;

    static Endpoint of(const QString &url, const ProviderCatalog &catalog)
    {
        const auto match = matchTokenUrl(url, catalog);
        const Provider *provider = match ? catalog.provider(match->provider) : nullptr;
        const RequestRules rules = provider ? provider->request : RequestRules();
        return {.isGeneric = !match || match->isGeneric,
                .idField = rules.clientIdParameter,
                .secretField = rules.clientSecretParameter};
    }
};

/// Reads "Basic …" into \a pair; otherwise says why not.
QString readBasic(FoundPair &pair, const QString &value)
{
    const QString encoded = value.sliced(5).trimmed();
    if (isPlaceholder(encoded))
        return Text::tr("Its Basic header holds a placeholder.");
    const auto bytes = QByteArray::fromBase64Encoding(encoded.toLatin1(),
                                                      QByteArray::AbortOnBase64DecodingErrors);
    const QString text = bytes ? QString::fromUtf8(*bytes) : QString();
    const qsizetype colon = text.indexOf(u':');
    if (colon < 0 || text.contains(QChar::ReplacementCharacter))
        return Text::tr("Its Basic header does not hold ID and secret in Base64.");
    pair.clientId = text.first(colon);
    pair.clientSecret = Secret::fromText(text.sliced(colon + 1));
    return {};
}

/// Takes the pair out of \a fields, unless there is one already.
void takePair(FoundPair &pair, QList<NameValue> &fields, const Endpoint &endpoint,
              const QString &method)
{
    const QString id = takeField(fields, endpoint.idField);
    const QString secret = takeField(fields, endpoint.secretField);
    if (id.isEmpty() && secret.isEmpty())
        return;
    if (pair.clientId.isEmpty() && pair.clientSecret.isEmpty()) {
        pair.clientId = id;
        pair.clientSecret = Secret::fromText(secret);
        pair.clientAuthentication = method;
    } else {
        pair.leftOut.append(Text::tr("the client ID or secret that was sent a second time"));
    }
}

/// Says that servers read "+" as a blank, where that shaped the pair.
void notePlus(FoundPair &pair, const QString &form, const Endpoint &endpoint)
{
    const auto parts = QStringView(form).split(u'&');
    const bool hasPlus = std::ranges::any_of(parts, [&](QStringView part) {
        const QString name = part.left(part.indexOf(u'=')).toString();
        return part.contains(u'+') && (name == endpoint.idField || name == endpoint.secretField);
    });
    if (hasPlus) {
        pair.notes.append(Text::tr("“+” in the client ID or secret was read as a blank, as servers "
                                   "read a form; %2B would be a plus."));
    }
}

/// The headers, apart from how the client authenticates, which is read; otherwise why not.
QString takeHeaders(FoundPair &pair, const SeenRequest &request)
{
    for (const NameValue &header : request.headers) {
        if (header.name.compare(u"Authorization", Qt::CaseInsensitive) != 0) {
            pair.headers.append(header);
        } else if (header.value.startsWith(u"Basic ", Qt::CaseInsensitive)) {
            if (const QString flaw = readBasic(pair, header.value); !flaw.isEmpty())
                return flaw;
        } else {
            pair.leftOut.append(header.name);
        }
    }
    return {};
}

/// The client's certificate or signed assertion, whose key is not in the file.
void takeProof(FoundPair &pair, QList<NameValue> &fields, const SeenRequest &request)
{
    const QString assertion = takeField(fields, u"client_assertion"_s);
    takeField(fields, u"client_assertion_type"_s);
    if (!assertion.isEmpty()) {
        if (pair.clientId.isEmpty()) {
            const QByteArray payload = QByteArray::fromBase64(
                assertion.section(u'.', 1, 1).toLatin1(), QByteArray::Base64UrlEncoding);
            pair.clientId = QJsonDocument::fromJson(payload)[u"sub"].toString();
        }
        pair.clientAuthentication = u"private_key_jwt"_s;
        pair.notes.append(Text::tr("Choose the private key afterwards that signs its assertions."));
    }
    if (request.certificateFile.isEmpty() && request.keyFile.isEmpty())
        return;
    if (pair.clientSecret.isEmpty() && assertion.isEmpty())
        pair.clientAuthentication = u"tls_client_auth"_s;
    pair.notes.append(request.keyFile.isEmpty() || request.certificateFile.isEmpty()
                          ? Text::tr("Choose its certificate and private key (%1) afterwards.")
                                .arg(request.certificateFile + request.keyFile)
                          : Text::tr("Choose its certificate (%1) and private key (%2) afterwards.")
                                .arg(request.certificateFile, request.keyFile));
}

/// What of \a query stays in the URL: what is no part of the pair or of the grant. What is secret
/// in it take() takes out, as of every URL.
QString keptQuery(const QString &query, const Endpoint &endpoint)
{
    QStringList kept;
    const auto parts = QStringView(query).split(u'&', Qt::SkipEmptyParts);
    for (const QStringView part : parts) {
        const QList<NameValue> field = formFields(part.toString());
        const QString name = field.isEmpty() ? QString() : field.first().name;
        if (name == endpoint.idField || name == endpoint.secretField || name == u"grant_type")
            continue;
        kept.append(part.toString());
    }
    return kept.join(u'&');
}

} // namespace

QList<NameValue> formFields(const QString &text)
{
    QList<NameValue> fields;
    const auto parts = QStringView(text).split(u'&', Qt::SkipEmptyParts);
    for (const QStringView part : parts) {
        const qsizetype sign = part.indexOf(u'=');
        fields.append({decoded(part.left(sign)).trimmed(),
                       sign < 0 ? QString() : decoded(part.sliced(sign + 1))});
    }
    return fields;
}

bool isTokenRequest(const SeenRequest &request, const ProviderCatalog &catalog)
{
    QString url = request.url;
    const QString query = takeQuery(url);
    takeUser(url);
    if (const auto match = matchTokenUrl(url, catalog); match && !match->isGeneric)
        return true;
    const auto isGrant = [](const NameValue &field) { return field.name == u"grant_type"; };
    return request.body.contains(u"grant_type") || std::ranges::any_of(request.fields, isGrant)
        || std::ranges::any_of(formFields(query), isGrant);
}

std::expected<FoundPair, QString> pairIn(const SeenRequest &request, const ProviderCatalog &catalog)
{
    if (!isTokenRequest(request, catalog))
        return std::unexpected(Text::tr("It does not ask for a token."));
    FoundPair pair;
    pair.notes = request.notes;
    pair.leftOut = request.leftOut;
    pair.method = request.method;
    pair.tokenUrl = request.url;
    const QString query = takeQuery(pair.tokenUrl);
    auto basic = takeUser(pair.tokenUrl);
    if (request.basic)
        basic = request.basic;
    const Endpoint endpoint = Endpoint::of(pair.tokenUrl, catalog);
    if (const QString flaw = takeHeaders(pair, request); !flaw.isEmpty())
        return std::unexpected(flaw);
    if (basic && pair.clientId.isEmpty()) {
        pair.clientId = basic->name;
        pair.clientSecret = Secret::fromText(basic->value);
    }

    QList<NameValue> fields = request.fields;
    if (isJson(request.body)) {
        const auto object = strictJson(request.body);
        if (!object)
            return std::unexpected(Text::tr("Its body is not readable JSON."));
        fields += jsonFields(*object, pair);
        pair.bodyFormat = u"json"_s;
    } else {
        fields += formFields(request.body);
        notePlus(pair, request.body, endpoint);
    }
    QList<NameValue> queryFields = formFields(query);
    notePlus(pair, query, endpoint);
    if (fields.isEmpty() && !queryFields.isEmpty())
        pair.bodyFormat = u"query"_s;
    if (request.isMultipart)
        pair.notes.append(Text::tr("Sent as a form instead of in parts (multipart/form-data)."));
    takePair(pair, fields, endpoint, u"client_secret_post"_s);
    takePair(pair, queryFields, endpoint, u"query"_s);
    takeProof(pair, fields, request);

    if (endpoint.isGeneric && pair.bodyFormat != u"query") {
        const bool isGrantInUrl = std::ranges::find(queryFields, QStringView(u"grant_type"),
                                                    &NameValue::name)
            != queryFields.end();
        if (isGrantInUrl) {
            pair.grantType = takeField(queryFields, u"grant_type"_s);
            pair.notes.append(
                Text::tr("“%1” moves from the URL into the body.").arg(u"grant_type"));
        }
        if (const QString kept = keptQuery(query, endpoint); !kept.isEmpty())
            pair.tokenUrl += u'?' + kept;
    } else {
        fields += queryFields;
    }
    if (const QString grant = takeField(fields, u"grant_type"_s); !grant.isEmpty())
        pair.grantType = grant;
    // several of them, or a list in JSON, are kept as they are where no provider knows better
    const auto scopes = std::ranges::count(fields, QStringView(u"scope"), &NameValue::name);
    if (scopes == 1 || !endpoint.isGeneric)
        pair.scopes = takeFields(fields, u"scope"_s).join(u' ');
    pair.parameters += fields;
    return pair;
}

} // namespace Tokenwright
