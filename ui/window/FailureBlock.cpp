// SPDX-License-Identifier: MIT
#include "FailureBlock.h"

#include "ElidedLabel.h"
#include "FlowLayout.h"
#include "ShownText.h"
#include "SteadyButton.h"
#include "Symbol.h"

#include "Clock.h"
#include "FailureText.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QGridLayout>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

using namespace std::chrono_literals;

namespace Tokenwright {

FailureBlock::FailureBlock(const Clock &clock, QWidget *parent)
    : QFrame(parent)
    , m_clock(clock)
    , m_heading(new QLabel(this))
    , m_code(new ElidedLabel(Tone::Secondary, this))
    , m_advice(new QLabel(this))
    , m_answerLine(new ElidedLabel(Tone::Secondary, this))
    , m_still(new QWidget(this))
    , m_stillText(new QLabel(m_still))
    , m_edit(newButton(tr("Edit credential set"), &FailureBlock::editWanted))
    , m_tryAgain(newButton(tr("Try again"), &FailureBlock::tryAgainWanted))
    , m_baseScope(newButton(tr("Retry with the base scope alone…"), &FailureBlock::baseScopeWanted))
    , m_endpoint(newButton(tr("Confirm the new endpoint…"), &FailureBlock::endpointWanted))
    , m_copyDetails(newButton(tr("Copy details"), &FailureBlock::copyDetailsWanted))
    , m_buttons(new FlowLayout)
    , m_opener(new QToolButton(this))
    , m_layout(new QGridLayout(this))
{
    setFocusPolicy(Qt::StrongFocus);
    QFont bold = m_heading->font();
    bold.setBold(true);
    m_heading->setFont(bold);
    m_heading->setAccessibleDescription(tr("Failure")); // its name is its text
    for (QLabel *label : {m_heading, m_advice, m_stillText}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setFocusPolicy(Qt::NoFocus);
    }
    m_code->setMaximumWidth(fontMetrics().averageCharWidth() * 40);
    m_code->setAlignment(Qt::AlignRight);
    m_copyDetails->setToolTip(
        tr("Copy what a support ticket needs, without secrets and without the token"));

    m_opener->setAutoRaise(true);
    m_opener->setCheckable(true);
    m_opener->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_opener->setFocusPolicy(Qt::TabFocus);
    connect(m_opener, &QToolButton::toggled, this, &FailureBlock::openAnswer);

    auto *clearNow = new QPushButton(tr("Clear now"), m_still);
    connect(clearNow, &QPushButton::clicked, this, &FailureBlock::clearClipboardWanted);
    auto *stillLayout = new QHBoxLayout(m_still);
    stillLayout->setContentsMargins({});
    stillLayout->addWidget(m_stillText, 1);
    stillLayout->addWidget(clearNow, 0, Qt::AlignVCenter);
    m_still->hide();

    order(false);

    const int margin = fontMetrics().averageCharWidth();
    m_layout->setContentsMargins(margin * 2, margin, margin * 2, margin);
    m_layout->setVerticalSpacing(margin / 2 + 1);
    m_layout->setColumnStretch(1, 1);
    m_layout->addWidget(new Symbol(Icon::Warning, Tone::Bad, this), 0, 0, Qt::AlignTop);
    m_layout->addWidget(m_heading, 0, 1);
    m_layout->addWidget(m_code, 0, 2, Qt::AlignTop);
    // what can be done is to be seen whole where there is little room, and reads on if need be
    m_layout->addLayout(m_buttons, 1, 1, 1, 2);
    m_layout->addWidget(m_advice, 2, 1, 1, 2);
    m_layout->addWidget(m_answerLine, 3, 1, 1, 2);
    m_layout->addWidget(m_still, 4, 1, 1, 2); // which the status line says as well
    m_layout->setRowStretch(5, 1); // of the answer, see makeAnswer()
    tint();

    m_minute.setSingleShot(true);
    connect(&m_minute, &QTimer::timeout, this, &FailureBlock::showWait);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    hide();
}

SteadyButton *FailureBlock::newButton(const QString &text, void (FailureBlock::*wanted)())
{
    auto *button = new SteadyButton(text, this);
    button->setAccessibleName(text);
    connect(button, &SteadyButton::pressedInEarnest, this, wanted);
    return button;
}

/// With a font of its own, which takes a window that opens without a failure longer than the rest.
void FailureBlock::makeAnswer()
{
    m_answer = new QPlainTextEdit(this);
    m_answer->setReadOnly(true);
    m_answer->setTabChangesFocus(true);
    m_answer->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_answer->setMinimumHeight(fontMetrics().lineSpacing() * 3);
    m_answer->hide();
    m_layout->addWidget(m_answer, 5, 1, 1, 2);
    setTabOrder(m_opener, m_answer);
}

/// What is most likely to help comes first, for eye and keyboard.
void FailureBlock::order(bool triesFirst)
{
    QList<QWidget *> order{m_endpoint, m_edit, m_tryAgain, m_baseScope, m_copyDetails, m_opener};
    if (triesFirst)
        order.swapItemsAt(1, 2);
    if (m_buttons->count() > 0 && m_buttons->itemAt(1)->widget() == order.at(1))
        return;
    while (m_buttons->count() > 0)
        delete m_buttons->takeAt(0);
    QWidget *before = nullptr;
    for (QWidget *button : std::as_const(order)) {
        m_buttons->addWidget(button);
        if (before)
            setTabOrder(before, button);
        before = button;
    }
}

void FailureBlock::showFailure(const Error &error, const Provider *provider, bool canLeaveOutScopes)
{
    const FailureParts parts = failureParts(error, provider, m_clock.now().wall);
    if (!m_answer)
        makeAnswer();
    const bool isNews = !m_error || m_error->kind != error.kind || m_error->message != error.message
        || m_error->code != error.code || m_error->httpStatus != error.httpStatus;
    m_error = error;
    showText(m_heading, parts.heading);
    setAccessibleName(parts.heading);
    m_code->showLine(parts.code);
    m_answerLine->showLine(parts.answerLine);
    m_answerLine->setVisible(!parts.answerLine.isEmpty() && !m_opener->isChecked());
    m_opener->setText(error.httpStatus ? tr("What it answered") : tr("Details"));
    order(renewalGoesOn(error.kind));
    if (isNews) {
        m_answer->setPlainText(visibleTextLines(parts.answer));
        m_opener->setChecked(false);
        openAnswer(false);
    }
    showOpener();
    m_answer->setAccessibleName(m_opener->text());

    const Remedies remedies = errorRemedies(error);
    const bool isScope = canLeaveOutScopes
        && error.code.compare(u"invalid_scope"_s, Qt::CaseInsensitive) == 0;
    m_edit->setVisible(remedies.testFlag(Remedy::Edit));
    m_tryAgain->setVisible(remedies & (Remedy::TryAgain | Remedy::Unlock));
    m_tryAgain->setText(remedies.testFlag(Remedy::Unlock) ? tr("Unlock") : tr("Try again"));
    m_tryAgain->setAccessibleName(m_tryAgain->text());
    m_baseScope->setVisible(isScope);
    m_endpoint->setVisible(remedies.testFlag(Remedy::ConfirmEndpoint));
    m_copyDetails->setVisible(isOfTheRequest(error.kind));
    showSentences(m_advice, parts.advice);
    m_advice->setVisible(!parts.advice.isEmpty());
    setAccessibleDescription(parts.advice);
    show();
    m_minute.stop();
    if (error.retryAt && *error.retryAt > m_clock.now().wall)
        m_minute.start(1min);
}

/// The time to wait has become shorter.
void FailureBlock::showWait()
{
    if (!m_error || !m_error->retryAt)
        return;
    const qint64 now = m_clock.now().wall;
    const FailureParts parts = failureParts(*m_error, nullptr, now);
    showSentences(m_advice, parts.advice);
    setAccessibleDescription(parts.advice);
    if (*m_error->retryAt > now)
        m_minute.start(1min);
}

void FailureBlock::showNothing()
{
    m_minute.stop();
    m_error.reset();
    m_opener->setChecked(false);
    showStillOnClipboard({});
    hide();
}

void FailureBlock::showStillOnClipboard(const QString &of)
{
    m_still->setVisible(!of.isEmpty());
    if (!of.isEmpty())
        showText(m_stillText, tr("Nothing copied; the clipboard still holds %1.").arg(of));
}

void FailureBlock::setWorking(bool isWorking)
{
    for (SteadyButton *button : {m_tryAgain, m_baseScope, m_endpoint})
        button->setPossible(!isWorking);
}

/// It is there where the line of it leaves something out.
void FailureBlock::showOpener()
{
    const bool isWhole = m_answer && m_answer->toPlainText() == m_answerLine->text()
        && !m_answerLine->isElided();
    const bool isRepeated = m_error && m_error->kind == ErrorKind::HostNotFound; // in the heading
    m_opener->setVisible(m_opener->isChecked()
                         || (m_error && !m_error->message.isEmpty() && !isWhole && !isRepeated));
}

void FailureBlock::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    showOpener();
}

