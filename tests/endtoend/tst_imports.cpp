// SPDX-License-Identifier: MIT
#include "CommandLine.h"
#include "RunningProgram.h"
#include "TestProgram.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// A pair that lies in a command becomes a credential set and a header without being typed: from
/// the empty window on, and by the command line.
class TestImports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPastedCommandBecomesAHeader();
};

void TestImports::aPastedCommandBecomesAHeader()
{
    RunningProgram program;
    QVERIFY(program.start());
    AccessibleWindow &window = program.window();
    const QString secret = PracticeTokenServer::pitneyBowesSecret();
    const QString pair = PracticeTokenServer::pitneyBowesKey() + u':' + secret;
    const QString command = u"curl -X POST \"" + program.server().url(u"/oauth/token"_s).toString()
        + u"\" \\\n-H \"Authorization: Basic " + QString::fromLatin1(pair.toUtf8().toBase64())
        + u"\" \\\n-H \"Content-Type: application/x-www-form-urlencoded\" \\\n"
          "-d \"grant_type=client_credentials\"\n";
    // the chooser comes first; what it finds is looked at before anything is kept
    const QTemporaryDir folder;
    const QString broken = folder.filePath(u".env"_s);
    QFile file(broken);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("SHOP_CLIENT_ID=<your id>\nSHOP_CLIENT_SECRET=<your secret>\n");
    file.close();
    VERIFY_WINDOW(program, window.press(u"Import…"_s, AccessibleRole::Button));
    VERIFY_WINDOW(program, window.setText(u"File name:"_s, broken));
    VERIFY_WINDOW(program, window.press(u"Open"_s, AccessibleRole::Button));
    VERIFY_WINDOW(program, window.table(u"What would be imported"_s).isValid());
    VERIFY_WINDOW(program,
                  !window.find(u"Import"_s, AccessibleRole::Button).is(AccessibleState::Enabled));
    // a command is added to it
    QProcess xclip;
    xclip.start(u"xclip"_s, {u"-i"_s, u"-selection"_s, u"clipboard"_s});
    xclip.write(command.toUtf8());
    xclip.closeWriteChannel();
    QVERIFY(xclip.waitForFinished());
    VERIFY_WINDOW(program, window.press(u"Paste"_s, AccessibleRole::Button));
    // it asks for a token at an endpoint that both environments have here: which one is meant is
    // asked in its row
    VERIFY_WINDOW(program, window.chooseItem(u"Environment"_s, u"Sandbox"_s));
    const QString agree = u"Import 1 credential set"_s;
    VERIFY_WINDOW(program, window.find(agree, AccessibleRole::Button).isValid());
    QCOMPARE(RunningProgram::keyringContents(), QByteArray());
    VERIFY_WINDOW(program, window.press(agree, AccessibleRole::Button));
    VERIFY_WINDOW(program, program.waitForWords(u"Imported 1 credential set."_s));
    VERIFY_WINDOW(program, window.press(u"Close"_s, AccessibleRole::Button));
    VERIFY_WINDOW(program, window.waitUntilGone(u"Paste"_s, AccessibleRole::Button));

    // It is the current one: the header is a key away.
    VERIFY_WINDOW(program, window.press(u"Copy bearer header"_s, AccessibleRole::Button));
    QTRY_VERIFY_WITH_TIMEOUT(RunningProgram::clipboard().startsWith(u"Authorization: Bearer "),
                             10'000);
    QCOMPARE(program.server().requestCount(), 1);

    // Exported without secrets, and read again by the command line, which knows that it is there.
    const QString sets = folder.filePath(u"sets.json"_s);
    COMPARE_CODE(cli({u"export"_s, u"--output"_s, sets}), 0);
    const ProgramRun again = cli({u"import"_s, sets, u"--dry-run"_s});
    QVERIFY2(again.err.contains("nothing to import"), again.err.constData());
    // The window's export is the same file.
    const QString other = folder.filePath(u"window.json"_s);
    VERIFY_WINDOW(program, window.pressShortcut('e', AccessibilityBus::Control));
    VERIFY_WINDOW(program, window.setText(u"File name:"_s, other));
    VERIFY_WINDOW(program, window.press(u"Save"_s, AccessibleRole::Button));
    VERIFY_WINDOW(program, program.waitForWords(u"Exported the credential sets to"_s));
    QFile one(sets);
    QFile two(other);
    QVERIFY(one.open(QIODevice::ReadOnly) && two.open(QIODevice::ReadOnly));
    QCOMPARE(two.readAll(), one.readAll());

    for (const QByteArray &text : {secret.toUtf8(), PracticeTokenServer::pitneyBowesKey().toUtf8(),
                                   pair.toUtf8().toBase64()}) {
        QCOMPARE(RunningProgram::filesWith({text}), QStringList());
        QVERIFY(!program.processArguments().contains(text));
    }
    QVERIFY(program.close());
}

WIDGET_TEST_IN_PROGRAM(TestImports)
#include "tst_imports.moc"
