// SPDX-License-Identifier: MIT
#include "SetDraft.h"
#include "Origin.h"

#include "EndpointUrls.h"
#include "PrivateKey.h"
#include "Signature.h"
#include "SignatureAlgorithm.h"
#include "Text.h"

#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

bool isUsedIn(const Variable &variable, const ProviderEnvironment &environment)
{
    const QString placeholder = u'{' + variable.name + u'}';
    return environment.tokenUrl.contains(placeholder)
        || environment.apiBaseUrl.contains(placeholder);
}

/// Where \a text of an environment, which came out wrong, can be mended.
DraftField fieldOf(const Provider &provider, const QString &text)
{
    for (const Variable &variable : provider.variables) {
        if (text.contains(u'{' + variable.name + u'}'))
            return {DraftField::Variable, variable.name};
    }
    return {DraftField::Environment};
}

/// Looks at one part of a draft after the other.
class DraftReview
{
public:
    DraftReview(const SetDraft &draft, const PairUse &use, PairRule rule)
        : m_provider(draft.provider)
        , m_before(draft.before)
        , m_set(draft.after.set)
        , m_pair(draft.after.credentials)
        , m_use(use)
        , m_rule(rule)
    { }

    QList<DraftProblem> problems{};

    void lookAtName(const NameTaken &nameTaken, const ProviderEnvironment *environment)
    {
        if (m_set.name.isEmpty()) {
            add({DraftField::Name}, Text::tr("Enter a name."));
        } else if (nameTaken(m_set.name, m_set.environment)) {
            add({DraftField::Name},
                Text::tr("There is a credential set named “%1” in %2 already; choose another name.")
                    .arg(m_set.name,
                         environment ? environmentLabel(*environment) : m_set.environment));
        }
    }

    void lookAtVariables(const ProviderEnvironment &environment)
    {
        const QList<VariableProblem> found = variableProblems(m_provider, m_set);
        for (const Variable &variable : m_provider.variables) {
            const DraftField field{DraftField::Variable, variable.name};
            const QString value = m_set.variables.value(variable.name);
            const auto wrong = std::ranges::find(found, variable.name, &VariableProblem::name);
            if (value.isEmpty() && variable.defaultValue.isEmpty()) {
                if (isUsedIn(variable, environment))
                    add(field, Text::tr("Enter the %1.").arg(spokenLabel(variable.label)));
            } else if (wrong != found.end()) {
                add(field, wrong->message);
            } else if (const auto problem = variableProblem(variable.name, value, variable.label);
                       problem && value != m_before.set.variables.value(variable.name)) {
                add(field, problem->message);
            }
        }
    }

    void lookAtEndpoint(const ProviderEnvironment &environment)
    {
        if (const auto url = tokenUrlOf(m_provider, m_set); !url)
            add(fieldOf(m_provider, environment.tokenUrl), url.error().message);
        if (const auto file = caCertificatesOf(m_provider, m_set); !file)
            add(fieldOf(m_provider, environment.caCertificates), file.error().message);
    }

    void lookForPair()
    {
        if (m_rule == PairRule::Empty)
            return;
        const QString sentence = m_rule == PairRule::WholeOrEmpty
            ? Text::tr(
                "Enter the %1 as well, or leave all credentials empty to keep them as they are.")
            : Text::tr("Enter the %1.");
        if (m_pair.clientId.isEmpty())
            add({DraftField::ClientId}, sentence.arg(spokenLabel(m_provider.clientIdLabel)));
        if (m_pair.clientSecret.isEmpty() && m_use.secret == PairUse::Needed)
            add({DraftField::ClientSecret},
                sentence.arg(spokenLabel(m_provider.clientSecretLabel)));
    }

