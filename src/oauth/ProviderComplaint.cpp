// SPDX-License-Identifier: MIT
#include "oauth/ProviderComplaint.h"

#include "oauth/AnswerReader.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <optional>

namespace Tokenwright {

namespace {

// Shapes seen: RFC 6749 {"error"}; eBay {"errors":[{"errorId","longMessage"}]}; Pitney Bowes
// {"errors":[{"errorCode","errorDescription","additionalInfo"}]}, [{"errorCode","message"}],
// [{"key","message"}]; Apigee {"fault":{"faultstring","detail":{"errorcode"}}}; errcode/errmsg.
const QStringList knownCodePaths{
    QStringLiteral("error"),
    QStringLiteral("errorCode"),
    QStringLiteral("errors.0.errorCode"),
    QStringLiteral("errors.0.code"),
    QStringLiteral("errors.0.errorId"),
    QStringLiteral("0.errorCode"),
    QStringLiteral("0.code"),
    QStringLiteral("0.key"),
    QStringLiteral("0.error"),
    QStringLiteral("fault.detail.errorcode"),
    QStringLiteral("errcode"),
    QStringLiteral("errors.0"),
};
const QStringList anyCodePaths{QStringLiteral("code")};

const QStringList knownMessagePaths{
    QStringLiteral("error_description"),
    QStringLiteral("errors.0.errorDescription"),
    QStringLiteral("errors.0.longMessage"),
    QStringLiteral("errors.0.message"),
    QStringLiteral("errors.0.detail"),
    QStringLiteral("error.message"),
    QStringLiteral("error.description"),
    QStringLiteral("0.errorDescription"),
    QStringLiteral("0.message"),
    QStringLiteral("fault.faultstring"),
    QStringLiteral("errorMessage"),
    QStringLiteral("message"),
    QStringLiteral("detail"),
    QStringLiteral("errmsg"),
};
const QStringList furtherDetailPaths{
    QStringLiteral("errors.0.additionalInfo"),
    QStringLiteral("0.additionalInfo"),
    QStringLiteral("additionalInfo"),
};

/// The code in \a value: empty for an error that has none, nothing if it is no error at all.
std::optional<QString> codeIn(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? std::optional(QString()) : std::nullopt;
    case QJsonValue::Double: {
        const double number = value.toDouble();
        return number == 0 ? std::nullopt : std::optional(QString::number(number, 'g', 15));
    }
    case QJsonValue::String: {
        const QString text = value.toString().trimmed();
        return text.isEmpty() || text == u"0" ? std::nullopt : std::optional(text);
    }
    case QJsonValue::Array: {
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array) {
            if (auto code = codeIn(item))
                return code;
        }
        return {};
    }
    case QJsonValue::Object: {
        static const QStringList names{QStringLiteral("errorCode"), QStringLiteral("code"),
                                       QStringLiteral("error"), QStringLiteral("key")};
        for (const QString &name : names) {
            const QList<QJsonValue> inner = valuesAt(value, name);
            for (const QJsonValue &candidate : inner) {
                if (candidate.isString() || candidate.isDouble())
                    return codeIn(candidate).value_or(QString());
            }
        }
        return value.toObject().isEmpty() ? std::nullopt : std::optional(QString());
    }
    default:
        return {};
    }
}

QString textIn(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().trimmed();
    QStringList texts;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array) {
        if (item.isString())
            texts.append(item.toString().trimmed());
    }
    texts.removeAll(QString());
    return texts.join(u"; ");
}

QString firstText(const QJsonValue &root, const QStringList &paths)
{
    for (const QString &path : paths) {
        const QList<QJsonValue> values = valuesAt(root, path);
        for (const QJsonValue &value : values) {
            if (const QString text = textIn(value); !text.isEmpty())
                return text;
        }
    }
    return {};
}

} // namespace

ProviderComplaint readComplaint(const QJsonValue &root, const ErrorRules &rules, Search search)
{
    QStringList codePaths = rules.codePaths;
    if (search != Search::AsDescribed)
        codePaths += knownCodePaths;
    if (search == Search::Anything)
        codePaths += anyCodePaths;

    ProviderComplaint complaint;
    QString sentence; // some put words where the code belongs
    static const QRegularExpression space(QStringLiteral("\\s"));
    for (const QString &path : std::as_const(codePaths)) {
        const QList<QJsonValue> values = valuesAt(root, path);
        for (const QJsonValue &value : values) {
            const auto code = codeIn(value);
            if (!code)
                continue;
            complaint.present = true;
            QString &place = code->contains(space) ? sentence : complaint.code;
            if (place.isEmpty())
                place = *code;
        }
    }
    complaint.message = firstText(root, rules.messagePaths);
    if (complaint.message.isEmpty() && (complaint.present || search == Search::Anything))
        complaint.message = firstText(root, knownMessagePaths);
    if (complaint.message.isEmpty())
        complaint.message = sentence;
    if (complaint.code.isEmpty())
        complaint.code = sentence;
    const QString detail = firstText(root, furtherDetailPaths);
    if (!complaint.message.isEmpty() && !detail.isEmpty())
        complaint.message += u" (" + detail + u')';
    return complaint;
}

} // namespace Tokenwright
