// SPDX-License-Identifier: MIT
#include "YamlText.h"

#include "Text.h"

#include "ImportText.h"

#include <QJsonArray>
#include <QSet>

#include <yaml-cpp/eventhandler.h>

#include <optional>
#include <sstream>
#include <stdexcept>

namespace Tokenwright {

namespace {

/// With the time that the library takes in mind, which grows faster than a text does.
constexpr qsizetype mostCollectionCharacters = 2 * 1024 * 1024;

/// Aliases within aliases may stand for more than any file has.
constexpr int mostWrittenOut = 500'000;
constexpr int deepestNode = 200;

/// Hears what the library finds in a text, before nodes are made of it: with some broken texts it
/// finds documents or nodes without end.
class Listener final : public YAML::EventHandler
{
public:
    explicit Listener(qsizetype most)
        : m_most(most)
    { }

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
        if (++m_heard > m_most)
            throw std::length_error("more than there are characters");
    }

    const qsizetype m_most;
    qsizetype m_heard = 0;
};

/// Makes JSON of nodes.
class JsonWriter
{
public:
    QJsonValue written(const YAML::Node &node, int depth = 0)
    {
        if (++m_count > mostWrittenOut || depth > deepestNode)
            throw std::length_error("more than any file has");
        if (node.IsSequence()) {
            QJsonArray array;
            for (const auto &item : node)
                array.append(written(item, depth + 1));
            return array;
        }
        if (node.IsMap())
            return object(node, depth);
        const bool isPlain = node.IsScalar() && node.Tag() == "?";
        const QString text = yamlText(node);
        if (!node.IsScalar() || (isPlain && (text == u"~" || text == u"null")))
            return QJsonValue::Null;
        return text;
    }

    std::optional<Error> flaw{};

private:
    QJsonObject object(const YAML::Node &node, int depth)
    {
        QJsonObject object;
        for (const YamlField &field : yamlFields(node)) {
            if (object.contains(field.name) && !flaw) {
                flaw = Error{
                    .kind = ErrorKind::Configuration,
                    .message = Text::tr("A key is there twice (%1); which of them counts cannot be "
                                        "told.")
                                   .arg(yamlPlace(field.key))};
            }
            object.insert(field.name, written(field.value, depth + 1));
        }
        return object;
    }

    int m_count = 0;
};

bool isOneDocument(const std::string &text, qsizetype most)
{
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    Listener listener(most);
    return parser.HandleNextDocument(listener) && !parser.HandleNextDocument(listener);
}

} // namespace

namespace {

template <class T>
Result<T> readDocument(const QString &text, qsizetype most,
                       const std::function<Result<T>(const YAML::Node &)> &read)
{
    if (text.size() > most)
        return misconfigured(Text::tr("It is too large for a configuration file in YAML."));
    try {
        // The library takes the end of the text for a missing quotation mark, but not this end.
        const std::string whole = text.toStdString() + "\n...\n";
        if (!isOneDocument(whole, most))
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

} // namespace

Result<ImportedFile> readYaml(const QString &text, const YamlReader &read)
{
    return readDocument<ImportedFile>(text, mostYamlCharacters, read);
}

Result<QJsonObject> yamlObject(const QString &text)
{
    return readDocument<QJsonObject>(text, mostCollectionCharacters,
                                     [](const YAML::Node &root) -> Result<QJsonObject> {
                                         JsonWriter writer;
                                         const QJsonObject object = writer.written(root).toObject();
                                         if (writer.flaw)
                                             return failure(*writer.flaw);
                                         return object;
                                     });
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
