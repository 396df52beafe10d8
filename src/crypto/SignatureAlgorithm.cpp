// SPDX-License-Identifier: MIT
#include "SignatureAlgorithm.h"

#include <algorithm>
#include <array>

namespace Tokenwright {

namespace {

using Algorithm = SignatureAlgorithm;

constexpr std::array algorithmTable{
    Algorithm{"RS256", Algorithm::Kind::Rsa, "SHA256"},
    Algorithm{"RS384", Algorithm::Kind::Rsa, "SHA384"},
    Algorithm{"RS512", Algorithm::Kind::Rsa, "SHA512"},
    Algorithm{"PS256", Algorithm::Kind::RsaPss, "SHA256"},
    Algorithm{"PS384", Algorithm::Kind::RsaPss, "SHA384"},
    Algorithm{"PS512", Algorithm::Kind::RsaPss, "SHA512"},
    Algorithm{"ES256", Algorithm::Kind::EllipticCurve, "SHA256", "P-256", 32},
    Algorithm{"ES384", Algorithm::Kind::EllipticCurve, "SHA384", "P-384", 48},
    Algorithm{"ES512", Algorithm::Kind::EllipticCurve, "SHA512", "P-521", 66},
    Algorithm{"EdDSA", Algorithm::Kind::Edwards},
    Algorithm{"HS256", Algorithm::Kind::Mac, "SHA256"},
    Algorithm{"HS384", Algorithm::Kind::Mac, "SHA384"},
    Algorithm{"HS512", Algorithm::Kind::Mac, "SHA512"},
};

QStringList algorithmsBy(bool secret)
{
    QStringList names;
    for (const Algorithm &algorithm : algorithmTable) {
        if ((algorithm.kind == Algorithm::Kind::Mac) == secret)
            names.append(QString::fromLatin1(algorithm.id));
    }
    return names;
}

} // namespace

std::span<const SignatureAlgorithm> signatureAlgorithms()
{
    return algorithmTable;
}

const SignatureAlgorithm *signatureAlgorithm(const QString &id)
{
    const auto found = std::ranges::find_if(
        algorithmTable, [&](const Algorithm &known) { return id == QLatin1StringView(known.id); });
    return found == algorithmTable.end() ? nullptr : &*found;
}

QStringList keyAlgorithms()
{
    return algorithmsBy(false);
}

QStringList secretAlgorithms()
{
    return algorithmsBy(true);
}

bool isSecretAlgorithm(const QString &id)
{
    const SignatureAlgorithm *known = signatureAlgorithm(id);
    return known && known->kind == SignatureAlgorithm::Kind::Mac;
}

} // namespace Tokenwright
