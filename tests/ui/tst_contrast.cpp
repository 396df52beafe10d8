// SPDX-License-Identifier: MIT
#include "ImportDialog.h"
#include "MainWindow.h"
#include "Palette.h"
#include "ProgramStyle.h"
#include "TestProgram.h"
#include "TextContrast.h"
#include "WholeWindow.h"
#include "WindowBench.h"

#include <QApplication>
#include <QPushButton>
#include <QStyleFactory>
#include <QTextEdit>
#include <QToolButton>
#include <QWindow>

using namespace Tokenwright;

namespace {

// rounded to tenths
constexpr double leastForText = 4.45;
constexpr double leastForDisabled = 2.95;

/// What a platform's scheme says; the rest is as a style makes it of these.
QPalette platformPalette(QColor window, QColor base, QColor text, QColor highlight,
                         QColor highlighted)
{
    QPalette palette(window);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, mixedColor(base, text, 0.03));
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(role, text);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, mixedColor(base, text, 0.25));
    palette.setColor(QPalette::Highlight, highlight);
    palette.setColor(QPalette::HighlightedText, highlighted);
    palette.setColor(QPalette::PlaceholderText, QColor(text.red(), text.green(), text.blue(), 128));
    palette.setColor(QPalette::ToolTipBase, base);
    palette.setColor(QPalette::ToolTipText, text);
    return palette;
}

} // namespace

/// All that is read in all windows can be read, in whatever style and scheme: 4.5 : 1, and 3 : 1
/// where it cannot be used. Measured from pixels; of single tones and palettes: tst_tones. And in
/// each window that opens one sees where the keyboard is.
class TestContrast : public QObject
{
    Q_OBJECT

private:
    struct Bench : WindowBench
    {
        std::unique_ptr<MainWindow> window;

        QAction *action(const QString &text) const
        {
            const auto actions = window->findChildren<QAction *>();
            for (QAction *action : actions) {
                if (action->text().remove(u'&') == text && action->menu() == nullptr)
                    return action;
            }
            return nullptr;
        }
    };

    void look(QWidget *widget, const QString &name)
    {
        QCoreApplication::processEvents();
        if (const QString folder = qEnvironmentVariable("TOKENWRIGHT_PICTURES"); !folder.isEmpty())
            widget->grab().save(folder + u'/' + QLatin1StringView(QTest::currentDataTag()) + u' '
                                + name + u".png");
        QStringList pale;
        // some styles fade in what becomes active
        static_cast<void>(QTest::qWaitFor(
            [&] {
                pale.clear();
                const auto found = TextContrast::of(widget);
                for (const TextContrast::Found &one : found) {
                    if (one.ratio < (one.isEnabled ? leastForText : leastForDisabled))
                        pale.append(
                            u"%1: %2 has %3"_s.arg(name, one.where).arg(one.ratio, 0, 'f', 2));
                }
                return pale.isEmpty() && !found.isEmpty();
            },
            1500));
        m_pale += pale;
    }

    /// Another place of the keyboard is another picture; a button that Enter presses has its frame
    /// from that.
    void seeKeyboard(QWidget *window, const QString &name)
    {
        QVERIFY2(QTest::qWaitFor([&] { return window->focusWidget() != nullptr; }),
                 qPrintable(name));
        QWidget *with = window->focusWidget();
        const auto *button = qobject_cast<const QPushButton *>(with);
        if (button && button->isDefault())
            return;
        const QImage before = window->grab().toImage();
        with->clearFocus();
        QCoreApplication::processEvents();
        QVERIFY2(window->grab().toImage() != before, qPrintable(name));
        with->setFocus();
    }

    void lookAtDialog(const QString &action, const std::function<void(QWidget *)> &prepare = {})
    {
        QAction *opens = m_bench->action(action);
        QVERIFY2(opens, qPrintable(action));
        opens->trigger();
        QVERIFY2(QTest::qWaitFor([] { return QApplication::activeModalWidget() != nullptr; }),
                 qPrintable(action));
        QWidget *dialog = QApplication::activeModalWidget();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        look(dialog, action);
        seeKeyboard(dialog, action);
        if (prepare) {
            prepare(dialog);
            if (QWidget *above = QApplication::activeModalWidget(); above && above != dialog) {
                QVERIFY(QTest::qWaitForWindowActive(above));
                look(above, action + u", above"_s);
                above->close();
            }
            look(dialog, action + u", then"_s);
        }
        for (int tries = 0; tries < 3 && QApplication::activeModalWidget(); ++tries) {
            QWidget *open = QApplication::activeModalWidget();
            open->close();
            QCoreApplication::processEvents();
            if (QWidget *question = QApplication::activeModalWidget(); question && question != open)
                press(question, u"Discard"_s);
        }
        QVERIFY2(QTest::qWaitFor([] { return QApplication::activeModalWidget() == nullptr; }),
                 qPrintable(action));
    }

