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

    /// The refresh token that a new family begins with; whatever was before is worth nothing.
    QByteArray beginRefreshTokens(bool rotating);
    /// Those that were sent, in order; and whether one that had been used was among them, which
    /// ended its family.
    QList<QByteArray> refreshTokensSent;
    bool isFamilyRevoked = false;
    /// The one of the family that may be used next.
    QByteArray refreshToken;

private:
    PracticeAnswer ebayUser(const PracticeRequest &request);
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
    bool m_rotates = true;
};
