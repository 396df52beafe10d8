// SPDX-License-Identifier: MIT
// The one place that knows the YAML library; its exceptions end here.
#include "formats/import/EbayConfig.h"
#include "formats/import/ImportReaders.h"
#include "formats/import/ImportText.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <sstream>
#include <stdexcept>

namespace Tokenwright {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(EbayYaml)
};

/// Such a file is a dozen lines; the library's time grows faster than a text does.
constexpr qsizetype mostCharacters = 256 * 1024;

std::unexpected<Error> wrong(const QString &message)
{
    return failure(ErrorKind::Configuration, message);
}

QString textOf(const YAML::Node &node)
{
    return node.IsScalar() ? QString::fromStdString(node.Scalar()) : QString();
}

QString placeOf(const YAML::Node &node)
{
    return lineName(node.Mark().line + 1);
}

/// Adds the fields of \a map, which are nothing but scalars, to \a entry. Those that an entry has
/// itself win over those merged into it (YAML 1.1 "<<"). Empty, or what is wrong.
QString addFields(EbayEntry &entry, const YAML::Node &map, bool isMerged)
{
    QStringList own;
    QStringList merged;
    for (const NameValue &field : std::as_const(entry.fields))
        merged.append(field.name);
    for (const auto &item : map) {
        const QString name = textOf(item.first);
        if (own.contains(name))
            return Text::tr("“%1” is there twice (%2).").arg(name, placeOf(item.first));
        own.append(name);
        if (item.second.IsScalar() && !(isMerged && merged.contains(name)))
            entry.fields.append({name, textOf(item.second)});
    }
    return {};
}

/// The map that stands behind \a key, with what it merges in. Nothing is followed any deeper, so
/// aliases within aliases cost nothing.
std::expected<EbayEntry, QString> entryOf(const YAML::Node &key, const YAML::Node &map)
{
    EbayEntry entry{.environment = textOf(key), .fields = {}, .place = placeOf(key)};
    if (const QString problem = addFields(entry, map, false); !problem.isEmpty())
        return std::unexpected(problem);
    for (const auto &item : map) {
        if (textOf(item.first) != u"<<" || !item.second.IsMap())
            continue;
        if (const QString problem = addFields(entry, item.second, true); !problem.isEmpty())
            return std::unexpected(problem);
    }
    return entry;
}

Result<ImportedFile> readRoot(const YAML::Node &root, const ProviderCatalog &catalog)
{
    ImportedFile file;
    QStringList keys;
    for (const auto &item : root) {
        const QString key = textOf(item.first);
        if (!isEbayHost(key))
            continue;
        if (keys.contains(key, Qt::CaseInsensitive))
            return wrong(Text::tr("“%1” is there twice (%2).").arg(key, placeOf(item.first)));
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

/// Hears what the library finds in a text, before nodes are made of it: with some broken texts it
/// finds documents or nodes without end.
class Listener final : public YAML::EventHandler
{
public:
    void OnDocumentStart(const YAML::Mark &) override { count(); }
    void OnDocumentEnd() override { count(); }
    void OnNull(const YAML::Mark &, YAML::anchor_t) override { count(); }
    void OnAlias(const YAML::Mark &, YAML::anchor_t) override { count(); }
    void OnScalar(const YAML::Mark &, const std::string &, YAML::anchor_t,
                  const std::string &) override
    {
        count();
    }
    void OnSequenceStart(const YAML::Mark &, const std::string &, YAML::anchor_t,
                         YAML::EmitterStyle::value) override
    {
        count();
    }
    void OnSequenceEnd() override { count(); }
    void OnMapStart(const YAML::Mark &, const std::string &, YAML::anchor_t,
                    YAML::EmitterStyle::value) override
    {
        count();
    }
    void OnMapEnd() override { count(); }

private:
    void count()
    {
        if (++m_heard > mostCharacters)
            throw std::length_error("more than there are characters");
    }

    qsizetype m_heard = 0;
};

bool isOneDocument(const std::string &text)
{
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    Listener listener;
    return parser.HandleNextDocument(listener) && !parser.HandleNextDocument(listener);
}

} // namespace

bool isEbayYaml(const ImportContent &content)
{
    static const QRegularExpression key(
        QStringLiteral("^[ \\t{,]*[\"']?api\\.(sandbox\\.)?ebay\\.com[\"']?[ \\t]*:([ \\t]|$)"),
        QRegularExpression::MultilineOption | QRegularExpression::CaseInsensitiveOption);
    return key.match(content.text).hasMatch();
}

Result<ImportedFile> readEbayYaml(const ImportContent &content, const ProviderCatalog &catalog)
{
    if (content.text.size() > mostCharacters)
        return wrong(Text::tr("It is too large for a configuration file of eBay's libraries."));
    try {
        // The library takes the end of the text for a missing quotation mark, but not this end.
        const std::string text = content.text.toStdString() + "\n...\n";
        if (!isOneDocument(text))
            return wrong(Text::tr("It is not one YAML document with keys at its top."));
        const YAML::Node root = YAML::Load(text);
        if (!root.IsMap())
            return wrong(Text::tr("It is not one YAML document with keys at its top."));
        return readRoot(root, catalog);
    } catch (const YAML::Exception &problem) {
        // its words may quote the text, and with it a secret
        return wrong(Text::tr("It is not valid YAML (%1).").arg(lineName(problem.mark.line + 1)));
    } catch (const std::exception &) {
        return wrong(Text::tr("It is not valid YAML."));
    }
}

} // namespace Tokenwright
