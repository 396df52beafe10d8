// SPDX-License-Identifier: MIT
#include "TrayHost.h"

namespace Tokenwright {

void TrayHost::start()
{
    ask();
}

void TrayHost::ask()
{
    m_isThere = true;
    Q_EMIT changed();
}

} // namespace Tokenwright

#include "moc_TrayHost.cpp"
