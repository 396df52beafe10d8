// SPDX-License-Identifier: MIT
// What the palette is made of; what happens in it is in Palette.cpp.
#include "Palette.h"
#include "PaletteDelegate.h"
#include "PaletteFrame.h"

#include "ElidedLabel.h"
#include "FieldNote.h"
#include "Icons.h"
#include "NotificationRole.h"
#include "Tones.h"

#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace Tokenwright {

namespace {

QFrame *newLine(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFixedHeight(1);
    QPalette palette = line->palette();
    palette.setColor(QPalette::Window, frameColor(palette));
    line->setPalette(palette);
    line->setBackgroundRole(QPalette::Window);
    line->setAutoFillBackground(true);
    return line;
}

} // namespace

QColor frameColor(const QPalette &palette)
{
    const QColor ground = palette.color(QPalette::Base);
    return withContrast(ground, palette.color(QPalette::Text), {ground}, 1.6);
}

void Palette::createSearch()
{
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search"));
    m_search->setFrame(false);
    m_search->addAction(icon(Icon::Find, QPalette::Text), QLineEdit::LeadingPosition);
    QFont large = m_search->font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    m_search->setFont(large);
    m_search->installEventFilter(this);
    auto *row = new QHBoxLayout;
    const int margin = fontMetrics().averageCharWidth();
    row->setContentsMargins(margin / 2, margin, margin, margin);
    row->addWidget(m_search);
    auto *whole = static_cast<QVBoxLayout *>(layout());
    whole->addLayout(row);
    whole->addWidget(newLine(this));
}

void Palette::createList()
{
    m_list = new QListView(this);
    m_list->setAccessibleName(tr("Credential sets"));
    m_list->setModel(&m_sets);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFocusPolicy(Qt::NoFocus); // typing stays in the search
    m_nothing = new QLabel(this);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setMargin(fontMetrics().height());
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_nothing);
    static_cast<QVBoxLayout *>(layout())->addLayout(m_stack, 1);
}

void Palette::createFooter()
{
    m_failure = new FieldNote(Icon::Error, this);
    tellWhenShown(*m_failure);
    m_told = new QWidget(this);
    tellWhenShown(*m_told);
    m_hint = new ElidedLabel(Tone::Secondary, m_told);
    auto *told = new QHBoxLayout(m_told);
    told->setContentsMargins({});
    told->addWidget(m_hint);
    m_open = new QPushButton(tr("&Open Tokenwright"), this);
    m_open->setAccessibleName(tr("Open Tokenwright"));
    m_open->setAutoDefault(false);
    m_open->hide();

    auto *footer = new QGridLayout;
    const int margin = fontMetrics().averageCharWidth();
    footer->setContentsMargins(margin * 3 / 2, margin, margin, margin);
    footer->setColumnStretch(0, 1);
    footer->addWidget(m_failure, 0, 0, 1, 2);
    footer->addWidget(m_told, 1, 0);
    footer->addWidget(m_open, 1, 1);
    footer->setRowMinimumHeight(1, m_open->sizeHint().height());
    auto *whole = static_cast<QVBoxLayout *>(layout());
    whole->addWidget(newLine(this));
    whole->addLayout(footer);
}

} // namespace Tokenwright
