// SPDX-License-Identifier: MIT
#include "RunningProgram.h"
#include "Origin.h"

#include "Waiting.h"

#include "CredentialManager.h"
#include "CredentialRegistry.h"
#include "KeychainSecretStore.h"
#include "Profile.h"

#include <QClipboard>
#include <QDirIterator>
#include <QFile>
#include <QGuiApplication>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int tokenColumn = 2;
constexpr quint32 keyF4 = 0xffc1;
const QString table = u"Credential sets"_s;

QByteArray saidBy(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished();
    // secret-tool tells attributes on its standard error
    return process.readAllStandardOutput() + process.readAllStandardError();
}

} // namespace

QString outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 5'000)) {
        process.kill();
        process.waitForFinished();
    }
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

RunningProgram::RunningProgram()
{
    const auto profile = Tokenwright::Profile::standard();
    if (profile.ensureFolders())
        m_server.writeProviderFiles(profile.providersFolder());
    m_process.setProcessChannelMode(QProcess::ForwardedChannels);
    m_process.setProcessEnvironment(AccessibleWindow::environment());
}

RunningProgram::~RunningProgram()
{
    kill();
}

bool RunningProgram::kill()
{
    if (!isRunning())
        return true;
    m_process.kill();
    return m_process.waitForFinished();
}

bool RunningProgram::start(const QStringList &arguments)
{
    m_process.start(QStringLiteral(TOKENWRIGHT_PROGRAM), arguments);
    if (!m_process.waitForStarted())
        return false;
    m_window = std::make_unique<AccessibleWindow>(m_process.processId());
    m_window->setPatience(std::chrono::seconds(20));
    return m_window->waitUntilShown();
}

bool RunningProgram::close()
{
    // the key goes to whoever has the keyboard, and a window is shown before it has
    const auto hasKeyboard = [this] {
        return outputOf(u"xdotool"_s, {u"getactivewindow"_s, u"getwindowpid"_s})
            == QString::number(processId());
    };
    if (!QTest::qWaitFor(hasKeyboard, 15'000))
        return false;
    m_window->pressKey(AccessibleWindow::Key(keyF4), AccessibilityBus::Alt);
    return waitUntilEnded();
}

bool RunningProgram::waitUntilEnded()
{
    const bool ended = QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; },
                                       15'000);
    return ended && m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
}

bool RunningProgram::addSet(const QString &name, const QString &provider, const QString &idLabel,
                            const QString &id, const QString &secretLabel, const QString &secret,
                            const QString &scopes)
{
    return m_window->press(u"Add credential set"_s, AccessibleRole::Button)
        && m_window->chooseItem(u"Provider"_s, provider)
        && m_window->press(u"Sandbox"_s, AccessibleRole::RadioButton)
        && m_window->setText(u"Name"_s, name) && m_window->setText(idLabel, id)
        && m_window->setText(secretLabel, secret)
        && (scopes.isEmpty() || m_window->setText(u"Scopes"_s, scopes))
        && m_window->press(u"Save"_s, AccessibleRole::Button)
        && m_window->waitUntilGone(u"Save"_s, AccessibleRole::Button)
        && m_window->rowOf(table, name) >= 0;
}

bool RunningProgram::addPitneyBowesSet(const QString &name)
{
    return addSet(name, u"Pitney Bowes"_s, u"API key"_s, PracticeTokenServer::pitneyBowesKey(),
                  u"API secret"_s, PracticeTokenServer::pitneyBowesSecret());
}

QString RunningProgram::storePitneyBowesSet(const QString &name, const QString &secret)
{
    using namespace Tokenwright;
    const Profile profile = Profile::standard();
    CredentialRegistry registry(profile);
    if (!registry.load())
        return {};
    KeychainSecretStore store;
    const SystemClock clock;
    CredentialManager manager(profile, registry, store, clock);
    CredentialSet set;
    set.name = name;
    set.provider = u"pitney-bowes"_s;
    set.environment = u"sandbox"_s;
    ClientCredentials pair;
    pair.clientId = PracticeTokenServer::pitneyBowesKey();
    pair.clientSecret = Secret::fromText(secret);
    pair.origin = originOf(m_server.url(u"/"_s));
    return await(manager.create(set, pair)).value_or(QString());
}

bool RunningProgram::addEbaySet(const QString &name, const QString &scopes)
{
    return addSet(name, u"eBay"_s, u"App ID (Client ID)"_s, PracticeTokenServer::ebayClientId(),
                  u"Cert ID (Client Secret)"_s, PracticeTokenServer::ebayClientSecret(), scopes);
}

QString RunningProgram::tokenCell(const QString &name)
{
    const int row = m_window->rowOf(table, name);
    return row < 0 ? QString() : m_window->table(table).cell(row, tokenColumn).name();
}

bool RunningProgram::waitForTokenCell(const QString &name, const QString &words)
{
    return m_window->waitFor([&] { return tokenCell(name).contains(words); },
                             u"The list's \"" + words + u'"');
}

bool RunningProgram::waitForWords(const QString &words)
{
    return m_window->waitFor([&] { return m_window->outline().contains(words); },
                             u"The words \"" + words + u'"');
}

QString RunningProgram::clipboard()
{
    return QGuiApplication::clipboard()->text();
}

QString RunningProgram::xclip(const QStringList &arguments)
{
    QProcess process;
    process.start(u"xclip"_s, QStringList(arguments) << u"-o"_s);
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardOutput());
}

QByteArray RunningProgram::keyringContents()
{
    return saidBy(u"secret-tool"_s, {u"search"_s, u"--all"_s, u"server"_s, u"tokenwright"_s});
}

QStringList RunningProgram::filesWith(const QList<QByteArray> &texts)
{
    QStringList found;
    const auto profile = Tokenwright::Profile::standard();
    const QStringList folders{profile.configFolder, profile.dataFolder,
                              qEnvironmentVariable("XDG_CACHE_HOME"),
                              qEnvironmentVariable("XDG_STATE_HOME")};
    for (const QString &folder : folders) {
        QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (!folder.isEmpty() && files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            const QByteArray bytes = file.readAll();
            if (std::ranges::any_of(texts,
                                    [&](const QByteArray &text) { return bytes.contains(text); }))
                found.append(file.fileName());
        }
    }
    return found;
}

QByteArray RunningProgram::processArguments() const
{
    QByteArray all;
    for (const char *name : {"cmdline", "environ"}) {
        QFile file(u"/proc/%1/%2"_s.arg(m_process.processId()).arg(QLatin1StringView(name)));
        if (file.open(QIODevice::ReadOnly))
            all += file.readAll();
    }
    return all;
}
