// SPDX-License-Identifier: MIT
#include "ClientAuthentication.h"
#include "DialogBench.h"
#include "KeyBench.h"
#include "PemField.h"
#include "PracticeKeys.h"
#include "SignatureAlgorithm.h"
#include "TestProgram.h"

#include <QComboBox>
#include <QJsonDocument>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>

using namespace Tokenwright;

/// What is behind "More options", and the keys that some client authentications want.
class TestCredentialDialogOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_keys.isReady()); }
    void init()
    {
        m_bench = std::make_unique<DialogBench>();
        QVERIFY(m_bench->ready);
    }
    void cleanup() { m_bench.reset(); }

    void isClosedInTheEverydayCase()
    {
        m_bench->openToAdd();
        QVERIFY(!m_bench->isMoreOpen());
        QCOMPARE(seen(), QString());
        m_bench->choose("Provider", u"Pitney Bowes"_s);
        QVERIFY(!m_bench->isMoreOpen());
        m_bench->choose("Provider", u"OAuth 2.0 server"_s); // knows nothing by itself
        QVERIFY(m_bench->isMoreOpen());
        QCOMPARE(seen(),
                 u"Client authentication,Extra parameters,Extra headers,"
                 "Request preview"_s);
        m_bench->choose("Provider", u"eBay"_s);
        QVERIFY(!m_bench->isMoreOpen());

        // by hand it stays as it was put
        QTest::keyClick(m_bench->named<QToolButton>("More options"), Qt::Key_Space);
        QVERIFY(m_bench->isMoreOpen());
        m_bench->choose("Provider", u"Pitney Bowes"_s);
        QVERIFY(m_bench->isMoreOpen());
    }

    void theDayOnWhichASecretExpires()
    {
        m_bench->openToAdd();
        m_bench->typeEbayPair();
        m_bench->toggleMore();
        m_bench->type("Secret expires", u"next June"_s);
        m_bench->save();
        QVERIFY(m_bench->isOpen());
        QVERIFY(m_bench->says(u"“next June” is no day of the calendar"_s));
        QVERIFY(m_bench->edit("Secret expires")->hasFocus());
        m_bench->type("Secret expires", u"2030-06-30"_s);
        m_bench->save();
        QTRY_VERIFY(!m_bench->isOpen());
        const CredentialSet saved = m_bench->registry.sets().first();
        QCOMPARE(saved.secretExpires, QDate(2030, 6, 30));

        // what was said of one secret is not true of the next
        m_bench->openToEdit(saved.id);
        QTRY_COMPARE(m_bench->edit("Cert ID (Client Secret)")->text(), u"SBX-not-real"_s);
        QVERIFY(m_bench->isMoreOpen());
        QCOMPARE(m_bench->edit("Secret expires")->text(), u"2030-06-30"_s);
        const QString warning = u"That is the day of the secret before."_s;
        QVERIFY(!m_bench->says(warning));
        m_bench->type("Cert ID (Client Secret)", u"SBX-another-not-real"_s);
        m_bench->edit("Name")->setFocus();
        QTRY_VERIFY(m_bench->says(warning));
        m_bench->type("Secret expires", u"2031-06-30"_s);
        m_bench->edit("Name")->setFocus();
        QTRY_VERIFY(!m_bench->says(warning));
        m_bench->type("Secret expires", QString());
        m_bench->save();
        QTRY_VERIFY(!m_bench->isOpen());
        QVERIFY(!m_bench->registry.sets().first().secretExpires.isValid());
    }

    /// What opens is scrolled to; the window and what stands in it stay where they are.
    void nothingMovesWhenItOpens()
    {
        for (const char *provider : {"eBay", "Pitney Bowes", "Own server"}) {
            m_bench->openToAdd(QString::fromLatin1(provider));
            const QRect window = m_bench->dialog->geometry();
            const auto placeOf = [this](const QWidget *widget) {
                const QPoint place = widget->mapTo(m_bench->dialog.get(), QPoint());
                return std::pair(place.x(), widget->width());
            };
            const auto places = [&] {
                return QList{placeOf(m_bench->edit("Name")), placeOf(m_bench->combo("Provider")),
                             placeOf(m_bench->button("Save"))};
            };
            const auto before = places();
            m_bench->toggleMore();
            QTRY_VERIFY(m_bench->lines("Notes"));
            QTRY_VERIFY(m_bench->edit("Tags")->visibleRegion().boundingRect()
                        == m_bench->edit("Tags")->rect()); // something is seen of it
            QCOMPARE(m_bench->dialog->geometry(), window);
            QCOMPARE(places(), before);
            m_bench->toggleMore();
            QTest::qWait(50);
            QCOMPARE(m_bench->dialog->geometry(), window);
            QCOMPARE(places(), before);
        }
    }

    void tagsAndNotesAreSaved()
    {
        CredentialSet set;
        set.tags = QStringList{u"team-a"_s, u"orders"_s};
        set.notes = u"Renewed in May."_s;
        const QString id = openToEdit(set);
        QVERIFY(!m_bench->isMoreOpen()); // they change nothing of the request
        m_bench->toggleMore();
        QCOMPARE(m_bench->edit("Tags")->text(), u"team-a, orders"_s);
        QCOMPARE(m_bench->lines("Notes")->toPlainText(), set.notes);
        m_bench->choose("Provider", u"eBay"_s);
        m_bench->choose("Provider", u"Own server"_s); // they are not the provider's
        m_bench->edit("Tags")->setText(u"team-b、, Orders ， orders"_s);
        m_bench->lines("Notes")->appendPlainText(u"Two lines."_s);
        saveAndWait();
        QCOMPARE(m_bench->registry.find(id)->tags, (QStringList{u"team-b"_s, u"Orders"_s}));
        QCOMPARE(m_bench->registry.find(id)->notes, u"Renewed in May.\nTwo lines."_s);
    }

    /// What somebody chose or wrote is there again, and what has no place elsewhere is not sent.
    void nothingIsLostWhenTheProviderChanges()
    {
        m_bench->openToAdd(u"Own server"_s);
        m_bench->toggleMore();
        chooseMethod(u"private_key_jwt"_s);
        const QList<std::pair<const char *, QString>> typed{{"Name", u"Mine"_s},
                                                            {"Host", u"login.example.org"_s},
                                                            {"Client ID", u"example-id"_s},
                                                            {"Audience", u"api"_s},
                                                            {"PIN", u"0000"_s},
                                                            {"Tags", u"a, b"_s},
                                                            {"Key ID", u"key-1"_s},
                                                            {"Assertion audience", u"them"_s}};
        for (const auto &[field, text] : typed)
            m_bench->type(field, text);
        m_bench->choose("Algorithm", u"ES256"_s);
        m_bench->scopes()->setPlainText(u"mine"_s);
        m_bench->lines("Extra headers")->setPlainText(u"X-Tenant: blue"_s);
        m_bench->named<QSpinBox>("Do not reuse below")->setValue(900);

        m_bench->choose("Provider", u"Pitney Bowes"_s);
        QCOMPARE(m_bench->edit("API key")->text(), u"example-id"_s);
        QCOMPARE(m_bench->edit("Key ID")->text(), u"key-1"_s);
        m_bench->choose("Provider", u"eBay"_s);
        m_bench->choose("Provider", u"Own server"_s);
        for (const auto &[field, text] : typed)
            QCOMPARE(m_bench->edit(field)->text(), text);
        QCOMPARE(m_bench->combo("Client authentication")->currentData(), u"private_key_jwt"_s);
        QCOMPARE(m_bench->combo("Algorithm")->currentText(), u"ES256"_s);
        QCOMPARE(m_bench->scopes()->toPlainText(), u"mine"_s);
        QCOMPARE(m_bench->lines("Extra headers")->toPlainText(), u"X-Tenant: blue"_s);
        QCOMPARE(m_bench->named<QSpinBox>("Do not reuse below")->value(), 900);
    }

    void scopesWithoutAFieldAreNotSaved()
    {
        m_bench->openToAdd();
        QSignalSpy saved(m_bench->dialog.get(), &CredentialDialog::saved);
        m_bench->choose("Provider", u"Pitney Bowes"_s);
        m_bench->type("API key", u"example-key"_s);
        m_bench->type("API secret", u"example-secret"_s);
        m_bench->save();
        QTRY_COMPARE(saved.size(), 1);
        QVERIFY(m_bench->registry.sets().first().scopes.isEmpty());
    }

    void plainFileIsNamedWhereSomethingIsWrittenIntoIt()
    {
        m_bench->openToAdd(u"OAuth 2.0 server"_s);
        for (const char *name : {"Extra parameters", "Extra headers"}) {
            QVERIFY(m_bench->lines(name)->accessibleDescription().contains(
                u"the rest to a plain file."));
        }
    }

    void keyThatCouldNotBeReadStays()
    {
        CredentialSet set;
        set.clientAuthentication = u"private_key_jwt"_s;
        m_bench->store.failNext(FakeSecretStore::Operation::Read, ErrorKind::KeychainLocked);
        const QString id = openToEdit(set, m_keys.ecKey);
        QCOMPARE(m_bench->edit("Private key")->placeholderText(),
                 u"Leave empty to keep it unchanged"_s);
        QTRY_VERIFY(
            m_bench->lines("Request preview")->toPlainText().startsWith(u"The request cannot be"));
        m_bench->type("Name", u"Renamed"_s);
        saveAndWait();
        QCOMPARE(m_bench->pairOf(id).value(u"privateKey").toString(), m_keys.ecKey);
    }

    void isOpenWhereTheSetOverridesSomething_data()
    {
        QTest::addColumn<CredentialSet>("set");
        QTest::addColumn<bool>("isOpen");
        CredentialSet plain;
        plain.parameters = {{u"audience"_s, {u"declared"_s}}};
        QTest::newRow("nothing") << plain << false;
        CredentialSet set = plain;
        set.clientAuthentication = u"client_secret_post"_s;
        QTest::newRow("authentication") << set << true;
        set = plain;
        set.assertion.edit().audience = u"x"_s;
        QTest::newRow("assertion") << set << true;
        set = plain;
        set.parameters.insert(u"more"_s, {u"x"_s});
        QTest::newRow("parameter") << set << true;
        set = plain;
        set.headers = {{u"X-One"_s, u"x"_s}};
        QTest::newRow("header") << set << true;
    }
    void isOpenWhereTheSetOverridesSomething()
    {
        QFETCH(CredentialSet, set);
        QFETCH(bool, isOpen);
        openToEdit(set);
        QCOMPARE(m_bench->isMoreOpen(), isOpen);
    }

    void authenticationDecidesWhatIsAsked_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("names");
        const QString rest
            = u"Client authentication,Extra parameters,Extra headers,Request preview"_s;
        QTest::newRow("the provider's") << QString() << QString(u"Client secret," + rest);
        QTest::newRow("post") << u"client_secret_post"_s << QString(u"Client secret," + rest);
        QTest::newRow("assertion") << u"private_key_jwt"_s
                                   << u"Private key,Certificate (PEM),"
                                      "Client authentication,Key ID,Algorithm,"
                                      "Assertion audience,Extra parameters,"
                                      "Extra headers,Request preview"_s;
        QTest::newRow("assertion by the secret")
            << u"client_secret_jwt"_s
            << u"Client secret,Client authentication,Key ID,Algorithm,Assertion audience,"
               "Extra parameters,Extra headers,Request preview"_s;
        QTest::newRow("none") << u"none"_s << rest;
        QTest::newRow("TLS") << u"tls_client_auth"_s
                             << QString(u"Private key,Certificate (PEM)," + rest);
    }
    void authenticationDecidesWhatIsAsked()
    {
        QFETCH(QString, method);
        QFETCH(QString, names);
        m_bench->openToAdd(u"OAuth 2.0 server"_s);
        chooseMethod(method);
        const QStringList order = m_bench->tabOrder();
        QStringList found;
        for (const QString &name : order) {
            if (names.split(u',').contains(name) || name.contains(u"PEM")
                || name == u"Client secret")
                found.append(name);
        }
        QCOMPARE(found.join(u','), names);
        QCOMPARE(order.count(u"Browse…"_s), names.contains(u"PEM") ? 2 : 0);
    }

    void whatComesBackHasItsHeight()
    {
        m_bench->openToAdd(u"OAuth 2.0 server"_s);
        for (const QString &method : {u"private_key_jwt"_s, u"client_secret_post"_s}) {
            chooseMethod(method);
            QTest::qWait(50); // for the layout, which tells nobody
        }
        const QLineEdit *secret = m_bench->edit("Client secret");
        QVERIFY(secret->isVisible());
        QTRY_COMPARE(secret->height(), m_bench->edit("Client ID")->height());
        QCOMPARE(secret->visibleRegion().boundingRect().height(), secret->height());
    }

    void tableIsOfferedAndTheProvidersMethodNamed()
    {
        m_bench->openToAdd();
        m_bench->toggleMore();
        QComboBox *methods = m_bench->combo("Client authentication");
        QCOMPARE(methods->count(), int(clientAuthenticationMethods().size()) + 1);
        QCOMPARE(methods->itemText(0),
                 u"As the provider says (Basic header, ID and secret as they are)"_s);
        QCOMPARE(methods->itemText(1), u"Basic header, form-encoded (RFC 6749)"_s);
        QVERIFY(!m_bench->says(u"write URLs into their logs"_s));
        chooseMethod(u"query"_s);
        QVERIFY(m_bench->says(u"write URLs into their logs"_s));
        QVERIFY(methods->accessibleDescription().contains(u"write URLs into their logs"));
    }

    void keyIsPastedLookedAtAndSaved()
    {
        m_bench->openToAdd(u"OAuth 2.0 server"_s);
        QSignalSpy saved(m_bench->dialog.get(), &CredentialDialog::saved);
        m_bench->type("Name", u"Signed"_s);
        m_bench->type("Token URL", u"https://login.example.org/token"_s);
        m_bench->type("Client ID", u"example-id"_s);
        chooseMethod(u"private_key_jwt"_s);
        QCOMPARE(m_bench->edit("Assertion audience")->placeholderText(),
                 u"https://login.example.org/token"_s);
        QCOMPARE(m_bench->edit("Private key")->echoMode(), QLineEdit::Password);
        QTRY_COMPARE(m_bench->lines("Request preview")->toPlainText(),
                     u"The private key is missing."_s);
        m_bench->save();
        QVERIFY(m_bench->edit("Private key")->hasFocus());
        QVERIFY(m_bench->says(u"The private key is missing."_s));

        m_bench->edit("Private key")->insert(m_keys.ecCertificate);
        QVERIFY(m_bench->says(u"This is a public key or a certificate"_s));
        m_bench->edit("Private key")->clear();
        m_bench->edit("Private key")->insert(m_keys.rsaKey);
        QVERIFY(m_bench->says(u"RSA, 2048 bits"_s));
        QVERIFY(!m_bench->says(u"This is"_s));
        QTRY_VERIFY(
            m_bench->lines("Request preview")->toPlainText().contains(u"client_assertion=••••••"));
        m_bench->type("Key ID", u"key-1"_s);
        m_bench->choose("Algorithm", u"ES256"_s);
        m_bench->save();
        QVERIFY(m_bench->combo("Algorithm")->hasFocus());
        QVERIFY(m_bench->says(u"ES256 needs a key of the curve P-256"_s));
        m_bench->choose("Algorithm", u"PS256"_s);
        m_bench->save();
        QTRY_COMPARE(saved.size(), 1);

        const QString id = saved.first().first().toString();
        const CredentialSet *set = m_bench->registry.find(id);
        QCOMPARE(set->clientAuthentication, u"private_key_jwt"_s);
        QCOMPARE(set->assertion, (AssertionRules{u"PS256"_s, u"key-1"_s, QString()}));
        const QJsonObject pair = m_bench->pairOf(id);
        QCOMPARE(pair.value(u"privateKey").toString(), m_keys.rsaKey);
        QVERIFY(!pair.contains(u"certificate"));
    }

    /// Its passphrase is asked for once, and kept nowhere.
    void protectedKeyIsOpened()
    {
        PracticeKeys keys;
        const QByteArray key = keys.key(u"P-384"_s);
        m_bench->openToAdd(u"OAuth 2.0 server"_s);
        QSignalSpy saved(m_bench->dialog.get(), &CredentialDialog::saved);
        m_bench->type("Name", u"Protected"_s);
        m_bench->type("Token URL", u"https://login.example.org/token"_s);
        m_bench->type("Client ID", u"example-id"_s);
        chooseMethod(u"private_key_jwt"_s);
        QLineEdit *passphrase = m_bench->edit("Passphrase of the key");
        QVERIFY(!passphrase->isVisible());
        m_bench->edit("Private key")->insert(QString::fromLatin1(keys.encrypted(key)));
        QVERIFY(passphrase->isVisible());
        QCOMPARE(passphrase->echoMode(), QLineEdit::Password);
        m_bench->save();
        QVERIFY(m_bench->says(u"The private key is protected by a passphrase"_s));
        m_bench->type("Passphrase of the key", u"not-the-one"_s);
        m_bench->save();
        QVERIFY(m_bench->says(u"The passphrase does not open the private key"_s));
        QCOMPARE(saved.size(), 0);
        m_bench->type("Passphrase of the key", u"not-a-secret"_s);
        m_bench->save();
        QTRY_COMPARE(saved.size(), 1);
        QVERIFY(!passphrase->isVisible() && passphrase->text().isEmpty());
        const QJsonObject pair = m_bench->pairOf(saved.first().first().toString());
        QCOMPARE(pair.value(u"privateKey").toString(), QString::fromLatin1(key));
        QVERIFY(!QJsonDocument(pair).toJson().contains("not-a-secret"));
    }

    void aJwkIsAKey()
    {
        PracticeKeys keys;
        QJsonObject jwk = keys.jwk(keys.key(u"P-256"_s));
        m_bench->openToAdd(u"OAuth 2.0 server"_s);
        chooseMethod(u"private_key_jwt"_s);
        QTemporaryDir folder;
        QFile file(folder.filePath(u"key.jwk"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(jwk).toJson());
        file.close();
        load("Private key", file.fileName());
        QVERIFY(m_bench->says(u"elliptic curve"_s));
        jwk.remove(u"d"_s);
        m_bench->type("Private key",
                      QString::fromUtf8(QJsonDocument(jwk).toJson(QJsonDocument::Compact)));
        m_bench->save();
        QVERIFY(m_bench->says(u"This JWK holds a public key alone"_s));
    }

    /// By the secret sign others than by a key; what was chosen for the one is nothing for the
    /// other.
    void algorithmsOfTheMethod()
    {
        m_bench->openToAdd(u"OAuth 2.0 server"_s);
        const auto offered = [this] {
            QStringList names;
            const QComboBox *box = m_bench->combo("Algorithm");
            for (int i = 1; i < box->count(); ++i)
                names.append(box->itemData(i).toString());
            return names;
        };
        chooseMethod(u"private_key_jwt"_s);
        QCOMPARE(offered(), keyAlgorithms());
        m_bench->choose("Algorithm", u"ES384"_s);
        chooseMethod(u"client_secret_jwt"_s);
        QCOMPARE(offered(), secretAlgorithms());
        QCOMPARE(m_bench->combo("Algorithm")->currentData().toString(), QString());
        m_bench->choose("Algorithm", u"HS512"_s);
        chooseMethod(u"private_key_jwt"_s);
        QCOMPARE(m_bench->combo("Algorithm")->currentData().toString(), QString());
    }

    void keyAndCertificateAreLoadedFromFiles()
    {
        m_bench->openToAdd(u"OAuth 2.0 server"_s);
        chooseMethod(u"tls_client_auth"_s);
        load("Private key", m_keys.ecKeyFile());
        QVERIFY(m_bench->says(u"elliptic curve"_s));
        load("Certificate (PEM)", m_keys.ecCertificateFile());
        QVERIFY(m_bench->says(u"localhost, valid until "_s));
        // as openssl has written it, on Windows with its line ends
        QCOMPARE(m_bench->edit("Certificate (PEM)")->text().remove(u'\r'), m_keys.ecCertificate);
    }

    void onlyPemFilesOfReasonableSizeAreRead_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("complaint");
        const QByteArray begin("-----BEGIN CERTIFICATE-----\n");
        const QString isNone = u"chosen.pem is no PEM file"_s;
        QTest::newRow("binary") << QByteArray("\x30\x82\x00\xff", 4) << isNone;
        QTest::newRow("empty") << QByteArray() << isNone;
        QTest::newRow("64 KiB") << begin.leftJustified(64 * 1024, 'A') << QString();
        QTest::newRow("more") << begin.leftJustified(64 * 1024 + 1, 'A')
                              << u"chosen.pem cannot be read: it is larger than 65536 bytes."_s;
    }
    void onlyPemFilesOfReasonableSizeAreRead()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, complaint);
        QTemporaryDir folder;
        QFile file(folder.filePath(u"chosen.pem"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        m_bench->openToAdd(u"OAuth 2.0 server"_s);
        chooseMethod(u"tls_client_auth"_s);
        load("Certificate (PEM)", file.fileName());
        QCOMPARE(m_bench->edit("Certificate (PEM)")->text().size(),
                 complaint.isEmpty() ? content.size() : 0);
        QVERIFY(complaint.isEmpty() ? !m_bench->says(u"chosen.pem"_s) : m_bench->says(complaint));
        load("Certificate (PEM)", folder.path());
        QVERIFY(m_bench->says(u"cannot be read: it is no regular file."_s));
    }

    void secretsOfAnotherMethodStayInTheKeychain()
    {
        CredentialSet set;
        set.clientAuthentication = u"private_key_jwt"_s;
        const QString id = openToEdit(set, m_keys.ecKey);
        QTRY_VERIFY(m_bench->says(u"elliptic curve"_s));
        chooseMethod({});
        m_bench->type("Client secret", u"example-secret"_s);
        saveAndWait();
        QCOMPARE(m_bench->pairOf(id).value(u"privateKey").toString(), m_keys.ecKey);
        QCOMPARE(m_bench->pairOf(id).value(u"secret").toString(), u"example-secret"_s);
        QVERIFY(m_bench->registry.find(id)->clientAuthentication.isEmpty());

        // emptied, it goes
        m_bench->openToEdit(id);
        QTRY_VERIFY(!m_bench->says(u"Reading the credentials"_s));
        if (!m_bench->isMoreOpen())
            m_bench->toggleMore();
        chooseMethod(u"private_key_jwt"_s);
        m_bench->edit("Private key")->clear();
        chooseMethod({});
        saveAndWait();
        QVERIFY(!m_bench->pairOf(id).contains(u"privateKey"));
    }

    void extraLinesAreSaved()
    {
        CredentialSet set;
        set.parameters = {{u"resource"_s, {u"urn:a"_s, u"urn:b"_s}}, {u"audience"_s, {u"api"_s}}};
        const QString id = openToEdit(set);
        QCOMPARE(m_bench->lines("Extra parameters")->toPlainText(),
                 u"resource=urn:a\nresource=urn:b"_s);
        m_bench->lines("Extra parameters")->appendPlainText(u"flag=1"_s);
        m_bench->lines("Extra headers")->setPlainText(u"X-Tenant: blue\n"_s);
        QTRY_VERIFY(m_bench->lines("Request preview")->toPlainText().contains(u"X-Tenant: blue"));
        QVERIFY(m_bench->lines("Request preview")
                    ->toPlainText()
                    .endsWith(u"&flag=1"
                              u"&resource=urn%3Aa"
                              u"&resource=urn%3Ab"));
        saveAndWait();
        const CredentialSet *saved = m_bench->registry.find(id);
        QCOMPARE(saved->parameters.value(u"resource"_s).size(), 2);
        QCOMPARE(saved->parameters.value(u"audience"_s), QStringList{u"api"_s});
        QCOMPARE(saved->parameters.value(u"flag"_s), QStringList{u"1"_s});
        QCOMPARE(saved->headers, (QList<NameValue>{{u"X-Tenant"_s, u"blue"_s}}));
    }

    void problemInsideOpensIt()
    {
        openToEdit({});
        m_bench->toggleMore();
        m_bench->lines("Extra parameters")->setPlainText(u"a=1\naudience=2"_s);
        m_bench->toggleMore();
        m_bench->save();
        QVERIFY(m_bench->isOpen() && m_bench->isMoreOpen());
        QVERIFY(m_bench->lines("Extra parameters")->hasFocus());
        QVERIFY(m_bench->says(u"Line 2: “audience” has a field of its own."_s));
        m_bench->lines("Extra parameters")->setPlainText(u"a=1"_s);
        QVERIFY(!m_bench->says(u"Line 2"_s));
    }

    void previewFollowsAndHidesTheSecret()
    {
        m_bench->openToAdd();
        m_bench->toggleMore();
        QPlainTextEdit *preview = m_bench->lines("Request preview");
        QVERIFY(preview->isReadOnly());
        QTRY_VERIFY(preview->toPlainText().startsWith(
            u"POST /identity/v1/oauth2/token HTTP/1.1\nHost: api.sandbox.ebay.com\n"));
        m_bench->typeEbayPair();
        QTRY_VERIFY(preview->toPlainText().contains(u"Authorization: Basic ••••••\n"));
        QVERIFY(!preview->toPlainText().contains(u"not-real"));
        m_bench->chooseEnvironment("Production");
        QTRY_VERIFY(preview->toPlainText().contains(u"Host: api.ebay.com\n"));
        chooseMethod(u"client_secret_post"_s);
        QTRY_VERIFY(preview->toPlainText().endsWith(
            u"&client_id=Example-SBX-not-real&client_secret=••••••"));
    }

    void unknownMethodIsShownAndKept()
    {
        CredentialSet set;
        set.clientAuthentication = u"from_the_future"_s;
        const QString id = openToEdit(set);
        QCOMPARE(m_bench->combo("Client authentication")->currentText(), u"from_the_future"_s);
        QVERIFY(m_bench->edit("Client secret") && m_bench->edit("Private key"));
        m_bench->type("Name", u"Renamed"_s);
        saveAndWait();
        QCOMPARE(m_bench->registry.find(id)->clientAuthentication, u"from_the_future"_s);
        QCOMPARE(m_bench->store.count(FakeSecretStore::Operation::Write), 0);
    }

    void catalogueMayBeReadAnewMeanwhile()
    {
        m_bench->openToAdd();
        QSignalSpy saved(m_bench->dialog.get(), &CredentialDialog::saved);
        m_bench->catalog = {};
        m_bench->chooseEnvironment("Production");
        m_bench->choose("Provider", u"Pitney Bowes"_s);
        m_bench->type("Name", u"Parcels"_s);
        m_bench->type("API key", u"example-key"_s);
        m_bench->type("API secret", u"example-secret"_s);
        m_bench->save();
        QTRY_COMPARE(saved.size(), 1);
    }

    void allIsReachedWithLargeText()
    {
        const QFont before = QApplication::font();
        QFont large = before;
        large.setPointSizeF(before.pointSizeF() * 1.5);
        QApplication::setFont(large);
        m_bench->openToAdd(u"OAuth 2.0 server"_s);
        chooseMethod(u"private_key_jwt"_s);
        m_bench->save(); // with all that can be said
        QTest::qWait(100);
        const QRect screen = m_bench->dialog->screen()->availableGeometry();
        QVERIFY(m_bench->dialog->width() <= screen.width());
        QVERIFY(m_bench->dialog->height() <= screen.height());
        for (QWidget *control : {static_cast<QWidget *>(m_bench->edit("Private key")),
                                 static_cast<QWidget *>(m_bench->combo("Client authentication")),
                                 static_cast<QWidget *>(m_bench->lines("Extra headers")),
                                 static_cast<QWidget *>(m_bench->lines("Request preview"))}) {
            m_bench->edit("Name")->setFocus();
            for (int i = 0; i < 40 && !control->hasFocus(); ++i)
                QTest::keyClick(m_bench->dialog->focusWidget(), Qt::Key_Tab);
            QTest::qWait(20);
            QVERIFY2(control->visibleRegion().boundingRect() == control->rect(),
                     qPrintable(control->accessibleName()));
            QVERIFY(control->height() >= control->minimumSizeHint().height());
        }
        QApplication::setFont(before);
    }

private:
    void chooseMethod(const QString &id)
    {
        QComboBox *methods = m_bench->combo("Client authentication");
        methods->setCurrentIndex(methods->findData(id));
    }
    void load(const char *field, const QString &path)
    {
        for (QObject *parent = m_bench->edit(field); parent; parent = parent->parent()) {
            if (auto *pem = qobject_cast<PemField *>(parent)) {
                pem->load(path);
                return;
            }
        }
    }
    /// \a set at "Own server", made whole.
    QString openToEdit(CredentialSet set, const QString &privateKey = {})
    {
        set.id = freshIdentifier();
        set.name = u"Mine"_s;
        set.provider = u"own"_s;
        set.environment = u"live"_s;
        set.variables = {{u"host"_s, u"login.example.org"_s}};
        if (!set.parameters.contains(u"audience"_s))
            set.parameters.insert(u"audience"_s, {u"api"_s});
        if (!await(m_bench->registry.insert(set)))
            return {};
        ClientCredentials pair;
        pair.clientId = u"example-id"_s;
        if (privateKey.isEmpty())
            pair.clientSecret = Secret::fromText(u"example-secret"_s);
        pair.privateKey = Secret::fromText(privateKey);
        pair.origin = u"https://login.example.org:443"_s;
        m_bench->store.put(clientKey(set.id), pair.toPayload().reveal().toByteArray());
        m_bench->openToEdit(set.id);
        if (!QTest::qWaitFor([this] { return m_bench->edit("Client ID")->isEnabled(); }))
            return {};
        return set.id;
    }
    void saveAndWait()
    {
        QSignalSpy saved(m_bench->dialog.get(), &CredentialDialog::saved);
        m_bench->save();
        QTRY_COMPARE(saved.size(), 1);
    }
    QString seen() const
    {
        const QStringList inside{u"Client authentication"_s, u"Extra parameters"_s,
                                 u"Extra headers"_s, u"Request preview"_s};
        QStringList names;
        const QStringList order = m_bench->tabOrder();
        for (const QString &name : order) {
            if (inside.contains(name))
                names.append(name);
        }
        return names.join(u',');
    }

    const KeyBench m_keys;
    std::unique_ptr<DialogBench> m_bench;
};

WIDGET_TEST_IN_PROGRAM(TestCredentialDialogOptions)
#include "tst_credentialdialogoptions.moc"
