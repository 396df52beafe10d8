// SPDX-License-Identifier: MIT
#include "EndingSignals.h"

namespace Tokenwright {

struct EndingSignals::Held
{ };

EndingSignals::EndingSignals(QObject *parent, Second)
    : QObject(parent)
{ }

EndingSignals::~EndingSignals() = default;

} // namespace Tokenwright

#include "moc_EndingSignals.cpp"
