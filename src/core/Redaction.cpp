// SPDX-License-Identifier: MIT
#include "Redaction.h"

#include "Disguise.h"
#include "OrdinaryWords.h"
#include "RedactedText.h"
#include "RedactedTree.h"
#include "VisibleText.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr qsizetype shortSecret = 8; ///< Bytes; fewer are found by chance.
constexpr qsizetype longestWord = 15; ///< Letters; more are no word of any language's small talk.
constexpr qsizetype shortestCore = 8; ///< Characters of Base64 that stand for the secret alone.
const QString ellipsis = u"…"_s;

bool isWordCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
        || uchar(c) >= 0x80;
}

bool isBase64Character(char c)
{
    return isWordCharacter(c) ? uchar(c) < 0x80 : c == '+' || c == '/' || c == '-';
}

bool isLetterWord(const QByteArray &text)
{
    return text.size() <= longestWord && std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
           });
}

QByteArray utf16(const QByteArray &bytes, bool bigEndian)
{
    QByteArray result;
    const QString text = QString::fromUtf8(bytes);
    for (const QChar c : text) {
        const char units[]{char(c.unicode() & 0xff), char(c.unicode() >> 8)};
        result.append(units[bigEndian ? 1 : 0]).append(units[bigEndian ? 0 : 1]);
    }
    return result;
}

/// Base64 of something longer that holds \a secret, wherever in it the secret starts: the
/// characters that depend on the secret alone, for each of the three alignments.
QList<QByteArray> base64Cores(const QByteArray &secret)
{
    QList<QByteArray> cores;
    for (int offset = 0; offset < 3; ++offset) {
        const QByteArray padded = QByteArray(offset, 'x') + secret;
        const qsizetype whole = padded.size() * 8 / 6;
        const qsizetype first = (offset * 8 + 5) / 6;
        if (whole - first >= shortestCore)
            cores.append(padded.toBase64().sliced(first, whole - first));
    }
    return cores;
}

/// The parts of a text that are to be hidden.
class Holes
{
public:
    void add(const Undisguised &reading, qsizetype begin, qsizetype end)
    {
        qsizetype behind = end; // a character that an escape stands for goes whole
        while (behind + 1 < reading.origin.size()
               && reading.origin[behind] == reading.origin[end - 1])
            ++behind;
        m_holes.append({reading.origin[begin], reading.origin[behind]});
    }

    bool isEmpty() const { return m_holes.isEmpty(); }

    QString cutOutOf(const QByteArray &text)
    {
        std::ranges::sort(m_holes);
        QString result;
        qsizetype at = 0;
        for (const auto &[begin, end] : std::as_const(m_holes)) {
            if (begin > at || (begin == at && result.isEmpty()))
                result += QString::fromUtf8(text.sliced(at, begin - at)) + hiddenText;
            else if (begin == at && !result.endsWith(hiddenText))
                result += hiddenText;
            at = std::max(at, end);
        }
        return result + QString::fromUtf8(text.sliced(at));
    }

private:
    QList<std::pair<qsizetype, qsizetype>> m_holes;
};

bool standsAlone(const QByteArray &text, qsizetype begin, qsizetype end)
{
    const bool before = begin > 0 && isWordCharacter(text[begin])
        && isWordCharacter(text[begin - 1]);
    const bool after = end < text.size() && isWordCharacter(text[end - 1])
        && isWordCharacter(text[end]);
    return !before && !after;
}

} // namespace

Redaction::Redaction(const QList<Secret> &secrets)
{
    for (const Secret &secret : secrets) {
        if (!secret.isEmpty())
            add(secret.reveal().toByteArray());
    }
}

Redaction::~Redaction()
{
    for (Needle &needle : m_needles)
        wipe(needle.bytes);
    for (QByteArray &secret : m_encoded)
        wipe(secret);
    for (QByteArray &secret : m_ordinary)
        wipe(secret);
}

void Redaction::add(const QByteArray &secret)
{
    m_margin = std::max(m_margin, 6 * secret.size() + 64); // the longest: an escape a character
    const bool isWord = secret.size() < shortSecret || isLetterWord(secret);
    if (consistsOfOrdinaryWords(secret))
        m_ordinary.append(secret.toLower());
    else
        m_needles.append({secret.toLower(), isWord});
    if (const QByteArray inLine = secret.simplified(); inLine != secret && inLine.size() > 1)
        m_needles.append({inLine.toLower(), isWord || inLine.size() < shortSecret});
    if (secret.size() >= 3)
        m_encoded.append(secret.toLower());
    const QByteArray forms[]{secret, utf16(secret, false), utf16(secret, true)};
    for (const QByteArray &form : forms) {
        if (form.size() >= 3)
            m_needles.append({form.toHex(), form.size() < shortSecret});
        const QList<QByteArray> cores = base64Cores(form);
        for (const QByteArray &core : cores) {
            m_needles.append({core.toLower()});
            m_needles.append({QByteArray(core).replace('+', '-').replace('/', '_').toLower()});
        }
    }
}

/// Calls \a look with begin and end of each run of Base64, perhaps, in \a text.
template <class Look> void forEachRun(const QByteArray &text, Look look)
{
    for (qsizetype at = 0; at < text.size();) {
        qsizetype end = at;
        while (end < text.size() && isBase64Character(text[end]))
            ++end;
        if (end - at >= 4)
            look(at, end);
        at = end + 1;
    }
}

