// SPDX-License-Identifier: MIT
#include "GrantedScopes.h"
#include "TestProgram.h"

#include <QTest>

using namespace Tokenwright;

class TestGrantedScopes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fewerThanAskedFor_data()
    {
        QTest::addColumn<QStringList>("asked");
        QTest::addColumn<QString>("granted");
        QTest::addColumn<QStringList>("missing");
        QTest::newRow("all") << QStringList{u"a"_s, u"b"_s} << u"b a"_s << QStringList();
        QTest::newRow("more") << QStringList{u"a"_s} << u"a b"_s << QStringList();
        QTest::newRow("one less") << QStringList{u"a"_s, u"b"_s} << u"a"_s << QStringList{u"b"_s};
        QTest::newRow("none of them")
            << QStringList{u"a"_s, u"b"_s} << u"c"_s << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("not told") << QStringList{u"a"_s} << QString() << QStringList();
        QTest::newRow("the provider's own ones") << QStringList() << u"usual"_s << QStringList();
        QTest::newRow("not the provider's own ones")
            << QStringList() << u"other"_s << QStringList{u"usual"_s};
        QTest::newRow("all that I may")
            << QStringList{u"api://x/.default"_s} << u"api://x/read"_s << QStringList();
        QTest::newRow("in another case")
            << QStringList{u"Read"_s} << u"read"_s << QStringList{u"Read"_s};
    }

    void fewerThanAskedFor()
    {
        QFETCH(const QStringList, asked);
        QFETCH(const QString, granted);
        QFETCH(const QStringList, missing);
        Provider provider;
        provider.request.scopes.defaults = QStringList{u"usual"_s};
        CredentialSet set;
        set.scopes = asked;
        QCOMPARE(scopesNotGranted(set, provider, granted), missing);
        const QString text = scopesNotGrantedText(set, provider, granted);
        QCOMPARE(text.isEmpty(), missing.isEmpty());
        for (const QString &scope : missing)
            QVERIFY(text.contains(scope));
    }
};

TEST_IN_PROGRAM(TestGrantedScopes)
#include "tst_grantedscopes.moc"
