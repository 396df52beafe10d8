// SPDX-License-Identifier: MIT
#include "assignments/KeyedPairs.h"

#include "FoundPair.h"
#include "Placeholder.h"
#include "ProviderMatch.h"
#include "Text.h"
#include "VisibleText.h"
#include "assignments/KeyNames.h"
#include "tools/ToolCollection.h"

#include <algorithm>
#include <map>

namespace Tokenwright {

namespace {

/// A key of a group, with its value.
struct KeyedEntry
{
    KeyName name;
    KeyedValue found;
    bool isTwice = false; ///< With different values.

    /// A placeholder beside the real thing counts for nothing.
    bool isNothing() const
    {
        return found.flaw.isEmpty() && !found.isElsewhere && isPlaceholder(found.value);
    }
    bool isReal() const { return found.flaw.isEmpty() && !isPlaceholder(found.value); }
};

/// Keys of the same beginning and environment.
struct Group
{
    QStringList prefix;
    QString environment; ///< As the keys have it.
    QList<KeyedEntry> entries;

    const KeyedEntry *find(KeyRole role) const
    {
        const auto found = std::ranges::find_if(
            entries, [role](const KeyedEntry &entry) { return entry.name.role == role; });
        return found == entries.end() ? nullptr : &*found;
    }
    const KeyedEntry *find(KeyRole role, const QString &kind) const
    {
        const auto found = std::ranges::find_if(entries, [&](const KeyedEntry &entry) {
            return entry.name.role == role && entry.name.kind == kind;
        });
        return found == entries.end() ? nullptr : &*found;
    }
};

/// SBX and SANDBOX are one.
QString stageOf(const QString &environment)
{
    if (environment.isEmpty())
        return {};
    const bool isLive = environment.startsWith(u'P') || environment.startsWith(u'L');
    return isLive ? u"live"_s : u"test"_s;
}

using GroupKey = std::pair<QString, QString>; ///< Prefix and stage.

class KeyReader
{
public:
    KeyReader(ImportedFile &file, const QString &name, const ProviderCatalog &catalog)
        : m_file(file)
        , m_name(name)
        , m_catalog(catalog)
    { }

    void read(const QList<KeyedValue> &values)
    {
        for (const KeyedValue &value : values)
            sort(value);
        for (const GroupKey &key : std::as_const(m_order))
            readGroup(m_groups[key]);
    }

private:
    void sort(const KeyedValue &value)
    {
        const KeyName name = keyName(value.key);
        const GroupKey key{name.role == KeyRole::Other ? QString() : name.prefix.join(u'_'),
                           stageOf(name.environment)};
        if (name.role == KeyRole::Other) {
            if (value.flaw.isEmpty())
                m_others.insert(keyWords(value.key).join(QString()), value.value);
            return;
        }
        if (!m_groups.contains(key)) {
            m_groups[key] = {.prefix = name.prefix, .environment = name.environment, .entries = {}};
            m_order.append(key);
        }
        QList<KeyedEntry> &entries = m_groups[key].entries;
        const KeyedEntry entry{.name = name, .found = value};
        const auto same = std::ranges::find_if(entries, [&](const KeyedEntry &other) {
            return other.name.role == name.role && other.name.kind == name.kind;
        });
        if (same == entries.end())
            entries.append(entry);
        else if (same->isNothing() || (!same->isReal() && entry.isReal()))
            *same = entry; // what comes last counts
        else if (same->found.value != value.value && !entry.isNothing())
            same->isTwice = true;
    }

    void readGroup(const Group &group)
    {
        for (const KeyedEntry &entry : group.entries) {
            if (entry.name.role == KeyRole::Id)
                readPair(group, &entry, secretFor(group, entry));
            else if (entry.name.role == KeyRole::Secret && !group.find(KeyRole::Id, entry.name.kind)
                     && entry.name.kind == u"CLIENT")
                readPair(group, nullptr, &entry);
        }
    }

    static const KeyedEntry *secretFor(const Group &group, const KeyedEntry &id)
    {
        if (const KeyedEntry *own = group.find(KeyRole::Secret, id.name.kind))
            return own;
        const KeyedEntry *any = group.find(KeyRole::Secret, QString());
        if (!any && id.name.kind != u"API")
            any = group.find(KeyRole::Secret, u"APP"_s);
        return any;
    }

    /// The value for \a role that goes with \a group: its own, or that of all environments.
    QString companion(FoundPair &pair, const Group &group, KeyRole role)
    {
        const KeyedEntry *entry = group.find(role);
        const auto common = m_groups.find({group.prefix.join(u'_'), QString()});
        if (!entry && common != m_groups.end())
            entry = common->second.find(role);
        if (!entry)
            return {};
        if (const QString note = remarkOn(*entry); !note.isEmpty() && !pair.notes.contains(note))
            pair.notes.append(note);
        return entry->isReal() ? entry->found.value : QString();
    }

