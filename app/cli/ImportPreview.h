// SPDX-License-Identifier: MIT
#pragma once

#include "ImportPlan.h"

#include <QList>
#include <QString>

namespace Tokenwright {

/// What an import would do, a line for each row, in columns; without any secret, client IDs
/// shortened. Pairs that need a provider come with the option that names one. Pure.
QString previewText(const QList<ImportRow> &rows, const ProviderCatalog &providers);

/// \a text of a file fit for a terminal: control characters made visible, not too long. Pure.
QString shownText(const QString &text);

/// \a error in words. Pure.
QString failureWords(const Error &error);

} // namespace Tokenwright
