// SPDX-License-Identifier: MIT
#include "ExpiryField.h"

#include "TextField.h"

#include "Text.h"

#include <QLineEdit>

namespace Tokenwright {

TextField *newExpiryField(FormLayout *form, QWidget *parent)
{
    auto *field = new TextField(form, -1, parent);
    field->edit()->setInputMethodHints(Qt::ImhDate);
    field->setHint(Text::tr("Told in the list, and by a notice two weeks and three days before."));
    return field;
}

QString expiryPlaceholder(const Provider &provider)
{
    const int days = provider.policy.secretLifetime;
    return days > 0
        ? Text::tr("%1 days after it was entered, or a day such as 2027-06-30").arg(days)
        : Text::tr("a day such as 2027-06-30, if it is known");
}

} // namespace Tokenwright
