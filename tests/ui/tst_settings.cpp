// SPDX-License-Identifier: MIT
#include "Posix.h"
#include "Settings.h"
#include "TestProgram.h"

#include <QDir>
#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Tokenwright;

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_file = m_folder->filePath(u"config/settings.ini"_s);
    }

    void defaultsWithoutAFile()
    {
        const Settings settings(m_file);
        QCOMPARE(settings.clipboardSeconds(), 30);
        QCOMPARE(settings.minimumSeconds(), 300);
        QVERIFY(!settings.staysInTray());
        QVERIFY(settings.tellsOfExpiry());
        QCOMPARE(settings.lastProvider(), u"ebay"_s);
        QCOMPARE(settings.copyFormat(), u"curl"_s);
        QCOMPARE(settings.listDensity(), ListDensity::Comfortable);
        QVERIFY(!settings.asksBeforeProductionCopies());
    }

    void wordsAsPeopleWriteThem_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<ListDensity>("density");
        QTest::addColumn<bool>("asks");
        QTest::addColumn<bool>("tells");
        const auto row = [](const char *written, ListDensity density, bool asks, bool tells) {
            QTest::newRow(written) << QByteArray(written) << density << asks << tells;
        };
        row("compact", ListDensity::Compact, false, true);
        row("comfortable", ListDensity::Comfortable, false, true);
        row("true", ListDensity::Comfortable, true, true);
        row("false", ListDensity::Comfortable, false, false);
        for (const char *none : {"", "Compact", "1", "yes", "tru", "\"\"", "@Invalid()", "a, b"})
            row(none, ListDensity::Comfortable, false, true);
    }
    void wordsAsPeopleWriteThem()
    {
        QFETCH(const QByteArray, written);
        write("[window]\ndensity=" + written + "\n[copy]\naskBeforeProduction=" + written
              + "\n[notices]\nexpiry=" + written + '\n');
        const Settings settings(m_file);
        QTEST(settings.listDensity(), "density");
        QTEST(settings.asksBeforeProductionCopies(), "asks");
        QTEST(settings.tellsOfExpiry(), "tells");
    }

    void changesAreToldOnce()
    {
        Settings settings(m_file);
        QSignalSpy density(&settings, &Settings::listDensityChanged);
        QSignalSpy format(&settings, &Settings::copyFormatChanged);
        for (int i = 0; i < 2; ++i) {
            settings.setListDensity(ListDensity::Compact);
            settings.setCopyFormat(u"json"_s);
            settings.setAsksBeforeProductionCopies(true);
        }
        QCOMPARE(density.size(), 1);
        QCOMPARE(format.size(), 1);
        QCOMPARE(format.first().first().toString(), u"json"_s);
        QVERIFY(settings.save());
        const Settings again(m_file);
        QCOMPARE(again.listDensity(), ListDensity::Compact);
        QCOMPARE(again.copyFormat(), u"json"_s);
        QVERIFY(again.asksBeforeProductionCopies());
    }

    /// A time that is none must not become "never": what is copied would stay.
    void timesAsPeopleWriteThem_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<int>("clipboard");
        QTest::addColumn<int>("minimum");
        QTest::newRow("a number") << QByteArray("45") << 45 << 45;
        QTest::newRow("never") << QByteArray("0") << 0 << 0;
        for (const char *none : {"", "30s", "abc", "1e3", "5.7", "true", "-5", "99999999999",
                                 "0x10", "@Invalid()", "\"\"", "1, 2"})
            QTest::newRow(none) << QByteArray(none) << 30 << 300;
    }
    void timesAsPeopleWriteThem()
    {
        QFETCH(const QByteArray, written);
        write("[clipboard]\nclearAfterSeconds=" + written + "\n[tokens]\nminimumSeconds=" + written
              + '\n');
        const Settings settings(m_file);
        QTEST(settings.clipboardSeconds(), "clipboard");
        QTEST(settings.minimumSeconds(), "minimum");
    }

    void savesWhatChangedAndKeepsTheRest()
    {
        write("[foreign]\nkey=value\n[window]\nstaysInTray=true\n");
        {
            Settings settings(m_file);
            settings.setClipboardSeconds(5);
            settings.setWindowGeometry(QByteArray("\x01\x00\n\xff", 4));
            write("[foreign]\nkey=another\n[window]\nstaysInTray=true\n"); // meanwhile
        }
        const Settings settings(m_file);
        QCOMPARE(settings.clipboardSeconds(), 5);
        QCOMPARE(settings.windowGeometry(), QByteArray("\x01\x00\n\xff", 4));
        QVERIFY(settings.staysInTray());
        QCOMPARE(QSettings(m_file, QSettings::IniFormat).value(u"foreign/key"_s), u"another"_s);
        COMPARE_MODE(m_file, 0600);
        QCOMPARE(QDir(QFileInfo(m_file).path()).entryList(QDir::Files | QDir::Hidden),
                 QStringList{u"settings.ini"_s});
    }

    void nothingIsWrittenForNothing()
    {
        {
            Settings settings(m_file);
            QVERIFY(settings.save());
        }
        QVERIFY(!QFile::exists(m_file));
    }

    void whatCannotBeSavedIsToldAndTriedAgain()
    {
        const QString folder = QFileInfo(m_file).path();
        QFile inTheWay(folder);
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        Settings settings(m_file);
        settings.setMinimumSeconds(60);
        const auto saved = settings.save();
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, ErrorKind::Storage);
        QVERIFY2(saved.error().message.contains(QDir::toNativeSeparators(m_file)),
                 qPrintable(saved.error().message));
        QCOMPARE(settings.minimumSeconds(), 60);
        QVERIFY(inTheWay.remove());
        QVERIFY(settings.save());
        QCOMPARE(Settings(m_file).minimumSeconds(), 60);
    }

    void aPipeIsNotWaitedFor()
    {
        NEEDS_POSIX();
        QVERIFY(QDir().mkpath(QFileInfo(m_file).path()));
        QVERIFY(Posix::makePipe(m_file));
        Settings settings(m_file);
        QCOMPARE(settings.clipboardSeconds(), 30);
        settings.setClipboardSeconds(5);
        QVERIFY(!settings.save()); // only a file is ever replaced
        QVERIFY(Posix::isPipe(m_file));
    }

private:
    void write(const QByteArray &content)
    {
        QVERIFY(QDir().mkpath(QFileInfo(m_file).path()));
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

TEST_IN_PROGRAM(TestSettings)
#include "tst_settings.moc"
