// SPDX-License-Identifier: MIT
// The composition root: builds every object once and passes it down by constructor.
#include "Icons.h"
#include "MainWindow.h"
#include "SecretClipboard.h"
#include "Settings.h"

#include "core/Clock.h"
#include "core/Process.h"
#include "core/Profile.h"
#include "credentials/CredentialManager.h"
#include "credentials/CredentialRegistry.h"
#include "keychain/FallbackSecretStore.h"
#include "keychain/KeychainSecretStore.h"
#include "oauth/TokenEndpoint.h"
#include "providers/FailureText.h"
#include "providers/ProviderCatalog.h"
#include "providers/ProviderWatch.h"
#include "tokens/TokenChecker.h"
#include "tokens/TokenKeeper.h"
#include "tokens/TokenLedger.h"
#include "tokens/TokenService.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QRandomGenerator>

using namespace Tokenwright;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(main)
};

void tellProblems(MainWindow &window, const QList<Result<void>> &loads)
{
    for (const Result<void> &load : loads) {
        if (!load)
            window.tell(failureText(load.error(), nullptr));
    }
}

} // namespace

int main(int argc, char *argv[])
{
    hardenProcess();
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tokenwright"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TOKENWRIGHT_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Tokenwright"));
    QGuiApplication::setDesktopFileName(QStringLiteral("tokenwright"));
    QGuiApplication::setWindowIcon(icon(Icon::Application));

    QCommandLineParser parser;
    parser.setApplicationDescription(Text::tr("OAuth 2.0 access tokens at hand."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);

    const Profile profile = Profile::standard();
    const auto folders = profile.ensureFolders();
    const SystemClock clock;
    auto catalog
        = ProviderCatalog::load(ProviderCatalog::shippedFolder(), profile.providersFolder());
    const ProviderWatch providerWatch(catalog, profile.providersFolder());
    CredentialRegistry registry(profile);
    const auto index = registry.load();
    TokenLedger ledger(profile);
    const auto ledgerLoad = ledger.load();
    FallbackSecretStore store(std::make_unique<KeychainSecretStore>());
    TokenEndpoint endpoint;
    TokenService service({.profile = profile,
                          .clock = clock,
                          .providers = catalog,
                          .registry = registry,
                          .ledger = ledger,
                          .store = store,
                          .endpoint = endpoint});
    TokenChecker checker({.clock = clock,
                          .providers = catalog,
                          .registry = registry,
                          .store = store,
                          .service = service,
                          .endpoint = endpoint});
    CredentialManager manager(profile, registry, store);
    Settings settings(profile.settingsFile());
    SystemWakeTimer wakeTimer;
    const TokenKeeper keeper({.clock = clock,
                              .providers = catalog,
                              .registry = registry,
                              .ledger = ledger,
                              .service = service,
                              .timer = wakeTimer,
                              .minimumSeconds =
                                  [&settings](const CredentialSet &set) {
                                      return set.minimumSeconds.value_or(settings.minimumSeconds());
                                  },
                              .jitter = [] {
                                  return QRandomGenerator::global()->generateDouble();
                              }});
    SecretClipboard clipboard(clock, *QGuiApplication::clipboard());

    MainWindow window({.clock = clock,
                       .providers = catalog,
                       .providerWatch = providerWatch,
                       .registry = registry,
                       .manager = manager,
                       .ledger = ledger,
                       .service = service,
                       .checker = checker,
                       .store = store,
                       .clipboard = clipboard,
                       .settings = settings});
    tellProblems(window, {folders, index, ledgerLoad});
    // before the application object goes: later the text would be handed to the clipboard manager
    QObject::connect(&application, &QCoreApplication::aboutToQuit, &clipboard,
                     &SecretClipboard::clearNow);
    window.show();
    return QApplication::exec();
}
