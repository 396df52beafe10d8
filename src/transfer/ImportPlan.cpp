// SPDX-License-Identifier: MIT
#include "ImportPlan.h"

#include "EndpointUrls.h"
#include "FoundPair.h"
#include "Origin.h"
#include "ProviderMatch.h"
#include "SetDraft.h"
#include "Text.h"
#include "TokenRequest.h"

#include <QCryptographicHash>
#include <QSet>

namespace Tokenwright {

namespace {

using State = ImportRow::State;

constexpr const char *stateNames[]{
    QT_TRANSLATE_NOOP("Tokenwright", "new"),
    QT_TRANSLATE_NOOP("Tokenwright", "new name"),
    QT_TRANSLATE_NOOP("Tokenwright", "exists"),
    QT_TRANSLATE_NOOP("Tokenwright", "needs a provider"),
    QT_TRANSLATE_NOOP("Tokenwright", "needs a value"),
    QT_TRANSLATE_NOOP("Tokenwright", "skipped"),
};

QString joined(const QString &one, const QString &other)
{
    return one.isEmpty() || other.isEmpty() ? one + other : QString(one + u' ' + other);
}

/// Makes the plan, row after row; each row counts for those behind it.
class Planner
{
public:
    Planner(const QList<CredentialSet> &existing, const KnownPairs &known,
            const ProviderCatalog &catalog, const ImportChoices &choices)
        : m_known(known)
        , m_catalog(catalog)
    {
        for (const CredentialSet &set : existing)
            addExisting(set);
        for (auto it = choices.mappings.begin(); it != choices.mappings.end(); ++it)
            m_mappings.insert(it.key().toCaseFolded(), it.value());
        for (auto it = choices.names.begin(); it != choices.names.end(); ++it)
            m_givenNames.insert(it.key().toCaseFolded(), it.value());
        for (auto it = choices.rowVariables.begin(); it != choices.rowVariables.end(); ++it)
            m_rowVariables.insert(it.key().toCaseFolded(), it.value());
        for (auto it = choices.pairs.begin(); it != choices.pairs.end(); ++it)
            m_pairs.insert(it.key().toCaseFolded(), it.value());
        m_variables = choices.variables;
        m_asksForEnvironment = choices.asksForEnvironment;
    }

    QList<ImportRow> rows{};

    void add(const QString &file, ImportedSet found)
    {
        ImportRow row{.file = file, .place = found.place, .key = uniqueKey(found.key)};
        applyMapping(found, row.key);
        row.text = joined(found.note, found.remark);
        row.set = found.set;
        row.pair = found.pair;
        row.set.id.clear();
        row.set.pairMark.clear();
        row.set.unknownFields = {}; // nobody here can say whether they are fit for the index
        if (found.asksForPair)
            takeTypedPair(row);
        judge(row, found.tokenUrl);
        rows.append(row);
    }

    void add(const QString &file, const SkippedEntry &entry)
    {
        rows.append(
            {.state = State::Skipped, .file = file, .place = entry.place, .text = entry.reason});
    }

    /// A pair of which nobody knows whose it is, and which another row has, is that row's: an
    /// environment beside the collection that uses it.
    void foldDoubles()
    {
        QHash<QString, qsizetype> known;
        for (qsizetype i = 0; i < rows.size(); ++i) {
            if (rows.at(i).isImportable() && !rows.at(i).pair.clientId.isEmpty())
                known.insert(rows.at(i).pair.clientId, i);
        }
        for (ImportRow &row : rows) {
            const auto same = known.constFind(row.pair.clientId);
            if (row.state != State::NeedsMapping || row.pair.clientId.isEmpty()
                || same == known.constEnd())
                continue;
            const ImportRow &other = rows.at(*same);
            if (!row.lacksPair && !row.pair.clientSecret.equals(other.pair.clientSecret))
                continue;
            row.state = State::Exists;
            row.text = Text::tr("The same as “%1” (%2, %3).")
                           .arg(other.set.name, other.file, other.place);
        }
    }

private:
    QString uniqueKey(const QString &key)
    {
        const QString base = key.isEmpty() ? u"set"_s : key;
        QString unique = base;
        while (m_keys.contains(unique.toCaseFolded()))
            unique = base + u'-' + QString::number(++m_numbers[base.toCaseFolded()] + 1);
        m_keys.insert(unique.toCaseFolded());
        return unique;
    }

