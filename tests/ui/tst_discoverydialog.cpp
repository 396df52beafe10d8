// SPDX-License-Identifier: MIT
#include "DialogBench.h"
#include "TestProgram.h"

#include <QListWidget>
#include <QSignalSpy>

using namespace Tokenwright;

/// A server that is found by its URL, from the dialog that adds a set.
class TestDiscoveryDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<DialogBench>();
        QVERIFY(m_bench->ready);
        m_asked.clear();
        m_answers.clear();
        m_cancelled = 0;
        m_bench->discovery.ask = [this](const QUrl &url, const QString &caCertificates) {
            m_asked.append(url);
            m_trusted = caCertificates;
            m_answers.append(Async::Completion<ServerMetadata>());
            return SetDiscovery::Call{.found = m_answers.last().future(), .cancel = [this] {
                                          ++m_cancelled;
                                          m_answers.last().finish(failure(ErrorKind::Cancelled));
                                      }};
        };
    }
    void cleanup() { m_bench.reset(); }

    void offeredWhereAnyServerWillDo()
    {
        m_bench->openToAdd(u"eBay"_s);
        QVERIFY(!offer());
        m_bench->choose("Provider", u"OAuth 2.0 server"_s);
        QVERIFY(offer());
        QVERIFY(m_bench->tabOrder().contains(u"From an issuer or API URL…"));
        m_bench->choose("Provider", u"eBay"_s);
        QVERIFY(!offer());
    }

    void whatIsFoundFillsTheFields()
    {
        DiscoveryDialog *dialog = open();
        QVERIFY(dialog);
        find(dialog, u"login.example.com/tenant"_s);
        QCOMPARE(m_asked, QList<QUrl>{QUrl(u"https://login.example.com/tenant"_s)});
        QVERIFY(says(dialog, u"Asking login.example.com"));
        m_answers.last().finish(practiceServer());
        QTRY_VERIFY(says(dialog, u"https://login.example.com/token"));
        QVERIFY(says(dialog, u"ES256, RS256"));
        auto *method = dialog->findChild<QComboBox *>();
        QCOMPARE(method->count(), 2); // those that both know
        QCOMPARE(method->itemData(0).toString(), u"client_secret_post"_s);
        auto *scopes = dialog->findChild<QListWidget *>();
        QCOMPARE(scopes->count(), 2);
        scopes->item(1)->setCheckState(Qt::Checked);
        press(dialog, "Use these");
        QCOMPARE(m_bench->edit("Token URL")->text(), u"https://login.example.com/token"_s);
        QCOMPARE(m_bench->edit("Issuer")->text(), u"https://login.example.com/tenant"_s);
        QCOMPARE(m_bench->scopes()->toPlainText().trimmed(), u"orders.write"_s);
        QCOMPARE(m_bench->combo("Client authentication")->currentData().toString(),
                 u"client_secret_post"_s);
        m_bench->type("Client ID", u"practice-id"_s);
        m_bench->type("Client secret", u"practice-not-a-secret"_s);
        m_bench->save();
        QTRY_VERIFY(!m_bench->isOpen());
        const CredentialSet saved = m_bench->registry.sets().first();
        QCOMPARE(saved.variables.value(u"tokenUrl"_s), u"https://login.example.com/token"_s);
        QCOMPARE(saved.clientAuthentication, u"client_secret_post"_s);
        QCOMPARE(saved.scopes, QStringList(u"orders.write"_s));
    }

    /// The server of a company is found by the certificates by which tokens are had from it.
    void whatIsTrustedElseIsTrustedHere()
    {
        find(open(u"/etc/acme/authority.pem"_s), u"login.acme.example"_s);
        QCOMPARE(m_trusted, u"/etc/acme/authority.pem"_s);
    }

    void anotherWayToAuthenticateCanBeChosen()
    {
        DiscoveryDialog *dialog = open();
        find(dialog, u"https://login.example.com"_s);
        m_answers.last().finish(practiceServer());
        auto *method = dialog->findChild<QComboBox *>();
        QTRY_COMPARE(method->count(), 2);
        method->setCurrentIndex(1);
        press(dialog, "Use these");
        QCOMPARE(m_bench->combo("Client authentication")->currentData().toString(),
                 u"private_key_jwt"_s);
    }

    /// A company's own certificates are those of the server that is looked for.
    void theFormsCertificatesAreTrusted()
    {
        m_bench->openToAdd(u"OAuth 2.0 server"_s);
        m_bench->type("CA certificates", u"/etc/example-ca.pem"_s);
        offer()->click();
        auto *dialog = m_bench->dialog->findChild<DiscoveryDialog *>();
        QVERIFY(dialog);
        find(dialog, u"https://login.example.com"_s);
        QCOMPARE(m_trusted, u"/etc/example-ca.pem"_s);
    }

    void whatFailsIsSaid()
    {
        DiscoveryDialog *dialog = open();
        find(dialog, QString());
        QVERIFY(says(dialog, u"Enter the URL"));
        QVERIFY(m_asked.isEmpty());
        find(dialog, u"https://api.example.com"_s);
        m_answers.last().finish(failure(ErrorKind::HostNotFound));
        QTRY_VERIFY(says(dialog, u"host name was not found"));
        QVERIFY(!button(dialog, "Use these")->isEnabled());
        find(dialog, u"https://api.example.com"_s);
        m_answers.last().finish(failure(ErrorKind::Malformed, u"It names no issuer."_s));
        QTRY_VERIFY(says(dialog, u"It names no issuer."));
        // what was found before is not to be taken for it
        find(dialog, u"https://login.example.com"_s);
        m_answers.last().finish(practiceServer());
        QTRY_VERIFY(button(dialog, "Use these")->isEnabled());
        find(dialog, u"https://api.example.com"_s);
        QVERIFY(!button(dialog, "Use these")->isEnabled());
    }

    void nothingInCommon()
    {
        DiscoveryDialog *dialog = open();
        find(dialog, u"https://login.example.com"_s);
        ServerMetadata found = practiceServer();
        found.methods = QStringList{u"unheard_of"_s};
        m_answers.last().finish(found);
        QTRY_VERIFY(says(dialog, u"unheard_of alone, none of which is known here"));
        QVERIFY(!button(dialog, "Use these")->isEnabled());
    }

    void itCanBeStopped()
    {
        DiscoveryDialog *dialog = open();
        find(dialog, u"https://login.example.com"_s);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QCOMPARE(m_cancelled, 1);
        QTRY_VERIFY(says(dialog, u"It was stopped"));
        QVERIFY(dialog->isVisible());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_bench->dialog->findChild<DiscoveryDialog *>());
        QVERIFY(m_bench->isOpen());
    }

