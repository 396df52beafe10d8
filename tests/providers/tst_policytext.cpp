// SPDX-License-Identifier: MIT
#include "FailureText.h"
#include "PolicyText.h"
#include "ProviderJson.h"

#include <QTest>

#include "TestProgram.h"
#include "Waiting.h"

using namespace Tokenwright;

/// What a provider's policy says, in sentences.
class TestPolicyText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sentences_data()
    {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<QStringList>("expected");
        const auto limit = [](const char *name, const char *json, const char *sentence) {
            QTest::newRow(name) << QByteArray(R"({"mintLimit":)") + json + '}'
                                << QStringList{QString::fromLatin1(sentence)};
        };
        QTest::newRow("nothing") << QByteArray("{}") << QStringList();
        limit("a word", R"({"count":5,"per":"hour"})", "X documents at most 5 an hour.");
        limit("hours", R"({"count":10,"seconds":28800})", "X documents at most 10 in 8 h.");
        limit("minutes", R"({"count":1,"seconds":300})", "X documents at most 1 in 5 min.");
        limit("seconds", R"({"count":2,"seconds":90})", "X documents at most 2 in 90 s.");
        QTest::newRow("a note goes before the limit")
            << QByteArray(R"({"mintLimit":{"count":5,"per":"hour"},"note":"Slow."})")
            << QStringList{u"Slow."_s};
        QTest::newRow("the same token")
            << QByteArray(R"({"sameTokenUntilExpiry":true})")
            << QStringList{u"As long as a token lives, X answers with it again."_s};
        QTest::newRow("lockout") << QByteArray(R"({"lockoutAfter":3,"note":"Slow."})")
                                 << QStringList{u"Slow."_s,
                                                u"X locks a client after 3 refused requests."_s};
    }

    void sentences()
    {
        QFETCH(const QByteArray, policy);
        const auto provider = Provider::fromJson(
            with(parsed(smallest), u"policy"_s, parsed(policy)));
        VERIFY_OK(provider);
        QTEST(policySentences(*provider), "expected");
    }

    void afterARefusal_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<bool>("isTold");
        QTest::newRow("rejected") << ErrorKind::Rejected << true;
        QTest::newRow("no network") << ErrorKind::Network << false;
        QTest::newRow("later") << ErrorKind::TryLater << false;
    }

    /// Before somebody tries once more.
    void afterARefusal()
    {
        QFETCH(const ErrorKind, kind);
        QFETCH(const bool, isTold);
        const auto provider = Provider::fromJson(
            with(parsed(smallest), u"policy.lockoutAfter"_s, 3));
        VERIFY_OK(provider);
        const Error error{.kind = kind, .httpStatus = 401, .code = u"invalid_client"_s};
        const QString sentence = u"X locks a client after 3 refused requests."_s;
        QCOMPARE(failureText(error, &*provider).contains(sentence), isTold);
        QCOMPARE(failureParts(error, &*provider, 0).advice.contains(sentence), isTold);
    }
};

TEST_IN_PROGRAM(TestPolicyText)
#include "tst_policytext.moc"
