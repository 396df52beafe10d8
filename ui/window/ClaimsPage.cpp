// SPDX-License-Identifier: MIT
#include "ClaimsPage.h"

#include "CountdownModel.h"
#include "FactGrid.h"
#include "FieldNote.h"
#include "Icons.h"
#include "ShownText.h"
#include "SteadyButton.h"

#include "Async.h"
#include "FailureText.h"
#include "SetAndProvider.h"
#include "TokenRequest.h"
#include "TokenService.h"

#include <QBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>

namespace Tokenwright {

namespace {

constexpr qsizetype mostClaims = 200; ///< Shown; a page of ten thousand would stand still.

QString claimTitle(const ClaimRow &row)
{
    return row.meaning.isEmpty() ? row.name : ClaimsPage::tr("%1 (%2)").arg(row.meaning, row.name);
}

} // namespace

ClaimsPage::ClaimsPage(const WindowParts &parts, QWidget *parent)
    : DetailsPage(parent)
    , m_parts(parts)
    , m_stack(new QStackedWidget(this))
    , m_sentence(new QLabel(this))
    , m_show(new SteadyButton(tr("Show &claims"), this))
    , m_scroll(new QScrollArea(this))
{
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *offer = new QWidget(m_stack);
    auto *offerLayout = new QVBoxLayout(offer);
    offerLayout->addStretch();
    offerLayout->addWidget(m_sentence);
    offerLayout->addWidget(m_show, 0, Qt::AlignHCenter);
    offerLayout->addStretch();
    m_stack->addWidget(offer);
    m_stack->addWidget(m_scroll);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    connect(m_show, &SteadyButton::pressedInEarnest, this, &ClaimsPage::read);
    connect(&parts.ledger, &TokenLedger::recordChanged, this, [this](const QString &setId) {
        if (setId == m_setId && isVisible())
            refresh();
    });
    connect(&parts.model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &first) {
        if (isVisible() && m_claims && first.data(CountdownModel::SetIdRole).toString() == m_setId)
            updateMoments();
    });
    refresh();
}

void ClaimsPage::showSet(const QString &setId)
{
    if (setId == m_setId)
        return;
    m_setId = setId;
    m_claims.reset();
    m_isReading = false;
    if (isVisible())
        refresh();
}

void ClaimsPage::showEvent(QShowEvent *event)
{
    DetailsPage::showEvent(event);
    refresh();
}

void ClaimsPage::say(const QString &sentence, bool canRead)
{
    m_claims.reset();
    showText(m_sentence, sentence);
    if (!canRead && window()->focusWidget() == m_show)
        m_sentence->setFocus(); // not whatever comes next
    m_show->setVisible(canRead);
    m_show->setPossible(!m_isReading);
    m_stack->setCurrentIndex(0);
}

/// What can be shown without asking anybody.
void ClaimsPage::refresh()
{
    const CredentialSet *set = m_parts.registry.find(m_setId);
    if (!set) {
        say(tr("No credential set is selected."), false);
        return;
    }
    const TokenRecord record = m_parts.service.recordOf(*set);
    const auto left = remainingMilliseconds(record.lifetime, m_parts.clock.now());
    if (!record.hasToken || (left && *left <= 0)) {
        say(tr("There is no valid token. Mint one to see what is in it."), false);
        return;
    }
    if (m_claims && m_claims->lifetime == record.lifetime) {
        updateMoments();
        return;
    }
    if (const auto token = m_parts.service.tokenInMemory(m_setId))
        showClaims(claimsOf(*token));
    else if (m_isReading)
        say(tr("Waiting for the keychain…"), true);
    else
        say(tr("The claims are read from the token on this computer; nothing is sent."), true);
}

void ClaimsPage::read()
{
    m_isReading = true;
    say(tr("Waiting for the keychain…"), true);
    const TokenQuery query{
        .force = false, .minimumSeconds = 0, .prompt = Prompt::Allowed, .neverMint = true};
    Async::onResult(
        m_parts.service.token(m_setId, query), this,
        [this, setId = m_setId](const Result<IssuedToken> &issued) {
            if (setId != m_setId)
                return;
            m_isReading = false;
            const CredentialSet *set = m_parts.registry.find(setId);
            if (issued)
                showClaims(claimsOf(issued->token));
            else if (!set || issued.error().kind == ErrorKind::Cancelled)
                refresh();
            else
                say(failureText(issued.error(), m_parts.providers.provider(set->provider)),
                    issued.error().kind != ErrorKind::NoToken);
        });
}

void ClaimsPage::showClaims(const TokenClaims &claims)
{
    const bool hadFocus = window()->focusWidget() == m_show;
    m_claims = claims;
    fill();
    m_stack->setCurrentIndex(1);
    if (hadFocus) // the button is gone
        m_scroll->setFocus();
}

void ClaimsPage::fill()
{
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    m_values.clear();
    const auto [set, provider] = setAndProvider(m_parts, m_setId);
    const QStringList asked = provider ? scopesAskedFor(*provider, *set) : QStringList();
    const auto granted = grantedScopes(*m_claims);

    const auto note = [&](Icon which, const QString &text) {
        if (text.isEmpty())
            return;
        auto *line = new FieldNote(which, content);
        line->setText(text);
        layout->addWidget(line);
    };
    note(Icon::Warning, expiryWarning(*m_claims));
    note(Icon::Warning, granted ? scopeDifference(asked, *granted) : QString());
    if (!m_claims->jwt)
        note(Icon::Information, opaqueSentence());

    m_facts = new FactGrid(content);
    const auto addFact = [this](const QString &title, const QString &text) {
        QLabel *value = m_facts->addFact(title);
        m_facts->showFact(value, text);
        return value;
    };
    m_facts->addHeading(tr("Scopes"));
    addFact(tr("Granted"),
            granted               ? granted->join(u'\n')
                : asked.isEmpty() ? tr("The answer does not say.")
                                  : tr("Those asked for; the answer names none."));
    addFact(tr("Asked for"), asked.isEmpty() ? tr("none") : asked.join(u'\n'));
    const auto addPart = [&](const QString &title, const QJsonObject &part) {
        m_facts->addHeading(title);
        const auto rows = claimRows(part, m_parts.clock.now().wall);
        QList<QLabel *> values;
        for (const ClaimRow &row : rows.first(qMin(rows.size(), mostClaims)))
            values.append(addFact(claimTitle(row), row.text.isEmpty() ? u"“”"_s : row.text));
        if (rows.size() > mostClaims)
            addFact(QString(), tr("%n more", nullptr, int(rows.size() - mostClaims)));
        return values;
    };
    if (m_claims->jwt) {
        m_values = addPart(tr("Claims"), m_claims->jwt->claims);
        addPart(tr("Header"), m_claims->jwt->header);
    }
    layout->addWidget(m_facts);
    layout->addStretch();
    m_scroll->setWidget(content); // and the one before is gone
}

/// How far off each moment is changes with time.
void ClaimsPage::updateMoments()
{
    if (!m_claims || !m_claims->jwt)
        return;
    const auto rows = claimRows(m_claims->jwt->claims, m_parts.clock.now().wall);
    for (qsizetype i = 0; i < qMin(rows.size(), m_values.size()); ++i) {
        if (const QString text = visibleTextLines(rows.at(i).text);
            !text.isEmpty() && text != m_values.at(i)->text())
            showText(m_values.at(i), rows.at(i).text);
    }
}

} // namespace Tokenwright

#include "moc_ClaimsPage.cpp"
