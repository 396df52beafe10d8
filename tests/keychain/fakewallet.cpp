// SPDX-License-Identifier: MIT
// A KWallet (kwalletd5) of its own process, as far as QtKeychain uses one: started by tst_kwallet.
// Argument: "honest"; "refusing", which reports success and keeps nothing; "denying", which opens
// no wallet; "asking", which opens it when somebody has answered().
#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QMap>
#include <QObject>

#include <cstdio>
#include <utility>

using namespace Qt::StringLiterals;

class FakeWallet : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.KWallet")

public:
    explicit FakeWallet(QString manner)
        : m_manner(std::move(manner))
    { }

public Q_SLOTS:
    QString networkWallet() { return u"kdewallet"_s; }
    bool isOpen(const QString &) { return m_isOpen; }
    QStringList users(const QString &) { return m_users; }
    /// As another program does it.
    void openForAnother()
    {
        m_isOpen = true;
        m_users.append(u"another program"_s);
    }
    int open(const QString &, qlonglong, const QString &program)
    {
        ++m_opened;
        if (m_manner == u"asking" && !m_isOpen) {
            setDelayedReply(true);
            m_asked.append(message());
            return 0;
        }
        m_isOpen = m_manner != u"denying";
        if (m_isOpen && !m_users.contains(program))
            m_users.append(program);
        return m_isOpen ? 1 : -1;
    }
    void answered(bool yes)
    {
        for (const QDBusMessage &question : std::exchange(m_asked, {})) {
            m_isOpen = yes;
            if (yes)
                m_users.append(question.arguments().value(2).toString());
            connection().send(question.createReply(yes ? 1 : -1));
        }
    }
    int close(const QString &, bool)
    {
        m_isOpen = false;
        return 0;
    }
    int entryType(int, const QString &, const QString &key, const QString &)
    {
        return m_entries.contains(key) ? 1 : 0;
    }
    QString readPassword(int, const QString &, const QString &key, const QString &)
    {
        return m_entries.value(key);
    }
    int writePassword(int, const QString &, const QString &key, const QString &value,
                      const QString &)
    {
        if (m_manner != u"refusing")
            m_entries.insert(key, value);
        return 0;
    }
    int removeEntry(int, const QString &, const QString &key, const QString &)
    {
        if (m_manner != u"refusing")
            m_entries.remove(key);
        return 0;
    }
    /// How often the real one would have asked for the wallet's password.
    int timesOpened() { return m_opened; }

private:
    QString m_manner;
    QList<QDBusMessage> m_asked;
    QStringList m_users;
    QMap<QString, QString> m_entries;
    bool m_isOpen = false;
    int m_opened = 0;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    FakeWallet wallet(application.arguments().value(1));
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.registerObject(u"/modules/kwalletd5"_s, &wallet, QDBusConnection::ExportAllSlots)
        || !bus.registerService(u"org.kde.kwalletd5"_s))
        return 1;
    std::puts("ready");
    std::fflush(stdout);
    return QCoreApplication::exec();
}

#include "fakewallet.moc"
