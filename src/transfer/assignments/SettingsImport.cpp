// SPDX-License-Identifier: MIT
// Settings of any program, in JSON or YAML: wherever an ID stands beside its secret, both called as
// is usual. appsettings.json of ASP.NET, application.yml of Spring (which has a client's URLs in
// another place, under the same name: docs.spring.io/spring-security, OAuth 2.0 Client),
// values.yaml of Helm, config.json.
#include "ImportFormat.h"

#include "ImportText.h"
#include "ProviderMatch.h"
#include "Text.h"
#include "VisibleText.h"
#include "YamlText.h"
#include "assignments/KeyNames.h"
#include "assignments/KeyedPairs.h"

#include <QHash>
#include <QJsonArray>
#include <QMap>
#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr int deepestSection = 16;
constexpr int mostOthers = 32; ///< Values for a provider's variables.

/// What says nothing of whose credentials stand under it.
constexpr QStringView plainNames[]{u"AUTH",   u"OAUTH",    u"OAUTH2",  u"CLIENT", u"CREDENTIALS",
                                   u"CONFIG", u"SETTINGS", u"SECRETS", u"API"};

bool isPlain(const QString &key)
{
    return std::ranges::find(plainNames, QStringView(key.toUpper())) != std::end(plainNames);
}

bool isEnvironment(const QString &key)
{
    return isEnvironmentWord(key.toUpper());
}

struct Setting
{
    QString text;
    KeyRole role = KeyRole::Other; ///< By its key.
};
using Settings = QMap<QString, Setting>;

bool hasRole(const Settings &settings, KeyRole role)
{
    return std::ranges::any_of(settings, [role](const Setting &one) { return one.role == role; });
}

/// The single values under one key.
struct Section
{
    QStringList path; ///< Of keys, from the top.
    Settings settings;

    bool isPair() const
    {
        return hasRole(settings, KeyRole::Id) && hasRole(settings, KeyRole::Secret)
            && !settings.contains(u"auth_uri"_s); // a client of Google's for people
    }
    QString lastKey() const { return path.isEmpty() ? QString() : path.last().toLower(); }
};

/// A list of texts is one value: scopes.
QString valueText(const QJsonValue &value)
{
    QStringList texts;
    const QJsonArray list = value.toArray();
    for (const QJsonValue &one : list)
        texts.append(jsonText(one));
    return value.isArray() ? texts.join(u' ') : jsonText(value);
}

/// What an item of a list is called.
QString itemName(const QJsonValue &item, qsizetype number)
{
    const QString name = jsonText(item[u"name"]);
    return name.isEmpty() ? QString::number(number) : name;
}

void addSections(QList<Section> &sections, const QJsonObject &object, const QStringList &path)
{
    if (path.size() > deepestSection)
        return;
    const qsizetype own = sections.size();
    sections.append({.path = path, .settings = {}});
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonValue value = it.value();
        if (value.isObject())
            addSections(sections, value.toObject(), path + QStringList{it.key()});
        else if (const QString text = valueText(value); !text.trimmed().isEmpty())
            sections[own].settings.insert(it.key(), {text, keyName(it.key()).role});
        qsizetype number = 0;
        const QJsonArray items = value.toArray();
        for (const QJsonValue &item : items) {
            ++number;
            if (item.isObject())
                addSections(sections, item.toObject(),
                            path + QStringList{it.key(), itemName(item, number)});
        }
    }
}

QList<Section> sectionsIn(const QJsonObject &object)
{
    QList<Section> sections;
    addSections(sections, object, {});
    return sections;
}

/// Whether something is put in the place of \a text, or a part of it, before a program sees it.
bool isFilledInLater(const QString &text)
{
    static const QRegularExpression marks(
        u"\\$\\{|\\$\\(|\\{\\{|#\\{|<%=|^ENC\\(|^%[^%]+%$|^\\$[A-Z_][A-Z0-9_]*$"_s);
    return marks.match(text).hasMatch();
}

