// SPDX-License-Identifier: MIT
#include "Languages.h"
#include "SpokenLanguage.h"
#include "TestProgram.h"
#include "Text.h"

#include <QFile>
#include <QLocale>
#include <QResource>
#include <QTemporaryDir>
#include <QTest>

using namespace Tokenwright;

/// Which language is spoken.
class TestLanguages : public QObject
{
    Q_OBJECT

private:
    QString settings(const QByteArray &content)
    {
        QFile file(m_folder.filePath(u"settings.ini"_s));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(content);
        return file.fileName();
    }
    static bool has(const QString &code) { return QFile::exists(SpokenLanguage::wordsFile(code)); }

private Q_SLOTS:
    void chosenInTheSettings_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("chosen");
        QTest::newRow("nothing") << QByteArray() << QString();
        QTest::newRow("as QSettings writes it")
            << QByteArray("[General]\nlanguage=en\n") << u"en"_s;
        QTest::newRow("behind other groups")
            << QByteArray("[copy]\nformat=curl\n\n[General]\nlanguage=en\r\n") << u"en"_s;
        QTest::newRow("another group's") << QByteArray("[copy]\nlanguage=en\n") << QString();
        QTest::newRow("none that is known") << QByteArray("[General]\nlanguage=tlh\n") << QString();
        QTest::newRow("a way out of the folder")
            << QByteArray("[General]\nlanguage=../../en\n") << QString();
        QTest::newRow("empty") << QByteArray("[General]\nlanguage=\n") << QString();
    }
    void chosenInTheSettings()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QString, chosen);
        QCOMPARE(chosenLanguage(settings(content)), chosen);
    }
    void noSettings() { QCOMPARE(chosenLanguage(m_folder.filePath(u"none.ini"_s)), QString()); }

    void wishes_data()
    {
        QTest::addColumn<QStringList>("wanted");
        QTest::addColumn<QString>("code");
        QTest::newRow("none") << QStringList() << u"en"_s;
        QTest::newRow("C") << QStringList{u"C"_s, u"de"_s} << u"en"_s;
        QTest::newRow("English first") << QStringList{u"en-GB"_s, u"de"_s} << u"en"_s;
        QTest::newRow("a country of its own") << QStringList{u"de-AT"_s} << u"de"_s;
        QTest::newRow("not ours, then ours")
            << QStringList{u"tlh"_s, u"it-IT"_s, u"fr-CA"_s} << u"fr"_s;
        QTest::newRow("Portuguese") << QStringList{u"pt-PT"_s} << u"pt_BR"_s;
        QTest::newRow("Chinese, simplified") << QStringList{u"zh-Hans-SG"_s} << u"zh_CN"_s;
        QTest::newRow("Chinese, traditional") << QStringList{u"zh-TW"_s, u"zh-Hant"_s} << u"en"_s;
    }
    void wishes()
    {
        QFETCH(const QStringList, wanted);
        QFETCH(const QString, code);
        QCOMPARE(languageAmong(wanted), has(code) ? code : u"en"_s);
    }

    void englishHasPlurals()
    {
        QCOMPARE(Text::tr("%n second(s)", nullptr, 1), u"1 second"_s);
        QCOMPARE(Text::tr("%n second(s)", nullptr, 2), u"2 seconds"_s);
    }

    /// Nothing of a translation is unpacked or copied when it is loaded.
    void wordsAreReadWhereTheyLie()
    {
        const auto known = languages();
        QVERIFY(!known.isEmpty());
        for (const Language &language : known) {
            const QFile file(SpokenLanguage::wordsFile(QString::fromLatin1(language.code)));
            QVERIFY(file.exists());
            QVERIFY(QResource(file.fileName()).compressionAlgorithm() == QResource::NoCompression);
        }
    }

    /// A chosen language writes dates and numbers as well; English in a system without any does
    /// not.
    void numbersFollowTheChoice()
    {
        const QLocale before;
        {
            const SpokenLanguage german(u"de"_s);
            QCOMPARE(QLocale().language(), QLocale::German);
            QCOMPARE(QLocale().toString(1234567), u"1.234.567"_s);
        }
        QLocale::setDefault(before);
        const SpokenLanguage english(u"en"_s);
        QCOMPARE(QLocale(), before);
    }

private:
    QTemporaryDir m_folder;
};

TEST_IN_PROGRAM(TestLanguages)
#include "tst_languages.moc"
