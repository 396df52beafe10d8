// SPDX-License-Identifier: MIT
#include "NotesPage.h"
#include "TestProgram.h"
#include "WindowBench.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Tokenwright;

/// Notes are stored without a button, and nothing that was typed is lost.
class TestNotesPage : public QObject
{
    Q_OBJECT

private:
    const CredentialSet *stored(const QString &setId) const
    {
        return m_bench->program.registry.find(setId);
    }
    void type(const QString &text)
    {
        m_notes->setFocus();
        QTest::keyClicks(m_notes, text);
    }
    QString problem() const
    {
        const auto labels = m_page->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisible() && label->text().startsWith(u"Not stored yet"))
                return label->text();
        }
        return {};
    }
    bool writeIndex(const QByteArray &content)
    {
        QFile file(m_bench->machine.profile.profile.credentialSetsFile());
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate)
            && file.write(content) == content.size();
    }
    QByteArray index() const
    {
        QFile file(m_bench->machine.profile.profile.credentialSetsFile());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<WindowBench>();
        QVERIFY(m_bench->isReady());
        m_set = m_bench->program.addSet();
        m_other = m_bench->program.addSet(u"Parcels"_s);
        m_page = std::make_unique<NotesPage>(m_bench->parts);
        m_notes = m_page->findChild<QPlainTextEdit *>();
        m_tags = m_page->findChild<QLineEdit *>();
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        m_page->showSet(m_set);
    }
    void cleanup()
    {
        m_page.reset();
        m_bench.reset();
    }

    void storedAfterAPause()
    {
        type(u"Ask Ada"_s);
        QCOMPARE(stored(m_set)->notes, QString());
        const auto saysSaved = [this] {
            const auto labels = m_page->findChildren<QLabel *>();
            return std::ranges::any_of(labels, [](const QLabel *label) {
                return label->isVisible() && label->text() == u"Saved";
            });
        };
        QVERIFY(!saysSaved());
        QTRY_COMPARE(stored(m_set)->notes, u"Ask Ada"_s);
        QVERIFY(index().contains("Ask Ada"));
        QTRY_VERIFY(saysSaved());
        type(u", or Bob"_s);
        QVERIFY(!saysSaved());
        QTRY_COMPARE(stored(m_set)->notes, u"Ask Ada, or Bob"_s);
        QCOMPARE(m_notes->toPlainText(), u"Ask Ada, or Bob"_s);
    }

    void tagsAreApartByCommas()
    {
        m_tags->setFocus();
        QTest::keyClicks(m_tags, u"shop,  Europe , Shop,"_s);
        QTRY_COMPARE(stored(m_set)->tags, (QStringList{u"shop"_s, u"Europe"_s}));
        QCOMPARE(m_tags->text(), u"shop,  Europe , Shop,"_s); // nobody writes over who types
        m_page->showSet(m_other);
        QCOMPARE(m_tags->text(), QString());
        m_page->showSet(m_set);
        QCOMPARE(m_tags->text(), u"shop, Europe"_s);
    }

    void storedOnLeaving_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"another set", "the focus goes", "the page is hidden", "it ends"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void storedOnLeaving()
    {
        QFETCH(const QString, how);
        type(u"At once"_s);
        if (how == u"another set")
            m_page->showSet(m_other);
        else if (how == u"the focus goes")
            m_tags->setFocus();
        else if (how == u"the page is hidden")
            m_page->hide();
        else
            m_page.reset();
        QVERIFY(index().contains("At once")); // without waiting: the program may be ending
        QCOMPARE(stored(m_set)->notes, u"At once"_s);
        QCOMPARE(stored(m_other)->notes, QString());
    }

    /// What could not be stored stays, also while another set is shown, and is tried again.
    void nothingIsLostOnFailure()
    {
        const QByteArray good = index();
        QVERIFY(writeIndex("damaged"));
        type(u"Precious"_s);
        QTRY_VERIFY(!problem().isEmpty());
        m_page->showSet(m_other);
        QCOMPARE(m_notes->toPlainText(), QString());
        QCOMPARE(problem(), QString()); // it is another's
        m_page->showSet(m_set);
        QCOMPARE(m_notes->toPlainText(), u"Precious"_s);
        QVERIFY(!problem().isEmpty());
        QVERIFY(writeIndex(good));
        const auto buttons = m_page->findChildren<QPushButton *>();
        QVERIFY(buttons.constFirst()->isVisible());
        buttons.constFirst()->click();
        QTRY_COMPARE(stored(m_set)->notes, u"Precious"_s);
        QTRY_COMPARE(problem(), QString());
        QVERIFY(!buttons.constFirst()->isVisible());
    }

    void whatOthersWroteIsShown()
    {
        CredentialSet changed = *stored(m_set);
        changed.notes = u"By somebody else"_s;
        VERIFY_OK(await(m_bench->program.edit(changed)));
        QTRY_COMPARE(m_notes->toPlainText(), u"By somebody else"_s);
        type(u"Mine. "_s); // while it is being written, nobody else's comes between
        changed = *stored(m_set);
        changed.name = u"Renamed"_s;
        VERIFY_OK(await(m_bench->program.edit(changed)));
        QVERIFY(m_notes->toPlainText().contains(u"Mine. "));
        QTRY_VERIFY(stored(m_set)->notes.contains(u"Mine. "));
        QCOMPARE(stored(m_set)->name, u"Renamed"_s);
    }

    void nothingIsSelected()
    {
        m_page->showSet({});
        QVERIFY(!m_notes->isEnabled() && !m_tags->isEnabled());
        type(u"nowhere"_s);
        QCOMPARE(m_notes->toPlainText(), QString());
    }

    void aSetThatGoes()
    {
        type(u"Gone"_s);
        VERIFY_OK(await(m_bench->program.manager.remove(m_set)));
        m_page->saveNow();
        QVERIFY(!stored(m_set));
        QVERIFY(!index().contains("Gone"));
    }

private:
    std::unique_ptr<WindowBench> m_bench;
    std::unique_ptr<NotesPage> m_page;
    QPlainTextEdit *m_notes = nullptr;
    QLineEdit *m_tags = nullptr;
    QString m_set;
    QString m_other;
};

WIDGET_TEST_IN_PROGRAM(TestNotesPage)
#include "tst_notespage.moc"
