// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>

namespace Tokenwright {

/// What is wrong with a field of a JSON file.
struct FieldProblem
{
    QString field; ///< Its dotted path; numbers index lists.
    QString message; ///< Names the field and what was expected there.

    static FieldProblem expected(const QString &field, const QString &what);
};

/// Reads typed fields out of a JSON object and remembers those that are not what they should be,
/// each once. A field that is absent leaves the default alone. Readers of nested objects share the
/// memory of the one they came from.
class JsonReader
{
public:
    /// \a problems is where complaints go; it must outlive the reader.
    JsonReader(QJsonObject object, QString path, QList<FieldProblem> *problems);

    bool has(const char *key) const { return m_object.contains(QLatin1StringView(key)); }
    /// Complains about \a key unless somebody has complained of it already.
    void complain(const char *key, const QString &expected) const;

    void require(const char *key) const;
    void read(const char *key, QString &target) const;
    void read(const char *key, bool &target) const;
    void read(const char *key, qint64 &target) const;
    /// A list of texts; a single text counts as a list of one.
    void read(const char *key, QStringList &target) const;
    /// A list of whole numbers; a single one counts as a list of one.
    void read(const char *key, QList<qint64> &target) const;
    void read(const char *key, QJsonObject &target) const;
    /// A text, or null for what is left out: an empty one.
    void readOrLeaveOut(const char *key, QString &target) const;
    /// An object or an array, as compact JSON, or a text as it is.
    void readJsonOrText(const char *key, QByteArray &target) const;

    /// The nested object; an empty one when it is absent.
    JsonReader object(const char *key) const;
    /// Calls \a item for each object of the array.
    void forEach(const char *key, const std::function<void(const JsonReader &)> &item) const;
    /// Calls \a entry with the name of each nested object.
    void forEachNamed(const char *key,
                      const std::function<void(const QString &, const JsonReader &)> &entry) const;
    /// Calls \a entry with each name and text.
    void forEachText(const char *key,
                     const std::function<void(const QString &, const QString &)> &entry) const;

private:
    QJsonValue value(const char *key) const { return m_object.value(QLatin1StringView(key)); }
    QString pathOf(const char *key) const;
    void complainAt(const QString &field, const QString &expected) const;

    QJsonObject m_object;
    QString m_path;
    QList<FieldProblem> *m_problems;
};

} // namespace Tokenwright
