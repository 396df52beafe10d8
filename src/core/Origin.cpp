// SPDX-License-Identifier: MIT
#include "Origin.h"

#include <QUrl>

namespace Tokenwright {

QString originOf(const QUrl &url)
{
    const int port = url.port(url.scheme() == u"https" ? 443 : 80);
    const QString name = shownHost(url);
    const QString host = name.contains(u':') ? u'[' + name + u']' : name;
    return url.scheme() + u"://" + host + u':' + QString::number(port);
}

QString shownUrl(const QUrl &url)
{
    return url.toString(QUrl::FormattingOptions(QUrl::RemoveUserInfo) | QUrl::EncodeUnicode);
}

QString shownHost(const QUrl &url)
{
    return url.host(QUrl::EncodeUnicode);
}

QString asOrigin(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.host().isEmpty() ? text : originOf(url);
}

} // namespace Tokenwright
