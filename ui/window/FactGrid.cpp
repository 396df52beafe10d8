// SPDX-License-Identifier: MIT
#include "FactGrid.h"

#include "ShownText.h"
#include "Tones.h"

#include <QEvent>
#include <QGuiApplication>

namespace Tokenwright {

namespace {

constexpr int mostLettersOfTitle = 24;

/// A title, quieter than what it is the title of, in any palette.
class FactTitle : public QLabel
{
public:
    FactTitle(const QString &text, QWidget *parent)
        : QLabel(parent)
    {
        showText(this, text);
        setWordWrap(false);
        // beside a long one there would be no room for what it is the title of
        const int most = fontMetrics().averageCharWidth() * mostLettersOfTitle;
        if (sizeHint().width() > most) {
            setWordWrap(true);
            setFixedWidth(most);
        }
        colour();
    }

protected:
    void changeEvent(QEvent *event) override
    {
        QLabel::changeEvent(event);
        if (event->type() == QEvent::PaletteChange)
            colour();
    }

private:
    void colour()
    {
        const QPalette around = QGuiApplication::palette();
        const QColor quiet = toneColor(Tone::Secondary, around);
        if (palette().color(QPalette::WindowText) == quiet) // this is a change of the palette, too
            return;
        QPalette own;
        own.setColor(QPalette::WindowText, quiet);
        setPalette(own);
    }
};

} // namespace

FactGrid::FactGrid(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setColumnStretch(1, 1);
    m_grid->setVerticalSpacing(fontMetrics().lineSpacing() / 4);
}

QLabel *FactGrid::addFact(const QString &title)
{
    auto *value = new QLabel(this);
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *label = new FactTitle(title, this);
    label->setBuddy(value);
    const int row = m_grid->rowCount();
    m_grid->addWidget(label, row, 0, Qt::AlignTop);
    m_grid->addWidget(value, row, 1, Qt::AlignTop);
    value->hide();
    label->hide();
    return value;
}

QLabel *FactGrid::addHeading(const QString &text)
{
    auto *heading = new QLabel(text, this);
    QFont font = heading->font();
    font.setBold(true);
    heading->setFont(font);
    heading->setContentsMargins(0, fontMetrics().lineSpacing() / 2, 0, 0);
    m_grid->addWidget(heading, m_grid->rowCount(), 0, 1, 2);
    return heading;
}

void FactGrid::showFact(QLabel *value, const QString &text)
{
    showText(value, text);
    int row = 0;
    int column = 0;
    int rows = 0;
    int columns = 0;
    m_grid->getItemPosition(m_grid->indexOf(value), &row, &column, &rows, &columns);
    value->setVisible(!text.isEmpty());
    m_grid->itemAtPosition(row, 0)->widget()->setVisible(!text.isEmpty());
}

} // namespace Tokenwright
