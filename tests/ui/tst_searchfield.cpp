// SPDX-License-Identifier: MIT
#include "SearchField.h"

#include "Literals.h"
#include "TestProgram.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

using namespace Tokenwright;

/// The search as a command line, by its keys.
class TestSearchField : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keys_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::addColumn<QString>("asked");
        const auto row = [](const char *name, Qt::Key key, const QString &asked,
                            Qt::KeyboardModifiers modifiers = {}) {
            QTest::newRow(name) << int(key) << modifiers << asked;
        };
        row("Return", Qt::Key_Return, u"copy"_s);
        row("Enter", Qt::Key_Enter, u"copy"_s, Qt::KeypadModifier);
        row("Ctrl+Return", Qt::Key_Return, u"mint"_s, Qt::ControlModifier);
        row("Ctrl+Enter", Qt::Key_Enter, u"mint"_s, Qt::ControlModifier | Qt::KeypadModifier);
        row("Shift+Return", Qt::Key_Return, {}, Qt::ShiftModifier);
        row("Down", Qt::Key_Down, u"move"_s);
        row("Up", Qt::Key_Up, u"move"_s);
        row("Page down", Qt::Key_PageDown, u"move"_s);
        row("Page up", Qt::Key_PageUp, u"move"_s);
        row("Ctrl+C", Qt::Key_C, u"copy"_s, Qt::ControlModifier);
        row("C", Qt::Key_C, {});
        row("Home", Qt::Key_Home, {}); // is the text's
    }

    void keys()
    {
        QFETCH(const int, key);
        QFETCH(const Qt::KeyboardModifiers, modifiers);
        SearchField field;
        field.setText(u"some words"_s);
        QStringList asked;
        connect(&field, &SearchField::copyRequested, this, [&] { asked.append(u"copy"_s); });
        connect(&field, &SearchField::mintRequested, this, [&] { asked.append(u"mint"_s); });
        connect(&field, &SearchField::left, this, [&] { asked.append(u"left"_s); });
        connect(&field, &SearchField::moveRequested, this,
                [&](int moved) { asked.append(moved == key ? u"move"_s : u"move otherwise"_s); });
        QTest::keyClick(&field, Qt::Key(key), modifiers);
        QTEST(asked.join(u' '), "asked");
    }

    void whatIsSelectedIsCopiedAsText()
    {
        SearchField field;
        field.setText(u"some words"_s);
        field.setSelection(0, 4);
        const QSignalSpy copies(&field, &SearchField::copyRequested);
        QTest::keyClick(&field, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(copies.size(), 0);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"some"_s);
    }

    void escapeClearsAndThenLeaves()
    {
        SearchField field;
        field.setText(u"some words"_s);
        const QSignalSpy left(&field, &SearchField::left);
        QTest::keyClick(&field, Qt::Key_Escape);
        QCOMPARE(field.text(), QString());
        QCOMPARE(left.size(), 0);
        QTest::keyClick(&field, Qt::Key_Escape);
        QCOMPARE(left.size(), 1);
    }

    void isNamed()
    {
        const SearchField field;
        QCOMPARE(field.accessibleName(), u"Search"_s);
        QVERIFY(field.minimumSizeHint().width() < field.sizeHint().width());
    }
};

WIDGET_TEST_IN_PROGRAM(TestSearchField)
#include "tst_searchfield.moc"
