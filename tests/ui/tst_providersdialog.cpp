// SPDX-License-Identifier: MIT
#include "DialogBench.h"
#include "ProvidersDialog.h"
#include "TestProgram.h"

#include <QAbstractItemModelTester>
#include <QDesktopServices>
#include <QListView>
#include <QSignalSpy>
#include <QTextBrowser>
#include <QUrl>

using namespace Tokenwright;

/// All providers in a list: what is known of each, who uses it, and what is wrong with a file.
class TestProvidersDialog : public QObject
{
    Q_OBJECT

private:
    template <class Widget> Widget *named(const char *name) const
    {
        const auto widgets = m_dialog->findChildren<Widget *>();
        for (Widget *widget : widgets) {
            if (widget->accessibleName() == QString::fromUtf8(name))
                return widget;
        }
        return nullptr;
    }
    QListView *list() const { return named<QListView>("Providers"); }
    QLineEdit *filter() const { return named<QLineEdit>("Filter"); }
    QString details() const { return named<QTextBrowser>("Provider")->toPlainText(); }
    QModelIndex row(const QString &name) const
    {
        const auto found = list()->model()->match(list()->model()->index(0, 0), Qt::DisplayRole,
                                                  name, 1, Qt::MatchExactly);
        return found.value(0);
    }
    QString sentence(const QString &name) const
    {
        return row(name).data(Qt::AccessibleTextRole).toString();
    }
    QStringList names() const
    {
        QStringList all;
        for (int i = 0; i < list()->model()->rowCount(); ++i)
            all.append(list()->model()->index(i, 0).data().toString());
        return all;
    }
    QString folder() const { return m_bench->profile.profile.providersFolder(); }
    void write(const QString &name, const QByteArray &content) const
    {
        QFile file(folder() + u'/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

public Q_SLOTS:
    void open(const QUrl &url) { m_opened = url; }

private Q_SLOTS:
    void initTestCase()
    {
        // instead of the desktop's editor
        QDesktopServices::setUrlHandler(u"file"_s, this, "open");
    }

    void init()
    {
        m_bench = std::make_unique<DialogBench>();
        QVERIFY(m_bench->ready);
        m_watch = std::make_unique<ProviderWatch>(m_bench->catalog, folder());
        m_dialog = std::make_unique<ProvidersDialog>(*m_watch, m_bench->registry);
        new QAbstractItemModelTester(list()->model(),
                                     QAbstractItemModelTester::FailureReportingMode::QtTest,
                                     m_dialog.get());
        auto *shown = static_cast<ProviderFilter *>(list()->model());
        new QAbstractItemModelTester(shown->sourceModel(),
                                     QAbstractItemModelTester::FailureReportingMode::QtTest,
                                     m_dialog.get());
        m_dialog->show();
    }

    void cleanup()
    {
        m_dialog.reset();
        m_watch.reset();
        m_bench.reset();
    }

    void tellsWhatIsKnownAndFromWhere()
    {
        QCOMPARE(list()->model()->rowCount(), m_bench->catalog.providers().size());
        list()->setCurrentIndex(row(u"eBay"_s));
        for (const char *words :
             {"https://developer.ebay.com/my/keys",
              "https://api.sandbox.ebay.com/identity/v1/oauth2/token", "PRODUCTION",
              "Basic header, ID and secret as they are", "1,000",
              "https://developer.ebay.com/api-docs/static/oauth-rate-limits.html", "seen 2026-"})
            QVERIFY2(details().contains(QString::fromLatin1(words)), words);
        // how sure each is, and what the letters mean
        QVERIFY(details().contains(u"seen 2026-11-22 · A"));
        QVERIFY(details().contains(u"seen 2026-11-26 · B"));
        QVERIFY(details().contains(u"A: the vendor's own document."));
        list()->setCurrentIndex(row(u"Own server"_s));
        QVERIFY(!details().contains(u"A: the vendor"));
    }

    /// Whatever a provider wants that others do not.
    void saysWhatIsUnusual()
    {
        write(u"odd.json"_s, R"({"schema":1,"id":"odd","name":"Odd",
            "environments":{"sandbox":{"tokenUrl":"https:\/\/odd.example.com\/token"}},
            "request":{"clientAuthentication":"client_secret_basic_raw","authorizationScheme":"ID",
                "clientCertificate":"required","assertion":{"use":"grant"},
                "headers":[{"name":"X-Tenant","value":"{tenant}"}]},
            "useToken":{"headers":[{"name":"X-Gate","value":"{secret:gate}"}]},
            "policy":{"mintLimit":{"count":10,"seconds":28800},"sameTokenUntilExpiry":true,
                "lockoutAfter":3}})");
        QTRY_VERIFY(row(u"Odd"_s).isValid());
        list()->setCurrentIndex(row(u"Odd"_s));
        for (const char *words :
             {"“ID”", "TLS certificate of the client", "signed assertion (RFC 7523)",
              "X-Tenant: {tenant}", "X-Gate: {secret:gate}", "at most 10 in 8 h",
              "As long as a token lives, Odd answers with it again.",
              "Odd locks a client after 3 refused requests."})
            QVERIFY2(details().contains(QString::fromUtf8(words)), qPrintable(details()));
    }

    void saysWhoUsesIt()
    {
        QCOMPARE(sentence(u"eBay"_s), u"eBay, ebay · Sandbox, Production"_s);
        CredentialSet second = *m_bench->registry.find(m_bench->addSet());
        QCOMPARE(sentence(u"eBay"_s), u"eBay, ebay · Sandbox, Production, used by 1 set"_s);
        second.id = freshIdentifier();
        second.name = u"Another"_s;
        QVERIFY(await(m_bench->registry.insert(second)));
        QCOMPARE(sentence(u"eBay"_s), u"eBay, ebay · Sandbox, Production, used by 2 sets"_s);
        list()->setCurrentIndex(row(u"eBay"_s));
        QVERIFY(details().contains(u"Used by 2 credential sets."_s));
        QVERIFY(await(m_bench->registry.remove(second.id)));
        QVERIFY(details().contains(u"Used by 1 credential set."_s));
        QVERIFY(sentence(u"Own server"_s).endsWith(u", yours"_s));
    }

    void isFiltered_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("shown");
        QTest::newRow("name") << u"pitney"_s
                              << QStringList{u"Pitney Bowes"_s, u"Pitney Bowes Shipping 360"_s};
        QTest::newRow("several words, in any order")
            << u"SANDBOX eb"_s << QStringList{u"eBay"_s, u"eBay user token"_s};
        QTest::newRow("a URL") << u"api.ebay.com"_s << QStringList{u"eBay"_s, u"eBay user token"_s};
        QTest::newRow("what is one's own") << u"yours own"_s << QStringList{u"Own server"_s};
        QTest::newRow("none") << u"ebay nonsense"_s << QStringList();
    }
    void isFiltered()
    {
        QFETCH(QString, text);
        list()->setCurrentIndex(row(u"PayPal"_s));
        QTest::keyClicks(filter(), text);
        QTEST(names(), "shown");
        // something is chosen while there is something, and what is said is of that
        QCOMPARE(list()->currentIndex().isValid(), !names().isEmpty());
        QVERIFY(details().contains(names().value(0, u"Clear the filter to see all."_s)));
        QCOMPARE(named<QPushButton>("Add a credential set for this…")->isEnabled(),
                 !names().isEmpty());
        QTest::keyClick(filter(), Qt::Key_Escape);
        QVERIFY(m_dialog->isVisible() && filter()->text().isEmpty());
        QCOMPARE(list()->model()->rowCount(), m_bench->catalog.providers().size());
        QTest::keyClick(filter(), Qt::Key_Escape);
        QVERIFY(!m_dialog->isVisible());
    }

