// SPDX-License-Identifier: MIT
#include "DetailsPanel.h"

#include "ActionButton.h"
#include "ShownText.h"

#include "EndpointUrls.h"
#include "FailureText.h"

#include <QDateTime>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace Tokenwright {

namespace {

QString timeText(qint64 milliseconds)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(milliseconds);
    const QLocale locale;
    const QString clock = locale.toString(time.time(), QLocale::LongFormat).section(u' ', 0, 0);
    if (time.date() == QDate::currentDate())
        return clock;
    return locale.toString(time.date(), QLocale::ShortFormat) + u' ' + clock;
}

/// "eBay documents at most 1,000 a day."
QString limitText(const QString &provider, const MintLimit &limit)
{
    const QString count = QLocale().toString(limit.count);
    if (limit.per == u"day")
        return DetailsPanel::tr("%1 documents at most %2 a day.").arg(provider, count);
    if (limit.per == u"hour")
        return DetailsPanel::tr("%1 documents at most %2 an hour.").arg(provider, count);
    if (limit.per == u"minute")
        return DetailsPanel::tr("%1 documents at most %2 a minute.").arg(provider, count);
    return DetailsPanel::tr("%1 documents at most %2 a second.").arg(provider, count);
}

} // namespace

DetailsPanel::DetailsPanel(const WindowParts &parts, const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_title(new QLabel(this))
    , m_failure(new QLabel(this))
    , m_retry(new QPushButton(tr("Retry with the base scope alone…"), this))
{
    QFont titleFont = m_title->font();
    titleFont.setBold(true);
    m_title->setFont(titleFont);
    m_title->setTextFormat(Qt::PlainText);
    m_failure->setAccessibleDescription(tr("Failure")); // its name is its text
    for (QLabel *label : {m_title, m_failure}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }

    m_facts
        = new QGridLayout; // rows that are hidden and shown again are not a QFormLayout's strength
    m_facts->setColumnStretch(1, 1);
    m_token = addFact(tr("Token:"));
    m_earlier = addFact(tr("Earlier tokens:"));
    m_earlierMenu = new QPushButton(tr("Copy an earlier token…"), this);
    m_earlierMenu->setMenu(new QMenu(m_earlierMenu));
    m_facts->addWidget(m_earlierMenu, m_facts->rowCount(), 1, Qt::AlignLeft);
    connect(m_earlierMenu->menu(), &QMenu::aboutToShow, this, &DetailsPanel::fillEarlierMenu);
    m_check = addFact(tr("Last check:"));
    m_mints = addFact(tr("Token requests today:"));
    m_scopes = addFact(tr("Scopes:"));
    m_endpoint = addFact(tr("Token endpoint:"));
    m_lastRequest = addFact(tr("Last request:"));

    auto *buttons = new QHBoxLayout;
    for (QAction *action : actions.main) {
        if (!action->menu())
            buttons->addWidget(new ActionButton(action, this));
    }
    for (QAction *action : actions.main) {
        if (action->menu()) {
            auto *opener = new QPushButton(action->text().remove(u'&'), this);
            opener->setMenu(action->menu());
            buttons->addWidget(opener);
        }
    }
    buttons->addStretch();
    for (QAction *action : actions.further)
        buttons->addWidget(new ActionButton(action, this));

    // long texts scroll, the buttons stay
    auto *facts = new QWidget(this);
    auto *factsLayout = new QVBoxLayout(facts);
    factsLayout->setContentsMargins(0, 0, 0, 0);
    factsLayout->addWidget(m_title);
    factsLayout->addWidget(m_failure);
    factsLayout->addWidget(m_retry, 0, Qt::AlignLeft);
    factsLayout->addLayout(m_facts);
    factsLayout->addStretch();
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(facts);
    scroll->setMinimumHeight(fontMetrics().lineSpacing() * 12);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(scroll, 1);
    layout->addLayout(buttons);

    const auto refresh = [this](const QString &setId) {
        if (setId == m_setId)
            update();
    };
    connect(&parts.model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &first) {
        if (first.data(CountdownModel::SetIdRole).toString() == m_setId)
            update();
    });
    connect(&parts.service, &TokenService::workStarted, this,
            [this](const QString &setId) { clearFailure(setId); });
    connect(&parts.service, &TokenService::workFinished, this, refresh);
    connect(m_retry, &QPushButton::clicked, this, [this] { Q_EMIT retryRequested(m_setId); });
    update();
}

QLabel *DetailsPanel::addFact(const QString &label)
{
    auto *value = new QLabel(this);
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *title = new QLabel(label, this);
    title->setBuddy(value);
    const int row = m_facts->rowCount();
    m_facts->addWidget(title, row, 0, Qt::AlignTop);
    m_facts->addWidget(value, row, 1);
    m_titles.insert(value, title);
    return value;
}

void DetailsPanel::showSet(const QString &setId)
{
    m_setId = setId;
    update();
}

void DetailsPanel::showFailure(const QString &setId, const Error &error)
{
    m_failures.insert(setId, error);
    if (setId == m_setId)
        update();
}

void DetailsPanel::clearFailure(const QString &setId)
{
    m_failures.remove(setId);
    if (setId == m_setId)
        update();
}

void DetailsPanel::showVerdict(const QString &setId, const TokenVerdict &verdict)
{
    m_checks.insert(setId,
                    {.verdict = verdict,
                     .at = m_parts.clock.now().wall,
                     .tokenIssued = m_parts.ledger.record(setId).lifetime.issued});
    if (setId == m_setId)
        update();
}

/// A fact that there is nothing to say of takes no room.
void DetailsPanel::showFact(QLabel *value, const QString &text)
{
    showText(value, text);
    value->setVisible(!text.isEmpty());
    m_titles.value(value)->setVisible(!text.isEmpty());
}

