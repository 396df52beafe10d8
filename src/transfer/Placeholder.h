// SPDX-License-Identifier: MIT
#pragma once

#include <QStringView>

namespace Tokenwright {

/// Whether \a value stands where a client ID or a secret should be entered instead of being one:
/// "<client id>", "---Client Id---", "your-app-id", "xxxxxxxx", "changeme", "{{client_id}}",
/// "${CLIENT_ID}", something elided with "...", or nothing at all. Pure; when in doubt it is none.
bool isPlaceholder(QStringView value);

} // namespace Tokenwright
