// SPDX-License-Identifier: MIT
#include "HttpClient.h"

#include "Async.h"
#include "HttpTransport.h"

#include <utility>

namespace Tokenwright {

HttpClient::HttpClient(std::chrono::milliseconds deadline, QObject *parent, ProxyLookup lookup)
    : QObject(parent)
    , m_deadline(deadline)
    , m_lookup(std::move(lookup))
{ }

HttpClient::~HttpClient()
{
    m_isClosing = true; // whoever hears that their call is over may want another
    m_transport.reset();
}

Result<HttpTransport *> HttpClient::transport()
{
    if (m_isClosing)
        return failure(ErrorKind::Cancelled);
    if (!m_transport) {
        const auto functions = httpFunctions();
        if (!functions)
            return failure(functions.error());
        m_transport = (*functions)->transport(m_deadline, m_lookup);
    }
    return m_transport.get();
}

HttpClient::Call HttpClient::send(const HttpRequest &request)
{
    const auto way = transport();
    return way ? (*way)->send(request)
               : Call{Async::ready<HttpAnswer>(failure(way.error())), [] {}};
}

void HttpClient::prepare(const QUrl &url, const QString &caCertificates)
{
    if (const auto way = transport())
        (*way)->prepare(url, caCertificates);
}

} // namespace Tokenwright

#include "moc_HttpClient.cpp"