    /// What is to be said of \a entry; empty: nothing.
    static QString remarkOn(const KeyedEntry &entry)
    {
        const QString &words = entry.found.flaw.isEmpty() ? entry.found.note : entry.found.flaw;
        return words.isEmpty() ? QString()
                               : Text::tr("“%1”: %2").arg(visibleText(entry.found.key), words);
    }

    /// Why nothing comes of the pair; empty: it does.
    static QString problemWith(const KeyedEntry *id, const KeyedEntry *secret)
    {
        QStringList problems;
        for (const KeyedEntry *entry : {id, secret}) {
            if (!entry)
                continue;
            if (entry->isTwice) {
                problems.append(Text::tr("“%1” is there twice, with different values.")
                                    .arg(visibleText(entry->found.key)));
            } else if (!entry->found.flaw.isEmpty()) {
                problems.append(Text::tr("%1 (%2)").arg(remarkOn(*entry), entry->found.place));
            }
        }
        return problems.join(u' ');
    }

    void readPair(const Group &group, const KeyedEntry *id, const KeyedEntry *secret)
    {
        const KeyedEntry &first = id ? *id : *secret;
        QStringList rest;
        const Provider *provider = providerNamed(m_catalog, group.prefix, &rest);
        QStringList unused;
        if (!provider && !m_name.isEmpty())
            provider = providerNamed(m_catalog, withoutEnvironment(keyWords(m_name)), &unused);
        // APP_ID, APP_KEY and API_KEY alone are common and mean no such pair
        if (!secret && !provider && first.name.kind != u"CLIENT")
            return;
        FoundPair pair;
        pair.place = first.found.place;
        pair.clientId = id ? id->found.value : QString();
        pair.clientSecret = Secret::fromText(secret ? secret->found.value : QString());
        if (const QString problem = problemWith(id, secret); !problem.isEmpty()) {
            m_file.holdsSecret = m_file.holdsSecret || (secret && secret->isReal());
            m_file.skipped.append({.place = pair.place, .reason = problem});
            return;
        }
        QStringList elsewhere;
        for (const KeyedEntry *entry : {id, secret}) {
            if (const QString note = entry ? remarkOn(*entry) : QString(); !note.isEmpty())
                pair.notes.append(note);
            if (entry && entry->found.isElsewhere)
                elsewhere.append(u"“" + visibleText(entry->found.key) + u"”");
        }
        if (!elsewhere.isEmpty()) {
            pair.isPairElsewhere = true;
            pair.notes.append(keptElsewhere(elsewhere));
        }
        pair.provider = provider && !isGeneric(*provider) ? provider->id : QString();
        pair.tokenUrl = companion(pair, group, KeyRole::TokenUrl);
        pair.grantType = companion(pair, group, KeyRole::GrantType);
        pair.scopes = companion(pair, group, KeyRole::Scope);
        decideEnvironment(pair, group);
        pair.name = nameFor(group, provider, rest);
        pair.key = keyFor(group, first);
        addVariables(pair, group);
        takeWithRefreshToken(pair, companion(pair, group, KeyRole::RefreshToken));
    }

    /// \a token is for a set of its own beside the one of the application, unless that takes it
    /// anyway.
    void takeWithRefreshToken(FoundPair pair, const QString &token)
    {
        const Provider *provider = m_catalog.provider(pair.provider);
        const QString grant = u"refresh_token"_s;
        if (token.isEmpty()) {
            take(m_file, pair, m_catalog);
            return;
        }
        m_file.holdsSecret = true;
        if (!(provider && provider->usesRefreshToken()) && pair.grantType != grant) {
            take(m_file, pair, m_catalog);
            const Provider *other = provider ? providerBeside(m_catalog, *provider, grant)
                                             : nullptr;
            if (!other && pair.tokenUrl.isEmpty()) {
                m_file.skipped.append(
                    {.place = pair.place,
                     .reason = Text::tr("The refresh token is not carried over: no provider takes "
                                        "it, and there is no token URL.")});
                return;
            }
            pair.provider = other ? other->id : QString();
            pair.name.clear();
            pair.key += u"_REFRESH_TOKEN";
            pair.scopes.clear(); // they were asked for in the name of the application
        }
        pair.grantType = grant;
        pair.parameters.append({grant, token});
        take(m_file, pair, m_catalog);
    }

