// SPDX-License-Identifier: MIT
// OpenAPI documents, 3 and 2 (Swagger), as JSON or YAML: the security schemes in which a client
// gets a token by its own pair. The pair itself is in none. spec.openapis.org/oas/v3.1.0 (4.8.27 to
// 4.8.29), spec.openapis.org/oas/v2.0 (Security Scheme Object).
#include "FoundPair.h"
#include "ImportFormat.h"
#include "ImportText.h"
#include "Placeholder.h"
#include "ProviderMatch.h"
#include "Text.h"
#include "VisibleText.h"
#include "YamlText.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace Tokenwright {

namespace {

/// The blocks of \a text that are of use here, where such a document says them line by line: of
/// large ones everything else is the description of an API.
QString usefulPart(const QString &text)
{
    static const QRegularExpression key(u"^([A-Za-z][A-Za-z0-9_-]*|\"[^\"]+\"|'[^']+')[ \t]*:"_s);
    static constexpr QStringView kept[]{
        u"openapi", u"swagger",  u"info",    u"servers",
        u"host",    u"basePath", u"schemes", u"securityDefinitions"};
    QString part;
    bool isKept = false;
    bool isInComponents = false;
    qsizetype indent = -1; ///< Of what is within components.
    for (const QStringView line : QStringTokenizer{QStringView(text), u'\n'}) {
        const QStringView content = line.trimmed();
        const qsizetype depth = content.isEmpty() ? 0 : content.data() - line.data();
        const bool isTop = !content.isEmpty() && depth == 0 && !content.startsWith(u'#')
            && !content.startsWith(u'-');
        if (isTop) {
            const auto match = key.match(line.toString());
            QString name = match.captured(1);
            name.remove(u'"').remove(u'\'');
            isInComponents = name == u"components";
            isKept = isInComponents || std::ranges::find(kept, QStringView(name)) != std::end(kept);
            indent = -1;
        } else if (isInComponents && !content.isEmpty() && !content.startsWith(u'#')) {
            if (indent < 0)
                indent = depth;
            if (depth <= indent)
                isKept = content.startsWith(u"securitySchemes")
                    || content.startsWith(u"\"securitySchemes\"");
        }
        if (isKept) {
            part += line;
            part += u'\n';
        }
    }
    return part;
}

Result<QJsonObject> openApiJson(const ImportContent &content)
{
    if (content.json)
        return *content.json;
    if (content.text.size() <= mostYamlCharacters) {
        if (auto whole = yamlObject(content.text))
            return whole;
    }
    return yamlObject(usefulPart(content.text));
}

/// A way to get a token, as version 3 or 2 calls it.
struct OpenApiFlow
{
    QString grant; ///< In the words of OAuth 2.0.
    QJsonValue flow;
};

QList<OpenApiFlow> flowsOf(const QJsonValue &scheme)
{
    static constexpr QStringView names[][2]{
        {u"clientCredentials", u"client_credentials"},
        {u"application", u"client_credentials"},
        {u"authorizationCode", u"authorization_code"},
        {u"accessCode", u"authorization_code"},
        {u"password", u"password"},
        {u"implicit", u"implicit"},
        {u"deviceAuthorization", u"device_code"},
    };
    QList<OpenApiFlow> flows;
    for (const auto &[name, grant] : names) {
        if (scheme[u"flows"][name].isObject())
            flows.append({grant.toString(), scheme[u"flows"][name]});
        else if (jsonText(scheme[u"flow"]) == name)
            flows.append({grant.toString(), scheme});
    }
    return flows;
}

class OpenApiReader
{
public:
    OpenApiReader(ImportedFile &file, const QJsonObject &json, const QString &otherName,
                  const ProviderCatalog &catalog)
        : m_file(file)
        , m_json(json)
        , m_catalog(catalog)
        , m_title(jsonText(json.value(u"info")[u"title"]))
    {
        if (m_title.isEmpty())
            m_title = otherName;
    }

    void read()
    {
        const QJsonObject schemes = m_json.contains(u"securityDefinitions")
            ? m_json.value(u"securityDefinitions").toObject()
            : m_json.value(u"components")[u"securitySchemes"].toObject();
        int count = 0;
        for (const QJsonValue &scheme : schemes)
            count += isOfClients(resolved(scheme)) ? 1 : 0;
        for (auto it = schemes.begin(); it != schemes.end(); ++it)
            readScheme(it.key(), resolved(it.value()), count > 1);
    }

private:
    static bool isOfClients(const QJsonValue &scheme)
    {
        return std::ranges::any_of(flowsOf(scheme), [](const OpenApiFlow &flow) {
            return flow.grant == u"client_credentials";
        });
    }

    /// What a reference within the document leads to.
    QJsonValue resolved(const QJsonValue &value) const
    {
        const QString reference = jsonText(value[u"$ref"]);
        if (!reference.startsWith(u"#/"))
            return value;
        QJsonValue target = m_json;
        for (const QString &part : reference.sliced(2).split(u'/'))
            target = target[part];
        return target.isObject() ? target : value;
    }

