// SPDX-License-Identifier: MIT
#pragma once

#include "Literals.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QRegularExpression>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QTextDocumentFragment>
#include <QToolButton>

/// The texts of a window that cannot be read whole where they stand, a line each with what they
/// lack. Not of lists, which elide their cells and show them whole in a tool tip, nor of labels and
/// choices made to do that.
class ClippedTexts
{
public:
    static QStringList of(const QWidget *root)
    {
        ClippedTexts texts;
        const auto children = root->findChildren<QWidget *>();
        for (const QWidget *child : children) {
            if (child->isVisibleTo(root) && child->window() == root->window())
                texts.widget(child);
        }
        return texts.m_clipped;
    }

private:
    void add(const QWidget *widget, const QString &text, const QString &lacks)
    {
        using namespace Qt::StringLiterals;
        m_clipped.append(u"%1 “%2” %3"_s.arg(QString::fromLatin1(widget->metaObject()->className()),
                                             text, lacks));
    }

    void needs(const QWidget *widget, const QString &text, int wanted, int there)
    {
        using namespace Qt::StringLiterals;
        if (wanted > there)
            add(widget, text, u"needs %1 pixels and has %2"_s.arg(wanted).arg(there));
    }

    void widget(const QWidget *widget)
    {
        using namespace Qt::StringLiterals;
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            this->label(label);
        const auto *tool = qobject_cast<const QToolButton *>(widget);
        const bool isIcon = tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly
            && !tool->icon().isNull();
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget);
            button && !button->text().isEmpty() && !isIcon) {
            needs(button, button->text(), button->sizeHint().width(), button->width());
            isInside(button, button->text());
        }
        if (const auto *box = qobject_cast<const QComboBox *>(widget);
            box && !box->isEditable() && box->toolTip().isEmpty()) {
            QStyleOptionComboBox option;
            option.initFrom(box);
            needs(box, box->currentText(), box->fontMetrics().horizontalAdvance(box->currentText()),
                  box->style()
                      ->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField,
                                       box)
                      .width());
        }
        if (const auto *bar = qobject_cast<const QTabBar *>(widget); bar && bar->count() > 0)
            needs(bar, bar->tabText(bar->count() - 1), bar->sizeHint().width(), bar->width());
        if (const auto *header = qobject_cast<const QHeaderView *>(widget);
            header && header->model() && header->textElideMode() == Qt::ElideNone) {
            for (int section = 0; section < header->count(); ++section) {
                const QString title
                    = header->model()->headerData(section, header->orientation()).toString();
                if (!header->isSectionHidden(section) && !title.isEmpty())
                    needs(header, title, header->fontMetrics().horizontalAdvance(title),
                          header->sectionSize(section));
            }
        }
    }

    void label(const QLabel *label)
    {
        using namespace Qt::StringLiterals;
        const QString text = Qt::mightBeRichText(label->text())
            ? QTextDocumentFragment::fromHtml(label->text()).toPlainText()
            : label->text();
        if (text.trimmed().isEmpty()
            || QByteArrayView(label->metaObject()->className()).endsWith("ElidedLabel"))
            return;
        isInside(label, text);
        if (!label->wordWrap()) {
            needs(label, text, label->sizeHint().width(), label->width());
            return;
        }
        // where a line may end: behind a blank, and within what is no word
        static const QRegularExpression ends(u"\\s+|(?<=[/\\-?&=;,])|\\x{200b}"_s);
        for (const QString &word : text.split(ends, Qt::SkipEmptyParts))
            needs(label, word, label->fontMetrics().horizontalAdvance(word),
                  label->contentsRect().width());
        if (label->heightForWidth(label->width()) > label->height())
            add(label, text, u"is too low"_s);
    }

    /// What a layout could not make room for sticks out of its parent.
    void isInside(const QWidget *widget, const QString &text)
    {
        using namespace Qt::StringLiterals;
        const QWidget *parent = widget->parentWidget();
        if (parent && !parent->rect().contains(widget->geometry()))
            add(widget, text, u"sticks out"_s);
    }

    QStringList m_clipped;
};
