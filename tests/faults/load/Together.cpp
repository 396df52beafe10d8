// SPDX-License-Identifier: MIT
// Asks for a token of every set at once, in one program, with the real keychain.
#include "Modes.h"
#include "StallWatch.h"

#include "Async.h"
#include "KeychainSecretStore.h"
#include "TokenService.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <algorithm>
#include <cstdio>

using namespace Tokenwright;

int mintTogether(const QStringList &)
{
    const Profile profile = Profile::standard();
    const SystemClock clock;
    const auto catalog = ProviderCatalog::load({}, profile.providersFolder());
    CredentialRegistry registry(profile);
    TokenLedger ledger(profile);
    if (!registry.load() || !ledger.load() || registry.sets().isEmpty())
        return 1;
    KeychainSecretStore store;
    HttpClient client;
    TokenService service({.profile = profile,
                          .clock = clock,
                          .providers = catalog,
                          .registry = registry,
                          .ledger = ledger,
                          .store = store,
                          .client = client});
    double stall = 0;
    double waited = 0;
    StallWatch watch;
    QObject::connect(&watch, &StallWatch::ticked, &watch,
                     [&](double, double milliseconds, double waiting) {
                         if (milliseconds - waiting <= stall)
                             return;
                         stall = milliseconds - waiting;
                         waited = waiting;
                     });
    qsizetype mostDescriptors = 0;
    QTimer count;
    QObject::connect(&count, &QTimer::timeout, &count,
                     [&] { mostDescriptors = std::max(mostDescriptors, openDescriptors()); });
    count.start(20);

    int minted = 0;
    qsizetype waiting = registry.sets().size();
    QJsonObject failures; // how many, by words
    QElapsedTimer time;
    QTimer::singleShot(0, &service, [&] {
        time.start();
        const QList<CredentialSet> sets = registry.sets();
        for (const CredentialSet &set : sets) {
            Async::onResult(
                service.token(set.id, {}), &service, [&](const Result<IssuedToken> &issued) {
                    if (issued && issued->minted) {
                        ++minted;
                    } else {
                        const QString words = issued
                            ? u"not minted"_s
                            : errorSentence(issued.error()) + u' ' + issued.error().message;
                        failures[words] = failures[words].toInt() + 1;
                    }
                    if (--waiting == 0)
                        QCoreApplication::quit();
                });
        }
    });
    QCoreApplication::exec();
    const QJsonObject told{{u"minted"_s, minted},
                           {u"failures"_s, failures},
                           {u"seconds"_s, double(time.elapsed()) / 1000},
                           {u"stall"_s, stall},
                           {u"waited"_s, waited},
                           {u"descriptors"_s, mostDescriptors}};
    std::puts(QJsonDocument(told).toJson(QJsonDocument::Compact).constData());
    return 0;
}
