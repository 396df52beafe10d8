// SPDX-License-Identifier: MIT
#pragma once

#include "oauth/TokenResponse.h"

#include <QByteArray>
#include <QList>

#include <utility>

namespace Tokenwright {

/// Reads one answer of HTTP/1.1 (RFC 9112) from the bytes of a connection as they come in, whatever
/// the pieces. Knows no connection. Wipes the body when it goes.
class HttpAnswerReader
{
public:
    enum class State {
        Incomplete, ///< More is to come.
        Complete,
        TooLarge, ///< The body is larger than the limit.
        NoHttp, ///< These bytes are no answer of HTTP/1.x.
    };

    /// \a bodyLimit in bytes. The answer to HEAD has no body, whatever its headers say.
    HttpAnswerReader(bool isHead, qint64 bodyLimit);
    ~HttpAnswerReader();
    Q_DISABLE_COPY_MOVE(HttpAnswerReader)

    /// Takes the next bytes; what follows a complete answer is ignored.
    State add(QByteArrayView bytes);
    /// The other side sends no more; that is how some answers end.
    State end();

    /// How the body is compressed; empty: not at all.
    QByteArray contentEncoding() const;
    /// Of a complete answer, once: the body is handed over.
    HttpAnswer take();

private:
    enum class Part { Head, Counted, UntilEnd, ChunkSize, Chunk, ChunkEnd, Trailer };

    State advance();
    std::optional<QByteArray> takeLine();
    State readHead();
    bool readStatusLine(const QByteArray &line);
    bool readHeader(const QByteArray &line);
    State chooseBody();
    State readChunkSize();
    State readBody(qint64 most);
    QByteArray header(QByteArrayView name) const;

    const bool m_isHead;
    const qint64 m_bodyLimit;
    Part m_part = Part::Head;
    State m_state = State::Incomplete;
    QByteArray m_pending; ///< Not read yet.
    qint64 m_headSize = 0;
    int m_status = 0; ///< 0: the status line is yet to come.
    QByteArray m_reason;
    QList<std::pair<QByteArray, QByteArray>> m_headers;
    qint64 m_left = 0; ///< Of the body, or of the chunk.
    QByteArray m_body;
};

} // namespace Tokenwright
