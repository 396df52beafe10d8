// SPDX-License-Identifier: MIT
#pragma once

#include "Provider.h"
#include "Secret.h"
#include "SetDraft.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace Tokenwright {

/// What somebody entered to describe a credential set, apart from the widgets it was entered in.
/// A value; it holds the pair, so keep it only for the moment of use.
struct CredentialForm
{
    QString name;
    QString environment; ///< ProviderEnvironment::id
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
    QString tags{}; ///< Separated by commas.
    QString notes{};
    QString secretExpires{}; ///< See secretExpiryFrom().

    /// Whether nothing of what the keychain keeps was entered.
    bool hasNoPair() const;
};

/// \a base with what the form says. Values that belong to \a base's provider alone go when
/// \a provider is another one; everything else the form does not show is kept.
CredentialSet appliedTo(const CredentialSet &base, const CredentialForm &form,
                        const Provider &provider);

/// What the keychain is to hold: \a known with the form's pair. What the client authentication has
/// no use for stays as it is known, so that the way back is open, unless the user emptied its
/// field; it never comes in anew.
ClientCredentials pairOf(const CredentialForm &form, const Provider &provider,
                         const ClientCredentials &known, PairRule rule = PairRule::Whole);

/// The draft that \a form describes, on top of \a before: what the index has, and what of the
/// keychain could be read. \a provider is borrowed.
SetDraft draftOf(const CredentialForm &form, const Provider &provider, const Entry &before = {},
                 PairRule rule = PairRule::Whole);

/// Why \a form cannot be saved: the draft's problems, and those of its lines. Pure.
QList<DraftProblem> problemsOf(const CredentialForm &form, const Provider &provider, PairRule rule,
                               const NameTaken &nameTaken, const Entry &before = {});

/// Whether \a problem is told while \a form is still being filled in: a name that is taken, what
/// cannot enter, and that what was pasted is no key.
bool isWorthTellingEarly(const DraftProblem &problem, const CredentialForm &form);

/// Scopes as people enter them: separated by blanks, line ends or the provider's \a separator;
/// each once.
QStringList scopesFromText(const QString &text, const QString &separator);
/// A name for a set of \a provider and \a environment that nobody has named: "eBay sandbox".
QString suggestedName(const Provider &provider, const ProviderEnvironment &environment);

/// Whether the provider knows scopes at all, or may, because its server is named by a variable and
/// so nobody can tell.
bool offersScopes(const Provider &provider);

/// Whether the provider is any server at all: its token URL is nothing but a variable.
bool isAnyServer(const Provider &provider);

/// An origin as people write it: without the port that goes without saying.
QString originLabel(const QString &origin);

} // namespace Tokenwright
