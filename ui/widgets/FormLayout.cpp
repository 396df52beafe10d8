// SPDX-License-Identifier: MIT
#include "FormLayout.h"

#include <QEvent>
#include <QLabel>

#include <algorithm>

namespace Tokenwright {

FormLayout::FormLayout(QWidget *parent)
    : QFormLayout(parent)
{ }

void FormLayout::insertRow(int position, QWidget *label, QWidget *field)
{
    const int at = position < 0 ? int(m_rows.size()) : position;
    const bool isHidden = field->isHidden() && field->testAttribute(Qt::WA_WState_ExplicitShowHide);
    for (QWidget *widget : {label, field}) {
        if (widget)
            addChildWidget(widget);
    }
    // also where it is wider than its text
    if (auto *text = qobject_cast<QLabel *>(label))
        text->setAlignment((text->alignment() & Qt::AlignVertical_Mask)
                           | (labelAlignment() & Qt::AlignHorizontal_Mask));
    m_rows.insert(at, {.label = label, .field = field, .isThere = false});
    if (isHidden && label)
        label->hide();
    if (!isHidden)
        putIn(at);
    field->installEventFilter(this);
}

void FormLayout::addRow(const QString &label, QWidget *field)
{
    auto *shown = new QLabel(label);
    shown->setBuddy(field);
    insertRow(-1, shown, field);
}

void FormLayout::removeRow(QWidget *field)
{
    const int position = positionOf(field);
    field->removeEventFilter(this);
    if (m_rows.at(position).isThere)
        takeOut(position);
    delete m_rows.at(position).label;
    m_rows.removeAt(position);
    delete field;
}

int FormLayout::positionOf(const QWidget *field) const
{
    const auto found = std::ranges::find(m_rows, field, &Row::field);
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

bool FormLayout::eventFilter(QObject *watched, QEvent *event)
{
    const auto type = event->type();
    if (type == QEvent::ShowToParent || type == QEvent::HideToParent) {
        const int position = positionOf(qobject_cast<QWidget *>(watched));
        const bool isShown = type == QEvent::ShowToParent;
        if (position >= 0 && m_rows.at(position).isThere != isShown)
            isShown ? putIn(position) : takeOut(position);
    }
    return QFormLayout::eventFilter(watched, event);
}

void FormLayout::putIn(int position)
{
    Row &row = m_rows[position];
    row.isThere = true;
    const auto before = std::span(m_rows).first(std::size_t(position));
    const int at = int(std::ranges::count_if(before, &Row::isThere));
    if (row.label)
        QFormLayout::insertRow(at, row.label, row.field);
    else
        QFormLayout::insertRow(at, row.field);
    // Both at once: nothing may lay out a row of which one half is hidden.
    setEnabled(false);
    if (row.label)
        row.label->show();
    row.field->show();
    setEnabled(true);
    invalidate();
}

void FormLayout::takeOut(int position)
{
    Row &row = m_rows[position];
    row.isThere = false;
    const TakeRowResult taken = takeRow(row.field);
    delete taken.labelItem;
    delete taken.fieldItem;
    if (row.label)
        row.label->hide();
    invalidate();
}

} // namespace Tokenwright

#include "moc_FormLayout.cpp"
