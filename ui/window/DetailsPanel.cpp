// SPDX-License-Identifier: MIT
#include "DetailsPanel.h"

#include "CountdownModel.h"
#include "DetailsPages.h"
#include "FailureBlock.h"
#include "FailurePlace.h"
#include "FirstPaint.h"
#include "LifetimeLine.h"
#include "NotesPage.h"
#include "SecretClipboard.h"
#include "TokenPage.h"

#include "TimeText.h"
#include "TokenService.h"

#include <QEvent>
#include <QTabBar>
#include <QVBoxLayout>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

constexpr auto patience = 300ms;
constexpr int leastLines = 4; // of what is below the tabs, for a failure and a page
constexpr int linesWhereLow = 2; // in the lowest of windows

/// Asks for the same height whatever is in it, so that nothing moves.
class DetailsContent : public QWidget
{
public:
    DetailsContent(const DetailsPage *usual, QWidget *parent)
        : QWidget(parent)
        , m_usual(usual)
    {
        setMinimumHeight(fontMetrics().lineSpacing() * linesWhereLow);
    }

    QSize sizeHint() const override { return m_usual->sizeHint(); }
    bool hasHeightForWidth() const override { return false; }

private:
    const DetailsPage *m_usual;
};

} // namespace

DetailsPanel::DetailsPanel(const WindowParts &parts, const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_header(new DetailsHeader(actions.set, this))
    , m_lifetime(new LifetimeLine(this))
    , m_buttons(new DetailsButtons(
          actions.token, [this] { return m_parts.service.isWorking(m_setId) && !m_showsWork; },
          this))
    , m_tabs(new QTabBar(this))
    , m_tokenPage(new TokenPage(parts))
    , m_content(new DetailsContent(m_tokenPage, this))
    , m_failure(new FailureBlock(parts.clock))
    , m_failurePlace(new FailurePlace(m_failure, m_content))
    , m_pages(new DetailsPages(m_content))
{
    setAccessibleName(tr("Details"));
    m_tabs->setAccessibleName(tr("Details"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Token"));
    m_pages->insertPage(0, [this] { return m_tokenPage; });
    m_pages->turnTo(0);
    m_tabs->addTab(tr("Notes"));
    m_pages->insertPage(1, [this] { return new NotesPage(m_parts, this); });

    auto *layout = new QVBoxLayout(this);
    const int margin = fontMetrics().averageCharWidth() * 3 / 2;
    layout->setContentsMargins(margin, margin, margin, margin / 2);
    layout->setSpacing(margin / 2 + 2);
    layout->addWidget(m_header);
    layout->addWidget(m_lifetime);
    layout->addWidget(m_buttons);
    layout->addWidget(m_tabs);
    layout->addWidget(m_content, 1);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins({});
    content->setSpacing(margin / 2 + 2);
    content->addWidget(m_failurePlace);
    content->addWidget(m_pages, 1);

    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    wire();
    wireFailures();
    refresh();
    afterFirstPaint(this, [this] {
        m_isSeen = true;
        m_tokenPage->refresh();
        showPages();
    });
}

void DetailsPanel::wire()
{
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int page) {
        m_pages->turnTo(page);
        showPages();
    });
    m_content->installEventFilter(this);
    connect(m_header, &DetailsHeader::openChanged, this, [this](bool open) {
        showPages();
        Q_EMIT openChanged(open);
    });
    connect(m_header, &DetailsHeader::favouriteWanted, this,
            [this](bool isFavourite) { Q_EMIT favouriteWanted(m_setId, isFavourite); });
    connect(m_tokenPage, &TokenPage::copyEarlierRequested, this,
            &DetailsPanel::copyEarlierRequested);
    connect(&m_parts.model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first) {
                if (first.data(CountdownModel::SetIdRole).toString() == m_setId)
                    refresh();
            });
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_showsWork = m_parts.service.isWorking(m_setId);
        refresh();
    });
    connect(&m_parts.service, &TokenService::workStarted, this, [this](const QString &setId) {
        if (const auto failed = m_failures.find(setId); failed != m_failures.end())
            failed->isOld = true;
        if (setId == m_setId)
            m_patience.start();
    });
    connect(&m_parts.service, &TokenService::workFinished, this, [this](const QString &setId) {
        if (m_failures.value(setId).isOld)
            m_failures.remove(setId);
        if (setId == m_setId)
            refreshWork();
    });
}

