// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialSet.h"
#include "ProviderCatalog.h"

#include <QByteArray>
#include <QList>

namespace Tokenwright {

/// A .env file for \a sets with names and no values, for others to fill in: once that is done an
/// import reads it, since the names tell provider and environment. What each is for stands above it
/// as a remark. No name is there twice. Pure.
QByteArray environmentTemplate(const QList<CredentialSet> &sets, const ProviderCatalog &catalog);

} // namespace Tokenwright
