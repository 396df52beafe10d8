// SPDX-License-Identifier: MIT
#pragma once

#include "ImportFormat.h"

#include <QJsonObject>
#include <QStringList>

#include <functional>

// The nodes of the YAML library, which only the readers of YAML know; its exceptions end in
// readYaml().
#include <yaml-cpp/yaml.h>

namespace Tokenwright {

using YamlReader = std::function<Result<ImportedFile>(const YAML::Node &root)>;

/// Larger files of configuration there are not.
constexpr qsizetype mostYamlCharacters = 256 * 1024;

/// Hands \a text, if it is one YAML document with keys at its top, to \a read. Errors:
/// ErrorKind::Configuration with a translated message that quotes nothing (too large, broken, not
/// one document), and those of \a read.
Result<ImportedFile> readYaml(const QString &text, const YamlReader &read);

/// \a text, if it is one YAML document with keys at its top, as JSON in which every scalar is its
/// text; nothing is null. Aliases are written out, within bounds. Errors: as readYaml() (a key that
/// is there twice as well).
Result<QJsonObject> yamlObject(const QString &text);

/// What \a node says as text; empty unless it is a scalar.
QString yamlText(const YAML::Node &node);

/// "line 12", translated.
QString yamlPlace(const YAML::Node &node);

/// A field of a map.
struct YamlField
{
    QString name;
    YAML::Node key;
    YAML::Node value;
};

/// The fields of \a map: its own, in order, then those that it merges in and has not itself (YAML
/// 1.1 "<<"). Nothing is followed any deeper, so aliases within aliases cost nothing. A name may be
/// there several times.
std::vector<YamlField> yamlFields(const YAML::Node &map);

} // namespace Tokenwright
