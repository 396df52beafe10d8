// SPDX-License-Identifier: MIT
// The palette's key on Windows: taken, pressed in whatever window, given back, had by another
// program.
#include "GlobalKey.h"
#include "TestProgram.h"

#include "Literals.h"

#include <QApplication>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <array>
#include <thread>

#include <windows.h>

using namespace Tokenwright;

namespace {

/// The key on the keyboard, with the others that go with it, or \a alone.
void press(bool alone = false)
{
    constexpr std::array<WORD, 3> keys{VK_LWIN, VK_SHIFT, 'B'};
    std::array<INPUT, 6> inputs{};
    for (std::size_t i = 0; i < keys.size(); ++i) {
        inputs[i].type = INPUT_KEYBOARD;
        inputs[i].ki.wVk = keys[i];
        inputs[5 - i] = inputs[i];
        inputs[5 - i].ki.dwFlags = KEYEVENTF_KEYUP;
    }
    if (alone)
        SendInput(2, &inputs[2], sizeof(INPUT));
    else
        SendInput(UINT(inputs.size()), inputs.data(), sizeof(INPUT));
}

/// Another program, which takes the key as this one does. Windows gives keys to threads, so that
/// one is as good.
class OtherProgram
{
public:
    OtherProgram()
    {
        m_thread = std::thread([this] {
            m_hasKey = RegisterHotKey(nullptr, 7, MOD_WIN | MOD_SHIFT, 'B');
            m_begun.release();
            m_ends.acquire();
            if (m_hasKey)
                UnregisterHotKey(nullptr, 7);
        });
        m_begun.acquire();
    }
    ~OtherProgram()
    {
        m_ends.release();
        m_thread.join();
    }
    Q_DISABLE_COPY_MOVE(OtherProgram)

    bool hasKey() const { return m_hasKey; }

private:
    QSemaphore m_begun;
    QSemaphore m_ends;
    bool m_hasKey = false;
    std::thread m_thread;
};

} // namespace

class TestGlobalKeyOnWindows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takenAndGivenBack()
    {
        QVERIFY(OtherProgram().hasKey());
        {
            GlobalKey key;
            const QSignalSpy bound(&key, &GlobalKey::bound);
            key.bind();
            QCOMPARE(bound.size(), 1);
            QCOMPARE(bound.first().first().toString(), u"Meta+Shift+B"_s);
            QVERIFY(!OtherProgram().hasKey());
        }
        QVERIFY(OtherProgram().hasKey());
    }

    void pressed()
    {
        GlobalKey key;
        const QSignalSpy pressed(&key, &GlobalKey::pressed);
        key.bind();
        press(true);
        press();
        QTRY_COMPARE(pressed.size(), 1);
        press();
        QTRY_COMPARE(pressed.size(), 2);
    }

    void hadByAnotherProgram()
    {
        GlobalKey key;
        const QSignalSpy bound(&key, &GlobalKey::bound);
        const QSignalSpy unavailable(&key, &GlobalKey::unavailable);
        {
            const OtherProgram other;
            QVERIFY(other.hasKey());
            key.bind();
            QCOMPARE(unavailable.size(), 1);
        }
        key.bind();
        QCOMPARE(bound.size(), 1);
        key.bind(); // has it
        QCOMPARE(bound.size(), 2);
        QCOMPARE(unavailable.size(), 1);
    }
};

WIDGET_TEST_IN_PROGRAM(TestGlobalKeyOnWindows)

#include "tst_globalkey_windows.moc"
