// SPDX-License-Identifier: MIT
#pragma once

#include "PracticeTokenServer.h"

#include <QDateTime>

/// The two providers that the practice server plays, as their documents describe them, and the API
/// that takes their tokens. Knows HTTP messages only, no sockets.
class PracticeProviders
{
public:
    PracticeAnswer answer(const PracticeRequest &request);

    int ebaySeconds = 7200;
    int pitneyBowesSeconds = 35999;

    QList<QByteArray> tokensGiven() const;

private:
    PracticeAnswer ebay(const PracticeRequest &request);
    PracticeAnswer pitneyBowes(const PracticeRequest &request);
    PracticeAnswer api(const PracticeRequest &request) const;
    QByteArray freshToken(const QByteArray &prefix, int length, int seconds);

    struct Given
    {
        QByteArray token;
        QDateTime expires;
    };
    QList<Given> m_given;
};
