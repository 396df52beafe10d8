// SPDX-License-Identifier: MIT
#include "ProviderFields.h"

#include "HeaderText.h"

#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>

namespace Tokenwright {

namespace {

/// The words that the schema allows for the field \a path, for example {"request", "method"}. A new
/// one has its home there, and in the table of those who know what it means.
QStringList allowedWords(std::initializer_list<QStringView> path)
{
    QJsonObject field{{u"properties"_s, providerSchema().value(u"$defs")}};
    for (const QStringView key : path)
        field = field.value(u"properties").toObject().value(key).toObject();
    return field.value(u"enum").toVariant().toStringList();
}

} // namespace

const QJsonObject &providerSchema()
{
    static const QJsonObject schema = [] {
        QFile file(u":/provider-schema.json"_s);
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                              : QJsonObject();
    }();
    return schema;
}

void readListed(const JsonReader &reader, const char *key, QString &target,
                std::initializer_list<QStringView> path)
{
    if (!reader.has(key))
        return;
    reader.read(key, target);
    const QStringList words = allowedWords(path);
    if (!words.contains(target))
        reader.complain(key, Text::tr("one of %1").arg(words.join(u", ")));
}

/// \a text with something in the place of each "{…}".
static QString withoutVariables(const QString &text)
{
    QString filled;
    qsizetype at = 0;
    for (qsizetype open = 0; (open = text.indexOf(u'{', at)) >= 0;) {
        const qsizetype next = open + 1;
        const qsizetype close = text.indexOf(u'}', next);
        const qsizetype another = text.indexOf(u'{', next);
        const bool isVariable = close >= 0 && (another < 0 || another > close);
        filled += QStringView(text).sliced(at, open - at);
        filled += isVariable ? u'x' : u'{';
        at = isVariable ? close + 1 : next;
    }
    return filled + QStringView(text).sliced(at);
}

void checkUrl(const JsonReader &reader, const char *key, const QString &text)
{
    const QUrl url(withoutVariables(text), QUrl::StrictMode);
    if (!text.isEmpty() && !text.startsWith(u'{') && !isAllowedTokenUrl(url)) {
        reader.complain(key,
                        Text::tr("an https URL (plain http is for 127.0.0.1, localhost and [::1] "
                                 "alone)"));
    }
}

void checkHeaderName(const JsonReader &reader, const char *key, const QString &name)
{
    if (!isHeaderName(name.toUtf8()))
        reader.complain(key, Text::tr("a header's name"));
    else if (isOfTheConnection(name.toUtf8()))
        reader.complain(key, Text::tr("a header that the program does not write itself"));
}

void checkHeaderValue(const JsonReader &reader, const char *key, const QString &value)
{
    if (!isHeaderValue(value.toUtf8()))
        reader.complain(key, Text::tr("a header's value, without line ends"));
}

QList<NameValue> readHeaders(const JsonReader &reader)
{
    QList<NameValue> headers;
    reader.forEach("headers", [&](const JsonReader &item) {
        NameValue header;
        item.require("name");
        item.read("name", header.name);
        checkHeaderName(item, "name", header.name);
        item.read("value", header.value);
        checkHeaderValue(item, "value", header.value);
        headers.append(header);
    });
    return headers;
}

} // namespace Tokenwright
