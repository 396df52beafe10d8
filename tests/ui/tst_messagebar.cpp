// SPDX-License-Identifier: MIT
#include "MessageBar.h"
#include "TestProgram.h"
#include "Tones.h"
#include "WindowBench.h"

#include <QApplication>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

using namespace Tokenwright;

/// What concerns the whole program: a line for each.
class TestMessageBar : public QObject
{
    Q_OBJECT

private:
    QStringList told() const
    {
        QMap<int, QString> byPlace;
        const auto labels = m_bar->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisible() && label->accessibleDescription() == u"Message")
                byPlace.insert(label->mapTo(m_bar.get(), QPoint()).y(), label->text());
        }
        return byPlace.values();
    }
    template <class Button> QList<Button *> buttons(const QString &text) const
    {
        QList<Button *> found = m_bar->findChildren<Button *>();
        found.removeIf(
            [&](const Button *button) { return !button->isVisible() || button->text() != text; });
        return found;
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<WindowBench>();
        m_bar = std::make_unique<MessageBar>(m_bench->parts);
        m_bar->resize(700, 100);
    }
    void cleanup()
    {
        m_bar.reset();
        m_bench.reset();
    }

    void eachGoesByItself()
    {
        QVERIFY(!m_bar->isVisible());
        m_bar->say(u"One thing."_s);
        m_bar->say(u"Another thing."_s);
        m_bar->say(u"One thing."_s); // is said already
        QVERIFY(m_bar->isVisible());
        QTRY_COMPARE(told(), (QStringList{u"One thing."_s, u"Another thing."_s}));
        buttons<QToolButton>(u"Dismiss"_s).constFirst()->click();
        QCOMPARE(told(), QStringList{u"Another thing."_s});
        buttons<QToolButton>(u"Dismiss"_s).constFirst()->click();
        QVERIFY(!m_bar->isVisible());
    }

    void aTopicIsSaidAnewOrTakenBack()
    {
        m_bar->say(u"index"_s, u"It is damaged."_s);
        m_bar->say(u"index"_s, u"It is gone."_s);
        QTRY_COMPARE(told(), QStringList{u"It is gone."_s});
        m_bar->say(u"index"_s, QString());
        QVERIFY(!m_bar->isVisible());
    }

    void aRefreshTokenThatIsNotKept()
    {
        const QString id = m_bench->program.addSet(u"Seller"_s);
        TokenService &service = m_bench->program.service;
        Q_EMIT service.refreshTokenUnkept(id, Error{.kind = ErrorKind::KeychainLocked});
        QTRY_COMPARE(told().size(), 1);
        QVERIFY2(told().first().contains(u"“Seller”: do not quit now"), qPrintable(told().first()));
        m_bench->machine.keychain.lock();
        buttons<QPushButton>(u"Unlock"_s).constFirst()->click();
        QTRY_COMPARE(m_bench->machine.keychain.promptCount(), 1);
        Q_EMIT service.refreshTokenUnkept(id, Error{.kind = ErrorKind::KeychainDenied});
        QTRY_COMPARE(told().size(), 1);
        QVERIFY(buttons<QPushButton>(u"Unlock"_s).isEmpty());
        Q_EMIT service.refreshTokenKept(id);
        QVERIFY(!m_bar->isVisible());
    }

    void whatCanBeDoneAboutIt()
    {
        int runs = 0;
        m_bar->say(u"file"_s, u"A file was skipped."_s,
                   {.text = u"Open provider file"_s, .run = [&runs] { ++runs; }});
        m_bar->say(u"Nothing can be done."_s);
        const auto open = buttons<QPushButton>(u"Open provider file"_s);
        QCOMPARE(open.size(), 1);
        open.constFirst()->click();
        QCOMPARE(runs, 1);
        QTRY_COMPARE(told().size(), 2);
    }

    void manyAreNotShownAtOnce()
    {
        for (int i = 1; i <= 5; ++i)
            m_bar->say(u"Message %1."_s.arg(i));
        QTRY_COMPARE(told(), (QStringList{u"Message 1."_s, u"Message 2."_s, u"Message 3."_s}));
        const auto labels = m_bar->findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) {
            return label->isVisible() && label->text().startsWith(u"2 more");
        }));
        buttons<QToolButton>(u"Dismiss"_s).constFirst()->click();
        QTRY_COMPARE(told(), (QStringList{u"Message 2."_s, u"Message 3."_s, u"Message 4."_s}));
    }

    void whatIsSaidOfTheProgram()
    {
        Q_EMIT m_bench->machine.keychain.keychainLost();
        Q_EMIT m_bench->program.registry.unreadable(
            Error{.kind = ErrorKind::Storage, .message = u"It is damaged."_s});
        QTRY_COMPARE(told().size(), 2);
        QVERIFY(told().constFirst().startsWith(u"No keychain service answers"));
        QVERIFY(told().constLast().contains(u"It is damaged."));
        QCOMPARE(buttons<QPushButton>(u"Open folder"_s).size(), 1);
        Q_EMIT m_bench->program.registry.readable();
        QTRY_COMPARE(told().size(), 1);
    }

    /// Rows that cannot be read are in the file and nowhere else.
    void aLineForEachRowThatCannotBeRead()
    {
        m_bench->program.addSet();
        QFile file(m_bench->machine.profile.profile.credentialSetsFile());
        const auto change = [&](const std::function<void(QJsonArray &)> &edit) {
            QVERIFY(file.open(QIODevice::ReadOnly));
            QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
            file.close();
            QJsonArray rows = json.value(u"credentialSets").toArray();
            edit(rows);
            json.insert(u"credentialSets", rows);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(QJsonDocument(json).toJson());
            file.close();
            VERIFY_OK(m_bench->program.registry.refresh());
        };
        change([](QJsonArray &rows) { rows.append(QJsonObject{{u"name"_s, u"Torn"_s}}); });
        QTRY_COMPARE(told().size(), 1);
        QVERIFY(told().constFirst().contains(u"“Torn”"));
        QCOMPARE(buttons<QPushButton>(u"Open file"_s).size(), 1);
        buttons<QToolButton>(u"Dismiss"_s).constFirst()->click();
        change([](QJsonArray &rows) {
            QJsonObject row = rows.at(0).toObject();
            row.insert(u"name", u"Renamed"_s);
            rows.replace(0, row);
        });
        QVERIFY(told().isEmpty()); // it was dismissed, and it is the same
        change([](QJsonArray &rows) { rows.append(QJsonObject{{u"name"_s, u"Another"_s}}); });
        QTRY_COMPARE(told().size(), 2);
        change([](QJsonArray &rows) {
            rows.removeLast();
            rows.removeLast();
        });
        QVERIFY(!m_bar->isVisible());
    }

    void aLineForEachProviderFile()
    {
        const QString folder = m_bench->machine.profile.profile.providersFolder();
        for (const QString &name : {u"one"_s, u"two"_s}) {
            QFile file(folder + u'/' + name + u".json");
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("nonsense") > 0);
        }
        m_bench->machine.providers.reload();
        Q_EMIT m_bench->providerWatch.reloaded();
        QTRY_COMPARE(told().size(), 2);
        QVERIFY(told().constFirst().contains(u"one.json"));
        QVERIFY(told().constLast().contains(u"two.json"));
        QCOMPARE(buttons<QPushButton>(u"Open provider file"_s).size(), 2);
        QVERIFY(QFile::remove(folder + u"/one.json"));
        m_bench->machine.providers.reload();
        Q_EMIT m_bench->providerWatch.reloaded();
        QTRY_COMPARE(told().size(), 1);
    }

    /// A switch to the dark scheme while it is shown.
    void itsSymbolFollowsTheScheme()
    {
        m_bar->say(u"Something."_s);
        const auto farthest = [this] { // from the ground, of the symbol's pixels
            const QImage image = m_bar->grab(QRect(0, 0, 40, m_bar->height())).toImage();
            const QColor ground = image.pixelColor(1, 1);
            double most = 1;
            for (int x = 0; x < image.width(); ++x) {
                for (int y = 0; y < image.height() - 2; ++y)
                    most = std::max(most, contrastRatio(image.pixelColor(x, y), ground));
            }
            return most;
        };
        QVERIFY(farthest() >= 3);
        QPalette dark;
        dark.setColor(QPalette::Window, QColor(40, 40, 40));
        dark.setColor(QPalette::Base, QColor(30, 30, 30));
        dark.setColor(QPalette::AlternateBase, QColor(35, 35, 35));
        dark.setColor(QPalette::Text, Qt::white);
        dark.setColor(QPalette::WindowText, Qt::white);
        const QPalette before = QApplication::palette();
        QApplication::setPalette(dark);
        const double seen = farthest();
        QApplication::setPalette(before);
        QVERIFY2(seen >= 3, qPrintable(QString::number(seen)));
    }

private:
    std::unique_ptr<WindowBench> m_bench;
    std::unique_ptr<MessageBar> m_bar;
};

WIDGET_TEST_IN_PROGRAM(TestMessageBar)
#include "tst_messagebar.moc"
