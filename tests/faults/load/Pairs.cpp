// SPDX-License-Identifier: MIT
#include "Modes.h"

#include "BenchProfile.h"
#include "Waiting.h"

#include "ClientCredentials.h"
#include "KeychainSecretStore.h"

#include <QTextStream>

using namespace Tokenwright;

int writePairs(const QStringList &options)
{
    KeychainSecretStore store;
    QTextStream in(stdin);
    while (!in.atEnd()) {
        const QStringList words = in.readLine().split(u' ');
        if (words.size() != 3)
            continue;
        ClientCredentials pair;
        pair.clientId = words.at(1);
        pair.clientSecret = Secret::fromText(words.at(2));
        pair.origin = options.value(0);
        const auto written = await(
            store.write(clientKey(words.at(0)), pair.toPayload(), Prompt::Never));
        if (!written) {
            QTextStream(stderr) << errorSentence(written.error()) << Qt::endl;
            return 1;
        }
    }
    return 0;
}

int writeSets(const QStringList &options)
{
    const auto written = writeBenchProfile(options.value(1), options.value(0).toInt());
    if (!written)
        QTextStream(stderr) << errorSentence(written.error()) << Qt::endl;
    return written ? 0 : 1;
}
