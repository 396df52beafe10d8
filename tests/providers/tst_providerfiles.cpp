// SPDX-License-Identifier: MIT
// The user's own provider files: started from a preset, and read again whenever they change.
#include "ProviderStarter.h"
#include "ProviderWatch.h"

#include <QDir>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

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
        QVERIFY(!m_catalog.provider(QStringLiteral("mine")));
        write(QStringLiteral("mine.json"), provider("mine"));
        QTRY_VERIFY(m_catalog.provider(QStringLiteral("mine")));
        QVERIFY(!m_catalog.sourceOf(QStringLiteral("mine")).shipped);

        write(QStringLiteral("mine.json"), provider("mine", ",'portalUrl':'https://k.example/'"));
        QTRY_VERIFY(!m_catalog.provider(QStringLiteral("mine"))->portalUrl.isEmpty());

        // written in place, as simple editors do
        QFile file(m_folder->filePath(QStringLiteral("mine.json")));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(provider("mine", ",'variables':[{'label':'nameless'}]"));
        file.close();
        QTRY_COMPARE(m_catalog.problems().size(), 1);
        QCOMPARE(QFileInfo(m_catalog.problems()[0].file).fileName(), QStringLiteral("mine.json"));
        QVERIFY2(m_catalog.problems()[0].reason.contains(QStringLiteral("variables.0.name")),
                 qPrintable(m_catalog.problems()[0].reason));
        QVERIFY(m_catalog.provider(QStringLiteral("ebay")));

        QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("mine.json"))));
        QTRY_VERIFY(m_catalog.problems().isEmpty());
        QVERIFY(!m_catalog.provider(QStringLiteral("mine")));
        QVERIFY(reloaded.size() >= 4);
    }

    void aFileOfOursIsReplacedAndComesBack()
    {
        write(QStringLiteral("whatever.json"), provider("ebay"));
        QTRY_COMPARE(m_catalog.provider(QStringLiteral("ebay"))->name, QStringLiteral("Mine"));
        QVERIFY(!m_catalog.sourceOf(QStringLiteral("ebay")).shipped);
        QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("whatever.json"))));
        QTRY_COMPARE(m_catalog.provider(QStringLiteral("ebay"))->name, QStringLiteral("eBay"));
        QVERIFY(m_catalog.sourceOf(QStringLiteral("ebay")).shipped);
    }

    void everyPresetCanBeStartedFrom()
    {
        const QList<Provider> shipped = m_catalog.providers();
        for (const Provider &preset : shipped) {
            const auto file = copyProvider(m_catalog, preset.id, m_folder->path());
            QVERIFY2(file, qPrintable(preset.id));
            QCOMPARE(QFile::permissions(*file) & (QFile::ReadGroup | QFile::ReadOther),
                     QFile::Permissions());
        }
        QTRY_COMPARE(m_catalog.providers().size(), 2 * shipped.size());
        QVERIFY(m_catalog.problems().isEmpty());
        const Provider *copy = m_catalog.provider(QStringLiteral("ebay-copy"));
        QVERIFY(copy);
        QCOMPARE(copy->name, QStringLiteral("eBay (copy)"));
        QCOMPARE(copy->request.scopes.catalog.size(),
                 m_catalog.provider(QStringLiteral("ebay"))->request.scopes.catalog.size());

        // a second copy does not touch the first
        const auto second = copyProvider(m_catalog, QStringLiteral("ebay"), m_folder->path());
        QVERIFY(second);
        QVERIFY(second->endsWith(QStringLiteral("ebay-copy-2.json")));
        QVERIFY(!copyProvider(m_catalog, QStringLiteral("nobody"), m_folder->path()));
        QVERIFY(!copyProvider(m_catalog, QStringLiteral("ebay"), QStringLiteral("/nowhere")));
    }

    void renamingKeepsTheLayOut()
    {
        const QByteArray text
            = "{\n  \"schema\": 1,\n  \"id\" : \"a\",\n  \"name\":\"A \\\"x\\\"\",\n"
              "  \"environments\": { \"id\": {\"name\": \"A\"} }\n}\n";
        const auto renamed = renamedProvider(text, QStringLiteral("b"),
                                             QStringLiteral("B “\"quoted\"” \\ ü"));
        QVERIFY(renamed);
        QCOMPARE(
            *renamed,
            QByteArray("{\n  \"schema\": 1,\n  \"id\" : \"b\",\n  \"name\":\"B “\\\"quoted\\\"” "
                       "\\\\ ü\",\n  \"environments\": { \"id\": {\"name\": \"A\"} }\n}\n"));
        QVERIFY(!renamedProvider("{}", QStringLiteral("b"), QStringLiteral("B")));
        QVERIFY(!renamedProvider("{\"environments\":{\"id\":\"x\"},\"name\":\"a\"}",
                                 QStringLiteral("b"), QStringLiteral("B")));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    ProviderCatalog m_catalog;
    std::unique_ptr<ProviderWatch> m_watch;
};

TEST_IN_PROGRAM(TestProviderFiles)
#include "tst_providerfiles.moc"