void DetailsPanel::update()
{
    const CredentialSet *set = m_parts.registry.find(m_setId);
    setEnabled(set != nullptr);
    if (!set) {
        m_title->setText(tr("No credential set is selected."));
        m_earlierMenu->hide();
        for (QLabel *label :
             {m_token, m_earlier, m_check, m_mints, m_scopes, m_endpoint, m_lastRequest})
            showFact(label, {});
        m_failure->hide();
        m_retry->hide();
        return;
    }
    const ProviderPlace place = m_parts.providers.find(set->provider, set->environment);
    const Provider *provider = place.provider;
    showText(m_title, tr("%1 · %2 · %3").arg(set->name, place.providerName, place.environmentName));
    showFact(m_token, tokenText(m_parts.model.status(m_setId)));

    const QString granted = m_parts.service.recordOf(*set).scope;
    const QStringList asked = set->scopes.isEmpty() && provider ? provider->request.scopes.defaults
                                                                : set->scopes;
    showFact(m_scopes,
             !granted.isEmpty()    ? granted
                 : asked.isEmpty() ? tr("none asked for")
                                   : asked.join(u'\n'));

    const auto url = provider ? tokenUrlOf(*provider, *set) : failure(ErrorKind::Configuration);
    showFact(m_endpoint, url ? url->toDisplayString() : url.error().message);
    showFact(m_lastRequest, lastRequestText(m_setId));
    showEarlier();
    showFact(m_check, verdictOf(m_setId, provider));
    showFact(m_mints, provider ? mintsText(*provider) : QString());

    const auto failureNow = currentFailure(m_setId);
    showText(m_failure, failureNow ? failureText(*failureNow, provider) : QString());
    m_failure->setVisible(failureNow.has_value());
    m_retry->setVisible(failureNow && failureNow->code == u"invalid_scope" && provider
                        && !provider->request.scopes.defaults.isEmpty()
                        && asked != provider->request.scopes.defaults);
}

QString DetailsPanel::tokenText(const TokenStatus &status) const
{
    const TokenRecord record = m_parts.ledger.record(m_setId);
    QString words = tokenStatusText(status);
    if (const CredentialSet *set = m_parts.registry.find(m_setId); set && set->keepFresh)
        words = tr("%1, kept fresh").arg(words);
    if (!status.isCounting() && status.state != TokenState::UnknownLifetime)
        return words;
    const QString issued = timeText(record.lifetime.issued);
    if (!record.lifetime.expires)
        return tr("%1; minted at %2").arg(words, issued);
    return tr("%1; minted at %2, expires at %3")
        .arg(words, issued, timeText(*record.lifetime.expires));
}

QString DetailsPanel::lastRequestText(const QString &setId) const
{
    const auto report = m_parts.service.lastRequest(setId);
    if (!report)
        return tr("none since the program started");
    const QString when = timeText(report->at);
    if (report->httpStatus == 0)
        return tr("no answer, at %1 after %2 ms").arg(when).arg(report->milliseconds);
    QString text
        = tr("HTTP %1, at %2 in %3 ms").arg(report->httpStatus).arg(when).arg(report->milliseconds);
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

/// The latest failure, whole if it happened in this run, by kind and code if the ledger remembers
/// it.
std::optional<Error> DetailsPanel::currentFailure(const QString &setId) const
{
    if (m_parts.service.isWorking(setId))
        return {};
    if (const auto known = m_failures.constFind(setId); known != m_failures.constEnd())
        return *known;
    const TokenStatus status = m_parts.model.status(setId);
    if (!status.failure)
        return {};
    return Error{.kind = status.failure->kind,
                 .httpStatus = status.failure->httpStatus,
                 .code = status.failure->code};
}

/// Tokens that live beside the present one, each with what is left of it.
void DetailsPanel::showEarlier()
{
    const QList<AccessToken> tokens = m_parts.service.earlierTokens(m_setId);
    QStringList lines;
    for (const AccessToken &token : tokens)
        lines.append(earlierText(token));
    showFact(m_earlier, lines.join(u'\n'));
    m_earlierMenu->setVisible(!tokens.isEmpty());
}

QString DetailsPanel::earlierText(const AccessToken &token) const
{
    const auto left = remainingMilliseconds(token.lifetime, m_parts.clock.now());
    return tr("%1; minted at %2")
        .arg(remainingText(left.value_or(0)), timeText(token.lifetime.issued));
}

void DetailsPanel::fillEarlierMenu()
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

/// How many tokens were asked for today, beside what the provider allows.
QString DetailsPanel::mintsText(const Provider &provider) const
{
    const int mints = mintsOnDayOf(m_parts.ledger.record(m_setId), m_parts.clock.now().wall);
    const Policy &policy = provider.policy;
    QStringList parts{QLocale().toString(mints)};
    if (!policy.note.isEmpty())
        parts.append(policy.note);
    else if (policy.mintLimit.count > 0 && !policy.mintLimit.per.isEmpty())
        parts.append(limitText(provider.name, policy.mintLimit));
    if (policy.revokesPrevious)
        parts.append(tr("A new token makes the previous one invalid."));
    return parts.join(u" · ");
}

QString DetailsPanel::verdictOf(const QString &setId, const Provider *provider) const
{
    const auto known = m_checks.constFind(setId);
    if (known == m_checks.constEnd() || !provider
        || known->tokenIssued != m_parts.ledger.record(setId).lifetime.issued)
        return {};
    return tr("At %1: %2").arg(timeText(known->at), verdictText(known->verdict, *provider));
}

} // namespace Tokenwright

#include "moc_DetailsPanel.cpp"
