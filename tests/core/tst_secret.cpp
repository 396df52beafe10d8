// SPDX-License-Identifier: MIT
#include "Secret.h"

#include <QDebug>
#include <QTest>

#include "Posix.h"
#include "TestProgram.h"

#include <algorithm>
#include <concepts>
#include <cstdlib>
#include <new>
#include <ostream>
#include <string_view>
#include <type_traits>

using namespace Tokenwright;

namespace {

constexpr std::string_view marker = "practice-marker-not-a-secret";
bool watchesMemory = false;
int arraysFreed = 0;
int markersFreed = 0;

/// Looks at an array just before its memory goes back.
void inspect(const void *memory)
{
    if (!watchesMemory || !memory)
        return;
    const std::string_view bytes(static_cast<const char *>(memory),
                                 Posix::usableSize(const_cast<void *>(memory)));
    ++arraysFreed;
    if (bytes.find(marker) != std::string_view::npos)
        ++markersFreed;
}

} // namespace

void *operator new[](std::size_t size)
{
    if (void *memory = std::calloc(1, size ? size : 1))
        return memory;
    throw std::bad_alloc();
}

void operator delete[](void *memory) noexcept
{
    inspect(memory);
    std::free(memory);
}

void operator delete[](void *memory, std::size_t) noexcept
{
    inspect(memory);
    std::free(memory);
}

namespace {

// What must not compile, stated so that it is noticed when it does.
template <class T>
concept ComparableWithItself = requires(const T &a, const T &b)
{
    a == b;
};
template <class T>
concept Ordered = requires(const T &a, const T &b)
{
    a < b;
};
template <class T>
concept PrintableByQt = requires(QDebug debug, const T &value)
{
    debug << value;
};
template <class T>
concept PrintableByStream = requires(std::ostream &stream, const T &value)
{
    stream << value;
};
template <class T>
concept AddableToText = requires(QString text, const T &value)
{
    text += value;
};
template <class T>
concept AddableToBytes = requires(QByteArray b, const T &value)
{
    b += value;
};
template <class T>
concept Hashable = requires(const T &value)
{
    qHash(value, std::size_t(0));
};

static_assert(ComparableWithItself<QString> && PrintableByQt<QString>, "the probes work");
static_assert(AddableToText<QString> && AddableToBytes<QByteArray>, "the probes work");
static_assert(!ComparableWithItself<Secret>);
static_assert(!Ordered<Secret>);
static_assert(!PrintableByQt<Secret>);
static_assert(!PrintableByStream<Secret>);
static_assert(!AddableToText<Secret>);
static_assert(!AddableToBytes<Secret>);
static_assert(!Hashable<Secret>);
static_assert(!std::is_convertible_v<Secret, QString>);
static_assert(!std::is_convertible_v<Secret, QByteArray>);
static_assert(!std::is_convertible_v<Secret, QByteArrayView>);
static_assert(!std::is_convertible_v<Secret, QVariant>);
static_assert(!std::is_convertible_v<Secret, bool>);
static_assert(!std::is_constructible_v<bool, Secret>);
static_assert(!std::is_convertible_v<QByteArray, Secret>);
static_assert(!std::is_convertible_v<QString, Secret>);
static_assert(!std::is_convertible_v<const char *, Secret>);
static_assert(!std::is_constructible_v<Secret, const QByteArray &>, "bytes are handed over");
static_assert(std::is_nothrow_move_constructible_v<Secret>);

} // namespace

class TestSecret : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsBytes_data();
    void holdsBytes();
    void emptyInEveryWay();
    void takesTheBytesOver();
    void leavesSharedBytesToTheirOwner();
    void copiesShareOneBuffer();
    void outlivesWhatItCameFrom();
    void equals_data();
    void equals();
    void isOverwrittenBeforeItsMemoryGoes();
    void wipeEmpties();
    void wipeSparesWhatOthersShare();
};

void TestSecret::holdsBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("ascii") << QByteArray("not-a-secret");
    QTest::newRow("nul inside") << QByteArray("a\0b", 3);
    QTest::newRow("all values") << [] {
        QByteArray all;
        for (int i = 0; i < 256; ++i)
            all.append(char(i));
        return all;
    }();
    QTest::newRow("large") << QByteArray(100'000, 'x');
}

void TestSecret::holdsBytes()
{
    QFETCH(QByteArray, bytes);
    const Secret secret(QByteArray(bytes.constData(), bytes.size()));
    QCOMPARE(secret.size(), bytes.size());
    QVERIFY(!secret.isEmpty());
    QCOMPARE(secret.reveal().toByteArray(), bytes);
}

