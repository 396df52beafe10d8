// SPDX-License-Identifier: MIT
// What the fields show; what is wrong with it is found in CredentialFieldsReview.cpp.
#include "CredentialFields.h"

#include "ClientAuthentication.h"
#include "EndpointUrls.h"
#include "EnvironmentChoice.h"
#include "ExtraFields.h"
#include "FormLayout.h"
#include "MoreOptions.h"
#include "PairFields.h"
#include "PemField.h"
#include "ProviderBox.h"
#include "RequestPreview.h"
#include "ScopesField.h"
#include "ShownText.h"
#include "TextField.h"

#include <QDateTime>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QTimer>

#include <algorithm>

namespace Tokenwright {

CredentialFields::CredentialFields(Surroundings surroundings, CredentialSet base, QWidget *parent)
    : QWidget(parent)
    , m_surroundings(std::move(surroundings))
    , m_base(std::move(base))
    , m_suggestsName(m_base.name.isEmpty())
    , m_previewUuid(freshIdentifier())
{
    buildRows();
    fillProviders();
    m_name->setText(m_base.name);
    m_more->setOwnWords(m_base);
    connectRows();
    showProvider();
    m_isFilling = false;
}

void CredentialFields::buildRows()
{
    auto *rows = new FormLayout(this);
    rows->setContentsMargins({}); // the window has its own
    rows->setFieldGrowthPolicy(FormLayout::AllNonFixedFieldsGrow);

    m_provider = new ProviderBox;
    m_providerField = new LabelledField(m_provider, rows, -1, this);
    m_environment = new EnvironmentChoice;
    m_environmentField = new LabelledField(m_environment, rows, -1, this);
    m_name = new TextField(rows, -1, this);
    m_name->setSpokenName(tr("name"));
    addDiscoveryRow(rows);
    m_variables = new ExtraFields(rows, m_discover, this);

    m_tokenUrl = new QLabel(this);
    m_tokenUrl->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_tokenUrl->setFocusPolicy(Qt::NoFocus);
    m_tokenUrl->setWordWrap(true);
    makeSmall(m_tokenUrl);
    m_environmentField->addBelow(m_tokenUrl);

    m_pair = new PairFields(rows, this);
    m_scopes = new ScopesField(rows, this);
    m_parameters = new ExtraFields(rows, m_scopes, this);
    m_more = new MoreOptions(rows, this);
    m_previewTimer = new QTimer(this);
    m_previewTimer->setSingleShot(true);
    m_previewTimer->setInterval(0);
}

void CredentialFields::connectRows()
{
    connect(m_previewTimer, &QTimer::timeout, this, &CredentialFields::showPreview);
    connect(m_provider, &ProviderBox::currentIndexChanged, this,
            &CredentialFields::onProviderChosen);
    connect(m_provider, &ProviderBox::editTextChanged, this, [this](const QString &text) {
        const bool isFound = m_provider->findText(text, Qt::MatchContains) >= 0;
        tellNotFound(isFound ? QString() : text);
        onChanged();
    });
    connect(m_provider, &ProviderBox::notFound, this, &CredentialFields::tellNotFound);
    connect(m_environment, &EnvironmentChoice::changed, this, [this] {
        const QString chosen = m_environment->chosen();
        m_environments.insert(provider()->id, chosen);
        if (const ProviderEnvironment *environment = provider()->environment(chosen))
            m_lastEnvironment = *environment;
        showEnvironment();
        onChanged();
    });
    connect(m_name, &TextField::changed, this, &CredentialFields::onChanged);
    connect(m_name, &TextField::left, this, &CredentialFields::onLeft);
    connect(m_variables, &ExtraFields::changed, this, [this] {
        showTokenUrl();
        onChanged();
    });
    connect(m_variables, &ExtraFields::left, this, &CredentialFields::onLeft);
    connect(m_pair, &PairFields::changed, this, &CredentialFields::onChanged);
    connect(m_pair, &PairFields::left, this, &CredentialFields::onLeft);
    connect(m_scopes, &ScopesField::changed, this, &CredentialFields::onChanged);
    connect(m_parameters, &ExtraFields::changed, this, &CredentialFields::onChanged);
    connect(m_parameters, &ExtraFields::left, this, &CredentialFields::onLeft);
    connect(m_more, &MoreOptions::changed, this, &CredentialFields::onChanged);
    connect(m_more, &MoreOptions::left, this, &CredentialFields::onLeft);
    connect(m_more, &MoreOptions::authenticationChanged, this, &CredentialFields::showPairRows);
    connect(m_more, &MoreOptions::opened, this, [this] { Q_EMIT moreOpened(m_more->toggle()); });
    connect(m_more, &MoreOptions::expandedChanged, m_previewTimer, qOverload<>(&QTimer::start));
}

/// Those that most sets use come first.
void CredentialFields::fillProviders()
{
    const QSignalBlocker blocker(m_provider);
    QList<const Provider *> providers;
    for (const Provider &provider : m_surroundings.providers.providers())
        providers.append(&provider);
    std::ranges::sort(providers, [this](const Provider *one, const Provider *other) {
        const int uses = m_surroundings.uses.value(one->id);
        const int otherUses = m_surroundings.uses.value(other->id);
        return uses != otherUses ? uses > otherUses
                                 : one->name.compare(other->name, Qt::CaseInsensitive) < 0;
    });
    for (const Provider *provider : std::as_const(providers))
        m_provider->addItem(visibleText(provider->name), provider->id);
    if (m_base.provider.isEmpty())
        return;
    if (m_provider->findData(m_base.provider) < 0)
        m_provider->addItem(visibleText(m_base.provider), m_base.provider);
    m_provider->setCurrentIndex(m_provider->findData(m_base.provider));
}

void CredentialFields::suggestProvider(const QString &id)
{
    const QScopedValueRollback filling(m_isFilling, true);
    if (const int index = m_provider->findData(id); index >= 0)
        m_provider->setCurrentIndex(index);
}

const Provider *CredentialFields::provider() const
{
    return m_surroundings.providers.provider(m_provider->currentData().toString());
}

CredentialForm CredentialFields::form() const
{
    CredentialForm form{.name = m_name->text(),
                        .environment = m_environment->chosen(),
                        .clientId = m_pair->clientId()->text(),
                        .clientSecret = m_pair->clientSecret()->secret(),
                        .scopes = m_scopes->scopes(),
                        .variables = m_variables->values(),
                        .parameters = m_parameters->values(),
                        .secretParameters = m_parameters->secrets(),
                        .privateKey = m_pair->privateKey()->secret(),
                        .certificate = m_pair->certificate()->secret()};
    m_more->read(form);
    return form;
}

void CredentialFields::setPair(const ClientCredentials &pair)
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_known = pair;
    m_pair->setPair(pair);
    m_parameters->setSecrets(m_base.provider, pair.parameters);
    m_more->setKeptSecrets(pair.parameters.keys());
    onLeft();
}

