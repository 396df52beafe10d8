// SPDX-License-Identifier: MIT
#pragma once

#include "AccessibleControl.h"

#include <QProcessEnvironment>
#include <QStringList>

#include <chrono>
#include <functional>

/// Drives the windows of a running program as a person with an assistive technology does: over the
/// accessibility bus, by the names of its controls. Nothing in the program is made for it.
///
/// What is looked for is waited for, up to patience(); only what is showing counts. When several
/// windows have a control of that name, the modal one wins, then the active one. A function that
/// returns false, or an invalid control, leaves the reason in problem().
class AccessibleWindow : public QObject
{
    Q_OBJECT

public:
    using Modifier = AccessibilityBus::Modifier;

    /// X11 key symbols for pressKey().
    enum Key : quint32 {
        Backspace = 0xff08,
        Tab = 0xff09,
        Return = 0xff0d,
        Escape = 0xff1b,
        Home = 0xff50,
        Left = 0xff51,
        Up = 0xff52,
        Right = 0xff53,
        Down = 0xff54,
        End = 0xff57,
        Menu = 0xff67,
        F2 = 0xffbf,
        F5 = 0xffc2,
        Delete = 0xffff,
        Space = 0x20,
    };

    /// \a environment and what makes a program offer its windows to assistive technologies.
    static QProcessEnvironment
    environment(QProcessEnvironment environment = QProcessEnvironment::systemEnvironment());

    /// For the program of that process id, which need not have a window yet but must have been
    /// started with environment().
    explicit AccessibleWindow(qint64 processId, QObject *parent = nullptr);

    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }
    std::chrono::milliseconds patience() const { return m_patience; }
    QString problem() const { return m_problem; }

    /// Waits until the program shows a window.
    bool waitUntilShown();
    /// The titles of the windows that are showing.
    QStringList windowTitles();
    /// Everything that is showing, one control a line with role and name: for messages of failed
    /// tests.
    QString outline();

    AccessibleControl find(const QString &name, AccessibleRole role = AccessibleRole::Any);
    /// Without waiting.
    bool isShowing(const QString &name, AccessibleRole role = AccessibleRole::Any);
    bool waitUntilGone(const QString &name, AccessibleRole role = AccessibleRole::Any);
    /// Waits for anything else; \a what completes the sentence "… did not happen".
    bool waitFor(const std::function<bool()> &condition, const QString &what);

    /// Waits until the control is enabled, then presses (or toggles) it.
    bool press(const QString &name, AccessibleRole role = AccessibleRole::Any);
    bool setChecked(const QString &name, bool checked);
    bool is(const QString &name, AccessibleState state);
    bool focus(const QString &name);
    /// Presses the Tab key until the control of that name has the keyboard.
    bool tabTo(const QString &name);

    /// Replaces the text of the editor.
    bool setText(const QString &name, const QString &text);
    /// An editor's text, a label's, a combo box's current item.
    QString text(const QString &name, AccessibleRole role = AccessibleRole::Any);
    std::optional<double> value(const QString &name);
    bool setValue(const QString &name, double value);

    /// Combo boxes go by the name of the label whose buddy they are.
    QStringList items(const QString &comboBox);
    QString currentItem(const QString &comboBox);
    bool chooseItem(const QString &comboBox, const QString &item);

    /// Presses \a opener (a button with a menu, or an item of the menu bar) and chooses \a item.
    bool chooseFromMenu(const QString &opener, const QString &item);
    /// Chooses from a popup menu that is open, by the keyboard.
    bool chooseFromOpenMenu(const QString &item);

    AccessibleControl table(const QString &name);
    /// The texts of one row's cells; of a table of \a name.
    QStringList rowTexts(const QString &name, int row);
    /// The first row that says \a text in \a column, and perhaps more behind a comma; -1 if none
    /// does within patience().
    int rowOf(const QString &name, const QString &text, int column = 0);
    /// Selects the row alone.
    bool selectRow(const QString &name, int row);
    /// Clicks with the mouse in the middle of a cell, which must be on the screen.
    bool clickCell(const QString &name, int row, int column);

    /// Does \a action, then waits until a screen reader has been given \a words to say because of
    /// it: with that urgency, where it is given one.
    bool announces(const std::function<bool()> &action, const QString &words,
                   Announcement::Urgency urgency);

    /// Presses and releases a key in the window that has the keyboard.
    bool pressKey(Key key, Modifier modifier = AccessibilityBus::NoModifier)
    {
        return m_bus.pressKey(key, modifier);
    }
    /// The key of a Latin letter or digit with a modifier: pressShortcut('c',
    /// AccessibilityBus::Control).
    bool pressShortcut(char key, Modifier modifier)
    {
        return m_bus.pressKey(quint8(key), modifier);
    }
    /// Types in the window that has the keyboard.
    bool type(const QString &text) { return m_bus.type(text); }

private:
    QList<AccessibleControl> windows();
    AccessibleControl search(const QString &name, AccessibleRole role);
    AccessibleControl findEnabled(const QString &name, AccessibleRole role);
    bool fail(const QString &problem);

    AccessibilityBus m_bus;
    qint64 m_processId;
    AccessibleReference m_application;
    std::chrono::milliseconds m_patience{10000};
    QString m_problem;
};
