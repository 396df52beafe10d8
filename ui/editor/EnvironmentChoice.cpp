// SPDX-License-Identifier: MIT
#include "EnvironmentChoice.h"

#include "EnvironmentMark.h"
#include "ShownText.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QFocusEvent>
#include <QPainter>
#include <QRadioButton>
#include <QStyleOptionButton>
#include <QStylePainter>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr int charactersInALine = 56;

/// Its text is the mark that production has everywhere.
class ProductionButton : public QRadioButton
{
public:
    using QRadioButton::QRadioButton;

    QSize sizeHint() const override
    {
        QStyleOptionButton option;
        initStyleOption(&option);
        return style()->sizeFromContents(QStyle::CT_RadioButton, &option,
                                         environmentMarkSize(accessibleName(), true, font()), this);
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QStylePainter painter(this);
        QStyleOptionButton option;
        initStyleOption(&option);
        const auto rectOf = [&](QStyle::SubElement element) {
            return style()->subElementRect(element, &option, this);
        };
        const QRect contents = rectOf(QStyle::SE_RadioButtonContents);
        QStyleOptionButton indicator = option;
        indicator.rect = rectOf(QStyle::SE_RadioButtonIndicator);
        painter.drawPrimitive(QStyle::PE_IndicatorRadioButton, indicator);
        // not text(), which doubles ampersands
        paintEnvironmentMark(&painter, contents, accessibleName(), true, font(), palette(), false);
        if (option.state & QStyle::State_HasFocus) {
            QStyleOptionFocusRect focus;
            focus.QStyleOption::operator=(option);
            focus.rect = contents.adjusted(-2, 0, 2, 0);
            focus.backgroundColor = palette().color(QPalette::Window);
            painter.drawPrimitive(QStyle::PE_FrameFocusRect, focus);
        }
    }
};

} // namespace

EnvironmentChoice::EnvironmentChoice(QWidget *parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::ClickFocus); // the Tab key goes to its buttons
}

void EnvironmentChoice::setEntries(const QList<Entry> &entries, const QString &chosen)
{
    const bool hadFocus = std::ranges::any_of(m_buttons, &QWidget::hasFocus);
    qDeleteAll(m_buttons);
    m_buttons.clear();
    delete layout();
    m_entries = entries;

    int width = 0;
    for (const Entry &entry : entries) {
        const QString label = visibleText(entry.label);
        auto *button = entry.isProduction ? new ProductionButton(this) : new QRadioButton(this);
        button->setText(menuText(entry.label));
        button->setAccessibleName(label);
        button->setChecked(entry.id == chosen);
        width += button->sizeHint().width();
        m_group->addButton(button); // or the only one could be taken away
        m_buttons.append(button);
    }
    if (chosenIndex() < 0)
        m_buttons.first()->setChecked(true);

    const bool fitsInALine = width < fontMetrics().averageCharWidth() * charactersInALine;
    auto *row = new QBoxLayout(fitsInALine ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom,
                               this);
    row->setContentsMargins({});
    if (fitsInALine)
        row->setSpacing(2 * fontMetrics().averageCharWidth());
    for (QRadioButton *button : std::as_const(m_buttons)) {
        row->addWidget(button);
        button->show();
        connect(button, &QRadioButton::toggled, this, [this, button](bool isChecked) {
            if (!isChecked)
                return;
            Q_EMIT changed();
        });
    }
    row->addStretch();
    if (hadFocus)
        setFocus();
}

int EnvironmentChoice::chosenIndex() const
{
    const auto found = std::ranges::find_if(m_buttons, &QRadioButton::isChecked);
    return found == m_buttons.end() ? -1 : int(found - m_buttons.begin());
}

/// Its label's key was pressed. No proxy: Qt would go to that one where this stands in the ring of
/// the Tab key, which is before what is in front of it.
void EnvironmentChoice::focusInEvent(QFocusEvent *event)
{
    if (const int index = chosenIndex(); index >= 0)
        m_buttons.at(index)->setFocus(event->reason());
}

QString EnvironmentChoice::chosen() const
{
    const int index = chosenIndex();
    return index < 0 ? QString() : m_entries.at(index).id;
}

QList<QWidget *> EnvironmentChoice::tabChain() const
{
    return {m_buttons.begin(), m_buttons.end()};
}

} // namespace Tokenwright

#include "moc_EnvironmentChoice.cpp"
