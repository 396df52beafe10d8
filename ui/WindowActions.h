// SPDX-License-Identifier: MIT
#pragma once

class QAction;
class QWidget;

namespace Tokenwright {

/// Everything that the window can do, by name, icon and key. The actions belong to the widget they
/// are made for; what they do is connected elsewhere.
struct WindowActions
{
    explicit WindowActions(QWidget *owner);

    QAction *add;
    QAction *importSets;
    QAction *exportSets;
    QAction *edit;
    QAction *duplicate;
    QAction *remove;
    QAction *copyHeader;
    QAction *copyWhatIsLeft;
    QAction *mint;
    QAction *keepFresh;
    QAction *check;
    QAction *cancel;
    QAction *find;
    QAction *providers;
    QAction *preferences;
    QAction *about;
    QAction *quit;
};

} // namespace Tokenwright
