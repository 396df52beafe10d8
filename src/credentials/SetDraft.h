// SPDX-License-Identifier: MIT
#pragma once

#include "EntryRules.h"
#include "Provider.h"

#include <QList>
#include <QString>

#include <functional>

namespace Tokenwright {

/// A credential set as somebody describes it, by whichever way: in the window, at the command line,
/// in a file that is imported. What is wrong with it and what it becomes is found out here. A
/// value; it holds the pair, so keep it only for the moment of use.
struct SetDraft
{
    const Provider &provider; ///< The set's; borrowed.
    Entry before{}; ///< What was there already, of which nothing is judged.
    Entry after{}; ///< What is wanted.
};

/// A place in a draft.
struct DraftField
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
        SecretExpires,
        ExtraParameters,
        ExtraHeaders
    };
    Kind kind;
    QString name{}; ///< Of the variable or parameter.

    bool operator==(const DraftField &) const = default;
};

struct DraftProblem
{
    DraftField field;
    QString message;
};

/// What a draft's pair has to be. "The pair" is the client ID with whatever the client
/// authentication needs: a secret, a key, a key and its certificate.
enum class PairRule {
    Whole, ///< All of it is needed.
    WholeOrEmpty, ///< Empty: the pair in the keychain, which nobody could read, stays as it is.
    Empty, ///< Nothing of it was entered, and so it stays.
};

/// Whether another set has this name within this environment.
using NameTaken = std::function<bool(const QString &name, const QString &environment)>;

/// Why \a draft cannot be saved, in the order of the fields; empty when it can. \a use is of its
/// client authentication. Pure.
QList<DraftProblem> problemsOf(const SetDraft &draft, const PairUse &use, PairRule rule,
                               const NameTaken &nameTaken);

/// What is to be saved: \a draft by the rules of what may enter (EntryRules.h), so that what says
/// secret is with the pair, which is for the origin of the token endpoint. Where its tokens may go
/// stays as it was agreed to while anything secret stays. Whether a request can be made of it
/// requestProblem() says. Errors: Configuration. Pure.
Result<Entry> entryOf(const SetDraft &draft);

/// What speaks against the pair belonging to its environment, by the provider's hints. Warnings,
/// never reasons to refuse; empty when all is well.
struct PairWarnings
{
    QString clientId;
    QString clientSecret;
};
PairWarnings pairWarningsOf(const SetDraft &draft);

/// A label within a sentence: without what it adds in brackets.
QString spokenLabel(const QString &label);
/// An environment's name that tells production apart by word.
QString environmentLabel(const ProviderEnvironment &environment);

} // namespace Tokenwright