private:
    static ServerMetadata practiceServer()
    {
        return {.issuer = u"https://login.example.com/tenant"_s,
                .tokenEndpoint = QUrl(u"https://login.example.com/token"_s),
                .revocationEndpoint = {},
                .methods = {u"unheard_of"_s, u"client_secret_post"_s, u"private_key_jwt"_s},
                .algorithms = {u"ES256"_s, u"RS256"_s},
                .scopes = {u"orders.read"_s, u"orders.write"_s},
                .source = QUrl(u"https://login.example.com/.well-known/x"_s)};
    }
    QPushButton *offer() const
    {
        const auto buttons = m_bench->dialog->findChildren<QPushButton *>();
        for (QPushButton *one : buttons) {
            if (one->accessibleName() == u"From an issuer or API URL…" && one->isVisible())
                return one;
        }
        return nullptr;
    }
    DiscoveryDialog *open(const QString &caCertificates = {}) const
    {
        m_bench->openToAdd(u"OAuth 2.0 server"_s);
        m_bench->type("CA certificates", caCertificates);
        if (!offer())
            return nullptr;
        offer()->click();
        auto *dialog = m_bench->dialog->findChild<DiscoveryDialog *>();
        return dialog && QTest::qWaitForWindowActive(dialog) ? dialog : nullptr;
    }
    static QPushButton *button(const QWidget *dialog, const char *name)
    {
        const auto buttons = dialog->findChildren<QPushButton *>();
        for (QPushButton *one : buttons) {
            if (one->accessibleName() == QLatin1StringView(name))
                return one;
        }
        return nullptr;
    }
    static void press(const QWidget *dialog, const char *name) { button(dialog, name)->click(); }
    static void find(QWidget *dialog, const QString &url)
    {
        dialog->findChild<QLineEdit *>()->setText(url);
        QTest::keyClick(dialog, Qt::Key_Return);
    }
    static bool says(const QWidget *dialog, QStringView text)
    {
        const auto labels = dialog->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    }

    std::unique_ptr<DialogBench> m_bench;
    QList<QUrl> m_asked;
    QString m_trusted;
    QList<Async::Completion<ServerMetadata>> m_answers;
    int m_cancelled = 0;
};

WIDGET_TEST_IN_PROGRAM(TestDiscoveryDialog)
#include "tst_discoverydialog.moc"
