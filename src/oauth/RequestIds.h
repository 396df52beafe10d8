// SPDX-License-Identifier: MIT
#pragma once

#include "HttpAnswer.h"
#include "Provider.h"

#include <QList>
#include <QString>

namespace Tokenwright {

/// By what a server's people find a request again.
struct RequestId
{
    QString name; ///< Of the header or field, as received.
    QString value;

    bool operator==(const RequestId &) const = default;
};

/// The IDs of its request that \a answer names, in its headers and, where it is a failure, in its
/// body: see namesRequestId(). As received; a few, none of them long, no value twice. Pure.
QList<RequestId> requestIdsIn(const HttpAnswer &answer, AnswerFormat format);

} // namespace Tokenwright
