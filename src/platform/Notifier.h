// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <utility>

namespace Tokenwright {

/// What is told outside the window. Nothing in it is secret: desktops keep notices in histories and
/// show them on locked screens.
struct Notice
{
    QString title;
    QString text; ///< Plain; may be empty.
    QString action{}; ///< The label of its button; empty: none.

    bool operator==(const Notice &) const = default;
};

/// Shows notices as the desktop does: by freedesktop.org's rules by its notification server
/// (org.freedesktop.Notifications 1.2), with their button where the server has buttons. Where no
/// server answers, and on other systems, the notice is handed back to be told in another way. The
/// server is asked for nothing before the first notice, never waited for, and asked again what it
/// can when another one takes its place. Lives in the main thread.
class Notifier : public QObject
{
    Q_OBJECT

public:
    using NoticeId = quint64; ///< Never 0.
    /// Tells a notice where there is no server.
    using Fallback = std::function<void(const Notice &)>;

    static std::unique_ptr<Notifier> create(Fallback fallback);

    /// Shows \a notice; in the place of \a replaced if that is still there.
    virtual NoticeId show(const Notice &notice, NoticeId replaced = 0) = 0;
    /// Takes a notice back, if it is still there.
    virtual void withdraw(NoticeId id) = 0;
    /// Before the program ends, or a button would lead nowhere.
    virtual void withdrawAll() = 0;

Q_SIGNALS:
    /// Its button was pressed. A server closes the notice then.
    void activated(Tokenwright::Notifier::NoticeId id);
    /// It is gone: dismissed, timed out, or taken back.
    void closed(Tokenwright::Notifier::NoticeId id);
};

} // namespace Tokenwright
