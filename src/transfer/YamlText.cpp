// SPDX-License-Identifier: MIT
#include "YamlText.h"

#include "Text.h"

#include "ImportText.h"

#include <QSet>

#include <yaml-cpp/eventhandler.h>

#include <sstream>
#include <stdexcept>

namespace Tokenwright {

namespace {

/// Such a file is a few hundred lines; the library's time grows faster than a text does.
constexpr qsizetype mostYamlCharacters = 256 * 1024;

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
        if (++m_heard > mostYamlCharacters)
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

Result<ImportedFile> readYaml(const QString &text, const YamlReader &read)
{
    if (text.size() > mostYamlCharacters)
        return misconfigured(Text::tr("It is too large for a configuration file in YAML."));
    try {
        // The library takes the end of the text for a missing quotation mark, but not this end.
        const std::string whole = text.toStdString() + "\n...\n";
        if (!isOneDocument(whole))
            return misconfigured(Text::tr("It is not one YAML document with keys at its top."));
        const YAML::Node root = YAML::Load(whole);
        if (!root.IsMap())
            return misconfigured(Text::tr("It is not one YAML document with keys at its top."));
        return read(root);
    } catch (const YAML::Exception &problem) {
        // its words may quote the text, and with it a secret
        return misconfigured(
            Text::tr("It is not valid YAML (%1).").arg(lineName(problem.mark.line + 1)));
    } catch (const std::exception &) {
        return misconfigured(Text::tr("It is not valid YAML."));
    }
}

QString yamlText(const YAML::Node &node)
{
    return node.IsScalar() ? QString::fromStdString(node.Scalar()) : QString();
}

QString yamlPlace(const YAML::Node &node)
{
    return lineName(node.Mark().line + 1);
}

std::vector<YamlField> yamlFields(const YAML::Node &map)
{
    // Only ever appended to: assigning to a node changes the node it stands for.
    std::vector<YamlField> fields;
    std::vector<YAML::Node> merged;
    QSet<QString> known;
    const auto add = [&](const YAML::Node &from, bool isMerged) {
        QSet<QString> names; // what comes first wins over what is merged after it
        for (const auto &item : from) {
            const QString name = yamlText(item.first);
            if (name == u"<<") {
                if (!isMerged)
                    merged.push_back(item.second);
            } else if (!known.contains(name)) {
                fields.push_back({name, item.first, item.second});
                names.insert(name);
            }
        }
        known += names;
    };
    add(map, false);
    for (std::size_t i = 0; i < merged.size(); ++i) {
        if (merged.at(i).IsMap())
            add(merged.at(i), true);
        if (!merged.at(i).IsSequence())
            continue;
        for (const auto &one : merged.at(i)) {
            if (one.IsMap())
                add(one, true);
        }
    }
    return fields;
}

} // namespace Tokenwright
