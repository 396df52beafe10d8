// SPDX-License-Identifier: MIT
#include "oauth/HttpAnswerReader.h"

#include "oauth/HttpRequest.h"

#include <algorithm>

namespace Tokenwright {

namespace {

/// Bytes that status line, headers or trailers may have.
constexpr qint64 headLimit = 256 * 1024;

/// A length as RFC 9110 §8.6 and RFC 9112 §7.1 write it: digits alone. Nothing: it is none.
std::optional<qint64> lengthOf(QByteArrayView text, int base)
{
    const auto isDigit = [base](char c) {
        return (c >= '0' && c <= '9')
            || (base == 16 && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));
    };
    bool isNumber = false;
    const qint64 length = text.toByteArray().toLongLong(&isNumber, base);
    if (!isNumber || !std::ranges::all_of(text, isDigit))
        return {};
    return length;
}

} // namespace

HttpAnswerReader::HttpAnswerReader(bool isHead, qint64 bodyLimit)
    : m_isHead(isHead)
    , m_bodyLimit(bodyLimit)
{ }

HttpAnswerReader::~HttpAnswerReader()
{
    wipe(m_pending);
    wipe(m_body);
}

HttpAnswerReader::State HttpAnswerReader::add(QByteArrayView bytes)
{
    if (m_state != State::Incomplete)
        return m_state;
    m_pending.append(bytes);
    State state = State::Incomplete;
    qsizetype before = 0;
    Part part;
    do {
        before = m_pending.size();
        part = m_part;
        state = advance();
    } while (state == State::Incomplete && (m_pending.size() < before || m_part != part));
    m_state = state;
    return m_state;
}

HttpAnswerReader::State HttpAnswerReader::end()
{
    if (m_state == State::Incomplete && m_part == Part::UntilEnd)
        m_state = State::Complete;
    return m_state;
}

HttpAnswerReader::State HttpAnswerReader::advance()
{
    switch (m_part) {
    case Part::Head:
    case Part::Trailer:
        return readHead();
    case Part::Counted:
        readBody(m_left);
        return m_left == 0 ? State::Complete : State::Incomplete;
    case Part::UntilEnd:
        m_left = m_bodyLimit + 1 - m_body.size();
        return readBody(m_left);
    case Part::ChunkSize:
        return readChunkSize();
    case Part::Chunk:
        readBody(m_left);
        if (m_left == 0)
            m_part = Part::ChunkEnd;
        return State::Incomplete;
    case Part::ChunkEnd:
        if (const auto line = takeLine(); line && !line->isEmpty())
            return State::NoHttp;
        else if (line)
            m_part = Part::ChunkSize;
        else if (m_pending.size() > 2)
            return State::NoHttp;
        return State::Incomplete;
    }
    return State::NoHttp;
}

