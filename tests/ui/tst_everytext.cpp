// SPDX-License-Identifier: MIT
#include "ClippedTexts.h"
#include "FakeNotifier.h"
#include "ImportDialog.h"
#include "MainWindow.h"
#include "Palette.h"
#include "ShownTexts.h"
#include "TestProgram.h"
#include "Tray.h"
#include "WholeWindow.h"
#include "WindowBench.h"

#include <QTabBar>
#include <QToolButton>
#include <QTranslator>

using namespace Tokenwright;

/// Every text that can be seen, pointed at or heard was translated: in a language where each stands
/// between ⟦ and ⟧, and what was put into it between ⟨ and ⟩ (tests/languages/pseudo.py, which a
/// fixture of ctest's has run), nothing is left outside but what nobody translates.
///
/// And each can be read whole, though it is half as long again as in English, also where the
/// desktop writes half as large again.
///
/// TOKENWRIGHT_PICTURES names a folder for pictures of all that was looked at; with
/// TOKENWRIGHT_PICTURED=mirrored they are in the other language, from right to left; so is any
/// other whose .qm file is in TOKENWRIGHT_PSEUDO.
class TestEveryText : public QObject
{
    Q_OBJECT

private:
    struct Bench : WindowBench
    {
        QAction *action(const char *source) const
        {
            const auto actions = window->findChildren<QAction *>();
            for (QAction *action : actions) {
                if (action->text() == QCoreApplication::translate("Tokenwright", source))
                    return action;
            }
            return nullptr;
        }
        FakeNotifier notifier;
        std::unique_ptr<MainWindow> window;
    };

    /// What is data: names that people or providers gave, and what is typed as it stands.
    static bool isAllowed(QString piece)
    {
        static const QRegularExpression data(
            u"^("
            "eBay|eBay (allows|does not know) .*|client authentication failed|pitney-bowes|"
            "a keychain made of paper|Acme|acme-practice-id|developer\\.ebay\\.com\\S*|"
            "Scroll (Left|Right)|&?OK|"
            "Pitney Bowes|Sandbox|Production|PRODUCTION|Catalogue|Broken|Tokenwright|"
            "(App|Cert) ID( \\(Client (ID|Secret)\\))?|API key|API secret|client secret|"
            // keys, types, protocols, addresses, files, codes
            "(Ctrl|Alt|Shift|Meta)\\+\\S+|F\\d+|Del|Esc|Enter|Return|Up|Down|"
            "[\\d :.,]+|\\d+ \\w{3} \\d{4} "
            "[\\d:]+|https?://\\S+|[\\w.-]+:\\d+(/\\S*)?|[\\w/.-]+\\.json|/"
            "\\S*|[a-z]+(_[a-z0-9]+)+|"
            "[A-Z]:\\\\\\S*|"
            "JSON|HTTPie|HTTP|RS\\d+|PS\\d+|ES\\d+|HS\\d+|EdDSA|[A-Z][\\w-]+: \\S+|\\w+=\\S+|"
            "-----BEGIN [A-Z ]+-----|\\d+\\.\\d+\\.\\d+|ebay|"
            // languages are called as in themselves
            "Deutsch|English|Español|Français|Português \\(Brasil\\)|日本語|简体中文"
            ")$"_s);
        piece = piece.trimmed().remove(u'&');
        static const QRegularExpression word(u"\\p{L}{2,}"_s);
        return !word.match(piece).hasMatch() || data.match(piece).hasMatch();
    }

    /// What of \a text is neither a translation nor data.
    static QStringList untranslated(const QString &text)
    {
        QStringList found;
        QString outside;
        QList<QChar> open;
        const auto close = [&] {
            if (isAllowed(outside)) {
                outside.clear();
                return;
            }
            for (const QString &piece :
                 outside.split(QRegularExpression(u"[\\n\\t·,;“”]|: |\\(|\\)$"_s)))
                if (!isAllowed(piece))
                    found.append(piece.trimmed());
            outside.clear();
        };
        for (const QChar letter : text) {
            if (letter == u'⟦' || letter == u'⟨') {
                if (open.isEmpty() || open.last() == u'⟨')
                    close();
                open.append(letter);
            } else if (letter == u'⟧' || letter == u'⟩') {
                if (!open.isEmpty() && open.last() == u'⟨')
                    close();
                if (!open.isEmpty())
                    open.removeLast();
            } else if (open.isEmpty() || open.last() == u'⟨') {
                outside.append(letter);
            }
        }
        close();
        return found;
    }

