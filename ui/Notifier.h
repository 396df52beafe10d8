// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QObject>
#include <QStringList>

#include <functional>
#include <optional>

class QDBusMessage;

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

/// Shows notices by the desktop's notification server (org.freedesktop.Notifications 1.2), with
/// their button where the server has buttons. Where no server answers, the notice is handed back to
/// be told in another way. The server is asked for nothing before the first notice, never waited
/// for, and asked again what it can when another one takes its place. Lives in the GUI thread.
class Notifier : public QObject
{
    Q_OBJECT

public:
    using NoticeId = quint64; ///< Never 0.
    /// Tells a notice where there is no server.
    using Fallback = std::function<void(const Notice &)>;

    explicit Notifier(Fallback fallback, QObject *parent = nullptr);
    ~Notifier() override;

    /// Shows \a notice; in the place of \a replaced if that is still there.
    NoticeId show(const Notice &notice, NoticeId replaced = 0);
    /// Takes a notice back, if it is still there.
    void withdraw(NoticeId id);
    /// Before the program ends, or a button would lead nowhere.
    void withdrawAll();

Q_SIGNALS:
    /// Its button was pressed. A server closes the notice then.
    void activated(Tokenwright::Notifier::NoticeId id);
    /// It is gone: dismissed, timed out, or taken back.
    void closed(Tokenwright::Notifier::NoticeId id);

private:
    struct Shown
    {
        Notice notice;
        quint32 serverId = 0; ///< 0: not known yet.
        bool isSending = false; ///< The server has not answered yet.
        bool isStale = false; ///< Changed meanwhile: to be sent again.
        bool isWithdrawn = false; ///< To be taken back once its number is known.
    };
    struct Abilities
    {
        bool actions = false;
        bool markup = false;
    };

    void connectToServer();
    void askAbilities();
    void onAbilities(const QDBusMessage &reply);
    void send(NoticeId id);
    void onSent(NoticeId id, const QDBusMessage &reply);
    void fallBack(NoticeId id);
    NoticeId idOf(quint32 serverId) const;
    static void close(quint32 serverId);

private Q_SLOTS:
    void onActionInvoked(uint serverId, const QString &key);
    void onNotificationClosed(uint serverId, uint reason);
    void onActivationToken(uint serverId, const QString &token);

private:
    Fallback m_fallback;
    QHash<NoticeId, Shown> m_shown;
    NoticeId m_latest = 0;
    bool m_isConnected = false;
    bool m_isAsking = false;
    std::optional<Abilities> m_abilities; ///< Nothing: not asked yet.
};

} // namespace Tokenwright
