// SPDX-License-Identifier: MIT
#pragma once

#include "WindowParts.h"

#include <QList>
#include <QObject>
#include <QStringList>

#include <functional>

class QAction;
class QLineEdit;
class QMenu;
class QWidget;

namespace Tokenwright {

class SetActions;
class TokenActions;

/// What actions act on, as it is when one is looked at or done.
struct Scene
{
    const WindowParts &parts;
    SetActions &sets;
    TokenActions &tokens;
    QWidget *window; ///< Dialogs open over it.
    QLineEdit *search;
    std::function<void()> openQuickSearch;
    QString setId; ///< Of the current set; empty: there is none.
    QStringList setIds; ///< Of all that are selected, the current one among them.
};

/// Everything that the window can do: a table, whose rows say how an action is called, drawn and
/// keyed, what it needs, where it is offered and what it does. Lives in the GUI thread.
class WindowActions : public QObject
{
    Q_OBJECT

public:
    /// Where an action is offered; a row names several.
    enum Place {
        ToolBar = 1,
        Menu = 2,
        ContextMenu = 4,
        EmptyList = 8,
        CopyButton = 16, ///< In the details, as each of the following.
        CopyAsButton = 32,
        MintButton = 128,
        CancelButton = 256,
        CheckButton = 512,
        EditButton = 1024,
        RemoveButton = 2048,
        List = 64, ///< Its keys are meant in the list alone, so that typing elsewhere stays typing.
        Status = 4096, ///< Beside the sentence that says what was done last.
    };

    /// \a scene tells what there is to act on. The actions belong to \a window, which hears their
    /// keys unless their place is List.
    WindowActions(const WindowParts &parts, std::function<Scene()> scene, QWidget *window);

    /// In the table's order.
    QList<QAction *> at(Place place) const;
    /// The only one at \a place.
    QAction *only(Place place) const { return at(place).value(0); }
    /// Those at \a place, parted by what they are about.
    QMenu *newMenu(Place place, QWidget *parent) const;
    /// What can be done has changed otherwise than by the parts: another set is current.
    void update();

private:
    const std::function<Scene()> m_scene;
    QList<QAction *> m_actions; ///< One a row of the table.
};

} // namespace Tokenwright
