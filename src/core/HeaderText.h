// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

namespace Tokenwright {

/// Whether HTTP allows \a name as a header's name (RFC 9110 §5.1).
bool isHeaderName(QByteArrayView name);
/// Whether \a value can stand in a header: no line ends, no other control characters but tabs.
bool isHeaderValue(QByteArrayView value);

} // namespace Tokenwright