    /// From the filter, without leaving it.
    void aSetIsWantedByKeys()
    {
        const QSignalSpy wanted(m_dialog.get(), &ProvidersDialog::addWanted);
        QTest::keyClicks(filter(), u"ox"_s);
        const QStringList shown = names();
        QVERIFY(shown.size() > 1);
        QTest::keyClick(filter(), Qt::Key_Down);
        QCOMPARE(list()->currentIndex().row(), 1);
        const QString id = list()->currentIndex().data(ProviderList::IdRole).toString();
        QTest::keyClick(filter(), Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().first().toString(), id);
        QVERIFY(!m_dialog->isVisible());
    }

    void copiesAPresetAndNamesWhatIsWrong()
    {
        list()->setCurrentIndex(row(u"eBay"_s));
        named<QPushButton>("Copy this preset to my providers")->click();
        const QString copy = folder() + u"/ebay-copy.json";
        QVERIFY(QFile::exists(copy));
        QCOMPARE(m_opened, QUrl::fromLocalFile(copy));
        QTRY_VERIFY(row(u"eBay (copy)"_s).isValid());
        QVERIFY(sentence(u"eBay (copy)"_s).contains(u"yours"_s));
        QCOMPARE(list()->currentIndex().data().toString(), u"eBay"_s); // where it was

        write(u"ebay-copy.json"_s, "{\"id\":\"x\"}");
        QTRY_VERIFY(row(u"ebay-copy.json"_s).isValid());
        QVERIFY(sentence(u"ebay-copy.json"_s).startsWith(u"ebay-copy.json, skipped: "_s));
        list()->setCurrentIndex(row(u"ebay-copy.json"_s));
        QVERIFY2(details().contains(u"“name”"_s), qPrintable(details()));
        QVERIFY(details().contains(QDir::toNativeSeparators(folder())));
        QVERIFY(!named<QPushButton>("Copy this preset to my providers")->isEnabled());
        QVERIFY(!named<QPushButton>("Add a credential set for this…")->isEnabled());
    }

private:
    std::unique_ptr<DialogBench> m_bench;
    std::unique_ptr<ProviderWatch> m_watch;
    std::unique_ptr<ProvidersDialog> m_dialog;
    QUrl m_opened;
};

WIDGET_TEST_IN_PROGRAM(TestProvidersDialog)
#include "tst_providersdialog.moc"
