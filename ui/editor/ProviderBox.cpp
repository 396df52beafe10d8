// SPDX-License-Identifier: MIT
#include "ProviderBox.h"

#include "LetShrink.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>

namespace Tokenwright {

ProviderBox::ProviderBox(QWidget *parent)
    : QComboBox(parent)
{
    setEditable(true);
    setInsertPolicy(NoInsert);
    letShrink(this);
    auto *completer = new QCompleter(model(), this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->setMaxVisibleItems(10);
    setCompleter(completer);
    lineEdit()->setPlaceholderText(tr("Type to find a provider"));
    completer->popup()->installEventFilter(this); // after the completer's own, and so before it
    setFocusPolicy(Qt::StrongFocus); // which the list of what fits took away
}

void ProviderBox::keyPressEvent(QKeyEvent *event)
{
    if (isSearching() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        choose();
        return; // the next one is for the dialog
    }
    QComboBox::keyPressEvent(event);
}

void ProviderBox::focusOutEvent(QFocusEvent *event)
{
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        choose();
    QComboBox::focusOutEvent(event);
}

bool ProviderBox::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == completer()->popup() && event->type() == QEvent::KeyPress)
        return onPopupKey(static_cast<QKeyEvent *>(event));
    return QComboBox::eventFilter(watched, event);
}

/// In the list of what fits.
bool ProviderBox::onPopupKey(QKeyEvent *event)
{
    QAbstractItemView *popup = completer()->popup();
    switch (event->key()) {
    case Qt::Key_Escape:
        popup->hide();
        QCoreApplication::sendEvent(window(), event); // leaves the dialog, which asks: it was typed
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab: {
        const QModelIndex current = popup->currentIndex();
        popup->hide();
        if (current.isValid())
            settle(findText(current.data().toString()));
        else
            choose();
        if (event->key() == Qt::Key_Tab)
            QCoreApplication::sendEvent(this, event);
        return true;
    }
    default:
        return false;
    }
}

/// Whether something else stands there than the name of what is chosen.
bool ProviderBox::isSearching() const
{
    return lineEdit()->text() != itemText(currentIndex());
}

int ProviderBox::bestFor(const QString &text) const
{
    for (const auto match : {Qt::MatchFixedString, Qt::MatchStartsWith, Qt::MatchContains}) {
        if (const int index = findText(text, match); index >= 0)
            return index;
    }
    return -1;
}

void ProviderBox::choose()
{
    if (!isSearching())
        return;
    const QString text = lineEdit()->text().trimmed();
    const int found = text.isEmpty() ? currentIndex() : bestFor(text);
    settle(found);
    if (found < 0)
        Q_EMIT notFound(text);
}

void ProviderBox::settle(int index)
{
    if (index >= 0)
        setCurrentIndex(index);
    setEditText(itemText(currentIndex()));
    lineEdit()->selectAll(); // the next letter begins a search
}

} // namespace Tokenwright

#include "moc_ProviderBox.cpp"
