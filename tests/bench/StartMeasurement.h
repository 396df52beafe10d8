// SPDX-License-Identifier: MIT
#pragma once

#include <QProcessEnvironment>
#include <QString>

#include <optional>

/// One start of a program, seen from outside.
struct StartMeasurement
{
    double milliseconds = 0; ///< From before the process is made until its window has contents.
    double mebibytes
        = 0; ///< Proportional set size once the program is idle; 0 if it may not be read.
};

/// Starts \a program on this display, which must be empty, and ends it again. The window counts as
/// there when the middle of the screen is no longer the background: the window manager opens
/// windows there, and Qt paints a window's first frame in one piece. Nothing when no window comes
/// within 20 s.
std::optional<StartMeasurement> measureStart(const QString &program,
                                             const QProcessEnvironment &environment);
