// SPDX-License-Identifier: MIT
// Postman's collections v2.0 and v2.1: OAuth 2.0 authorisation at every level, and requests that
// ask for a token themselves.
#include "formats/import/ImportReaders.h"
#include "formats/import/Placeholder.h"
#include "formats/import/PostmanImport.h"
#include "formats/import/SeenRequest.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(PostmanCollection)
};

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
            readRequest(request, path, auth);
        const QJsonArray items = level.value(u"item").toArray();
        for (const QJsonValue &item : items) {
            const QJsonObject object = item.toObject();
            read(object, path + QStringList{object.value(u"name").toString().simplified()}, auth);
        }
    }

private:
    /// \a text with the collection's variables in place; their values may hold others.
    QString filledIn(const QString &text) const
    {
        static const QRegularExpression variable(QStringLiteral("\\{\\{([^{}]*)\\}\\}"));
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

    /// Adds \a pair, unless it is the same as one before, or lacks a variable. Requests are called
    /// "Get token"; the folder they are in says more.
    void add(FoundPair pair, const QStringList &path, bool isRequest)
    {
        if (pair.clientId.isEmpty() && pair.clientSecret.isEmpty())
            return; // it uses a token alone
        pair.place = path.size() == 1 ? Text::tr("collection “%1”").arg(path.first())
                                      : Text::tr("“%1”").arg(path.sliced(1).join(u" / "));
        if (pair.name.isEmpty())
            pair.name = isRequest && path.size() > 1 ? path.at(path.size() - 2) : path.last();
        pair.key = pair.name.isEmpty() ? QStringLiteral("collection") : pair.name;
        static const QRegularExpression variable(QStringLiteral("\\{\\{([^{}]*)\\}\\}"));
        for (const QString &text : {pair.clientId, pair.clientSecret.revealText(), pair.tokenUrl,
                                    pair.scopes, pair.grantType}) {
            if (const auto match = variable.match(text); match.hasMatch()) {
                if (!isPlaceholder(pair.clientSecret.revealText()))
                    m_file.holdsSecret = true;
                m_file.skipped.append(
                    {.place = pair.place,
                     .reason = Text::tr("It needs the variable “%1”, which is not in this file.")
                                   .arg(match.captured(1).trimmed())});
                return;
            }
        }
        const QString what = QStringList{pair.clientId, pair.clientSecret.revealText(),
                                         pair.tokenUrl, pair.scopes}
                                 .join(QChar(u'\0'));
        if (m_seen.contains(what))
            return;
        m_seen.insert(what);
        take(m_file, pair, m_catalog);
    }

    void readAuth(const QJsonValue &auth, const QStringList &path, bool isRequest)
    {
        if (auth[u"type"].toString() != u"oauth2")
            return;
        const Values values = Postman::valuesOf(auth[u"oauth2"]);
        const auto text = [&](const char *key) {
            return filledIn(values.value(QString::fromLatin1(key))).trimmed();
        };
        FoundPair pair;
        pair.clientId = text("clientId");
        pair.clientSecret = Secret::fromText(text("clientSecret"));
        pair.tokenUrl = text("accessTokenUrl");
        pair.scopes = text("scope");
        pair.grantType = text("grant_type");
        // What is not said is Postman's default, which sends somebody to a page first.
        if (pair.grantType.isEmpty() && !text("authUrl").isEmpty())
            pair.grantType = QStringLiteral("authorization_code");
        if (text("client_authentication") == u"body")
            pair.clientAuthentication = QStringLiteral("client_secret_post");
        pair.name = text("tokenName");
        for (const char *name : {"audience", "resource"}) {
            if (const QString value = text(name); !value.isEmpty())
                pair.parameters.append({QString::fromLatin1(name), value});
        }
        const QJsonArray more = values.value(QStringLiteral("tokenRequestParams")).toArray();
        for (const QJsonValue &item : more) {
            if (item[u"enabled"].toBool(true) && item[u"send_as"].toString() != u"request_header")
                pair.parameters.append({item[u"key"].toString(), filledIn(item[u"value"])});
        }
        add(pair, path, isRequest);
    }

    void readRequest(const QJsonObject &request, const QStringList &path, const QJsonValue &auth)
    {
        const QJsonValue url = request.value(u"url");
        SeenRequest seen;
        seen.url = filledIn(url.isObject() ? url[u"raw"] : url).trimmed();
        const auto headers = Postman::valuesOf(request.value(u"header"));
        for (auto it = headers.begin(); it != headers.end(); ++it)
            seen.headers.append({it.key(), filledIn(it.value())});
        const QJsonObject body = request.value(u"body").toObject();
        const QString mode = body.value(u"mode").toString();
        if (mode == u"raw")
            seen.body = filledIn(body.value(u"raw"));
        const Values fields = Postman::valuesOf(body.value(mode));
        for (auto it = fields.begin(); mode != u"raw" && it != fields.end(); ++it)
            seen.fields.append({it.key(), filledIn(it.value())});
        QJsonValue own = request.value(u"auth");
        if (own.isObject())
            readAuth(own, path, true);
        else
            own = auth;
        if (own[u"type"].toString() == u"basic") {
            const Values basic = Postman::valuesOf(own[u"basic"]);
            seen.basic = NameValue{filledIn(basic.value(QStringLiteral("username"))),
                                   filledIn(basic.value(QStringLiteral("password")))};
        }
        if (!isTokenRequest(seen, m_catalog))
            return;
        if (const auto pair = pairIn(seen, m_catalog)) {
            add(*pair, path, true);
        } else {
            m_file.skipped.append({.place = Text::tr("“%1”").arg(path.sliced(1).join(u" / ")),
                                   .reason = pair.error()});
        }
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
        return failure(ErrorKind::Configuration,
                       Text::tr("It is a Postman collection of version 1; export it as v2.1."));
    }
    ImportedFile file;
    CollectionReader reader(file, Postman::valuesOf(json.value(u"variable")), catalog);
    reader.read(json, {json.value(u"info")[u"name"].toString().simplified()}, {});
    return file;
}

} // namespace Tokenwright
