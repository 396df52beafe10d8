// SPDX-License-Identifier: MIT
#include "ClockText.h"

#include "TimeText.h"

#include <QDateTime>

namespace Tokenwright {

QString clockText(qint64 milliseconds)
{
    return momentText(milliseconds, QDateTime::currentMSecsSinceEpoch());
}

} // namespace Tokenwright
