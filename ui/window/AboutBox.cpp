// SPDX-License-Identifier: MIT
#include "AboutBox.h"

#include "Icons.h"
#include "ShownText.h"

#include "SecretStore.h"
#include "Text.h"

#include <QMessageBox>
#include <QPushButton>
#include <QStyle>

namespace Tokenwright {

void showAbout(const SecretStore &store, QWidget *window)
{
    QMessageBox *box = newMessageBox(
        QMessageBox::NoIcon, Text::tr("About Tokenwright"),
        Text::tr("Tokenwright %1").arg(QLatin1StringView(TOKENWRIGHT_VERSION)),
        Text::tr("OAuth 2.0 access tokens at hand.\nSecrets are kept in: %1")
            .arg(store.description()),
        window);
    const int side = box->style()->pixelMetric(QStyle::PM_MessageBoxIconSize, nullptr, box);
    box->setIconPixmap(
        icon(Icon::Application).pixmap(QSize(side, side), window->devicePixelRatioF()));
    box->addButton(QMessageBox::Ok)->setIcon({}); // the theme's
    box->open();
}

} // namespace Tokenwright