    void look(QWidget *widget, const char *name)
    {
        QVERIFY2(widget->isHidden() || QTest::qWaitForWindowExposed(widget), name);
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(); // and what a timer has changed last is laid out
        if (const QString folder = qEnvironmentVariable("TOKENWRIGHT_PICTURES"); !folder.isEmpty())
            widget->grab().save(folder + u'/' + QString::fromLatin1(name).remove(u'&') + m_size
                                + u".png");
        for (const QString &clipped : ClippedTexts::of(widget))
            m_found.append(u"%1%2, clipped: %3"_s.arg(QLatin1StringView(name), m_size, clipped));
        const auto shown = ShownTexts::of(widget);
        QVERIFY2(shown.size() > 2, name);
        for (const ShownTexts::Shown &one : shown) {
            const QStringList left = untranslated(one.text);
            if (!left.isEmpty())
                m_found.append(u"%1, %2: “%3” in “%4”"_s.arg(QLatin1StringView(name), one.where,
                                                             left.join(u"”, “"), one.text));
        }
    }

    /// Opens a dialog by the action that has \a source in it, looks at it and closes it.
    void lookAtDialog(const char *source, const std::function<void(QWidget *)> &prepare = {})
    {
        QAction *action = m_bench->action(source);
        QVERIFY2(action, source);
        action->trigger();
        QVERIFY2(QTest::qWaitFor([] { return QApplication::activeModalWidget() != nullptr; }),
                 source);
        QWidget *dialog = QApplication::activeModalWidget();
        if (prepare)
            prepare(dialog);
        look(dialog, source);
        dialog->close();
        QVERIFY2(QTest::qWaitFor([] { return QApplication::activeModalWidget() == nullptr; }),
                 source);
    }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("size");
        QTest::newRow("usual text") << QString();
        QTest::newRow("large text") << u"-large"_s;
    }

    void initTestCase()
    {
        m_font = QApplication::font();
        const QString name = qEnvironmentVariable("TOKENWRIGHT_PICTURED", u"longer"_s);
        m_isForPictures = name != u"longer";
        const QString file = qEnvironmentVariable("TOKENWRIGHT_PSEUDO") + u'/' + name + u".qm";
        QVERIFY2(m_translator.load(file), qPrintable(file));
        QVERIFY(QCoreApplication::installTranslator(&m_translator));
    }

    void init()
    {
        QFETCH_GLOBAL(QString, size);
        m_found.clear();
        m_size = size;
        QFont font = m_font;
        font.setPointSizeF(font.pointSizeF() * (size.isEmpty() ? 1 : 1.5));
        QApplication::setFont(font);
    }
    void cleanup()
    {
        m_bench.reset();
        m_found.removeDuplicates();
        if (m_isForPictures)
            return;
        for (const QString &found : std::as_const(m_found))
            qWarning("%s", qPrintable(found)); // all of them: a message of Qt Test's is cut
        QVERIFY(m_found.isEmpty());
    }

    void nothingOfAnUntranslatedTextGoesBy()
    {
        QCOMPARE(untranslated(u"⟦All ŵôŕ⟧"_s), QStringList());
        QCOMPARE(untranslated(u"⟦Of ⟨eBay⟩ and ⟨⟦more⟧⟩⟧, ⟦too⟧"_s), QStringList());
        QCOMPARE(untranslated(u"Save"_s), QStringList{u"Save"_s});
        QCOMPARE(untranslated(u"⟦Of ⟨the provider⟩ ŵôŕ⟧"_s), QStringList{u"the provider"_s});
        QCOMPARE(untranslated(u"⟦Copied⟧ and gone"_s), QStringList{u"and gone"_s});
    }

    void theWindow()
    {
        m_bench = std::make_unique<Bench>();
        QVERIFY(m_bench->isReady());
        const QString good = m_bench->program.addSet();
        const QString bad = m_bench->program.addSet(u"Broken"_s, u"not-the-secret"_s);
        m_bench->window = std::make_unique<MainWindow>(m_bench->parts);
        MainWindow &window = *m_bench->window;
        window.show();
        QVERIFY(isWhole(&window) && QTest::qWaitForWindowActive(&window));
        look(&window, "window-at-first");
        QVERIFY(m_bench->copy(good));
        window.reveal(good);
        QTRY_VERIFY(!m_bench->program.service.isWorking(good));
        look(&window, "window-with-a-token");
        m_bench->controller.mint(bad);
        QTRY_VERIFY(!m_bench->program.service.isWorking(bad)
                    && m_bench->program.ledger.record(bad).lastFailure);
        window.reveal(bad);
        const auto tabs = window.findChildren<QTabBar *>();
        for (QTabBar *bar : tabs) {
            for (int tab = 0; tab < bar->count(); ++tab) {
                bar->setCurrentIndex(tab);
                look(&window, qPrintable(u"window-tab-%1"_s.arg(tab)));
            }
        }
        window.tell(QCoreApplication::translate("Tokenwright", "Done."));
        look(&window, "window-that-tells");
    }

    void theWindowWithoutSets()
    {
        m_bench = std::make_unique<Bench>();
        m_bench->window = std::make_unique<MainWindow>(m_bench->parts);
        m_bench->window->show();
        QVERIFY(isWhole(m_bench->window.get())
                && QTest::qWaitForWindowActive(m_bench->window.get()));
        look(m_bench->window.get(), "window-empty");
    }

    void whatTheWindowOpens()
    {
        m_bench = std::make_unique<Bench>();
        QVERIFY(m_bench->isReady());
        const QString good = m_bench->program.addSet();
        m_bench->window = std::make_unique<MainWindow>(m_bench->parts);
        m_bench->window->show();
        QVERIFY(isWhole(m_bench->window.get())
                && QTest::qWaitForWindowActive(m_bench->window.get()));
        m_bench->window->reveal(good);
        const QString called = QCoreApplication::translate("Tokenwright::MoreOptions",
                                                           "More options");
        const auto openMore = [called](QWidget *dialog) {
            const auto buttons = dialog->findChildren<QToolButton *>();
            for (QToolButton *button : buttons) {
                if (button->accessibleName() == called)
                    button->click();
            }
        };
        lookAtDialog("&Add credential set", openMore);
        lookAtDialog("&Edit credential set", openMore);
        lookAtDialog("R&otate secret…");
        lookAtDialog("Pro&viders…");
        lookAtDialog("&Preferences…");
        lookAtDialog("Keyboard &shortcuts");
        lookAtDialog("&About Tokenwright");
    }

    void theImport()
    {
        m_bench = std::make_unique<Bench>();
        ImportDialog dialog({.providers = m_bench->machine.providers,
                             .registry = m_bench->program.registry,
                             .manager = m_bench->program.manager});
        dialog.show();
        look(&dialog, "import-empty");
        dialog.addText(
            u"ACME_CLIENT_ID=acme-practice-id\nACME_CLIENT_SECRET=acme-practice-value\n"_s);
        QTRY_VERIFY(dialog.findChild<QAbstractItemView *>()->model()->rowCount() > 0);
        look(&dialog, "import-question");
    }

    void paletteAndTray()
    {
        m_bench = std::make_unique<Bench>();
        const QString good = m_bench->program.addSet();
        QVERIFY(m_bench->copy(good));
        QPointer<Palette> palette = new Palette({.model = m_bench->model,
                                                 .lastUsed = m_bench->lastUsed,
                                                 .controller = m_bench->controller,
                                                 .service = m_bench->program.service});
        palette->present();
        QVERIFY(QTest::qWaitForWindowExposed(palette));
        look(palette, "palette");
        delete palette;
        QWidget window;
        WindowPresence presence(window, [] { return false; });
        Tray tray({.model = m_bench->model,
                   .lastUsed = m_bench->lastUsed,
                   .controller = m_bench->controller,
                   .notifier = m_bench->notifier,
                   .presence = presence});
        Q_EMIT tray.menu().aboutToShow();
        look(&tray.menu(), "tray");
    }

private:
    QTranslator m_translator;
    QFont m_font;
    QString m_size;
    bool m_isForPictures = false;
    std::unique_ptr<Bench> m_bench;
    QStringList m_found;
};

WIDGET_TEST_IN_PROGRAM(TestEveryText)
#include "tst_everytext.moc"
