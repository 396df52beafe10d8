// SPDX-License-Identifier: MIT
#include "DurationSpinBox.h"
#include "Languages.h"
#include "MainWindow.h"
#include "SpokenLanguage.h"
#include "TestProgram.h"
#include "WindowBench.h"

#include <QMenu>
#include <QToolButton>

using namespace Tokenwright;

/// The window in the language that TOKENWRIGHT_LANGUAGE names, which ctest has once for each there
/// is: a process speaks one.
class TestSpokenLanguage : public QObject
{
    Q_OBJECT

private:
    struct Shown : WindowBench
    {
        Shown() { program.addSet(); }
        MainWindow window{parts};
    };

    static void letters(const QList<QAction *> &actions, const QString &where, QStringList &twice)
    {
        QHash<QChar, QString> taken;
        for (const QAction *action : actions) {
            const auto at = QString(action->text()).replace(u"&&"_s, u"  "_s).indexOf(u'&');
            if (at < 0 || at + 1 >= action->text().size())
                continue;
            const QChar letter = action->text().at(at + 1).toUpper();
            if (taken.contains(letter))
                twice.append(
                    u"%1: “%2” and “%3”"_s.arg(where, taken.value(letter), action->text()));
            taken.insert(letter, action->text());
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_code = qEnvironmentVariable("TOKENWRIGHT_LANGUAGE", u"en"_s);
        m_language = std::make_unique<SpokenLanguage>(m_code);
        const auto known = languages();
        QVERIFY(std::ranges::any_of(
            known, [this](const Language &one) { return m_code == QLatin1StringView(one.code); }));
    }

    /// Alt and a letter, or a letter in an open menu, does one thing alone.
    void noLetterIsTakenTwiceInAMenu()
    {
        Shown shown;
        QVERIFY(shown.isReady());
        shown.window.show();
        QStringList twice;
        const auto buttons = shown.window.findChildren<QToolButton *>();
        int menus = 0;
        for (const QToolButton *button : buttons) {
            if (!button->menu())
                continue;
            ++menus;
            letters(button->menu()->actions(), button->accessibleName(), twice);
        }
        QVERIFY(menus > 0);
        QVERIFY2(twice.isEmpty(), qPrintable(u'\n' + twice.join(u'\n')));
    }

    /// What a field shows it understands.
    void durationsAreReadAsTheyAreWritten()
    {
        for (const int seconds : {0, 1, 59, 60, 61, 90, 300, 3600})
            QCOMPARE(DurationSpinBox::fromText(DurationSpinBox::toText(seconds)), seconds);
    }

    void speaksIt()
    {
        const QString text = QCoreApplication::translate("Tokenwright", "&Copy bearer header");
        QCOMPARE(text == u"&Copy bearer header", m_code == u"en");
        QCOMPARE(
            QCoreApplication::translate("Tokenwright", "%n second(s)", nullptr, 1).contains(u"(s)"),
            false);
    }

private:
    QString m_code;
    std::unique_ptr<SpokenLanguage> m_language;
};

WIDGET_TEST_IN_PROGRAM(TestSpokenLanguage)
#include "tst_spokenlanguage.moc"
