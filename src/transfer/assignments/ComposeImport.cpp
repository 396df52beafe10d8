// SPDX-License-Identifier: MIT
// Environment variables in YAML: "environment" of Docker Compose's services, "env" of Kubernetes
// and of workflows, "stringData" of Kubernetes' secrets.
// docs.docker.com/reference/compose-file/services and /interpolation; kubernetes.io/docs, EnvVar
// and Secret.
#include "ImportFormat.h"

#include "ImportText.h"
#include "Text.h"
#include "YamlText.h"
#include "assignments/KeyedPairs.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr QStringView blockKeys[]{u"environment", u"env", u"stringData"};
constexpr int deepest = 32;
constexpr int mostNodes = 100'000; ///< Aliases within aliases may stand for more than any file has.

QString elsewhere()
{
    return Text::tr("Its value is not in the file itself.");
}

/// Whether YAML, or a reader of it, would make something else of an unquoted \a text than the text:
/// a number that is written anew, a truth value, nothing.
bool isRewritten(const QString &text)
{
    static const QRegularExpression plain(
        QRegularExpression::anchoredPattern(u"0|[1-9][0-9]{0,14}"_s));
    static const QRegularExpression typed(
        QRegularExpression::anchoredPattern(
            u"~|null|true|false|yes|no|on|off|y|n|[-+]?(0[xob])?[0-9][0-9a-f_.:]*(e[-+]?[0-9]+)?|"
            "[-+]?\\.(inf|nan|[0-9]+)"_s),
        QRegularExpression::CaseInsensitiveOption);
    return typed.match(text).hasMatch() && !plain.match(text).hasMatch();
}

/// Fills in what a value is once its reader has put in its variables.
void interpolate(KeyedValue &value, bool isCompose)
{
    static const QRegularExpression variable(u"\\$(?:[A-Za-z_{]|\\()"_s);
    QString text = value.value;
    if (isCompose)
        text.replace(u"$$"_s, QString(QChar(u'\0')));
    if (variable.match(text).hasMatch() || (!isCompose && text.contains(u"$$")))
        value.flaw = elsewhere();
    value.value = text.replace(QChar(u'\0'), u'$');
}

class ComposeReader
{
public:
    ComposeReader(ImportedFile &file, const ProviderCatalog &catalog)
        : m_file(file)
        , m_catalog(catalog)
    { }

    /// False: there is more than any file has.
    bool read(const YAML::Node &node, int depth = 0)
    {
        if (++m_seen > mostNodes || depth > deepest)
            return false;
        if (node.IsSequence()) {
            for (const auto &item : node) {
                if (!read(item, depth + 1))
                    return false;
            }
        }
        if (!node.IsMap())
            return true;
        for (const auto &item : node) {
            const QString key = yamlText(item.first);
            if (std::ranges::find(blockKeys, key) != std::end(blockKeys))
                readBlock(item.second, key == blockKeys[0]);
            if (!read(item.second, depth + 1))
                return false;
        }
        return true;
    }

private:
    /// Blocks that several services share count once.
    void readBlock(const YAML::Node &block, bool isCompose)
    {
        if (m_blocks.contains(block.Mark().pos))
            return;
        m_blocks.insert(block.Mark().pos);
        QList<KeyedValue> values;
        if (block.IsMap()) {
            for (const YamlField &field : yamlFields(block))
                values.append(valueOf(field.name, field.value, field.key));
        }
        if (block.IsSequence()) {
            for (const auto &item : block)
                values.append(valueOf(item));
        }
        for (KeyedValue &value : values)
            interpolate(value, isCompose);
        m_seen += int(values.size());
        takeKeyedPairs(m_file, values, {}, m_catalog);
    }

    static KeyedValue valueOf(const QString &name, const YAML::Node &value, const YAML::Node &where)
    {
        KeyedValue result{.key = name, .value = yamlText(value), .place = yamlPlace(where)};
        if (!value.IsScalar())
            result.flaw = elsewhere();
        else if (value.Tag() == "?" && isRewritten(result.value))
            result.flaw = Text::tr("YAML takes its value for a number or a truth value; put it in "
                                   "quotation marks.");
        return result;
    }

    /// An item of a list: "NAME=value", or a map with name and value.
    static KeyedValue valueOf(const YAML::Node &item)
    {
        if (item.IsMap()) {
            const YAML::Node name = item["name"];
            const YAML::Node value = item["value"];
            if (!name || !name.IsScalar())
                return {};
            return value ? valueOf(yamlText(name), value, name)
                         : KeyedValue{.key = yamlText(name),
                                      .value = {},
                                      .place = yamlPlace(name),
                                      .flaw = elsewhere()};
        }
        const QString text = yamlText(item);
        const qsizetype sign = text.indexOf(u'=');
        KeyedValue result{.key = text.left(sign), .value = {}, .place = yamlPlace(item)};
        if (sign < 0) {
            result.flaw = elsewhere(); // that of whoever starts it
            return result;
        }
        result.value = text.sliced(sign + 1);
        const QChar first = result.value.isEmpty() ? QChar() : result.value.front();
        if (result.value.size() > 1 && (first == u'"' || first == u'\'')
            && result.value.endsWith(first))
            result.flaw = Text::tr("The quotation marks are a part of its value there; put them "
                                   "around the whole item.");
        return result;
    }

    ImportedFile &m_file;
    const ProviderCatalog &m_catalog;
    QSet<int> m_blocks{};
    int m_seen = 0;
};

} // namespace

bool isCompose(const ImportContent &content)
{
    static const QRegularExpression block(
        u"^[ \\t-]*[\"']?(?:environment|env|stringData)[\"']?[ \\t]*:[ \\t]*(?:$|[#{&*\\[])"_s,
        QRegularExpression::MultilineOption);
    static const QRegularExpression services(u"^(?:services:[ \\t]*$|apiVersion:)"_s,
                                             QRegularExpression::MultilineOption);
    if (!block.match(content.text).hasMatch() && !services.match(content.text).hasMatch())
        return false;
    static const QRegularExpression name(u"([A-Za-z_][A-Za-z0-9_.-]*)[\"']?[ \\t]*(?:[:=,}]|$)"_s,
                                         QRegularExpression::MultilineOption);
    auto names = name.globalMatch(content.text);
    while (names.hasNext()) {
        if (isPairKey(names.next().captured(1)))
            return true;
    }
    return std::ranges::none_of(importFormats(), [&](const ImportFormat &other) {
        return other.recognises != isCompose && other.recognises(content);
    });
}

Result<ImportedFile> readCompose(const ImportContent &content, const ProviderCatalog &catalog)
{
    return readYaml(content.text, [&](const YAML::Node &root) -> Result<ImportedFile> {
        ImportedFile file;
        if (!ComposeReader(file, catalog).read(root)) {
            return misconfigured(Text::tr("Its YAML holds more than any such file does."));
        }
        return file;
    });
}

} // namespace Tokenwright
