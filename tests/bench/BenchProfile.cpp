// SPDX-License-Identifier: MIT
#include "BenchProfile.h"

#include "credentials/CredentialRegistry.h"
#include "tokens/TokenLedger.h"

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
    file.write(QJsonDocument(json).toJson());
    return {};
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
    set.name = QStringLiteral("Set");
    set.provider = QStringLiteral("ebay");
    set.environment = QStringLiteral("sandbox");
    set.scopes = QStringList{QStringLiteral("https://api.ebay.com/oauth/api_scope")};
    if (const auto stored = awaited(registry.insert(set)); !stored)
        return stored;

    TokenLedger ledger(profile);
    TokenRecord record;
    record.hasToken = true;
    record.lifetime = lifetimeFrom(SystemClock().now(), 7200);
    record.fingerprint = freshIdentifier();
    if (const auto stored = awaited(ledger.store(set.id, record)); !stored)
        return stored;

    QStringList ids;
    const auto sets = QStringLiteral("credentialSets");
    auto multiplied = rewrite(profile.credentialSetsFile(), [&](QJsonObject &json) {
        QJsonObject row = json.value(sets).toArray().first().toObject();
        QJsonArray rows;
        for (int number = 1; number <= count; ++number) {
            ids.append(freshIdentifier());
            row.insert(QStringLiteral("id"), ids.constLast());
            row.insert(QStringLiteral("name"), QStringLiteral("Set %1").arg(number));
            row.insert(QStringLiteral("provider"),
                       number % 2 ? QStringLiteral("ebay") : QStringLiteral("pitney-bowes"));
            rows.append(row);
        }
        json.insert(sets, rows);
    });
    if (!multiplied)
        return multiplied;
    return rewrite(profile.ledgerFile(), [&](QJsonObject &json) {
        const auto field = QStringLiteral("tokens");
        const QJsonValue token = json.value(field).toObject().value(set.id);
        QJsonObject tokens;
        for (const QString &id : std::as_const(ids))
            tokens.insert(id, token);
        json.insert(field, tokens);
    });
}