/// Whether \a run, Base64 perhaps, hides a secret; also in Base64 within it, \a deepest times.
bool Redaction::holdsEncoded(QByteArray run, int deepest) const
{
    const qsizetype most = run.size() * 3 / 4; // bytes, of which no reading makes more
    if (std::ranges::none_of(m_encoded, [&](const QByteArray &one) { return one.size() <= most; }))
        return false;
    const QByteArray decoded = QByteArray::fromBase64(run.replace('-', '+').replace('_', '/'));
    bool holds = false;
    forEachReading(decoded, [&](const Undisguised &reading) {
        const QByteArray lower = reading.bytes.toLower();
        holds = holds || std::ranges::any_of(m_encoded, [&](const QByteArray &secret) {
                    return lower.contains(secret);
                });
    });
    if (deepest > 0 && !holds) {
        forEachRun(decoded, [&](qsizetype at, qsizetype end) {
            holds = holds || holdsEncoded(decoded.sliced(at, end - at), deepest - 1);
        });
    }
    return holds;
}

/// Where the beginning of a secret stands that \a text was cut off in, if need be in the middle of
/// an escape; -1 if none does.
qsizetype Redaction::beginningOfSecret(const QByteArray &text) const
{
    constexpr qsizetype least = 4;
    constexpr qsizetype longestEscape = 12; // "%26amp%3"
    QByteArrayView rest = text;
    for (qsizetype i = 0; i <= longestEscape && !rest.isEmpty(); ++i) {
        for (const Needle &needle : m_needles) {
            if (needle.wholeWord)
                continue;
            qsizetype size = std::min(needle.bytes.size() - 1, rest.size());
            while (size >= least && !rest.endsWith(QByteArrayView(needle.bytes).first(size)))
                --size;
            if (size >= least)
                return rest.size() - size;
        }
        // the next one only behind what may begin an escape
        do {
            rest.chop(1);
        } while (++i <= longestEscape && !rest.isEmpty()
                 && !QByteArrayView("%\\&").contains(text[rest.size()]));
    }
    return -1;
}

QString Redaction::withoutSecrets(const QString &text) const
{
    if (m_needles.isEmpty() && m_ordinary.isEmpty())
        return text;
    const QByteArray bytes = text.toUtf8();
    Holes holes;
    forEachReading(bytes, [&](const Undisguised &reading) {
        const QByteArray lower = reading.bytes.toLower();
        for (const Needle &needle : m_needles) {
            for (qsizetype at = lower.indexOf(needle.bytes); at >= 0;) {
                const qsizetype end = at + needle.bytes.size();
                const bool counts = !needle.wholeWord || standsAlone(lower, at, end);
                if (counts)
                    holes.add(reading, at, end);
                at = lower.indexOf(needle.bytes, counts ? end : at + 1);
            }
        }
        for (const QByteArray &word : m_ordinary) {
            for (qsizetype at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
                const qsizetype end = at + word.size();
                if (standsAlone(lower, at, end) && standsAsValue(lower, at, end))
                    holes.add(reading, at, end);
            }
        }
        forEachRun(reading.bytes, [&](qsizetype at, qsizetype end) {
            if (holdsEncoded(reading.bytes.sliced(at, end - at)))
                holes.add(reading, at, end);
        });
        if (const qsizetype begin = beginningOfSecret(lower); begin >= 0)
            holes.add(reading, begin, lower.size());
    });
    return holes.isEmpty() ? text : holes.cutOutOf(bytes);
}

QString Redaction::withoutAnySecret(const QString &text) const
{
    return withoutTokens(withoutSecrets(text));
}

namespace {

/// One line, no longer than \a limit.
QString shownWithin(int limit, const QString &text, bool isCut)
{
    QString result = visibleText(text);
    if (!isCut && result.size() <= limit)
        return result;
    result.truncate(std::max(0, limit - int(ellipsis.size())));
    if (!result.isEmpty() && result.back().isHighSurrogate())
        result.chop(1);
    return result + ellipsis;
}

} // namespace

QString Redaction::text(const QString &text, int limit) const
{
    if (const auto tree = jsonIn(text))
        return this->tree(*tree, limit);
    // Only as much is looked at as could be shown, so that a hostile body keeps nobody busy; what a
    // secret that is cut in two may have left standing is taken off.
    const qsizetype most = 8'000 + 2 * m_margin + 2 * qsizetype(limit);
    // without lone surrogates, which would make every pattern fail to match
    const QString whole = QString::fromUtf8(text.left(most).toUtf8());
    QString result = withoutAnySecret(whole);
    const bool isCut = text.size() > most;
    if (isCut)
        result.chop(m_margin);
    return shownWithin(limit, result, isCut);
}

QString Redaction::tree(const QJsonValue &tree, int limit) const
{
    const qsizetype most = 8'000 + 2 * m_margin + 2 * qsizetype(limit);
    RedactedTree writer([this](const QString &text) { return withoutAnySecret(text); }, most,
                        m_margin);
    writer.write(tree);
    return shownWithin(limit, writer.text(), writer.isCut());
}

QString Redaction::shape(const QJsonValue &tree, int limit) const
{
    RedactedTree writer([this](const QString &text) { return withoutAnySecret(text); },
                        4 * qsizetype(limit), m_margin);
    writer.writeShape(tree);
    return shownWithin(limit, writer.text(), writer.isCut());
}

bool Redaction::leavesAlone(const QString &text) const
{
    return withoutAnySecret(text) == text;
}

} // namespace Tokenwright
