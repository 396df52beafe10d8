// SPDX-License-Identifier: MIT
#include "ProviderCatalog.h"

#include "RegularFile.h"
#include "Text.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr qint64 largestProviderFile = 4 * 1024 * 1024;

/// The names of provider files in \a folder.
QStringList filesIn(const QString &folder)
{
    if (folder.isEmpty())
        return {}; // to QDir that would be the current folder
    QStringList names;
    const QFileInfoList files = QDir(folder).entryInfoList({u"*.json"_s},
                                                           QDir::Files | QDir::System, QDir::Name);
    for (const QFileInfo &file : files) {
        if (!file.isDir()) // what cannot be read, a link to nowhere or a pipe, is to be named
            names.append(file.fileName());
    }
    return names;
}

} // namespace

Result<Provider> ProviderCatalog::loadFile(const QString &path)
{
    const auto bytes = readRegularFile(path, largestProviderFile);
    if (!bytes)
        return failure(bytes.error());
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(*bytes, &error);
    if (error.error != QJsonParseError::NoError) {
        return misconfigured(
            Text::tr("not JSON: %1 at byte %2").arg(error.errorString()).arg(error.offset));
    }
    return Provider::fromJson(document.object(), QFileInfo(path).absolutePath());
}

ProviderCatalog ProviderCatalog::load(const QString &shippedFolder, const QString &userFolder)
{
    ProviderCatalog catalog;
    catalog.m_shippedFolder = shippedFolder;
    catalog.m_userFolder = userFolder;
    catalog.read(shippedFolder, filesIn(shippedFolder), true);
    catalog.read(userFolder, filesIn(userFolder), false);
    catalog.sort();
    return catalog;
}

ProviderCatalog ProviderCatalog::loadSome(const QString &shippedFolder, const QString &userFolder,
                                          const QStringList &ids)
{
    ProviderCatalog catalog;
    catalog.m_shippedFolder = shippedFolder;
    catalog.m_userFolder = userFolder;
    QStringList names = filesIn(shippedFolder);
    names.removeIf([&](const QString &name) { return !ids.contains(name.chopped(5)); });
    catalog.read(shippedFolder, names, true);
    catalog.read(userFolder, filesIn(userFolder), false);
    catalog.sort();
    return catalog;
}

void ProviderCatalog::read(const QString &folder, const QStringList &names, bool shipped)
{
    for (const QString &name : names) {
        const QString path = folder + u'/' + name;
        auto provider = loadFile(path);
        if (!provider) {
            m_problems.append({.file = path, .reason = provider.error().message});
            continue;
        }
        const auto earlier = m_sources.constFind(provider->id);
        if (earlier != m_sources.constEnd() && earlier->shipped == shipped) {
            m_problems.append({.file = earlier->file,
                               .reason = Text::tr("its id “%1” is also that of %2, which counts")
                                             .arg(provider->id, path)});
        }
        m_sources.insert(provider->id, {.file = path, .shipped = shipped});
        const auto same = std::ranges::find(m_providers, provider->id, &Provider::id);
        if (same != m_providers.end())
            *same = std::move(*provider);
        else
            m_providers.append(std::move(*provider));
    }
}

void ProviderCatalog::sort()
{
    std::ranges::sort(m_providers, [](const Provider &a, const Provider &b) {
        return QString::localeAwareCompare(a.name.toCaseFolded(), b.name.toCaseFolded()) < 0;
    });
    for (qsizetype i = 0; i < m_providers.size(); ++i)
        m_indexOfId.insert(m_providers.at(i).id, i);
}

const Provider *ProviderCatalog::provider(const QString &id) const
{
    const auto found = m_indexOfId.constFind(id);
    return found == m_indexOfId.constEnd() ? nullptr : &m_providers.at(*found);
}

ProviderPlace ProviderCatalog::find(const QString &provider, const QString &environment) const
{
    const Provider *known = this->provider(provider);
    const ProviderEnvironment *one = known ? known->environment(environment) : nullptr;
    return {.provider = known,
            .environment = one,
            .providerName = known ? known->name : provider,
            .environmentName = one ? one->name : environment};
}

Error ProviderCatalog::missing(const QString &id) const
{
    QStringList sentences{
        Text::tr("There is no provider “%1”; it may be misspelt, or its file missing.").arg(id)};
    for (const ProviderProblem &problem : m_problems)
        sentences.append(Text::tr("%1 was skipped: %2.").arg(problem.file, problem.reason));
    return {.kind = ErrorKind::Configuration, .message = sentences.join(u' ')};
}

void ProviderCatalog::reload()
{
    const int next = m_revision + 1;
    *this = load(m_shippedFolder, m_userFolder);
    m_revision = next;
}

QString ProviderCatalog::shippedFolder()
{
    return u":/providers"_s;
}

} // namespace Tokenwright
