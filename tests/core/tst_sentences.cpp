// SPDX-License-Identifier: MIT
#include "Literals.h"
#include "Sentences.h"
#include "SpokenLanguage.h"
#include "TestProgram.h"

#include <QFile>
#include <QTest>

using namespace Tokenwright;

/// What is put together of several texts, in languages that do it otherwise.
class TestSentences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void things()
    {
        const QStringList three{u"one"_s, u"two"_s, u"three"_s};
        QCOMPARE(listText(three), u"one, two, three"_s);
        for (const char *wide : {"ja", "zh_CN"}) {
            const SpokenLanguage language(QString::fromLatin1(wide));
            QCOMPARE(listText(three), u"one、two、three"_s);
        }
        QCOMPARE(listText({}), QString());
    }

    void sentences()
    {
        QCOMPARE(sentencesText({u"One."_s, {}, u"Two."_s}), u"One. Two."_s);
        QCOMPARE(sentencesText({u"一つ。"_s, u"二つ。"_s}), u"一つ。二つ。"_s);
    }

    void reasons()
    {
        QCOMPARE(reasonText(u"Access is denied."_s), u"Access is denied"_s);
        QCOMPARE(reasonText(u"No such file or directory"_s), u"No such file or directory"_s);
        QCOMPARE(reasonText(u"."_s), QString());
        QFile nothing(u"/no/such/file"_s);
        QVERIFY(!nothing.open(QIODevice::ReadOnly));
        QVERIFY(!reasonText(nothing).isEmpty() && !reasonText(nothing).endsWith(u'.'));
    }
};

TEST_IN_PROGRAM(TestSentences)
#include "tst_sentences.moc"
