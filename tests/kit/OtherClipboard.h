// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

/// The clipboard as another program has it: on X11 that is xclip, on Windows a thread that speaks
/// with the system itself. Both calls run the event loop until they are done, for this program has
/// to answer meanwhile; call them on the GUI thread.
namespace OtherClipboard {

/// What is there: as text, or in the format \a target, or with "TARGETS" the formats' names, one a
/// line. \a selection is "clipboard" or X11's "primary". Empty if there is nothing of that.
QString read(const QString &selection, const QString &target = {});

/// Copies; false if that did not come to its end.
bool copy(const QString &text);

} // namespace OtherClipboard
