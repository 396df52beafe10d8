// SPDX-License-Identifier: MIT
#include "DialogBench.h"
#include "MainWindow.h"
#include "ProgramStyle.h"
#include "TestProgram.h"
#include "WholeWindow.h"
#include "WindowBench.h"

#include <QStyleFactory>

using namespace Tokenwright;

namespace {

/// 1024 by 600 pixels at half as large again, without a window's frame.
constexpr QSize smallScreen(682, 376);

} // namespace

/// All that opens fits a small screen, whatever is in it.
class TestSmallScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QApplication::setStyle(u"Fusion"_s); }

    void theWindow_data()
    {
        QTest::addColumn<QString>("style");
        for (const char *style : {"fusion", "adwaita", "adwaita-dark"})
            QTest::newRow(style) << QString::fromLatin1(style);
    }

    void theWindow()
    {
        QFETCH(QString, style);
        if (!QStyleFactory::keys().contains(style, Qt::CaseInsensitive))
            QSKIP("adwaita-qt6 is not installed");
        QApplication::setStyle(new ProgramStyle(style));
        WindowBench bench;
        QVERIFY(bench.isReady());
        bench.program.addSet();
        MainWindow window(bench.parts);
        window.show();
        QVERIFY(isWhole(&window));
        const QSize least = window.minimumSizeHint();
        QVERIFY2(least.width() <= smallScreen.width(), qPrintable(QString::number(least.width())));
        QVERIFY2(least.height() <= smallScreen.height(),
                 qPrintable(QString::number(least.height())));
    }

    /// Some have long addresses of the page where keys are had, some many and long fields.
    void addingASetOfEveryProvider()
    {
        DialogBench bench;
        for (const Provider &provider : bench.catalog.providers()) {
            bench.openToAdd(provider.name);
            const QSize least = bench.dialog->minimumSizeHint();
            QVERIFY2(least.width() <= smallScreen.width(),
                     qPrintable(u"%1: %2"_s.arg(provider.name).arg(least.width())));
            QVERIFY2(least.height() <= smallScreen.height(),
                     qPrintable(u"%1: %2"_s.arg(provider.name).arg(least.height())));
            bench.dialog.reset();
        }
    }
};

WIDGET_TEST_IN_PROGRAM(TestSmallScreen)
#include "tst_smallscreen.moc"
