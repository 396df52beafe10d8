// SPDX-License-Identifier: MIT
#include "oauth/HttpRequest.h"

#include <algorithm>

namespace Tokenwright {

namespace {

/// Where the request goes, for the Host header: the port only where it is not the usual one.
QByteArray hostOf(const QUrl &url)
{
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    const int usual = url.scheme() == u"https" ? 443 : 80;
    return url.port(usual) == usual ? host : host + ':' + QByteArray::number(url.port());
}

} // namespace

Secret wireForm(const HttpRequest &request)
{
    QByteArray target = request.url.path(QUrl::FullyEncoded).toLatin1();
    if (!target.startsWith('/'))
        target.prepend('/');
    if (request.url.hasQuery())
        target += '?' + request.url.query(QUrl::FullyEncoded).toLatin1();

    QList<RequestHeader> headers{
        {"Host", Secret(hostOf(request.url))},
        {"User-Agent", Secret(QByteArray("Tokenwright/" TOKENWRIGHT_VERSION))},
        {"Connection", Secret(QByteArray("close"))}};
    const auto set = [&](const RequestHeader &header) {
        const auto same = std::ranges::find_if(headers, [&](const RequestHeader &other) {
            return other.name.compare(header.name, Qt::CaseInsensitive) == 0;
        });
        if (same != headers.end())
            same->value = header.value;
        else
            headers.append(header);
    };
    std::ranges::for_each(request.headers, set);
    // last, because two lengths, or a wrong one, would smuggle a second request in
    headers.removeIf([](const RequestHeader &header) {
        return header.name.compare("Transfer-Encoding", Qt::CaseInsensitive) == 0;
    });
    set({"Content-Length", Secret(QByteArray::number(request.body.size()))});

    qsizetype size = request.method.size() + target.size();
    for (const RequestHeader &header : std::as_const(headers))
        size += header.name.size() + header.value.size() + 4;
    QByteArray head;
    head.reserve(size + 20); // a buffer that grew would leave copies behind
    head += request.method + ' ' + target + " HTTP/1.1\r\n";
    for (const RequestHeader &header : std::as_const(headers))
        head += header.name + ": " + header.value.reveal() + "\r\n";
    head += "\r\n";
    Secret whole = concatenated({head, request.body.reveal()});
    wipe(head);
    wipe(target);
    return whole;
}

bool isHeaderName(QByteArrayView name)
{
    static constexpr QByteArrayView marks = "!#$%&'*+-.^_`|~";
    return !name.isEmpty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || marks.contains(c);
    });
}

bool isHeaderValue(QByteArrayView value)
{
    return std::ranges::none_of(value, [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
    });
}

} // namespace Tokenwright
