// SPDX-License-Identifier: MIT
// The composition root: builds every object once and passes it down by constructor.
#include "CopyController.h"
#include "CountdownModel.h"
#include "ExpiryNotices.h"
#include "Icons.h"
#include "MainWindow.h"
#include "SecretClipboard.h"
#include "Settings.h"
#include "SingleInstance.h"
#include "Tray.h"
#include "WindowPresence.h"

#include "Clock.h"
#include "CredentialManager.h"
#include "CredentialRegistry.h"
#include "EndingSignals.h"
#include "FailureText.h"
#include "FallbackSecretStore.h"
#include "HttpClient.h"
#include "KeychainSecretStore.h"
#include "Process.h"
#include "Profile.h"
#include "ProviderCatalog.h"
#include "ProviderWatch.h"
#include "Text.h"
#include "TokenChecker.h"
#include "TokenEnding.h"
#include "TokenKeeper.h"
#include "TokenLedger.h"
#include "TokenService.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QRandomGenerator>
#include <QTimer>

#include <cstdio>
#include <optional>

using namespace Tokenwright;
using namespace std::chrono_literals;

namespace {

void tellProblems(MainWindow &window, const QList<Result<void>> &loads)
{
    for (const Result<void> &load : loads) {
        if (!load)
            window.tell(failureText(load.error(), nullptr));
    }
}

/// What is left to a second start whose first one does not answer.
int tellUnanswered()
{
    const QString sentence = Text::tr(
        "Tokenwright is running already and does not answer. End that "
        "program, then start this one again.");
    std::fputs(qPrintable(sentence + u'\n'), stderr);
    return 1;
}

/// \a endedBy becomes the signal that asked for the end, if one did.
int run(int argc, char *argv[], std::optional<int> &endedBy)
{
    const QByteArray activationToken = SingleInstance::activationTokenFromEnvironment();
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"tokenwright"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(TOKENWRIGHT_VERSION));
    QGuiApplication::setApplicationDisplayName(u"Tokenwright"_s);
    QGuiApplication::setDesktopFileName(u"tokenwright"_s);
    QGuiApplication::setWindowIcon(icon(Icon::Application));

    QCommandLineParser parser;
    parser.setApplicationDescription(Text::tr("OAuth 2.0 access tokens at hand."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);

    const Profile profile = Profile::standard();
    if (const auto known = profile.isKnown(); !known) {
        std::fputs(qPrintable(failureText(known.error(), nullptr) + u'\n'), stderr);
        return 1;
    }
    const auto folders = profile.ensureFolders();
    SingleInstance instance(profile);
    switch (instance.claim(activationToken, 3s)) {
    case SingleInstance::Role::First:
        break;
    case SingleInstance::Role::Second:
        return 0;
    case SingleInstance::Role::Unanswered:
        return tellUnanswered();
    }

    const SystemClock clock;
    auto catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(),
                                         profile.providersFolder());
    const ProviderWatch providerWatch(catalog, profile.providersFolder());
    CredentialRegistry registry(profile);
    const auto index = registry.load();
    TokenLedger ledger(profile);
    const auto ledgerLoad = ledger.load();
    FallbackSecretStore store(std::make_unique<KeychainSecretStore>());
    HttpClient client;
    TokenService service({.profile = profile,
                          .clock = clock,
                          .providers = catalog,
                          .registry = registry,
                          .ledger = ledger,
                          .store = store,
                          .client = client});
    CredentialManager manager(profile, registry, store);
    TokenEnding ending({.clock = clock,
                        .providers = catalog,
                        .registry = registry,
                        .manager = manager,
                        .ledger = ledger,
                        .service = service,
                        .client = client});
    TokenChecker checker({.clock = clock,
                          .providers = catalog,
                          .registry = registry,
                          .store = store,
                          .service = service,
                          .ending = ending,
                          .client = client});
    Settings settings(profile.settingsFile());
    SystemWakeTimer wakeTimer;
    const TokenKeeper keeper(
        {.clock = clock,
         .providers = catalog,
         .registry = registry,
         .ledger = ledger,
         .service = service,
         .timer = wakeTimer,
         .minimumSeconds =
             [&settings](const CredentialSet &set) {
                 return set.minimumSeconds.value_or(settings.minimumSeconds());
             },
         .jitter = [] { return QRandomGenerator::global()->generateDouble(); }});
    SecretClipboard clipboard(clock, *QGuiApplication::clipboard());

    CountdownModel model({.clock = clock,
                          .providers = catalog,
                          .registry = registry,
                          .ledger = ledger,
                          .service = service});
    CopyController controller({.providers = catalog,
                               .registry = registry,
                               .manager = manager,
                               .service = service,
                               .clipboard = clipboard,
                               .settings = settings,
                               .clock = clock});
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
                       .settings = settings,
                       .model = model,
                       .controller = controller});
    WindowPresence presence(window, [&settings] { return settings.staysInTray(); });
    QObject::connect(&instance, &SingleInstance::showRequested, &presence,
                     &WindowPresence::present);
    // whoever asked from the tray or a notice sees the question
    QObject::connect(&controller, &CopyController::wouldRevoke, &presence, [&presence] {
        if (presence.isAway())
            presence.present();
    });
    std::optional<Tray> tray;
    const auto notifier = Notifier::create([&tray, &window](const Notice &notice) {
        window.say(notice.text);
        if (tray)
            tray->tell(notice);
    });
    tray.emplace(Tray::Parts{.clock = clock,
                             .model = model,
                             .ledger = ledger,
                             .controller = controller,
                             .notifier = *notifier,
                             .presence = presence});
    SystemWakeTimer noticeTimer;
    ExpiryNotices notices({.clock = clock,
                           .registry = registry,
                           .ledger = ledger,
                           .settings = settings,
                           .controller = controller,
                           .notifier = *notifier,
                           .timer = noticeTimer,
                           .isKeptFresh = [&registry](const QString &setId) {
                               const CredentialSet *set = registry.find(setId);
                               return set && set->keepFresh;
                           }});
    QObject::connect(&keeper, &TokenKeeper::renewalFailed, &notices,
                     &ExpiryNotices::tellRenewalFailed);
    QObject::connect(&application, &QCoreApplication::aboutToQuit, notifier.get(),
                     &Notifier::withdrawAll);
    tellProblems(window, {folders, index, ledgerLoad});
    // before the application object goes: later the text would be handed to the clipboard manager
    QObject::connect(&application, &QCoreApplication::aboutToQuit, &clipboard,
                     &SecretClipboard::clearNow);
    // nobody is asked, as closing would: a session that ends does not wait for an answer
    const EndingSignals endings;
    QObject::connect(&endings, &EndingSignals::caught, &application, [&endedBy](int signal) {
        endedBy = signal;
        QCoreApplication::exit();
    });
    window.show();
    QTimer::singleShot(0, &*tray, &Tray::start); // the window comes first
    return QApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    hardenProcess();
    std::optional<int> endedBy;
    const int code = run(argc, argv, endedBy);
    if (endedBy)
        endBy(*endedBy);
    return code;
}