    void applyMapping(ImportedSet &found, const QString &key)
    {
        const auto mapping = m_mappings.constFind(key.toCaseFolded());
        if (mapping != m_mappings.constEnd()) {
            found.set.provider = mapping->provider;
            found.set.environment = mapping->environment;
            found.note.clear();
        } else if (found.isEnvironmentAssumed && m_asksForEnvironment) {
            found.set.environment.clear();
            found.note.clear();
        }
        const QString given = m_givenNames.value(key.toCaseFolded());
        if (!given.isEmpty())
            found.set.name = given;
        const Provider *provider = m_catalog.provider(found.set.provider);
        if (!provider)
            return;
        if (mapping != m_mappings.constEnd())
            sortParameters(found, *provider);
        const auto typed = m_rowVariables.value(key.toCaseFolded());
        for (const Variable &variable : provider->variables) {
            const QString value = typed.value(variable.name, m_variables.value(variable.name));
            if (found.set.variables.value(variable.name).isEmpty() && !value.isEmpty())
                found.set.variables.insert(variable.name, value);
        }
        if (found.set.name.isEmpty())
            found.set.name = provider->name;
    }

    /// What somebody typed of a pair that is not in the file.
    void takeTypedPair(ImportRow &row) const
    {
        const auto typed = m_pairs.constFind(row.key.toCaseFolded());
        if (typed != m_pairs.constEnd()) {
            if (!typed->clientId.isEmpty())
                row.pair.clientId = typed->clientId;
            if (!typed->clientSecret.isEmpty())
                row.pair.clientSecret = typed->clientSecret;
        }
        row.lacksPair = row.pair.clientId.isEmpty() || row.pair.clientSecret.isEmpty();
    }

    /// The variables without which \a row has no token URL, and those that were said for it.
    QStringList openVariablesOf(const ImportRow &row, const Provider &provider) const
    {
        const auto typed = m_rowVariables.value(row.key.toCaseFolded());
        const ProviderEnvironment *environment = provider.environment(row.set.environment);
        if (!environment && !provider.environments.isEmpty())
            environment = &provider.environments.first();
        QStringList open;
        for (const Variable &variable : provider.variables) {
            const bool isUsed = environment
                && environment->tokenUrl.contains(u'{' + variable.name + u'}');
            const bool isMissing = row.set.variables.value(variable.name).isEmpty()
                && variable.defaultValue.isEmpty();
            if (isUsed && (isMissing || typed.contains(variable.name)))
                open.append(variable.name);
        }
        return open;
    }

    /// Which parameters are secret is for the provider to say, and it was not known before.
    static void sortParameters(ImportedSet &found, const Provider &provider)
    {
        const auto plain = std::exchange(found.set.parameters, {});
        const auto secret = std::exchange(found.pair.parameters, {});
        for (auto it = plain.begin(); it != plain.end(); ++it) {
            for (const QString &value : it.value())
                placeParameter(found, provider, it.key(), value);
        }
        for (auto it = secret.begin(); it != secret.end(); ++it)
            placeParameter(found, provider, it.key(), it.value().revealText());
    }

