// SPDX-License-Identifier: MIT
#include "oauth/ProviderText.h"

#include "core/VisibleText.h"

#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <functional>
#include <utility>

namespace Tokenwright {

namespace {

const QString hidden = QStringLiteral("•••");
const QString ellipsis = QStringLiteral("…");
/// What follows "Bearer" is a word unless it is as long as this.
constexpr int shortestToken = 20;

/// Base64 of something longer that holds \a secret, wherever in it the secret starts: the
/// characters that depend on the secret alone, for each of the three alignments.
QStringList base64Cores(const QByteArray &secret)
{
    QStringList cores;
    for (int offset = 0; offset < 3; ++offset) {
        const QByteArray padded = QByteArray(offset, 'x') + secret;
        const qsizetype whole = padded.size() * 8 / 6;
        const qsizetype first = (offset * 8 + 5) / 6;
        // a core of a few characters would be found anywhere
        if (whole - first >= 6) {
            const QByteArray core = padded.toBase64().sliced(first, whole - first);
            cores.append(QString::fromLatin1(core));
        }
    }
    return cores;
}

QString escapedForJson(const QString &text)
{
    QString escaped = text;
    return escaped.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
}

/// Percent-encoded with lower-case hexadecimal digits, which is as good.
QString withLowerHex(QString percent)
{
    for (qsizetype at = percent.indexOf(u'%'); at >= 0; at = percent.indexOf(u'%', at + 1)) {
        for (qsizetype i = at + 1; i < std::min(at + 3, percent.size()); ++i)
            percent[i] = percent[i].toLower();
    }
    return percent;
}

/// The ways in which \a secret may come back.
QStringList disguises(const Secret &secret)
{
    const QString text = secret.revealText();
    const QByteArray bytes = secret.reveal().toByteArray();
    const QString percent = QString::fromLatin1(bytes.toPercentEncoding());
    QStringList all{
        text,
        percent,
        QString(percent).replace(QStringLiteral("%20"), QStringLiteral("+")),
        withLowerHex(percent),
        escapedForJson(text),
        escapedForJson(text).replace(u'/', QStringLiteral("\\/")),
        text.toHtmlEscaped(),
        QString::fromLatin1(bytes.toBase64()),
        QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding)),
    };
    const QStringList cores = base64Cores(bytes);
    for (const QString &core : cores) {
        all.append(core);
        all.append(QString(core).replace(u'+', u'-').replace(u'/', u'_'));
    }
    return all;
}

/// The value of any field named like a secret, in JSON (also inside a JSON string), XML and forms.
/// Possessive, so that a long value cannot exhaust the matcher and slip through.
QString withoutSecretFields(QString text)
{
    static const QString name = QStringLiteral(
        "[\\w.:-]{0,80}?(?:token|secret|assertion|password|passwd|authorization|api_?key|"
        "private_?key|jwt)");
    static const auto options = QRegularExpression::CaseInsensitiveOption
        | QRegularExpression::DotMatchesEverythingOption;
    // "name": "value", 'name': 'value', \"name\": \"value\"; a list or an object to its end
    static const QRegularExpression quoted(
        QStringLiteral("(\\\\{0,8}[\"'])(") + name
            + QStringLiteral(")\\1(\\s*[:=]\\s*)(?:(\\\\{0,8}[\"'])(?:(?!\\4)(?:\\\\.|.))*+(\\4)?"
                             "|\\[[^\\]]*+\\]?|\\{[^}]*+\\}?|[^\\s,;}\\]\"']++)"),
        options);
    static const QRegularExpression element(
        QStringLiteral("<(") + name + QStringLiteral(")(\\s[^>]{0,200})?>(?:(?!</\\1\\s*>).)++"),
        options);
    static const QRegularExpression field(QStringLiteral("(?<![\\w.:-])(") + name
                                              + QStringLiteral(")(\\s?=\\s?)[^&\\s\"'<>,;]++"),
                                          options);
    // what stands in an Authorization header; "Basic authentication" must stay readable
    static const QRegularExpression header(
        QStringLiteral("\\b(Bearer|Basic)(\\s+)[\\w.~+/=^#|-]{%1,}+").arg(shortestToken), options);

    text.replace(quoted, QStringLiteral("\\1\\2\\1\\3\\4") + hidden + QStringLiteral("\\5"));
    text.replace(element, QStringLiteral("<\\1\\2>") + hidden);
    text.replace(field, QStringLiteral("\\1\\2") + hidden);
    text.replace(header, QStringLiteral("\\1\\2") + hidden);
    return text;
}

} // namespace

QString presentableProviderText(const QString &text, const QList<Secret> &secrets, int limit)
{
    QStringList all;
    for (const Secret &secret : secrets)
        all += disguises(secret);
    all.removeAll(QString());
    all.removeDuplicates();
    // the longest first, so that no part of one is left standing
    std::ranges::stable_sort(all, std::ranges::greater(), &QString::size);

    // without lone surrogates, which would make every pattern fail to match
    QString result = QString::fromUtf8(text.toUtf8());
    for (const QString &disguise : std::as_const(all))
        result.replace(disguise, hidden);
    // Patterns are tried on as much as could be shown, so that a hostile body cannot keep them
    // busy; a field that is cut in two is hidden to its end.
    const qsizetype most = std::max<qsizetype>(8'000, 2 * qsizetype(limit));
    const bool isCut = result.size() > most;
    result = withoutSecretFields(result.left(most));
    if (isCut)
        result.chop(shortestToken); // too little of one to be recognised
    result = visibleText(result);
    if (!isCut && result.size() <= limit)
        return result;
    result.truncate(std::max(0, limit - int(ellipsis.size())));
    if (!result.isEmpty() && result.back().isHighSurrogate())
        result.chop(1);
    return result + ellipsis;
}

} // namespace Tokenwright
