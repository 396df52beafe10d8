// SPDX-License-Identifier: MIT
// The part of CredentialFields that finds what is wrong with what is in them.
#include "CredentialFields.h"

#include "EnvironmentChoice.h"
#include "ExtraFields.h"
#include "MoreOptions.h"
#include "PairFields.h"
#include "PemField.h"
#include "ProviderBox.h"
#include "ScopesField.h"
#include "Sentences.h"
#include "TextField.h"

#include <QTimer>

#include <algorithm>

namespace Tokenwright {

/// \a text is in no provider's name; empty: there is nothing to say of it.
void CredentialFields::tellNotFound(const QString &text)
{
    if (text.isEmpty()) {
        m_providerField->setInformation({});
        return;
    }
    const auto &all = m_surroundings.providers.providers();
    const auto any = std::ranges::find_if(all, isAnyServer);
    m_providerField->setInformation(sentencesText(
        {tr("No provider has “%1” in its name; it is still %2.")
             .arg(text, m_provider->itemText(m_provider->currentIndex())),
         any == all.end() ? QString() : tr("For others there is “%1”.").arg(any->name)}));
}

void CredentialFields::onChanged()
{
    if (!provider())
        return;
    if (!m_isFilling) {
        m_isTouched = true;
        Q_EMIT touched();
    }
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
    m_more->setExpiryIsOld(hasOldExpiry());
}

/// Whether the day on which the secret expires still stands there, though the secret is another.
bool CredentialFields::hasOldExpiry() const
{
    if (!provider() || !m_known || !m_base.secretExpires.isValid())
        return false;
    const CredentialForm form = this->form();
    const SetDraft draft = draftOf(form, *provider(), known(), m_pairRule);
    return draft.after.set.secretExpires == m_base.secretExpires
        && !isSameSecret(draft.after.credentials, *m_known);
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

QList<LabelledField *> CredentialFields::allFields() const
{
    QList<LabelledField *> all{m_providerField,
                               m_environmentField,
                               m_name,
                               m_pair->clientId(),
                               m_pair->clientSecret(),
                               m_pair->privateKey(),
                               m_pair->certificate(),
                               m_scopes};
    all += m_more->fields();
    for (const ExtraFields *extra : {m_variables, m_parameters}) {
        const auto fields = extra->fields();
        for (TextField *field : fields)
            all.append(field);
    }
    return all;
}

/// Shows the problems: all of them, or just what is worth telling early.
QList<DraftProblem> CredentialFields::review(bool whole)
{
    const CredentialForm form = this->form();
    const QList<DraftProblem> problems = problemsOf(form, *provider(), m_pairRule,
                                                    m_surroundings.nameTaken, known());
    QHash<LabelledField *, QString> messages;
    for (const DraftProblem &problem : problems) {
        if (whole || isWorthTellingEarly(problem, form))
            messages.insert(field(problem.field), problem.message);
    }
    const QList<LabelledField *> all = allFields();
    for (LabelledField *field : all)
        field->setProblem(messages.value(field));
    Q_EMIT mistakeChanged(whole && !problems.isEmpty() ? problems.first().message : QString());
    return problems;
}

QWidget *CredentialFields::check()
{
    m_name->clean();
    m_pair->clientId()->clean();
    m_pair->clientSecret()->clean();
    m_pair->openKey();
    m_variables->clean();
    m_parameters->clean();
    m_pair->setWarnings(warnings());
    const QList<DraftProblem> problems = review(true);
    m_wasRefused = !problems.isEmpty();
    for (const DraftProblem &problem : problems) {
        if (m_more->field(problem.field.kind))
            m_more->setExpanded(true); // a problem nobody sees is a riddle
    }
    return m_wasRefused ? field(problems.first().field)->editor() : nullptr;
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
        return m_scopes;
    case DraftField::Variable:
        return m_variables->field(field.name);
    case DraftField::Parameter:
        return m_parameters->field(field.name);
    case DraftField::Algorithm:
    case DraftField::SecretExpires:
    case DraftField::ExtraParameters:
    case DraftField::ExtraHeaders:
        return m_more->field(field.kind);
    }
    return nullptr;
}

} // namespace Tokenwright
