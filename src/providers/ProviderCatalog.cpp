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
        if (const auto earlier = m_userFiles.constFind(id); earlier != m_userFiles.cend()) {
            m_problems.append(
                {.file = *earlier,
                 .reason = Text::tr("its id “%1” is also that of %2, which counts").arg(id, path)});
        }
        m_userFiles.insert(id, path);
        m_read.insert(id, std::make_shared<const Provider>(std::move(*provider)));
    }
}

ProviderSource ProviderCatalog::sourceOf(const QString &id) const
{
    if (const auto file = m_userFiles.constFind(id); file != m_userFiles.cend())
        return {.file = *file, .shipped = false};
    const QString file = m_shippedFolder + u'/' + id + u".json";
    if (id.contains(u'/') || !QFileInfo::exists(file))
        return {};
    return {.file = file, .shipped = true};
}

const Provider *ProviderCatalog::provider(const QString &id) const
{
    if (const auto found = m_read.constFind(id); found != m_read.cend())
        return found->get();
    std::shared_ptr<const Provider> found;
    if (const QString file = sourceOf(id).file; !file.isEmpty()) {
        if (auto read = loadFile(file))
            found = std::make_shared<const Provider>(std::move(*read));
        else
            m_problems.append({.file = file, .reason = read.error().message});
    }
    return m_read.insert(id, found)->get();
}

const QList<Provider> &ProviderCatalog::providers() const
{
    if (!m_all.isEmpty())
        return m_all;
    QStringList ids = m_userFiles.keys();
    const QFileInfoList shipped = providerFilesIn(m_shippedFolder);
    for (const QFileInfo &file : shipped) {
        if (const QString id = file.completeBaseName(); !m_userFiles.contains(id))
            ids.append(id);
    }
    for (const QString &id : std::as_const(ids)) {
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
