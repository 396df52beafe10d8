// SPDX-License-Identifier: MIT
// WindowsSecretStore against the Credential Manager of this login.
#include "WindowsSecretStore_windows.h"

#include "SecretStoreChoice.h"
#include "TestProgram.h"
#include "Waiting.h"

#include <QTest>
#include <QUuid>

#include <atomic>
#include <thread>

#include <windows.h>

#include <wincred.h>

using namespace Tokenwright;

namespace {

/// The names of all that lies under \a key, its pieces among it.
QStringList namesUnder(const QString &key)
{
    DWORD count = 0;
    PCREDENTIALW *entries = nullptr;
    if (!CredEnumerateW(QString(key + u'*').toStdWString().c_str(), 0, &count, &entries))
        return {};
    QStringList names;
    for (DWORD i = 0; i < count; ++i)
        names.append(QString::fromWCharArray(entries[i]->TargetName));
    CredFree(entries);
    return names;
}

/// Puts \a value there past the store, as another program could.
bool putRaw(const QString &name, QByteArray value)
{
    std::wstring target = name.toStdWString();
    CREDENTIALW entry{};
    entry.Type = CRED_TYPE_GENERIC;
    entry.TargetName = target.data();
    entry.Persist = CRED_PERSIST_SESSION;
    entry.CredentialBlobSize = DWORD(value.size());
    entry.CredentialBlob = reinterpret_cast<BYTE *>(value.data());
    return CredWriteW(&entry, 0);
}

bool removeRaw(const QString &name)
{
    return CredDeleteW(name.toStdWString().c_str(), CRED_TYPE_GENERIC, 0);
}

} // namespace

class TestWindowsSecretStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        VERIFY_OK(await(m_store.remove(m_key, Prompt::Never)));
        QCOMPARE(namesUnder(m_key), QStringList());
    }

    void values_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("entries");
        QTest::newRow("plain") << QByteArray("not-a-real-secret") << 1;
        QTest::newRow("NUL and bytes beyond ASCII") << QByteArray("a\0\xff\xc3\xa4 b", 7) << 1;
        QTest::newRow("as much as one entry takes") << QByteArray(2'560, 't') << 1;
        QTest::newRow("one byte more") << QByteArray(2'561, 't') << 3;
        QTest::newRow("a long token") << QByteArray("0123456789").repeated(600) << 4;
        QTest::newRow("the longest") << QByteArray(81'920, 't') << 33;
        QTest::newRow("what reads like the beginning of pieces")
            << QByteArray("tokenwright-pieces 1 2 3") << 2;
    }

    void values()
    {
        QFETCH(const QByteArray, value);
        QFETCH(const int, entries);
        VERIFY_OK(await(m_store.write(m_key, Secret(QByteArray(value)), Prompt::Never)));
        QCOMPARE(held(), value);
        QCOMPARE(namesUnder(m_key).size(), entries);
        VERIFY_OK(await(m_store.write(m_key, Secret("another"), Prompt::Never)));
        QCOMPARE(held(), "another");
        QCOMPARE(namesUnder(m_key), QStringList{m_key});
        VERIFY_OK(await(m_store.write(m_key, Secret(QByteArray(value)), Prompt::Never)));
        QCOMPARE(held(), value);
    }

    void whatIsNotThere()
    {
        QCOMPARE(held(), "[secret-missing]");
        VERIFY_OK(await(m_store.remove(m_key, Prompt::Never)));
    }

    void lengthsThatAreRefused_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("none") << 0;
        QTest::newRow("too long") << 81'921;
    }

    void lengthsThatAreRefused()
    {
        QFETCH(const int, size);
        VERIFY_OK(await(m_store.write(m_key, Secret("before"), Prompt::Never)));
        const auto tried = await(
            m_store.write(m_key, Secret(QByteArray(size, 't')), Prompt::Never));
        QCOMPARE(kindOf(tried), ErrorKind::KeychainDenied);
        QVERIFY(!tried.error().message.isEmpty());
        QCOMPARE(held(), "before");
        QCOMPARE(namesUnder(m_key), QStringList{m_key});
    }

    /// A program that died while it wrote: the pieces are there, the entry that names them is not.
    void halfWrittenIsTheOldOne()
    {
        const QByteArray old("old and long ", 13);
        VERIFY_OK(await(m_store.write(m_key, Secret(old.repeated(500)), Prompt::Never)));
        QVERIFY(putRaw(m_key + u"/deadbeef/0", QByteArray(2'560, 'n')));
        QVERIFY(putRaw(m_key + u"/deadbeef/1", "new"));
        QCOMPARE(held(), old.repeated(500));
        VERIFY_OK(await(m_store.write(m_key, Secret(old.repeated(600)), Prompt::Never)));
        QCOMPARE(held(), old.repeated(600));
        QVERIFY2(namesUnder(m_key).filter(u"deadbeef"_s).isEmpty(), "it is cleared away");
    }

    void aPieceIsGoneOrAnother_data()
    {
        QTest::addColumn<QByteArray>("instead");
        QTest::newRow("gone") << QByteArray();
        QTest::newRow("another one, as long") << QByteArray(2'560, 'x');
        QTest::newRow("a shorter one") << QByteArray("x");
    }

    void aPieceIsGoneOrAnother()
    {
        QFETCH(const QByteArray, instead);
        VERIFY_OK(await(m_store.write(m_key, Secret(QByteArray(7'000, 't')), Prompt::Never)));
        const QStringList first = namesUnder(m_key).filter(QRegularExpression(u"/0$"_s));
        QCOMPARE(first.size(), 1);
        QVERIFY(removeRaw(first.constFirst()));
        QVERIFY(instead.isEmpty() || putRaw(first.constFirst(), instead));
        QCOMPARE(held(), "[secret-missing]");
        VERIFY_OK(await(m_store.write(m_key, Secret("again"), Prompt::Never)));
        QCOMPARE(held(), "again");
    }

    /// Whoever reads while it is written has one value or another, always as a whole.
    void readWhileWritten()
    {
        VERIFY_OK(await(m_store.write(m_key, Secret(QByteArray(6'000, 'a')), Prompt::Never)));
        std::atomic<bool> goesOn = true;
        std::thread writer([&] {
            WindowsSecretStore other;
            for (char letter = 'b'; letter <= 'z'; ++letter)
                static_cast<void>(other.write(m_key, Secret(QByteArray(6'000 + letter, letter)),
                                              Prompt::Never));
            goesOn = false;
        });
        int read = 0;
        QByteArray wrong;
        while (goesOn && wrong.isEmpty()) {
            const QByteArray value = held();
            ++read;
            const bool isWhole = value.size() >= 6'000 && value == QByteArray(value.size(), value[0])
                && (value[0] == 'a' || value.size() == 6'000 + value[0]);
            if (!isWhole)
                wrong = value.left(40);
        }
        writer.join();
        QCOMPARE(wrong, QByteArray());
        QVERIFY(read > 0);
    }

    /// "…/token" is not a piece of "…/tok", nor is another set's.
    void othersAreLeftAlone()
    {
        const QString other = m_key + u"2"_s;
        VERIFY_OK(await(m_store.write(other, Secret(QByteArray(6'000, 'o')), Prompt::Never)));
        VERIFY_OK(await(m_store.write(m_key, Secret(QByteArray(6'000, 't')), Prompt::Never)));
        VERIFY_OK(await(m_store.remove(m_key, Prompt::Never)));
        const auto found = await(m_store.read(other, Prompt::Never));
        VERIFY_OK(await(m_store.remove(other, Prompt::Never)));
        VERIFY_OK(found);
        QCOMPARE(found->size(), 6'000);
    }

    void isTheSystems()
    {
        const auto store = createSystemSecretStore();
        QVERIFY(qobject_cast<WindowsSecretStore *>(store.get()));
        QVERIFY(!store->isVolatile());
        QVERIFY(!store->description().isEmpty() && !store->reason().isEmpty());
    }

private:
    QByteArray held()
    {
        const Result<Secret> found = await(m_store.read(m_key, Prompt::Never));
        return found ? found->reveal().toByteArray()
                     : '[' + errorKindName(found.error().kind).toLatin1() + ']';
    }

    WindowsSecretStore m_store;
    const QString m_key = u"tokenwright/"_s + QUuid::createUuid().toString(QUuid::WithoutBraces)
        + u"/token"_s;
};

TEST_IN_PROGRAM(TestWindowsSecretStore)

#include "tst_secretstore_windows.moc"
