// SPDX-License-Identifier: MIT
#include "ShortcutSheet.h"

#include "LabelledField.h"
#include "Literals.h"
#include "Sentences.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QScreen>
#include <QStyle>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace Tokenwright {

namespace {

QString keysOf(const QList<QKeySequence> &keys)
{
    QStringList texts;
    for (const QKeySequence &key : keys)
        texts.append(key.toString(QKeySequence::NativeText));
    texts.removeDuplicates();
    return listText(texts);
}

} // namespace

ShortcutSheet::ShortcutSheet(QWidget *window)
    : QDialog(window)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto *list = new QTreeWidget(this);
    list->setAccessibleName(windowTitle());
    list->setHeaderLabels({tr("Keys"), tr("What they do")});
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    const auto add = [list](const QString &keys, const QString &text) {
        new QTreeWidgetItem(list, {keys, text});
    };
    const auto actions = window->findChildren<QAction *>(Qt::FindDirectChildrenOnly);
    for (const QAction *action : actions) {
        if (!action->shortcuts().isEmpty())
            add(keysOf(action->shortcuts()), withoutMnemonic(action->text()));
    }
    add(keysOf({QKeySequence(Qt::Key_Return)}),
        tr("In the search: copy the bearer header of the selected set"));
    add(keysOf({QKeySequence(Qt::CTRL | Qt::Key_Return)}), tr("In the search: mint a token"));
    add(keysOf({QKeySequence(Qt::Key_Down), QKeySequence(Qt::Key_Up)}),
        tr("In the search: go to the list"));
    add(keysOf({QKeySequence(Qt::Key_Escape)}), tr("In the search: clear it, then go to the list"));
    list->resizeColumnToContents(0);
    list->setColumnWidth(0, list->columnWidth(0) + 2 * fontMetrics().averageCharWidth());
    list->setCurrentItem(list->topLevelItem(0));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *close = buttons->button(QDialogButtonBox::Close);
    close->setText(tr("&Close"));
    close->setIcon({}); // the style's, not ours
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(list);
    layout->addWidget(buttons);
    // as wide as its longest line, which differs by language
    const int scrollBar = style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    list->header()->setStretchLastSection(false);
    list->resizeColumnToContents(1);
    const int wanted = list->columnWidth(0) + list->columnWidth(1) + 2 * scrollBar
        + layout->contentsMargins().left() + layout->contentsMargins().right();
    list->header()->setStretchLastSection(true);
    resize(qMin(wanted, screen()->availableSize().width() * 9 / 10),
           fontMetrics().lineSpacing() * 24);
}

} // namespace Tokenwright

#include "moc_ShortcutSheet.cpp"
