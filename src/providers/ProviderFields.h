// SPDX-License-Identifier: MIT
#pragma once

#include "JsonReader.h"
#include "Provider.h"
#include "Text.h"

#include <algorithm>
#include <utility>

namespace Tokenwright {

// The kinds of field that a provider file has, each with what is expected there. A field that is
// not there leaves its target as it was; one that is wrong is told by JsonReader::complain(). Pure
// functions, for any thread.

/// The schema of provider files, resources/providers/schema.json.
const QJsonObject &providerSchema();

/// Reads a text that must be one of a few words.
template <class Enum, std::size_t N>
void readWord(const JsonReader &reader, const char *key, Enum &target,
              const std::pair<const char *, Enum> (&words)[N])
{
    if (!reader.has(key))
        return;
    QString word;
    reader.read(key, word);
    QStringList allowed;
    for (const auto &[name, value] : words) {
        if (word == QLatin1StringView(name)) {
            target = value;
            return;
        }
        allowed.append(QString::fromLatin1(name));
    }
    reader.complain(key, Text::tr("one of %1").arg(allowed.join(u", ")));
}

/// Reads a text that must be one of those that the schema lists at \a path, for example
/// {"request", "method"}, and that other rooms know the meaning of.
void readListed(const JsonReader &reader, const char *key, QString &target,
                std::initializer_list<QStringView> path);

/// At least one of something.
template <class Number> void readCount(const JsonReader &reader, const char *key, Number &target)
{
    constexpr qint64 most = 1'000'000'000;
    qint64 number = target;
    reader.read(key, number);
    if (reader.has(key) && number < 1)
        reader.complain(key, Text::tr("%1 or more").arg(1));
    target = Number(std::min(number, most));
}

/// Complains unless \a text may be a token or API URL: absolute, and https unless it stays on this
/// computer. Variables may stand in it, so it is tried with harmless values; one that begins with a
/// variable can be judged only when the values are known, before anything is sent.
void checkUrl(const JsonReader &reader, const char *key, const QString &text);

/// Complains unless \a name may be a header's name (RFC 9110 §5.1).
void checkHeaderName(const JsonReader &reader, const char *key, const QString &name);

/// Complains unless \a value may be a header's value (RFC 9110 §5.5).
void checkHeaderValue(const JsonReader &reader, const char *key, const QString &value);

/// The list "headers".
QList<NameValue> readHeaders(const JsonReader &reader);

} // namespace Tokenwright
