// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

namespace Tokenwright {

/// Every key that a window hears, beside what it does.
class ShortcutSheet : public QDialog
{
    Q_OBJECT

public:
    /// Lists the actions that \a window owns, and opens over it.
    explicit ShortcutSheet(QWidget *window);
};

} // namespace Tokenwright