/// A line without its end, if it is there whole. A bare LF ends one too (RFC 9112 §2.2).
std::optional<QByteArray> HttpAnswerReader::takeLine()
{
    const qsizetype end = m_pending.indexOf('\n');
    if (end < 0)
        return {};
    QByteArray line = m_pending.left(end);
    m_pending.remove(0, end + 1);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

/// A line of the head, or of the trailers, which nobody needs.
HttpAnswerReader::State HttpAnswerReader::readHead()
{
    // what speaks another protocol may never end a line
    static constexpr QByteArrayView beginning = "HTTP/1.";
    const qsizetype known = std::min(beginning.size(), m_pending.size());
    if (m_status == 0 && !m_pending.startsWith(beginning.first(known)))
        return State::NoHttp;
    if (m_headSize + m_pending.size() > headLimit && m_pending.indexOf('\n') < 0)
        return State::NoHttp;
    const auto line = takeLine();
    if (!line)
        return State::Incomplete;
    m_headSize += line->size();
    if (m_headSize > headLimit)
        return State::NoHttp;
    if (m_part == Part::Trailer)
        return line->isEmpty() ? State::Complete : State::Incomplete;
    if (m_status == 0)
        return readStatusLine(*line) ? State::Incomplete : State::NoHttp;
    if (!line->isEmpty())
        return readHeader(*line) ? State::Incomplete : State::NoHttp;
    return chooseBody();
}

bool HttpAnswerReader::readStatusLine(const QByteArray &line)
{
    // HTTP-version SP 3DIGIT [SP reason]
    const auto status = lengthOf(line.mid(9, 3), 10);
    if (line.size() < 12 || line[8] != ' ' || !status || *status < 100
        || (line.size() > 12 && line[12] != ' '))
        return false;
    m_status = int(*status);
    m_reason = line.mid(13);
    return true;
}

bool HttpAnswerReader::readHeader(const QByteArray &line)
{
    if (line.startsWith(' ') || line.startsWith('\t')) { // RFC 9112 §5.2, from very old servers
        if (m_headers.isEmpty())
            return false;
        m_headers.last().second += ' ' + line.trimmed();
        return true;
    }
    const qsizetype colon = line.indexOf(':');
    const QByteArray name = line.left(colon).trimmed();
    if (colon < 0 || !isHeaderName(name))
        return false;
    m_headers.append({name, line.mid(colon + 1).trimmed()});
    return true;
}

/// The head is complete: how does the body end? (RFC 9112 §6.3)
HttpAnswerReader::State HttpAnswerReader::chooseBody()
{
    if (m_status < 200) {
        if (m_status == 101)
            return State::NoHttp; // nobody asked for another protocol
        m_status = 0; // only a word in between
        m_reason.clear();
        m_headers.clear();
        return State::Incomplete;
    }
    if (m_isHead || m_status == 204 || m_status == 304)
        return State::Complete;
    if (const QByteArray coding = header("Transfer-Encoding").toLower();
        !coding.isEmpty() && coding != "identity") {
        m_part = Part::ChunkSize;
        return coding == "chunked" ? State::Incomplete : State::NoHttp;
    }
    const QByteArray text = header("Content-Length");
    if (text.isEmpty()) {
        m_part = Part::UntilEnd;
        return State::Incomplete;
    }
    QList<QByteArray> lengths = text.split(',');
    for (QByteArray &length : lengths)
        length = length.trimmed();
    const auto length = lengthOf(lengths.first(), 10);
    if (!length || lengths.count(lengths.first()) != lengths.size())
        return State::NoHttp;
    if (*length > m_bodyLimit)
        return State::TooLarge;
    m_left = *length;
    m_part = Part::Counted;
    return m_left == 0 ? State::Complete : State::Incomplete;
}

HttpAnswerReader::State HttpAnswerReader::readChunkSize()
{
    const auto line = takeLine();
    if (!line)
        return m_pending.size() > headLimit ? State::NoHttp : State::Incomplete;
    const auto size = lengthOf(
        line->first(line->indexOf(';') < 0 ? line->size() : line->indexOf(';')).trimmed(), 16);
    if (!size)
        return State::NoHttp;
    if (*size > m_bodyLimit - m_body.size())
        return State::TooLarge;
    m_left = *size;
    m_part = m_left > 0 ? Part::Chunk : Part::Trailer;
    return State::Incomplete;
}

/// Moves up to \a most bytes over to the body.
HttpAnswerReader::State HttpAnswerReader::readBody(qint64 most)
{
    const qsizetype count = qsizetype(std::min<qint64>(most, m_pending.size()));
    m_body.append(QByteArrayView(m_pending).first(count));
    m_pending.remove(0, count);
    m_left -= count;
    return m_body.size() > m_bodyLimit ? State::TooLarge : State::Incomplete;
}

QByteArray HttpAnswerReader::header(QByteArrayView name) const
{
    QByteArray all;
    for (const auto &[key, value] : m_headers) {
        if (name.compare(key, Qt::CaseInsensitive) == 0)
            all += (all.isEmpty() ? "" : ", ") + value;
    }
    return all;
}

QByteArray HttpAnswerReader::contentEncoding() const
{
    const QByteArray encoding = header("Content-Encoding").toLower();
    return encoding == "identity" ? QByteArray() : encoding;
}

HttpAnswer HttpAnswerReader::take()
{
    return {
        .status = m_status,
        .reason = m_reason,
        .contentType = header("Content-Type"),
        .retryAfter = header("Retry-After"),
        .location = header("Location"),
        .date = header("Date"),
        .wwwAuthenticate = header("WWW-Authenticate"),
        .body = Secret(std::move(m_body)),
    };
}

} // namespace Tokenwright
