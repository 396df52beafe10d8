// SPDX-License-Identifier: MIT
#include "SearchField.h"

#include "ClearAction.h"
#include "Icons.h"

#include "Literals.h"

#include <QAction>
#include <QKeyEvent>
#include <QToolTip>

namespace Tokenwright {

SearchField::SearchField(QWidget *parent)
    : QLineEdit(parent)
{
    setAccessibleName(tr("Search"));
    setPlaceholderText(tr("Search (Ctrl+F), Enter copies"));
    setToolTip(tr("Enter copies the header of the set that is found, Ctrl+Enter mints.\n"
                  "Several words narrow it down; “two words” in quotation marks are one.\n"
                  "is:failed, is:expiring, is:expired, is:valid, is:favourite\n"
                  "env:production, provider:ebay, tag:billing"));
    addClearAction(*this);
    QAction *symbol = addAction(icon(Icon::Find, QPalette::Text), QLineEdit::LeadingPosition);
    symbol->setText(tr("Search"));
    symbol->setEnabled(false);
    setMaximumWidth(sizeHint().width());
}

QSize SearchField::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 42, QLineEdit::sizeHint().height()};
}

QSize SearchField::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 16, QLineEdit::minimumSizeHint().height()};
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    QToolTip::hideText(); // which would cover what is found
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (modifiers == Qt::NoModifier)
            Q_EMIT copyRequested();
        else if (modifiers == Qt::ControlModifier)
            Q_EMIT mintRequested();
        else
            break;
        return;
    case Qt::Key_Escape:
        if (text().isEmpty())
            Q_EMIT left();
        else
            clear();
        return;
    case Qt::Key_Down:
    case Qt::Key_Up:
    case Qt::Key_PageDown:
    case Qt::Key_PageUp:
        if (modifiers != Qt::NoModifier)
            break;
        Q_EMIT moveRequested(event->key());
        return;
    default:
        if (!event->matches(QKeySequence::Copy) || hasSelectedText())
            break;
        Q_EMIT copyRequested();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace Tokenwright

#include "moc_SearchField.cpp"
