// SPDX-License-Identifier: MIT
#include "Provider.h"

#include "Text.h"

#include <algorithm>

namespace Tokenwright {

const ProviderEnvironment *Provider::environment(const QString &environmentId) const
{
    const auto found = std::ranges::find(environments, environmentId, &ProviderEnvironment::id);
    return found == environments.end() ? nullptr : &*found;
}

void Provider::completeRefreshToken()
{
    const QString parameter = u"refresh_token"_s;
    if (!usesRefreshToken())
        return;
    if (response.refreshToken.isEmpty())
        response.refreshToken = QStringList{parameter};
    if (std::ranges::find(request.parameters, parameter, &RequestParameter::name)
        == request.parameters.end()) {
        request.parameters.prepend({.name = parameter,
                                    .label = Text::tr("Refresh token"),
                                    .required = true,
                                    .defaultValue = {},
                                    .secret = true});
    }
}

QString substituteVariables(const QString &text, const QMap<QString, QString> &variables)
{
    // in one pass: a value is data, even if it looks like a variable
    QString result;
    qsizetype position = 0;
    while (position < text.size()) {
        const qsizetype open = text.indexOf(u'{', position);
        const qsizetype close = open < 0 ? -1 : text.indexOf(u'}', open);
        if (close < 0)
            break;
        const auto value = variables.constFind(text.mid(open + 1, close - open - 1));
        const bool known = value != variables.constEnd();
        result += text.mid(position, open - position);
        result += known ? *value : QString(text.at(open));
        position = known ? close + 1 : open + 1;
    }
    return result + text.mid(position);
}

bool isAllowedTokenUrl(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty())
        return false;
    if (url.scheme() == u"https")
        return true;
    const QString host = url.host();
    return url.scheme() == u"http"
        && (host == u"localhost" || host == u"127.0.0.1" || host == u"::1");
}

} // namespace Tokenwright
