// SPDX-License-Identifier: MIT
// The composition root, with Engine and WindowSide: builds every object once and passes it down by
// constructor.
#include "Engine.h"
#include "FirstPaint.h"
#include "FontsAhead.h"
#include "Icons.h"
#include "ProgramStyle.h"
#include "SingleInstance.h"
#include "StarterWords.h"
#include "WindowProgram.h"

#include "EndingSignals.h"
#include "FailureText.h"
#include "Languages.h"
#include "Process.h"
#include "ProgramPart.h"
#include "SpokenLanguage.h"
#include "Text.h"
#include "UnusedMemory.h"
#include "VisibleText.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFontInfo>
#include <QTimer>

#include <algorithm>
#include <initializer_list>
#include <optional>

using namespace Tokenwright;
using namespace std::chrono_literals;

namespace {

constexpr auto restAfterStart = 200ms; // the window is seen by then

/// What is left to a second start whose first one does not answer.
int tellUnanswered()
{
    const QString sentence = Text::tr(
        "Tokenwright is running already and does not answer. End that "
        "program, then start this one again.");
    tellStarter(sentence);
    return 1;
}

int tellFailure(const Error &error)
{
    tellStarter(failureText(error, nullptr));
    return 1;
}

void nameProgram()
{
    QCoreApplication::setApplicationName(u"tokenwright"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(TOKENWRIGHT_VERSION));
}

/// The options there are; begun once the language is known.
struct CommandLine
{
    CommandLine()
    {
        parser.setApplicationDescription(Text::tr("OAuth 2.0 access tokens at hand."));
        parser.addHelpOption();
        parser.addVersionOption();
        parser.addOption(palette);
    }

    const QCommandLineOption palette{
        u"palette"_s,
        Text::tr("Show one small search over all credential sets, of the running program if there "
                 "is one. Enter copies the bearer header. For a key of the desktop's.")};
    QCommandLineParser parser;
};

/// Whether a word on the line asks for words alone, which need no display.
bool asksForWords(int argc, char *argv[])
{
    return std::any_of(argv + qMin(argc, 1), argv + argc, [](const char *word) {
        return std::ranges::any_of(
            std::initializer_list<QByteArrayView>{"--help", "-h", "--version", "-v"},
            [&](QByteArrayView asking) { return asking == word; });
    });
}

/// Answers them, and ends the program.
int answerInWords(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    nameProgram();
    const SpokenLanguage language(chosenLanguage(Profile::standard().settingsFile()));
    CommandLine().parser.process(application);
    return 0;
}

/// \a endedBy becomes the signal that asked for the end, if one did.
int run(int argc, char *argv[], std::optional<int> &endedBy)
{
    const std::future<void> fonts = readFontsAhead();
    const QByteArray activationToken = SingleInstance::activationTokenFromEnvironment();
    const Profile profile = Profile::standard();
    std::optional<FilesAhead> ahead(profile);
    QApplication application(argc, argv);
    QApplication::setStyle(new ProgramStyle);
    nameProgram();
    QGuiApplication::setApplicationDisplayName(u"Tokenwright"_s);
    QGuiApplication::setDesktopFileName(u"org.tokenwright.Tokenwright"_s);

    const SpokenLanguage language(chosenLanguage(profile.settingsFile()));

    CommandLine line;
    line.parser.process(application);
    if (const QStringList words = line.parser.positionalArguments(); !words.isEmpty()) {
        tellStarter(
            Text::tr("“%1” is no option of tokenwright, which shows the window. Commands are "
                     "for tokenwright-cli.")
                .arg(visibleText(words.constFirst())));
        return 2;
    }
    const auto wish = line.parser.isSet(line.palette) ? SingleInstance::Wish::Palette
                                                      : SingleInstance::Wish::Window;

    if (const auto known = profile.isKnown(); !known)
        return tellFailure(known.error());
    static_cast<void>(profile.ensureFolders()); // for the lock; Engine tells of a failure
    SingleInstance instance(profile);
    const auto role = instance.claim(activationToken, 3s, wish);
    if (!role)
        return tellFailure(role.error());
    switch (*role) {
    case SingleInstance::Role::First:
        break;
    case SingleInstance::Role::Second:
        return 0;
    case SingleInstance::Role::Unanswered:
        return tellUnanswered();
    }

    if (fonts.valid())
        fonts.wait();
    QFontInfo(QGuiApplication::font()).pointSize(); // Qt's own part, while the files are read

    holdProgramParts();
    Engine engine(profile, *ahead);
    WindowProgram program(engine, instance);
    // before the application object goes: later the text would be handed to the clipboard manager
    QObject::connect(&application, &QCoreApplication::aboutToQuit, &engine.clipboard,
                     &SecretClipboard::clearNow);
    // nobody is asked, as closing would: a session that ends does not wait for an answer
    const EndingSignals endings;
    QObject::connect(&endings, &EndingSignals::caught, &application, [&endedBy](int signal) {
        endedBy = signal;
        QCoreApplication::exit();
    });
    // what is shown first need not wait for it: to draw it takes as long as a few rows of the list
    const auto giveIcon = [] { QApplication::setWindowIcon(icon(Icon::Application)); };
    const auto listen = [&instance] { instance.listen(); };
    if (wish == SingleInstance::Wish::Palette) {
        program.showPalette(activationToken);
        QTimer::singleShot(0, &application, giveIcon);
        QTimer::singleShot(0, &instance, listen);
    } else {
        MainWindow &window = program.windowSide().window();
        window.show();
        afterFirstPaint(&window, giveIcon);
        afterFirstPaint(&window, listen);
    }
    QTimer::singleShot(restAfterStart, &application, [&ahead] {
        ahead.reset(); // the engine has its own of it all
        releaseUnusedMemory();
    });
    const int code = QApplication::exec();
    program.finishRemovals();
    program.finishExchanges();
    program.finishChanges();
    return code;
}

} // namespace

int main(int argc, char *argv[])
{
    hardenProcess();
    if (asksForWords(argc, argv))
        return answerInWords(argc, argv);
    std::optional<int> endedBy;
    const int code = run(argc, argv, endedBy);
    if (endedBy)
        endBy(*endedBy);
    return lastStep(code);
}
