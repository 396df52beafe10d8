// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

class QUrl;

namespace Tokenwright {

/// Scheme, host and port of a URL, for example "https://api.ebay.com:443".
QString originOf(const QUrl &url);

} // namespace Tokenwright
