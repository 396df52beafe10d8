// SPDX-License-Identifier: MIT
// The user's own provider files: started from a preset, and read again whenever they change.
#include "ProviderStarter.h"
#include "ProviderWatch.h"

#include <QDir>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "Posix.h"
#include "TestProgram.h"

using namespace Tokenwright;

class TestProviderFiles : public QObject
{
    Q_OBJECT

private:
    void write(const QString &name, const QByteArray &text)
    {
        // as a careful editor does: written elsewhere, then put in place
        QFile file(m_folder->filePath(name + u".part"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
        file.close();
        QFile::remove(m_folder->filePath(name));
        QVERIFY(file.rename(m_folder->filePath(name)));
    }

    /// Written with ' for ", because moc stumbles over such raw strings.
    static QByteArray provider(const QByteArray &id, const QByteArray &more = {})
    {
        QByteArray text = "{'id':'" + id + "','name':'Mine','environments':{'production':{"
            + "'tokenUrl':'https://token.example/t'}}" + more + '}';
        return text.replace('\'', '"');
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(), m_folder->path());
        m_watch = std::make_unique<ProviderWatch>(m_catalog, m_folder->path());
    }

    void comesChangesAndGoes()
    {
        QSignalSpy reloaded(m_watch.get(), &ProviderWatch::reloaded);
        QVERIFY(!m_catalog.provider(u"mine"_s));
        write(u"mine.json"_s, provider("mine"));
        QTRY_VERIFY(m_catalog.provider(u"mine"_s));
        QVERIFY(!m_catalog.sourceOf(u"mine"_s).shipped);

        write(u"mine.json"_s, provider("mine", ",'portalUrl':'https://k.example/'"));
        QTRY_VERIFY(!m_catalog.provider(u"mine"_s)->portalUrl.isEmpty());

        // written in place, as simple editors do
        QFile file(m_folder->filePath(u"mine.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(provider("mine", ",'variables':[{'label':'nameless'}]"));
        file.close();
        QTRY_COMPARE(m_catalog.problems().size(), 1);
        QCOMPARE(QFileInfo(m_catalog.problems()[0].file).fileName(), u"mine.json"_s);
        QVERIFY2(m_catalog.problems()[0].reason.contains(u"variables.0.name"_s),
                 qPrintable(m_catalog.problems()[0].reason));
        QVERIFY(m_catalog.provider(u"ebay"_s));

        QVERIFY(QFile::remove(m_folder->filePath(u"mine.json"_s)));
        QTRY_VERIFY(m_catalog.problems().isEmpty());
        QVERIFY(!m_catalog.provider(u"mine"_s));
        QVERIFY(reloaded.size() >= 4);
    }

    void aFileOfOursIsReplacedAndComesBack()
    {
        write(u"whatever.json"_s, provider("ebay"));
        QTRY_COMPARE(m_catalog.provider(u"ebay"_s)->name, u"Mine"_s);
        QVERIFY(!m_catalog.sourceOf(u"ebay"_s).shipped);
        QVERIFY(QFile::remove(m_folder->filePath(u"whatever.json"_s)));
        QTRY_COMPARE(m_catalog.provider(u"ebay"_s)->name, u"eBay"_s);
        QVERIFY(m_catalog.sourceOf(u"ebay"_s).shipped);
    }

    void everyPresetCanBeStartedFrom()
    {
        const QList<Provider> shipped = m_catalog.providers();
        for (const Provider &preset : shipped) {
            const auto file = copyProvider(m_catalog, preset.id, m_folder->path());
            QVERIFY2(file, qPrintable(preset.id));
            QVERIFY(!Posix::isThere() || !(Posix::modeOf(*file) & 0044));
        }
        QTRY_COMPARE(m_catalog.providers().size(), 2 * shipped.size());
        QVERIFY(m_catalog.problems().isEmpty());
        const Provider *copy = m_catalog.provider(u"ebay-copy"_s);
        QVERIFY(copy);
        QCOMPARE(copy->name, u"eBay (copy)"_s);
        QCOMPARE(copy->request.scopes.catalog.size(),
                 m_catalog.provider(u"ebay"_s)->request.scopes.catalog.size());

        // a second copy does not touch the first
        const auto second = copyProvider(m_catalog, u"ebay"_s, m_folder->path());
        QVERIFY(second);
        QVERIFY(second->endsWith(u"ebay-copy-2.json"_s));
        QVERIFY(!copyProvider(m_catalog, u"nobody"_s, m_folder->path()));
        QVERIFY(!copyProvider(m_catalog, u"ebay"_s, u"/nowhere"_s));
    }

    void renamingKeepsTheLayOut()
    {
        const QByteArray text
            = "{\n  \"schema\": 1,\n  \"id\" : \"a\",\n  \"name\":\"A \\\"x\\\"\",\n"
              "  \"environments\": { \"id\": {\"name\": \"A\"} }\n}\n";
        const auto renamed = renamedProvider(text, u"b"_s, u"B “\"quoted\"” \\ ü"_s);
        QVERIFY(renamed);
        QCOMPARE(
            *renamed,
            QByteArray("{\n  \"schema\": 1,\n  \"id\" : \"b\",\n  \"name\":\"B “\\\"quoted\\\"” "
                       "\\\\ ü\",\n  \"environments\": { \"id\": {\"name\": \"A\"} }\n}\n"));
        QVERIFY(!renamedProvider("{}", u"b"_s, u"B"_s));
        QVERIFY(
            !renamedProvider("{\"environments\":{\"id\":\"x\"},\"name\":\"a\"}", u"b"_s, u"B"_s));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    ProviderCatalog m_catalog;
    std::unique_ptr<ProviderWatch> m_watch;
};

TEST_IN_PROGRAM(TestProviderFiles)
#include "tst_providerfiles.moc"
