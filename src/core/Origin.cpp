// SPDX-License-Identifier: MIT
#include "Origin.h"

#include <QUrl>

namespace Tokenwright {

QString originOf(const QUrl &url)
{
    const int port = url.port(url.scheme() == u"https" ? 443 : 80);
    const QString name = url.host(QUrl::FullyEncoded);
    const QString host = name.contains(u':') ? u'[' + name + u']' : name;
    return url.scheme() + u"://" + host + u':' + QString::number(port);
}

QString asOrigin(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.host().isEmpty() ? text : originOf(url);
}

} // namespace Tokenwright
