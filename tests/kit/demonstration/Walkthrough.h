// SPDX-License-Identifier: MIT
#pragma once

#include "AccessibleWindow.h"
#include "PracticeProfile.h"

/// Uses the real window as a person would who wants both headers: selects a row, presses "Copy
/// bearer header", pastes. Needs a QGuiApplication on the window's display.
class Walkthrough
{
public:
    Walkthrough(const PracticeProfile &profile, qint64 processId);

    /// Writes the headers to stdout. False when something did not work: see problem().
    bool run();
    QString problem() const { return m_problem; }

    /// Saves a picture of the window, or of the whole screen when no window is to be found.
    bool takePicture(const QString &file);
    /// Closes the window with the window manager's key.
    void close();

private:
    bool copyHeader(const PracticeProfile::Set &set);
    bool fail(const QString &problem);

    const PracticeProfile &m_profile;
    AccessibleWindow m_window;
    QString m_problem;
};
