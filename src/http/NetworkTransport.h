// SPDX-License-Identifier: MIT
#pragma once

#include "ConnectionSetup.h"
#include "HttpTransport.h"

#include <QByteArray>
#include <QHash>
#include <QObject>

#include <chrono>
#include <memory>

namespace Tokenwright {

/// The way by QNetworkAccessManager, which nothing else uses.
class NetworkTransport final : public HttpTransport
{
public:
    NetworkTransport(std::chrono::milliseconds deadline, HttpClient::ProxyLookup lookup);
    ~NetworkTransport() override;
    Q_DISABLE_COPY_MOVE(NetworkTransport)

    HttpClient::Call send(const HttpRequest &request) override;
    void prepare(const QUrl &url, const QString &caCertificates) override;

private:
    struct Ahead;
    std::shared_ptr<Ahead> takeAhead(const QByteArray &place);

    const std::chrono::milliseconds m_deadline;
    ConnectionSetupFinder m_setups;
    QHash<QByteArray, std::shared_ptr<Ahead>> m_ahead;
    QObject m_calls; ///< Parent of the calls under way.
    QObject m_context; ///< Of what waits while a connection is opened ahead.
};

} // namespace Tokenwright
