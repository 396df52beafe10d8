// SPDX-License-Identifier: MIT
#include "EndpointUrls.h"
#include "TokenRequest.h"

#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

/// Where the file of trusted certificates is looked for: never in whatever folder the program was
/// started in.
class TestCaCertificates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void places_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("place"); // "refused": an error
        const auto row = [](const char *name, const QString &written, const QString &value,
                            const QString &folder, const QString &place) {
            QTest::newRow(name) << written << value << folder << place;
        };
        const QString own = u"/etc/some"_s;
        const QString builtIn = u":/providers"_s;
        row("none", u""_s, u""_s, own, u""_s);
        row("absolute", u"/x/ca.pem"_s, u""_s, own, u"/x/ca.pem"_s);
        row("relative", u"ca.pem"_s, u""_s, own, u"/etc/some/ca.pem"_s);
        row("in a folder", u"ca/own.pem"_s, u""_s, own, u"/etc/some/ca/own.pem"_s);
        row("a variable, absolute", u"{ca}"_s, u"/x/ca.pem"_s, own, u"/x/ca.pem"_s);
        row("a variable, relative", u"{ca}"_s, u"ca.pem"_s, own, u"/etc/some/ca.pem"_s);
        row("a variable, without value", u"{ca}"_s, u""_s, own, u""_s);
        row("a variable at the start", u"{ca}.pem"_s, u"acme"_s, own, u"/etc/some/acme.pem"_s);
        row("a variable in the path", u"ca/{ca}.pem"_s, u"acme"_s, own, u"/etc/some/ca/acme.pem"_s);
        row("built in, absolute", u"{ca}"_s, u"/x/ca.pem"_s, builtIn, u"/x/ca.pem"_s);
        row("built in, without value", u"{ca}"_s, u""_s, builtIn, u""_s);
        row("built in, relative", u"{ca}"_s, u"ca.pem"_s, builtIn, u"refused"_s);
        row("built in, relative with dots", u"{ca}"_s, u"./ca.pem"_s, builtIn, u"refused"_s);
        row("built in, a shell's home", u"{ca}"_s, u"~/ca.pem"_s, builtIn, u"refused"_s);
        row("of no file, relative", u"ca.pem"_s, u""_s, u""_s, u"refused"_s);
    }

    void places()
    {
        QFETCH(const QString, written);
        QFETCH(const QString, value);
        QFETCH(const QString, folder);
        QFETCH(const QString, place);
        ProviderEnvironment environment;
        environment.id = u"here"_s;
        environment.tokenUrl = u"https://token.example/"_s;
        environment.caCertificates = written;
        environment.folder = folder;
        Provider provider;
        provider.environments.append(environment);
        CredentialSet set;
        set.environment = environment.id;
        set.variables.insert(u"ca"_s, value);
        const auto found = caCertificatesOf(provider, set);
        const auto problem = requestProblem(provider, set);
        if (place == u"refused") {
            QVERIFY(!found);
            QCOMPARE(found.error().kind, ErrorKind::Configuration);
            QVERIFY(found.error().message.contains(value.isEmpty() ? written : value));
            QVERIFY(problem); // said as soon as the set is made
        } else {
            QVERIFY(found);
            QCOMPARE(*found, place);
            QVERIFY(!problem);
        }
    }
};

TEST_IN_PROGRAM(TestCaCertificates)
#include "tst_cacertificates.moc"
