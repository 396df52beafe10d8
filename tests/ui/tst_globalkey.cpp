// SPDX-License-Identifier: MIT
#include "FakeShortcutsPortal.h"
#include "GlobalKey.h"
#include "Literals.h"
#include "TestProgram.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>
#include <QWidget>

#include <xcb/xcb.h>

#include <cstdlib>

using namespace Tokenwright;

namespace {

/// Another program of the display's, which takes Meta+Shift+B as KeyGrab does.
class OtherProgram
{
public:
    ~OtherProgram() { xcb_disconnect(m_connection); }

    bool takeKey()
    {
        constexpr xcb_keycode_t keyOfB = 56; // of the PC keyboard that Xvfb has
        const xcb_window_t root = xcb_setup_roots_iterator(xcb_get_setup(m_connection)).data->root;
        xcb_generic_error_t *error = xcb_request_check(
            m_connection,
            xcb_grab_key_checked(m_connection, true, root, XCB_MOD_MASK_4 | XCB_MOD_MASK_SHIFT,
                                 keyOfB, XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC));
        const bool isOurs = !error;
        std::free(error);
        return isOurs;
    }

private:
    xcb_connection_t *m_connection = xcb_connect(nullptr, nullptr);
};

} // namespace

/// The palette's key: the desktop's own where it gives one, else taken from the display.
class TestGlobalKey : public QObject
{
    Q_OBJECT

private:
    struct Key
    {
        GlobalKey key;
        QSignalSpy bound{&key, &GlobalKey::bound};
        QSignalSpy unavailable{&key, &GlobalKey::unavailable};
        QSignalSpy pressed{&key, &GlobalKey::pressed};
    };
    /// Pressed on the keyboard, whoever has it.
    static void press(const QString &keys)
    {
        QCOMPARE(QProcess::execute(u"xdotool"_s, {u"key"_s, keys}), 0);
    }

private Q_SLOTS:
    void isTheDesktopsOwn()
    {
        FakeShortcutsPortal portal({.trigger = u"Ctrl+F12"_s});
        Key key;
        key.key.bind();
        QTRY_COMPARE(key.bound.size(), 1);
        QCOMPARE(key.bound.first().first().toString(), u"Ctrl+F12"_s);
        portal.press(u"palette"_s, u"kwin-42"_s);
        QTRY_COMPARE(key.pressed.size(), 1);
        press(u"super+shift+b"_s); // is not ours
        QTest::qWait(100); // it would have come by then
        QCOMPARE(key.pressed.size(), 1);
    }

    void isTakenFromTheDisplay()
    {
        QWidget other; // has the keyboard
        other.show();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        auto key = std::make_unique<Key>();
        key->key.bind();
        QTRY_COMPARE(key->bound.size(), 1);
        QCOMPARE(key->bound.first().first().toString(), u"Meta+Shift+B"_s);
        press(u"super+shift+b"_s);
        QTRY_COMPARE(key->pressed.size(), 1);
        QVERIFY(key->pressed.first().first().toByteArray().startsWith("tokenwright_TIME"));
        for (const QString &keys : {u"super+b"_s, u"shift+b"_s, u"ctrl+super+shift+b"_s, u"b"_s})
            press(keys);
        press(u"Num_Lock"_s);
        press(u"super+shift+b"_s);
        press(u"Num_Lock"_s);
        QTRY_COMPARE(key->pressed.size(), 2);

        key.reset(); // gives it back
        QVERIFY(OtherProgram().takeKey());
    }

    void whatAnotherProgramHasStaysItsOwn()
    {
        auto other = std::make_unique<OtherProgram>();
        QVERIFY(other->takeKey());
        Key key;
        key.key.bind();
        QTRY_COMPARE(key.unavailable.size(), 1);
        other.reset();
        Key next;
        next.key.bind();
        QTRY_COMPARE(next.bound.size(), 1);
        next.key.bind(); // asks once more, and has it
        QTRY_COMPARE(next.bound.size(), 2);
    }
};

WIDGET_TEST_IN_PROGRAM(TestGlobalKey)
#include "tst_globalkey.moc"