void TestSecret::emptyInEveryWay()
{
    for (const Secret &secret : {Secret(), Secret(QByteArray()), Secret(QByteArray("")),
                                 Secret::fromText({}), Secret::fromText(u""_s)}) {
        QVERIFY(secret.isEmpty());
        QCOMPARE(secret.size(), 0);
        QVERIFY(secret.reveal().isEmpty());
        QVERIFY(secret.revealText().isEmpty());
        QVERIFY(secret.equals(Secret()));
    }
}

void TestSecret::takesTheBytesOver()
{
    QByteArray bytes("handed over");
    bytes.detach();
    const Secret secret(std::move(bytes));
    QVERIFY(bytes.isEmpty()); // NOLINT: what is left of it is the point
    QCOMPARE(secret.reveal().toByteArray(), QByteArray("handed over"));
}

void TestSecret::leavesSharedBytesToTheirOwner()
{
    QByteArray bytes("shared");
    bytes.detach();
    const QByteArray owner = bytes;
    const Secret secret(std::move(bytes));
    QCOMPARE(owner, QByteArray("shared"));
    QCOMPARE(secret.reveal().toByteArray(), owner);
}

void TestSecret::copiesShareOneBuffer()
{
    const Secret first = Secret::fromText(u"one buffer"_s);
    const Secret second = first; // NOLINT: the copy is the point
    QVERIFY(second.reveal().data() == first.reveal().data()); // the same memory
    QVERIFY(first.equals(second));
}

void TestSecret::outlivesWhatItCameFrom()
{
    Secret survivor;
    {
        const Secret first = Secret::fromText(u"still here"_s);
        survivor = first;
    }
    QCOMPARE(survivor.revealText(), u"still here"_s);
    survivor = Secret();
    QVERIFY(survivor.isEmpty());
}

void TestSecret::equals_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<bool>("same");
    QTest::newRow("same") << u"abc"_s << u"abc"_s << true;
    QTest::newRow("empty") << QString() << QString() << true;
    QTest::newRow("first differs") << u"abc"_s << u"xbc"_s << false;
    QTest::newRow("last differs") << u"abc"_s << u"abx"_s << false;
    QTest::newRow("prefix") << u"abc"_s << u"abcd"_s << false;
    QTest::newRow("one empty") << u"abc"_s << QString() << false;
    QTest::newRow("case") << u"abc"_s << u"ABC"_s << false;
    QTest::newRow("differences that cancel") << u"ab"_s << u"ba"_s << false;
    QTest::newRow("non-ASCII") << u"gr\u00fc\u00df \U0001F511"_s << u"gr\u00fc\u00df \U0001F511"_s
                               << true;
}

void TestSecret::equals()
{
    QFETCH(QString, left);
    QFETCH(QString, right);
    const Secret a = Secret::fromText(left);
    const Secret b = Secret::fromText(right);
    QTEST(a.equals(b), "same");
    QTEST(b.equals(a), "same");
    QCOMPARE(a.revealText(), left);
}

void TestSecret::isOverwrittenBeforeItsMemoryGoes()
{
    watchesMemory = true;
    arraysFreed = markersFreed = 0;
    delete[] new char[64]; // NOLINT: the watch itself works
    {
        auto *plain = new char[marker.size()];
        std::ranges::copy(marker, plain);
        delete[] plain;
    }
    QCOMPARE(arraysFreed, 2);
    QCOMPARE(markersFreed, 1);

    arraysFreed = markersFreed = 0;
    {
        const Secret secret(QByteArray(marker.data(), qsizetype(marker.size())));
        const Secret copy = secret; // NOLINT: the last copy counts
        QCOMPARE(arraysFreed, 0);
    }
    watchesMemory = false;
    QCOMPARE(arraysFreed, 1);
    QCOMPARE(markersFreed, 0);
}

void TestSecret::wipeEmpties()
{
    QByteArray bytes("to be wiped");
    bytes.detach();
    wipe(bytes);
    QVERIFY(bytes.isEmpty());
    wipe(bytes); // twice is harmless
}

void TestSecret::wipeSparesWhatOthersShare()
{
    QByteArray bytes("spare me");
    const QByteArray other = bytes;
    wipe(bytes);
    QVERIFY(bytes.isEmpty());
    QCOMPARE(other, QByteArray("spare me"));
}

TEST_IN_PROGRAM(TestSecret)
#include "tst_secret.moc"
