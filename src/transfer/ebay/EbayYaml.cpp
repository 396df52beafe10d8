// SPDX-License-Identifier: MIT
#include "ebay/EbayConfig.h"

#include "ImportFormat.h"
#include "Text.h"
#include "YamlText.h"

#include <QRegularExpression>
#include <QSet>

namespace Tokenwright {

namespace {

std::unexpected<Error> wrong(const QString &message)
{
    return misconfigured(message);
}

/// The map that stands behind \a key. Otherwise what is wrong.
std::expected<EbayEntry, QString> entryOf(const YAML::Node &key, const YAML::Node &map)
{
    EbayEntry entry{.environment = yamlText(key), .fields = {}, .place = yamlPlace(key)};
    QSet<QString> names; // there may be tens of thousands
    const std::vector<YamlField> fields = yamlFields(map);
    for (const YamlField &field : fields) {
        if (names.contains(field.name)) {
            return std::unexpected(
                Text::tr("“%1” is there twice (%2).").arg(field.name, yamlPlace(field.key)));
        }
        names.insert(field.name);
        if (field.value.IsScalar())
            entry.fields.append({field.name, yamlText(field.value)});
    }
    return entry;
}

Result<ImportedFile> readRoot(const YAML::Node &root, const ProviderCatalog &catalog)
{
    ImportedFile file;
    QStringList keys;
    for (const auto &item : root) {
        const QString key = yamlText(item.first);
        if (!isEbayHost(key))
            continue;
        if (keys.contains(key, Qt::CaseInsensitive))
            return wrong(Text::tr("“%1” is there twice (%2).").arg(key, yamlPlace(item.first)));
        keys.append(key);
        if (!item.second.IsMap())
            continue;
        const auto entry = entryOf(item.first, item.second);
        if (!entry)
            return wrong(entry.error());
        const auto pair = pairOf(*entry);
        if (!pair)
            return wrong(pair.error());
        take(file, *pair, catalog);
    }
    return file;
}

} // namespace

bool isEbayYaml(const ImportContent &content)
{
    static const QRegularExpression key(
        u"^[ \\t{,]*[\"']?api\\.(sandbox\\.)?ebay\\.com[\"']?[ \\t]*:([ \\t]|$)"_s,
        QRegularExpression::MultilineOption | QRegularExpression::CaseInsensitiveOption);
    return key.match(content.text).hasMatch();
}

Result<ImportedFile> readEbayYaml(const ImportContent &content, const ProviderCatalog &catalog)
{
    return readYaml(content.text, [&](const YAML::Node &root) { return readRoot(root, catalog); });
}

} // namespace Tokenwright
