// SPDX-License-Identifier: MIT
#include "UrlSecrets.h"

#include "Literals.h"

#include "SecretName.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace Tokenwright {

namespace {

bool isClientId(QString name)
{
    name.removeIf([](QChar character) { return !character.isLetter(); });
    return name.compare(u"clientid", Qt::CaseInsensitive) == 0;
}

} // namespace

bool meansSecret(const QString &name)
{
    static constexpr QStringView others[]{u"key", u"sig", u"signature", u"code"};
    return saysSecret(name) || std::ranges::any_of(others, [&](QStringView other) {
               return other.compare(name, Qt::CaseInsensitive) == 0;
           });
}

UrlParts withoutCredentials(const QString &text)
{
    static const QRegularExpression user(u"(?<=://)[^/?#]*@"_s);
    static const QRegularExpression field(u"([?#&;])([^?#&;=]*)=[^?#&;]*"_s);
    UrlParts parts{.url = text};
    parts.hadUser = parts.url.contains(user);
    parts.url.remove(user);
    QString kept;
    qsizetype end = 0;
    auto fields = field.globalMatch(parts.url);
    while (fields.hasNext()) {
        const auto match = fields.next();
        const QString name = QUrl::fromPercentEncoding(match.captured(2).toUtf8());
        if (!meansSecret(name) && !isClientId(name))
            continue;
        parts.fields.append(match.captured().sliced(1));
        kept += QStringView(parts.url).sliced(end, match.capturedStart() - end);
        end = match.capturedEnd();
        if (match.captured(1) == u"?" || match.captured(1) == u"#")
            kept += match.captured(1); // what comes next begins the query
    }
    if (parts.fields.isEmpty())
        return parts;
    static const QRegularExpression ownerless(u"(?<=[?#])[&;]+|[?#]+$"_s);
    kept += QStringView(parts.url).sliced(end);
    parts.url = kept.remove(ownerless);
    return parts;
}

} // namespace Tokenwright
