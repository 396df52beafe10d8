// SPDX-License-Identifier: MIT
// The list of credential sets as somebody else left it: read, and written with one set more.
#include "FuzzTarget.h"

#include "CredentialRegistry.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace Tokenwright::Fuzz::IndexTarget {

namespace {

const Target indexTarget("index", [](const QByteArray &input) {
    const QString folder = scratchFolder();
    const Profile profile{.configFolder = folder, .dataFolder = folder};
    const QString path = profile.credentialSetsFile();
    writeFile(path, input);
    CredentialRegistry registry(profile);
    const auto loaded = registry.load(Watching::No);
    CredentialRegistry readAhead(profile);
    const auto loadedAhead = readAhead.load(Watching::No, CredentialRegistry::readAhead(profile));
    require(bool(loadedAhead) == bool(loaded) && readAhead.sets() == registry.sets()
                && readAhead.problems() == registry.problems(),
            "read ahead it is the same", input);
    for (const CredentialSet &set : registry.sets()) {
        require(registry.find(set.id) && *registry.find(set.id) == set, "a set is found by its id",
                set.id);
        const auto again = CredentialSet::fromJson(
            QJsonDocument::fromJson(QJsonDocument(set.toJson()).toJson()).object());
        require(again && *again == set, "a set is the same once it was written", input);
    }

    const QList<CredentialSet> before = registry.sets();
    CredentialSet added;
    added.id = freshIdentifier();
    added.name = u"Added "_s + added.id;
    added.provider = u"oauth2"_s;
    added.environment = u"production"_s;
    const auto outcome = registry.insert(added);
    require(outcome.isFinished(), "nobody holds the lock, so it is done at once");
    if (!loaded) {
        require(!outcome.result(), "what cannot be read is never written", input);
        require(contentOf(path) == input, "what cannot be read stays as it is", contentOf(path));
        return;
    }
    require(outcome.result().has_value(), "what can be read can be written", input);
    require(registry.sets().size() == before.size() + 1 && registry.find(added.id),
            "the set is there", contentOf(path));
    for (const CredentialSet &set : before)
        require(registry.find(set.id) && *registry.find(set.id) == set, "the others stay", input);
    const QJsonArray rows = QJsonDocument::fromJson(input)[u"credentialSets"].toArray();
    QJsonArray now = QJsonDocument::fromJson(contentOf(path))[u"credentialSets"].toArray();
    now.removeLast();
    require(now == rows, "rows that cannot be read are kept", contentOf(path));
});

} // namespace

} // namespace Tokenwright::Fuzz::IndexTarget
