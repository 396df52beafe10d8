// SPDX-License-Identifier: MIT
#pragma once

#include "Provider.h"
#include "Result.h"
#include "Seldom.h"

#include <QDate>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace Tokenwright {

struct JsonRowsPlace;

/// A named pair of client ID and client secret for one provider and environment, with the scopes
/// and parameters it asks for. This is the row of the index: the pair itself is in the keychain.
struct CredentialSet
{
    QString id; ///< A UUID without braces; never changes.
    QString name; ///< Unique within an environment, in any case.
    QString provider; ///< Provider::id
    QString environment; ///< ProviderEnvironment::id
    QStringList scopes;
    QMap<QString, QStringList>
        parameters; ///< Extra request parameters; several values are allowed.
    QMap<QString, QString> variables; ///< Values for the provider's {variables}.
    /// Extra request headers. Never secret: a value that is stands as {secret:NAME} for the secret
    /// parameter of that name, which the keychain holds and which then is sent in no other place.
    QList<NameValue> headers{};
    QString method{}; ///< HTTP's, overrides the provider's; empty: as the provider says.
    QString bodyFormat{}; ///< "form", "json" or "query"; empty: as the provider says.
    QString clientAuthentication; ///< Overrides the provider's; empty: as the provider says.
    Seldom<AssertionRules> assertion{}; ///< What is not empty overrides the provider's.
    /// A token with less left than this, in seconds, is not reused; nothing: as the user prefers in
    /// general.
    std::optional<qint64> minimumSeconds{};
    bool keepFresh = false; ///< Its token is renewed before it runs out.
    bool isFavourite = false; ///< Shown first, and by a filter of its own.
    QString notes{}; ///< The user's own words, of several lines; never a secret.
    QStringList tags{}; ///< The user's own, in the order given; each once, in any case.
    QString pairMark{}; ///< Random; changes whenever the pair is changed.
    /// When the pair's secret came, milliseconds since the epoch; 0: nobody knows. Of the same
    /// secret as secretExpires.
    qint64 secretSetAt = 0;
    /// The last day on which the provider takes the secret, as the user says; null: not said. See
    /// secretExpiryOf().
    QDate secretExpires{};
    QJsonObject unknownFields{}; ///< Kept for whoever wrote them.

    /// What this cannot hold of \a earlier, the row that is replaced, stays: fields of another
    /// type, and those within others.
    QJsonObject toJson(const QJsonObject &earlier = {}) const;
    /// Errors: ErrorKind::Configuration, naming the field.
    static Result<CredentialSet> fromJson(const QJsonObject &json);
    /// Gives the rows of an array in \a file to \a take, as readJsonRows() has it; gives up at what
    /// is no set.
    static bool readRows(QByteArray file, const JsonRowsPlace &place,
                         const std::function<bool(CredentialSet &&)> &take);

    bool operator==(const CredentialSet &) const = default;
};

/// \a tags without blanks around, and each once: two that differ in case alone are one. Pure.
QStringList distinctTags(const QStringList &tags);

/// \a now with what leads from \a before to \a after, so that two who edit one set keep each
/// other's changes: what those two have alike stays as it is now; parameters and variables count
/// one by one, scopes and headers as a whole. Pure.
CredentialSet merged(const CredentialSet &now, const CredentialSet &before,
                     const CredentialSet &after);

/// What two names have alike that count as one: written in any case, and with letters and accents
/// composed or apart, as systems and keyboards differ in that (Unicode, normalization form C).
QString nameKey(const QString &name);

/// A fresh random identifier, for CredentialSet::id and pairMark.
QString freshIdentifier();

} // namespace Tokenwright
