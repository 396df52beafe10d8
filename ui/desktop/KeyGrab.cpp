// SPDX-License-Identifier: MIT
#include "KeyGrab.h"

namespace Tokenwright {

KeyGrab::KeyGrab(QObject *parent)
    : QObject(parent)
{ }

KeyGrab::~KeyGrab()
{
    giveBack();
}

} // namespace Tokenwright

#include "moc_KeyGrab.cpp"