    /// What the rules of what may enter say. What was there before is not judged.
    void lookAtTexts()
    {
        if (!m_set.name.isEmpty() && m_set.name != m_before.set.name)
            addError({DraftField::Name}, enteredName(m_set.name));
        if (m_pair.clientId != m_before.credentials.clientId) {
            addError({DraftField::ClientId},
                     enteredClientId(m_pair.clientId, spokenLabel(m_provider.clientIdLabel)));
        }
        if (!m_pair.clientSecret.equals(m_before.credentials.clientSecret)) {
            addError({DraftField::ClientSecret},
                     enteredSecret(m_pair.clientSecret, spokenLabel(m_provider.clientSecretLabel)));
        }
        for (const RequestParameter &parameter : m_provider.request.parameters) {
            const Secret secret = m_pair.parameters.value(parameter.name);
            if (parameter.secret
                && !secret.equals(m_before.credentials.parameters.value(parameter.name))) {
                addError({DraftField::Parameter, parameter.name},
                         enteredSecret(secret, spokenLabel(parameter.label)));
            }
        }
    }

    /// What is wrong with key and certificate, as far as they are used.
    void lookAtKeys()
    {
        const Secret &key = m_pair.privateKey;
        const Secret &certificate = m_pair.certificate;
        const bool isAsked = m_rule != PairRule::Empty;
        const bool inTls = isAsked && m_use.inTls;
        const bool needsKey = (isAsked && m_use.key == PairUse::Needed)
            || (inTls && !certificate.isEmpty());
        const bool needsCertificate = (isAsked && m_use.certificate == PairUse::Needed)
            || (inTls && m_use.key == PairUse::Optional && !key.isEmpty());
        Result<PrivateKeyFacts> keyFacts = failure(ErrorKind::SecretMissing);
        if (m_use.key && (!key.isEmpty() || needsKey)) {
            keyFacts = privateKeyFacts(key);
            addError({DraftField::PrivateKey}, keyFacts);
        }
        if (m_use.certificate && (!certificate.isEmpty() || needsCertificate)) {
            if (const auto facts = certificateFacts(certificate); !facts) {
                addError({DraftField::Certificate}, facts);
            } else if (certificate.reveal().contains("PRIVATE KEY-----")) {
                // a certificate is shown in its field, and to servers
                add({DraftField::Certificate},
                    Text::tr("There is a private key in it; that belongs into its own field."));
            } else if (keyFacts && !belongTogether(certificate, key)) {
                add({DraftField::Certificate},
                    Text::tr("This certificate is not for the private key above."));
            }
        }
        if (m_use.assertion == PairUse::Needed && m_use.bySecret)
            lookAtSecretSignature();
        else if (keyFacts && m_use.assertion == PairUse::Needed)
            lookAtSignature(*keyFacts);
    }

    void lookAtScopes()
    {
        if (m_provider.request.scopes.required && m_set.scopes.isEmpty())
            add({DraftField::Scopes},
                Text::tr("%1 needs at least one scope.").arg(m_provider.name));
    }

    void lookForParameters()
    {
        for (const RequestParameter &parameter : m_provider.request.parameters) {
            const bool isEmpty = parameter.secret
                ? m_pair.parameters.value(parameter.name).isEmpty()
                : m_set.parameters.value(parameter.name).join(QString()).isEmpty();
            const bool isNeeded = parameter.required && parameter.defaultValue.isEmpty()
                && !(parameter.secret && m_rule == PairRule::Empty);
            if (isEmpty && isNeeded) {
                add({DraftField::Parameter, parameter.name},
                    Text::tr("Enter the %1.").arg(spokenLabel(parameter.label)));
            }
        }
    }

private:
    void add(const DraftField &field, const QString &message) { problems.append({field, message}); }

    template <class T> void addError(const DraftField &field, const Result<T> &outcome)
    {
        if (!outcome)
            add(field, outcome.error().message);
    }

    /// What speaks against signing with the key, in the words of what signs.
    void lookAtSignature(const PrivateKeyFacts &key)
    {
        const QString &own = m_set.assertion->algorithm;
        const QString &usual = m_provider.request.assertion.algorithm;
        const QString chosen = !own.isEmpty() ? own : isSecretAlgorithm(usual) ? QString() : usual;
        addError({own.isEmpty() ? DraftField::PrivateKey : DraftField::Algorithm},
                 signJws(m_pair.privateKey, algorithmFor(key, chosen), {}));
    }