    void readScheme(const QString &name, const QJsonValue &scheme, bool isOneOfSeveral)
    {
        const QString type = jsonText(scheme[u"type"]);
        const QString place = Text::tr("security scheme “%1”").arg(visibleText(name));
        if (type == u"openIdConnect") {
            m_file.skipped.append(
                {.place = place,
                 .reason = Text::tr("It only says by which issuer tokens are given (%1); add a "
                                    "credential set by that address.")
                               .arg(visibleText(jsonText(scheme[u"openIdConnectUrl"])))});
        }
        if (type != u"oauth2")
            return;
        const QList<OpenApiFlow> flows = flowsOf(scheme);
        const auto flow = std::ranges::find(flows, QStringView(u"client_credentials"),
                                            &OpenApiFlow::grant);
        if (flow == flows.end()) {
            m_file.skipped.append({.place = place,
                                   .reason = flows.isEmpty()
                                       ? Text::tr("It names no way to get a token.")
                                       : Text::tr("It asks for another grant (%1) than %2.")
                                             .arg(flows.first().grant, u"client_credentials"_s)});
            return;
        }
        FoundPair pair;
        pair.grantType = flow->grant;
        pair.isPairElsewhere = true;
        pair.place = place;
        pair.key = visibleText(name);
        pair.name = isOneOfSeveral && !m_title.isEmpty() ? QString(m_title + u' ' + name) : m_title;
        pair.notes.append(Text::tr("Such a document holds no credentials; they have to be typed."));
        const QStringList scopes = flow->flow[u"scopes"].toObject().keys();
        pair.scopes = scopes.join(u' ');
        if (scopes.size() > 1)
            pair.notes.append(Text::tr("All %n scopes that it names are asked for; take out what "
                                       "the client was not granted.",
                                       nullptr, int(scopes.size())));
        placeUrl(pair, jsonText(flow->flow[u"tokenUrl"]).trimmed());
        take(m_file, pair, m_catalog);
    }

    /// Of \a url as the document has it: as it is, or from where the API is. What is left open in
    /// it is to be typed: the provider's variables, or else the whole.
    void placeUrl(FoundPair &pair, const QString &url) const
    {
        const QString whole = openMarked(
            withDefaults(QUrl(url).isRelative() ? fromServer(url) : url));
        if (!whole.contains(u'{') && !isPlaceholder(whole) && !QUrl(whole).isRelative()) {
            pair.tokenUrl = whole;
            return;
        }
        static const QRegularExpression open(u"\\{+\\s*([^{}]*?)\\s*\\}+|<([^<>]*)>"_s);
        const QString standIn = u"left-open"_s;
        const auto match = matchTokenUrl(QString(whole).replace(open, standIn), m_catalog);
        if (match && !match->isGeneric) {
            pair.provider = match->provider;
            for (auto it = match->variables.begin(); it != match->variables.end(); ++it) {
                if (!it.value().contains(standIn))
                    pair.variables.insert(it.key(), it.value());
            }
        } else {
            pair.provider = genericMatch(m_catalog, u"https://localhost/"_s).provider;
        }
        pair.notes.append(
            url.isEmpty()
                ? Text::tr("It names no token URL.")
                : Text::tr("Its token URL leaves something open: %1").arg(visibleText(url)));
    }

    /// \a url with what asks for a value ("your-tenant") in brackets.
    static QString openMarked(const QString &url)
    {
        static const QRegularExpression part(u"(?<=[/.])[A-Za-z][A-Za-z0-9_-]*(?=[/.:?]|$)"_s);
        QString marked;
        qsizetype end = 0;
        auto parts = part.globalMatch(url);
        while (parts.hasNext()) {
            const auto match = parts.next();
            if (!isPlaceholder(match.captured()))
                continue;
            marked += QStringView(url).sliced(end, match.capturedStart() - end);
            marked += u'{' + match.captured() + u'}';
            end = match.capturedEnd();
        }
        return marked + QStringView(url).sliced(end);
    }

    /// \a url from where the API is; as it is if that is not said either.
    QString fromServer(const QString &url) const
    {
        QString base = jsonText(m_json.value(u"servers")[0][u"url"]);
        if (const QString host = jsonText(m_json.value(u"host")); !host.isEmpty()) {
            const QJsonArray schemes = m_json.value(u"schemes").toArray();
            const bool isPlain = schemes.size() == 1 && jsonText(schemes.first()) == u"http";
            base = (isPlain ? u"http://" : u"https://") + host
                + jsonText(m_json.value(u"basePath"));
        }
        base = withDefaults(base);
        if (url.isEmpty() || base.contains(u'{') || QUrl(base).isRelative())
            return url;
        if (!base.endsWith(u'/'))
            base += u'/';
        return QUrl(base).resolved(QUrl(url)).toString();
    }

    /// \a url with the defaults of the server's variables.
    QString withDefaults(QString url) const
    {
        const QJsonObject variables = m_json.value(u"servers")[0][u"variables"].toObject();
        for (auto it = variables.begin(); it != variables.end(); ++it) {
            if (const QString text = jsonText(it.value()[u"default"]); !text.isEmpty())
                url.replace(u'{' + it.key() + u'}', text);
        }
        return url;
    }

    ImportedFile &m_file;
    const QJsonObject &m_json;
    const ProviderCatalog &m_catalog;
    QString m_title;
};

} // namespace

bool isOpenApi(const ImportContent &content)
{
    if (content.json) {
        return jsonText(content.json->value(u"openapi")).startsWith(u'3')
            || jsonText(content.json->value(u"swagger")).startsWith(u'2');
    }
    static const QRegularExpression version(
        u"^[\"']?(?:openapi[\"']?[ \\t]*:[ \\t]*[\"']?3|swagger[\"']?[ \\t]*:[ \\t]*[\"']?2)"_s,
        QRegularExpression::MultilineOption);
    return version.match(content.text).hasMatch();
}

Result<ImportedFile> readOpenApi(const ImportContent &content, const ProviderCatalog &catalog)
{
    const auto json = openApiJson(content);
    if (!json)
        return failure(json.error());
    ImportedFile file;
    OpenApiReader(file, *json, content.baseName(), catalog).read();
    return file;
}

} // namespace Tokenwright
