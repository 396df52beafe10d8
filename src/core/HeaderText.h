// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

namespace Tokenwright {

/// Whether HTTP allows \a name as a header's name (RFC 9110 §5.1).
bool isHeaderName(QByteArrayView name);
/// Whether \a name, in any case, is of a header that says to whom a request goes, where it ends, or
/// what becomes of its connection (RFC 9110 §7.2, §7.6.1, §8.6, §10.1.1; RFC 9112 §6.1). Only the
/// program may say that: a server behind the one that was agreed to, as at a content delivery
/// network, would otherwise be sent the secret.
bool isOfTheConnection(QByteArrayView name);
/// Whether \a value can stand in a header: no line ends, no other control characters but tabs.
bool isHeaderValue(QByteArrayView value);

} // namespace Tokenwright
