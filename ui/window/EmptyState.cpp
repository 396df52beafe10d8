// SPDX-License-Identifier: MIT
#include "EmptyState.h"

#include "ActionButton.h"

#include <QLabel>
#include <QVBoxLayout>

namespace Tokenwright {

EmptyState::EmptyState(const QList<QAction *> &waysIn, QWidget *parent)
    : QWidget(parent)
{
    auto *title = new QLabel(tr("No credential sets yet"), this);
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.4);
    title->setFont(font);
    auto *text = new QLabel(tr("A credential set is the key and secret that a provider such as "
                               "eBay or Pitney Bowes gave "
                               "you, for its sandbox or for production. Add one, and \"Copy bearer "
                               "header\" puts a valid "
                               "access token on the clipboard whenever you need it. The secret is "
                               "kept in your keychain."),
                            this);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignHCenter);

    auto *middle = new QHBoxLayout; // no alignment on the text, which would undo its line breaks
    middle->addStretch(1);
    middle->addWidget(text, 4);
    middle->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->addStretch(2);
    layout->addWidget(title, 0, Qt::AlignHCenter);
    layout->addLayout(middle);
    layout->addSpacing(fontMetrics().height());
    for (QAction *action : waysIn)
        layout->addWidget(new ActionButton(action, this), 0, Qt::AlignHCenter);
    layout->addStretch(3);
}

} // namespace Tokenwright

#include "moc_EmptyState.cpp"
