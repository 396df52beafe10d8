// SPDX-License-Identifier: MIT
#pragma once

#include "FileLock.h"
#include "Profile.h"
#include "Result.h"
#include "WindowSocket.h"

#include <QByteArray>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace Tokenwright {

/// A command line that wants to have tokens, and waits for somebody to agree.
struct ConsentQuestion
{
    ConsentRequest request;
    std::function<void(bool agreed)> answer; ///< The first time counts.
    QObject *asker; ///< Goes when nobody waits for an answer any more.
};

/// One window a profile. A lock among the profile's own decides who is first; a second start
/// asks the first one, as WindowSocket.h says, to show its window or the palette; a command line,
/// to have somebody asked. Other XDG folders are another profile and never meet this one. Lives in
/// the GUI thread; what it holds is let go when it goes, and by the system when the program dies.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    enum class Role {
        First, ///< Nobody else runs in this profile.
        Second, ///< The first one shows itself now: this start is done.
        Unanswered, ///< Somebody holds the profile and did not answer in time.
    };
    /// What a start is to show.
    enum class Wish { Window, Palette };

    explicit SingleInstance(const Profile &profile, QObject *parent = nullptr);
    ~SingleInstance() override;

    /// Finds out. At once when nobody else runs; otherwise blocks until the first one has answered,
    /// at most for \a patience. \a activationToken is what this start may raise a window with
    /// (activationTokenFromEnvironment()); it is handed on to the first one, with \a wish. One of
    /// an earlier version that knows no palette shows its window instead. Where the lock cannot be
    /// made, as in a folder that is read-only, everybody is first. Errors: ErrorKind::Storage (the
    /// part of the program that asks is not there).
    Result<Role> claim(const QByteArray &activationToken, std::chrono::milliseconds patience,
                       Wish wish = Wish::Window);

    /// Answers others from now on, if this is the first one; until then they wait. Not before the
    /// window is seen, which need not wait for it.
    void listen();

    /// What the desktop gave this process to raise its window with: XDG_ACTIVATION_TOKEN or
    /// DESKTOP_STARTUP_ID. Ask before QApplication is made, which takes them out of the
    /// environment.
    static QByteArray activationTokenFromEnvironment();

Q_SIGNALS:
    // Not before the event loop runs.
    /// A second start wants the window.
    void showRequested(const QByteArray &activationToken);
    /// A second start wants the palette.
    void paletteRequested(const QByteArray &activationToken);
    /// A command line wants somebody to be asked.
    void consentRequested(const Tokenwright::ConsentQuestion &question);

private:
    const QString m_name; ///< Of the socket.
    FileLock m_lock;
    bool m_isFirst = false;
    std::unique_ptr<QObject> m_listener;
};

} // namespace Tokenwright
