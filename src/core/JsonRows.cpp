// SPDX-License-Identifier: MIT
#include "JsonRows.h"

#include <QJsonArray>

#include <rapidjson/reader.h>

#include <array>
#include <charconv>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

namespace Tokenwright {

namespace {

constexpr std::size_t deepest = 64; ///< QJsonDocument goes further: what is rare is left to it.

/// Texts that lie in the memory that is read, each of those that come often made once.
class SharedTexts
{
public:
    QString text(const char *at, qsizetype size)
    {
        Known &known = m_known[slotOf(at, size)];
        if (known.size != size || std::memcmp(known.at, at, std::size_t(size)) != 0)
            known = {at, size, QString::fromUtf8(at, size)};
        return known.text;
    }

private:
    struct Known
    {
        const char *at = "";
        qsizetype size = 0;
        QString text = u""_s;
    };

    /// Texts differ at their ends.
    static std::size_t slotOf(const char *at, qsizetype size)
    {
        quint64 tail = quint64(size);
        const auto length = std::min<std::size_t>(sizeof tail, std::size_t(size));
        std::memcpy(&tail, at + size - length, length);
        return std::size_t((tail * 0x9E37'79B9'7F4A'7C15u) >> 56);
    }

    std::array<Known, 256> m_known;
};

/// What RapidJSON tells of a file, as rows.
class RowsHandler
{
public:
    using Ch = char;

    RowsHandler(const JsonRowsPlace &place, JsonRowTaker &taker)
        : m_place(place)
        , m_taker(taker)
    { }

    bool hasRows() const { return m_hasRows; }

    bool Null() { return add(QJsonValue(QJsonValue::Null)); }
    bool Bool(bool isTrue) { return add(QJsonValue(isTrue)); }
    /// Whole numbers alone: to QJsonDocument is left what RapidJSON would make of the others.
    bool RawNumber(const char *at, rapidjson::SizeType size, bool)
    {
        qint64 number = 0;
        const auto [end, error] = std::from_chars(at, at + size, number);
        const bool isWhole = error == std::errc() && end == at + size && (number != 0 || size == 1);
        return isWhole && add(QJsonValue(number));
    }
    bool Int(int) { return false; } // is not asked for, nor are the others
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }
    bool String(const char *at, rapidjson::SizeType size, bool)
    {
        if (m_at == At::Other)
            return true;
        QString text = m_texts.text(at, size);
        if (m_open.empty() || m_open.back().isObject || !m_open.back().array.isEmpty())
            return add(std::move(text));
        m_open.back().texts.append(std::move(text));
        return true;
    }

    bool Key(const char *at, rapidjson::SizeType size, bool)
    {
        if (m_at != At::Other)
            (m_open.empty() ? m_name : m_open.back().name) = m_texts.text(at, size);
        return true;
    }

    bool StartObject() { return open(true); }
    bool StartArray() { return open(false); }
    bool EndObject(rapidjson::SizeType) { return close(); }
    bool EndArray(rapidjson::SizeType) { return close(); }

private:
    enum class At {
        Outside,
        File,
        Other, ///< Within a field of the file's that is nobody's here.
        Rows,
        Row,
    };
    /// An object or array within a row.
    struct Open
    {
        bool isObject = false;
        QString name{}; ///< Of the value that comes next.
        QJsonObject object{};
        QJsonArray array{};
        QStringList texts{}; ///< While all of an array is text, it is here.
    };

    bool add(const JsonFieldValue &value)
    {
        switch (m_at) {
        case At::File:
            return m_name == u"schema" ? isOurSchema(value.toJson()) : m_name != m_place.field;
        case At::Other:
            return true;
        case At::Row:
            if (m_open.empty())
                return m_taker.take(m_name, value);
            if (Open &open = m_open.back(); open.isObject) {
                open.object.insert(open.name, value.toJson());
            } else {
                textsIntoArray(open);
                open.array.append(value.toJson());
            }
            return true;
        case At::Outside:
        case At::Rows:
            break;
        }
        return false;
    }

    bool open(bool isObject)
    {
        switch (m_at) {
        case At::Outside:
            m_at = At::File;
            return isObject;
        case At::File:
            if (m_name != m_place.field) {
                m_at = At::Other;
                m_depth = 1;
                return m_name != u"schema";
            }
            m_at = At::Rows;
            return isObject == m_place.areNamed && !std::exchange(m_hasRows, true);
        case At::Other:
            return ++m_depth <= deepest;
        case At::Rows:
            m_at = At::Row;
            return isObject && m_taker.begin(m_place.areNamed ? m_name : QString());
        case At::Row:
            m_open.push_back({.isObject = isObject});
            return m_open.size() <= deepest;
        }
        return false;
    }

    bool close()
    {
        switch (m_at) {
        case At::Outside:
            return false;
        case At::File:
            m_at = At::Outside;
            return true;
        case At::Other:
            m_at = --m_depth > 0 ? At::Other : At::File;
            return true;
        case At::Rows:
            m_at = At::File;
            return true;
        case At::Row:
            if (m_open.empty()) {
                m_at = At::Rows;
                return m_taker.end();
            }
            return closeWithin();
        }
        return false;
    }

    bool closeWithin()
    {
        Open closed = std::move(m_open.back());
        m_open.pop_back();
        if (closed.isObject)
            return add(QJsonValue(closed.object));
        if (!m_open.empty())
            textsIntoArray(closed);
        if (closed.texts.isEmpty())
            return add(QJsonValue(closed.array));
        if (closed.texts != m_lastTexts)
            m_lastTexts = closed.texts;
        return add(m_lastTexts);
    }

    /// What comes is no text, or the whole is no field by itself.
    static void textsIntoArray(Open &open)
    {
        const QStringList texts = std::exchange(open.texts, {});
        for (const QString &text : texts)
            open.array.append(text);
    }

    bool isOurSchema(const QJsonValue &value)
    {
        return value.toInt(-1) == m_place.schema && !std::exchange(m_hasSchema, true);
    }

    const JsonRowsPlace m_place;
    JsonRowTaker &m_taker;
    SharedTexts m_texts;
    QStringList m_lastTexts; ///< Rows have often the same ones.
    At m_at = At::Outside;
    QString m_name; ///< Of the value that comes next, if nothing is open.
    std::vector<Open> m_open;
    std::size_t m_depth = 0; ///< In what is At::Other.
    bool m_hasRows = false;
    bool m_hasSchema = false;
};

/// What RapidJSON takes otherwise than QJsonDocument.
bool mayReadOtherwise(const QByteArray &json)
{
    // which finds what is rare faster than QByteArray does
    const std::string_view text(json.constData(), std::size_t(json.size()));
    return text.contains('\0') || text.contains("\\ud") || text.contains("\\uD") // half a surrogate
        || !json.isValidUtf8();
}

} // namespace

bool readJsonRows(QByteArray json, const JsonRowsPlace &place, JsonRowTaker &taker)
{
    if (mayReadOtherwise(json))
        return false;
    rapidjson::InsituStringStream stream(json.data()); // texts are unescaped where they lie
    RowsHandler handler(place, taker);
    rapidjson::Reader reader;
    constexpr unsigned how = rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag;
    return reader.Parse<how>(stream, handler) && handler.hasRows();
}

} // namespace Tokenwright
