// SPDX-License-Identifier: MIT
#include "EmptyState.h"

#include "ActionButton.h"
#include "Icons.h"
#include "ToneLabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace Tokenwright {

namespace {

/// Never so small or large that it looks out of place.
class LargeIcon : public QWidget
{
public:
    explicit LargeIcon(QWidget *parent)
        : QWidget(parent)
    {
        const int side = fontMetrics().lineSpacing() * 4;
        setFixedSize(side, side);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        icon(Icon::Application).paint(&painter, rect());
    }
};

/// Centred, and no wider than is pleasant to read.
QHBoxLayout *centred(QLabel *text)
{
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignHCenter);
    text->setMaximumWidth(text->fontMetrics().averageCharWidth() * 76);
    auto *line = new QHBoxLayout; // no alignment on the text, which would undo its line breaks
    line->addStretch(1);
    line->addWidget(text, 100);
    line->addStretch(1);
    return line;
}

} // namespace

EmptyState::EmptyState(const QList<QAction *> &waysIn, QWidget *parent)
    : QWidget(parent)
{
    auto *title = new QLabel(tr("Copy a valid token with one click"), this);
    QFont font = title->font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * 1.5);
    title->setFont(font);
    auto *text = new QLabel(tr("Keep the key and secret that a provider gave you in your keychain; "
                               "the token is minted when you need it."),
                            this);
    auto *hint = new ToneLabel(Tone::Secondary, this);
    hint->setText(tr("or drop a .env or Postman file here, or paste a curl command (Ctrl+V)"));

    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    for (QAction *action : waysIn) {
        auto *button = new ActionButton(action, this);
        button->setDefault(action == waysIn.constFirst()); // it looks so
        buttons->addWidget(button);
    }
    buttons->addStretch();

    const int gap = fontMetrics().lineSpacing();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap, gap, gap, gap);
    layout->addStretch(2);
    layout->addWidget(new LargeIcon(this), 0, Qt::AlignHCenter);
    layout->addSpacing(gap / 2);
    layout->addLayout(centred(title));
    layout->addLayout(centred(text));
    layout->addSpacing(gap);
    layout->addLayout(buttons);
    layout->addSpacing(gap / 2);
    layout->addLayout(centred(hint));
    layout->addStretch(3);
}

} // namespace Tokenwright

#include "moc_EmptyState.cpp"
