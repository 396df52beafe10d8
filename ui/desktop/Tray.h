// SPDX-License-Identifier: MIT
#pragma once

#include "CopyController.h"
#include "CountdownModel.h"
#include "LastUsed.h"
#include "TrayContents.h"
#include "TrayWatch.h"
#include "WindowPresence.h"

#include "Notifier.h"

#include <QMenu>
#include <QObject>
#include <QSet>

#include <memory>

class QSystemTrayIcon;

namespace Tokenwright {

/// The icon in the desktop's tray, while there is one. Its menu copies the header of a credential
/// set, by the same rules as the window; a click on the icon shows the window or puts it away.
/// What comes of a copy is told by a notice where the window is away. The menu is made anew each
/// time it is about to be shown; nothing counts meanwhile. Lives in the GUI thread; what it is
/// given is borrowed.
class Tray : public QObject
{
    Q_OBJECT

public:
    /// Sets in the menu; of more, those used most recently.
    static constexpr qsizetype mostEntries = 20;

    struct Parts
    {
        const CountdownModel &model;
        const LastUsed &lastUsed;
        CopyController &controller;
        Notifier &notifier;
        WindowPresence &presence;
    };
    explicit Tray(const Parts &parts, QObject *parent = nullptr);
    ~Tray() override;

    /// Looks for a tray, now and whenever one comes or goes.
    void start();
    /// Tells \a notice by the tray's icon; false where there is none.
    bool tell(const Notice &notice);
    /// Made anew by every aboutToShow().
    QMenu &menu() { return m_menu; }

private:
    void onAvailable(bool available);
    void fillMenu();
    QList<TrayEntry> entries() const;
    void copy(const QString &setId);
    void onOutcome(const QString &setId, const Notice &notice);

    Parts m_parts;
    TrayWatch m_watch;
    QMenu m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon;
    QSet<QString> m_asked; ///< Sets whose copy was asked for here and has not ended.
};

} // namespace Tokenwright
