// SPDX-License-Identifier: MIT
// Private keys as PEM and JWK, and certificates as PEM.
#include "FuzzTarget.h"

#include "EntryRules.h"
#include "KeyText.h"
#include "PrivateKey.h"
#include "Signature.h"
#include "SignatureAlgorithm.h"

namespace Tokenwright::Fuzz::KeysTarget {

namespace {

/// A key, and behind a NUL a certificate.
const Target keysTarget("keys", [](const QByteArray &bytes) {
    Input input(bytes);
    const Secret key(input.upTo('\0'));
    const Secret certificate(input.rest().isEmpty() ? QByteArray(key.reveal().toByteArray())
                                                    : QByteArray(input.rest()));
    const Secret tidy = tidiedKeyText(key);
    require(tidiedKeyText(tidy).equals(tidy), "what is tidy stays as it is", bytes);
    (void)enteredKey(key.reveal(), u"Key"_s);

    const auto facts = privateKeyFacts(key);
    require(facts || isShowable(facts.error().message), "what is wrong is a line", bytes);
    require(!facts || isShowable(facts->description), "what a key is is a line", bytes);
    (void)certificateFacts(certificate);
    require(!belongTogether(certificate, key) || facts, "what is no key belongs to nothing", bytes);
    const auto pem = keyAsPem(key);
    require(!facts || (pem && privateKeyFacts(*pem)), "a key is one as PEM as well", bytes);
    (void)secretPartsOf(key);
    for (const QString &algorithm : keyAlgorithms() + QStringList{u"none"_s}) {
        const auto signature = signJws(key, algorithm, "message");
        require(!signature || (facts && !signature->isEmpty()), "only keys sign", bytes);
        require(!signature || algorithm != u"ES256" || signature->size() == 64,
                "a signature has its length", bytes);
    }
});

} // namespace

} // namespace Tokenwright::Fuzz::KeysTarget
