// SPDX-License-Identifier: MIT
// A private key beside what says whose it is.
#include "keys/SignedGrants.h"

#include "PrivateKey.h"
#include "Text.h"

#include <QRegularExpression>

namespace Tokenwright {

bool isPrivateKeyFile(const QByteArray &content)
{
    static const QRegularExpression key(
        u"\\A\\s*-----BEGIN ([A-Z ]*)PRIVATE KEY-----[^-]+-----END \\1PRIVATE KEY-----\\s*\\z"_s);
    return content.size() < 64 * 1024 && key.match(QString::fromLatin1(content)).hasMatch();
}

qsizetype takeKey(ImportedFile &file, const Secret &key, const ProviderCatalog &catalog)
{
    qsizetype taken = 0;
    for (ImportedSet &target : file.sets) {
        const Provider *provider = catalog.provider(target.set.provider);
        if (!provider || provider->request.grantType != signedGrant
            || !target.pair.privateKey.isEmpty())
            continue;
        target.pair.privateKey = key;
        target.remark = Text::tr("Its private key is the one beside it.");
        ++taken;
    }
    return taken;
}

} // namespace Tokenwright
