// SPDX-License-Identifier: MIT
// Postman's collections v2.0 and v2.1: OAuth 2.0 authorisation at every level, and requests that
// ask for a token themselves.
#include "EntryRules.h"
#include "ImportFormat.h"
#include "Placeholder.h"
#include "ProviderMatch.h"
#include "SeenRequest.h"
#include "Text.h"
#include "VisibleText.h"
#include "postman/PostmanImport.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QUrlQuery>

#include <algorithm>

namespace Tokenwright {

namespace {

using Values = QMap<QString, QJsonValue>;

/// Walks a collection, whose depth the JSON parser has limited.
class CollectionReader
{
public:
    CollectionReader(ImportedFile &file, const Values &variables, const ProviderCatalog &catalog)
        : m_file(file)
        , m_variables(variables)
        , m_catalog(catalog)
    { }

    /// \a level is the collection, a folder or a request, \a path the names down to it.
    void read(const QJsonObject &level, const QStringList &path, QJsonValue auth)
    {
        if (level.contains(u"auth") && !level.value(u"auth").isNull()) {
            auth = level.value(u"auth");
            readAuth(auth, path, false);
        }
        const QJsonObject request = level.value(u"request").toObject();
        if (!request.isEmpty())
            readRequest(level, request, path, auth);
        const QJsonArray items = level.value(u"item").toArray();
        for (const QJsonValue &item : items) {
            const QJsonObject object = item.toObject();
            read(object, path + QStringList{object.value(u"name").toString()}, auth);
        }
    }

private:
    /// \a text with the collection's variables in place; their values may hold others.
    QString filledIn(const QString &text) const
    {
        static const QRegularExpression variable(u"\\{\\{([^{}]*)\\}\\}"_s);
        constexpr int mostRounds = 5;
        constexpr qsizetype mostCharacters = 64 * 1024; // variables within variables may grow
        QString result = text;
        for (int round = 0; round < mostRounds && result.size() < mostCharacters; ++round) {
            QString next;
            qsizetype end = 0;
            auto found = variable.globalMatch(result);
            if (!found.hasNext())
                break;
            while (found.hasNext()) {
                const auto match = found.next();
                const auto value = m_variables.constFind(match.captured(1).trimmed());
                next += QStringView(result).sliced(end, match.capturedStart() - end);
                next += value == m_variables.constEnd() ? match.captured()
                                                        : Postman::textOf(*value);
                end = match.capturedEnd();
                if (next.size() > mostCharacters)
                    return text;
            }
            next += QStringView(result).sliced(end);
            if (next == result)
                break;
            result = next;
        }
        return result;
    }

    QString filledIn(const QJsonValue &value) const { return filledIn(Postman::textOf(value)); }

    /// The name of the variable that \a text still lacks; empty: none.
    static QString lacking(const QString &text)
    {
        static const QRegularExpression variable(u"\\{\\{([^{}]*)\\}\\}"_s);
        const auto match = variable.match(text);
        return match.hasMatch() ? visibleText(match.captured(1).trimmed()) : QString();
    }

    static QString placeOf(const QStringList &path)
    {
        return path.size() == 1 ? Text::tr("collection “%1”").arg(visibleText(path.first()))
                                : Text::tr("“%1”").arg(visibleText(path.sliced(1).join(u" / ")));
    }

    /// Moves those of \a fields that lack a variable to what is left out.
    static void leaveOutLacking(FoundPair &pair, QList<NameValue> &fields)
    {
        fields.removeIf([&](const NameValue &field) {
            const QString name = lacking(field.value);
            if (!name.isEmpty())
                pair.leftOut.append(
                    Text::tr("“%1”, which needs the variable “%2”").arg(field.name, name));
            return !name.isEmpty();
        });
    }

