// SPDX-License-Identifier: MIT
#pragma once

#include "ImportedFile.h"
#include "ProviderCatalog.h"
#include "Secret.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace Tokenwright {

/// A pair as some file has it, with what stands beside it, before it is clear whose it is. Every
/// reader makes these; take() makes credential sets of them, in one way for all.
struct FoundPair
{
    QString clientId{};
    Secret clientSecret{};
    QString tokenUrl{}; ///< As the file has it; may be empty.
    QString grantType{}; ///< Empty: the file names none.
    QString scopes{}; ///< As they would be sent, decoded; blanks or commas between them.
    /// Other request parameters, in order; a name may be there several times.
    QList<NameValue> parameters{};
    /// Other request headers, as they were sent, whatever they are.
    QList<NameValue> headers{};
    QString method{}; ///< HTTP's; empty: not said, so POST.
    QString bodyFormat{}; ///< CredentialSet::bodyFormat; empty: not said, so a form.
    /// How the pair was sent: ClientAuthenticationMethod::id; empty: not said. With
    /// "tls_client_auth" and "private_key_jwt" no secret is expected.
    QString clientAuthentication{};
    Secret privateKey{}; ///< PEM or JWK, where the file itself holds it; else it is chosen later.
    QString algorithm{}; ///< Of the assertion that the client signs; empty: not said.
    QMap<QString, QString> variables{}; ///< Of the provider's {variables}.
    QString provider{}; ///< The id of the one it is said to be for; may be empty.
    QString environment{}; ///< Its id, or a word that tells: "SBX", "live"; may be empty.
    QString name{}; ///< What the file calls it; may be empty.
    QString place{};
    QString key{};
    /// What is missing of the pair is no flaw: it was never in the file, and somebody has to type
    /// it.
    bool isPairElsewhere = false;
    QStringList notes{}; ///< What was mended or assumed: translated sentences without a secret.
    QStringList leftOut{}; ///< What no field holds: "--proxy", "cookies"; translated, no secret.
};

/// Adds \a pair to \a file: as a set, provider and environment known as far as that is certain, or
/// as skipped (a placeholder, another grant, a token URL that is not allowed).
void take(ImportedFile &file, const FoundPair &pair, const ProviderCatalog &catalog);

/// Whether \a grant, by its name in OAuth 2.0, asks somebody in: no pair alone gets a token by it.
bool isGrantOfPeople(const QString &grant);

/// Makes \a name, as a file has it, that of \a target: without what may not enter, and says so.
void suggestName(ImportedSet &target, const QString &name);

/// Puts \a name with \a value among the parameters of \a target: into the index only where it is no
/// secret, as \a provider declares it, else to the pair.
void placeParameter(ImportedSet &target, const Provider &provider, const QString &name,
                    const QString &value);

/// Takes out of the variables of \a target what has no place in the index: secrets go to the pair
/// as parameters, and the rest is named in its remark.
void cleanVariables(ImportedSet &target, const Provider &provider);

/// That the file has no value for \a names, which its tool keeps elsewhere; translated.
QString keptElsewhere(const QStringList &names);

/// Scopes in \a text, whatever stands between them; each once.
QStringList splitScopes(const QString &text);

} // namespace Tokenwright
