// SPDX-License-Identifier: MIT
#include "CredentialTable.h"
#include "DialogBench.h"
#include "MainWindow.h"
#include "PreferencesDialog.h"
#include "TestProgram.h"
#include "WholeWindow.h"
#include "WindowBench.h"

#include <QTemporaryDir>

using namespace Tokenwright;

/// Where people write from right to left, everything stands on the other side.
class TestMirrored : public QObject
{
    Q_OBJECT

private:
    struct Place
    {
        QString what;
        QRect rect;
    };
    /// Where everything that can be seen is in \a window, once it is shown.
    static QList<Place> places(QWidget &window)
    {
        window.show();
        if (!isWhole(&window))
            return {};
        QList<Place> places;
        const auto widgets = window.findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            if (widget->isVisibleTo(&window) && widget->window() == &window)
                places.append({QString::fromLatin1(widget->metaObject()->className()) + u" “"
                                   + widget->accessibleName() + u'”',
                               {widget->mapTo(&window, QPoint()), widget->size()}});
        }
        return places;
    }

    /// \a make gives the same window each time it is called.
    static void compare(const std::function<std::unique_ptr<QWidget>()> &make)
    {
        constexpr int tolerance = 3; // halves of pixels, and what a frame takes
        QList<Place> before;
        int width = 0;
        {
            const auto window = make();
            before = places(*window);
            width = window->width();
        }
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        const auto window = make();
        const QList<Place> after = places(*window);
        QCOMPARE(window->width(), width);
        QVERIFY(before.size() > 5);
        QCOMPARE(after.size(), before.size());
        QStringList wrong;
        for (qsizetype i = 0; i < before.size(); ++i) {
            const QRect was = before.at(i).rect;
            const QRect is = after.at(i).rect;
            const int left = width - was.right() - 1;
            if (std::abs(is.left() - left) > tolerance && was.width() <= width)
                wrong.append(u"%1 is at %2 and not at %3"_s.arg(
                    before.at(i).what, QString::number(is.left()), QString::number(left)));
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(u'\n' + wrong.join(u'\n')));
    }

    /// How much red is in the first and in the last pixels of a row.
    static std::pair<int, int> redAtEdges(const QImage &row)
    {
        constexpr int edge = 10;
        int first = 0;
        int last = 0;
        for (int y = 0; y < row.height(); ++y) {
            for (int x = 0; x < edge; ++x) {
                const auto isRed = [](const QColor &color) {
                    return color.red() > color.green() + 60 && color.red() > color.blue() + 60;
                };
                first += isRed(row.pixelColor(x, y));
                last += isRed(row.pixelColor(row.width() - 1 - x, y));
            }
        }
        return {first, last};
    }

private Q_SLOTS:
    void cleanup() { QGuiApplication::setLayoutDirection(Qt::LeftToRight); }

    void theWindow()
    {
        WindowBench bench;
        QVERIFY(bench.isReady());
        const QString set = bench.program.addSet();
        QVERIFY(bench.copy(set));
        compare([&] {
            auto window = std::make_unique<MainWindow>(bench.parts);
            window->resize(900, 600);
            window->reveal(set);
            return window;
        });
    }

    void preferences()
    {
        QTemporaryDir folder;
        Settings settings(folder.filePath(u"settings.ini"_s));
        const QList<PreferencesDialog::Format> formats{{u"curl"_s, u"curl command"_s}};
        compare([&] { return std::make_unique<PreferencesDialog>(settings, formats); });
    }

    void theEditor()
    {
        DialogBench bench;
        QVERIFY(bench.ready);
        compare([&] { return std::make_unique<CredentialDialog>(bench.parts); });
    }

    /// What delegates paint: production's stripe is where a row begins.
    void production()
    {
        WindowBench bench;
        bench.revise([](QJsonObject &provider) {
            QJsonObject environments = provider[u"environments"].toObject();
            QJsonObject sandbox = environments[u"sandbox"].toObject();
            sandbox[u"production"] = true;
            environments[u"sandbox"] = sandbox;
            provider[u"environments"] = environments;
        });
        bench.program.addSet();
        bench.program.addSet(u"Other"_s);
        MainWindow window(bench.parts);
        window.resize(900, 600);
        window.show();
        QVERIFY(isWhole(&window) && QTest::qWaitForWindowActive(&window));
        auto *table = window.findChild<CredentialTable *>();
        table->selectRow(1);
        const auto row = [table] {
            const int height = table->rowHeight(0);
            return table->viewport()->grab({0, 0, table->viewport()->width(), height}).toImage();
        };
        const auto [first, last] = redAtEdges(row());
        QVERIFY2(first > 20 && last == 0, qPrintable(u"%1 %2"_s.arg(first).arg(last)));
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        QTRY_COMPARE(table->layoutDirection(), Qt::RightToLeft);
        const auto [mirroredFirst, mirroredLast] = redAtEdges(row());
        QVERIFY2(mirroredLast > 20 && mirroredFirst == 0,
                 qPrintable(u"%1 %2"_s.arg(mirroredFirst).arg(mirroredLast)));
    }
};

WIDGET_TEST_IN_PROGRAM(TestMirrored)
#include "tst_mirrored.moc"
