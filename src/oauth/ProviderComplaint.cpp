// SPDX-License-Identifier: MIT
#include "ProviderComplaint.h"

#include "AnswerReader.h"
#include "RequestIdNames.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <optional>

namespace Tokenwright {

namespace {

// Shapes seen: RFC 6749 {"error"}; eBay {"errors":[{"errorId","longMessage"}]}; Pitney Bowes
// {"errors":[{"errorCode","errorDescription","additionalInfo"}]}, [{"errorCode","message"}],
// [{"key","message"}]; Apigee {"fault":{"faultstring","detail":{"errorcode"}}}; errcode/errmsg.
const QStringList knownCodePaths{
    u"error"_s,
    u"errorCode"_s,
    u"errors.0.errorCode"_s,
    u"errors.0.code"_s,
    u"errors.0.errorId"_s,
    u"0.errorCode"_s,
    u"0.code"_s,
    u"0.key"_s,
    u"0.error"_s,
    u"fault.detail.errorcode"_s,
    u"errcode"_s,
    u"errors.0"_s,
};
const QStringList anyCodePaths{u"code"_s};

const QStringList knownMessagePaths{
    u"error_description"_s,
    u"errors.0.errorDescription"_s,
    u"errors.0.longMessage"_s,
    u"errors.0.message"_s,
    u"errors.0.detail"_s,
    u"error.message"_s,
    u"error.description"_s,
    u"0.errorDescription"_s,
    u"0.message"_s,
    u"fault.faultstring"_s,
    u"errorMessage"_s,
    u"message"_s,
    u"detail"_s,
    u"errmsg"_s,
};
// Where the fields stand that tell more, and what they are called, without case and underscores:
// Entra's error_codes, Salesforce's, and the like; besides the IDs of requests, see
// namesRequestId().
const QStringList detailPlaces{
    QString(), u"errors.0"_s, u"0"_s, u"error"_s, u"response.errors.0"_s,
};
constexpr qsizetype mostFields = 500; // of an answer that somebody reads
constexpr QStringView detailNames[]{
    u"hint",       u"additionalinfo", u"errorcodes", u"suberror", u"errorsubcode", u"reason",
    u"parameters", u"field",          u"erroruri",   u"moreinfo", u"errorid",      u"timestamp",
};

/// Whether \a text says that there is no error, as some say beside a token.
bool saysNoError(const QString &text)
{
    static const QStringList words{
        QString(), u"0"_s, u"success"_s, u"ok"_s, u"none"_s, u"no_error"_s, u"no error"_s,
    };
    return words.contains(text, Qt::CaseInsensitive);
}

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
        return saysNoError(text) ? std::nullopt : std::optional(text);
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
        static const QStringList names{u"errorCode"_s, u"code"_s, u"error"_s, u"key"_s};
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

QString textIn(const QJsonValue &value, bool withNumbers = false)
{
    if (value.isString())
        return value.toString().trimmed();
    if (value.isDouble() && withNumbers)
        return QString::number(value.toDouble(), 'g', 15);
    QStringList texts;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array) {
        if (!item.isArray())
            texts.append(textIn(item, withNumbers));
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

// RFC 6749 §4.1.2.1; RFC 8628 §3.5
constexpr QStringView tryLaterCodes[]{u"temporarily_unavailable", u"server_error", u"slow_down"};

} // namespace

QList<ProviderComplaint::Detail> detailsIn(const QJsonValue &root)
{
    QList<ProviderComplaint::Detail> details;
    for (const QString &place : detailPlaces) {
        const QList<QJsonValue> found = place.isEmpty() ? QList{root} : valuesAt(root, place);
        for (const QJsonValue &value : found) {
            const QJsonObject object = value.toObject();
            if (object.size() > mostFields)
                continue;
            for (auto it = object.begin(); it != object.end(); ++it) {
                if (it.key().size() > 40)
                    continue;
                QString name = it.key().toCaseFolded();
                name.removeIf([](QChar c) { return !c.isLetter(); });
                const bool tells = namesRequestId(it.key())
                    || std::ranges::find(detailNames, QStringView(name)) != std::end(detailNames);
                if (!tells)
                    continue;
                if (const QString text = textIn(it.value(), true); !text.isEmpty())
                    details.append({it.key(), text});
            }
        }
    }
    return details;
}

bool looksLikeCode(const QString &text)
{
    static const QRegularExpression code(u"^-?[A-Za-z0-9_][A-Za-z0-9_.:#-]{0,79}$"_s);
    return code.match(text).hasMatch();
}

ProviderComplaint readComplaint(const QJsonValue &root, const ErrorRules &rules, Search search)
{
    QStringList codePaths = rules.codePaths;
    if (search != Search::AsDescribed)
        codePaths += knownCodePaths;
    if (search == Search::Anything)
        codePaths += anyCodePaths;

    ProviderComplaint complaint;
    QString sentence; // some put words where the code belongs
    for (const QString &path : std::as_const(codePaths)) {
        const QList<QJsonValue> values = valuesAt(root, path);
        for (const QJsonValue &value : values) {
            const auto code = codeIn(value);
            if (!code)
                continue;
            complaint.present = true;
            if (looksLikeCode(*code))
                complaint.codes.append(*code);
            else if (sentence.isEmpty())
                sentence = *code;
        }
    }
    complaint.code = complaint.codes.value(0);
    complaint.message = firstText(root, rules.messagePaths);
    if (complaint.message.isEmpty() && (complaint.present || search == Search::Anything))
        complaint.message = firstText(root, knownMessagePaths);
    if (complaint.message.isEmpty())
        complaint.message = sentence;
    if (!complaint.message.isEmpty())
        complaint.details = detailsIn(root);
    return complaint;
}

void addChallenge(ProviderComplaint &complaint, const QByteArray &challenge)
{
    static const QRegularExpression parameter(
        u"\\b(error|error_description)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\""
        "|([^\\s,\"]++))"_s,
        QRegularExpression::CaseInsensitiveOption);
    auto matches = parameter.globalMatch(QString::fromUtf8(challenge.left(8'000)));
    while (matches.hasNext()) {
        const auto match = matches.next();
        const QString quoted = match.captured(2).remove(u'\\');
        const QString value = QString(quoted + match.captured(3)).trimmed();
        if (value.isEmpty())
            continue;
        if (match.captured(1).size() > qsizetype(qstrlen("error"))) {
            if (complaint.message.isEmpty())
                complaint.message = value;
            else if (complaint.message != value)
                complaint.details.append({u"WWW-Authenticate"_s, value});
            continue;
        }
        complaint.present = true;
        if (looksLikeCode(value)) {
            complaint.codes.append(value);
            complaint.code = complaint.codes.first();
        }
    }
}

ErrorKind failureKind(int status, const ProviderComplaint &complaint, bool asksToWait,
                      const ErrorRules &rules)
{
    const bool saysLater = std::ranges::any_of(complaint.codes, [&](const QString &code) {
        return rules.tryLaterCodes.contains(code, Qt::CaseInsensitive)
            || std::ranges::any_of(tryLaterCodes, [&](QStringView known) {
                   return code.compare(known, Qt::CaseInsensitive) == 0;
               });
    });
    if (asksToWait || saysLater || status == 408 || status == 425 || status == 429 || status >= 500)
        return ErrorKind::TryLater;
    if (complaint.present || status >= 400)
        return ErrorKind::Rejected;
    return ErrorKind::Malformed;
}

} // namespace Tokenwright
