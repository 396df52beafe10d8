// SPDX-License-Identifier: MIT
#pragma once

#include "core/Secret.h"

#include <QList>
#include <QString>

namespace Tokenwright {

/// \a text fit to be shown: every one of \a secrets (also Base64- and percent-encoded), and the
/// value of any field named like a token or a secret, replaced by "•••"; control and bidirectional
/// characters made visible; at most \a limit characters, with an ellipsis when cut. Pure.
QString presentableProviderText(const QString &text, const QList<Secret> &secrets, int limit = 500);

} // namespace Tokenwright
