// SPDX-License-Identifier: MIT
#include "providers/ProviderCatalog.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <algorithm>

namespace Tokenwright {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ProviderCatalog)
};

} // namespace

Result<Provider> ProviderCatalog::loadFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Storage, file.errorString());
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(file.readAll(), &error);
    if (error.error != QJsonParseError::NoError) {
        return failure(
            ErrorKind::Configuration,
            Text::tr("not JSON: %1 at byte %2").arg(error.errorString()).arg(error.offset));
    }
    return Provider::fromJson(document.object(), QFileInfo(path).absolutePath());
}

ProviderCatalog ProviderCatalog::load(const QString &shippedFolder, const QString &userFolder)
{
    ProviderCatalog catalog;
    catalog.m_shippedFolder = shippedFolder;
    catalog.m_userFolder = userFolder;
    for (const QString &folder : {shippedFolder, userFolder}) {
        if (folder.isEmpty())
            continue; // to QDir that would be the current folder
        const QDir directory(folder);
        const QStringList names = directory.entryList({QStringLiteral("*.json")}, QDir::Files,
                                                      QDir::Name);
        for (const QString &name : names) {
            const QString path = directory.filePath(name);
            auto provider = loadFile(path);
            if (!provider) {
                catalog.m_problems.append({.file = path, .reason = provider.error().message});
                continue;
            }
            catalog.m_sources.insert(provider->id,
                                     {.file = path, .shipped = folder == shippedFolder});
            const auto same = std::ranges::find(catalog.m_providers, provider->id, &Provider::id);
            if (same != catalog.m_providers.end())
                *same = std::move(*provider);
            else
                catalog.m_providers.append(std::move(*provider));
        }
    }
    std::ranges::sort(catalog.m_providers, [](const Provider &a, const Provider &b) {
        return QString::localeAwareCompare(a.name.toCaseFolded(), b.name.toCaseFolded()) < 0;
    });
    for (qsizetype i = 0; i < catalog.m_providers.size(); ++i)
        catalog.m_indexOfId.insert(catalog.m_providers.at(i).id, i);
    return catalog;
}

const Provider *ProviderCatalog::provider(const QString &id) const
{
    const auto found = m_indexOfId.constFind(id);
    return found == m_indexOfId.constEnd() ? nullptr : &m_providers.at(*found);
}

void ProviderCatalog::reload()
{
    *this = load(m_shippedFolder, m_userFolder);
}

QString ProviderCatalog::shippedFolder()
{
    return QStringLiteral(":/providers");
}

} // namespace Tokenwright
