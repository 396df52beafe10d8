// SPDX-License-Identifier: MIT
#include "Tray.h"

#include "Icons.h"
#include "ShownText.h"

#include <QApplication>
#include <QSystemTrayIcon>

namespace Tokenwright {

namespace {

/// A line that says something and does nothing. Sections of QMenu lose their text in some styles
/// and on the way to a tray of D-Bus.
void addHeading(QMenu &menu, const QString &text)
{
    QAction *heading = menu.addAction(menuText(text));
    heading->setEnabled(false);
    QFont font = menu.font();
    font.setBold(true);
    heading->setFont(font);
}

} // namespace

Tray::Tray(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    connect(&m_menu, &QMenu::aboutToShow, this, &Tray::fillMenu);
    connect(&m_watch, &TrayWatch::availableChanged, this, &Tray::onAvailable);
    connect(&parts.controller, &CopyController::copied, this,
            [this](const QString &setId, const QString &sentence) {
                onOutcome(setId, {.title = tr("Copied"), .text = sentence});
            });
    connect(&parts.controller, &CopyController::ready, this, [this](const QString &setId) {
        onOutcome(setId,
                  {.title = tr("Not copied"),
                   .text = tr("The token of %1 is ready; it was not copied because the "
                              "clipboard is in use for something else.")
                               .arg(m_parts.controller.nameOf(setId))});
    });
    connect(&parts.controller, &CopyController::failed, this,
            [this](const QString &setId, const Error &error) {
                if (error.kind == ErrorKind::Cancelled)
                    m_asked.remove(setId);
                else
                    onOutcome(setId,
                              {.title = tr("Not copied"),
                               .text = tr("%1: %2").arg(m_parts.controller.nameOf(setId),
                                                        errorSentence(error))});
            });
}

Tray::~Tray() = default;

void Tray::start()
{
    m_watch.start();
}

void Tray::onAvailable(bool available)
{
    if (available) {
        fillMenu(); // an empty menu is not offered on D-Bus
        m_icon = std::make_unique<QSystemTrayIcon>(icon(Icon::Application));
        m_icon->setToolTip(QGuiApplication::applicationDisplayName());
        m_icon->setContextMenu(&m_menu);
        connect(m_icon.get(), &QSystemTrayIcon::activated, this,
                [this](QSystemTrayIcon::ActivationReason reason) {
                    if (reason == QSystemTrayIcon::Trigger)
                        m_parts.presence.toggle();
                });
        connect(m_icon.get(), &QSystemTrayIcon::messageClicked, this,
                [this] { m_parts.presence.present(); });
        m_icon->show();
    } else {
        m_icon.reset();
    }
    m_parts.presence.setTrayAvailable(available);
}

bool Tray::tell(const Notice &notice)
{
    if (!m_icon || !QSystemTrayIcon::supportsMessages())
        return false;
    m_icon->showMessage(visibleText(notice.title), visibleTextLines(notice.text));
    return true;
}

void Tray::fillMenu()
{
    m_menu.clear();
    const TrayContents contents = trayContents(entries(), mostEntries);
    if (contents.shown < contents.all)
        addHeading(m_menu,
                   tr("The %1 most recently used of %L2").arg(contents.shown).arg(contents.all));
    for (const TraySection &section : contents.sections) {
        addHeading(m_menu, section.environment);
        for (const TrayEntry &entry : section.entries) {
            const QString status = tokenStatusText(m_parts.model.status(entry.setId));
            QAction *action = m_menu.addAction(trayEntryText(entry.name, status));
            connect(action, &QAction::triggered, this,
                    [this, setId = entry.setId] { copy(setId); });
        }
    }
    if (!contents.sections.isEmpty())
        m_menu.addSeparator();
    const bool isAway = m_parts.presence.isAway();
    QAction *show = m_menu.addAction(isAway ? tr("Show Tokenwright") : tr("Hide"));
    connect(show, &QAction::triggered, this, [this, isAway] {
        if (isAway)
            m_parts.presence.present();
        else
            m_parts.presence.putAway();
    });
    QAction *quit = m_menu.addAction(tr("Quit"));
    connect(quit, &QAction::triggered, qApp, &QApplication::quit, Qt::QueuedConnection);
}

QList<TrayEntry> Tray::entries() const
{
    const CountdownModel &model = m_parts.model;
    QList<TrayEntry> entries;
    entries.reserve(model.rowCount());
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex name = model.index(row, CountdownModel::NameColumn);
        const QModelIndex environment = model.index(row, CountdownModel::EnvironmentColumn);
        const QString setId = name.data(CountdownModel::SetIdRole).toString();
        entries.append({.setId = setId,
                        .name = name.data().toString(),
                        .environment = environment.data().toString(),
                        .isProduction = name.data(CountdownModel::ProductionRole).toBool(),
                        .lastUsed = m_parts.lastUsed.of(setId)});
    }
    return entries;
}

void Tray::copy(const QString &setId)
{
    m_asked.insert(setId);
    m_parts.controller.copyHeader(setId);
}

void Tray::onOutcome(const QString &setId, const Notice &notice)
{
    // a window that can be seen says so itself
    if (m_asked.remove(setId) && m_parts.presence.isAway())
        m_parts.notifier.show(notice);
}

} // namespace Tokenwright

#include "moc_Tray.cpp"
