// SPDX-License-Identifier: MIT
#pragma once

#include "AccessToken.h"
#include "Clock.h"
#include "EntryRules.h"
#include "HttpClient.h"
#include "Provider.h"
#include "RequestLog.h"

#include <QFuture>
#include <QObject>

#include <functional>

namespace Tokenwright {

/// Asks for a token with what somebody has entered, whatever index and keychain hold: neither they
/// nor the ledger are touched, the log has the request. Lives in one thread; what it is given is
/// borrowed and must outlive it.
class TokenTrial : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        const Clock &clock;
        HttpClient &client;
        RequestLog *log = nullptr; ///< Null: nothing is logged.
        QString askedBy = askedByWindow; ///< See LoggedRequest::askedBy.
    };
    explicit TokenTrial(const Parts &parts, QObject *parent = nullptr);

    struct Call
    {
        QFuture<Result<AccessToken>> token;
        std::function<void()> cancel; ///< Completes `token` with ErrorKind::Cancelled.
    };
    /// Asks \a provider with \a entry. Errors: Configuration, those of HttpClient::send() and of
    /// readTokenAnswer().
    Call ask(const Provider &provider, const Entry &entry);

private:
    const Parts m_parts;
};

} // namespace Tokenwright
