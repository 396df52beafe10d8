// SPDX-License-Identifier: MIT
#include "FoundHeaders.h"

#include "HeaderText.h"
#include "Placeholder.h"
#include "Text.h"

#include <algorithm>

namespace Tokenwright {

namespace {

bool isNamed(const NameValue &header, QStringView name)
{
    return name.compare(header.name, Qt::CaseInsensitive) == 0;
}

/// Whether \a header belongs to one connection or one body, or is made anew for each request (RFC
/// 9110 §8), or says what is sent anyway.
bool isMadeAnew(const NameValue &header)
{
    static constexpr QStringView names[]{
        u"Authorization", u"Proxy-Authorization",
        u"Accept-Encoding"}; // an answer that was not asked for packed could not be unpacked
    if (isOfTheConnection(header.name.toUtf8())
        || header.name.startsWith(u"Content-", Qt::CaseInsensitive)
        || std::ranges::any_of(names, [&](QStringView name) { return isNamed(header, name); }))
        return true;
    return isNamed(header, u"Accept")
        && (header.value == u"*/*" || header.value == u"application/json");
}

/// A type of the body that is another than \a format has by itself.
bool isOwnType(const NameValue &header, const QString &format)
{
    if (!isNamed(header, u"Content-Type") || format == u"query")
        return false;
    const QString type = header.value.section(u';', 0, 0).trimmed();
    if (type.startsWith(u"multipart/", Qt::CaseInsensitive))
        return false;
    const QStringView usual = format == u"json" ? u"application/json"
                                                : u"application/x-www-form-urlencoded";
    return usual.compare(type, Qt::CaseInsensitive) != 0;
}

} // namespace

void takeFoundHeaders(ImportedSet &target, const FoundPair &pair, const Provider &provider)
{
    for (const NameValue &header : pair.headers) {
        const auto isKnown = [&](const NameValue &other) { return isNamed(other, header.name); };
        if (std::ranges::any_of(provider.request.headers, isKnown) || header.value.isEmpty()
            || (isMadeAnew(header) && !isOwnType(header, pair.bodyFormat)))
            continue;
        if (isPlaceholder(header.value)) {
            if (!target.remark.isEmpty())
                target.remark += u' ';
            target.remark += Text::tr("“%1” has a placeholder, which is left out.")
                                 .arg(header.name);
            continue;
        }
        QList<NameValue> &headers = target.set.headers;
        const auto same = std::ranges::find_if(headers, isKnown);
        if (same == headers.end())
            headers.append(header);
        else
            same->value += u", " + header.value; // RFC 9110 §5.3
    }
    for (const NameValue &declared : provider.request.headers) {
        const bool isVariable = declared.value.startsWith(u'{') && declared.value.endsWith(u'}');
        const QString variable = declared.value.mid(1, declared.value.size() - 2);
        const bool isKnown = std::ranges::find(provider.variables, variable, &Variable::name)
            != provider.variables.end();
        const auto sent = std::ranges::find_if(
            pair.headers, [&](const NameValue &header) { return isNamed(header, declared.name); });
        if (isVariable && isKnown && sent != pair.headers.end() && !isPlaceholder(sent->value))
            target.set.variables.insert(variable, sent->value);
    }
}

} // namespace Tokenwright
