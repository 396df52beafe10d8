// SPDX-License-Identifier: MIT
#include "Palette.h"

#include "CopyController.h"
#include "CountdownModel.h"
#include "ElidedLabel.h"
#include "FieldNote.h"
#include "Icons.h"
#include "PaletteFrame.h"
#include "ShownText.h"
#include "Tones.h"

#include "TokenService.h"

#include <QCloseEvent>
#include <QCursor>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QScreen>
#include <QStackedLayout>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

constexpr int mostRows = 8;
constexpr int fewestRows = 4; // or what is said of a failure would have no room
constexpr qint64 quietWork = 300; // milliseconds; what is done by then needs no words

} // namespace

Palette::Palette(const Parts &parts, QWidget *parent)
    : QWidget(parent, Qt::Dialog | Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint)
    , m_parts(parts)
    , m_sets(parts.model, parts.lastUsed)
{
    setWindowTitle(tr("Search"));
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_QuitOnClose, false); // whether the program ends is not for it to say
    setPalette(withReadableSelection(palette()));
    setBackgroundRole(QPalette::Base);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1); // the frame
    layout->setSpacing(0);
    createSearch();
    createList();
    createFooter();
    wire();
    search({});
    updateEmptyState();
    updateFooter();
    m_search->setFocus();
}

Palette::~Palette() = default;

void Palette::wire()
{
    connect(m_search, &QLineEdit::textChanged, this, &Palette::search);
    connect(m_search, &QLineEdit::textEdited, this, [this] {
        if (!m_failed.isEmpty()) // another set is looked for
            forgetOutcome();
    });
    connect(m_list, &QListView::clicked, this, &Palette::copy);
    connect(m_open, &QPushButton::clicked, this, &Palette::openWindow);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this] { m_current = currentSet(); });
    connect(&m_sets, &QAbstractItemModel::modelReset, this, [this] { // a set came or went
        selectRow(m_sets.indexOf(m_current).row());
        updateEmptyState();
    });
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, [this] {
        m_list->viewport()->update();
        updateFooter();
    });

    const CopyController &controller = m_parts.controller;
    connect(&controller, &CopyController::copied, this, [this](const QString &setId) {
        if (setId == m_asked)
            close();
    });
    connect(&controller, &CopyController::minted, this,
            [this](const QString &setId, const QString &sentence) {
                if (setId == m_asked)
                    finish(sentence);
            });
    connect(&controller, &CopyController::ready, this, [this](const QString &setId) {
        if (setId == m_asked)
            finish(tr("The token of %1 is ready. Enter copies it.")
                       .arg(m_parts.controller.nameOf(setId)));
    });
    connect(&controller, &CopyController::failed, this, &Palette::fail);
    connect(&controller, &CopyController::wouldRevoke, this, [this](const RevokingQuestion &asked) {
        if (asked.setId == m_asked)
            close(); // the window asks
    });
}

void Palette::tell(const QString &problem)
{
    m_failure->setText(problem);
    m_open->show();
}

void Palette::present()
{
    if (!isVisible())
        sizeToScreen();
    show();
    raise();
    m_search->setFocus();
    m_search->selectAll();
    m_second.start();
}

int Palette::rowHeight() const
{
    QStyleOptionViewItem option;
    option.initFrom(m_list);
    return m_list->itemDelegate()->sizeHint(option, {}).height();
}

void Palette::sizeToScreen()
{
    const QScreen *under = QGuiApplication::screenAt(QCursor::pos());
    const QRect available = (under ? under : QGuiApplication::primaryScreen())->availableGeometry();
    ensurePolished();
    const int row = rowHeight();
    const int around = layout()->minimumSize().height() - m_stack->minimumSize().height();
    const int fitting = (available.height() * 9 / 10 - around) / row;
    const int wanted = std::clamp(m_sets.rowCount(), fewestRows, mostRows);
    resize(std::min(fontMetrics().averageCharWidth() * 90, available.width() * 9 / 10),
           around + row * std::clamp(fitting, 1, wanted));
    setFixedSize(size());
    move(available.center() - rect().center());
}

void Palette::closeEvent(QCloseEvent *event)
{
    m_second.stop();
    m_asked.clear(); // what ends from now on is told by the window
    QWidget::closeEvent(event);
}

bool Palette::event(QEvent *event)
{
    if (event->type() == QEvent::WindowActivate)
        m_wasActive = true;
    else if (event->type() == QEvent::WindowDeactivate && m_wasActive && m_asked.isEmpty())
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    return QWidget::event(event);
}

