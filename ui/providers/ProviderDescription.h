// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

class QPalette;

namespace Tokenwright {

class ProviderCatalog;
struct Provider;
struct ProviderProblem;

/// All that is known of \a provider and from where, as HTML in which nothing that a file says is
/// markup. \a uses: by how many credential sets it is used.
QString providerDescription(const Provider &provider, const ProviderCatalog &catalog, int uses,
                            const QPalette &palette);

/// The same of a file that was skipped.
QString problemDescription(const ProviderProblem &problem, const QPalette &palette);

} // namespace Tokenwright
