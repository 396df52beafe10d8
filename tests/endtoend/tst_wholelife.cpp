// SPDX-License-Identifier: MIT
#include "RunningProgram.h"
#include "TestProgram.h"

#include <QGuiApplication>
#include <QTest>

using namespace Qt::StringLiterals;

/// From an empty profile to a removed set, as a newcomer goes.
class TestWholeLife : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addMintCopyRestartCopyRemove()
    {
        RunningProgram program;
        QVERIFY(program.start());
        VERIFY_WINDOW(program,
                      program.window().find(u"Copy a valid token with one click"_s).isValid());

        VERIFY_WINDOW(program, program.addPitneyBowesSet(u"Parcels"_s));
        QCOMPARE(program.tokenCell(u"Parcels"_s), u"no token yet"_s);
        QVERIFY(RunningProgram::keyringContents().contains("practice-api-secret"));

        VERIFY_WINDOW(program, copyHeader(program));
        QTRY_COMPARE(program.server().tokensGiven().size(), 1);
        const QByteArray token = program.server().tokensGiven().constFirst();
        const QString header = u"Authorization: Bearer " + QString::fromLatin1(token);
        QTRY_COMPARE(RunningProgram::clipboard(), header);
        VERIFY_WINDOW(program, program.waitForTokenCell(u"Parcels"_s, u"left"_s));
        VERIFY_WINDOW(program, program.waitForWords(u"The clipboard is cleared in"_s));

        // marked as a secret, and nowhere but on the clipboard proper
        QVERIFY(RunningProgram::xclip({u"-selection"_s, u"clipboard"_s, u"-t"_s, u"TARGETS"_s})
                    .contains(u"x-kde-passwordManagerHint"_s));
        QCOMPARE(RunningProgram::xclip({u"-selection"_s, u"primary"_s}), QString());

        const QList<QByteArray> secrets{PracticeTokenServer::pitneyBowesKey().toUtf8(),
                                        PracticeTokenServer::pitneyBowesSecret().toUtf8(), token};
        QCOMPARE(RunningProgram::filesWith(secrets), QStringList());
        for (const QByteArray &secret : secrets)
            QVERIFY(!program.processArguments().contains(secret));

        QVERIFY(program.close());
        QTRY_COMPARE(RunningProgram::clipboard(), QString()); // cleared on quit

        QVERIFY(program.start());
        VERIFY_WINDOW(program, program.waitForTokenCell(u"Parcels"_s, u"left"_s));
        VERIFY_WINDOW(program, copyHeader(program));
        QTRY_COMPARE(RunningProgram::clipboard(), header);
        QCOMPARE(program.server().requestCount("/oauth/token"), 1); // no second mint

        VERIFY_WINDOW(program,
                      program.window().press(u"Remove credential set"_s, AccessibleRole::Button));
        VERIFY_WINDOW(program, program.waitForWords(u"Removed “Parcels” (Sandbox)."_s));
        VERIFY_WINDOW(program, program.window().find(u"Undo remove"_s).isValid());
        // it can still be had back, and goes with the program
        QVERIFY(RunningProgram::keyringContents().contains("tokenwright"));
        QVERIFY(program.close());
        QVERIFY(!RunningProgram::keyringContents().contains("tokenwright"));
    }

    void ebayIsAskedToTheLetter()
    {
        RunningProgram program;
        QVERIFY(program.start());
        VERIFY_WINDOW(program,
                      program.addSet(u"Catalogue"_s, u"eBay"_s, u"App ID (Client ID)"_s,
                                     u"  " + PracticeTokenServer::ebayClientId() + u" ",
                                     u"Cert ID (Client Secret)"_s,
                                     PracticeTokenServer::ebayClientSecret()));
        VERIFY_WINDOW(program, copyHeader(program));
        VERIFY_WINDOW(program, program.waitForTokenCell(u"Catalogue"_s, u"left"_s));
        QCOMPARE(program.server().requestCount(), 1);
        const PracticeRequest request = program.server().requests().constFirst();
        QCOMPARE(request.method, "POST");
        QCOMPARE(request.target, "/identity/v1/oauth2/token");
        QCOMPARE(request.httpVersion, "HTTP/1.1");
        QCOMPARE(request.header("Content-Type"), "application/x-www-form-urlencoded");
        const QByteArray pair = PracticeTokenServer::ebayClientId().toUtf8() + ':'
            + PracticeTokenServer::ebayClientSecret().toUtf8();
        QCOMPARE(request.header("Authorization"), "Basic " + pair.toBase64());
        QCOMPARE(
            request.body,
            "grant_type=client_credentials&scope=https%3A%2F%2Fapi.ebay.com%2Foauth%2Fapi_scope");
        QVERIFY(program.close());
    }

    void everythingByTheKeyboard()
    {
        RunningProgram program;
        QVERIFY(program.start());
        VERIFY_WINDOW(program, program.addPitneyBowesSet(u"By keys"_s));
        VERIFY_WINDOW(
            program,
            program.window().selectRow(u"Credential sets"_s,
                                       program.window().rowOf(u"Credential sets"_s, u"By keys"_s)));
        QVERIFY(program.window().pressKey(AccessibleWindow::Return));
        QTRY_COMPARE_WITH_TIMEOUT(program.server().tokensGiven().size(), 1, 15'000);
        QTRY_COMPARE(RunningProgram::clipboard(),
                     u"Authorization: Bearer "
                         + QString::fromLatin1(program.server().tokensGiven().constLast()));
        VERIFY_WINDOW(program, program.waitForTokenCell(u"By keys"_s, u"left"_s));
        QVERIFY(program.window().pressShortcut('m', AccessibilityBus::Control)); // always a new one
        QTRY_COMPARE_WITH_TIMEOUT(program.server().tokensGiven().size(), 2, 15'000);
        QVERIFY(program.window().pressShortcut('c', AccessibilityBus::Control));
        QTRY_COMPARE(RunningProgram::clipboard(),
                     u"Authorization: Bearer "
                         + QString::fromLatin1(program.server().tokensGiven().constLast()));
        QCOMPARE(program.server().tokensGiven().size(), 2);

        VERIFY_WINDOW(
            program,
            program.window().chooseFromMenu(u"Copy as…"_s, u"Basic header (ID and secret)"_s));
        const QByteArray pair = PracticeTokenServer::pitneyBowesKey().toUtf8() + ':'
            + PracticeTokenServer::pitneyBowesSecret().toUtf8();
        QTRY_COMPARE(RunningProgram::clipboard(),
                     u"Authorization: Basic " + QString::fromLatin1(pair.toBase64()));
        VERIFY_WINDOW(program, program.window().press(u"Clear now"_s, AccessibleRole::Button));
        QTRY_COMPARE(RunningProgram::clipboard(), QString());
        QVERIFY(program.close());
    }

private:
    static bool copyHeader(RunningProgram &program)
    {
        return program.window().press(u"Copy bearer header"_s, AccessibleRole::Button);
    }
};

WIDGET_TEST_IN_PROGRAM(TestWholeLife)
#include "tst_wholelife.moc"
