// SPDX-License-Identifier: MIT
// YAML: read into nodes, and every field of every map looked at.
#include "FuzzTarget.h"

#include "YamlText.h"

namespace Tokenwright::Fuzz::YamlTarget {

namespace {

/// As deep as the readers of YAML look.
void lookAt(const YAML::Node &node, int depth, const QByteArray &input)
{
    yamlText(node);
    require(!yamlPlace(node).isEmpty(), "a node has a place", input);
    if (depth == 0)
        return;
    if (node.IsMap()) {
        for (const YamlField &field : yamlFields(node))
            lookAt(field.value, depth - 1, input);
    } else if (node.IsSequence()) {
        for (const auto &item : node)
            lookAt(item, depth - 1, input);
    }
}

const Target yamlTarget("yaml", [](const QByteArray &input) {
    const auto read = readYaml(textOf(input), [&](const YAML::Node &root) -> Result<ImportedFile> {
        require(root.IsMap(), "what is read has keys at its top", input);
        lookAt(root, 2, input);
        return ImportedFile{};
    });
    require(read || !read.error().message.isEmpty(), "what cannot be read is told why", input);
});

} // namespace

} // namespace Tokenwright::Fuzz::YamlTarget
