// SPDX-License-Identifier: MIT
#include "TestProgram.h"
#include "WindowBench.h"

using namespace Qt::StringLiterals;
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
        bench.desktop.setText(u"of somebody else"_s);
        bench.machine.keychain.release();
        QTRY_COMPARE(said.size(), 1);
        QVERIFY(said.constFirst().constFirst().toString().contains(u"not copied because"));
        QCOMPARE(copied.size(), 0);
        QCOMPARE(bench.desktop.text(), u"of somebody else"_s);

        bench.controller.copy(id, *copyFormat(format));
        QTRY_COMPARE(copied.size(), 1);
        QVERIFY(bench.desktop.text() != u"of somebody else"_s);
    }
};

WIDGET_TEST_IN_PROGRAM(TestCopyController)
#include "tst_copycontroller.moc"
