// SPDX-License-Identifier: MIT
#include "CredentialFields.h"

#include "ClientAuthentication.h"
#include "EndpointUrls.h"
#include "ExtraFields.h"
#include "MoreOptions.h"
#include "PairFields.h"
#include "PemField.h"
#include "RequestPreview.h"
#include "ScopePicker.h"
#include "ScopesEdit.h"
#include "ShownText.h"
#include "TextField.h"

#include <QComboBox>
#include <QDateTime>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTimer>

namespace Tokenwright {

CredentialFields::CredentialFields(ProviderCatalog providers, CredentialSet base,
                                   NameTaken nameTaken, const QString &reservedLetters,
                                   QWidget *parent)
    : QWidget(parent)
    , m_providers(std::move(providers))
    , m_base(std::move(base))
    , m_nameTaken(std::move(nameTaken))
    , m_reservedLetters(reservedLetters)
    , m_previewUuid(freshIdentifier())
{
    buildRows();
    fillProviders();
    m_name->setText(m_base.name);

    connect(m_name, &TextField::changed, this, &CredentialFields::onChanged);
    connect(m_name, &TextField::left, this, &CredentialFields::onLeft);
    connect(m_provider, &QComboBox::currentIndexChanged, this, &CredentialFields::showProvider);
    connect(m_environment, &QComboBox::currentIndexChanged, this,
            &CredentialFields::showEnvironment);
    connect(m_variables, &ExtraFields::changed, this, [this] {
        showTokenUrl();
        onChanged();
    });
    connect(m_variables, &ExtraFields::left, this, &CredentialFields::onLeft);
    connect(m_pair, &PairFields::changed, this, &CredentialFields::onChanged);
    connect(m_pair, &PairFields::left, this, &CredentialFields::onLeft);
    connect(m_pair, &PairFields::secretsShown, m_parameters, &ExtraFields::setSecretsShown);
    connect(m_scopes, &ScopesEdit::textChanged, this, &CredentialFields::onChanged);
    connect(m_parameters, &ExtraFields::changed, this, &CredentialFields::onChanged);
    connect(m_parameters, &ExtraFields::left, this, &CredentialFields::onLeft);
    connect(m_more, &MoreOptions::changed, this, &CredentialFields::onChanged);
    connect(m_more, &MoreOptions::left, this, &CredentialFields::onLeft);
    connect(m_more, &MoreOptions::authenticationChanged, this, &CredentialFields::showPairRows);
    connect(m_more, &MoreOptions::closed, this, &CredentialFields::moreClosed);
    connect(m_more, &MoreOptions::expandedChanged, m_previewTimer, qOverload<>(&QTimer::start));
    showProvider();
}

void CredentialFields::buildRows()
{
    auto *rows = new QFormLayout(this);
    rows->setContentsMargins({}); // the window has its own
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);

    m_name = new TextField(rows, -1, this);
    m_name->setSpokenName(tr("name"));
    m_provider = new QComboBox;
    m_providerField = new LabelledField(m_provider, rows, -1, this);
    m_environment = new QComboBox;
    m_environmentField = new LabelledField(m_environment, rows, -1, this);
    m_variables = new ExtraFields(rows, m_environmentField, this);

    m_tokenUrl = new QLabel(this);
    m_tokenUrl->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_tokenUrl->setFocusPolicy(Qt::NoFocus);
    m_tokenUrl->setWordWrap(true);
    makeSmall(m_tokenUrl);
    m_environmentField->addBelow(m_tokenUrl);

    m_pair = new PairFields(rows, this);
    m_scopes = new ScopesEdit;
    m_scopesField = new LabelledField(m_scopes, rows, -1, this);
    m_chooseScopes = new QPushButton(this);
    m_chooseScopes->setAutoDefault(false); // Enter saves
    m_scopesField->addBelow(m_chooseScopes, Qt::AlignLeft);
    connect(m_chooseScopes, &QPushButton::clicked, this, &CredentialFields::pickScopes);
    m_parameters = new ExtraFields(rows, m_scopesField, this);

    m_more = new MoreOptions(rows, this);
    m_previewTimer = new QTimer(this);
    m_previewTimer->setSingleShot(true);
    m_previewTimer->setInterval(0);
    connect(m_previewTimer, &QTimer::timeout, this, &CredentialFields::showPreview);
}

