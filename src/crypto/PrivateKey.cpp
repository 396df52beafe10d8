// SPDX-License-Identifier: MIT
#include "PrivateKey.h"

#include "CryptoFunctions.h"
#include "SignatureAlgorithm.h"

namespace Tokenwright {

Result<PrivateKeyFacts> privateKeyFacts(const Secret &key)
{
    return byCryptoFunctions<&CryptoFunctions::privateKeyFacts>(key);
}

Result<Secret> openedKey(const Secret &key, const Secret &passphrase)
{
    return byCryptoFunctions<&CryptoFunctions::openedKey>(key, passphrase);
}

Result<Secret> keyAsPem(const Secret &key)
{
    return byCryptoFunctions<&CryptoFunctions::keyAsPem>(key);
}

Result<CertificateFacts> certificateFacts(const Secret &pem)
{
    return byCryptoFunctions<&CryptoFunctions::certificateFacts>(pem);
}

bool belongTogether(const Secret &certificate, const Secret &privateKey)
{
    const auto functions = cryptoFunctions();
    return functions && (*functions)->belongTogether(certificate, privateKey);
}

QString algorithmFor(const PrivateKeyFacts &key, const QString &chosen)
{
    using Type = PrivateKeyFacts::Type;
    if (!chosen.isEmpty())
        return chosen;
    if (keyAlgorithms().contains(key.algorithm))
        return key.algorithm;
    switch (key.type) {
    case Type::EllipticCurve:
        return key.curve == u"P-384" ? u"ES384"_s : key.curve == u"P-521" ? u"ES512"_s : u"ES256"_s;
    case Type::Edwards:
        return u"EdDSA"_s;
    case Type::RsaPss:
        return u"PS256"_s;
    case Type::Rsa:
    case Type::Other:
        break;
    }
    return u"RS256"_s;
}

} // namespace Tokenwright
