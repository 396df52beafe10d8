// SPDX-License-Identifier: MIT
#include "DialogBench.h"
#include "ScopePicker.h"
#include "TestProgram.h"

#include <QListWidget>

using namespace Tokenwright;

namespace {

QList<Scope> catalogOf(const QStringList &scopes)
{
    QList<Scope> catalog;
    for (const QString &scope : scopes)
        catalog.append({scope, {}});
    return catalog;
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class TestScopePicker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<DialogBench>();
        QVERIFY(m_bench->ready);
    }
    void cleanup() { m_bench.reset(); }

    void scopesAreShortened_data()
    {
        QTest::addColumn<QString>("scope");
        QTest::addColumn<QStringList>("catalog");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *scope, const char *others, const char *text) {
            QTest::newRow(scope) << QString::fromLatin1(scope) << words(scope) + words(others)
                                 << QString::fromLatin1(text);
        };
        row("https://a.example/oauth/api_scope", "", "api_scope");
        row("https://a.example/x/read", "https://a.example/y/read", "https://a.example/x/read");
        row("https://mail.example/", "", "https://mail.example/");
        row("read/all", "", "read/all");
        row("openid", "https://a.example/read", "openid");
    }
    void scopesAreShortened()
    {
        QFETCH(QString, scope);
        QFETCH(QStringList, catalog);
        QFETCH(QString, text);
        QCOMPARE(shortScope(scope, catalogOf(catalog)), text);
    }

    void choiceKeepsTheRest_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<QString>("after");
        const auto row = [](const char *before, const char *chosen, const char *after) {
            QTest::addRow("%s + %s", before, chosen)
                << QString::fromLatin1(before) << QString::fromLatin1(chosen)
                << QString::fromLatin1(after);
        };
        row("", "", "");
        row("", "b a", "a b");
        row("own c", "c a", "own c a");
        row("c own a", "a c", "c own a");
        row("a own b", "", "own");
    }
    void choiceKeepsTheRest()
    {
        QFETCH(QString, before);
        QFETCH(QString, chosen);
        QFETCH(QString, after);
        QCOMPARE(scopesAfterChoice(before.split(u' ', Qt::SkipEmptyParts),
                                   catalogOf(words("a b c")),
                                   chosen.split(u' ', Qt::SkipEmptyParts))
                     .join(u' '),
                 after);
    }

    void isThereOnlyWithACatalogue()
    {
        m_bench->openToAdd(u"Own server"_s);
        QVERIFY(!m_bench->dialog->findChild<QDialog *>());
        const auto buttons = m_bench->dialog->findChildren<QPushButton *>();
        for (const QPushButton *button : buttons)
            QVERIFY(button->accessibleName() != u"Choose scopes…" || !button->isVisible());
    }

    void isWorkedByKeyboard()
    {
        ScopePicker *picker = openedPicker(u"own-scope\n" + api());
        QVERIFY(picker);
        QCOMPARE(picker->windowTitle(), u"Choose scopes"_s);
        auto *list = picker->findChild<QListWidget *>();
        auto *filter = picker->findChild<QLineEdit *>();
        QCOMPARE(list->accessibleName(), u"Scopes"_s);
        QCOMPARE(filter->accessibleName(), u"Filter"_s);
        QCOMPARE(list->count(), 11);
        QCOMPARE(list->item(0)->text(), u"api_scope (default)\nView public data from eBay"_s);
        QCOMPARE(list->item(0)->toolTip(), api());
        QCOMPARE(list->item(0)->checkState(), Qt::Checked);
        QCOMPARE(list->item(1)->checkState(), Qt::Unchecked);

        QTRY_VERIFY(filter->hasFocus()); // once the window has the keyboard
        QTest::keyClicks(filter, u"IN BULK"_s); // of its description
        QCOMPARE(shownRows(list), u"buy.item.bulk"_s);
        QTest::keyClick(filter, Qt::Key_Down);
        QVERIFY(list->hasFocus());
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(list->currentItem()->checkState(), Qt::Checked);
        QVERIFY(saysIn(picker, u"2 of 11 chosen"_s));

        filter->setText(u"no such scope"_s);
        QCOMPARE(shownRows(list), QString());
        filter->clear();
        QTest::keyClick(list, Qt::Key_Home);
        QTest::keyClick(list, Qt::Key_Space);
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_COMPARE(m_bench->scopes()->toPlainText(),
                     QString(u"own-scope\n" + api() + u"/buy.item.bulk"));
    }

    void cancelChangesNothing()
    {
        const QString before = u"own-scope   " + api();
        ScopePicker *picker = openedPicker(before);
        QVERIFY(picker);
        picker->findChild<QListWidget *>()->item(3)->setCheckState(Qt::Checked);
        QTest::keyClick(picker, Qt::Key_Escape);
        QTRY_VERIFY(!m_bench->dialog->findChild<ScopePicker *>());
        QCOMPARE(m_bench->scopes()->toPlainText(), before);
        QVERIFY(m_bench->isOpen());
    }

    void choosingTheSameLeavesTheTextAsItIs()
    {
        const QString before = u"own-scope   " + api();
        ScopePicker *picker = openedPicker(before);
        QVERIFY(picker);
        picker->accept();
        QCOMPARE(m_bench->scopes()->toPlainText(), before);
    }

private:
    static QString api() { return u"https://api.ebay.com/oauth/api_scope"_s; }

    ScopePicker *openedPicker(const QString &scopes)
    {
        m_bench->openToAdd();
        m_bench->scopes()->setPlainText(scopes);
        QTest::keyClick(m_bench->button("Choose scopes…"), Qt::Key_Space);
        ScopePicker *picker = nullptr;
        const bool isThere = QTest::qWaitFor([&] {
            picker = m_bench->dialog->findChild<ScopePicker *>();
            return picker && picker->isActiveWindow();
        });
        return isThere ? picker : nullptr;
    }
    static QString shownRows(const QListWidget *list)
    {
        QStringList rows;
        for (int row = 0; row < list->count(); ++row) {
            if (!list->item(row)->isHidden())
                rows.append(list->item(row)->text().section(u'\n', 0, 0));
        }
        return rows.join(u'|');
    }
    static bool saysIn(const QWidget *widget, const QString &text)
    {
        const auto labels = widget->findChildren<QLabel *>();
        return std::ranges::any_of(labels,
                                   [&](const QLabel *label) { return label->text() == text; });
    }

    std::unique_ptr<DialogBench> m_bench;
};

WIDGET_TEST_IN_PROGRAM(TestScopePicker)
#include "tst_scopepicker.moc"
