// SPDX-License-Identifier: MIT
#pragma once

#include "AccessibleWindow.h"
#include "PracticeTokenServer.h"

#include <QProcess>

#include <memory>

/// A step at the window of \a program that has to succeed.
#define VERIFY_WINDOW(program, ...) QVERIFY2(__VA_ARGS__, qPrintable((program).window().problem()))

/// What another \a program says, trimmed; the tested one and the test's servers go on meanwhile.
QString outputOf(const QString &program, const QStringList &arguments);

/// The built program in the session's own profile, with provider files that lead to a practice
/// token server, and what a test looks at from outside.
class RunningProgram
{
public:
    RunningProgram();
    ~RunningProgram();

    PracticeTokenServer &server() { return m_server; }
    AccessibleWindow &window() { return *m_window; }

    /// Starts the program and waits for its window.
    bool start(const QStringList &arguments = {});
    /// Closes the window as its user would, and waits for the program to end well.
    bool close();
    /// Ends it as a crash does.
    bool kill();
    qint64 processId() const { return m_process.processId(); }
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    /// Waits for the program to end well.
    bool waitUntilEnded();

    /// Fills in the dialog and saves.
    bool addSet(const QString &name, const QString &provider, const QString &idLabel,
                const QString &id, const QString &secretLabel, const QString &secret,
                const QString &scopes = {});
    bool addPitneyBowesSet(const QString &name);
    /// The same without the window, which must not be open yet. Its id; empty when that failed.
    QString storePitneyBowesSet(const QString &name,
                                const QString &secret = PracticeTokenServer::pitneyBowesSecret());
    /// \a scopes: empty for the usual ones.
    bool addEbaySet(const QString &name, const QString &scopes = {});
    /// What the list says of the token of \a name.
    QString tokenCell(const QString &name);
    /// Waits until it says something with \a words.
    bool waitForTokenCell(const QString &name, const QString &words);

    /// Waits until something on the window says \a words.
    bool waitForWords(const QString &words);

    /// The clipboard, read as another program reads it.
    static QString clipboard();
    /// What xclip says of a selection; empty when there is none.
    static QString xclip(const QStringList &arguments);
    /// What the keyring holds of this program, as secret-tool prints it; empty when nothing.
    static QByteArray keyringContents();
    /// The files below the profile's folders that hold one of \a texts.
    static QStringList filesWith(const QList<QByteArray> &texts);
    /// /proc/…/cmdline and environ of the running program.
    QByteArray processArguments() const;

private:
    PracticeTokenServer m_server;
    QProcess m_process;
    std::unique_ptr<AccessibleWindow> m_window;
};