class SettingsReader
{
public:
    SettingsReader(ImportedFile &file, const QString &fileName, const ProviderCatalog &catalog)
        : m_file(file)
        , m_fileName(fileName)
        , m_catalog(catalog)
    { }

    void read(const QList<Section> &sections)
    {
        for (const Section &section : sections) {
            add(m_around[section.path], section.settings, 0);
            if (!section.isPair())
                add(m_beside[section.lastKey()], section.settings, mostOthers);
        }
        for (const Section &section : sections) {
            if (section.isPair())
                take(section);
        }
    }

private:
    void take(const Section &section)
    {
        Settings settings = section.settings;
        if (!section.path.isEmpty())
            add(settings, m_beside.value(section.lastKey()), mostOthers);
        QStringList around = section.path;
        while (!around.isEmpty() && (isPlain(around.last()) || isEnvironment(around.last()))) {
            around.removeLast();
            add(settings, m_around.value(around), 0);
        }
        QList<KeyedValue> keyed;
        for (auto it = settings.cbegin(); it != settings.cend(); ++it) {
            const QString place = (section.path + QStringList{it.key()}).join(u" / ");
            keyed.append({.key = it.key(),
                          .value = it->text,
                          .place = u"“"_s + visibleText(place) + u'”',
                          .flaw = isFilledInLater(it->text)
                              ? Text::tr("Its value is not in the file itself.")
                              : QString()});
        }
        takeKeyedPairs(m_file, keyed, nameOf(section.path), m_catalog);
    }

    /// Adds to \a settings what of \a others goes with credentials and is not there yet, and of the
    /// rest \a most; credentials are nobody else's.
    static void add(Settings &settings, const Settings &others, int most)
    {
        for (auto it = others.cbegin(); it != others.cend(); ++it) {
            const bool isOther = it->role == KeyRole::Other;
            const bool isThere = isOther ? settings.contains(it.key())
                                         : hasRole(settings, it->role);
            if (isThere || it->role == KeyRole::Id || it->role == KeyRole::Secret
                || (isOther && most-- <= 0))
                continue;
            settings.insert(it.key(), *it);
        }
    }

    /// What tells whose it is, and for which environment.
    QString nameOf(QStringList path) const
    {
        while (path.size() > 1 && isPlain(path.last()))
            path.removeLast();
        if (path.isEmpty())
            return m_fileName;
        if (!isEnvironment(path.last()))
            return path.last();
        return (path.size() > 1 ? path.at(path.size() - 2) : m_fileName) + u' ' + path.last();
    }

    ImportedFile &m_file;
    const QString m_fileName;
    const ProviderCatalog &m_catalog;
    QHash<QStringList, Settings> m_around{}; ///< By the path, one of each role.
    QHash<QString, Settings> m_beside{}; ///< Of sections without a pair, by their last key.
};

/// The whole, if it is one object; a text only where it is worth to be read as YAML.
Result<QJsonObject> objectIn(const ImportContent &content)
{
    if (content.json)
        return *content.json;
    return yamlObject(content.text);
}

bool mayBeYaml(const QString &text)
{
    static const QRegularExpression field(
        u"^[ \\t-]*[\"']?([A-Za-z_][A-Za-z0-9_.-]*)[\"']?:[ \\t]"_s,
        QRegularExpression::MultilineOption);
    auto fields = field.globalMatch(text);
    while (fields.hasNext()) {
        if (isPairKey(fields.next().captured(1)))
            return true;
    }
    return false;
}

} // namespace

bool isSettings(const ImportContent &content)
{
    if (!content.json && !mayBeYaml(content.text))
        return false;
    const auto object = objectIn(content);
    return object && std::ranges::any_of(sectionsIn(*object), &Section::isPair);
}

Result<ImportedFile> readSettings(const ImportContent &content, const ProviderCatalog &catalog)
{
    const auto object = objectIn(content);
    if (!object)
        return failure(object.error());
    ImportedFile file;
    SettingsReader(file, content.baseName(), catalog).read(sectionsIn(*object));
    return file;
}

} // namespace Tokenwright
