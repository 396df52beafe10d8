// SPDX-License-Identifier: MIT
// Where a text has curl commands, and which shell they were written for.
#include "curl/CurlCommand.h"
#include "curl/CurlOptions.h"

#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

/// Nobody wrote a longer command.
constexpr qsizetype longestCommand = 16 * 1024;

/// How far commands may be read, which bounds what several readings of each cost. Where they stand
/// one after another a text is read a few times over; where it is read far more often, it is made
/// to be, and only the beginnings of commands are looked at from then on.
class ReadingAllowance
{
public:
    explicit ReadingAllowance(qsizetype textSize)
        : m_left(16 * textSize)
    { }

    qsizetype longest() const { return m_left > 0 ? longestCommand : 256; }
    void take(qsizetype size) { m_left -= size; }

private:
    qsizetype m_left;
};

/// Tells which places of a text are in a comment; asked from the beginning to the end.
class CommentFinder
{
public:
    explicit CommentFinder(const QString &text)
        : m_text(text)
    { }

    bool isComment(qsizetype position)
    {
        for (; m_at < position; ++m_at) {
            const QChar character = m_text.at(m_at);
            if (character == u'\n') {
                m_isBlank = true;
                m_isComment = false;
            } else if (m_isBlank && !character.isSpace()) {
                m_isBlank = false;
                m_isComment = character == u'#';
            }
        }
        return m_isComment;
    }

private:
    const QString &m_text;
    qsizetype m_at = 0;
    bool m_isBlank = true; ///< The line so far.
    bool m_isComment = false;
};

bool looksLikeUrl(const QString &text)
{
    static const QRegularExpression url(u"^([A-Za-z]+://|[A-Za-z0-9$%<{\\[.]).*[^^'`\"]$"_s);
    return url.match(text).hasMatch();
}

/// How much of \a reading nobody would have meant: 0, it is a sane curl command.
int flawsOf(const ShellReading &reading)
{
    int flaws = (reading.isOpen ? 100 : 0) + (reading.isFitting ? 0 : 1'000);
    int urls = 0;
    for (const CurlArgument &argument : curlArguments(reading.words)) {
        if (flaws > 1'000)
            break; // and more would make it no worse
        const QString &text = argument.value.text;
        if (argument.meaning == CurlMeaning::Url && (!looksLikeUrl(text) || ++urls > 1))
            flaws += 10;
        if (argument.lacksValue)
            flaws += 10;
        // quotation marks or marks of escape that another shell would have taken away
        const bool isInQuotes = text.size() > 1 && text.front() == text.back()
            && (text.front() == u'\'' || text.front() == u'"');
        if (isInQuotes || text == u"^" || text == u"\\" || text == u"`" || text.startsWith(u"^\""))
            flaws += 5;
    }
    return urls == 0 ? flaws + 10 : flaws;
}

/// The reading of \a text from \a start on that makes most sense.
ShellReading bestReading(const QString &text, qsizetype start, bool isOfWindows,
                         ReadingAllowance &allowance)
{
    const qsizetype end = std::min(text.size(), start + allowance.longest());
    ShellReading best;
    int least = -1;
    const auto isBetter = [&](const ShellReading &reading, int flaws) {
        // where none is sane, the likeliest says what is wrong
        const bool isConvincing = flaws == 0 || reading.signs > best.signs || !best.isFitting;
        return least < 0 || (flaws < least && isConvincing)
            || (flaws == least && reading.signs > best.signs);
    };
    const auto consider = [&](bool windowsOnes) {
        for (const ShellDialect &dialect : shellDialects()) {
            if (dialect.isOfWindows != windowsOnes)
                continue;
            const ShellReading reading = dialect.read(text, start, end);
            allowance.take(reading.end - start);
            if (const int flaws = flawsOf(reading); isBetter(reading, flaws)) {
                best = reading;
                least = flaws;
            }
        }
    };
    // what is the same for all of them is read once
    const auto isPlain = [&] {
        return std::ranges::none_of(QStringView(text).sliced(start, best.end - start),
                                    [](QChar c) { return c == u'^' || c == u'`' || c == u'%'; });
    };
    if (isOfWindows)
        consider(true);
    if (!isOfWindows || least > 0)
        consider(false);
    if (!isOfWindows && (least > 0 || !isPlain()))
        consider(true);
    return best;
}

} // namespace

bool holdsCurlCommand(const QString &text)
{
    return !curlCommands(text, 0).isEmpty();
}

QList<CurlCommand> curlCommands(const QString &text, qsizetype most)
{
    // "curl" before something that can only be meant for it: prose speaks of curl as well
    static const QRegularExpression name(
        u"(?<![\\w./\\\\-])(?:[/\\w.-]*/)?curl(\\.exe)?[ \\t\\xa0]+"
        "(?=[-'\"$\\x{2010}-\\x{2015}\\x{2018}-\\x{201f}\\x{2212}]|https?:|\\^\"|"
        "[\\\\^`][ \\t]*\\n)"_s);
    QList<CurlCommand> commands;
    CommentFinder comments(text);
    ReadingAllowance allowance(text.size());
    qsizetype end = 0; // of the command before
    auto places = name.globalMatch(text);
    while (places.hasNext() && commands.size() <= most) {
        const auto place = places.next();
        if (place.capturedStart() < end || comments.isComment(place.capturedStart()))
            continue;
        const CurlCommand command{
            .reading = bestReading(text, place.capturedEnd(), place.hasCaptured(1), allowance),
            .position = place.capturedStart()};
        commands.append(command);
        end = command.reading.end;
    }
    return commands;
}

QList<qsizetype> powerShellRequests(const QString &text)
{
    static const QRegularExpression name(
        u"(?<![\\w./\\\\-])(?:Invoke-RestMethod|Invoke-WebRequest|irm|iwr)[ \\t]+"
        "(?=[-'\"$`]|https?:)"_s,
        QRegularExpression::CaseInsensitiveOption);
    QList<qsizetype> positions;
    auto places = name.globalMatch(text);
    while (places.hasNext() && positions.size() <= mostCurlCommands)
        positions.append(places.next().capturedStart());
    return positions;
}

} // namespace Tokenwright
