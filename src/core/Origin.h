// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

class QUrl;

namespace Tokenwright {

/// Scheme, host and port of a URL, for example "https://api.ebay.com:443". The host in ASCII (RFC
/// 5890 §2.3.2.1): people are asked about it, and letters of many scripts look the same.
QString originOf(const QUrl &url);

/// \a url as people are shown it: without a login, its host in ASCII as above, the rest as it
/// reads.
QString shownUrl(const QUrl &url);
/// Its host alone, likewise.
QString shownHost(const QUrl &url);

/// The origin that \a text says, as originOf() has it: earlier versions kept hosts in their own
/// letters. What is none stays as it is.
QString asOrigin(const QString &text);

} // namespace Tokenwright