    /// \a tokenUrl is as the file has it; may be empty.
    void judge(ImportRow &row, const QString &tokenUrl)
    {
        const Provider *provider = m_catalog.provider(row.set.provider);
        if (provider)
            row.openVariables = openVariablesOf(row, *provider);
        if (!provider || !provider->environment(row.set.environment)) {
            row.state = State::NeedsMapping;
            row.endpoint = tokenUrl;
            row.text = joined(
                provider
                    ? Text::tr("For which environment of %1 cannot be told.").arg(provider->name)
                    : Text::tr("Whose credentials these are cannot be told."),
                row.text);
            return;
        }
        if (const auto url = tokenUrlOf(*provider, row.set); !url && !row.openVariables.isEmpty()) {
            row.state = State::NeedsVariable;
            row.text = joined(url.error().message, row.text);
            return;
        }
        if (const auto problem = applyRules(row, *provider)) {
            row.state = State::Skipped;
            row.text = problem->message;
            return;
        }
        row.endpoint = shownUrl(tokenUrlOf(*provider, row.set).value_or(QUrl()));
        if (const QString same = sameAs(row); !same.isEmpty()) {
            row.state = State::Exists;
            row.text = same;
            return;
        }
        chooseName(row);
    }

    /// Takes \a row by the rules of what may enter, and notes in it what that changed. What breaks
    /// them, or keeps a request from being made of it; nothing: it is fine.
    static std::optional<Error> applyRules(ImportRow &row, const Provider &provider)
    {
        const auto entry = entryOf(
            {.provider = provider, .after = {.set = row.set, .credentials = row.pair}});
        if (!entry)
            return entry.error();
        row.set = entry->set;
        row.pair.origin = entry->credentials.origin;
        row.pair.apiOrigin = entry->credentials.apiOrigin;
        if (row.hasPair()) {
            row.pair = entry->credentials;
            row.text = joined(row.text, entry->notes.join(u' '));
        } else {
            for (const QString &name : entry->credentials.parameters.keys()) {
                row.text = joined(row.text,
                                  Text::tr("“%1” is a secret and is not taken over; enter it with "
                                           "the credentials afterwards.")
                                      .arg(name));
            }
        }
        // a key or a certificate that is not in the file is chosen afterwards
        const bool isWhole = !row.pair.clientSecret.isEmpty() || !row.pair.privateKey.isEmpty();
        return row.hasPair() && isWhole ? requestProblem(provider, row.set, row.pair)
                                        : requestProblem(provider, row.set);
    }

    /// What two sets with the same pair have in common: whose it is, and the pair's ID, or where
    /// that is not known the name.
    static QString identity(const CredentialSet &set, const QString &endpoint,
                            const QString &clientId)
    {
        const QString who = clientId.isEmpty() ? QString(u'n' + set.name.toCaseFolded())
                                               : QString(u'i' + clientId);
        return QStringList{set.provider, set.environment, endpoint, who}.join(QChar(u'\0'));
    }

    /// Apart from each other in what is imported: refresh tokens of several people who use one
    /// application. What is there already may have got another one since, so it is not told by
    /// that.
    static QString plannedIdentity(const ImportRow &row)
    {
        const Secret token = row.pair.parameters.value(refreshTokenParameter);
        const QByteArray hash = QCryptographicHash::hash(token.reveal(),
                                                         QCryptographicHash::Sha256);
        return identity(row.set, row.endpoint, knownId(row))
            + (token.isEmpty() ? QString() : QChar(u'\0') + QString::fromLatin1(hash.toHex()));
    }

    void addExisting(const CredentialSet &set)
    {
        if (!m_known.missing.contains(set.id)) // an import that was cut off is gone on with
            m_names.insert(nameOf(set.name, set.environment));
        const Provider *provider = m_catalog.provider(set.provider);
        const QUrl url = provider ? tokenUrlOf(*provider, set).value_or(QUrl()) : QUrl();
        const QString endpoint = shownUrl(url);
        m_existing.insert(identity(set, endpoint, {}), {.name = set.name});
        const auto pair = m_known.pairs.constFind(set.id);
        if (pair != m_known.pairs.constEnd() && !pair->clientId.isEmpty()) {
            m_existing.insert(identity(set, endpoint, pair->clientId),
                              {.name = set.name, .secret = pair->clientSecret});
        }
    }

