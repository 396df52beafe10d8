// SPDX-License-Identifier: MIT
#include "ProvidersDialog.h"
#include "TestProgram.h"

#include <QDesktopServices>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QUrl>

using namespace Tokenwright;

class TestProvidersDialog : public QObject
{
    Q_OBJECT

private:
    template <class Widget> static Widget *named(const QWidget &window, const char *name)
    {
        const auto widgets = window.findChildren<Widget *>();
        for (Widget *widget : widgets) {
            if (widget->accessibleName() == QLatin1StringView(name))
                return widget;
        }
        return nullptr;
    }

    static void choose(QListWidget *list, const QString &text)
    {
        const auto items = list->findItems(text, Qt::MatchExactly);
        QCOMPARE(items.size(), 1);
        list->setCurrentItem(items.first());
    }

public Q_SLOTS:
    void open(const QUrl &url) { m_opened = url; }

private:
    QUrl m_opened;

private Q_SLOTS:
    void initTestCase()
    {
        // instead of the desktop's editor
        QDesktopServices::setUrlHandler(u"file"_s, this, "open");
    }

    void tellsWhatIsKnownAndFromWhere()
    {
        QTemporaryDir folder;
        auto catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(), folder.path());
        const ProviderWatch watch(catalog, folder.path());
        ProvidersDialog dialog(watch);
        auto *list = named<QListWidget>(dialog, "Providers");
        auto *text = named<QTextBrowser>(dialog, "Provider");
        QVERIFY(list && text);
        QCOMPARE(list->count(), catalog.providers().size());
        choose(list, u"eBay"_s);
        const QString shown = text->toPlainText();
        for (const char *words :
             {"https://api.sandbox.ebay.com/identity/v1/oauth2/token",
              "Basic header, ID and secret as they are", "1,000",
              "https://developer.ebay.com/api-docs/static/oauth-rate-limits.html", "seen 2026-"})
            QVERIFY2(shown.contains(QString::fromLatin1(words)), words);
    }

    void copiesAPresetAndNamesWhatIsWrong()
    {
        QTemporaryDir folder;
        auto catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(), folder.path());
        const ProviderWatch watch(catalog, folder.path());
        ProvidersDialog dialog(watch);
        auto *list = named<QListWidget>(dialog, "Providers");
        choose(list, u"eBay"_s);
        named<QPushButton>(dialog, "Copy this preset to my providers")->click();
        const QString copy = folder.filePath(u"ebay-copy.json"_s);
        QVERIFY(QFile::exists(copy));
        QCOMPARE(m_opened, QUrl::fromLocalFile(copy));
        QTRY_COMPARE(list->findItems(u"eBay (copy) (yours)"_s, Qt::MatchExactly).size(), 1);
        QCOMPARE(list->currentItem()->text(), u"eBay"_s); // where it was

        QFile file(copy);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"id\":\"x\"}");
        file.close();
        QTRY_COMPARE(list->findItems(u"ebay-copy.json (skipped)"_s, Qt::MatchExactly).size(), 1);
        choose(list, u"ebay-copy.json (skipped)"_s);
        const QString shown = named<QTextBrowser>(dialog, "Provider")->toPlainText();
        QVERIFY2(shown.contains(u"“name”"_s), qPrintable(shown));
        QVERIFY(!named<QPushButton>(dialog, "Copy this preset to my providers")->isEnabled());
    }
};

WIDGET_TEST_IN_PROGRAM(TestProvidersDialog)
#include "tst_providersdialog.moc"
