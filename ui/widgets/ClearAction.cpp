// SPDX-License-Identifier: MIT
#include "ClearAction.h"

#include "Icons.h"
#include "Text.h"

#include <QAction>
#include <QLineEdit>

namespace Tokenwright {

void addClearAction(QLineEdit &field)
{
    QAction *action = field.addAction(icon(Icon::Cancel, QPalette::PlaceholderText),
                                      QLineEdit::TrailingPosition);
    action->setText(Text::tr("Clear"));
    action->setVisible(!field.text().isEmpty());
    QObject::connect(action, &QAction::triggered, &field, &QLineEdit::clear);
    QObject::connect(&field, &QLineEdit::textChanged, action,
                     [action](const QString &text) { action->setVisible(!text.isEmpty()); });
}

} // namespace Tokenwright
