// SPDX-License-Identifier: MIT
#include "CurlWords.h"

#include "ChildProgram.h"
#include "Process.h"
#include "Provider.h"
#include "curl/CurlOptions.h"

#include <QProcess>
#include <QUrl>

#include <algorithm>

namespace Tokenwright {

namespace {

/// What makes curl itself write what it sends: into a file, or in lines in which no mask finds the
/// token. The last two may name standard output.
constexpr QByteArrayView tracingOptions[]{"--trace", "--trace-ascii", "--libcurl", "--stderr"};
constexpr qsizetype shortestOption = 5; // curl takes a long option's beginning for it

bool isMeant(QByteArrayView word, QByteArrayView option)
{
    return word.size() >= shortestOption ? option.startsWith(word) : word == option;
}

/// \a option as the table has it; null: it is none of those, or cut short.
const CurlOption *knownOption(QByteArray option)
{
    option.replace("--expand-", "--"); // from curl 8.3 on
    return curlOption(QString::fromLatin1(option));
}

/// Whether curl takes the word after \a option for its value.
bool takesValue(const QByteArray &option)
{
    if (const CurlOption *known = knownOption(option))
        return known->takesValue();
    return std::ranges::any_of(curlOptionsFrom(QString::fromLatin1(option)),
                               &CurlOption::takesValue);
}

/// Whether that word is no URL for certain: a body, a referrer, a proxy may be written as one is.
bool takesOtherThanUrl(const QByteArray &option)
{
    const CurlOption *known = knownOption(option);
    return known && known->takesValue() && known->meaning != CurlMeaning::Url;
}

bool isPlainHttp(const QByteArray &word)
{
    return word.toLower().startsWith("http:/"); // with any number of slashes, as curl takes it
}

} // namespace

CurlWords::CurlWords(QList<QByteArray> given)
    : m_given(std::move(given))
    , m_end(m_given.size())
{
    for (qsizetype i = 0; i < m_given.size(); ++i) {
        const QByteArray &word = m_given.at(i);
        if (word == "--") {
            m_end = i;
            m_urls += m_given.sliced(i + 1);
            return;
        }
        if (word.size() < 2 || word.front() != '-') {
            m_urls.append(word);
            continue;
        }
        const qsizetype place = i;
        const bool isLong = word.startsWith("--");
        for (qsizetype letter = 1; letter < word.size(); ++letter) {
            const QByteArray option = isLong ? word : QByteArray("-") + word.at(letter);
            m_options.append({option, place});
            if (takesValue(option) && (isLong || letter + 1 == word.size())) {
                m_lacksValue = ++i >= m_given.size();
                if (!m_lacksValue && !takesOtherThanUrl(option))
                    m_urls.append(m_given.at(i));
            }
            if (isLong || takesValue(option))
                break; // the rest of it is the value
        }
    }
}

bool CurlWords::says(QByteArrayView name, char letter) const
{
    return std::ranges::any_of(m_options, [&](const auto &option) {
        const bool isShort = option.first.size() == 2;
        return isShort ? option.first.at(1) == letter : isMeant(option.first, name);
    });
}

QByteArray CurlWords::tracing() const
{
    for (const auto &[word, place] : m_options) {
        const bool traces = std::ranges::any_of(tracingOptions, [&](QByteArrayView option) {
            const bool isMasked = (option == "--libcurl" || option == "--stderr")
                && m_given.value(place + 1) == "-";
            return isMeant(word, option) && !isMasked;
        });
        if (traces)
            return word;
    }
    return {};
}

QByteArray CurlWords::sendingOn(bool holdsBack) const
{
    for (const auto &[word, place] : m_options) {
        const bool follows = word == "-L" || isMeant(word, "--location");
        const bool followsToAll = isMeant(word, "--location-trusted")
            && !isMeant(word, "--location");
        if (followsToAll || (follows && !holdsBack))
            return word.size() == 2 ? m_given.at(place) : word;
    }
    return {};
}

QByteArray CurlWords::inClear() const
{
    const auto found = std::ranges::find_if(m_urls, [](const QByteArray &word) {
        return isPlainHttp(word) && !isAllowedTokenUrl(QUrl(shownWord(word)));
    });
    return found == m_urls.end() ? QByteArray() : *found;
}

/// A URL without a scheme is https, and nothing else is spoken, wherever curl has a URL from,
/// unless one of this computer is said: a proxy would read what goes there. Whoever is not who they
/// say would read it as well.
QList<QByteArray> CurlWords::whereItGoes() const
{
    QList<QByteArray> words{"--proto-default", "https", "--no-location-trusted"};
    if (std::ranges::none_of(m_urls, isPlainHttp))
        words += {"--proto", "=https"};
    else
        words += {"--noproxy", "*"};
    if (says("--location", 'L'))
        words.append("--location");
    if (!says("--insecure", 'k'))
        words.append("--no-insecure");
    return words;
}

/// Of what curl shows, the last that is said counts. --verbose anew makes plain lines of a trace,
/// in which the mask finds the token.
QList<QByteArray> CurlWords::whatIsShown() const
{
    QList<QByteArray> words;
    if (!says("--libcurl"))
        words += {"--libcurl", QProcess::nullDevice().toLatin1()};
    if (!says("--verbose", 'v'))
        return words + QList<QByteArray>{"--no-verbose"};
    if (const QByteArray errors = maskedErrorsFile(); !errors.isEmpty() && !says("--stderr"))
        words += {"--stderr", errors};
    return words + QList<QByteArray>{"--verbose"};
}

QList<QByteArray> CurlWords::command(const QByteArray &header) const
{
    const QByteArray front = m_given.value(0);
    const bool beginsWithDisable = front.startsWith("-q") || front == "--disable";
    const qsizetype begin = beginsWithDisable ? 1 : 0; // which has to be the first
    QList<QByteArray> words = QList<QByteArray>{"curl"} + m_given.first(begin);
    words += whereItGoes();
    words += {"--header", '@' + header};
    if (m_lacksValue)
        return words + m_given.sliced(begin);
    // the header is for the first of several transfers, each of which has options of its own
    const auto next = std::ranges::find_if(m_options, [](const auto &option) {
        return option.first == "-:" || isMeant(option.first, "--next");
    });
    const qsizetype first = next == m_options.end() ? m_end : next->second;
    words += m_given.sliced(begin, first - begin) + whereItGoes();
    words += m_given.sliced(first, m_end - first) + whatIsShown();
    return words + m_given.sliced(m_end);
}

} // namespace Tokenwright
