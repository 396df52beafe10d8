// SPDX-License-Identifier: MIT
#include "EmptyState.h"
#include "TestProgram.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Tokenwright;

/// What is seen before there is a set.
class TestEmptyState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatItOffers()
    {
        QAction add(u"&Add credential set"_s);
        QAction import(u"&Import…"_s);
        EmptyState state({&add, &import});
        state.resize(380, 300); // as narrow as the window becomes
        state.show();
        const auto buttons = state.findChildren<QPushButton *>();
        QCOMPARE(buttons.size(), 2);
        QCOMPARE(buttons.at(0)->accessibleName(), u"Add credential set"_s);
        QVERIFY(buttons.at(0)->isDefault() && !buttons.at(1)->isDefault());
        int added = 0;
        connect(&add, &QAction::triggered, this, [&added] { ++added; });
        buttons.at(0)->click();
        QCOMPARE(added, 1);
        QStringList texts;
        const auto labels = state.findChildren<QLabel *>();
        for (const QLabel *label : labels)
            texts.append(label->text());
        QCOMPARE(texts.constFirst(), u"Copy a valid token with one click"_s);
        QVERIFY(texts.constLast().contains(u"drop a .env or Postman file"));
        QVERIFY(texts.constLast().contains(u"curl command (Ctrl+V)"));
        QVERIFY(state.minimumSizeHint().width() <= 380);
    }
};

WIDGET_TEST_IN_PROGRAM(TestEmptyState)
#include "tst_emptystate.moc"