bool FailureBlock::isAnswerOpen() const
{
    return m_opener->isChecked() && m_error;
}

void FailureBlock::openAnswer(bool open)
{
    m_opener->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    m_answer->setVisible(open);
    m_answerLine->setVisible(!open && !m_answerLine->text().isEmpty());
    Q_EMIT answerOpened(open);
}

void FailureBlock::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ParentChange)
        tint();
}

/// A hint of red behind it, which says nothing that the words do not. Their tones are made for that
/// ground.
void FailureBlock::tint()
{
    const QPalette around = parentWidget() ? parentWidget()->palette() : QApplication::palette();
    const QColor ground
        = mixedColor(around.color(QPalette::Window), toneColor(Tone::Bad, around), 0.06).toRgb();
    if (palette().color(QPalette::Window) == ground)
        return;
    QPalette own;
    own.setResolveMask(0);
    own.setColor(QPalette::Window, ground);
    setPalette(own);
}

void FailureBlock::paintEvent(QPaintEvent *)
{
    const QColor window = palette().color(QPalette::Window);
    const QColor bad = toneColor(Tone::Bad, palette());
    const qreal radius = fontMetrics().averageCharWidth() / 2.0;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(mixedColor(window, bad, 0.4));
    painter.setBrush(window);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    if (hasFocus()) {
        painter.setPen(QPen(withContrast(palette().color(QPalette::Highlight),
                                         palette().color(QPalette::WindowText), {window}, 3),
                            2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);
    }
}

void FailureBlock::focusInEvent(QFocusEvent *event)
{
    QFrame::focusInEvent(event);
    update();
}

void FailureBlock::focusOutEvent(QFocusEvent *event)
{
    QFrame::focusOutEvent(event);
    update();
}

} // namespace Tokenwright

#include "moc_FailureBlock.cpp"