    void decideEnvironment(FoundPair &pair, const Group &group)
    {
        pair.environment = group.environment;
        if (pair.environment.isEmpty())
            pair.environment = companion(pair, group, KeyRole::Environment);
        const ProviderHint hint = providerAt(companion(pair, group, KeyRole::BaseUrl));
        if (pair.provider.isEmpty() && pair.tokenUrl.isEmpty())
            pair.provider = hint.provider;
        if (pair.environment.isEmpty() && pair.provider == hint.provider)
            pair.environment = hint.environment;
        if (pair.environment.isEmpty())
            pair.environment = stageNamed(m_name);
    }

    /// Whose API, or token endpoint, is at the host of \a url.
    ProviderHint providerAt(const QString &url) const
    {
        if (url.isEmpty())
            return {};
        const QUrl wanted(url.contains(u"://") ? url : QString(u"https://" + url));
        for (const Provider &provider : m_catalog.providers()) {
            for (const ProviderEnvironment &environment : provider.environments) {
                for (const QString &known : {environment.tokenUrl, environment.apiBaseUrl}) {
                    if (!known.contains(u'{') && !known.isEmpty()
                        && QUrl(known).host() == wanted.host())
                        return {.provider = provider.id, .environment = environment.id};
                }
            }
        }
        return {};
    }

    static bool isGeneric(const Provider &provider)
    {
        return std::ranges::all_of(
            provider.environments, [](const ProviderEnvironment &environment) {
                return environment.tokenUrl.startsWith(u'{') && environment.tokenUrl.endsWith(u'}');
            });
    }

    /// EBAY_… beside EBAY_DOMAIN: the provider's variables and parameters by their names.
    void addVariables(FoundPair &pair, const Group &group) const
    {
        const Provider *provider = m_catalog.provider(pair.provider);
        if (!provider)
            return;
        const auto value = [&](const QString &name) {
            const QString key = group.prefix.join(QString()) + keyWords(name).join(QString());
            return m_others.value(key, m_others.value(key + u"ID")); // "tenant" is TENANT_ID
        };
        for (const Variable &variable : provider->variables) {
            if (const QString text = value(variable.name); !text.isEmpty())
                pair.variables.insert(variable.name, text);
        }
        for (const RequestParameter &parameter : provider->request.parameters) {
            if (const QString text = value(parameter.name); !text.isEmpty())
                pair.parameters.append({parameter.name, text});
        }
    }

    static QStringList withoutEnvironment(QStringList words)
    {
        words.removeIf([](const QString &word) { return isEnvironmentWord(word); });
        return words;
    }

    QString nameFor(const Group &group, const Provider *provider, const QStringList &rest) const
    {
        QString words = (provider ? rest : group.prefix).join(u' ').toLower();
        if (!m_name.isEmpty())
            return words.isEmpty() || m_groups.size() == 1 ? m_name
                                                           : QString(m_name + u' ' + words);
        if (provider)
            return words.isEmpty() ? QString() : QString(provider->name + u' ' + words);
        if (!words.isEmpty())
            words[0] = words.at(0).toUpper();
        return words;
    }

    QString keyFor(const Group &group, const KeyedEntry &first) const
    {
        QStringList parts = group.prefix;
        if (!group.environment.isEmpty())
            parts.append(group.environment);
        if (!parts.isEmpty())
            return parts.join(u'_');
        return visibleText(m_name.isEmpty() ? first.found.key : m_name);
    }

    ImportedFile &m_file;
    const QString m_name;
    const ProviderCatalog &m_catalog;
    std::map<GroupKey, Group> m_groups{};
    QList<GroupKey> m_order{};
    QHash<QString, QString> m_others{}; ///< Keys that are nothing by convention, in one word.
};

} // namespace

bool isPairKey(const QString &key)
{
    return keyName(key).role == KeyRole::Id;
}

bool isKnownKey(const QString &key)
{
    return keyName(key).role != KeyRole::Other;
}

void takeKeyedPairs(ImportedFile &file, const QList<KeyedValue> &values, const QString &name,
                    const ProviderCatalog &catalog)
{
    KeyReader(file, name, catalog).read(values);
}

void takeVariables(ImportedFile &file, const VariableValues &variables, const QString &name,
                   const ProviderCatalog &catalog)
{
    QList<KeyedValue> values;
    const auto add = [&](const QString &key, const QString &value, bool isElsewhere) {
        const QString shown = visibleText(key);
        values.append({.key = key,
                       .value = value,
                       .place = name.isEmpty()
                           ? Text::tr("variable “%1”").arg(shown)
                           : Text::tr("environment “%1”, %2").arg(visibleText(name), shown),
                       .isElsewhere = isElsewhere});
    };
    for (auto it = variables.values.begin(); it != variables.values.end(); ++it)
        add(it.key(), it.value(), false);
    for (const QString &key : variables.elsewhere) {
        if (!variables.values.contains(key))
            add(key, {}, true);
    }
    takeKeyedPairs(file, values, name, catalog);
}

} // namespace Tokenwright
