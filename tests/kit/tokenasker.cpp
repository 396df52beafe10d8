// SPDX-License-Identifier: MIT
// tokenasker SET [--force]: what a program without a window does for a token, on the user's profile
// and keychain. Says "ready", asks when a line comes in, and prints one line: "token VALUE" or
// "failed KIND CODE".
#include "Async.h"
#include "Clock.h"
#include "CredentialRegistry.h"
#include "FallbackSecretStore.h"
#include "HttpClient.h"
#include "Process.h"
#include "Profile.h"
#include "ProviderCatalog.h"
#include "SecretStoreChoice.h"
#include "TokenLedger.h"
#include "TokenService.h"

#include <QCoreApplication>
#include <QTextStream>

using namespace Tokenwright;

namespace {

int ask(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();

    const Profile profile = Profile::standard();
    const SystemClock clock;
    const auto catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(),
                                               profile.providersFolder());
    CredentialRegistry registry(profile);
    TokenLedger ledger(profile);
    QTextStream out(stdout);
    if (!registry.load(Watching::No) || !ledger.load(Watching::No)) {
        out << "failed storage -" << Qt::endl;
        return 1;
    }
    FallbackSecretStore store(createSystemSecretStore());
    HttpClient client;
    TokenService service({.profile = profile,
                          .clock = clock,
                          .providers = catalog,
                          .registry = registry,
                          .ledger = ledger,
                          .store = store,
                          .client = client});

    out << "ready" << Qt::endl;
    QTextStream(stdin).readLine();
    const TokenQuery query{.force = arguments.contains(u"--force"_s)};
    Async::onResult(service.token(arguments.value(1), query), &service,
                    [&out](const Result<IssuedToken> &issued) {
                        if (issued) {
                            out << "token " << issued->token.value.revealText() << Qt::endl;
                        } else {
                            out << "failed " << errorKindName(issued.error().kind) << ' '
                                << issued.error().code << Qt::endl;
                        }
                        QCoreApplication::exit(issued ? 0 : 1);
                    });
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    hardenProcess();
    return lastStep(ask(argc, argv));
}
