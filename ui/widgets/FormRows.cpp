// SPDX-License-Identifier: MIT
#include "FormRows.h"

#include <QFormLayout>
#include <QWidget>

namespace Tokenwright {

void setFormRowVisible(QFormLayout *form, QWidget *field, bool visible)
{
    if (form->isRowVisible(field) == visible)
        return;
    QLayout *whole = form->parentWidget() ? form->parentWidget()->layout() : form;
    whole->setEnabled(false);
    form->setRowVisible(field, visible);
    whole->setEnabled(true);
    form->invalidate();
}

} // namespace Tokenwright
