// SPDX-License-Identifier: MIT
#include "RequestIds.h"

#include "AnswerReader.h"
#include "ProviderComplaint.h"
#include "RequestIdNames.h"

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr qsizetype mostRequestIds = 8;
constexpr qsizetype longestRequestId = 200; // eBay's have four IDs in one header

void addRequestId(QList<RequestId> &ids, const QString &name, const QString &text)
{
    const QString value = text.trimmed();
    const bool fits = !value.isEmpty() && value.size() <= longestRequestId
        && ids.size() < mostRequestIds;
    if (fits && std::ranges::find(ids, value, &RequestId::value) == ids.end())
        ids.append({name, value});
}

} // namespace

QList<RequestId> requestIdsIn(const HttpAnswer &answer, AnswerFormat format)
{
    QList<RequestId> ids;
    for (const auto &[name, value] : answer.requestIds)
        addRequestId(ids, QString::fromUtf8(name), QString::fromUtf8(value));
    if (answer.status >= 200 && answer.status < 300)
        return ids;
    const auto details = detailsIn(parseAnswer(answer.body.reveal(), format));
    for (const ProviderComplaint::Detail &detail : details) {
        if (namesRequestId(detail.name))
            addRequestId(ids, detail.name, detail.text);
    }
    return ids;
}

} // namespace Tokenwright