    /// Adds \a pair, unless it is the same as one before, or lacks a variable. Requests are called
    /// "Get token"; the folder they are in says more.
    void add(FoundPair pair, const QStringList &path, bool isRequest)
    {
        if (pair.clientId.isEmpty() && pair.clientSecret.isEmpty())
            return; // it uses a token alone
        pair.place = placeOf(path);
        if (pair.name.isEmpty())
            pair.name = isRequest && path.size() > 1 ? path.at(path.size() - 2) : path.last();
        const QString name = visibleText(cleanedName(pair.name));
        pair.key = name.isEmpty() ? u"collection"_s : name;
        for (const QString &text : {pair.clientId, pair.clientSecret.revealText(), pair.tokenUrl,
                                    pair.scopes, pair.grantType}) {
            const QString variable = lacking(text);
            if (variable.isEmpty())
                continue;
            if (!isPlaceholder(pair.clientSecret.revealText()))
                m_file.holdsSecret = true;
            m_file.skipped.append(
                {.place = pair.place,
                 .reason = Text::tr(
                               "It needs the variable “%1”, which is not in this file. Import the "
                               "environment that has it together with it.")
                               .arg(variable)});
            return;
        }
        leaveOutLacking(pair, pair.parameters);
        leaveOutLacking(pair, pair.headers);
        QStringList what{pair.clientId, pair.clientSecret.revealText(), pair.tokenUrl, pair.scopes};
        for (const auto &[key, value] : pair.parameters + pair.headers)
            what += {key, value};
        const QString all = what.join(QChar(u'\0'));
        if (m_seen.contains(all))
            return;
        m_seen.insert(all);
        take(m_file, pair, m_catalog);
    }

    void readAuth(const QJsonValue &auth, const QStringList &path, bool isRequest)
    {
        if (auth[u"type"].toString() != u"oauth2")
            return;
        const Values values = Postman::valuesOf(auth[u"oauth2"]);
        const auto text = [&](const char *key) {
            return filledIn(values.value(QString::fromLatin1(key)));
        };
        FoundPair pair;
        pair.clientId = text("clientId");
        pair.clientSecret = Secret::fromText(text("clientSecret"));
        pair.tokenUrl = text("accessTokenUrl").trimmed();
        pair.scopes = text("scope").trimmed();
        pair.grantType = text("grant_type").trimmed();
        // What is not said is Postman's default, which sends somebody to a page first.
        if (pair.grantType.isEmpty() && !text("authUrl").isEmpty())
            pair.grantType = u"authorization_code"_s;
        if (text("client_authentication") == u"body")
            pair.clientAuthentication = u"client_secret_post"_s;
        pair.name = text("tokenName");
        for (const char *name : {"audience", "resource"}) {
            if (const QString value = text(name); !value.isEmpty())
                pair.parameters.append({QString::fromLatin1(name), value});
        }
        placeParameters(pair, values.value(u"tokenRequestParams"_s));
        const QString prefix = text("headerPrefix").trimmed();
        if (!prefix.isEmpty() && prefix.compare(u"Bearer", Qt::CaseInsensitive) != 0)
            pair.leftOut.append(Text::tr("“%1” before the token").arg(visibleText(prefix)));
        if (text("addTokenTo") == u"queryParams")
            pair.leftOut.append(Text::tr("the token's place in the URL"));
        add(pair, path, isRequest);
    }

    /// Further parameters go where Postman sends them.
    void placeParameters(FoundPair &pair, const QJsonValue &list) const
    {
        QUrlQuery query;
        for (const Postman::Field &field : Postman::fieldsOf(list)) {
            const QString value = filledIn(field.value);
            if (field.key.isEmpty())
                continue;
            if (field.sentAs == u"request_header")
                pair.headers.append({field.key, value});
            else if (field.sentAs != u"request_url" || meansSecret(field.key))
                pair.parameters.append({field.key, value});
            else if (isGeneric(pair.tokenUrl))
                query.addQueryItem(encoded(field.key), encoded(value));
            else // the URL of a provider that is known has no room for it
                pair.leftOut.append(Text::tr("“%1” in the URL").arg(visibleText(field.key)));
        }
        if (!query.isEmpty())
            pair.tokenUrl += (pair.tokenUrl.contains(u'?') ? u'&' : u'?') + query.toString();
    }

    static QString encoded(const QString &text)
    {
        return QString::fromLatin1(QUrl::toPercentEncoding(text, "{}"));
    }

    bool isGeneric(const QString &url) const
    {
        const auto match = matchTokenUrl(url, m_catalog);
        return match && match->isGeneric;
    }

