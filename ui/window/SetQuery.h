// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialSet.h"
#include "ProviderCatalog.h"
#include "TokenStatus.h"

namespace Tokenwright {

/// What somebody searches for: words, of which a set has to say every one, in any case, in its
/// name, its tags, its notes, its provider, its environment or its status. “Several words” in
/// quotation marks, of whichever language, are one. Some words ask for something in particular, and
/// what they ask for need not be written to its end:
///
///     is:failed  is:expiring  is:expired  is:valid  is:minting  is:secret-expiring  is:favourite
///     is:production  env:production  provider:ebay  tag:billing
///
/// Any other word with a colon is a word like the rest. A value; every function here is pure.
///
/// What a set says is looked at in three steps, the cheap ones first, so that ten thousand sets are
/// searched between two keystrokes. Each step is told which terms are still wanted.
class SetQuery
{
public:
    /// A bit a term.
    using Terms = quint64;
    /// More are not looked for.
    static constexpr qsizetype mostTerms = 64;

    /// What all sets of a provider and environment say alike.
    struct Place
    {
        explicit Place(const ProviderPlace &place, const QString &providerId,
                       const QString &environmentId);

        bool isProduction = false;
        QString provider; ///< Name and ID, in folded case, a line each; so is the next.
        QString environment;
    };

    SetQuery() = default;
    explicit SetQuery(const QString &text);

    /// What in \a text may be why nothing is found: a word behind `is:` that is none of isWords(),
    /// one behind `env:` that only an environment's name can have.
    enum class Unknown { Nothing, Is, Environment };
    static Unknown unknownIn(const QString &text);
    /// All that can stand behind `is:`.
    static QStringList isWords();

    /// What \a set says of itself, in folded case; to be kept, since it is dear.
    static QString wordsOf(const CredentialSet &set);

    Terms all() const { return m_all; }
    Terms foundIn(const Place &place) const;
    Terms foundIn(const QString &words, const CredentialSet &set, Terms wanted) const;
    /// Whether a status may have all that is \a wanted; \a mayHaveFailed: then it may say why.
    bool mayBeInStatus(Terms wanted, bool mayHaveFailed) const;
    /// In \a status, or in \a resting: the same without a mint that is under way.
    Terms foundIn(const TokenStatus &status, const TokenStatus &resting, Terms wanted) const;

private:
    enum class Kind { Text, Is, Environment, Provider, Tag };
    struct Term
    {
        Kind kind = Kind::Text;
        QString word; ///< In folded case.
    };

    void add(const Term &term);
    template <class Has> Terms foundBy(Terms wanted, Has has) const;

    QList<Term> m_terms;
    Terms m_all = 0;
    Terms m_text = 0; ///< Those that may be anywhere.
    Terms m_state = 0; ///< Those that a status alone can answer.
    Terms m_inStates = 0; ///< Those of m_text that stand in what states are called.
};

} // namespace Tokenwright
