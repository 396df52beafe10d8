// SPDX-License-Identifier: MIT
#pragma once

#include "Error.h"
#include "ImportSource.h"
#include "ProviderCatalog.h"

#include <QHash>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace Tokenwright {

/// What somebody said of a pair that does not tell by itself whose it is.
struct ImportMapping
{
    QString provider; ///< Provider::id
    QString environment; ///< ProviderEnvironment::id
};

/// All that was said.
struct ImportChoices
{
    QMap<QString, ImportMapping> mappings{}; ///< By ImportRow::key, in any case.
    QMap<QString, QString> names{}; ///< What sets are to be called, likewise.
    /// Values for the {variables} of providers, where the files have none.
    QMap<QString, QString> variables{};
    /// The same for one row alone, by ImportRow::key, in any case.
    QMap<QString, QMap<QString, QString>> rowVariables{};
    /// Pairs that were typed for rows that ask for theirs, likewise. Client ID and secret alone.
    QMap<QString, ClientCredentials> pairs{};
    /// An environment that the file does not tell is to be said, not taken for production.
    bool asksForEnvironment = false;
};

/// What the keychain holds of the sets that are there already.
struct KnownPairs
{
    QHash<QString, ClientCredentials> pairs{}; ///< By CredentialSet::id.
    QSet<QString> missing{}; ///< The ids of sets without a pair: see CredentialManager::cutOff().
    std::optional<Error> unread{}; ///< Why not all could be read.
};

/// What an import would do with one entry of one file.
struct ImportRow
{
    enum class State {
        New, ///< Will be added.
        Renamed, ///< Will be added under `set.name`, because the name it has is taken.
        Exists, ///< The same provider, token endpoint and client ID are there; not added twice.
        NeedsMapping, ///< Whose it is must be said: ImportChoices::mappings of `key`.
        NeedsVariable, ///< Values must be said: ImportChoices::variables, rowVariables of `key`.
        Skipped, ///< Cannot be imported; `text` says why.
    };

    State state = State::Skipped;
    QString file{};
    QString place{};
    QString key{}; ///< Unique in the plan; empty for entries that no mapping would help.
    CredentialSet set{}; ///< As it would be added. The name may be changed before that.
    /// With its origin; without client ID when the file holds none.
    ClientCredentials pair{};
    /// The pair, or half of it, is not in the file: it may be typed (ImportChoices::pairs of
    /// `key`); until then the row is added without it.
    bool lacksPair = false;
    QStringList openVariables{}; ///< Of the provider: those that must be said, or were.
    QString endpoint{}; ///< The token URL that the secret will be sent to; empty when not known.
    bool hasOtherSecret = false; ///< It exists, but with another secret than this one.
    QString text{}; ///< Why, what was assumed, what is to be said; translated; may be empty.

    bool isImportable() const { return state == State::New || state == State::Renamed; }
    bool hasPair() const { return !pair.clientId.isEmpty() && !lacksPair; }
    bool asksForAnswer() const
    {
        return state == State::NeedsMapping || state == State::NeedsVariable;
    }
    /// Whether it stays behind in its file, and is nowhere else.
    bool isLeftBehind() const { return state == State::Exists ? hasOtherSecret : !isImportable(); }
};

/// \a state in a word, translated: "new", "exists", "needs a provider".
QString importStateName(ImportRow::State state);

/// What importing \a sources would do, in their order: the sets of each file, then what was skipped
/// in it. A set is judged by the request that would be sent for it (requestProblem()). Pure.
QList<ImportRow> planImport(const QList<ImportSource> &sources,
                            const QList<CredentialSet> &existing, const KnownPairs &known,
                            const ProviderCatalog &catalog, const ImportChoices &choices = {});

} // namespace Tokenwright
