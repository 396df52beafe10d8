// SPDX-License-Identifier: MIT
#pragma once

#include "AccessToken.h"
#include "ClientCredentials.h"
#include "Clock.h"
#include "CredentialSet.h"
#include "Provider.h"
#include "Result.h"
#include "Secret.h"

#include <QString>

#include <functional>
#include <span>

namespace Tokenwright {

/// What a format is made from. Borrowed for the call.
struct CopySource
{
    const Provider &provider;
    const CredentialSet &set;
    const AccessToken *token = nullptr; ///< For formats that need a token.
    const ClientCredentials *credentials
        = nullptr; ///< For formats that need the pair: needsPair().
    Moment now{}; ///< For formats that say how long the token lives.
};

/// One way to copy what an API or a script wants.
struct CopyFormat
{
    enum class Needs { Token, Pair };

    const char *id; ///< Stable, for example "header".
    const char *label; ///< For people, to be translated in context "Tokenwright".
    const char *noun; ///< What was copied, within a sentence; the same context.
    Needs needs;
    Result<Secret> (*write)(const CopySource &);
    bool isCall = false; ///< Names the API, and has the provider's standing headers.

    /// Whether the pair is needed as well, which \a source does not have yet: the provider wants
    /// headers that hold some of it, or it has to say whether the token may go to the API.
    bool needsPair(const CopySource &source) const;
    /// What is copied. Errors: Configuration, of what \a source has that cannot stand in it, a line
    /// end in a header above all, and of an API that would be reached in clear; ApiMoved, where it
    /// is a call and leads where nobody has agreed that tokens go (destinationProblem()).
    Result<Secret> render(const CopySource &source) const;
    QString translatedLabel() const;
    QString translatedNoun() const;
};

/// The headers of a call, a line each: the token's, and the provider's standing ones, for whoever
/// says where it goes. Errors: Configuration, as CopyFormat::render().
Result<Secret> callHeaderLines(const CopySource &source);

/// THE table of formats: a new one is one entry in CopyFormat.cpp. The first is the bearer header.
std::span<const CopyFormat> copyFormats();
/// Null for an unknown id.
const CopyFormat *copyFormat(const QString &id);

} // namespace Tokenwright
