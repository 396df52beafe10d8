// SPDX-License-Identifier: MIT
#include "ProxyEnvironment.h"

#include "Text.h"
#include "VisibleText.h"

#include <QHostAddress>
#include <QProcessEnvironment>
#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr quint16 usualPort = 1080; ///< curl's, whatever the kind of proxy.

/// A variable that is set and not empty.
struct Setting
{
    QString name;
    QString value;
};

std::optional<Setting> firstSet(const QProcessEnvironment &environment, const QStringList &names)
{
    for (const QString &name : names) {
        if (const QString value = environment.value(name); !value.isEmpty())
            return Setting{.name = name, .value = value};
    }
    return {};
}

/// Whoever reads an error need not read a password.
QString withoutLogin(const QString &value)
{
    static const QRegularExpression login(u"^((?:[^:/@]*:/+)?).*@"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    return visibleText(QString(value).replace(login, u"\\1•••@"_s));
}

std::unexpected<Error> unusable(const Setting &setting, const QString &reason)
{
    return failure(ErrorKind::Proxy,
                   Text::tr("The variable %1 names a proxy that cannot be used, %2: %3")
                       .arg(setting.name, withoutLogin(setting.value), reason));
}

/// Is \a address meant by \a entry, which is an address or a network such as 10.0.0.0/8?
bool coversAddress(const QString &entry, const QHostAddress &address)
{
    if (!entry.contains(u'/'))
        return QHostAddress(entry) == address;
    const auto [network, bits] = QHostAddress::parseSubnet(entry);
    const bool isWhole = entry.contains(u':') || entry.count(u'.') == 3; // Qt reads 10/8 as well
    return isWhole && bits >= 0 && network.protocol() == address.protocol()
        && address.isInSubnet(network, bits);
}

/// Does \a entry name \a host or a domain it lies in?
bool coversName(QStringView entry, QStringView host)
{
    if (entry.endsWith(u'.'))
        entry.chop(1);
    if (entry.startsWith(u'.'))
        entry = entry.sliced(1);
    if (entry.isEmpty() || !host.endsWith(entry, Qt::CaseInsensitive))
        return false;
    return host.size() == entry.size() || host[host.size() - entry.size() - 1] == u'.';
}

bool isExcepted(const QUrl &url, const QString &list)
{
    if (list == u"*")
        return true;
    QString host = url.host(QUrl::FullyEncoded);
    if (host.endsWith(u'.'))
        host.chop(1);
    const QHostAddress address(host);
    static const QRegularExpression between(u"[,\\s]+"_s);
    const QStringList entries = list.split(between, Qt::SkipEmptyParts);
    return std::ranges::any_of(entries, [&](const QString &entry) {
        return address.isNull() ? coversName(entry, host) : coversAddress(entry, address);
    });
}

Result<QNetworkProxy> proxyOf(const Setting &setting)
{
    // The scheme may be missing; its slashes are counted as generously as curl does.
    static const QRegularExpression form(
        u"^(?>(?:(?<scheme>[a-z][a-z0-9+.-]*):/{1,3})?)(?:(?<login>[^/?#@]*)@)?"
        "(?<host>\\[[^]/?#@]*\\]|[^:/?#@]+)(?::(?<port>[0-9]*))?(?:[/?#].*)?$"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression blankOrControl(u"[\\x{00}-\\x{20}\\x{7f}]"_s);
    const auto match = form.match(setting.value);
    const QString scheme = match.captured(u"scheme").toLower();
    if (setting.value.contains(blankOrControl) || !match.hasMatch())
        return unusable(setting, Text::tr("it is no address of a proxy."));

    QNetworkProxy proxy(QNetworkProxy::HttpProxy);
    if (scheme == u"https") {
        return unusable(setting,
                        Text::tr("a proxy that is itself spoken to over TLS is not supported."));
    }
    if (scheme == u"socks" || scheme == u"socks4" || scheme == u"socks4a")
        return unusable(setting, Text::tr("version 4 of SOCKS is not supported, version 5 is."));
    if (scheme == u"socks5" || scheme == u"socks5h") {
        proxy.setType(QNetworkProxy::Socks5Proxy);
        // with the h the proxy looks names up, without it this computer does
        proxy.setCapabilities(QNetworkProxy::TunnelingCapability);
        if (scheme == u"socks5h") {
            proxy.setCapabilities(QNetworkProxy::TunnelingCapability
                                  | QNetworkProxy::HostNameLookupCapability);
        }
    } else if (!scheme.isEmpty() && scheme != u"http") {
        return unusable(setting, Text::tr("“%1” is no kind of proxy that is known.").arg(scheme));
    }

    QUrl host;
    host.setHost(match.captured(u"host"), QUrl::TolerantMode);
    const QString port = match.captured(u"port");
    const uint number = port.isEmpty() ? usualPort : port.toUInt();
    if (host.host().isEmpty() || number == 0 || number > 65535)
        return unusable(setting, Text::tr("it is no address of a proxy."));
    proxy.setHostName(host.host(QUrl::FullyEncoded));
    proxy.setPort(quint16(number));

    QString login = match.captured(u"login");
    static const QRegularExpression noEscape(u"%(?![0-9a-f]{2})"_s,
                                             QRegularExpression::CaseInsensitiveOption);
    login.replace(noEscape, u"%25"_s);
    const auto decoded = [&](int part, int last) {
        return QUrl::fromPercentEncoding(login.section(u':', part, last).toUtf8());
    };
    proxy.setUser(decoded(0, 0));
    proxy.setPassword(decoded(1, -1));
    if (proxy.user().contains(QChar::Null) || proxy.password().contains(QChar::Null))
        return unusable(setting, Text::tr("it is no address of a proxy."));
    return proxy;
}

} // namespace

Result<std::optional<QNetworkProxy>> proxyFromEnvironment(const QUrl &url,
                                                          const QProcessEnvironment &environment)
{
    const auto exceptions = firstSet(environment, {u"no_proxy"_s, u"NO_PROXY"_s});
    if (exceptions && isExcepted(url, exceptions->value))
        return QNetworkProxy(QNetworkProxy::NoProxy);
    QStringList names{u"all_proxy"_s, u"ALL_PROXY"_s};
    // HTTP_PROXY is what a web server tells its CGI programs of a request's header "Proxy"
    if (url.scheme() == u"http")
        names.prepend(u"http_proxy"_s);
    else
        names = QStringList{u"https_proxy"_s, u"HTTPS_PROXY"_s} + names;
    const auto setting = firstSet(environment, names);
    if (!setting)
        return std::nullopt;
    const auto proxy = proxyOf(*setting);
    if (!proxy)
        return failure(proxy.error());
    return *proxy;
}

} // namespace Tokenwright
