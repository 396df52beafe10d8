// SPDX-License-Identifier: MIT
#include "RequestDraft.h"

#include "ClientCredentials.h"
#include "EntryRules.h"
#include "HeaderText.h"
#include "Text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace Tokenwright {

namespace {

enum class Secrets { Written, Masked };

const QString mask = u"••••••"_s;

QByteArray formText(const QList<RequestField> &fields, Secrets secrets)
{
    QByteArray text;
    for (const auto &[name, value, secret] : fields) {
        QByteArray bytes = value.reveal().toByteArray();
        QByteArray encoded = secret && secrets == Secrets::Masked ? mask.toUtf8()
                                                                  : bytes.toPercentEncoding();
        text += (text.isEmpty() ? "" : "&") + QUrl::toPercentEncoding(name) + '=' + encoded;
        wipe(bytes);
        wipe(encoded);
    }
    return text;
}

QJsonObject jsonOf(const QList<RequestField> &fields, Secrets secrets)
{
    QJsonObject object;
    for (const auto &[name, value, secret] : fields) {
        const QString text = secret && secrets == Secrets::Masked ? mask : value.revealText();
        const QJsonValue earlier = object.value(name);
        if (earlier.isUndefined()) {
            object.insert(name, text);
            continue;
        }
        QJsonArray several = earlier.isArray() ? earlier.toArray() : QJsonArray{earlier};
        several.append(text);
        object.insert(name, several);
    }
    return object;
}

/// What goes into the URL: the draft's query, and the parameters where the provider wants them
/// there.
QList<RequestField> queryOf(const RequestDraft &draft)
{
    return draft.bodyFormat == BodyFormat::Query ? draft.query + draft.parameters : draft.query;
}

QByteArray contentTypeOf(BodyFormat format)
{
    switch (format) {
    case BodyFormat::Form:
        return "application/x-www-form-urlencoded";
    case BodyFormat::Json:
        return "application/json";
    case BodyFormat::Query:
    case BodyFormat::None:
        return {};
    }
    return {};
}

/// The headers with the body's type among them, unless the provider names another.
QList<RequestField> headersOf(const RequestDraft &draft)
{
    QList<RequestField> headers = draft.headers;
    const QByteArray type = contentTypeOf(draft.bodyFormat);
    const bool isNamed = std::ranges::any_of(headers, [](const RequestField &header) {
        return header.name.compare(u"Content-Type", Qt::CaseInsensitive) == 0;
    });
    if (!type.isEmpty() && !isNamed)
        headers.prepend({u"Content-Type"_s, Secret(QByteArray(type))});
    return headers;
}

QString maskedHeader(const RequestField &header)
{
    if (!header.secret)
        return header.value.revealText();
    const QString value = header.value.revealText();
    const bool hasScheme = header.name.compare(u"Authorization", Qt::CaseInsensitive) == 0;
    const qsizetype space = hasScheme ? value.indexOf(u' ') : -1; // that is none of the secret
    return space > 0 ? value.left(space + 1) + mask : mask;
}

} // namespace

Result<void> addHeaders(QList<RequestField> &target, const QList<NameValue> &headers,
                        const QMap<QString, QString> &values, const QMap<QString, Secret> &secrets)
{
    for (const NameValue &header : headers) {
        QString value = substituteVariables(header.value, values);
        const QStringList used = secretsInHeaders({header});
        bool isComplete = true;
        for (const QString &name : used) {
            const auto secret = secrets.constFind(name);
            if (secret == secrets.constEnd()) {
                return misconfigured(Text::tr("The header “%1” needs the secret “%2”, "
                                              "which the keychain does not hold.")
                                         .arg(header.name, name));
            }
            isComplete = isComplete && !secret->isEmpty();
            value.replace(secretPlaceholder(name), secret->revealText());
        }
        if (!isHeaderName(header.name.toUtf8()) || !isHeaderValue(value.toUtf8())) {
            return misconfigured(Text::tr("The header “%1” cannot be sent: its name "
                                          "or its value is not what HTTP allows.")
                                     .arg(header.name));
        }
        if (value.isEmpty() || !isComplete)
            continue;
        if (const auto problem = ownHeaderProblem(header.name)) // which was taken once
            return failure(*problem);
        const auto same = std::ranges::find_if(target, [&](const RequestField &other) {
            return other.name.compare(header.name, Qt::CaseInsensitive) == 0;
        });
        if (same != target.end())
            *same = {same->name, Secret::fromText(value), !used.isEmpty()};
        else
            target.append({header.name, Secret::fromText(value), !used.isEmpty()});
    }
    return {};
}

HttpRequest writtenOut(const RequestDraft &draft)
{
    HttpRequest request;
    request.method = draft.method;
    request.url = draft.url;
    request.caCertificates = draft.caCertificates;
    request.tlsCertificate = draft.tlsCertificate;
    request.tlsPrivateKey = draft.tlsPrivateKey;
    request.secrets = draft.secrets;
    request.clientId = draft.clientId;
    for (const RequestField &header : headersOf(draft))
        request.headers.append({header.name.toUtf8(), header.value});
    if (draft.bodyFormat == BodyFormat::Form)
        request.body = Secret(formText(draft.parameters, Secrets::Written));
    else if (draft.bodyFormat == BodyFormat::Json)
        request.body = Secret(toAsciiJson(jsonOf(draft.parameters, Secrets::Written)));
    if (const QList<RequestField> fields = queryOf(draft); !fields.isEmpty()) {
        QString query = request.url.query(QUrl::FullyEncoded);
        if (!query.isEmpty())
            query += u'&';
        query += QString::fromLatin1(formText(fields, Secrets::Written));
        request.url.setQuery(query, QUrl::StrictMode);
    }
    return request;
}

QString previewOf(const RequestDraft &draft)
{
    QString target = draft.url.toString(QUrl::RemoveScheme | QUrl::RemoveAuthority
                                        | QUrl::FullyEncoded);
    if (target.isEmpty())
        target = u"/"_s;
    if (const QList<RequestField> fields = queryOf(draft); !fields.isEmpty())
        target += (draft.url.hasQuery() ? u'&' : u'?')
            + QString::fromUtf8(formText(fields, Secrets::Masked));
    QStringList lines{QString::fromLatin1(draft.method) + u' ' + target + u" HTTP/1.1",
                      u"Host: " + draft.url.authority(QUrl::FullyEncoded)};
    for (const RequestField &header : headersOf(draft))
        lines.append(header.name + u": " + maskedHeader(header));
    QString body;
    if (draft.bodyFormat == BodyFormat::Form) {
        body = QString::fromUtf8(formText(draft.parameters, Secrets::Masked));
    } else if (draft.bodyFormat == BodyFormat::Json) {
        body = QString::fromUtf8(
            QJsonDocument(jsonOf(draft.parameters, Secrets::Masked)).toJson().trimmed());
    }
    if (!body.isEmpty())
        lines += {QString(), body};
    return lines.join(u'\n');
}

} // namespace Tokenwright
