// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialSet.h"
#include "ProviderCatalog.h"

#include <QList>
#include <QString>

#include <expected>

namespace Tokenwright {

/// The set called \a name, whole and in any case, or as `list` spells a name that cannot be seen
/// whole, within \a environment (its id or its name; empty:
/// any). Otherwise words that say why there is none or which ones it could be. Pure.
std::expected<CredentialSet, QString> findSet(const QList<CredentialSet> &sets,
                                              const ProviderCatalog &providers, const QString &name,
                                              const QString &environment);

/// Whether \a set is in \a environment: its id or its name, in any case; empty: any. Pure.
bool isIn(const CredentialSet &set, const ProviderCatalog &providers, const QString &environment);

} // namespace Tokenwright
