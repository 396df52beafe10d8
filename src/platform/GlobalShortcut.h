// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <memory>

namespace Tokenwright {

/// A key of the whole desktop that the desktop itself gives and keeps: by freedesktop.org's rules
/// the portal's (org.freedesktop.portal.GlobalShortcuts), where the desktop asks its user which key
/// it is to be. Nothing waits for an answer, and a portal that ended is asked once more. Lives in
/// the main thread; the key is given back when this goes.
class GlobalShortcut : public QObject
{
    Q_OBJECT

public:
    struct Wish
    {
        QString id; ///< The same in every run: the desktop remembers the key by it.
        QString description; ///< What the key does, for the desktop's user.
        QString trigger; ///< By the XDG shortcuts specification: "LOGO+SHIFT+b". A proposal.
    };

    static std::unique_ptr<GlobalShortcut> create(const Wish &wish);

    /// Asks for the key. Then comes one of the first three signals, at the latest when the
    /// desktop's user has answered.
    virtual void bind() = 0;

Q_SIGNALS:
    /// \a trigger is how the desktop calls the key; it may be empty.
    void bound(const QString &trigger);
    /// The desktop's user does not want it.
    void refused();
    /// The desktop has no such keys.
    void unavailable();
    /// The key was pressed. \a activationToken lets a window come to the front; may be empty.
    void activated(const QByteArray &activationToken);
};

} // namespace Tokenwright
