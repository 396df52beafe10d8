// SPDX-License-Identifier: MIT
// What is known of tokens, as somebody else left it: read, reckoned with, and written.
#include "FuzzTarget.h"

#include "TokenLedger.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace Tokenwright::Fuzz::LedgerTarget {

namespace {

void reckonWith(TokenRecord record)
{
    const Moment now{.wall = 1'800'000'000'000, .boot = 5'000'000, .bootId = u"b"_s};
    const TokenLifetime &lifetime = record.lifetime;
    const auto remaining = remainingMilliseconds(lifetime, now);
    require(!isReusable(lifetime, now, 300) || remaining.value_or(0) > 0,
            "what is reused has not expired");
    require(isShowable(remainingText(remaining.value_or(0))), "the rest of a life reads well");
    durationText(wholeMilliseconds(lifetime).value_or(0));
    expirySeconds(lifetime, now);
    const int before = mintsOnDayOf(record, now.wall);
    countMint(record, now.wall);
    require(mintsOnDayOf(record, now.wall) >= before && mintsOnDayOf(record, now.wall) > 0,
            "requests are counted upwards");
}

/// A file may hold what means nothing, such as an expiry without a token; that is not written
/// again.
bool sameMeaning(const TokenRecord &a, const TokenRecord &b)
{
    const Moment now{.wall = 1'800'000'000'000, .boot = 5'000'000, .bootId = u"b"_s};
    return a.hasToken == b.hasToken && a.fingerprint == b.fingerprint && a.scope == b.scope
        && a.heldBy == b.heldBy && a.lastFailure == b.lastFailure
        && a.mintCount.requests == b.mintCount.requests && a.unknownFields == b.unknownFields
        && (!a.hasToken
            || remainingMilliseconds(a.lifetime, now) == remainingMilliseconds(b.lifetime, now));
}

const Target ledgerTarget("ledger", [](const QByteArray &input) {
    const QString folder = scratchFolder();
    const Profile profile{.configFolder = folder, .dataFolder = folder};
    writeFile(profile.ledgerFile(), input);
    TokenLedger ledger(profile);
    const auto loaded = ledger.load(Watching::No);
    const QJsonObject tokens = QJsonDocument::fromJson(input)[u"tokens"].toObject();
    TokenLedger readAhead(profile);
    const auto loadedAhead = readAhead.load(Watching::No, TokenLedger::readAhead(profile));
    require(bool(loadedAhead) == bool(loaded), "read ahead it is the same", input);
    for (auto it = tokens.begin(); it != tokens.end(); ++it) {
        reckonWith(ledger.record(it.key()));
        require(readAhead.record(it.key()) == ledger.record(it.key()),
                "read ahead a record is the same", input);
    }

    const QString added = u"added"_s;
    TokenRecord record = ledger.record(tokens.isEmpty() ? QString() : tokens.begin().key());
    countMint(record, 1'800'000'000'000);
    const auto outcome = ledger.store(added, record);
    require(outcome.isFinished(), "nobody holds the lock, so it is done at once");
    const bool isOfAnother = !loaded && QJsonDocument::fromJson(input).isObject();
    require(outcome.result().has_value() != isOfAnother,
            "a damaged ledger is begun anew, another version's is left alone", input);
    if (isOfAnother) {
        require(contentOf(profile.ledgerFile()) == input, "what is not ours stays as it is", input);
        return;
    }
    TokenLedger again(profile);
    require(again.load(Watching::No).has_value(), "what was written can be read", input);
    require(sameMeaning(again.record(added), record), "a record means the same once it was written",
            contentOf(profile.ledgerFile()));
    if (!loaded)
        return;
    for (auto it = tokens.begin(); it != tokens.end(); ++it) {
        if (it.key() != added)
            require(again.record(it.key()) == ledger.record(it.key()), "the others stay", input);
    }
});

} // namespace

} // namespace Tokenwright::Fuzz::LedgerTarget
