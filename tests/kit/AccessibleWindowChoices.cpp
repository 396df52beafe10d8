// SPDX-License-Identifier: MIT
// The part of AccessibleWindow that chooses: from combo boxes, menus and tables.
#include "AccessibleWindow.h"

#include <algorithm>

using namespace Qt::StringLiterals;

using Role = AccessibleRole;
using State = AccessibleState;

QStringList AccessibleWindow::items(const QString &comboBox)
{
    const AccessibleControl list = find(comboBox, Role::ComboBox).child(0);
    QStringList names;
    const QList<AccessibleControl> cells = list.children();
    for (const AccessibleControl &cell : cells)
        names.append(cell.name());
    return names;
}

QString AccessibleWindow::currentItem(const QString &comboBox)
{
    return find(comboBox, Role::ComboBox).name();
}

bool AccessibleWindow::chooseItem(const QString &comboBox, const QString &item)
{
    const AccessibleControl control = findEnabled(comboBox, Role::ComboBox);
    if (!control.isValid())
        return false;
    const auto wanted = items(comboBox).indexOf(item);
    if (wanted < 0)
        return fail(u"\"%1\" has no item \"%2\"."_s.arg(comboBox, item));
    // Qt 6.4 offers assistive technologies no way to make an item current: the keyboard does it, in
    // the open list, whose highlighted item is told by its state.
    // A list that opens under the mouse would follow the mouse.
    m_bus.parkPointer();
    control.focus();
    if (!control.press()
        || !waitFor([&] { return control.is(State::Expanded); },
                    u"The list of \"%1\""_s.arg(comboBox))) {
        return false;
    }
    const AccessibleControl list = control.child(0);
    const QList<AccessibleControl> cells = list.children();
    const auto highlighted = [&cells] {
        const auto found = std::find_if(
            cells.begin(), cells.end(),
            [](const AccessibleControl &cell) { return cell.is(State::Focused); });
        return found == cells.end() ? -1 : found - cells.begin();
    };
    for (auto at = highlighted(); at != wanted;) {
        const auto before = at;
        m_bus.pressKey(at < wanted ? Down : Up);
        // A highlight that moves while the cells are asked one by one may be seen nowhere.
        if (!waitFor([&] { return (at = highlighted()) != before && at >= 0; },
                     u"A step in the list of \"%1\""_s.arg(comboBox))) {
            return false;
        }
    }
    m_bus.pressKey(Return);
    return waitFor([&] { return control.name() == item; },
                   u"The choice of \"%1\" in \"%2\""_s.arg(item, comboBox));
}

bool AccessibleWindow::chooseFromMenu(const QString &opener, const QString &item)
{
    return press(opener) && chooseFromOpenMenu(item);
}

bool AccessibleWindow::chooseFromOpenMenu(const QString &item)
{
    // A popup menu is nobody's child in Qt's accessible tree: its items are met by walking through
    // it with the keyboard, which is heard as focus events.
    QStringList met;
    for (;;) {
        m_bus.forgetFocused();
        m_bus.pressKey(Down);
        AccessibleControl control;
        if (!waitFor(
                [&] {
                    return (control = {&m_bus, m_bus.focused()}).isValid();
                },
                u"An item of the menu"_s))
            return false;
        const QString name = control.name();
        if (name == item)
            return m_bus.pressKey(Return);
        if (met.contains(name)) {
            m_bus.pressKey(Escape);
            return fail(u"The menu has no item \"%1\" but: %2"_s.arg(item, met.join(u", "_s)));
        }
        met.append(name);
    }
}

AccessibleControl AccessibleWindow::table(const QString &name)
{
    AccessibleControl found;
    waitFor(
        [&] {
            found = search(name, Role::Any);
            return found.isValid() && found.isItemView();
        },
        u"A table named \"%1\""_s.arg(name));
    return found;
}

QStringList AccessibleWindow::rowTexts(const QString &name, int row)
{
    const AccessibleControl control = table(name);
    const int columns = control.columnCount();
    QStringList texts;
    for (int column = 0; column < columns; ++column)
        texts.append(control.cell(row, column).name());
    return texts;
}

int AccessibleWindow::rowOf(const QString &name, const QString &text, int column)
{
    const AccessibleControl control = table(name);
    int found = -1;
    waitFor(
        [&] {
            const int rows = control.rowCount();
            for (int row = 0; row < rows && found < 0; ++row) {
                const QString said = control.cell(row, column).name();
                if (said == text || said.startsWith(text + u", "))
                    found = row;
            }
            return found >= 0;
        },
        u"A row \"%1\" in \"%2\""_s.arg(text, name));
    return found;
}

bool AccessibleWindow::selectRow(const QString &name, int row)
{
    const AccessibleControl control = table(name);
    return control.isValid() && control.selectRow(row)
        && waitFor([&] { return control.isRowSelected(row); },
                   u"The selection of row %1 in \"%2\""_s.arg(row).arg(name));
}

bool AccessibleWindow::clickCell(const QString &name, int row, int column)
{
    const AccessibleControl cell = table(name).cell(row, column);
    if (!cell.isValid() || !cell.is(State::Showing))
        return fail(u"That cell of \"%1\" is not on the screen."_s.arg(name));
    return m_bus.click(cell.geometry().center());
}
