// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

namespace Tokenwright {

/// One credential set, as the tray's menu may show it.
struct TrayEntry
{
    QString setId;
    QString name;
    QString environment; ///< As it reads; production is told apart by its word.
    bool isProduction = false;
    qint64 lastUsed = 0; ///< Milliseconds since the epoch; 0: never.

    bool operator==(const TrayEntry &) const = default;
};

/// The sets of one environment.
struct TraySection
{
    QString environment;
    QList<TrayEntry> entries;

    bool operator==(const TraySection &) const = default;
};

struct TrayContents
{
    QList<TraySection> sections;
    qsizetype shown = 0;
    qsizetype all = 0;

    bool operator==(const TrayContents &) const = default;
};

/// What the menu shows of \a entries: a section an environment, production last, sets by name. Of
/// more than \a most only those used most recently; they come in that order. Pure.
TrayContents trayContents(QList<TrayEntry> entries, qsizetype most);

/// "Catalogue — 1 h 43 min left", as a menu takes it: what would mean a key or a column is not left
/// in it, and a name of any length fits. Pure.
QString trayEntryText(const QString &name, const QString &status);

} // namespace Tokenwright
