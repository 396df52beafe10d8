// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace Tokenwright {

/// The manual page of the command line, for man(1), written from the same tables as --help.
QByteArray manualPage();

} // namespace Tokenwright
