// SPDX-License-Identifier: MIT
#include "RequestIdNames.h"

#include <QString>

#include <algorithm>

namespace Tokenwright {

namespace {

// Without case and what parts words. THE table of what such IDs are called.
constexpr QStringView endings[]{
    u"requestid", u"correlationid", u"traceid",    u"transactionid",
    u"debugid",   u"incidentid",    u"activityid", u"requestguid",
};
constexpr QStringView wholeNames[]{
    u"cfray", // Cloudflare
    u"xamzcfid", // CloudFront
    u"rlogid", // eBay
    u"logref", // vnd.error
    u"traceparent", // W3C Trace Context
    u"xcloudtracecontext", // Google
    u"xazureref", // Azure Front Door
};
constexpr qsizetype longestName = 60;

} // namespace

bool namesRequestId(QStringView name)
{
    if (name.size() > longestName)
        return false;
    QString word = name.toString().toCaseFolded();
    word.removeIf([](QChar character) { return !character.isLetterOrNumber(); });
    return std::ranges::any_of(endings, [&](QStringView end) { return word.endsWith(end); })
        || std::ranges::find(wholeNames, QStringView(word)) != std::end(wholeNames);
}

} // namespace Tokenwright
