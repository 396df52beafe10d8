// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace Tokenwright {

/// All that speaks against a provider file, for whoever writes it. Each is a sentence that names
/// the field.
struct ProviderReview
{
    QString name; ///< The provider's; empty if it cannot be read.
    QStringList mistakes; ///< Why the file is skipped; empty: it is used.
    /// What is used all the same, and hardly as it was meant: what the schema does not allow, the
    /// {name} of no variable, a default against its own pattern, a key that stands there twice, a
    /// check whose URL no token may go to.
    QStringList warnings;
};

/// Looks at the file \a path as ProviderCatalog::loadFile() and schema.json do, and beyond. Reads
/// that one file and nothing else.
ProviderReview reviewProviderFile(const QString &path);

} // namespace Tokenwright
