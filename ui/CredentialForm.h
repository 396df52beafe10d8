// SPDX-License-Identifier: MIT
#pragma once

#include "core/Secret.h"
#include "credentials/ClientCredentials.h"
#include "credentials/CredentialSet.h"
#include "providers/Provider.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace Tokenwright {

/// What somebody entered to describe a credential set, apart from the widgets it was entered in.
/// A value; it holds the pair, so keep it only for the moment of use.
struct CredentialForm
{
    QString name;
    QString environment; ///< Environment::id
    QString clientId;
    Secret clientSecret;
    QStringList scopes;
    QMap<QString, QString> variables;
    QMap<QString, QString> parameters; ///< Those of the provider that are not secret.
    QMap<QString, Secret> secretParameters;

    /// Whether nothing of what the keychain keeps was entered.
    bool hasNoPair() const;
};

/// A place in the form.
struct FormField
{
    enum Kind { Name, Environment, ClientId, ClientSecret, Scopes, Variable, Parameter };
    Kind kind;
    QString name{}; ///< Of the variable or parameter.

    bool operator==(const FormField &) const = default;
};

struct FormProblem
{
    FormField field;
    QString message;
};

/// What the form's pair has to be.
enum class PairRule {
    Whole, ///< Both halves are needed.
    WholeOrEmpty, ///< Empty: the pair in the keychain stays as it is.
    IdAlone, ///< A key or a certificate stands in for the secret.
};

/// Whether another set has this name within this environment.
using NameTaken = std::function<bool(const QString &name, const QString &environment)>;

/// Why \a form cannot be saved, in the order of the fields; empty when it can. Pure.
QList<FormProblem> problemsOf(const CredentialForm &form, const Provider &provider, PairRule rule,
                              const NameTaken &nameTaken);

/// What speaks against the pair belonging to its environment, by the provider's hints. Warnings,
/// never reasons to refuse; empty when all is well.
struct PairWarnings
{
    QString clientId;
    QString clientSecret;
};
PairWarnings pairWarningsOf(const CredentialForm &form, const Provider &provider);

/// \a base with what the form says. Values that belong to \a base's provider alone go when
/// \a provider is another one; everything else the form does not show is kept.
CredentialSet appliedTo(const CredentialSet &base, const CredentialForm &form,
                        const Provider &provider);

/// What the keychain is to hold: \a known with the form's pair, for \a origin.
ClientCredentials pairOf(const CredentialForm &form, const Provider &provider,
                         const std::optional<ClientCredentials> &known, const QString &origin);

/// Whether both hold the same, apart from the origin.
bool isSamePair(const ClientCredentials &a, const ClientCredentials &b);
/// Whether anything secret of \a before is still in \a after.
bool keepsSecrets(const ClientCredentials &before, const ClientCredentials &after);

/// Scopes as people enter them: separated by blanks, line ends or the provider's \a separator;
/// each once.
QStringList scopesFromText(const QString &text, const QString &separator);
/// Whether the provider knows scopes at all, or may, because its server is named by a variable and
/// so nobody can tell.
bool offersScopes(const Provider &provider);

/// A label within a sentence: without what it adds in brackets.
QString spokenLabel(const QString &label);
/// An environment's name that tells production apart by word.
QString environmentLabel(const Environment &environment);
/// An origin as people write it: without the port that goes without saying.
QString originLabel(const QString &origin);

} // namespace Tokenwright
