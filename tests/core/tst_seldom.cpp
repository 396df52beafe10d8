// SPDX-License-Identifier: MIT
#include "Seldom.h"

#include "Literals.h"
#include "TestProgram.h"

#include <QTest>

#include <array>

using namespace Tokenwright;

class TestSeldom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesARoomOfItsOwnOnlyWhereItIsSet()
    {
        QCOMPARE(sizeof(Seldom<std::array<char, 1000>>), sizeof(void *));
        const Seldom<QString> nothing;
        QVERIFY(!nothing);
        QCOMPARE(*nothing, QString());
        QCOMPARE(nothing->size(), 0);
    }

    void copiesAreCopies()
    {
        Seldom<QString> one(u"one"_s);
        Seldom<QString> two(one);
        QCOMPARE(two, one);
        two.edit() = u"two"_s;
        QCOMPARE(*one, u"one"_s);
        QVERIFY(two && two != one);
        one = two;
        two.reset();
        QCOMPARE(*one, u"two"_s);
        QVERIFY(!two);
    }

    void oneThatWasSetToTheUsualIsAsOneThatWasNot()
    {
        Seldom<QString> set;
        set.edit() = u"x"_s;
        set.edit().clear();
        QVERIFY(!set);
        QCOMPARE(set, Seldom<QString>());
        QCOMPARE(Seldom<QString>(QString()), Seldom<QString>());
    }
};

TEST_IN_PROGRAM(TestSeldom)
#include "tst_seldom.moc"