bool Palette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress
        && takeKey(*static_cast<QKeyEvent *>(event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

/// What means the list although it is pressed in the search.
bool Palette::takeKey(const QKeyEvent &key)
{
    const int page = std::max(1, m_list->viewport()->height() / rowHeight() - 1);
    const int row = m_list->currentIndex().row();
    switch (key.key()) {
    case Qt::Key_Down:
        selectRow(row + 1);
        return true;
    case Qt::Key_Up:
        selectRow(row - 1);
        return true;
    case Qt::Key_PageDown:
        selectRow(row + page);
        return true;
    case Qt::Key_PageUp:
        selectRow(row - page);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (key.modifiers().testFlag(Qt::ControlModifier))
            mint();
        else
            copy();
        return true;
    default:
        break;
    }
    if (!key.matches(QKeySequence::Copy) || m_search->hasSelectedText())
        return false;
    copy();
    return true;
}

void Palette::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Cancel))
        cancelOrClose();
    else
        QWidget::keyPressEvent(event);
}

void Palette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().brush(QPalette::Base));
    painter.setPen(frameColor(palette()));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void Palette::search(const QString &text)
{
    m_sets.search(text);
    selectRow(0);
}

void Palette::selectRow(int row)
{
    if (m_sets.rowCount() == 0)
        return;
    const QModelIndex index = m_sets.index(std::clamp(row, 0, m_sets.rowCount() - 1));
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
}

QString Palette::currentSet() const
{
    return m_list->currentIndex().data(CountdownModel::SetIdRole).toString();
}

void Palette::copy()
{
    const QString setId = currentSet();
    if (setId.isEmpty())
        return;
    begin(setId);
    m_parts.controller.copyHeader(setId);
}

void Palette::mint()
{
    const QString setId = currentSet();
    if (setId.isEmpty() || setId == m_asked)
        return;
    begin(setId);
    m_parts.controller.mint(setId);
}

void Palette::begin(const QString &setId)
{
    m_asked = setId;
    m_since.start();
    forgetOutcome();
    QTimer::singleShot(quietWork, this, &Palette::updateFooter);
}

/// Of the last copy or mint.
void Palette::forgetOutcome()
{
    m_said.clear();
    m_failed.clear();
    m_failure->setText({});
    m_open->setVisible(m_sets.isEmpty());
    updateFooter();
}

void Palette::finish(const QString &sentence)
{
    m_asked.clear();
    m_said = sentence;
    updateFooter();
    m_told->hide();
    m_told->show();
}

void Palette::fail(const QString &setId, const Error &error)
{
    if (setId != m_asked || setId.isEmpty())
        return;
    if (error.kind == ErrorKind::Cancelled) {
        finish(tr("Cancelled %1.").arg(m_parts.controller.nameOf(setId)));
        return;
    }
    if (error.kind == ErrorKind::EndpointMoved) { // the window asks
        m_failed = setId;
        openWindow();
        return;
    }
    m_asked.clear();
    updateFooter();
    m_failed = setId;
    QString sentence = tr("%1: %2").arg(m_parts.controller.nameOf(setId), errorSentence(error));
    if (const QString advice = errorAdvice(error); !advice.isEmpty())
        sentence += u' ' + advice;
    tell(sentence);
    m_list->scrollTo(m_list->currentIndex());
}

/// What is under way is ended first: a second Esc closes.
void Palette::cancelOrClose()
{
    if (m_asked.isEmpty() || !m_parts.service.isWorking(m_asked))
        close();
    else
        m_parts.service.cancel(m_asked);
}

void Palette::openWindow()
{
    Q_EMIT windowRequested(m_failed);
    close();
}

void Palette::updateFooter()
{
    QString text = m_said.isEmpty() ? tr("Enter copies · Ctrl+Enter mints · Esc closes") : m_said;
    if (!m_asked.isEmpty() && m_since.elapsed() >= quietWork) {
        const QString name = m_parts.controller.nameOf(m_asked);
        const qint64 seconds = m_since.elapsed() / 1000;
        text = seconds == 0
            ? tr("Getting a token for %1… · Esc cancels").arg(name)
            : tr("Getting a token for %1… %2 s · Esc cancels").arg(name).arg(seconds);
    }
    m_hint->showLine(text);
}

void Palette::updateEmptyState()
{
    m_stack->setCurrentIndex(m_sets.rowCount() > 0 ? 0 : 1);
    if (m_sets.isEmpty())
        showText(m_nothing, tr("There are no credential sets yet."));
    else
        showText(m_nothing, tr("Nothing matches “%1”.").arg(m_search->text()));
    if (m_failure->text().isEmpty())
        m_open->setVisible(m_sets.isEmpty());
}

} // namespace Tokenwright

#include "moc_Palette.cpp"
