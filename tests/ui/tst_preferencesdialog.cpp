// SPDX-License-Identifier: MIT
#include "CommandLineConsent.h"
#include "DurationSpinBox.h"
#include "Languages.h"
#include "PreferencesDialog.h"
#include "Settings.h"
#include "TestProgram.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace Tokenwright;

namespace {

template <class Widget> Widget *named(const QWidget &window, const char *name)
{
    const auto widgets = window.findChildren<Widget *>();
    for (Widget *widget : widgets) {
        if (widget->accessibleName() == QString::fromUtf8(name))
            return widget;
    }
    return nullptr;
}

} // namespace

class TestPreferencesDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_settings.emplace(m_folder.filePath(u"settings.ini"_s)); }
    void cleanup()
    {
        m_settings.reset();
        QFile::remove(m_folder.filePath(u"settings.ini"_s));
    }

    void saysWhereSecretsAre()
    {
        const PreferencesDialog dialog(*m_settings, m_formats, u"Secrets are kept in: a vault."_s);
        const auto labels = dialog.findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) {
            return label->text() == u"Secrets are kept in: a vault.";
        }));
    }

    void showsAndSaves()
    {
        m_settings->setClipboardSeconds(45);
        PreferencesDialog dialog(*m_settings, m_formats);
        auto *clipboard = named<DurationSpinBox>(dialog, "Clear the clipboard after");
        auto *minimum = named<DurationSpinBox>(dialog, "Do not reuse a token with less left than");
        QVERIFY(clipboard && minimum);
        QCOMPARE(clipboard->text(), u"45 s"_s);
        QCOMPARE(minimum->text(), u"5 min"_s);

        clipboard->setValue(0);
        QCOMPARE(clipboard->text(), u"never, until quit"_s);
        minimum->selectAll();
        QTest::keyClicks(minimum, u"1 min 30 s"_s);
        QCOMPARE(m_settings->clipboardSeconds(), 45); // not before Save
        named<QPushButton>(dialog, "Save")->click();
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        QCOMPARE(m_settings->clipboardSeconds(), 0);
        QCOMPARE(m_settings->minimumSeconds(), 90);
    }

    void choicesAreShownAndSaved_data()
    {
        QTest::addColumn<bool>("tray");
        QTest::addColumn<bool>("expiry");
        QTest::newRow("both off") << false << false;
        QTest::newRow("tray") << true << false;
        QTest::newRow("expiry") << false << true;
        QTest::newRow("both on") << true << true;
    }

    void choicesAreShownAndSaved()
    {
        QFETCH(bool, tray);
        QFETCH(bool, expiry);
        QVERIFY(!m_settings->staysInTray()); // unless somebody wants it
        QVERIFY(m_settings->tellsOfExpiry());
        m_settings->setStaysInTray(!tray);
        m_settings->setTellsOfExpiry(!expiry);
        PreferencesDialog dialog(*m_settings, m_formats);
        auto *trayBox = named<QCheckBox>(dialog,
                                         "Keep running in the tray when the window is closed");
        auto *expiryBox = named<QCheckBox>(dialog, "Tell when a copied token is about to expire");
        QVERIFY(trayBox && expiryBox);
        QCOMPARE(trayBox->isChecked(), !tray);
        QCOMPARE(expiryBox->isChecked(), !expiry);
        trayBox->setChecked(tray);
        expiryBox->setChecked(expiry);
        QCOMPARE(m_settings->staysInTray(), !tray); // not before Save
        QCOMPARE(m_settings->tellsOfExpiry(), !expiry);
        named<QPushButton>(dialog, "Save")->click();
        QCOMPARE(m_settings->staysInTray(), tray);
        QCOMPARE(m_settings->tellsOfExpiry(), expiry);
    }

    void theKeyIsChosenAndFollowedAtOnce()
    {
        QVERIFY(!m_settings->hasGlobalKey()); // unless somebody wants it
        const QSignalSpy followed(&*m_settings, &Settings::globalKeyChanged);
        for (const bool on : {true, false}) {
            PreferencesDialog dialog(*m_settings, m_formats);
            auto *box = named<QCheckBox>(dialog,
                                         "Search for a token from anywhere with Meta+Shift+B");
            QVERIFY(box);
            QCOMPARE(box->isChecked(), !on);
            box->setChecked(on);
            named<QPushButton>(dialog, "Save")->click();
        }
        QCOMPARE(followed, (QList<QVariantList>{{true}, {false}}));
    }

    void formatDensityAndTheQuestionAreShownAndSaved()
    {
        PreferencesDialog dialog(*m_settings, m_formats);
        auto *format = named<QComboBox>(dialog, "Usual format of “Copy as…”");
        auto *density = named<QComboBox>(dialog, "Rows of the list");
        auto *asks = named<QCheckBox>(dialog, "Ask before copying production tokens");
        QVERIFY(format && density && asks);
        QCOMPARE(format->currentText(), u"curl command"_s);
        QCOMPARE(density->currentText(), u"Comfortable"_s);
        QVERIFY(!asks->isChecked());
        format->setCurrentText(u"JSON"_s);
        density->setCurrentText(u"Compact"_s);
        asks->setChecked(true);
        QCOMPARE(m_settings->copyFormat(), u"curl"_s); // not before Save
        named<QPushButton>(dialog, "Save")->click();
        QCOMPARE(m_settings->copyFormat(), u"json"_s);
        QCOMPARE(m_settings->listDensity(), ListDensity::Compact);
        QVERIFY(m_settings->asksBeforeProductionCopies());
    }

    /// The command line reads it as well, from the file alone.
    void scriptsAreAskedAbout()
    {
        const QString file = m_folder.filePath(u"settings.ini"_s);
        QVERIFY(!asksBeforeCommandLine(file));
        PreferencesDialog dialog(*m_settings, m_formats);
        auto *box = named<QCheckBox>(dialog, "Ask before a script gets production tokens");
        QVERIFY(!box->isChecked());
        box->setChecked(true);
        named<QPushButton>(dialog, "Save")->click();
        QVERIFY(m_settings->asksBeforeCommandLine());
        QVERIFY(asksBeforeCommandLine(file));
        QVERIFY(asksBeforeCommandLine(m_folder.path())); // what cannot be read may say so
    }

    void theLanguageIsTheSystemsUnlessOneIsChosen()
    {
        const QString file = m_folder.filePath(u"settings.ini"_s);
        for (const char *choice : {"English", "As the system has it"}) {
            PreferencesDialog dialog(*m_settings, m_formats);
            auto *box = named<QComboBox>(dialog, "Language");
            QVERIFY(box);
            QVERIFY(box->currentText() != QLatin1StringView(choice));
            QVERIFY(box->accessibleDescription().contains(u"started again"));
            box->setCurrentText(QString::fromLatin1(choice));
            named<QPushButton>(dialog, "Save")->click();
            // as both programs read it when they start
            QCOMPARE(chosenLanguage(file), box->currentData().toString());
        }
    }

    void unknownFormatCountsAsTheDefault()
    {
        m_settings->setCopyFormat(u"from-the-future"_s);
        PreferencesDialog dialog(*m_settings, m_formats);
        QCOMPARE(named<QComboBox>(dialog, "Usual format of “Copy as…”")->currentText(),
                 u"curl command"_s);
    }

    void cancelChangesNothing()
    {
        PreferencesDialog dialog(*m_settings, m_formats);
        named<DurationSpinBox>(dialog, "Clear the clipboard after")->setValue(7);
        named<QPushButton>(dialog, "Cancel")->click();
        QCOMPARE(m_settings->clipboardSeconds(), 30);
    }

    void everyControlIsNamedAsItReads()
    {
        PreferencesDialog dialog(*m_settings, m_formats);
        const auto labels = dialog.findChildren<QLabel *>();
        int buddies = 0;
        for (const QLabel *label : labels) {
            if (!label->buddy() || label->isHidden())
                continue;
            ++buddies;
            QCOMPARE(label->buddy()->accessibleName(), label->text().remove(u'&'));
        }
        QCOMPARE(buddies, 5);
        const auto boxes = dialog.findChildren<QCheckBox *>();
        QCOMPARE(boxes.size(), 5);
        for (const QCheckBox *box : boxes)
            QCOMPARE(box->accessibleName(), box->text().remove(u'&'));
    }

    void everyLetterLeadsToOneControl()
    {
        PreferencesDialog dialog(*m_settings, m_formats);
        QString letters;
        const auto collect = [&letters](const QString &text) {
            if (const qsizetype at = text.indexOf(u'&'); at >= 0)
                letters += text.at(at + 1).toUpper();
        };
        for (const QLabel *label : dialog.findChildren<QLabel *>())
            collect(label->text());
        for (const QAbstractButton *button : dialog.findChildren<QAbstractButton *>())
            collect(button->text());
        QCOMPARE(letters.size(), 12);
        QCOMPARE(QSet<QChar>(letters.begin(), letters.end()).size(), 12);
    }

    void readsDurations_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("seconds"); // -1: no length of time
        QTest::newRow("bare number") << u"90"_s << 90;
        QTest::newRow("seconds") << u"90 s"_s << 90;
        QTest::newRow("minutes") << u"5 min"_s << 300;
        QTest::newRow("both") << u"1 min 30 s"_s << 90;
        QTest::newRow("as written") << u" 2Minutes 5 seconds "_s << 125;
        QTest::newRow("short") << u"2m5"_s << 125;
        QTest::newRow("empty") << QString() << -1;
        QTest::newRow("words") << u"soon"_s << -1;
        QTest::newRow("negative") << u"-5"_s << -1;
        QTest::newRow("unit alone") << u"min"_s << -1;
    }

    void readsDurations()
    {
        QFETCH(QString, text);
        QTEST(DurationSpinBox::fromText(text).value_or(-1), "seconds");
    }

    void writesWhatItReads()
    {
        for (const int seconds : {0, 1, 59, 60, 61, 300, 3599, 86400})
            QCOMPARE(DurationSpinBox::fromText(DurationSpinBox::toText(seconds)),
                     std::optional(seconds));
    }

private:
    const QList<PreferencesDialog::Format> m_formats{
        {u"header"_s, u"Bearer header"_s}, {u"curl"_s, u"curl command"_s}, {u"json"_s, u"JSON"_s}};
    QTemporaryDir m_folder;
    std::optional<Settings> m_settings;
};

WIDGET_TEST_IN_PROGRAM(TestPreferencesDialog)
#include "tst_preferencesdialog.moc"
