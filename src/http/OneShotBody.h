// SPDX-License-Identifier: MIT
#pragma once

#include "Secret.h"

#include <QIODevice>

#include <algorithm>

namespace Tokenwright {

/// A request body that can be read once. QNetworkAccessManager silently sends a request again, up
/// to three times, when the server closes the connection before it answers; a body that cannot be
/// rewound is what stops it. It also spares a copy of the secret.
class OneShotBody final : public QIODevice
{
public:
    OneShotBody(Secret bytes, QObject *parent)
        : QIODevice(parent)
        , m_bytes(std::move(bytes))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    bool isSequential() const override { return true; }
    bool reset() override { return false; }
    bool atEnd() const override { return m_position >= m_bytes.size(); }
    qint64 bytesAvailable() const override
    {
        return m_bytes.size() - m_position + QIODevice::bytesAvailable();
    }

protected:
    qint64 readData(char *data, qint64 limit) override
    {
        const QByteArrayView rest = m_bytes.reveal().sliced(m_position);
        if (rest.isEmpty())
            return -1;
        const auto count = std::min<qint64>(limit, rest.size());
        std::copy_n(rest.data(), count, data);
        m_position += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    const Secret m_bytes;
    qsizetype m_position = 0;
};

} // namespace Tokenwright
