// SPDX-License-Identifier: MIT
#include "Origin.h"

#include <QUrl>

namespace Tokenwright {

QString originOf(const QUrl &url)
{
    const int port = url.port(url.scheme() == u"https" ? 443 : 80);
    const QString host = url.host().contains(u':') ? u'[' + url.host() + u']' : url.host();
    return url.scheme() + u"://" + host + u':' + QString::number(port);
}

} // namespace Tokenwright
