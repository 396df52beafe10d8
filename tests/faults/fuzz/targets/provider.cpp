// SPDX-License-Identifier: MIT
// A provider file: read, renamed, and asked for what the program asks of it.
#include "FuzzTarget.h"
#include "Origin.h"

#include "ProviderReview.h"
#include "ProviderStarter.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace Tokenwright::Fuzz::ProviderTarget {

namespace {

void checkRenamed(const QByteArray &file)
{
    const QString id = u"another-id"_s;
    const QString name = u"An\"other\\ name"_s;
    const auto renamed = renamedProvider(file, id, name);
    if (!renamed)
        return;
    const QJsonObject json = QJsonDocument::fromJson(*renamed).object();
    QJsonObject before = QJsonDocument::fromJson(textOf(file).toUtf8()).object();
    require(json.value(u"id") == id && json.value(u"name") == name,
            "a copy has the id and name it was given", *renamed);
    before.insert(u"id", id);
    before.insert(u"name", name);
    require(json == before, "a copy is otherwise as it was", *renamed);
}

const Target providerTarget("provider", [](const QByteArray &input) {
    const QString path = scratchFolder() + u"/provider.json"_s;
    writeFile(path, input);
    const auto provider = ProviderCatalog::loadFile(path);
    require(reviewProviderFile(path).mistakes.isEmpty() == provider.has_value(),
            "what is skipped has a mistake, and what is used has none", input);
    if (!provider) {
        require(!provider.error().message.isEmpty(), "a file that is skipped is told why", input);
        return;
    }
    require(!provider->id.isEmpty() && !provider->name.isEmpty()
                && !provider->environments.isEmpty(),
            "a provider has an id, a name and an environment", input);
    require(provider->portalUrl.isEmpty() || provider->portalUrl.scheme() == u"https",
            "its page is https", input);
    require(provider->policy.mintLimit.count >= 0, "a limit is a number of requests", input);
    for (const ProviderEnvironment &environment : provider->environments) {
        const QUrl url(substituteVariables(environment.tokenUrl, {}), QUrl::StrictMode);
        require(environment.tokenUrl.contains(u'{') || isAllowedTokenUrl(url),
                "a secret goes over https, or stays here", environment.tokenUrl);
        originOf(url);
    }
    checkRenamed(input);
});

} // namespace

} // namespace Tokenwright::Fuzz::ProviderTarget