    void lookAtSecretSignature()
    {
        if (const QString &own = m_set.assertion->algorithm; !own.isEmpty())
            addError({DraftField::Algorithm}, macJws(Secret::fromText(u"any"_s), own, {}));
    }

    const Provider &m_provider;
    const Entry &m_before;
    const CredentialSet &m_set;
    const ClientCredentials &m_pair;
    const PairUse &m_use;
    const PairRule m_rule;
};

/// A warning about one half of the pair. \a matches tells whether it fits an environment's hint.
template <class Matches>
QString hintWarning(const SetDraft &draft, const QString &label, QString CredentialHint::*hint,
                    Matches matches)
{
    const ProviderEnvironment *environment = draft.provider.environment(
        draft.after.set.environment);
    const QString own = environment ? environment->credentialHints.*hint : QString();
    if (!environment || (!own.isEmpty() && matches(own)))
        return {};
    for (const ProviderEnvironment &other : draft.provider.environments) {
        const QString &others = other.credentialHints.*hint;
        if (other.id != environment->id && !others.isEmpty() && matches(others)) {
            return Text::tr("This %1 looks like one for %2 (%3), but the environment is %4.")
                .arg(spokenLabel(label), environmentLabel(other), others,
                     environmentLabel(*environment));
        }
    }
    if (own.isEmpty())
        return {};
    return Text::tr("This %1 does not look like one for %2: those have %3 in them.")
        .arg(spokenLabel(label), environmentLabel(*environment), own);
}

} // namespace

QList<DraftProblem> problemsOf(const SetDraft &draft, const PairUse &use, PairRule rule,
                               const NameTaken &nameTaken)
{
    DraftReview review(draft, use, rule);
    const ProviderEnvironment *environment = draft.provider.environment(
        draft.after.set.environment);
    review.lookAtName(nameTaken, environment);
    if (!environment) {
        review.problems.append(
            {{DraftField::Environment},
             Text::tr("%1 has no such environment; choose another.").arg(draft.provider.name)});
        return review.problems;
    }
    const qsizetype before = review.problems.size();
    review.lookAtVariables(*environment);
    if (review.problems.size() == before)
        review.lookAtEndpoint(*environment);
    review.lookForPair();
    review.lookAtTexts();
    review.lookAtKeys();
    review.lookAtScopes();
    review.lookForParameters();
    return review.problems;
}

Result<Entry> entryOf(const SetDraft &draft)
{
    const auto url = tokenUrlOf(draft.provider, draft.after.set);
    if (!url)
        return failure(url.error());
    Entry entry = draft.after;
    entry.credentials.origin = originOf(*url);
    entry.credentials.apiOrigin = keepsSecrets(draft.before.credentials, entry.credentials)
        ? draft.before.credentials.apiOrigin
        : apiOriginOf(draft.provider, entry.set);
    return entered(std::move(entry), &draft.before);
}

PairWarnings pairWarningsOf(const SetDraft &draft)
{
    const QString &id = draft.after.credentials.clientId;
    const Secret &secret = draft.after.credentials.clientSecret;
    PairWarnings warnings;
    if (!id.isEmpty()) {
        warnings.clientId = hintWarning(
            draft, draft.provider.clientIdLabel, &CredentialHint::clientIdContains,
            [&](const QString &hint) { return id.contains(hint, Qt::CaseInsensitive); });
    }
    if (!secret.isEmpty()) {
        warnings.clientSecret = hintWarning(
            draft, draft.provider.clientSecretLabel, &CredentialHint::clientSecretPrefix,
            [&](const QString &hint) { return secret.reveal().startsWith(hint.toUtf8()); });
    }
    return warnings;
}

QString spokenLabel(const QString &label)
{
    const qsizetype bracket = label.indexOf(u" (");
    return bracket > 0 ? label.left(bracket) : label;
}

QString environmentLabel(const ProviderEnvironment &environment)
{
    const QString word = Text::tr("Production");
    if (!environment.production || environment.name.contains(word, Qt::CaseInsensitive)
        || environment.name.contains(u"production", Qt::CaseInsensitive)) {
        return environment.name;
    }
    return Text::tr("%1 (%2)").arg(environment.name, word);
}

} // namespace Tokenwright
