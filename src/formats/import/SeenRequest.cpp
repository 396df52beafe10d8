// SPDX-License-Identifier: MIT
#include "formats/import/SeenRequest.h"

#include "formats/import/ImportText.h"
#include "formats/import/Placeholder.h"
#include "formats/import/ProviderMatch.h"

#include <QCoreApplication>

#include <algorithm>

namespace Tokenwright {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SeenRequest)
};

QString decoded(QStringView part)
{
    QByteArray bytes = part.toUtf8();
    return QUrl::fromPercentEncoding(bytes.replace('+', ' '));
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
    const qsizetype start = url.indexOf(QStringLiteral("://")) + 3;
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

QList<NameValue> jsonFields(const QJsonObject &object)
{
    QList<NameValue> fields;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!it.value().isObject() && !it.value().isArray())
            fields.append({it.key(), it.value().toVariant().toString()});
    }
    return fields;
}

QString takeField(QList<NameValue> &fields, const QString &name)
{
    const auto found = std::ranges::find(fields, name, &NameValue::name);
    const QString value = found == fields.end() ? QString() : found->value;
    fields.removeIf([&](const NameValue &field) { return field.name == name; });
    return value;
}

/// Which fields hold the pair: as RFC 6749 has it, or as the provider at \a url has it.
std::pair<QString, QString> pairFields(const QString &url, const ProviderCatalog &catalog)
{
    const auto match = matchTokenUrl(url, catalog);
    const Provider *provider = match ? catalog.provider(match->provider) : nullptr;
    const RequestRules rules = provider ? provider->request : RequestRules();
    return {rules.clientIdParameter, rules.clientSecretParameter};
}

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
    if (colon < 0 || text.contains(QChar::ReplacementCharacter) || text.contains(QChar(u'\0')))
        return Text::tr("Its Basic header does not hold ID and secret in Base64.");
    pair.clientId = text.first(colon);
    pair.clientSecret = Secret::fromText(text.sliced(colon + 1));
    return {};
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
    pair.tokenUrl = request.url;
    QList<NameValue> fields = request.fields + formFields(takeQuery(pair.tokenUrl));
    auto basic = takeUser(pair.tokenUrl);
    if (request.basic)
        basic = request.basic;
    if (isJson(request.body)) {
        const auto object = strictJson(request.body);
        if (!object)
            return std::unexpected(Text::tr("Its body is not readable JSON."));
        fields += jsonFields(*object);
    } else {
        fields += formFields(request.body);
    }
    const auto [idField, secretField] = pairFields(pair.tokenUrl, catalog);
    const QString id = takeField(fields, idField);
    const QString secret = takeField(fields, secretField);
    pair.grantType = takeField(fields, QStringLiteral("grant_type"));
    pair.scopes = takeField(fields, QStringLiteral("scope"));
    for (const NameValue &header : request.headers) {
        const bool isAuthorization = header.name.compare(u"Authorization", Qt::CaseInsensitive)
            == 0;
        if (!isAuthorization) {
            pair.headers.append(header);
        } else if (header.value.startsWith(u"Basic", Qt::CaseInsensitive)) {
            if (const QString flaw = readBasic(pair, header.value); !flaw.isEmpty())
                return std::unexpected(flaw);
        }
    }
    if (basic && pair.clientId.isEmpty()) {
        pair.clientId = basic->name;
        pair.clientSecret = Secret::fromText(basic->value);
    }
    if (pair.clientId.isEmpty()) {
        pair.clientId = id;
        pair.clientSecret = Secret::fromText(secret);
        pair.clientAuthentication = QStringLiteral("client_secret_post");
    }
    pair.parameters = fields;
    return pair;
}

} // namespace Tokenwright
