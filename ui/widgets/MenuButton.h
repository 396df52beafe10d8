// SPDX-License-Identifier: MIT
#pragma once

#include "FlatButton.h"

namespace Tokenwright {

/// A flat button with a symbol that opens a menu when it is pressed, by whatever means: Qt has
/// assistive technologies open no menu of one whose menu comes up at once.
class MenuButton : public FlatButton
{
    Q_OBJECT

public:
    /// \a menu is borrowed.
    MenuButton(const QString &name, const QIcon &icon, QMenu *menu, QWidget *parent = nullptr);

protected:
    /// Without the arrow, which styles put over the symbol or below it: what it shows is a menu's.
    void initStyleOption(QStyleOptionToolButton *option) const override;
};

} // namespace Tokenwright