    /// What \a request sends besides, by its own authorisation or that of a level above.
    void addAuth(SeenRequest &seen, const QJsonValue &auth) const
    {
        const QString type = auth[u"type"].toString();
        const Values values = Postman::valuesOf(auth[type]);
        const auto text = [&](const char *key) {
            return filledIn(values.value(QString::fromLatin1(key)));
        };
        if (type == u"basic") {
            seen.basic = NameValue{text("username"), text("password")};
        } else if (type == u"apikey" && text("in") == u"query") {
            seen.url += (seen.url.contains(u'?') ? u'&' : u'?') + encoded(text("key")) + u'='
                + encoded(text("value"));
        } else if (type == u"apikey") {
            seen.headers.append({text("key"), text("value")});
        } else if (!type.isEmpty() && type != u"noauth" && type != u"oauth2" && type != u"bearer") {
            seen.leftOut.append(Text::tr("authorisation “%1”").arg(visibleText(type)));
        }
    }

    void addBody(SeenRequest &seen, const QJsonObject &body) const
    {
        const QString mode = body.value(u"mode").toString();
        if (body.value(u"disabled").toBool())
            return;
        if (mode == u"raw") {
            seen.body = filledIn(body.value(u"raw"));
            return;
        }
        seen.isMultipart = mode == u"formdata";
        for (const Postman::Field &field : Postman::fieldsOf(body.value(mode)))
            seen.fields.append({field.key, filledIn(field.value)});
    }

    /// What no field of a set holds, or what only Postman does.
    void addRest(SeenRequest &seen, const QJsonObject &level, const QJsonObject &request) const
    {
        const QJsonValue certificate = request.value(u"certificate");
        seen.certificateFile = certificate[u"cert"][u"src"].toString();
        seen.keyFile = certificate[u"key"][u"src"].toString();
        if (request.contains(u"proxy"))
            seen.leftOut.append(Text::tr("proxy"));
        const QJsonArray events = level.value(u"event").toArray();
        const bool isScripted = std::ranges::any_of(events, [](const QJsonValue &event) {
            return event[u"listen"].toString() == u"prerequest" && !event[u"disabled"].toBool()
                && !event[u"script"][u"exec"].toArray().isEmpty();
        });
        if (isScripted)
            seen.leftOut.append(Text::tr("the script that runs before the request"));
    }

    void readRequest(const QJsonObject &level, const QJsonObject &request, const QStringList &path,
                     const QJsonValue &auth)
    {
        SeenRequest seen;
        seen.url = filledIn(Postman::urlText(request.value(u"url"))).trimmed();
        seen.method = request.value(u"method").toString();
        for (const Postman::Field &field : Postman::fieldsOf(request.value(u"header")))
            seen.headers.append({field.key, filledIn(field.value)});
        addBody(seen, request.value(u"body").toObject());
        addRest(seen, level, request);
        const QJsonValue own = request.value(u"auth");
        if (own.isObject())
            readAuth(own, path, true);
        addAuth(seen, own.isObject() ? own : auth);
        if (!isTokenRequest(seen, m_catalog))
            return;
        if (const auto pair = pairIn(seen, m_catalog))
            add(*pair, path, true);
        else
            m_file.skipped.append({.place = placeOf(path), .reason = pair.error()});
    }

    ImportedFile &m_file;
    const Values m_variables;
    const ProviderCatalog &m_catalog;
    QSet<QString> m_seen{};
};

QJsonObject collectionIn(const ImportContent &content)
{
    return content.json ? Postman::unwrapped(*content.json, "collection") : QJsonObject();
}

bool isOldCollection(const QJsonObject &json)
{
    return json.value(u"requests").isArray() && json.value(u"order").isArray();
}

} // namespace

bool isPostmanCollection(const ImportContent &content)
{
    const QJsonObject json = collectionIn(content);
    return (json.value(u"info").isObject() && json.value(u"item").isArray())
        || isOldCollection(json);
}

Result<ImportedFile> readPostmanCollection(const ImportContent &content,
                                           const ProviderCatalog &catalog)
{
    const QJsonObject json = collectionIn(content);
    if (isOldCollection(json)) {
        return misconfigured(
            Text::tr("It is a Postman collection of version 1; export it as v2.1."));
    }
    ImportedFile file;
    Values variables; // those of an environment win over those of the collection
    for (auto it = content.variables.begin(); it != content.variables.end(); ++it)
        variables.insert(it.key(), it.value());
    const Values own = Postman::valuesOf(json.value(u"variable"));
    for (auto it = own.begin(); it != own.end(); ++it) {
        if (!variables.contains(it.key()))
            variables.insert(it.key(), it.value());
    }
    CollectionReader reader(file, variables, catalog);
    reader.read(json, {json.value(u"info")[u"name"].toString()}, {});
    return file;
}

} // namespace Tokenwright
