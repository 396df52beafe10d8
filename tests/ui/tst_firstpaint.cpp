// SPDX-License-Identifier: MIT
#include "FirstPaint.h"

#include "TestProgram.h"

#include <QTest>
#include <QWidget>

using namespace Tokenwright;

namespace {

class Painted final : public QWidget
{
public:
    int times = 0;

protected:
    void paintEvent(QPaintEvent *) override { ++times; }
};

} // namespace

class TestFirstPaint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void afterIt()
    {
        Painted window;
        Painted unseen;
        int calls = 0;
        bool wasPainted = false;
        bool isLate = false;
        afterFirstPaint(&unseen, [&] { isLate = true; });
        afterFirstPaint(&window, [&] {
            ++calls;
            wasPainted = window.times > 0 && !isLate;
        });
        window.show();
        QCOMPARE(calls, 0); // not within the call
        QTRY_COMPARE(calls, 1);
        QVERIFY(wasPainted);
        window.repaint();
        QTest::qWait(20);
        QCOMPARE(calls, 1);
    }

    void withoutOne()
    {
        Painted window;
        int calls = 0;
        afterFirstPaint(&window, [&] { ++calls; });
        QTRY_COMPARE(calls, 1);
        QCOMPARE(window.times, 0);
    }

    void notWithoutItsWidget()
    {
        int calls = 0;
        {
            Painted window;
            afterFirstPaint(&window, [&] { ++calls; });
        }
        Painted another;
        bool isOver = false;
        afterFirstPaint(&another, [&] { isOver = true; });
        QTRY_VERIFY(isOver); // as long as the first one would have taken
        QCOMPARE(calls, 0);
    }
};

WIDGET_TEST_IN_PROGRAM(TestFirstPaint)

#include "tst_firstpaint.moc"
