// SPDX-License-Identifier: MIT
#include "AboutBox.h"

#include "ShownText.h"

#include "SecretStore.h"
#include "Text.h"

#include <QMessageBox>
#include <QPushButton>

namespace Tokenwright {

void showAbout(const SecretStore &store, QWidget *window)
{
    QMessageBox *box = newMessageBox(
        QMessageBox::NoIcon, Text::tr("About Tokenwright"),
        Text::tr("Tokenwright %1").arg(QLatin1StringView(TOKENWRIGHT_VERSION)),
        Text::tr("OAuth 2.0 access tokens at hand.\nSecrets are kept in: %1")
            .arg(store.description()),
        window);
    box->addButton(QMessageBox::Ok)->setIcon({}); // the theme's
    box->open();
}

} // namespace Tokenwright