void DetailsPanel::wireFailures()
{
    connect(m_failure, &FailureBlock::editWanted, this, [this] { Q_EMIT editRequested(m_setId); });
    connect(m_failure, &FailureBlock::tryAgainWanted, this,
            [this] { Q_EMIT tryAgainRequested(m_setId); });
    connect(m_failure, &FailureBlock::baseScopeWanted, this,
            [this] { Q_EMIT retryRequested(m_setId); });
    connect(m_failure, &FailureBlock::endpointWanted, this,
            [this] { Q_EMIT endpointRequested(m_setId); });
    connect(m_failure, &FailureBlock::copyDetailsWanted, this,
            [this] { Q_EMIT copyDetailsRequested(m_setId); });
    connect(m_failure, &FailureBlock::clearClipboardWanted, &m_parts.clipboard,
            &SecretClipboard::clearNow);
    connect(m_failure, &FailureBlock::answerOpened, this, &DetailsPanel::showPages);
    connect(&m_parts.clipboard, &SecretClipboard::cleared, this, [this] {
        for (Failed &failed : m_failures)
            failed.stillOnClipboard.clear();
        m_failure->showStillOnClipboard({});
    });
}

void DetailsPanel::addPage(const QString &title, std::function<DetailsPage *()> make)
{
    const int last = m_pages->pageCount() - 1;
    m_pages->insertPage(last, std::move(make));
    m_tabs->insertTab(last, title);
}

void DetailsPanel::showSet(const QString &setId, int selected)
{
    m_setId = setId;
    m_selected = selected;
    m_pages->showSet(setId);
    refreshWork();
}

/// Another set is shown, or its work is over. What has just begun may be over in a moment.
void DetailsPanel::refreshWork()
{
    m_patience.stop();
    const auto work = m_parts.service.underWay(m_setId);
    const qint64 passed = work ? m_parts.clock.now().boot - work->since : 0;
    m_showsWork = work && passed >= qint64(patience / 1ms);
    if (work && !m_showsWork)
        m_patience.start();
    refresh();
}

void DetailsPanel::showFailure(const QString &setId, const Error &error)
{
    m_failures.insert(setId, {.error = error});
    if (setId != m_setId)
        return;
    refresh();
    if (m_failurePlace->isHidden() && !m_pages->isAncestorOf(window()->focusWidget()))
        m_tabs->setCurrentIndex(0);
}

void DetailsPanel::clearFailure(const QString &setId)
{
    m_failures.remove(setId);
    if (setId == m_setId)
        refresh();
}

void DetailsPanel::showStillOnClipboard(const QString &setId, const QString &of)
{
    if (const auto failed = m_failures.find(setId); failed != m_failures.end())
        failed->stillOnClipboard = of;
    if (setId == m_setId)
        refresh();
}

void DetailsPanel::showVerdict(const QString &setId, const TokenVerdict &verdict)
{
    m_tokenPage->showVerdict(setId, verdict);
}

bool DetailsPanel::isOpen() const
{
    return m_header->isOpen();
}

void DetailsPanel::setOpen(bool open)
{
    m_header->setOpen(open);
}

/// What was answered takes the place of the pages while it is to be seen whole. Where there is no
/// room for a failure and a page, the first page gives way to it, and it to the others.
void DetailsPanel::showPages()
{
    const bool isOpen = m_header->isOpen();
    const bool hasFailed = !m_failure->isHidden();
    const bool isTokenPage = m_tabs->currentIndex() == 0;
    const int needed = m_failure->heightForWidth(m_content->width())
        + fontMetrics().lineSpacing() * leastLines;
    const bool hasRoom = !hasFailed || m_content->height() >= needed;
    m_tabs->setVisible(isOpen);
    m_failurePlace->setVisible(hasFailed && (hasRoom || isTokenPage || !isOpen));
    m_pages->setVisible(isOpen && m_isSeen
                        && (m_failurePlace->isHidden() || (hasRoom && !m_failure->isAnswerOpen())));
    m_content->setVisible(isOpen || hasFailed);
    updateGeometry();
}

bool DetailsPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_content && event->type() == QEvent::Resize)
        showPages();
    return QWidget::eventFilter(watched, event);
}

