// SPDX-License-Identifier: MIT
// tokenwright-demonstration [--language CODE] [--unattended PICTURE] PROGRAM [ARG…]
//
// Starts a practice token server and the real window with one eBay and one Pitney Bowes set.
// Attended, it ends when the window is closed. Unattended, it copies both headers by the window's
// own button, prints them, leaves a picture of the window in the file PICTURE and closes the
// window. Meant for tests/kit/private-session: it writes to the session's profile and keychain.
#include "PracticeProfile.h"
#include "Walkthrough.h"

#include "Languages.h"
#include "SpokenLanguage.h"

#include <QEventLoop>
#include <QGuiApplication>
#include <QProcess>
#include <QSettings>
#include <QTextStream>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

void say(const QString &text)
{
    QTextStream(stderr) << "demonstration: " << text << '\n';
}

/// Waits, without a limit if there is none, while the server goes on answering.
bool ended(QProcess &program, std::optional<std::chrono::milliseconds> limit)
{
    QEventLoop loop;
    QObject::connect(&program, &QProcess::finished, &loop, &QEventLoop::quit);
    if (limit)
        QTimer::singleShot(*limit, &loop, &QEventLoop::quit);
    if (program.state() != QProcess::NotRunning)
        loop.exec();
    return program.state() == QProcess::NotRunning;
}

int unattended(const PracticeProfile &profile, QProcess &program, const QString &picture)
{
    Walkthrough walkthrough(profile, program.processId());
    const bool worked = walkthrough.run();
    if (!worked)
        say(walkthrough.problem());
    if (walkthrough.takePicture(picture))
        QTextStream(stdout) << "Picture of the window: " << picture << '\n';
    else
        say(u"No picture could be saved as %1."_s.arg(picture));
    walkthrough.close();
    if (!ended(program, std::chrono::seconds(10))) {
        say(u"The program did not end when its window was closed."_s);
        return 1;
    }
    if (program.exitStatus() != QProcess::NormalExit || program.exitCode() != 0) {
        say(u"The program failed at its end, with code %1."_s.arg(program.exitCode()));
        return 1;
    }
    return worked ? 0 : 1;
}

int attended(const PracticeProfile &profile, QProcess &program)
{
    QStringList names;
    for (const PracticeProfile::Set &set : profile.sets())
        names.append(u"\"%1\" (%2)"_s.arg(set.name, set.provider));
    say(u"A practice token server answers at %1. Sets: %2."_s.arg(
        profile.server().url({}).toString(), names.join(u", "_s)));
    say(u"Profile, keychain and server are gone when you close the window."_s);
    ended(program, std::nullopt);
    return program.exitStatus() == QProcess::NormalExit ? program.exitCode() : 1;
}

} // namespace

int main(int argc, char *argv[])
{
    // Before the application object, which takes Qt's own options out: they are the program's.
    QStringList arguments;
    for (int index = 1; index < argc; ++index)
        arguments.append(QString::fromLocal8Bit(argv[index]));
    QString language;
    if (arguments.size() >= 2 && arguments.constFirst() == u"--language") {
        language = arguments.at(1);
        arguments.remove(0, 2);
    }
    QString picture;
    if (arguments.size() >= 2 && arguments.constFirst() == u"--unattended") {
        picture = arguments.at(1);
        arguments.remove(0, 2);
    }
    if (arguments.isEmpty()) {
        say(u"usage: tokenwright-demonstration [--language CODE] [--unattended PICTURE] PROGRAM [ARG…]"_s);
        return 2;
    }
    // It pastes and takes pictures unattended only; otherwise it needs no display of its own.
    int ownCount = 1;
    const auto application = picture.isEmpty()
        ? std::make_unique<QCoreApplication>(ownCount, argv)
        : std::unique_ptr<QCoreApplication>(new QGuiApplication(ownCount, argv));

    const Tokenwright::SpokenLanguage spoken(language);
    PracticeProfile profile;
    if (const auto prepared = profile.prepare(); !prepared) {
        say(u"The profile could not be prepared: %1 %2"_s.arg(
            Tokenwright::errorSentence(prepared.error()), prepared.error().message));
        return 1;
    }
    if (!language.isEmpty())
        QSettings(Tokenwright::Profile::standard().settingsFile(), QSettings::IniFormat)
            .setValue(QLatin1StringView(Tokenwright::languageKey), language);
    QProcess program;
    program.setProcessChannelMode(QProcess::ForwardedChannels);
    program.setInputChannelMode(QProcess::ForwardedInputChannel);
    if (!picture.isEmpty()) {
        AccessibilityBus::switchOn();
        program.setProcessEnvironment(AccessibleWindow::environment());
    }
    program.start(arguments.takeFirst(), arguments);
    if (!program.waitForStarted()) {
        say(u"The program could not be started: %1"_s.arg(program.errorString()));
        return 1;
    }
    return picture.isEmpty() ? attended(profile, program) : unattended(profile, program, picture);
}