void CredentialFields::fillProviders()
{
    for (const Provider &provider : m_providers.providers())
        m_provider->addItem(visibleText(provider.name), provider.id);
    if (m_base.provider.isEmpty())
        return;
    if (m_provider->findData(m_base.provider) < 0)
        m_provider->addItem(visibleText(m_base.provider), m_base.provider);
    m_provider->setCurrentIndex(m_provider->findData(m_base.provider));
}

void CredentialFields::suggestProvider(const QString &id)
{
    if (const int index = m_provider->findData(id); index >= 0)
        m_provider->setCurrentIndex(index);
}

const Provider *CredentialFields::provider() const
{
    return m_providers.provider(m_provider->currentData().toString());
}

CredentialForm CredentialFields::form() const
{
    CredentialForm form{.name = m_name->text(),
                        .environment = m_environment->currentData().toString(),
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
    m_known = pair;
    m_pair->setPair(pair);
    m_parameters->setSecrets(pair.parameters);
    m_more->setKeptSecrets(pair.parameters.keys());
    onLeft();
}

void CredentialFields::setPairRule(PairRule rule, const QString &note, const QString &placeholder)
{
    m_pairRule = rule;
    m_pair->setNote(note);
    m_pair->setPlaceholder(placeholder);
}

void CredentialFields::setPairEnabled(bool enabled)
{
    m_pair->setEnabled(enabled);
    m_parameters->setSecretsEnabled(enabled);
}

void CredentialFields::showProvider()
{
    QString taken = m_reservedLetters;
    m_name->setLabel(tr("Name"), taken);
    m_providerField->setLabel(tr("Provider"), taken);
    m_environmentField->setLabel(tr("Environment"), taken);
    m_scopesField->setLabel(tr("Scopes"), taken);
    const QString chooseScopes = tr("Choose scopes…");
    m_chooseScopes->setText(withMnemonic(chooseScopes, taken));
    m_chooseScopes->setAccessibleName(chooseScopes);
    const Provider *provider = this->provider();
    if (!provider) {
        showUnknownProvider(taken);
        return;
    }
    m_pair->setProvider(*provider, taken);

    const bool isOriginal = provider->id == m_base.provider;
    m_variables->setRows(variableRows(*provider, m_base), taken);
    m_parameters->setRows(parameterRows(*provider, m_base), taken);
    showScopes(*provider);
    m_more->setProvider(*provider, isOriginal ? &m_base : nullptr, taken);
    m_pair->setKeyLabels(taken);

    const QString wanted = m_environment->count() > 0 ? m_environment->currentData().toString()
                                                      : m_base.environment;
    {
        const QSignalBlocker blocker(m_environment);
        m_environment->clear();
        for (const ProviderEnvironment &environment : provider->environments)
            m_environment->addItem(visibleText(environmentLabel(environment)), environment.id);
        if (isOriginal && !provider->environment(m_base.environment))
            m_environment->addItem(visibleText(m_base.environment), m_base.environment);
        m_environment->setCurrentIndex(qMax(0, m_environment->findData(wanted)));
    }
    setTabOrderOfRows();
    showEnvironment();
}

/// What is known of a set whose provider is not; none of it can be changed.
void CredentialFields::showUnknownProvider(QString &taken)
{
    Provider provider;
    provider.clientIdLabel = tr("Client ID");
    provider.clientSecretLabel = tr("Client secret");
    m_pair->setProvider(provider, taken);
    m_pair->setKeyLabels(taken);
    m_environment->addItem(visibleText(m_base.environment));
    m_scopes->setUsualScopes(m_base.scopes);
    m_chooseScopes->hide();
    m_pair->setUse(
        {.secret = PairUse::Optional, .key = PairUse::Unused, .certificate = PairUse::Unused});
    m_more->hide();
    m_tokenUrl->hide();
    setEnabled(false);
}

void CredentialFields::showScopes(const Provider &provider)
{
    const bool isOriginal = provider.id == m_base.provider;
    const ScopeRules &rules = provider.request.scopes;
    m_scopes->setRules(rules);
    const bool hasOwn = isOriginal && (!m_base.scopes.isEmpty() || !rules.required);
    m_scopes->setUsualScopes(hasOwn ? m_base.scopes : rules.defaults);
    m_scopesField->setRowVisible(offersScopes(provider)
                                 || (isOriginal && !m_base.scopes.isEmpty()));
    m_chooseScopes->setVisible(!rules.catalog.isEmpty());
}

void CredentialFields::pickScopes()
{
    auto *picker = new ScopePicker(provider()->request.scopes, m_scopes->scopes(), this);
    picker->setAttribute(Qt::WA_DeleteOnClose);
    connect(picker, &ScopePicker::accepted, this,
            [this, picker] { m_scopes->setScopes(picker->scopes()); });
    picker->open();
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
    if (!provider())
        return;
    showTokenUrl();
    onLeft();
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

void CredentialFields::onChanged()
{
    if (!provider())
        return;
    m_previewTimer->start();
    if (m_wasRefused || m_name->hasProblem())
        review(m_wasRefused);
    // a warning goes at once, but comes only when the field is left: half an ID always looks wrong
    const PairWarnings warnings = this->warnings();
    if (warnings.clientId.isEmpty())
        m_pair->clientId()->setWarning({});
    if (warnings.clientSecret.isEmpty())
        m_pair->clientSecret()->setWarning({});
}

void CredentialFields::onLeft()
{
    m_previewTimer->start();
    review(m_wasRefused);
    m_pair->setWarnings(warnings());
}

/// What index and keychain hold, as far as it was read.
Entry CredentialFields::known() const
{
    return {.set = m_base, .credentials = m_known.value_or(ClientCredentials())};
}

PairWarnings CredentialFields::warnings() const
{
    return pairWarningsOf(draftOf(form(), *provider(), known(), m_pairRule));
}

/// Shows the problems: all of them, or just what is worth telling early.
QList<DraftProblem> CredentialFields::review(bool whole)
{
    const CredentialForm form = this->form();
    const QList<DraftProblem> problems = problemsOf(form, *provider(), m_pairRule, m_nameTaken,
                                                    known());
    QHash<LabelledField *, QString> messages;
    for (const DraftProblem &problem : problems) {
        if (whole || isWorthTellingEarly(problem, form))
            messages.insert(field(problem.field), problem.message);
    }
    QList<LabelledField *> all{m_name,
                               m_environmentField,
                               m_pair->clientId(),
                               m_pair->clientSecret(),
                               m_pair->privateKey(),
                               m_pair->certificate(),
                               m_scopesField};
    all += m_more->fieldsWithProblems();
    for (const ExtraFields *extra : {m_variables, m_parameters}) {
        const auto fields = extra->fields();
        for (TextField *field : fields)
            all.append(field);
    }
    for (LabelledField *field : std::as_const(all))
        field->setProblem(messages.value(field));
    return problems;
}

bool CredentialFields::check()
{
    m_name->clean();
    m_pair->clientId()->clean();
    m_pair->clientSecret()->clean();
    m_variables->clean();
    m_parameters->clean();
    m_pair->setWarnings(warnings());
    const QList<DraftProblem> problems = review(true);
    m_wasRefused = !problems.isEmpty();
    for (const DraftProblem &problem : problems) {
        if (m_more->field(problem.field.kind))
            m_more->setExpanded(true); // a problem nobody sees is a riddle
    }
    if (m_wasRefused)
        field(problems.first().field)->editor()->setFocus(Qt::OtherFocusReason);
    return !m_wasRefused;
}

LabelledField *CredentialFields::field(const DraftField &field) const
{
    switch (field.kind) {
    case DraftField::Name:
        return m_name;
    case DraftField::Environment:
        return m_environmentField;
    case DraftField::ClientId:
        return m_pair->clientId();
    case DraftField::ClientSecret:
        return m_pair->clientSecret();
    case DraftField::PrivateKey:
        return m_pair->privateKey();
    case DraftField::Certificate:
        return m_pair->certificate();
    case DraftField::Scopes:
        return m_scopesField;
    case DraftField::Variable:
        return m_variables->field(field.name);
    case DraftField::Parameter:
        return m_parameters->field(field.name);
    case DraftField::Algorithm:
    case DraftField::ExtraParameters:
    case DraftField::ExtraHeaders:
        return m_more->field(field.kind);
    }
    return nullptr;
}

void CredentialFields::setTabOrderOfRows()
{
    QList<QWidget *> chain{m_name->edit(), m_provider, m_environment};
    chain += m_variables->tabChain();
    chain += m_pair->tabChain();
    chain += {m_scopes, m_chooseScopes};
    chain += m_parameters->tabChain();
    chain += m_more->tabChain();
    for (qsizetype i = 1; i < chain.size(); ++i)
        setTabOrder(chain.at(i - 1), chain.at(i));
}

} // namespace Tokenwright

#include "moc_CredentialFields.cpp"