void DetailsPanel::refresh()
{
    const CredentialSet *set = m_parts.registry.find(m_setId);
    for (QWidget *part : {static_cast<QWidget *>(m_lifetime), static_cast<QWidget *>(m_buttons),
                          static_cast<QWidget *>(m_tabs), m_content})
        part->setEnabled(set);
    if (!set) {
        m_header->showNothing(tr("No credential set is selected."));
        m_lifetime->showStatus({}, {});
        m_buttons->setWorking(false);
        m_failure->showNothing();
        showPages();
        m_tokenPage->refresh();
        return;
    }
    const ProviderPlace place = m_parts.providers.find(set->provider, set->environment);
    m_header->showPlace({.name = set->name,
                         .provider = place.providerName,
                         .environment = place.environmentName,
                         .isProduction = place.environment && place.environment->production,
                         .isFavourite = set->isFavourite,
                         .selected = m_selected});
    m_buttons->setWorking(m_showsWork);
    showLifetime(*set);
    showFailureOf(*set);
    if (m_isSeen)
        m_tokenPage->refresh();
}

void DetailsPanel::showLifetime(const CredentialSet &set)
{
    const bool isWorking = m_parts.service.isWorking(m_setId);
    if (isWorking && !m_showsWork)
        return; // it may be over in a moment
    const TokenStatus status = m_parts.model.status(m_setId);
    m_lifetime->showStatus(status, isWorking ? workWords(set) : wordsOf(set, status));
}

/// "1 h 55 min left · expires 13:10:53"
QString DetailsPanel::wordsOf(const CredentialSet &set, const TokenStatus &status) const
{
    const auto when = [now = m_parts.clock.now().wall](qint64 at) { return momentText(at, now); };
    QStringList words{tokenStatusText(status)};
    const TokenLifetime lifetime = m_parts.service.recordOf(set).lifetime;
    if (status.isCounting() && lifetime.expires)
        words.append(tr("expires %1").arg(when(*lifetime.expires)));
    else if (status.state == TokenState::Expired && lifetime.expires)
        words = {tr("expired at %1").arg(when(*lifetime.expires))};
    else if (status.failure && status.failure->at)
        words.append(tr("at %1").arg(when(status.failure->at)));
    if (set.keepFresh)
        words.append(tr("kept fresh"));
    return words.join(u" · "_s);
}

/// "minting… 4 s · waiting for the keychain"
QString DetailsPanel::workWords(const CredentialSet &set) const
{
    const auto work = m_parts.service.underWay(m_setId);
    if (!work)
        return {};
    const qint64 seconds = (m_parts.clock.now().boot - work->since) / 1000;
    QString waits;
    switch (work->awaits) {
    case WorkUnderWay::For::Keychain:
        waits = tr("waiting for the keychain");
        break;
    case WorkUnderWay::For::Turn:
        waits = tr("waiting for other requests to end");
        break;
    case WorkUnderWay::For::Server:
        waits = tr("waiting for %1")
                    .arg(m_parts.providers.find(set.provider, set.environment).providerName);
        break;
    }
    return tr("minting… %1 s · %2").arg(seconds).arg(waits);
}

/// Whole if it happened in this run, by kind and code if the ledger remembers it.
std::optional<DetailsPanel::Failed> DetailsPanel::currentFailure() const
{
    if (const auto known = m_failures.constFind(m_setId); known != m_failures.constEnd())
        return *known;
    const TokenStatus status = m_parts.model.status(m_setId);
    if (!status.failure)
        return {};
    return Failed{.error = {.kind = status.failure->kind,
                            .httpStatus = status.failure->httpStatus,
                            .code = status.failure->code,
                            .message = {},
                            .retryAt = status.failure->retryAt}};
}

/// While something is under way it stays as it was: a moment later it may be there again.
void DetailsPanel::showFailureOf(const CredentialSet &set)
{
    const bool isWorking = m_parts.service.isWorking(m_setId);
    m_failure->setWorking(isWorking);
    const auto failed = currentFailure();
    if (!failed) {
        if (!isWorking) {
            if (m_failure->isAncestorOf(window()->focusWidget()))
                m_tabs->setFocus(); // where no key asks for anything
            m_failure->showNothing();
            showPages();
        }
        return;
    }
    const Provider *provider = m_parts.providers.find(set.provider, set.environment).provider;
    const QStringList usual = provider ? provider->request.scopes.defaults : QStringList();
    const QStringList asked = set.scopes.isEmpty() ? usual : set.scopes;
    m_failure->showFailure(failed->error, provider, !usual.isEmpty() && asked != usual);
    m_failure->showStillOnClipboard(failed->stillOnClipboard);
    showPages();
}

} // namespace Tokenwright

#include "moc_DetailsPanel.cpp"
