// SPDX-License-Identifier: MIT
#include "ProviderCatalog.h"

#include "ProviderDocument.h"
#include "ProviderFiles.h"
#include "Text.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace Tokenwright {

Result<Provider> ProviderCatalog::loadFile(const QString &path)
{
    const auto document = readProviderDocument(path);
    return document ? Provider::fromJson(document->json, document->folder)
                    : failure(document.error());
}

ProviderCatalog ProviderCatalog::load(const QString &shippedFolder, const QString &userFolder)
{
    ProviderCatalog catalog;
    catalog.m_shippedFolder = shippedFolder;
    catalog.m_userFolder = userFolder;
    const QFileInfoList files = providerFilesIn(shippedFolder);
    for (const QFileInfo &file : files) {
        catalog.m_sources.insert(file.completeBaseName(),
                                 {.file = file.filePath(), .shipped = true});
    }
    catalog.readUsersFolder();
    return catalog;
}

void ProviderCatalog::readUsersFolder()
{
    const QFileInfoList files = providerFilesIn(m_userFolder);
    for (const QFileInfo &file : files) {
        const QString path = file.filePath();
        auto provider = loadFile(path);
        if (!provider) {
            m_problems.append({.file = path, .reason = provider.error().message});
            continue;
        }
        const QString id = provider->id;
        const ProviderSource earlier = m_sources.value(id, {.file = {}, .shipped = true});
        if (!earlier.shipped) {
            m_problems.append(
                {.file = earlier.file,
                 .reason = Text::tr("its id “%1” is also that of %2, which counts").arg(id, path)});
        }
        m_sources.insert(id, {.file = path, .shipped = false});
        m_read.insert(id, std::make_shared<const Provider>(std::move(*provider)));
    }
}

const Provider *ProviderCatalog::provider(const QString &id) const
{
    if (const auto found = m_read.constFind(id); found != m_read.cend())
        return found->get();
    const auto source = m_sources.constFind(id);
    if (source == m_sources.cend())
        return nullptr;
    auto read = loadFile(source->file);
    if (!read)
        m_problems.append({.file = source->file, .reason = read.error().message});
    return m_read.insert(id, read ? std::make_shared<const Provider>(std::move(*read)) : nullptr)
        ->get();
}

const QList<Provider> &ProviderCatalog::providers() const
{
    if (!m_all.isEmpty())
        return m_all;
    const QStringList ids = m_sources.keys();
    for (const QString &id : ids) {
        if (const Provider *one = provider(id))
            m_all.append(*one);
    }
    std::ranges::sort(m_all, [](const Provider &a, const Provider &b) {
        return QString::localeAwareCompare(a.name.toCaseFolded(), b.name.toCaseFolded()) < 0;
    });
    return m_all;
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
