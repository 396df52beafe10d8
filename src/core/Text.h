// SPDX-License-Identifier: MIT
#pragma once

#include "Literals.h"

#include <QCoreApplication>

namespace Tokenwright {

/// What people read, wherever no QObject of ours has a tr() of its own: `Text::tr("The name is
/// taken.")`. A table of texts marks them with QT_TRANSLATE_NOOP("Tokenwright", …) and is read
/// through the same tr().
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Tokenwright)
};

} // namespace Tokenwright
