// SPDX-License-Identifier: MIT
#pragma once

#include "Literals.h"

#include <QByteArray>
#include <QString>

#include <initializer_list>
#include <memory>

namespace Tokenwright {

/// Bytes that must not be seen: a client secret, a token, a keychain payload. It cannot be printed,
/// logged, compared by accident or converted silently. Copies share one buffer, which is
/// overwritten when the last of them goes. Usable from any thread.
class Secret
{
public:
    Secret() = default;
    /// Takes the bytes over; the argument's own buffer is wiped when nobody else shares it.
    explicit Secret(QByteArray &&bytes);
    static Secret fromText(const QString &text);

    bool isEmpty() const { return size() == 0; }
    qsizetype size() const;

    /// The bytes themselves, for the moment of use. They live as long as this Secret.
    QByteArrayView reveal() const;
    /// The bytes as UTF-8 text: a copy that is not wiped, so only where an API demands a QString
    /// (a keychain job, the clipboard, a line edit).
    QString revealText() const;

    /// Compares in a time that does not depend on where two equally long secrets differ.
    bool equals(const Secret &other) const;

    bool operator==(const Secret &) const = delete;

private:
    struct Buffer;
    std::shared_ptr<const Buffer> m_buffer;
};

/// The parts one after another.
Secret concatenated(std::initializer_list<QByteArrayView> parts);

/// Overwrites and empties \a bytes, if no other QByteArray shares them.
void wipe(QByteArray &bytes);

} // namespace Tokenwright
