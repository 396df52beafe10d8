// SPDX-License-Identifier: MIT
#pragma once

#include "JsonFields.h"

#include <QByteArray>

#include <functional>
#include <limits>
#include <type_traits>

namespace Tokenwright {

/// Where a file has its rows: in the field of this name.
struct JsonRowsPlace
{
    QStringView field;
    bool areNamed = false; ///< In an object of objects, else in an array of them.
    int schema = 0; ///< Of the file, as isOfSchema() has it.
};

/// Takes rows field by field, as they come. Each answers whether to go on.
class JsonRowTaker
{
public:
    virtual ~JsonRowTaker() = default;
    /// \a key is empty in an array.
    virtual bool begin(const QString &key) = 0;
    virtual bool take(const QString &name, const JsonFieldValue &value) = 0;
    virtual bool end() = 0;
};

/// Hands the rows of \a json to \a taker without making a tree of it all, which takes a quarter of
/// the time. False: it is damaged or of another kind or schema, says something twice, or \a taker
/// gave up; then nothing that was handed over counts, and QJsonDocument tells what the file is.
/// True: that reads the same. Texts that are alike share their memory. Any thread. \a json is best
/// given away: it is read where it lies, which changes it.
bool readJsonRows(QByteArray json, const JsonRowsPlace &place, JsonRowTaker &taker);

/// Makes a Target of each row, as readFields() does of an object, and gives it to \a take with its
/// key; Target::unknownFields has the rest.
template <class Target, std::size_t N> class JsonRowReader : public JsonRowTaker
{
public:
    using Take = std::function<bool(const QString &key, Target &&row)>;

    JsonRowReader(const JsonField<Target> (&fields)[N], std::type_identity_t<Take> take)
        : m_fields(fields)
        , m_take(std::move(take))
    { }

    bool begin(const QString &key) override
    {
        m_key = key;
        m_row = {};
        m_seen = 0;
        return true;
    }

    bool take(const QString &name, const JsonFieldValue &value) override
    {
        const auto field = std::ranges::find(m_fields, name, &JsonField<Target>::name);
        if (field == std::end(m_fields)) {
            m_row.unknownFields.insert(name, value.toJson());
            return true;
        }
        const quint64 bit = quint64(1) << (field - std::begin(m_fields));
        if (m_seen & bit)
            return false;
        m_seen |= bit;
        field->read(m_row, value);
        return true;
    }

    bool end() override { return m_take(m_key, std::move(m_row)); }

private:
    static_assert(N <= std::numeric_limits<quint64>::digits);

    const JsonField<Target> (&m_fields)[N];
    Take m_take;
    QString m_key;
    Target m_row;
    quint64 m_seen = 0; ///< A bit for each field.
};

} // namespace Tokenwright
