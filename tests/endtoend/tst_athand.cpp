// SPDX-License-Identifier: MIT
#include "RunningProgram.h"
#include "TestProgram.h"

#include "Profile.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

/// A token is renewed by itself, an earlier one stays at hand, and none is revoked unasked.
class TestAtHand : public QObject
{
    Q_OBJECT

private:
    bool press(const QString &name)
    {
        return m_program->window().press(name, AccessibleRole::Button);
    }

    int mints() const { return m_program->server().requestCount("/identity/"); }

    static QByteArray indexFile()
    {
        QFile file(Tokenwright::Profile::standard().credentialSetsFile());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_program = std::make_unique<RunningProgram>();
        QVERIFY(m_program->start());
        VERIFY_WINDOW(*m_program, m_program->addEbaySet(m_name));
    }

    void anEarlierTokenStaysAtHand()
    {
        VERIFY_WINDOW(*m_program, press(u"Mint token"_s));
        VERIFY_WINDOW(*m_program, m_program->waitForTokenCell(m_name, u"left"_s));
        QTRY_COMPARE(mints(), 1);
        VERIFY_WINDOW(*m_program, press(u"Mint token"_s));
        QTRY_COMPARE(mints(), 2);
        VERIFY_WINDOW(*m_program, m_program->waitForWords(u"Earlier tokens"_s));
        VERIFY_WINDOW(*m_program, m_program->waitForWords(u"Copy an earlier token…"_s));
        VERIFY_WINDOW(*m_program, m_program->waitForWords(u"Requests today"_s));
        VERIFY_WINDOW(*m_program, m_program->waitForWords(u"2 of 1,000"_s));
    }

    void keptFresh()
    {
        m_program->server().setLifetimes(6, 6);
        VERIFY_WINDOW(*m_program, press(u"Mint token"_s));
        QTRY_COMPARE(mints(), 3);
        m_program->window().pressKey(AccessibleWindow::Key('r'), AccessibilityBus::Control);
        VERIFY_WINDOW(*m_program, m_program->waitForWords(u"kept fresh"_s));
        QVERIFY(indexFile().contains("\"keepFresh\":true"));
        m_program->server().setLifetimes(7200, 7200);
        QTRY_COMPARE_WITH_TIMEOUT(mints(), 4, 15'000); // nobody clicked
        VERIFY_WINDOW(*m_program, m_program->waitForTokenCell(m_name, u"1 h"_s));
        m_program->window().pressKey(AccessibleWindow::Key('r'), AccessibilityBus::Control);
        QTRY_VERIFY(!indexFile().contains("keepFresh"));
    }

    void nothingIsRevokedUnasked()
    {
        QFile file(Tokenwright::Profile::standard().providersFolder() + u"/ebay.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        file.close();
        json[u"policy"_s] = QJsonObject{{u"revokesPrevious"_s, true}};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(json).toJson());
        file.close();
        VERIFY_WINDOW(*m_program,
                      m_program->waitForWords(u"A new token makes the previous one invalid."_s));
        VERIFY_WINDOW(*m_program, press(u"Mint token"_s));
        VERIFY_WINDOW(*m_program, m_program->waitForWords(u"makes the present token invalid"_s));
        VERIFY_WINDOW(*m_program, press(u"Cancel"_s));
        VERIFY_WINDOW(
            *m_program,
            m_program->window().waitUntilGone(u"Mint a new one"_s, AccessibleRole::Button));
        QCOMPARE(mints(), 4);
        // a valid token is copied without a question
        VERIFY_WINDOW(*m_program, press(u"Copy bearer header"_s));
        VERIFY_WINDOW(*m_program, m_program->waitForWords(u"Copied the header"_s));
        VERIFY_WINDOW(*m_program, press(u"Mint token"_s));
        VERIFY_WINDOW(*m_program, press(u"Mint a new one"_s));
        QTRY_COMPARE(mints(), 5);
    }

    void cleanupTestCase() { QVERIFY(m_program->close()); }

private:
    const QString m_name = u"Catalogue"_s;
    std::unique_ptr<RunningProgram> m_program;
};

WIDGET_TEST_IN_PROGRAM(TestAtHand)
#include "tst_athand.moc"
