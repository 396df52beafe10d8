// SPDX-License-Identifier: MIT
#pragma once

class QWidget;

namespace Tokenwright {

class SecretStore;

/// Says which Tokenwright this is, and where \a store keeps secrets.
void showAbout(const SecretStore &store, QWidget *window);

} // namespace Tokenwright
