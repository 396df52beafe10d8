// SPDX-License-Identifier: MIT
#pragma once

#include "FoundPair.h"
#include "SeenRequest.h"
#include "tools/VariableText.h"

#include <optional>
#include <vector>

namespace Tokenwright {

/// How requests are authorised, as a tool keeps it. Texts may hold variables.
struct ToolAuth
{
    QString kind{}; ///< "oauth2", "basic", "apikey" or a tool's own word; empty: none.
    /// Of OAuth 2.0: what a token is asked for with; place and key are left open.
    FoundPair pair{};
    QList<NameValue> urlParameters{}; ///< Of OAuth 2.0: what goes into the token URL.
    NameValue basic{}; ///< User and password.
    NameValue apiKey{};
    bool isApiKeyInUrl = false;
};

/// A collection, a folder or a request, with what is within it.
struct ToolLevel
{
    QString name{};
    std::optional<ToolAuth> auth{}; ///< Nothing: that of the level above.
    VariableValues variables{}; ///< Its own.
    std::optional<SeenRequest> request{}; ///< What it sends, apart from how that is authorised.
    std::vector<ToolLevel> levels{};
};

/// What a tool for requests keeps, in one form for all tools: each reader makes it of its files,
/// takeCollection() makes credential sets of it.
struct ToolCollection
{
    ToolLevel root{};
    VariableSyntax syntax = VariableSyntax::Braces;
    QList<ImportEnvironment> environments{}; ///< Its own, beside those of other files.
};

/// Adds to \a file the pairs that \a collection asks for tokens with, wherever in it: those of its
/// authorisations, once each, and of requests that ask for a token themselves. A pair that comes
/// out differently in several environments, its own or \a others, makes a set for each. The
/// variables of folders and requests win over those of environments, these over those of the
/// collection, and those over the common ones. What lacks a variable names it. Errors:
/// ErrorKind::Configuration (more pairs than anybody has).
Result<void> takeCollection(ImportedFile &file, const ToolCollection &collection,
                            const QList<ImportEnvironment> &others, const ProviderCatalog &catalog);

/// What tells by an environment's name which of a provider's it is: "test" for "dev" or "Staging
/// EU", "live" for "prod"; else empty.
QString stageNamed(const QString &name);

/// "“Folder / Request”", translated.
QString namedPlace(const QString &name);

} // namespace Tokenwright
