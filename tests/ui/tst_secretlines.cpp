// SPDX-License-Identifier: MIT
#include "DialogBench.h"
#include "TestProgram.h"

#include <QSignalSpy>

using namespace Tokenwright;

/// Extra parameters and headers that are secret: written like the others, kept in the keychain.
class TestSecretLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_bench.reset(); }
    void typedOnesGoToTheKeychain();
    void keptOnesAreShownAndGoWithTheirLine();
    void oldIndexIsTidied();
    void unreadablePairKeepsItsSecrets();

private:
    QByteArray index() const
    {
        QFile file(m_bench->profile.profile.configFolder + u"/credential-sets.json");
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QJsonObject secretsOf(const QString &id) const
    {
        return m_bench->pairOf(id).value(u"parameters").toObject();
    }
    void saveAndWait() const
    {
        QSignalSpy saved(m_bench->dialog.get(), &CredentialDialog::saved);
        m_bench->save();
        QTRY_COMPARE(saved.size(), 1);
    }
    void openToEdit(const QString &id) const
    {
        m_bench->openToEdit(id);
        QTRY_VERIFY(m_bench->edit("App ID (Client ID)")->isEnabled());
        if (!m_bench->isMoreOpen())
            m_bench->toggleMore();
    }

    std::unique_ptr<DialogBench> m_bench;
};

void TestSecretLines::init()
{
    m_bench = std::make_unique<DialogBench>();
    QVERIFY(m_bench->ready);
}

void TestSecretLines::typedOnesGoToTheKeychain()
{
    m_bench->openToAdd();
    m_bench->type("Name", u"Catalogue"_s);
    m_bench->typeEbayPair();
    m_bench->toggleMore();
    m_bench->lines("Extra parameters")->setPlainText(u"region=eu\npassword=hidden-1"_s);
    m_bench->lines("Extra headers")->setPlainText(u"X-Tenant: acme\nX-Api-Key: hidden-2"_s);
    QVERIFY(m_bench->says(u"“password” is a secret by its name, and is kept in the keychain"_s));
    QVERIFY(m_bench->says(u"“X-Api-Key” is a secret by its name, and is kept in the keychain"_s));
    QTRY_VERIFY(m_bench->lines("Request preview")->toPlainText().contains(u"X-Api-Key: ••••••"));
    QVERIFY(!m_bench->lines("Request preview")->toPlainText().contains(u"hidden"));
    saveAndWait();
    QVERIFY2(!index().contains("hidden"), index().constData());
    const CredentialSet set = m_bench->registry.sets().first();
    QCOMPARE(set.parameters.keys(), QStringList{u"region"_s});
    QCOMPARE(
        set.headers,
        (QList<NameValue>{{u"X-Tenant"_s, u"acme"_s}, {u"X-Api-Key"_s, u"{secret:X-Api-Key}"_s}}));
    QCOMPARE(secretsOf(set.id),
             (QJsonObject{{u"password"_s, u"hidden-1"_s}, {u"X-Api-Key"_s, u"hidden-2"_s}}));
}

void TestSecretLines::keptOnesAreShownAndGoWithTheirLine()
{
    const QString id = m_bench->addSet(R"({"id":"Example-SBX-not-real","secret":"SBX-not-real",)"
                                       R"("origin":"https://api.sandbox.ebay.com:443",)"
                                       R"("parameters":{"password":"hidden-1","pin":"hidden-2"}})");
    openToEdit(id);
    QPlainTextEdit *parameters = m_bench->lines("Extra parameters");
    QCOMPARE(parameters->toPlainText(), u"password={secret:password}\npin={secret:pin}"_s);
    m_bench->type("Name", u"Renamed"_s);
    saveAndWait();
    QCOMPARE(secretsOf(id).size(), 2);

    openToEdit(id);
    m_bench->lines("Extra parameters")->setPlainText(u"other={secret:other}"_s);
    m_bench->save();
    QVERIFY(m_bench->says(u"The keychain keeps no “other”"_s));
    m_bench->lines("Extra parameters")->setPlainText(u"pin=hidden-3"_s);
    saveAndWait();
    QCOMPARE(secretsOf(id), (QJsonObject{{u"pin"_s, u"hidden-3"_s}}));
    QVERIFY(m_bench->registry.find(id)->parameters.isEmpty());
}

void TestSecretLines::oldIndexIsTidied()
{
    const QString id = m_bench->addSet();
    CredentialSet set = *m_bench->registry.find(id);
    set.parameters = {{u"password"_s, {u"hidden-1"_s}}};
    set.headers = {{u"X-Api-Key"_s, u"hidden-2"_s}};
    VERIFY_OK(await(m_bench->registry.replace(*m_bench->registry.find(id), set)));
    openToEdit(id);
    QCOMPARE(m_bench->lines("Extra parameters")->toPlainText(), u"password=hidden-1"_s);
    saveAndWait();
    QVERIFY2(!index().contains("hidden"), index().constData());
    QCOMPARE(secretsOf(id),
             (QJsonObject{{u"password"_s, u"hidden-1"_s}, {u"X-Api-Key"_s, u"hidden-2"_s}}));
}

void TestSecretLines::unreadablePairKeepsItsSecrets()
{
    const QByteArray pair = R"({"id":"Example-SBX-not-real","secret":"SBX-not-real",)"
                            R"("origin":"https://api.sandbox.ebay.com:443",)"
                            R"("parameters":{"password":"hidden-1"}})";
    const QString id = m_bench->addSet(pair);
    m_bench->store.failNext(FakeSecretStore::Operation::Read, ErrorKind::KeychainLocked);
    openToEdit(id);
    m_bench->typeEbayPair();
    saveAndWait();
    QCOMPARE(secretsOf(id), (QJsonObject{{u"password"_s, u"hidden-1"_s}}));

    // and without the pair there is no place for another
    m_bench->store.failNext(FakeSecretStore::Operation::Read, ErrorKind::KeychainLocked);
    openToEdit(id);
    m_bench->lines("Extra parameters")->setPlainText(u"pin=hidden-2"_s);
    m_bench->save();
    QTRY_VERIFY(m_bench->says(u"“pin” is a secret"_s)
                && m_bench->says(u"only be kept with the credentials"_s));
    QVERIFY(!index().contains("hidden"));
}

WIDGET_TEST_IN_PROGRAM(TestSecretLines)

#include "tst_secretlines.moc"
