// SPDX-License-Identifier: MIT
#include "CopyMenu.h"

#include "Settings.h"

#include "CopyFormat.h"

#include <QMenu>

namespace Tokenwright {

const CopyFormat &usualFormat(const Settings &settings)
{
    const CopyFormat *chosen = copyFormat(settings.copyFormat());
    return chosen ? *chosen : *copyFormat(QString(Settings::defaultCopyFormat));
}

QMenu *newCopyMenu(const Settings &settings, const std::function<void(const CopyFormat &)> &copy,
                   QWidget *parent)
{
    auto *menu = new QMenu(parent);
    for (const CopyFormat &format : copyFormats()) {
        QAction *action = menu->addAction(format.translatedLabel());
        QObject::connect(action, &QAction::triggered, menu, [copy, &format] { copy(format); });
        QObject::connect(menu, &QMenu::aboutToShow, action, [menu, action, &settings, &format] {
            if (&usualFormat(settings) == &format)
                menu->setDefaultAction(action);
        });
    }
    return menu;
}

} // namespace Tokenwright
