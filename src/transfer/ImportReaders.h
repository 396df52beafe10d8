// SPDX-License-Identifier: MIT
#pragma once

#include "ImportFormat.h"

/// What the table of formats points to. Each reader may count on its recogniser.
namespace Tokenwright {

bool isOwnExport(const ImportContent &);
Result<ImportedFile> readOwnExport(const ImportContent &, const ProviderCatalog &);

bool isPostmanCollection(const ImportContent &);
Result<ImportedFile> readPostmanCollection(const ImportContent &, const ProviderCatalog &);

bool isPostmanEnvironment(const ImportContent &);
Result<ImportedFile> readPostmanEnvironment(const ImportContent &, const ProviderCatalog &);

bool isEbayJson(const ImportContent &);
Result<ImportedFile> readEbayJson(const ImportContent &, const ProviderCatalog &);

bool isCompose(const ImportContent &);
Result<ImportedFile> readCompose(const ImportContent &, const ProviderCatalog &);

bool isEbayYaml(const ImportContent &);
Result<ImportedFile> readEbayYaml(const ImportContent &, const ProviderCatalog &);

bool isAssignments(const ImportContent &);
Result<ImportedFile> readAssignments(const ImportContent &, const ProviderCatalog &);

bool isCurl(const ImportContent &);
Result<ImportedFile> readCurl(const ImportContent &, const ProviderCatalog &);
/// The same of a text that is something else besides: commands that do not ask for a token are none
/// of its business.
Result<ImportedFile> readCurlBeside(const ImportContent &, const ProviderCatalog &);

} // namespace Tokenwright
