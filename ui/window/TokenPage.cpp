// SPDX-License-Identifier: MIT
#include "TokenPage.h"

#include "CountdownModel.h"
#include "FactGrid.h"
#include "Origin.h"
#include "PolicyText.h"
#include "ShownText.h"

#include "EndpointUrls.h"
#include "GrantedScopes.h"
#include "SecretLife.h"
#include "TimeText.h"

#include <QDateTime>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyleOptionFocusRect>
#include <QVBoxLayout>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr int usualLines = 10; // as many as a failure takes, with its buttons
constexpr qsizetype mostQuotasShown = 5;
constexpr int focusMargin = 2; // pixels, for what shows that the keyboard is here

/// "2 of 1,000" where the provider allows so many a day, else "2".
QString requestsText(int requests, const Policy &policy)
{
    const QLocale locale;
    const MintLimit &limit = policy.mintLimit;
    if (limit.count > 0 && limit.per == u"day")
        return TokenPage::tr("%1 of %2")
            .arg(locale.toString(requests), locale.toString(limit.count));
    return locale.toString(requests);
}

} // namespace

TokenPage::TokenPage(const WindowParts &parts, QWidget *parent)
    : DetailsPage(parent)
    , m_parts(parts)
    , m_scroll(new QScrollArea(this))
    , m_grid(new FactGrid)
{
    using enum FactGrid::Side;
    m_granted = m_grid->addFact(tr("Scopes granted"), Left);
    m_asked = m_grid->addFact(tr("Scopes asked for"), Left);
    m_endpoint = m_grid->addFact(tr("Endpoint"), Left);
    m_minted = m_grid->addFact(tr("Minted"), Right);
    m_requests = m_grid->addFact(tr("Requests today"), Right);
    m_lastRequest = m_grid->addFact(tr("Last request"), Right);
    m_lastCheck = m_grid->addFact(tr("Last check"), Right);
    m_quotas = m_grid->addFact(tr("Calls left"), Right);
    m_secret = m_grid->addFact(tr("Secret"), Right);
    m_earlier = m_grid->addFact(tr("Earlier tokens"), Right);
    m_earlierMenu = new QPushButton(tr("Copy an earlier token…"), m_grid);
    m_earlierMenu->setMenu(new QMenu(m_earlierMenu));
    m_grid->addControl(m_earlierMenu, Right);
    connect(m_earlierMenu->menu(), &QMenu::aboutToShow, this, &TokenPage::fillEarlierMenu);

    m_scroll->setAccessibleName(tr("Facts"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(m_grid);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_grid->setAutoFillBackground(false);
    m_scroll->installEventFilter(this);
    // the keyboard comes here where there is something to scroll, and else goes on
    const auto heedRange = [this](int least, int most) {
        m_scroll->setFocusPolicy(most > least ? Qt::StrongFocus : Qt::NoFocus);
    };
    heedRange(0, 0);
    connect(m_scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, heedRange);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(focusMargin, focusMargin, focusMargin, focusMargin);
    layout->addWidget(m_scroll);
    refresh();
}

void TokenPage::showSet(const QString &setId)
{
    if (setId != m_setId)
        m_scroll->verticalScrollBar()->setValue(0);
    m_setId = setId;
    refresh();
}

void TokenPage::showVerdict(const QString &setId, const TokenVerdict &verdict)
{
    m_checks.insert(setId,
                    {.verdict = verdict,
                     .at = m_parts.clock.now().wall,
                     .tokenIssued = m_parts.ledger.record(setId).lifetime.issued});
    if (setId == m_setId)
        refresh();
}

void TokenPage::refresh()
{
    const CredentialSet *set = m_parts.registry.find(m_setId);
    m_scroll->setVisible(set); // with its bar
    if (!set)
        return;
    const Provider *provider = m_parts.providers.find(set->provider, set->environment).provider;
    showScopes(*set, provider);
    showEndpoint(*set, provider);
    const TokenRecord record = m_parts.service.recordOf(*set);
    FactGrid::showFact(m_minted, record.hasToken ? when(record.lifetime.issued) : QString());
    showRequests(provider);
    FactGrid::showFact(m_lastRequest, lastRequestText());
    showCheck(provider);
    FactGrid::showFact(m_secret, secretText(*set, provider));
    showEarlier();
}

/// What was asked for is not what was granted, even where the two look alike.
void TokenPage::showScopes(const CredentialSet &set, const Provider *provider)
{
    const QStringList asked = set.scopes.isEmpty() && provider ? provider->request.scopes.defaults
                                                               : set.scopes;
    QStringList granted = m_parts.service.recordOf(set).scope.split(u' ', Qt::SkipEmptyParts);
    QString text = granted.join(u'\n');
    if (provider) {
        const QString missing = scopesNotGrantedText(set, *provider, granted.join(u' '));
        if (!missing.isEmpty())
            text += u'\n' + missing;
    }
    FactGrid::showFact(m_granted, text);
    QStringList wanted = asked;
    granted.sort();
    wanted.sort();
    FactGrid::showFact(m_asked,
                       asked.isEmpty()         ? tr("none")
                           : wanted == granted ? tr("the same")
                                               : asked.join(u'\n'));
}

void TokenPage::showEndpoint(const CredentialSet &set, const Provider *provider)
{
    const auto url = provider ? tokenUrlOf(*provider, set) : failure(ErrorKind::Configuration);
    FactGrid::showFact(m_endpoint, url ? shownUrl(*url) : url.error().message);
}

/// How many tokens were asked for today, beside what the provider allows.
void TokenPage::showRequests(const Provider *provider)
{
    const int requests = mintsOnDayOf(m_parts.ledger.record(m_setId), m_parts.clock.now().wall);
    if (!provider) {
        FactGrid::showFact(m_requests, QLocale().toString(requests));
        return;
    }
    const Policy &policy = provider->policy;
    const QStringList more = policySentences(*provider);
    QString text = requestsText(requests, policy);
    if (policy.revokesPrevious) // of which more than a number hangs
        text += u'\n' + tr("A new token makes the previous one invalid.");
    FactGrid::showFact(m_requests, text);
    m_requests->setToolTip(toolTipText(more.join(u'\n')));
    m_requests->setAccessibleDescription(visibleText(more.join(u' ')));
}

QString TokenPage::lastRequestText() const
{
    const auto report = m_parts.service.lastRequest(m_setId);
    if (!report)
        return tr("none since the program started");
    const QString at = when(report->at);
    if (report->error && report->error->kind == ErrorKind::Cancelled)
        return tr("cancelled, at %1").arg(at);
    if (report->httpStatus == 0)
        return tr("no answer after %L1 ms, at %2").arg(report->milliseconds).arg(at);
    QString text
        = tr("HTTP %1, %L2 ms, at %3").arg(report->httpStatus).arg(report->milliseconds).arg(at);
    if (report->clockAhead) {
        const QString difference = durationText(qAbs(*report->clockAhead));
        text += u'\n'
            + (*report->clockAhead > 0
                   ? tr("This computer's clock is %1 ahead of the server's; set it right.")
                   : tr("This computer's clock is %1 behind the server's; set it right."))
                  .arg(difference);
    }
    return text;
}

/// Null where the current token was not checked in this run.
const TokenPage::Checked *TokenPage::checkedToken() const
{
    const auto known = m_checks.constFind(m_setId);
    const bool isOfToken = known != m_checks.constEnd()
        && known->tokenIssued == m_parts.ledger.record(m_setId).lifetime.issued;
    return isOfToken ? &*known : nullptr;
}

void TokenPage::showCheck(const Provider *provider)
{
    const Checked *checked = provider ? checkedToken() : nullptr;
    FactGrid::showFact(
        m_lastCheck,
        checked ? tr("At %1: %2").arg(when(checked->at), verdictText(checked->verdict, *provider))
                : QString());
    const QList<Quota> quotas = checked ? checked->verdict.quotas : QList<Quota>();
    QStringList lines;
    for (const Quota &quota : quotas.first(std::min(mostQuotasShown, quotas.size())))
        lines.append(quotaText(quota));
    if (quotas.size() > mostQuotasShown)
        lines.append(tr("and %1 more").arg(quotas.size() - mostQuotasShown));
    FactGrid::showFact(m_quotas, lines.join(u'\n'));
}

QString TokenPage::secretText(const CredentialSet &set, const Provider *provider) const
{
    QStringList lines;
    if (set.secretSetAt > 0) {
        const QDate day = QDateTime::fromMSecsSinceEpoch(set.secretSetAt).date();
        lines.append(tr("entered on %1").arg(day.toString(Qt::ISODate)));
    }
    if (const auto left = secretDaysLeft(set, provider, m_parts.clock.now().wall)) {
        const QString day = secretExpiryOf(set, provider)->toString(Qt::ISODate);
        lines.append(*left < 0 ? tr("expired on %1, %2").arg(day, daysAwayText(*left))
                               : tr("expires on %1, %2").arg(day, daysAwayText(*left)));
    }
    return lines.join(u'\n');
}

QString TokenPage::when(qint64 milliseconds) const
{
    return momentText(milliseconds, m_parts.clock.now().wall);
}

/// Tokens that live beside the present one, each with what is left of it.
void TokenPage::showEarlier()
{
    const QList<AccessToken> tokens = m_parts.service.earlierTokens(m_setId);
    QStringList lines;
    for (const AccessToken &token : tokens)
        lines.append(earlierText(token));
    FactGrid::showFact(m_earlier, lines.join(u'\n'));
    m_earlierMenu->setVisible(!tokens.isEmpty());
}

QString TokenPage::earlierText(const AccessToken &token) const
{
    const auto left = remainingMilliseconds(token.lifetime, m_parts.clock.now());
    return tr("%1; minted at %2").arg(remainingText(left.value_or(0)), when(token.lifetime.issued));
}

void TokenPage::fillEarlierMenu()
{
    QMenu *menu = m_earlierMenu->menu();
    menu->clear();
    const QList<AccessToken> tokens = m_parts.service.earlierTokens(m_setId);
    for (const AccessToken &token : tokens) {
        QAction *action = menu->addAction(menuText(earlierText(token)));
        connect(action, &QAction::triggered, this,
                [this, setId = m_setId, token] { Q_EMIT copyEarlierRequested(setId, token); });
    }
}

QSize TokenPage::sizeHint() const
{
    // of no set in particular, so that nothing moves when another is shown
    return {m_grid->sizeHint().width() + 2 * focusMargin,
            fontMetrics().lineSpacing() * usualLines + 2 * focusMargin};
}

void TokenPage::paintEvent(QPaintEvent *)
{
    if (!m_scroll->hasFocus())
        return;
    QStyleOptionFocusRect option;
    option.initFrom(this);
    option.state |= QStyle::State_KeyboardFocusChange;
    option.backgroundColor = palette().color(QPalette::Window);
    QPainter painter(this);
    style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
}

bool TokenPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return DetailsPage::eventFilter(watched, event);
}

} // namespace Tokenwright

#include "moc_TokenPage.cpp"
