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

bool isThere(const QString &name)
{
    PCREDENTIALW entry = nullptr;
    if (!CredReadW(name.toStdWString().c_str(), CRED_TYPE_GENERIC, 0, &entry))
        return false;
    CredFree(entry);
    return true;
}

/// How many pieces lie beside \a key, whatever they belong to.
int piecesBeside(const QString &key)
{
    int count = 0;
    for (const QString &mark : {u"a"_s, u"b"_s}) {
        for (int i = 0; i < 40; ++i)
            count += isThere(u"%1/%2/%3"_s.arg(key, mark).arg(i));
    }
    return count;
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
        QVERIFY(!isThere(m_key));
        QCOMPARE(piecesBeside(m_key), 0);
    }

    void values_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("pieces");
        QTest::newRow("plain") << QByteArray("not-a-real-secret") << 0;
        QTest::newRow("NUL and bytes beyond ASCII") << QByteArray("a\0\xff\xc3\xa4 b", 7) << 0;
        QTest::newRow("as much as one entry takes") << QByteArray(2'560, 't') << 0;
        QTest::newRow("one byte more") << QByteArray(2'561, 't') << 2;
        QTest::newRow("a long token") << QByteArray("0123456789").repeated(600) << 3;
        QTest::newRow("the longest") << QByteArray(81'920, 't') << 32;
        QTest::newRow("what reads like the beginning of pieces")
            << QByteArray("tokenwright-pieces 1 2 3") << 1;
    }

    void values()
    {
        QFETCH(const QByteArray, value);
        QFETCH(const int, pieces);
        VERIFY_OK(await(m_store.write(m_key, Secret(QByteArray(value)), Prompt::Never)));
        QCOMPARE(held(), value);
        QCOMPARE(piecesBeside(m_key), pieces);
        VERIFY_OK(await(m_store.write(m_key, Secret("another"), Prompt::Never)));
        QCOMPARE(held(), "another");
        QCOMPARE(piecesBeside(m_key), 0);
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
        QCOMPARE(piecesBeside(m_key), 0);
    }

    /// A program that died while it wrote: the pieces are there, the entry that names them is not.
    void halfWrittenIsTheOldOne()
    {
        const QByteArray old("old and long ", 13);
        VERIFY_OK(await(m_store.write(m_key, Secret(old.repeated(500)), Prompt::Never)));
        QCOMPARE(piecesBeside(m_key), 3);
        for (int i = 0; i < 5; ++i)
            QVERIFY(putRaw(m_key + u"/b/%1"_s.arg(i), QByteArray(2'560, 'n')));
        QCOMPARE(held(), old.repeated(500));
        VERIFY_OK(await(m_store.write(m_key, Secret(old.repeated(600)), Prompt::Never)));
        QCOMPARE(held(), old.repeated(600));
        QVERIFY2(piecesBeside(m_key) == 4, "it is cleared away");
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
        const QString second = m_key + u"/a/1";
        QVERIFY(removeRaw(second));
        QVERIFY(instead.isEmpty() || putRaw(second, instead));
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
                static_cast<void>(
                    other.write(m_key, Secret(QByteArray(6'000 + letter, letter)), Prompt::Never));
            goesOn = false;
        });
        int read = 0;
        QByteArray wrong;
        while (goesOn && wrong.isEmpty()) {
            const QByteArray value = held();
            ++read;
            const bool isWhole = value.size() >= 6'000
                && value == QByteArray(value.size(), value[0])
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
