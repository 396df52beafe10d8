// SPDX-License-Identifier: MIT
#pragma once

#include "Literals.h"
#include "Tones.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractTextDocumentLayout>
#include <QComboBox>
#include <QHash>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabBar>
#include <QTextBlock>
#include <QTextBrowser>

/// The contrast of all text that is seen in a window, measured from its pixels: of each place where
/// text stands, between what there is most of and what differs most from that. Painted at three
/// times the size, so that letters have pixels in their full colour.
class TextContrast
{
public:
    struct Found
    {
        QString where;
        double ratio = 0;
        bool isEnabled = true;
    };

    static QList<Found> of(QWidget *window)
    {
        TextContrast contrast(window);
        for (QWidget *widget : window->findChildren<QWidget *>()) {
            if (widget->isVisible() && !widget->visibleRegion().isEmpty())
                contrast.look(widget);
        }
        if (qobject_cast<QMenu *>(window))
            contrast.look(window);
        return contrast.m_found;
    }

private:
    static constexpr int scale = 3;

    explicit TextContrast(QWidget *window)
        : m_window(window)
        , m_image(window->size() * scale, QImage::Format_RGB32)
    {
        m_image.setDevicePixelRatio(scale);
        QPainter painter(&m_image);
        window->render(&painter);
    }

    void measure(const QWidget *widget, const QRect &rect, const QString &what, bool isEnabled)
    {
        const QRect seen = rect.intersected(widget->visibleRegion().boundingRect());
        const QRect place(widget->mapTo(m_window, seen.topLeft()), seen.size());
        const QRect pixels = QRect(place.topLeft() * scale, place.size() * scale)
                                 .intersected(m_image.rect());
        if (seen.height() < rect.height() || seen.width() < 8 || what.trimmed().isEmpty())
            return; // cut
        QHash<QRgb, int> counts;
        for (int y = pixels.top(); y <= pixels.bottom(); ++y) {
            const auto *line = reinterpret_cast<const QRgb *>(m_image.constScanLine(y));
            for (int x = pixels.left(); x <= pixels.right(); ++x)
                ++counts[line[x]];
        }
        QRgb ground = 0;
        int most = 0;
        for (const auto &[color, count] : counts.asKeyValueRange()) {
            if (count > most) {
                most = count;
                ground = color;
            }
        }
        double ratio = 1;
        for (const auto &[color, count] : counts.asKeyValueRange()) {
            if (count >= scale * scale)
                ratio = std::max(ratio, Tokenwright::contrastRatio(QColor(color), QColor(ground)));
        }
        m_found.append(
            {u"%1 “%2”"_s.arg(QLatin1StringView(widget->metaObject()->className()), what), ratio,
             isEnabled});
    }

    void look(QWidget *widget)
    {
        constexpr int frame = 4;
        const QRect inner = widget->rect().adjusted(frame, frame, -frame, -frame);
        const bool isEnabled = widget->isEnabled();
        if (auto *label = qobject_cast<QLabel *>(widget))
            measure(widget, widget->rect(), label->text(), isEnabled);
        else if (auto *button = qobject_cast<QAbstractButton *>(widget))
            measure(widget, inner, button->text(), isEnabled);
        else if (auto *line = qobject_cast<QLineEdit *>(widget))
            measure(widget, inner.adjusted(0, 0, -24, 0), // without its symbols
                    line->text().isEmpty() ? line->placeholderText() : line->text(), isEnabled);
        else if (auto *box = qobject_cast<QComboBox *>(widget); box && !box->isEditable())
            measure(widget, inner.adjusted(0, 0, -24, 0), box->currentText(), isEnabled);
        else if (auto *edit = qobject_cast<QPlainTextEdit *>(widget))
            measure(edit->viewport(), edit->viewport()->rect(),
                    edit->toPlainText().isEmpty() ? edit->placeholderText() : edit->toPlainText(),
                    isEnabled);
        else if (auto *browser = qobject_cast<QTextBrowser *>(widget))
            lookAtBlocks(browser);
        else if (auto *tabs = qobject_cast<QTabBar *>(widget)) {
            for (int tab = 0; tab < tabs->count(); ++tab)
                measure(widget, tabs->tabRect(tab).adjusted(frame, frame, -frame, -frame),
                        tabs->tabText(tab), isEnabled);
        } else if (auto *menu = qobject_cast<QMenu *>(widget)) {
            for (const QAction *action : menu->actions()) {
                QRect rect = menu->actionGeometry(const_cast<QAction *>(action));
                rect.setLeft(rect.left() + 28); // without its symbol
                measure(widget, rect, action->text(), action->isEnabled());
            }
        } else if (auto *header = qobject_cast<QHeaderView *>(widget)) {
            for (int section = 0; section < header->count(); ++section)
                measure(header->viewport(),
                        QRect(header->sectionViewportPosition(section), 0,
                              header->sectionSize(section), header->height())
                            .adjusted(frame, frame, -frame, -frame),
                        header->model()->headerData(section, Qt::Horizontal).toString(), isEnabled);
        } else if (auto *view = qobject_cast<QAbstractItemView *>(widget); view && view->model()) {
            for (int row = 0; row < std::min(view->model()->rowCount(), 30); ++row) {
                for (int column = 0; column < view->model()->columnCount(); ++column) {
                    const QModelIndex cell = view->model()->index(row, column);
                    measure(view->viewport(), view->visualRect(cell), cell.data().toString(),
                            isEnabled && cell.flags().testFlag(Qt::ItemIsEnabled));
                }
            }
        }
    }

    void lookAtBlocks(QTextBrowser *browser)
    {
        const QPoint scrolled(browser->horizontalScrollBar()->value(),
                              browser->verticalScrollBar()->value());
        const auto *layout = browser->document()->documentLayout();
        for (QTextBlock block = browser->document()->begin(); block.isValid(); block = block.next())
            measure(browser->viewport(),
                    layout->blockBoundingRect(block).toRect().translated(-scrolled), block.text(),
                    browser->isEnabled());
    }

    QWidget *m_window;
    QImage m_image;
    QList<Found> m_found;
};