    static void press(const QWidget *window, const QString &text)
    {
        const auto buttons = window->findChildren<QAbstractButton *>();
        for (QAbstractButton *button : buttons) {
            const QString name = button->accessibleName().isEmpty() ? button->text()
                                                                    : button->accessibleName();
            if (QString(name).remove(u'&') == text && button->isVisible()) {
                button->click();
                return;
            }
        }
        QFAIL(qPrintable(text));
    }

private Q_SLOTS:
    void everyWindow_data()
    {
        QTest::addColumn<QString>("style");
        QTest::addColumn<QPalette>("palette");
        const QString fusion = u"Fusion"_s;
        QTest::newRow("Fusion, light")
            << fusion
            << platformPalette(QColor(239, 239, 239), Qt::white, Qt::black, QColor(48, 140, 198),
                               Qt::white);
        QTest::newRow("Fusion, dark")
            << fusion
            << platformPalette(QColor(50, 50, 50), QColor(36, 36, 36), QColor(240, 240, 240),
                               QColor(48, 140, 198), Qt::white);
        QTest::newRow("Fusion, Breeze")
            << fusion
            << platformPalette(QColor(239, 240, 241), Qt::white, QColor(35, 38, 41),
                               QColor(61, 174, 233), QColor(252, 252, 252));
        QTest::newRow("Fusion, high contrast")
            << fusion << platformPalette(Qt::black, Qt::black, Qt::white, Qt::yellow, Qt::black);
        for (const char *style : {"adwaita", "adwaita-dark", "highcontrast", "highcontrastinverse"})
            QTest::newRow(style) << QString::fromLatin1(style) << QPalette();
    }

    void everyWindow()
    {
        QFETCH(QString, style);
        QFETCH(QPalette, palette);
        if (!QStyleFactory::keys().contains(style, Qt::CaseInsensitive))
            QSKIP("adwaita-qt6 is not installed");
        auto *programStyle = new ProgramStyle(style);
        QApplication::setPalette(QPalette());
        QApplication::setStyle(programStyle);
        if (palette != QPalette()) {
            programStyle->polish(palette);
            QApplication::setPalette(palette);
        }

        m_bench = std::make_unique<Bench>();
        QVERIFY(m_bench->isReady());
        m_bench->window = std::make_unique<MainWindow>(m_bench->parts);
        MainWindow &window = *m_bench->window;
        window.show();
        QVERIFY(isWhole(&window) && QTest::qWaitForWindowActive(&window));
        look(&window, u"without sets"_s);
        const QString good = m_bench->program.addSet();
        const QString bad = m_bench->program.addSet(u"Broken"_s, u"not-the-secret"_s);
        QVERIFY(m_bench->copy(good));
        window.reveal(good);
        look(&window, u"with a token"_s);
        seeKeyboard(&window, u"list"_s);
        m_bench->controller.mint(bad);
        QTRY_VERIFY(!m_bench->program.service.isWorking(bad)
                    && m_bench->program.ledger.record(bad).lastFailure);
        window.reveal(bad);
        const auto tabs = window.findChildren<QTabBar *>();
        for (QTabBar *bar : tabs) {
            for (int tab = bar->count() - 1; tab >= 0; --tab) {
                bar->setCurrentIndex(tab);
                look(&window, u"page %1"_s.arg(tab));
            }
        }
        window.tell(u"Something happened to the whole of it."_s);
        auto *search = window.findChild<QLineEdit *>();
        search->setText(u"nobody"_s);
        look(&window, u"no match"_s);
        search->clear();
        window.reveal(good);

        lookAtDialog(u"Add credential set"_s, [](QWidget *dialog) {
            press(dialog, u"More options"_s);
            press(dialog, u"Save"_s);
        });
        lookAtDialog(u"Edit credential set"_s,
                     [](QWidget *dialog) { press(dialog, u"Choose scopes…"_s); });
        lookAtDialog(u"Rotate secret…"_s);
        lookAtDialog(u"Providers…"_s);
        lookAtDialog(u"Preferences…"_s);
        lookAtDialog(u"Keyboard shortcuts"_s);
        lookAtDialog(u"About Tokenwright"_s);
        const auto menus = window.findChildren<QMenu *>();
        for (QMenu *menu : menus) {
            if (menu->actions().size() < 5)
                continue;
            // where the keyboard comes back late from a dialog, that closes what has opened
            // meanwhile
            QVERIFY(QTest::qWaitFor([&] {
                if (!menu->isVisible())
                    menu->popup(window.mapToGlobal(QPoint()));
                return menu->windowHandle()->isExposed();
            }));
            look(menu, u"menu of %1"_s.arg(menu->actions().size()));
            menu->close();
        }

        ImportDialog import({.providers = m_bench->machine.providers,
                             .registry = m_bench->program.registry,
                             .manager = m_bench->program.manager});
        import.show();
        look(&import, u"import, empty"_s);
        import.addText(
            u"ACME_CLIENT_ID=acme-practice-id\nACME_CLIENT_SECRET=acme-practice-value\n"_s);
        QTRY_VERIFY(import.findChild<QAbstractItemView *>()->model()->rowCount() > 0);
        look(&import, u"import"_s);
        import.close();

        const QPointer<Palette> search2 = new Palette({.model = m_bench->model,
                                                       .lastUsed = m_bench->lastUsed,
                                                       .controller = m_bench->controller,
                                                       .service = m_bench->program.service});
        search2->present();
        QVERIFY(QTest::qWaitForWindowExposed(search2));
        look(search2, u"palette"_s);
        delete search2;

        m_pale.removeDuplicates();
        for (const QString &pale : std::as_const(m_pale))
            qWarning("%s", qPrintable(pale));
        QVERIFY(m_pale.isEmpty());
    }

    void cleanup()
    {
        m_bench.reset();
        m_pale.clear();
    }

private:
    std::unique_ptr<Bench> m_bench;
    QStringList m_pale;
};

WIDGET_TEST_IN_PROGRAM(TestContrast)
#include "tst_contrast.moc"
