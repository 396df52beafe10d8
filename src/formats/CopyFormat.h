// SPDX-License-Identifier: MIT
#pragma once

#include "AccessToken.h"
#include "ClientCredentials.h"
#include "Clock.h"
#include "CredentialSet.h"
#include "Provider.h"
#include "Secret.h"

#include <QString>

#include <expected>
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
    std::expected<Secret, QString> (*write)(const CopySource &);
    bool isCall = false; ///< Has the provider's standing headers besides the token.

    /// Whether the pair is needed as well, at \a provider: it wants headers that hold some of it.
    bool needsPair(const Provider &provider) const;
    /// What is copied. Otherwise words on what \a source has that cannot stand in it, a line end in
    /// a header above all; nothing secret is in them.
    std::expected<Secret, QString> render(const CopySource &source) const;
    QString translatedLabel() const;
    QString translatedNoun() const;
};

/// The headers of a call, a line each: the token's, and the provider's standing ones. Words on why
/// not, as CopyFormat::render().
std::expected<Secret, QString> callHeaderLines(const CopySource &source);

/// THE table of formats: a new one is one entry in CopyFormat.cpp. The first is the bearer header.
std::span<const CopyFormat> copyFormats();
/// Null for an unknown id.
const CopyFormat *copyFormat(const QString &id);

} // namespace Tokenwright
