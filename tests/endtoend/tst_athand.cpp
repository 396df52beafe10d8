// SPDX-License-Identifier: MIT
#include "RunningProgram.h"
#include "TestProgram.h"

#include "Profile.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

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
        VERIFY_WINDOW(*m_program, press(QStringLiteral("Mint token")));
        VERIFY_WINDOW(*m_program, m_program->waitForTokenCell(m_name, QStringLiteral("left")));
        QTRY_COMPARE(mints(), 1);
        VERIFY_WINDOW(*m_program, press(QStringLiteral("Mint token")));
        QTRY_COMPARE(mints(), 2);
        VERIFY_WINDOW(*m_program, m_program->waitForWords(QStringLiteral("Earlier tokens:")));
        VERIFY_WINDOW(*m_program,
                      m_program->waitForWords(QStringLiteral("Copy an earlier token…")));
        VERIFY_WINDOW(*m_program, m_program->waitForWords(QStringLiteral("Token requests today:")));
        VERIFY_WINDOW(*m_program, m_program->waitForWords(QStringLiteral("2 · eBay allows")));
    }

    void keptFresh()
    {
        m_program->server().setLifetimes(6, 6);
        VERIFY_WINDOW(*m_program, press(QStringLiteral("Mint token")));
        QTRY_COMPARE(mints(), 3);
        m_program->window().pressKey(AccessibleWindow::Key('r'), AccessibilityBus::Control);
        VERIFY_WINDOW(*m_program, m_program->waitForWords(QStringLiteral("kept fresh")));
        QVERIFY(indexFile().contains("\"keepFresh\":true"));
        m_program->server().setLifetimes(7200, 7200);
        QTRY_COMPARE_WITH_TIMEOUT(mints(), 4, 15'000); // nobody clicked
        VERIFY_WINDOW(*m_program, m_program->waitForTokenCell(m_name, QStringLiteral("1 h")));
        m_program->window().pressKey(AccessibleWindow::Key('r'), AccessibilityBus::Control);
        QTRY_VERIFY(!indexFile().contains("keepFresh"));
    }

    void nothingIsRevokedUnasked()
    {
        QFile file(Tokenwright::Profile::standard().providersFolder() + u"/ebay.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        file.close();
        json[QStringLiteral("policy")] = QJsonObject{{QStringLiteral("revokesPrevious"), true}};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(json).toJson());
        file.close();
        VERIFY_WINDOW(
            *m_program,
            m_program->waitForWords(QStringLiteral("A new token makes the previous one invalid.")));
        VERIFY_WINDOW(*m_program, press(QStringLiteral("Mint token")));
        VERIFY_WINDOW(*m_program,
                      m_program->waitForWords(QStringLiteral("makes the present token invalid")));
        VERIFY_WINDOW(*m_program, press(QStringLiteral("Cancel")));
        VERIFY_WINDOW(*m_program,
                      m_program->window().waitUntilGone(QStringLiteral("Mint a new one"),
                                                        AccessibleRole::Button));
        QCOMPARE(mints(), 4);
        // a valid token is copied without a question
        VERIFY_WINDOW(*m_program, press(QStringLiteral("Copy bearer header")));
        VERIFY_WINDOW(*m_program, m_program->waitForWords(QStringLiteral("Copied the header")));
        VERIFY_WINDOW(*m_program, press(QStringLiteral("Mint token")));
        VERIFY_WINDOW(*m_program, press(QStringLiteral("Mint a new one")));
        QTRY_COMPARE(mints(), 5);
    }

    void cleanupTestCase() { QVERIFY(m_program->close()); }

private:
    const QString m_name = QStringLiteral("Catalogue");
    std::unique_ptr<RunningProgram> m_program;
};

WIDGET_TEST_IN_PROGRAM(TestAtHand)
#include "tst_athand.moc"
