// SPDX-License-Identifier: MIT
#include "RequestsPage.h"

#include "FactGrid.h"
#include "Icons.h"
#include "ShownText.h"

#include "ClientAuthentication.h"
#include "Clock.h"
#include "RequestLog.h"
#include "VisibleText.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTreeView>

#include <chrono>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

constexpr auto detailsShownFor = 1500ms;
constexpr int leastLines = 2; ///< Of list and details.
constexpr int lowest = 6; ///< Lines, with which they stand below each other.
constexpr int narrowest = 74; ///< Digits, with which list and details stand side by side.

QString idsText(const QList<RequestId> &ids)
{
    QStringList lines;
    for (const RequestId &id : ids)
        lines.append(visibleText(id.name + u": " + id.value));
    return lines.join(u'\n');
}

} // namespace

RequestsPage::RequestsPage(const WindowParts &parts, QWidget *parent)
    : DetailsPage(parent)
    , m_parts(parts)
    , m_model(parts.clock)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_stack(new QStackedWidget(this))
    , m_nothing(new QLabel(this))
    , m_list(new QTreeView(this))
    , m_facts(new FactGrid)
    , m_copy(new QPushButton(icon(Icon::Copy), tr("Copy &details"), this))
{
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_list->setModel(&m_model);
    m_list->setAccessibleName(tr("Requests"));
    m_list->setRootIsDecorated(false);
    m_list->setItemsExpandable(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setAlternatingRowColors(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->header()->setTextElideMode(Qt::ElideRight);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionsMovable(false);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(RequestsModel::OutcomeColumn, QHeaderView::Stretch);
    m_list->header()->setResizeContentsPrecision(20); // rows: those that are seen, and a few more

    m_endpoint = m_facts->addFact(tr("Endpoint"));
    m_authentication = m_facts->addFact(tr("Client authentication"));
    m_code = m_facts->addFact(tr("Code"));
    m_message = m_facts->addFact(tr("Message"));
    m_ids = m_facts->addFact(tr("Request IDs"));
    m_copy->setToolTip(tr("For a ticket at the provider: neither a secret nor a token is in it."));

    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *inner = new QWidget(scroll);
    auto *innerLayout = new QVBoxLayout(inner);
    innerLayout->setContentsMargins(0, 0, 0, 0);
    innerLayout->addWidget(m_facts);
    innerLayout->addStretch();
    innerLayout->addWidget(m_copy, 0, Qt::AlignLeft); // scrolled to in a low window
    scroll->setWidget(inner);
    scroll->setMinimumWidth(m_copy->sizeHint().width()
                            + scroll->verticalScrollBar()->sizeHint().width());

    m_layout->addWidget(m_list, 3);
    m_layout->addWidget(scroll, 2);
    auto *content = new QWidget(m_stack);
    content->setLayout(m_layout);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_stack->addWidget(content);
    m_stack->addWidget(m_nothing);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    for (QWidget *part : {static_cast<QWidget *>(m_list), static_cast<QWidget *>(scroll)})
        part->setMinimumHeight(fontMetrics().lineSpacing() * leastLines);

    m_copied.setSingleShot(true);
    m_copied.callOnTimeout(this, [this] { m_copy->setIcon(icon(Icon::Copy)); });
    connect(m_copy, &QPushButton::clicked, this, &RequestsPage::copyDetails);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &RequestsPage::showRequest);
    connect(&parts.requestLog, &RequestLog::changed, this, [this] {
        if (isVisible())
            refresh();
    });
    refresh();
}

void RequestsPage::showSet(const QString &setId)
{
    if (setId == m_setId)
        return;
    m_setId = setId;
    m_model.setRequests({});
    if (isVisible())
        refresh();
}

void RequestsPage::showEvent(QShowEvent *event)
{
    DetailsPage::showEvent(event);
    m_parts.requestLog.watch();
    refresh();
}

/// List and details below each other where they would be too narrow beside each other, and there
/// is room for both.
void RequestsPage::resizeEvent(QResizeEvent *event)
{
    DetailsPage::resizeEvent(event);
    const bool isNarrow = width() < narrowest * fontMetrics().horizontalAdvance(u'0');
    const bool isHigh = height() >= lowest * fontMetrics().lineSpacing();
    m_layout->setDirection(isNarrow && isHigh ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void RequestsPage::refresh()
{
    const auto requests = isVisible() ? m_parts.requestLog.requestsOf(m_setId)
                                      : Result<QList<LoggedRequest>>();
    const bool followsLatest = m_list->currentIndex().row() <= 0; // or there is none
    m_model.setRequests(requests.value_or(QList<LoggedRequest>()));
    if (m_model.rowCount() > 0 && followsLatest)
        m_list->setCurrentIndex(m_model.index(0, 0));
    showText(m_nothing,
             !requests               ? requests.error().message
                 : m_setId.isEmpty() ? tr("No credential set is selected.")
                                     : tr("No request for this credential set is known."));
    m_stack->setCurrentIndex(m_model.rowCount() > 0 ? 0 : 1);
    showRequest();
}

void RequestsPage::showRequest()
{
    const int row = m_list->currentIndex().row();
    const LoggedRequest request = row < 0 ? LoggedRequest() : m_model.request(row);
    m_facts->showFact(m_endpoint, request.endpoint);
    const ClientAuthenticationMethod *method = clientAuthenticationMethod(
        request.clientAuthentication);
    m_facts->showFact(m_authentication,
                      method ? method->translatedLabel() : request.clientAuthentication);
    m_facts->showFact(m_code, request.code);
    m_facts->showFact(m_message, request.message);
    m_facts->showFact(m_ids, idsText(request.requestIds));
    m_copy->setEnabled(row >= 0);
}

void RequestsPage::copyDetails()
{
    const int row = m_list->currentIndex().row();
    if (row < 0)
        return;
    QGuiApplication::clipboard()->setText(requestDetails(m_model.request(row)));
    m_copy->setIcon(icon(Icon::Check));
    m_copied.start(detailsShownFor);
    Q_EMIT said(tr("Copied the details of the request of %1.")
                    .arg(m_model.index(row, RequestsModel::TimeColumn).data().toString()));
}

} // namespace Tokenwright

#include "moc_RequestsPage.cpp"
