// SPDX-License-Identifier: MIT
#include "MintTurns.h"

#include "Literals.h"

#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

class TestMintTurns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_turns = std::make_unique<MintTurns>();
        m_begun.clear();
    }

    void aFewWithEachServerInTheirOrder()
    {
        for (int number = 0; number < 10; ++number)
            ask(u"https://a.example"_s, number);
        QCOMPARE(m_begun.size(), MintTurns::mostPerServer);
        ask(u"https://b.example"_s, 100); // nobody of another server holds it up
        QCOMPARE(m_begun.size(), MintTurns::mostPerServer + 1);

        m_begun.remove(2);
        QVERIFY(!m_begun.contains(6)); // from the event loop
        QTRY_VERIFY(m_begun.contains(6));
        QVERIFY(!m_begun.contains(7));
        m_begun.clear(); // and all the others go on
        QTRY_COMPARE(m_begun.keys(), QList<int>({7, 8, 9}));
    }

    void aNewOneDoesNotOvertake()
    {
        for (int number = 0; number < 7; ++number)
            ask(u"https://a.example"_s, number);
        m_begun.remove(0);
        ask(u"https://a.example"_s, 7); // there is room, and somebody waits for it
        QVERIFY(!m_begun.contains(7));
        QTRY_VERIFY(m_begun.contains(6));
        QVERIFY(!m_begun.contains(7));
    }

    void aBoundedNumberInAll()
    {
        for (int number = 0; number < 1000; ++number)
            ask(u"https://%1.example"_s.arg(number), number);
        QCOMPARE(m_begun.size(), MintTurns::mostAtATime);
        m_begun.clear();
        QTRY_COMPARE(m_begun.size(), MintTurns::mostAtATime);
    }

    void aTurnMayOutliveItsGiver()
    {
        ask(u"https://a.example"_s, 0);
        m_turns.reset();
        m_begun.clear();
    }

private:
    void ask(const QString &server, int number)
    {
        m_turns->wait(
            server, [this, number](const MintTurns::Turn &turn) { m_begun.insert(number, turn); });
    }

    std::unique_ptr<MintTurns> m_turns;
    QMap<int, MintTurns::Turn> m_begun;
};

TEST_IN_PROGRAM(TestMintTurns)
#include "tst_mintturns.moc"
