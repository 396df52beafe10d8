// SPDX-License-Identifier: MIT
#include "FakeClock.h"
#include "OtherClipboard.h"
#include "SecretClipboard.h"
#include "TestProgram.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QWindow>

using namespace Tokenwright;

namespace {

const QString hint = u"x-kde-passwordManagerHint"_s;
const QString bearer = u"Authorization: Bearer not-a-real-token^#|"_s;

} // namespace

class TestSecretClipboard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_system = QGuiApplication::clipboard();
        m_system->clear();
    }

    void otherProgramsGetTextAndHint()
    {
        FakeClock clock;
        SecretClipboard clipboard(clock, *m_system);
        clipboard.put(Secret::fromText(bearer), 30);
        QVERIFY(clipboard.isOurs());
        QCOMPARE(OtherClipboard::read(u"clipboard"_s), bearer);
        const QStringList targets = OtherClipboard::read(u"clipboard"_s, u"TARGETS"_s).split(u'\n');
        QVERIFY(targets.contains(hint));
        QVERIFY(targets.contains(u"text/plain"_s));
        QCOMPARE(OtherClipboard::read(u"clipboard"_s, hint), u"secret"_s);
        clipboard.clearNow();
    }

    void windowsIsToldToo()
    {
        FakeClock clock;
        SecretClipboard clipboard(clock, *m_system);
        clipboard.put(Secret::fromText(bearer), 30);
        // by exactly these names: what Windows looks for is registered by whoever copies
        for (const QString &name :
             {u"ExcludeClipboardContentFromMonitorProcessing"_s, u"CanIncludeInClipboardHistory"_s,
              u"CanUploadToCloudClipboard"_s})
            QVERIFY(m_system->mimeData()->formats().contains(name));
        const QByteArray no(4, '\0');
        QCOMPARE(m_system->mimeData()->data(u"CanIncludeInClipboardHistory"_s), no);
        QCOMPARE(m_system->mimeData()->data(u"CanUploadToCloudClipboard"_s), no);
        clipboard.clearNow();
    }

    void primaryIsLeftAlone()
    {
        FakeClock clock;
        SecretClipboard clipboard(clock, *m_system);
        m_system->setText(u"selected"_s, QClipboard::Selection);
        clipboard.put(Secret::fromText(bearer), 30);
        QCOMPARE(OtherClipboard::read(u"primary"_s), u"selected"_s);
        clipboard.clearNow();
        QCOMPARE(OtherClipboard::read(u"primary"_s), u"selected"_s);
        m_system->clear(QClipboard::Selection);
    }

    void countsDownAndClears()
    {
        FakeClock clock;
        SecretClipboard clipboard(clock, *m_system);
        QSignalSpy seconds(&clipboard, &SecretClipboard::secondsLeftChanged);
        QSignalSpy cleared(&clipboard, &SecretClipboard::cleared);
        clipboard.put(Secret::fromText(bearer), 30);
        QCOMPARE(seconds.size(), 1);
        QCOMPARE(seconds.first().first().toInt(), 30);

        clock.advance(2'000);
        QTRY_COMPARE_WITH_TIMEOUT(seconds.size(), 2, 3'000);
        QCOMPARE(seconds.last().first().toInt(), 28);
        QVERIFY(cleared.isEmpty());

        clock.advance(28'000);
        QTRY_COMPARE_WITH_TIMEOUT(cleared.size(), 1, 3'000);
        QCOMPARE(cleared.first().first().toBool(), false);
        QVERIFY(!clipboard.isOurs());
        QVERIFY(!clipboard.secondsLeft());
        QCOMPARE(OtherClipboard::read(u"clipboard"_s), QString());

        const auto ticks = seconds.size();
        QTest::qWait(1'200); // the timer rests when there is nothing to count
        QCOMPARE(seconds.size(), ticks);
    }

    void suspendCounts()
    {
        FakeClock clock;
        SecretClipboard clipboard(clock, *m_system);
        QSignalSpy cleared(&clipboard, &SecretClipboard::cleared);
        clipboard.put(Secret::fromText(bearer), 30);
        clock.advance(8 * 3'600'000); // a night
        QTRY_COMPARE_WITH_TIMEOUT(cleared.size(), 1, 3'000);
        QCOMPARE(m_system->text(), QString());
    }

    void settingTheClockDoesNotMatter()
    {
        FakeClock clock;
        SecretClipboard clipboard(clock, *m_system);
        clipboard.put(Secret::fromText(bearer), 30);
        clock.step(-3'600'000);
        QCOMPARE(clipboard.secondsLeft(), std::optional(30));
        clock.step(7'200'000);
        QCOMPARE(clipboard.secondsLeft(), std::optional(30));
        clipboard.clearNow();
    }

    void wallClockServesWhereThereIsNoOther()
    {
        FakeClock clock;
        clock.moment.bootId.clear();
        SecretClipboard clipboard(clock, *m_system);
        clipboard.put(Secret::fromText(bearer), 30);
        clock.step(10'000);
        QCOMPARE(clipboard.secondsLeft(), std::optional(20));
        clipboard.clearNow();
    }

    void whatOthersCopiedStays()
    {
        FakeClock clock;
        SecretClipboard clipboard(clock, *m_system);
        QSignalSpy cleared(&clipboard, &SecretClipboard::cleared);
        clipboard.put(Secret::fromText(bearer), 30);
        const quint64 changes = clipboard.changeCount();
        QVERIFY(clipboard.isBusy());
        QVERIFY(OtherClipboard::copy(u"shopping list"_s));
        QTRY_COMPARE_WITH_TIMEOUT(cleared.size(), 1, 5'000);
        QVERIFY(!clipboard.isBusy());
        QCOMPARE(cleared.first().first().toBool(), true);
        QVERIFY(!clipboard.isOurs());
        QVERIFY(clipboard.changeCount() > changes);

        clock.advance(60'000);
        QTest::qWait(1'200);
        clipboard.clearNow();
        QCOMPARE(OtherClipboard::read(u"clipboard"_s), u"shopping list"_s);
        QCOMPARE(cleared.size(), 1);
    }

    void whatWeCopiedOurselvesElsewhereStays()
    {
        FakeClock clock;
        SecretClipboard clipboard(clock, *m_system);
        QSignalSpy cleared(&clipboard, &SecretClipboard::cleared);
        clipboard.put(Secret::fromText(bearer), 30);
        m_system->setText(u"a name copied from the window"_s);
        QTRY_COMPARE(cleared.size(), 1); // Windows tells of it later
        clipboard.clearNow();
        QCOMPARE(m_system->text(), u"a name copied from the window"_s);
    }

    void staysUntilQuitWhenAskedTo()
    {
        FakeClock clock;
        SecretClipboard clipboard(clock, *m_system);
        QSignalSpy seconds(&clipboard, &SecretClipboard::secondsLeftChanged);
        clipboard.put(Secret::fromText(bearer), 0);
        QVERIFY(!clipboard.secondsLeft());
        clock.advance(3'600'000);
        QTest::qWait(1'200);
        QVERIFY(seconds.isEmpty());
        QCOMPARE(OtherClipboard::read(u"clipboard"_s), bearer);
        clipboard.clearNow(); // as on quit
        QCOMPARE(OtherClipboard::read(u"clipboard"_s), QString());
    }

    void theLastCopyCounts()
    {
        FakeClock clock;
        SecretClipboard clipboard(clock, *m_system);
        QSignalSpy cleared(&clipboard, &SecretClipboard::cleared);
        clipboard.put(Secret::fromText(bearer), 30);
        const quint64 changes = clipboard.changeCount();
        clock.advance(20'000);
        clipboard.put(Secret::fromText(u"another, not real either"_s), 30);
        QTRY_VERIFY(clipboard.changeCount() > changes);
        QCOMPARE(clipboard.secondsLeft(), std::optional(30));
        QVERIFY(cleared.isEmpty());
        clipboard.clearNow();
        QCOMPARE(cleared.size(), 1);
        clipboard.clearNow(); // nothing is left to be cleared
        QCOMPARE(cleared.size(), 1);
    }

    void nothingIsNotCopied()
    {
        FakeClock clock;
        SecretClipboard clipboard(clock, *m_system);
        m_system->setText(u"before"_s);
        clipboard.put(Secret(), 30);
        QCOMPARE(m_system->text(), u"before"_s);
        QVERIFY(!clipboard.isOurs());
    }

    void refusedClearIsToldAndTriedAgain()
    {
        FakeClock clock;
        SecretClipboard clipboard(clock, *m_system);
        QSignalSpy cleared(&clipboard, &SecretClipboard::cleared);
        QSignalSpy refused(&clipboard, &SecretClipboard::clearRefused);
        clipboard.put(Secret::fromText(bearer), 30);
        // a desktop that puts back at once what was taken away
        const QObject desktop;
        const auto stubborn = connect(m_system, &QClipboard::dataChanged, &desktop, [this] {
            if (m_system->text() != bearer)
                m_system->setText(bearer);
        });
        clipboard.clearNow();
        QCOMPARE(refused.size(), 1);
        QVERIFY(cleared.isEmpty());
        QVERIFY(clipboard.isOurs());

        disconnect(stubborn);
        Q_EMIT qGuiApp->applicationStateChanged(Qt::ApplicationActive);
        QCOMPARE(cleared.size(), 1);
        QCOMPARE(m_system->text(), QString());
        QCOMPARE(refused.size(), 1);
    }

    void whatIsPutBackIsTold()
    {
        FakeClock clock;
        SecretClipboard clipboard(clock, *m_system);
        QSignalSpy putBack(&clipboard, &SecretClipboard::putBack);
        clipboard.put(Secret::fromText(bearer), 30);
        clipboard.clearNow();
        // As a manager with a history does at once. (No QCOMPARE that it is taken off again:
        // xclip's claim bears a later time than ours can, which X honours; managers' do not.)
        QVERIFY(OtherClipboard::copy(bearer));
        QTRY_COMPARE_WITH_TIMEOUT(putBack.size(), 1, 5'000);
    }

    void whatIsCopiedAfterTheClearStays_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("milliseconds");
        QTest::newRow("another text at once") << u"shopping list"_s << 0;
        QTest::newRow("the same, much later, by the user") << bearer << 10'000;
    }

    void whatIsCopiedAfterTheClearStays()
    {
        QFETCH(QString, text);
        QFETCH(int, milliseconds);
        FakeClock clock;
        SecretClipboard clipboard(clock, *m_system);
        QSignalSpy putBack(&clipboard, &SecretClipboard::putBack);
        clipboard.put(Secret::fromText(bearer), 30);
        clipboard.clearNow();
        clock.advance(milliseconds);
        const quint64 changes = clipboard.changeCount();
        QVERIFY(OtherClipboard::copy(text));
        QTRY_VERIFY(clipboard.changeCount() > changes);
        QCOMPARE(OtherClipboard::read(u"clipboard"_s), text);
        QVERIFY(putBack.isEmpty());
    }

    // As on Wayland, where the desktop listens to the active window alone, once for every input.

    void afterInputNothingIsCopiedFromTheBackground()
    {
        FakeClock clock;
        SecretClipboard clipboard(clock, *m_system, nullptr, SecretClipboard::Access::AfterInput);
        m_system->setText(u"before"_s);
        QVERIFY(!clipboard.put(Secret::fromText(bearer), 30)); // no window
        QWindow window;
        QVERIFY(makeActive(window));
        QVERIFY(!clipboard.put(Secret::fromText(bearer), 30)); // nobody clicked
        QCOMPARE(m_system->text(), u"before"_s);
        QVERIFY(!clipboard.secondsLeft());
        QTest::keyClick(&window, Qt::Key_Return);
        QVERIFY(clipboard.put(Secret::fromText(bearer), 30));
        QVERIFY(!clipboard.put(Secret::fromText(u"more"_s), 30));
        QCOMPARE(m_system->text(), bearer);
        clipboard.clearNow();
    }

    void afterInputItIsWipedAndReplaced()
    {
        FakeClock clock;
        SecretClipboard clipboard(clock, *m_system, nullptr, SecretClipboard::Access::AfterInput);
        QSignalSpy cleared(&clipboard, &SecretClipboard::cleared);
        QSignalSpy refused(&clipboard, &SecretClipboard::clearRefused);
        QSignalSpy letGo(&clipboard, &SecretClipboard::letGo);
        QWindow window;
        QVERIFY(makeActive(window));
        QTest::keyClick(&window, Qt::Key_Return);
        QVERIFY(clipboard.put(Secret::fromText(bearer), 30));
        clock.advance(30'000);
        QTRY_COMPARE_WITH_TIMEOUT(cleared.size(), 1, 3'000);
        QCOMPARE(OtherClipboard::read(u"clipboard"_s), QString());
        QVERIFY(m_system->mimeData()->hasText()); // not let go yet: nobody asked for anything since
        QVERIFY(clipboard.isBusy() && letGo.isEmpty());
        QTest::keyClick(&window, Qt::Key_Down);
        QVERIFY(!clipboard.isBusy());
        QCOMPARE(letGo.size(), 1);
        QVERIFY(!m_system->mimeData()->hasText());
        QVERIFY(m_system->mimeData()->hasFormat(hint));
        QCOMPARE(cleared.size(), 1);
        QVERIFY(refused.isEmpty());
    }

    void afterInputARefusalIsToldAndTriedAgain()
    {
        FakeClock clock;
        SecretClipboard clipboard(clock, *m_system, nullptr, SecretClipboard::Access::AfterInput);
        QSignalSpy cleared(&clipboard, &SecretClipboard::cleared);
        QSignalSpy refused(&clipboard, &SecretClipboard::clearRefused);
        QWindow window;
        QVERIFY(makeActive(window));
        QTest::keyClick(&window, Qt::Key_Return);
        QVERIFY(clipboard.put(Secret::fromText(bearer), 30));
        window.hide();
        QTRY_VERIFY(QGuiApplication::applicationState() != Qt::ApplicationActive);
        clock.advance(30'000);
        QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, 3'000);
        QCOMPARE(OtherClipboard::read(u"clipboard"_s), QString()); // wiped all the same
        QVERIFY(cleared.isEmpty());
        QVERIFY(!clipboard.secondsLeft());
        QVERIFY(clipboard.isBusy()); // as long as the desktop keeps it

        QVERIFY(makeActive(window));
        QTRY_COMPARE(cleared.size(), 1);
        QTest::keyClick(&window, Qt::Key_Down);
        QVERIFY(!m_system->mimeData()->hasText());
        QCOMPARE(refused.size(), 1);
    }

private:
    static bool makeActive(QWindow &window)
    {
        window.show();
        window.requestActivate();
        return QTest::qWaitForWindowActive(&window) && QTest::qWaitFor([] {
                   return QGuiApplication::applicationState() == Qt::ApplicationActive;
               });
    }

    QClipboard *m_system = nullptr;
};

WIDGET_TEST_IN_PROGRAM(TestSecretClipboard)
#include "tst_secretclipboard.moc"
