// SPDX-License-Identifier: MIT
#include "Secret.h"

#include <QStringDecoder>

#include <cstddef>

namespace Tokenwright {

namespace {

void overwrite(char *data, qsizetype size)
{
    // volatile, so that the writes are not optimised away as dead
    volatile char *p = data;
    for (qsizetype i = 0; i < size; ++i)
        p[i] = 0;
}

} // namespace

struct Secret::Buffer
{
    explicit Buffer(QByteArrayView source)
        : size(source.size())
        , data(std::make_unique<char[]>(static_cast<std::size_t>(source.size())))
    {
        std::copy(source.begin(), source.end(), data.get());
    }
    ~Buffer() { overwrite(data.get(), size); }
    Q_DISABLE_COPY_MOVE(Buffer)

    const qsizetype size;
    const std::unique_ptr<char[]> data;
};

Secret::Secret(QByteArray &&bytes)
{
    if (!bytes.isEmpty())
        m_buffer = std::make_shared<const Buffer>(bytes);
    wipe(bytes);
}

Secret Secret::fromText(const QString &text)
{
    return Secret(text.toUtf8());
}

qsizetype Secret::size() const
{
    return m_buffer ? m_buffer->size : 0;
}

QByteArrayView Secret::reveal() const
{
    return m_buffer ? QByteArrayView(m_buffer->data.get(), m_buffer->size) : QByteArrayView();
}

QString Secret::revealText() const
{
    // a byte-order mark at its begin is a part of it
    return QStringDecoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom)(reveal());
}

bool Secret::equals(const Secret &other) const
{
    const QByteArrayView a = reveal();
    const QByteArrayView b = other.reveal();
    if (a.size() != b.size())
        return false;
    char difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference = static_cast<char>(difference | (a[i] ^ b[i]));
    return difference == 0;
}

Secret concatenated(std::initializer_list<QByteArrayView> parts)
{
    qsizetype size = 0;
    for (const QByteArrayView part : parts)
        size += part.size();
    QByteArray whole;
    whole.reserve(size); // a buffer that grew would leave copies behind
    for (const QByteArrayView part : parts)
        whole.append(part);
    return Secret(std::move(whole));
}

void wipe(QByteArray &bytes)
{
    if (!bytes.isEmpty() && bytes.isDetached())
        overwrite(bytes.data(), bytes.size());
    bytes.clear();
}

} // namespace Tokenwright
