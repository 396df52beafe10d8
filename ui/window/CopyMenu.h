// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

class QMenu;
class QWidget;

namespace Tokenwright {

struct CopyFormat;
class Settings;

/// What the preferences say that “Copy as…” begins with.
const CopyFormat &usualFormat(const Settings &settings);

/// All that can be copied, the usual one told apart; \a copy does it. \a settings is borrowed.
QMenu *newCopyMenu(const Settings &settings, const std::function<void(const CopyFormat &)> &copy,
                   QWidget *parent);

} // namespace Tokenwright
