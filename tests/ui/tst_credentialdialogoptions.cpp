// SPDX-License-Identifier: MIT
#include "ClientAuthentication.h"
#include "DialogBench.h"
#include "KeyBench.h"
#include "PemField.h"
#include "TestProgram.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
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
        m_bench->choose("Provider", QStringLiteral("Pitney Bowes"));
        QVERIFY(!m_bench->isMoreOpen());
        m_bench->choose("Provider", QStringLiteral("OAuth 2.0 server")); // knows nothing by itself
        QVERIFY(m_bench->isMoreOpen());
        QCOMPARE(seen(),
                 QStringLiteral("Client authentication,Extra parameters,Extra headers,"
                                "Request preview"));
        m_bench->choose("Provider", QStringLiteral("eBay"));
        QVERIFY(!m_bench->isMoreOpen());

        // by hand it stays as it was put
        QTest::keyClick(m_bench->named<QToolButton>("More options"), Qt::Key_Space);
        QVERIFY(m_bench->isMoreOpen());
        m_bench->choose("Provider", QStringLiteral("Pitney Bowes"));
        QVERIFY(m_bench->isMoreOpen());
    }

    void windowGrowsAndShrinksWithIt()
    {
        m_bench->openToAdd();
        const int before = m_bench->dialog->height();
        m_bench->toggleMore();
        QTRY_VERIFY(m_bench->dialog->height() > before + 100);
        m_bench->toggleMore();
        QTRY_VERIFY(m_bench->dialog->height() < before + 50);
        QTRY_COMPARE(m_bench->button("Save")->visibleRegion().boundingRect(),
                     m_bench->button("Save")->rect());
    }

    void windowStaysOnTheScreen()
    {
        m_bench->openToAdd();
        CredentialDialog *dialog = m_bench->dialog.get();
        const QRect screen = dialog->screen()->availableGeometry();
        dialog->move(screen.left() + 40, screen.bottom() - dialog->frameGeometry().height());
        QTRY_VERIFY(dialog->frameGeometry().top() > 100);
        m_bench->toggleMore();
        QTRY_VERIFY(m_bench->lines("Request preview"));
        QTRY_VERIFY2(screen.contains(dialog->frameGeometry()), "It went beyond the screen.");
        QTest::qWait(100);
        QVERIFY(screen.contains(dialog->frameGeometry()));
    }

    void plainFileIsNamedWhereSomethingIsWrittenIntoIt()
    {
        m_bench->openToAdd(QStringLiteral("OAuth 2.0 server"));
        for (const char *name : {"Extra parameters", "Extra headers"}) {
            QVERIFY(m_bench->lines(name)->accessibleDescription().contains(
                u"the rest to a plain file."));
        }
    }

    void keyThatCouldNotBeReadStays()
    {
        CredentialSet set;
        set.clientAuthentication = QStringLiteral("private_key_jwt");
        m_bench->store.failNext(FakeSecretStore::Operation::Read, ErrorKind::KeychainLocked);
        const QString id = openToEdit(set, m_keys.ecKey);
        QCOMPARE(m_bench->edit("Private key (PEM)")->placeholderText(),
                 QStringLiteral("Leave empty to keep it unchanged"));
        QTRY_VERIFY(
            m_bench->lines("Request preview")->toPlainText().startsWith(u"The request cannot be"));
        m_bench->type("Name", QStringLiteral("Renamed"));
        saveAndWait();
        QCOMPARE(m_bench->pairOf(id).value(u"privateKey").toString(), m_keys.ecKey);
    }

    void isOpenWhereTheSetOverridesSomething_data()
    {
        QTest::addColumn<CredentialSet>("set");
        QTest::addColumn<bool>("isOpen");
        CredentialSet plain;
        plain.parameters = {{QStringLiteral("audience"), {QStringLiteral("declared")}}};
        QTest::newRow("nothing") << plain << false;
        CredentialSet set = plain;
        set.clientAuthentication = QStringLiteral("client_secret_post");
        QTest::newRow("authentication") << set << true;
        set = plain;
        set.assertion.audience = QStringLiteral("x");
        QTest::newRow("assertion") << set << true;
        set = plain;
        set.parameters.insert(QStringLiteral("more"), {QStringLiteral("x")});
        QTest::newRow("parameter") << set << true;
        set = plain;
        set.headers = {{QStringLiteral("X-One"), QStringLiteral("x")}};
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
        const QString rest = QStringLiteral(
            "Client authentication,Extra parameters,Extra headers,Request preview");
        QTest::newRow("the provider's") << QString() << QString(u"Client secret," + rest);
        QTest::newRow("post") << QStringLiteral("client_secret_post")
                              << QString(u"Client secret," + rest);
        QTest::newRow("assertion") << QStringLiteral("private_key_jwt")
                                   << QStringLiteral("Private key (PEM),Certificate (PEM),"
                                                     "Client authentication,Key ID,Algorithm,"
                                                     "Audience of the assertion,Extra parameters,"
                                                     "Extra headers,Request preview");
        QTest::newRow("TLS") << QStringLiteral("tls_client_auth")
                             << QString(u"Private key (PEM),Certificate (PEM)," + rest);
    }
    void authenticationDecidesWhatIsAsked()
    {
        QFETCH(QString, method);
        QFETCH(QString, names);
        m_bench->openToAdd(QStringLiteral("OAuth 2.0 server"));
        chooseMethod(method);
        const QStringList order = m_bench->tabOrder();
        QStringList found;
        for (const QString &name : order) {
            if (names.split(u',').contains(name) || name.contains(u"PEM")
                || name == u"Client secret")
                found.append(name);
        }
        QCOMPARE(found.join(u','), names);
        QCOMPARE(order.count(QStringLiteral("Load from file…")), names.contains(u"PEM") ? 2 : 0);
        QVERIFY(order.contains(QStringLiteral("Show secret")));
    }

    void tableIsOfferedAndTheProvidersMethodNamed()
    {
        m_bench->openToAdd();
        m_bench->toggleMore();
        QComboBox *methods = m_bench->combo("Client authentication");
        QCOMPARE(methods->count(), int(clientAuthenticationMethods().size()) + 1);
        QCOMPARE(methods->itemText(0),
                 QStringLiteral("As the provider says (Basic header, ID and secret as they are)"));
        QCOMPARE(methods->itemText(1), QStringLiteral("Basic header, form-encoded (RFC 6749)"));
        QVERIFY(!m_bench->says(QStringLiteral("write URLs into their logs")));
        chooseMethod(QStringLiteral("query"));
        QVERIFY(m_bench->says(QStringLiteral("write URLs into their logs")));
        QVERIFY(methods->accessibleDescription().contains(u"write URLs into their logs"));
    }

    void keyIsPastedLookedAtAndSaved()
    {
        m_bench->openToAdd(QStringLiteral("OAuth 2.0 server"));
        QSignalSpy saved(m_bench->dialog.get(), &CredentialDialog::saved);
        m_bench->type("Name", QStringLiteral("Signed"));
        m_bench->type("Token URL", QStringLiteral("https://login.example.org/token"));
        m_bench->type("Client ID", QStringLiteral("example-id"));
        chooseMethod(QStringLiteral("private_key_jwt"));
        QCOMPARE(m_bench->edit("Audience of the assertion")->placeholderText(),
                 QStringLiteral("https://login.example.org/token"));
        QCOMPARE(m_bench->edit("Private key (PEM)")->echoMode(), QLineEdit::Password);
        QTRY_COMPARE(m_bench->lines("Request preview")->toPlainText(),
                     QStringLiteral("The private key is missing."));
        m_bench->save();
        QVERIFY(m_bench->edit("Private key (PEM)")->hasFocus());
        QVERIFY(m_bench->says(QStringLiteral("The private key is missing.")));

        m_bench->edit("Private key (PEM)")->insert(m_keys.ecCertificate);
        QVERIFY(m_bench->says(QStringLiteral("This is a public key or a certificate")));
        m_bench->edit("Private key (PEM)")->clear();
        m_bench->edit("Private key (PEM)")->insert(m_keys.rsaKey);
        QVERIFY(m_bench->says(QStringLiteral("RSA, 2048 bits")));
        QVERIFY(!m_bench->says(QStringLiteral("This is")));
        QTRY_VERIFY(
            m_bench->lines("Request preview")->toPlainText().contains(u"client_assertion=••••••"));
        m_bench->type("Key ID", QStringLiteral("key-1"));
        m_bench->choose("Algorithm", QStringLiteral("ES256"));
        m_bench->save();
        QVERIFY(m_bench->combo("Algorithm")->hasFocus());
        QVERIFY(m_bench->says(QStringLiteral("ES256 needs a key of the curve P-256")));
        m_bench->choose("Algorithm", QStringLiteral("PS256"));
        m_bench->save();
        QTRY_COMPARE(saved.size(), 1);

        const QString id = saved.first().first().toString();
        const CredentialSet *set = m_bench->registry.find(id);
        QCOMPARE(set->clientAuthentication, QStringLiteral("private_key_jwt"));
        QCOMPARE(set->assertion,
                 (AssertionRules{QStringLiteral("PS256"), QStringLiteral("key-1"), QString()}));
        const QJsonObject pair = m_bench->pairOf(id);
        QCOMPARE(pair.value(u"privateKey").toString(), m_keys.rsaKey);
        QVERIFY(!pair.contains(u"certificate"));
    }

    void keyAndCertificateAreLoadedFromFiles()
    {
        m_bench->openToAdd(QStringLiteral("OAuth 2.0 server"));
        chooseMethod(QStringLiteral("tls_client_auth"));
        load("Private key (PEM)", m_keys.ecKeyFile());
        QVERIFY(m_bench->says(QStringLiteral("elliptic curve")));
        load("Certificate (PEM)", m_keys.ecCertificateFile());
        QVERIFY(m_bench->says(QStringLiteral("localhost, valid until ")));
        QCOMPARE(m_bench->edit("Certificate (PEM)")->text(), m_keys.ecCertificate);
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
        QFile file(folder.filePath(QStringLiteral("chosen.pem")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        m_bench->openToAdd(QStringLiteral("OAuth 2.0 server"));
        chooseMethod(QStringLiteral("tls_client_auth"));
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
        set.clientAuthentication = QStringLiteral("private_key_jwt");
        const QString id = openToEdit(set, m_keys.ecKey);
        QTRY_VERIFY(m_bench->says(QStringLiteral("elliptic curve")));
        chooseMethod({});
        m_bench->type("Client secret", QStringLiteral("example-secret"));
        saveAndWait();
        QCOMPARE(m_bench->pairOf(id).value(u"privateKey").toString(), m_keys.ecKey);
        QCOMPARE(m_bench->pairOf(id).value(u"secret").toString(), QStringLiteral("example-secret"));
        QVERIFY(m_bench->registry.find(id)->clientAuthentication.isEmpty());

        // emptied, it goes
        m_bench->openToEdit(id);
        QTRY_VERIFY(!m_bench->says(QStringLiteral("Reading the pair")));
        if (!m_bench->isMoreOpen())
            m_bench->toggleMore();
        chooseMethod(QStringLiteral("private_key_jwt"));
        m_bench->edit("Private key (PEM)")->clear();
        chooseMethod({});
        saveAndWait();
        QVERIFY(!m_bench->pairOf(id).contains(u"privateKey"));
    }

    void extraLinesAreSaved()
    {
        CredentialSet set;
        set.parameters = {
            {QStringLiteral("resource"), {QStringLiteral("urn:a"), QStringLiteral("urn:b")}},
            {QStringLiteral("audience"), {QStringLiteral("api")}}};
        const QString id = openToEdit(set);
        QCOMPARE(m_bench->lines("Extra parameters")->toPlainText(),
                 QStringLiteral("resource=urn:a\nresource=urn:b"));
        m_bench->lines("Extra parameters")->appendPlainText(QStringLiteral("flag=1"));
        m_bench->lines("Extra headers")->setPlainText(QStringLiteral("X-Tenant: blue\n"));
        QTRY_VERIFY(m_bench->lines("Request preview")->toPlainText().contains(u"X-Tenant: blue"));
        QVERIFY(m_bench->lines("Request preview")
                    ->toPlainText()
                    .endsWith(u"&flag=1"
                              u"&resource=urn%3Aa"
                              u"&resource=urn%3Ab"));
        saveAndWait();
        const CredentialSet *saved = m_bench->registry.find(id);
        QCOMPARE(saved->parameters.value(QStringLiteral("resource")).size(), 2);
        QCOMPARE(saved->parameters.value(QStringLiteral("audience")),
                 QStringList{QStringLiteral("api")});
        QCOMPARE(saved->parameters.value(QStringLiteral("flag")), QStringList{QStringLiteral("1")});
        QCOMPARE(saved->headers,
                 (QList<NameValue>{{QStringLiteral("X-Tenant"), QStringLiteral("blue")}}));
    }

    void problemInsideOpensIt()
    {
        openToEdit({});
        m_bench->toggleMore();
        m_bench->lines("Extra parameters")->setPlainText(QStringLiteral("a=1\naudience=2"));
        m_bench->toggleMore();
        m_bench->save();
        QVERIFY(m_bench->isOpen() && m_bench->isMoreOpen());
        QVERIFY(m_bench->lines("Extra parameters")->hasFocus());
        QVERIFY(m_bench->says(QStringLiteral("Line 2: “audience” has a field of its own.")));
        m_bench->lines("Extra parameters")->setPlainText(QStringLiteral("a=1"));
        QVERIFY(!m_bench->says(QStringLiteral("Line 2")));
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
        m_bench->choose("Environment", QStringLiteral("Production"));
        QTRY_VERIFY(preview->toPlainText().contains(u"Host: api.ebay.com\n"));
        chooseMethod(QStringLiteral("client_secret_post"));
        QTRY_VERIFY(preview->toPlainText().endsWith(
            u"&client_id=Example-SBX-not-real&client_secret=••••••"));
    }

    void unknownMethodIsShownAndKept()
    {
        CredentialSet set;
        set.clientAuthentication = QStringLiteral("from_the_future");
        const QString id = openToEdit(set);
        QCOMPARE(m_bench->combo("Client authentication")->currentText(),
                 QStringLiteral("from_the_future"));
        QVERIFY(m_bench->edit("Client secret") && m_bench->edit("Private key (PEM)"));
        m_bench->type("Name", QStringLiteral("Renamed"));
        saveAndWait();
        QCOMPARE(m_bench->registry.find(id)->clientAuthentication,
                 QStringLiteral("from_the_future"));
        QCOMPARE(m_bench->store.count(FakeSecretStore::Operation::Write), 0);
    }

    void catalogueMayBeReadAnewMeanwhile()
    {
        m_bench->openToAdd();
        QSignalSpy saved(m_bench->dialog.get(), &CredentialDialog::saved);
        m_bench->catalog = {};
        m_bench->choose("Environment", QStringLiteral("Production"));
        m_bench->choose("Provider", QStringLiteral("Pitney Bowes"));
        m_bench->type("Name", QStringLiteral("Parcels"));
        m_bench->type("API key", QStringLiteral("example-key"));
        m_bench->type("API secret", QStringLiteral("example-secret"));
        m_bench->save();
        QTRY_COMPARE(saved.size(), 1);
    }

    void allIsReachedWithLargeText()
    {
        const QFont before = QApplication::font();
        QFont large = before;
        large.setPointSizeF(before.pointSizeF() * 1.5);
        QApplication::setFont(large);
        m_bench->openToAdd(QStringLiteral("OAuth 2.0 server"));
        chooseMethod(QStringLiteral("private_key_jwt"));
        m_bench->save(); // with all that can be said
        QTest::qWait(100);
        const QRect screen = m_bench->dialog->screen()->availableGeometry();
        QVERIFY(m_bench->dialog->width() <= screen.width());
        QVERIFY(m_bench->dialog->height() <= screen.height());
        for (QWidget *control : {static_cast<QWidget *>(m_bench->edit("Private key (PEM)")),
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
        set.name = QStringLiteral("Mine");
        set.provider = QStringLiteral("own");
        set.environment = QStringLiteral("live");
        set.variables = {{QStringLiteral("host"), QStringLiteral("login.example.org")}};
        if (!set.parameters.contains(QStringLiteral("audience")))
            set.parameters.insert(QStringLiteral("audience"), {QStringLiteral("api")});
        if (!await(m_bench->registry.insert(set)))
            return {};
        ClientCredentials pair;
        pair.clientId = QStringLiteral("example-id");
        if (privateKey.isEmpty())
            pair.clientSecret = Secret::fromText(QStringLiteral("example-secret"));
        pair.privateKey = Secret::fromText(privateKey);
        pair.origin = QStringLiteral("https://login.example.org:443");
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
        const QStringList inside{
            QStringLiteral("Client authentication"), QStringLiteral("Extra parameters"),
            QStringLiteral("Extra headers"), QStringLiteral("Request preview")};
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
