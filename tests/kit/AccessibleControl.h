// SPDX-License-Identifier: MIT
#pragma once

#include "AccessibilityBus.h"

#include <QList>
#include <QRect>
#include <QString>
#include <QStringList>

#include <optional>

/// The roles that Qt Widgets have on the accessibility bus, with AT-SPI's own numbers. A tool
/// button and a button with a menu are Button, a line edit is Text, a tree view is Tree, its cells
/// TableCell.
enum class AccessibleRole : quint32 {
    Any = 0,
    Alert = 2,
    CheckBox = 7,
    ComboBox = 11,
    Dialog = 16,
    Frame = 23,
    Label = 29,
    List = 31,
    ListItem = 32,
    MenuBar = 34,
    MenuItem = 35,
    PageTab = 37,
    Panel = 39,
    Password = 40,
    PopupMenu = 41,
    ProgressBar = 42,
    Button = 43,
    RadioButton = 44,
    SpinBox = 52,
    StatusBar = 54,
    Table = 55,
    TableCell = 56,
    ColumnHeader = 57,
    Text = 61,
    Tree = 65,
    Notification = 101,
};

/// The states worth asking for, with AT-SPI's own numbers.
enum class AccessibleState : quint32 {
    Active = 1,
    Checked = 4,
    Editable = 7,
    Enabled = 8,
    Expanded = 10,
    Focusable = 11,
    Focused = 12,
    Modal = 16,
    Selected = 23,
    Showing = 25,
    Visible = 30,
};

/// One control of another program's window. A value; every function asks the other program. Valid
/// as long as its bus and the control are there: afterwards everything is empty and false.
class AccessibleControl
{
public:
    AccessibleControl() = default;
    AccessibleControl(AccessibilityBus *bus, AccessibleReference reference);

    bool isValid() const { return m_bus && m_reference.isValid(); }
    const AccessibleReference &reference() const { return m_reference; }

    QString name() const;
    QString description() const;
    AccessibleRole role() const;
    bool is(AccessibleState state) const;
    /// Is it one of the containers whose children are a model's cells?
    bool isItemView() const;
    /// On the screen, in device pixels of an unscaled display.
    QRect geometry() const;

    AccessibleControl parent() const;
    QList<AccessibleControl> children() const;
    int childCount() const;
    AccessibleControl child(int index) const;
    /// The names of the labels whose buddy this is.
    QStringList labels() const;

    /// The text of an editor or a label that has a text interface; bullets for a password.
    QString text() const;
    bool setText(const QString &text) const;
    std::optional<double> value() const;
    bool setValue(double value) const;

    /// "Press", "Toggle", "ShowMenu", "SetFocus", …
    QStringList actions() const;
    /// Does the first of \a names that the control offers; false if it offers none. True as well
    /// when the program does not answer soon: then the action has opened something that is answered
    /// first.
    bool act(const QStringList &names) const;
    bool press() const;
    bool focus() const;

    int rowCount() const;
    int columnCount() const;
    AccessibleControl cell(int row, int column) const;
    QString columnTitle(int column) const;
    bool selectRow(int row) const;
    bool isRowSelected(int row) const;

    bool operator==(const AccessibleControl &other) const
    {
        return m_reference == other.m_reference;
    }

private:
    template <class T>
    std::optional<T> ask(const char *interface, const char *method,
                         const QVariantList &arguments = {}) const;
    QVariant property(const char *interface, const char *name) const;

    AccessibilityBus *m_bus = nullptr;
    AccessibleReference m_reference;
};
