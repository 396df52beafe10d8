// SPDX-License-Identifier: MIT
#include "CommandLineConsent.h"

#include "RegularFile.h"

#include <QFileInfo>
#include <QSettings>

namespace Tokenwright {

bool asksBeforeCommandLine(const QString &settingsFile)
{
    if (!QFileInfo::exists(settingsFile))
        return false;
    if (!readRegularFile(settingsFile)) // QSettings would wait for a pipe
        return true;
    const QSettings settings(settingsFile, QSettings::IniFormat);
    return settings.value(askBeforeCommandLineKey).toString() == u"true";
}

} // namespace Tokenwright
