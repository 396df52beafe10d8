// SPDX-License-Identifier: MIT
#pragma once

#include "core/Secret.h"
#include "credentials/ClientCredentials.h"
#include "credentials/CredentialSet.h"
#include "credentials/EntryRules.h"
#include "oauth/ClientAuthentication.h"
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
    QString
        clientAuthentication{}; ///< ClientAuthenticationMethod::id; empty: as the provider says.
    Secret privateKey{}; ///< PEM, as it was pasted.
    Secret certificate{}; ///< PEM, as it was pasted.
    AssertionRules assertion{}; ///< What is empty is as the provider says.
    QString extraParameters{}; ///< See parameterLines().
    QStringList keptSecrets{}; ///< Of these there were lines in extraParameters: see linesOf().
    QString extraHeaders{}; ///< See headerLines().
    std::optional<qint64> minimumSeconds{}; ///< CredentialSet::minimumSeconds

    /// Whether nothing of what the keychain keeps was entered.
    bool hasNoPair() const;
};

/// A place in the form.
struct FormField
{
    enum Kind {
        Name,
        Environment,
        ClientId,
        ClientSecret,
        PrivateKey,
        Certificate,
        Scopes,
        Variable,
        Parameter,
        Algorithm,
        ExtraParameters,
        ExtraHeaders
    };
    Kind kind;
    QString name{}; ///< Of the variable or parameter.

    bool operator==(const FormField &) const = default;
};

struct FormProblem
{
    FormField field;
    QString message;
};

/// What the form's pair has to be. "The pair" is the client ID with whatever the client
/// authentication needs: a secret, a key, a key and its certificate.
enum class PairRule {
    Whole, ///< All of it is needed.
    WholeOrEmpty, ///< Empty: the pair in the keychain, which nobody could read, stays as it is.
};

/// Which parts of the pair there is a use for. Where the method is unknown all are used, none is
/// needed: this program cannot tell.
struct PairUse
{
    bool secret = true;
    bool key = true;
    bool certificate = true;
    bool assertion = true; ///< And with it the rules for assertions.
};
PairUse pairUseOf(const Provider &provider, const QString &clientAuthentication);

/// The method by which a set with the override \a clientAuthentication (which may be empty)
/// authenticates; null when it is unknown.
const ClientAuthenticationMethod *methodOf(const Provider &provider,
                                           const QString &clientAuthentication);

/// Whether another set has this name within this environment.
using NameTaken = std::function<bool(const QString &name, const QString &environment)>;

/// Why \a form cannot be saved, in the order of the fields; empty when it can. What is as in
/// \a before was there already. Pure.
QList<FormProblem> problemsOf(const CredentialForm &form, const Provider &provider, PairRule rule,
                              const NameTaken &nameTaken, const Entry &before = {});

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

/// What the keychain is to hold: \a known with the form's pair, for \a origin. What the client
/// authentication has no use for stays as it is known, so that the way back is open, unless the
/// user emptied its field; it never comes in anew.
ClientCredentials pairOf(const CredentialForm &form, const Provider &provider,
                         const std::optional<ClientCredentials> &known, const QString &origin,
                         PairRule rule = PairRule::Whole);

/// What is to be saved: \a base and \a known with what the form says, by the rules of what may
/// enter (EntryRules.h), so that what says secret is with the pair. Errors: Configuration. Pure.
Result<Entry> entryOf(const CredentialSet &base, const CredentialForm &form,
                      const Provider &provider, const std::optional<ClientCredentials> &known,
                      const QString &origin, PairRule rule);

/// Scopes as people enter them: separated by blanks, line ends or the provider's \a separator;
/// each once.
QStringList scopesFromText(const QString &text, const QString &separator);
/// Whether the provider knows scopes at all, or may, because its server is named by a variable and
/// so nobody can tell.
bool offersScopes(const Provider &provider);

/// Whether the provider is any server at all: its token URL is nothing but a variable.
bool isAnyServer(const Provider &provider);

/// A label within a sentence: without what it adds in brackets.
QString spokenLabel(const QString &label);
/// An environment's name that tells production apart by word.
QString environmentLabel(const Environment &environment);
/// An origin as people write it: without the port that goes without saying.
QString originLabel(const QString &origin);

} // namespace Tokenwright
