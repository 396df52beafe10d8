// SPDX-License-Identifier: MIT
#include "SecretStoreChoice.h"

#include "ChosenSecretStore.h"
#include "KernelSecretStore.h"
#include "RegularFile.h"

#include <QFileInfo>
#include <QSettings>

namespace Tokenwright {

namespace {

bool isOfTheKernel(const QString &settingsFile)
{
    // QSettings would wait for a pipe.
    const bool isReadable = QFileInfo::exists(settingsFile) && readRegularFile(settingsFile);
    return isReadable
        && QSettings(settingsFile, QSettings::IniFormat).value(secretStoreKey).toString()
        == kernelSecretStore;
}

} // namespace

std::unique_ptr<SecretStore> createSecretStore(const QString &settingsFile)
{
    const auto kernel = [] { return std::make_unique<KernelSecretStore>(); };
    if (isOfTheKernel(settingsFile))
        return std::make_unique<ChosenSecretStore>(kernel(), createSystemSecretStore);
    return std::make_unique<ChosenSecretStore>(createSystemSecretStore(), kernel);
}

} // namespace Tokenwright
