// SPDX-License-Identifier: MIT
#include "TestProgram.h"
#include "WindowBench.h"

#include <QJsonArray>

using namespace Tokenwright;

/// What is copied late, because somebody has to unlock the keychain or a server takes its time,
/// must not replace what people copied meanwhile.
class TestCopyController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lateCopies_data()
    {
        QTest::addColumn<QString>("format");
        for (const CopyFormat &format : copyFormats())
            QTest::newRow(format.id) << QString::fromLatin1(format.id);
    }
    void lateCopies()
    {
        QFETCH(const QString, format);
        CopyBench bench;
        QVERIFY(bench.isReady());
        const QString id = bench.program.addSet();
        const QSignalSpy copied(&bench.controller, &CopyController::copied);
        const QSignalSpy said(&bench.controller, &CopyController::said);

        bench.machine.keychain.holdNext(FakeSecretStore::Operation::Read);
        bench.controller.copy(id, *copyFormat(format));
        QTRY_VERIFY(bench.machine.keychain.isHolding());
        const auto changesBefore = bench.clipboard.changeCount();
        bench.desktop.setText(u"of somebody else"_s);
        QTRY_VERIFY(bench.clipboard.changeCount() != changesBefore); // Windows tells of it later
        bench.machine.keychain.release();
        QTRY_COMPARE(said.size(), 1);
        QVERIFY(said.constFirst().constFirst().toString().contains(u"not copied because"));
        QCOMPARE(copied.size(), 0);
        QCOMPARE(bench.desktop.text(), u"of somebody else"_s);

        bench.controller.copy(id, *copyFormat(format));
        QTRY_COMPARE(copied.size(), 1);
        QVERIFY(bench.desktop.text() != u"of somebody else"_s);
    }

    /// Formats of a whole call have what the provider wants in every call; the header has not.
    void standingHeaders()
    {
        CopyBench bench;
        const QString id = bench.program.addSet();
        changeProvider(bench.machine.profile.profile, u"useToken"_s,
                       {{u"headers"_s,
                         QJsonArray{QJsonObject{{u"name"_s, u"X-Client"_s},
                                                {u"value"_s, u"{client_id}"_s}}}}});
        bench.machine.providers.reload();
        const QSignalSpy copied(&bench.controller, &CopyController::copied);
        bench.controller.copy(id, *copyFormat(u"curl"_s));
        QTRY_COMPARE(copied.size(), 1);
        const QString header = u"X-Client: "_s + PracticeTokenServer::ebayClientId();
        QVERIFY2(bench.desktop.text().contains(header), qPrintable(bench.desktop.text()));
        bench.controller.copyHeader(id);
        QTRY_COMPARE(copied.size(), 2);
        QVERIFY(bench.desktop.text().startsWith(u"Authorization: Bearer "));
        QVERIFY(!bench.desktop.text().contains(u'\n'));
    }

    /// Whatever would mint asks first where that makes a living token invalid.
    void nothingIsRevokedUnasked_data()
    {
        QTest::addColumn<QString>("what");
        for (const CopyFormat &format : copyFormats()) {
            if (format.needs == CopyFormat::Needs::Token)
                QTest::newRow(format.id) << QString::fromLatin1(format.id);
        }
        QTest::newRow("mint") << u"mint"_s;
    }
    void nothingIsRevokedUnasked()
    {
        QFETCH(const QString, what);
        CopyBench bench;
        const QString id = bench.program.addSet();
        revokePrevious(bench.machine.profile.profile);
        bench.machine.providers.reload();
        std::optional<RevokingQuestion> question;
        connect(&bench.controller, &CopyController::wouldRevoke, this,
                [&question](const RevokingQuestion &asked) { question = asked; });
        const QSignalSpy copied(&bench.controller, &CopyController::copied);
        const QSignalSpy failed(&bench.controller, &CopyController::failed);
        const auto act = [&] {
            question.reset();
            if (what == u"mint")
                bench.controller.mint(id);
            else
                bench.controller.copy(id, *copyFormat(what));
        };
        act(); // there is no token yet
        QVERIFY(!question);
        QTRY_VERIFY(!bench.program.service.isWorking(id));
        QCOMPARE(bench.machine.server.requestCount(), 1);

        bench.machine.clock.advance(7'000'000); // less is left than is reused
        act();
        QVERIFY(question);
        QVERIFY(!bench.program.service.isWorking(id));
        QVERIFY(question->objection.contains(remainingText(200'000)));
        QCOMPARE(bool(question->copyRest), what != u"mint");
        question->leaveIt();
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed.constFirst().at(1).value<Error>().kind, ErrorKind::Cancelled);

        const auto before = copied.size();
        if (question->copyRest) {
            question->copyRest();
            QTRY_COMPARE(copied.size(), before + 1);
            QCOMPARE(bench.machine.server.requestCount(), 1);
        }
        act();
        QVERIFY(question);
        question->mint();
        QTRY_COMPARE(bench.machine.server.requestCount(), 2);
        QTRY_VERIFY(!bench.program.service.isWorking(id));
        QCOMPARE(failed.size(), 1);
    }

    /// A set that fails may be in the next batch before the one that it failed in has been told of.
    void eachBatchCountsItsOwn()
    {
        CopyBench bench;
        const QStringList both{bench.program.addSet(), bench.program.addSet(u"Parcels"_s)};
        revokePrevious(bench.machine.profile.profile);
        bench.machine.providers.reload();
        for (const QString &id : both)
            VERIFY_OK(await(bench.program.ask(id)));
        QList<RevokingQuestion> questions;
        connect(&bench.controller, &CopyController::wouldRevoke, this,
                [&questions](const RevokingQuestion &asked) { questions.append(asked); });
        const QSignalSpy ended(&bench.controller, &CopyController::mintingEnded);
        const auto leaveAll = [&questions] {
            for (const RevokingQuestion &question : std::exchange(questions, {}))
                question.leaveIt();
        };
        bench.controller.mint(both);
        QCOMPARE(questions.size(), 2);
        leaveAll();
        bench.controller.mint(both);
        QCOMPARE(questions.size(), 2);
        QTRY_COMPARE(ended.size(), 1);
        leaveAll();
        QTRY_COMPARE(ended.size(), 2);
        for (const QList<QVariant> &told : ended)
            QVERIFY(told.constFirst().toString().startsWith(u"Minted 0 of 2 "));
    }

    /// A token that only another run has, or that was asked for before an edit, cannot be copied.
    void whatIsNotHereIsNotOffered()
    {
        CopyBench bench;
        const QString id = bench.program.addSet();
        revokePrevious(bench.machine.profile.profile);
        bench.machine.providers.reload();
        VERIFY_OK(await(bench.program.ask(id)));
        CredentialSet set = *bench.program.registry.find(id);
        set.scopes = {u"another"_s};
        VERIFY_OK(await(bench.program.edit(set)));
        std::optional<RevokingQuestion> question;
        connect(&bench.controller, &CopyController::wouldRevoke, this,
                [&question](const RevokingQuestion &asked) { question = asked; });
        bench.controller.copyWhatIsLeft(id);
        QVERIFY(question);
        QVERIFY(!question->copyRest);
        QCOMPARE(bench.machine.server.requestCount(), 1);
    }
};

WIDGET_TEST_IN_PROGRAM(TestCopyController)
#include "tst_copycontroller.moc"
