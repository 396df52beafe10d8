// SPDX-License-Identifier: MIT
#include "BenchProfile.h"

#include "CredentialRegistry.h"
#include "ProviderCatalog.h"
#include "TokenLedger.h"
#include "TokenRequest.h"

#include <QEventLoop>
#include <QFile>
#include <QFutureWatcher>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Tokenwright;

namespace {

Result<void> awaited(const QFuture<Result<void>> &future)
{
    QFutureWatcher<Result<void>> watcher;
    QEventLoop loop;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished())
        loop.exec();
    return future.result();
}

Result<void> rewrite(const QString &path, const std::function<void(QJsonObject &)> &change)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return failure(ErrorKind::Storage, path);
    QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    change(json);
    file.resize(0);
    file.write(QJsonDocument(json).toJson(QJsonDocument::Compact)); // as the program writes it
    return {};
}

QString providerOf(qsizetype number)
{
    return number % 2 ? u"ebay"_s : u"pitney-bowes"_s;
}

} // namespace

Result<void> writeBenchProfile(const QString &folder, int count)
{
    const Profile profile{.configFolder = folder + u"/config/tokenwright",
                          .dataFolder = folder + u"/data/tokenwright"};
    if (const auto made = profile.ensureFolders(); !made || count == 0)
        return made;

    CredentialRegistry registry(profile);
    CredentialSet set;
    set.id = freshIdentifier();
    set.pairMark = freshIdentifier();
    set.name = u"Set"_s;
    set.provider = u"ebay"_s;
    set.environment = u"sandbox"_s;
    set.scopes = QStringList{u"https://api.ebay.com/oauth/api_scope"_s};
    if (const auto stored = awaited(registry.insert(set)); !stored)
        return stored;

    TokenLedger ledger(profile);
    TokenRecord record;
    record.hasToken = true;
    record.lifetime = lifetimeFrom(SystemClock().now(), 7200);
    if (const auto stored = awaited(ledger.store(set.id, record)); !stored)
        return stored;

    // A token counts only for the request that it was minted with.
    const auto catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(), {});
    QMap<QString, QString> fingerprints;
    for (const QString &id : {u"ebay"_s, u"pitney-bowes"_s}) {
        const Provider *provider = catalog.provider(id);
        set.provider = id;
        if (provider)
            fingerprints.insert(id, requestFingerprint(*provider, set));
    }

    QStringList ids;
    const auto sets = u"credentialSets"_s;
    auto multiplied = rewrite(profile.credentialSetsFile(), [&](QJsonObject &json) {
        QJsonObject row = json.value(sets).toArray().first().toObject();
        QJsonArray rows;
        for (int number = 1; number <= count; ++number) {
            ids.append(freshIdentifier());
            row.insert(u"id"_s, ids.constLast());
            row.insert(u"name"_s, u"Set %1"_s.arg(number));
            row.insert(u"provider"_s, providerOf(number));
            rows.append(row);
        }
        json.insert(sets, rows);
    });
    if (!multiplied)
        return multiplied;
    return rewrite(profile.ledgerFile(), [&](QJsonObject &json) {
        const auto field = u"tokens"_s;
        QJsonObject token = json.value(field).toObject().value(set.id).toObject();
        QJsonObject tokens;
        for (qsizetype index = 0; index < ids.size(); ++index) {
            token.insert(u"fingerprint"_s, fingerprints.value(providerOf(index + 1)));
            tokens.insert(ids.at(index), token);
        }
        json.insert(field, tokens);
    });
}
