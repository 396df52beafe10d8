// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace Tokenwright {

/// Whether the desktop has a place for programs' icons, as it comes and goes: under
/// freedesktop.org's rules a host of StatusNotifierItems on the session bus; Windows and macOS
/// always have one. Never waits for an answer; nothing runs while nothing changes. Lives in the
/// main thread.
class TrayHost : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Looks for the first time; the answer may come later.
    void start();
    bool isThere() const { return m_isThere; }

Q_SIGNALS:
    void changed();

private:
    bool m_isThere = false;

private Q_SLOTS:
    void ask();
};

} // namespace Tokenwright
