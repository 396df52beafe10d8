// SPDX-License-Identifier: MIT
#include "JsonSchema.h"

#include "Nearest.h"
#include "Text.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QVariant>

#include <algorithm>

namespace Tokenwright {

namespace {

bool isOfType(const QJsonValue &value, const QString &type)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return type == u"null";
    case QJsonValue::Bool:
        return type == u"boolean";
    case QJsonValue::Double:
        return type == u"number"
            || (type == u"integer" && double(value.toInteger()) == value.toDouble());
    case QJsonValue::String:
        return type == u"string";
    case QJsonValue::Array:
        return type == u"array";
    case QJsonValue::Object:
        return type == u"object";
    case QJsonValue::Undefined:
        break;
    }
    return false;
}

QString wordFor(const QString &type)
{
    return type == u"string" ? Text::tr("a text")
        : type == u"boolean" ? Text::tr("true or false")
        : type == u"integer" ? Text::tr("a whole number")
        : type == u"object"  ? Text::tr("an object")
                             : Text::tr("a list");
}

class SchemaReview
{
public:
    explicit SchemaReview(const QJsonObject &schema)
        : m_schema(schema)
    { }

    QList<FieldProblem> problems{};

    void look(const QJsonValue &value, const QJsonObject &referring, const QString &path)
    {
        const QJsonObject rule = resolved(referring);
        if (!isOfAllowedType(value, rule)) {
            const QStringList types = rule.value(u"type").toVariant().toStringList();
            expect(path, wordFor(types.value(0)));
            return;
        }
        lookAtWords(value, rule, path);
        if (value.isString())
            lookAtText(value.toString(), rule, path);
        else if (value.isDouble())
            lookAtNumber(value.toDouble(), rule, path);
        else if (value.isArray())
            lookAtList(value.toArray(), rule, path);
        else if (value.isObject())
            lookAtObject(value.toObject(), rule, path);
        lookAtBranches(value, rule, path);
    }

private:
    void expect(const QString &path, const QString &what)
    {
        problems.append(FieldProblem::expected(path, what));
    }

    /// \a rule with what it refers to (`$ref`).
    QJsonObject resolved(QJsonObject rule) const
    {
        while (rule.contains(u"$ref")) {
            const QString key = rule.take(u"$ref").toString().section(u'/', -1);
            const QJsonObject target = m_schema.value(u"$defs").toObject().value(key).toObject();
            for (auto it = target.begin(); it != target.end(); ++it) {
                if (!rule.contains(it.key()))
                    rule.insert(it.key(), it.value());
            }
        }
        return rule;
    }

    static bool isOfAllowedType(const QJsonValue &value, const QJsonObject &rule)
    {
        const QStringList types = rule.value(u"type").toVariant().toStringList();
        return types.isEmpty() || std::ranges::any_of(types, [&](const QString &type) {
                   return isOfType(value, type);
               });
    }

    QList<FieldProblem> problemsOf(const QJsonValue &value, const QJsonValue &rule,
                                   const QString &path) const
    {
        SchemaReview review(m_schema);
        review.look(value, rule.toObject(), path);
        return review.problems;
    }

    bool fits(const QJsonValue &value, const QJsonValue &rule) const
    {
        return problemsOf(value, rule, {}).isEmpty();
    }

    void lookAtWords(const QJsonValue &value, const QJsonObject &rule, const QString &path)
    {
        QJsonArray words = rule.value(u"enum").toArray();
        if (rule.contains(u"const"))
            words.append(rule.value(u"const"));
        if (words.isEmpty() || words.contains(value))
            return;
        expect(
            path,
            Text::tr("one of %1").arg(QVariant(words.toVariantList()).toStringList().join(u", ")));
    }

    void lookAtText(const QString &text, const QJsonObject &rule, const QString &path)
    {
        const QString pattern = rule.value(u"pattern").toString();
        if (text.size() < rule.value(u"minLength").toInt())
            expect(path, Text::tr("a value, and it is missing"));
        else if (!QRegularExpression(pattern).match(text).hasMatch())
            expect(path, Text::tr("what matches %1").arg(pattern));
        else if (rule.value(u"format").toString() == u"regex"
                 && !QRegularExpression(text).isValid())
            expect(path, Text::tr("a regular expression"));
    }

    void lookAtNumber(double number, const QJsonObject &rule, const QString &path)
    {
        const QJsonValue least = rule.value(u"minimum");
        const QJsonValue most = rule.value(u"maximum");
        if (number >= least.toDouble(number) && number <= most.toDouble(number))
            return;
        expect(path,
               most.isUndefined()
                   ? Text::tr("%1 or more").arg(least.toInteger())
                   : Text::tr("%1 to %2").arg(least.toInteger()).arg(most.toInteger()));
    }

    void lookAtList(const QJsonArray &list, const QJsonObject &rule, const QString &path)
    {
        const QVariantList values = list.toVariantList();
        const bool hasRepeated = std::ranges::any_of(
            values, [&](const QVariant &value) { return values.count(value) > 1; });
        if (hasRepeated && rule.value(u"uniqueItems").toBool())
            expect(path, Text::tr("each value once"));
        for (qsizetype i = 0; i < list.size(); ++i) {
            look(list.at(i), rule.value(u"items").toObject(), path + u'.' + QString::number(i));
        }
    }

    void lookAtObject(const QJsonObject &object, const QJsonObject &rule, const QString &path)
    {
        const QString before = path.isEmpty() ? path : path + u'.';
        const QJsonArray required = rule.value(u"required").toArray();
        for (const QJsonValue &name : required) {
            if (!object.contains(name.toString()))
                expect(before + name.toString(), Text::tr("a value, and it is missing"));
        }
        if (object.size() < rule.value(u"minProperties").toInt())
            expect(path, Text::tr("a value, and it is missing"));
        const QJsonObject known = rule.value(u"properties").toObject();
        const QJsonValue others = rule.value(u"additionalProperties");
        for (auto it = object.begin(); it != object.end(); ++it) {
            const QString field = before + it.key();
            problems += problemsOf(it.key(), rule.value(u"propertyNames"), field);
            if (known.contains(it.key())) {
                look(it.value(), known.value(it.key()).toObject(), field);
            } else if (others.isObject()) {
                look(it.value(), others.toObject(), field);
            } else if (others == QJsonValue(false)) {
                problems.append({field,
                                 Text::tr("field “%1” is not known and does nothing.").arg(field)
                                     + didYouMean(it.key(), known.keys())});
            }
        }
    }

    void lookAtBranches(const QJsonValue &value, const QJsonObject &rule, const QString &path)
    {
        if (rule.contains(u"if")) {
            const bool isSo = fits(value, rule.value(u"if"));
            look(value, rule.value(isSo ? u"then" : u"else").toObject(), path);
        }
        if (rule.contains(u"not") && fits(value, rule.value(u"not")))
            expect(path, Text::tr("something else"));
        QList<FieldProblem> ofBranch;
        const QJsonArray branches = rule.value(u"anyOf").toArray();
        for (const QJsonValue &branch : branches) {
            const QList<FieldProblem> found = problemsOf(value, branch, path);
            if (found.isEmpty())
                return;
            // the one of the value's type is the one that was meant
            if (ofBranch.isEmpty() || isOfAllowedType(value, resolved(branch.toObject())))
                ofBranch = found;
        }
        problems += ofBranch;
    }

    const QJsonObject &m_schema;
};

} // namespace

QList<FieldProblem> schemaProblems(const QJsonObject &schema, const QJsonObject &document)
{
    SchemaReview review(schema);
    review.look(document, schema, {});
    return review.problems;
}

} // namespace Tokenwright
