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

namespace {

constexpr int tokenColumn = 3;
constexpr quint32 keyF4 = 0xffc1;
const QString table = QStringLiteral("Credential sets");

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

bool RunningProgram::start()
{
    m_process.start(QStringLiteral(TOKENWRIGHT_PROGRAM), QStringList());
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
        return outputOf(QStringLiteral("xdotool"),
                        {QStringLiteral("getactivewindow"), QStringLiteral("getwindowpid")})
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
    return m_window->press(QStringLiteral("Add credential set"), AccessibleRole::Button)
        && m_window->setText(QStringLiteral("Name"), name)
        && m_window->chooseItem(QStringLiteral("Provider"), provider)
        && m_window->chooseItem(QStringLiteral("Environment"), QStringLiteral("Sandbox"))
        && m_window->setText(idLabel, id) && m_window->setText(secretLabel, secret)
        && (scopes.isEmpty() || m_window->setText(QStringLiteral("Scopes"), scopes))
        && m_window->press(QStringLiteral("Save"), AccessibleRole::Button)
        && m_window->waitUntilGone(QStringLiteral("Save"), AccessibleRole::Button)
        && m_window->rowOf(table, name) >= 0;
}

bool RunningProgram::addPitneyBowesSet(const QString &name)
{
    return addSet(name, QStringLiteral("Pitney Bowes"), QStringLiteral("API key"),
                  PracticeTokenServer::pitneyBowesKey(), QStringLiteral("API secret"),
                  PracticeTokenServer::pitneyBowesSecret());
}

QString RunningProgram::storePitneyBowesSet(const QString &name, const QString &secret)
{
    using namespace Tokenwright;
    const Profile profile = Profile::standard();
    CredentialRegistry registry(profile);
    if (!registry.load())
        return {};
    KeychainSecretStore store;
    CredentialManager manager(profile, registry, store);
    CredentialSet set;
    set.name = name;
    set.provider = QStringLiteral("pitney-bowes");
    set.environment = QStringLiteral("sandbox");
    ClientCredentials pair;
    pair.clientId = PracticeTokenServer::pitneyBowesKey();
    pair.clientSecret = Secret::fromText(secret);
    pair.origin = originOf(m_server.url(QStringLiteral("/")));
    return await(manager.create(set, pair)).value_or(QString());
}

bool RunningProgram::addEbaySet(const QString &name, const QString &scopes)
{
    return addSet(name, QStringLiteral("eBay"), QStringLiteral("App ID (Client ID)"),
                  PracticeTokenServer::ebayClientId(), QStringLiteral("Cert ID (Client Secret)"),
                  PracticeTokenServer::ebayClientSecret(), scopes);
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
    process.start(QStringLiteral("xclip"), QStringList(arguments) << QStringLiteral("-o"));
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardOutput());
}

QByteArray RunningProgram::keyringContents()
{
    return saidBy(QStringLiteral("secret-tool"),
                  {QStringLiteral("search"), QStringLiteral("--all"), QStringLiteral("server"),
                   QStringLiteral("tokenwright")});
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
        QFile file(
            QStringLiteral("/proc/%1/%2").arg(m_process.processId()).arg(QLatin1StringView(name)));
        if (file.open(QIODevice::ReadOnly))
            all += file.readAll();
    }
    return all;
}