void CredentialFields::setPairRule(PairRule rule, const QString &note, const QString &placeholder)
{
    m_pairRule = rule;
    m_pairPlaceholder = placeholder;
    m_pair->setNote(note);
    showEnvironment();
}

void CredentialFields::setPairEnabled(bool enabled)
{
    m_pair->setEnabled(enabled);
    m_parameters->setSecretsEnabled(enabled);
}

void CredentialFields::setSaved(const CredentialSet &set,
                                const std::optional<ClientCredentials> &pair)
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_base = set;
    m_known = pair;
    m_more->setSaved(set, pair ? pair->parameters.keys() : QStringList());
    m_suggestsName = false;
    m_wasRefused = false;
    m_isTouched = false;
}

void CredentialFields::hideSecrets()
{
    m_pair->hideSecrets();
    m_parameters->hideSecrets();
}

void CredentialFields::focusFirstEmpty()
{
    const QList<QWidget *> chain = tabChain();
    for (QWidget *widget : chain) {
        const auto *edit = qobject_cast<QLineEdit *>(widget);
        if (edit && edit->text().isEmpty() && edit->isEnabled() && !edit->isHidden()
            && edit->parentWidget()->isVisibleTo(this)) {
            widget->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    focusName();
}

void CredentialFields::focusName()
{
    m_name->edit()->setFocus(Qt::OtherFocusReason);
}

void CredentialFields::onProviderChosen()
{
    {
        const QScopedValueRollback filling(m_isFilling, true);
        showProvider();
    }
    onChanged();
}

void CredentialFields::showProvider()
{
    QString taken = setLabels();
    const Provider *provider = this->provider();
    if (!provider) {
        showUnknownProvider(taken);
        return;
    }
    showDiscoveryRow(*provider);
    m_pair->setProvider(*provider, taken);

    const bool isOriginal = provider->id == m_base.provider;
    m_variables->setRows(provider->id, variableRows(*provider, m_base), taken);
    m_parameters->setRows(provider->id, parameterRows(*provider, m_base), taken);
    m_scopes->setProvider(*provider, m_base);
    m_more->setProvider(*provider, isOriginal ? &m_base : nullptr);
    showEnvironments(*provider);
    setTabOrderOfRows();
    alignLabels();
    showEnvironment();
}

/// Chosen is what somebody chose of this provider, or else what is like what somebody chose last.
void CredentialFields::showEnvironments(const Provider &provider)
{
    const QString last = m_lastEnvironment ? m_lastEnvironment->id : m_base.environment;
    QString wanted = m_environments.value(provider.id, last);
    QList<EnvironmentChoice::Entry> entries;
    QString alike;
    for (const ProviderEnvironment &environment : provider.environments) {
        entries.append({environment.id, environmentLabel(environment), environment.production});
        if (alike.isEmpty() && m_lastEnvironment
            && environment.production == m_lastEnvironment->production)
            alike = environment.id;
    }
    if (provider.id == m_base.provider && !provider.environment(m_base.environment)
        && !m_base.environment.isEmpty())
        entries.append({m_base.environment, m_base.environment});
    if (std::ranges::find(entries, wanted, &EnvironmentChoice::Entry::id) == entries.end())
        wanted = alike;
    m_environment->setEntries(entries, wanted);
}

/// What is known of a set whose provider is not; none of it can be changed.
void CredentialFields::showUnknownProvider(QString &taken)
{
    Provider provider;
    provider.clientIdLabel = tr("Client ID");
    provider.clientSecretLabel = tr("Client secret");
    m_pair->setProvider(provider, taken);
    m_environment->setEntries({{m_base.environment, m_base.environment}}, m_base.environment);
    m_scopes->setUnknownProvider(m_base);
    m_pair->setUse(
        {.secret = PairUse::Optional, .key = PairUse::Unused, .certificate = PairUse::Unused});
    m_more->hide();
    m_tokenUrl->hide();
    setEnabled(false);
}

void CredentialFields::showPairRows()
{
    if (provider())
        m_pair->setUse(pairUseOf(*provider(), form().clientAuthentication));
}

void CredentialFields::showPreview()
{
    if (!provider() || !m_more->isExpanded())
        return;
    m_more->setPreview(
        requestPreview(form(), *provider(), known(), m_pairRule,
                       {.now = QDateTime::currentMSecsSinceEpoch(), .uuid = m_previewUuid}));
}

void CredentialFields::showEnvironment()
{
    const Provider *provider = this->provider();
    if (!provider)
        return;
    const ProviderEnvironment *environment = provider->environment(m_environment->chosen());
    m_pair->setPlaceholder(m_pairPlaceholder,
                           visibleText(environment ? environment->name : provider->name));
    suggestName();
    showTokenUrl();
    onLeft();
}

void CredentialFields::suggestName()
{
    const Provider *provider = this->provider();
    const ProviderEnvironment *environment = provider->environment(m_environment->chosen());
    if (!m_suggestsName || !environment || m_name->text() != m_suggestedName)
        return; // a name of the user's own
    const QScopedValueRollback filling(m_isFilling, true);
    m_suggestedName = m_surroundings.freeName(suggestedName(*provider, *environment),
                                              environment->id);
    m_name->setText(m_suggestedName);
}

void CredentialFields::showTokenUrl()
{
    const Provider *provider = this->provider();
    const CredentialForm form = this->form();
    const auto url = tokenUrlOf(*provider, appliedTo({}, form, *provider));
    const ProviderEnvironment *environment = provider->environment(form.environment);
    const QString text = url ? url->toString(QUrl::FullyEncoded)
                             : (environment ? environment->tokenUrl : QString());
    showText(m_tokenUrl, tr("Token URL: %1").arg(text));
    m_tokenUrl->setVisible(!isAnyServer(*provider)); // there it stands in a field of its own
    m_more->setTokenUrl(url ? text : QString());
}

/// As wide as the widest label needs, seen or not: then what opens moves nothing sideways.
void CredentialFields::alignLabels()
{
    int width = 0;
    const QList<LabelledField *> all = allFields() + QList<LabelledField *>{m_pair->passphrase()};
    for (const LabelledField *field : all)
        width = qMax(width, field->labelWidth());
    m_providerField->setLeastLabelWidth(width);
}

void CredentialFields::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        alignLabels();
}

QList<QWidget *> CredentialFields::tabChain() const
{
    QList<QWidget *> chain{m_provider};
    chain += m_environment->tabChain();
    chain += {m_name->edit(), m_discover};
    chain += m_variables->tabChain();
    chain += m_pair->tabChain();
    chain += m_scopes->tabChain();
    chain += m_parameters->tabChain();
    chain += m_more->tabChain();
    return chain;
}

void CredentialFields::setTabOrderOfRows()
{
    const QList<QWidget *> chain = tabChain();
    for (qsizetype i = 1; i < chain.size(); ++i)
        setTabOrder(chain.at(i - 1), chain.at(i));
}

} // namespace Tokenwright

#include "moc_CredentialFields.cpp"