    /// Words on what \a row is already there as; empty: it is not.
    QString sameAs(ImportRow &row) const
    {
        const QString id = identity(row.set, row.endpoint, knownId(row));
        if (const auto planned = m_planned.constFind(plannedIdentity(row));
            planned != m_planned.constEnd()) {
            const ImportRow &other = rows.at(*planned);
            row.hasOtherSecret = row.hasPair() && other.hasPair()
                && !other.pair.clientSecret.equals(row.pair.clientSecret);
            return Text::tr("The same as “%1” (%2, %3).")
                .arg(other.set.name, other.file, other.place);
        }
        const auto existing = m_existing.constFind(id);
        if (existing == m_existing.constEnd())
            return {};
        if (!row.hasPair())
            return Text::tr("There is “%1” already.").arg(existing->name);
        row.hasOtherSecret = !existing->secret.equals(row.pair.clientSecret);
        return row.hasOtherSecret
            ? Text::tr("“%1” has this client ID already, with another secret.").arg(existing->name)
            : Text::tr("“%1” has these credentials already.").arg(existing->name);
    }

    /// What tells \a row from others: a pair that is not whole is known by the set's name.
    static QString knownId(const ImportRow &row)
    {
        return row.hasPair() ? row.pair.clientId : QString();
    }

    static QString nameOf(const QString &name, const QString &environment)
    {
        return environment + QChar(u'\0') + name.toCaseFolded();
    }

    void chooseName(ImportRow &row)
    {
        m_planned.insert(plannedIdentity(row), rows.size());
        row.state = State::New;
        const QString wanted = row.set.name;
        int &number = m_numbers[nameOf(wanted, row.set.environment)];
        while (m_names.contains(nameOf(row.set.name, row.set.environment))) {
            row.set.name = wanted + u' ' + QString::number(++number + 1);
            row.state = State::Renamed;
        }
        m_names.insert(nameOf(row.set.name, row.set.environment));
        if (row.state == State::Renamed)
            row.text = joined(Text::tr("The name “%1” is taken.").arg(wanted), row.text);
        if (!row.hasPair())
            row.text = joined(
                row.lacksPair
                    ? Text::tr("It is added without its credentials unless they are typed.")
                    : Text::tr("The file holds no secret; enter the credentials afterwards."),
                row.text);
    }

    struct Existing
    {
        QString name{};
        Secret secret{};
    };

    const KnownPairs &m_known;
    const ProviderCatalog &m_catalog;
    QHash<QString, ImportMapping> m_mappings{};
    QHash<QString, QString> m_givenNames{};
    QMap<QString, QString> m_variables{};
    QHash<QString, QMap<QString, QString>> m_rowVariables{};
    QHash<QString, ClientCredentials> m_pairs{};
    bool m_asksForEnvironment = false;
    QHash<QString, Existing> m_existing{}; ///< By identity().
    QHash<QString, qsizetype> m_planned{}; ///< Rows by identity().
    QSet<QString> m_names{};
    QSet<QString> m_keys{};
    QHash<QString, int> m_numbers{}; ///< How many there are of a name or a key.
};

} // namespace

QString importStateName(ImportRow::State state)
{
    return Text::tr(stateNames[std::size_t(state)]);
}

QList<ImportRow> planImport(const QList<ImportSource> &sources,
                            const QList<CredentialSet> &existing, const KnownPairs &known,
                            const ProviderCatalog &catalog, const ImportChoices &choices)
{
    Planner planner(existing, known, catalog, choices);
    for (const auto &[file, content] : sources) {
        for (const ImportedSet &set : content.sets)
            planner.add(file, set);
        for (const SkippedEntry &entry : content.skipped)
            planner.add(file, entry);
    }
    planner.foldDoubles();
    return planner.rows;
}

} // namespace Tokenwright
