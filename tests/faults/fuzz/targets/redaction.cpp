// SPDX-License-Identifier: MIT
// Whatever a secret is wrapped in, and whatever stands around it, nothing shown holds it.
#include "FuzzTarget.h"

#include "Redaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Tokenwright::Fuzz::RedactionTarget {

namespace {

QByteArray perByte(const QByteArray &secret, const char *format)
{
    QByteArray result;
    for (const char c : secret)
        result += QByteArray::fromStdString(QString::asprintf(format, uchar(c)).toStdString());
    return result;
}

QByteArray wide(const QByteArray &secret)
{
    QByteArray result;
    for (const char c : secret)
        result.append(c).append('\0');
    return result;
}

/// \a secret as it may come back.
QByteArray disguised(const QByteArray &secret, int kind)
{
    const qsizetype half = secret.size() / 2;
    switch (kind) {
    case 1:
        return secret.toUpper();
    case 2:
        return secret.toPercentEncoding();
    case 3:
        return perByte(secret, "%%%02x");
    case 4:
        return perByte(secret, "\\u%04x");
    case 5:
        return perByte(secret, "&#x%x;");
    case 6:
        return perByte(secret, "&#%d;");
    case 7:
        return secret.toBase64();
    case 8:
        return QByteArray("user:" + secret).toBase64();
    case 9:
        return secret.toHex();
    case 10:
        return wide(secret).toBase64();
    case 11:
        return secret.toPercentEncoding().toPercentEncoding();
    case 12:
        return perByte(secret, "\\x%02x");
    case 13:
        return secret.first(half) + '\n' + secret.sliced(half);
    case 14:
        return wide(secret);
    default:
        return secret;
    }
}

class Shown
{
public:
    Shown(QByteArray secret, QByteArray form)
        : m_secret(std::move(secret))
        , m_form(std::move(form))
    { }

    void check(const QString &shown, int limit) const
    {
        require(isShowable(shown), "what is shown is one harmless line", shown);
        require(shown.size() <= limit, "what is shown is within its limit", shown);
        const QByteArray lower = shown.toUtf8().toLower();
        require(!lower.contains(m_secret.toLower()), "no secret is shown", shown);
        require(!lower.contains(m_form.toLower()), "no secret is shown in disguise", shown);
        require(!QByteArray::fromPercentEncoding(lower).contains(m_secret.toLower()),
                "no secret is shown in percent-encoding", shown);
    }

private:
    QByteArray m_secret;
    QByteArray m_form;
};

/// The first line is the secret, if it makes one; a byte chooses the disguise, two the place, one
/// the limit; the rest is what stands around.
const Target redactionTarget("redaction", [](const QByteArray &bytes) {
    Input input(bytes);
    QByteArray secret = input.upTo('\n');
    if (!isTelling(secret))
        secret = "not-a-real-secret/+=Xb81Rm4Qy";
    const QByteArray form = disguised(secret, input.choose(15));
    const int place = input.choose(256) * 256 + input.choose(256);
    const int limit = 1 + input.choose(256) * 4;
    const QByteArray around = input.rest();
    QByteArray text = around;
    text.insert(place % (around.size() + 1), form);

    const Redaction redaction({Secret(QByteArray(secret)), Secret("another-not-real-1")});
    const Shown shown(secret, form);
    shown.check(redaction.text(textOf(text), limit), limit);
    const QJsonValue nested = QJsonObject{
        {u"a"_s, QJsonArray{textOf(around), textOf(text)}},
        {textOf(text), QJsonObject{{u"message"_s, textOf(text)}}}};
    shown.check(redaction.tree(nested, limit), limit);
    shown.check(redaction.shape(nested, limit), limit);
    // what an answer's body is, when it is JSON itself
    const auto document = QJsonDocument::fromJson(around);
    if (document.isObject())
        shown.check(redaction.tree(document.object(), limit), limit);
    require(!redaction.leavesAlone(textOf(secret)), "a secret is not left alone", secret);
});

} // namespace

} // namespace Tokenwright::Fuzz::RedactionTarget
