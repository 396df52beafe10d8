// SPDX-License-Identifier: MIT
#pragma once

#include <QElapsedTimer>
#include <QObject>

#include <functional>

class QWidget;

namespace Tokenwright {

/// Whether the window is there for its user: shown and raised, put away into the tray, and what
/// closing it means. It is put away only while there is a tray to bring it back from; when the tray
/// goes, it comes back by itself. Lives in the GUI thread; the window is borrowed.
class WindowPresence : public QObject
{
    Q_OBJECT

public:
    /// \a staysOnClose tells whether closing the window keeps the program running in the tray.
    WindowPresence(QWidget &window, std::function<bool()> staysOnClose, QObject *parent = nullptr);

    /// Shows, un-minimises, raises and activates the window. \a activationToken is what the desktop
    /// gave to whoever asked for it, and lets it come to the front there; may be empty.
    void present(const QByteArray &activationToken = {});
    /// Puts the window away; without a tray, or while a dialog waits for an answer, it is presented
    /// instead.
    void putAway();
    /// The one or the other, as a click on the tray's icon means it.
    void toggle();

    /// Whether nothing of the window can be seen.
    bool isAway() const;

    void setTrayAvailable(bool available);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool isInFront() const;

    QWidget &m_window;
    std::function<bool()> m_staysOnClose;
    bool m_trayAvailable = false;
    bool m_puttingAway = false; ///< This close only puts the window away.
    QElapsedTimer m_sinceDeactivated;
};

} // namespace Tokenwright
