// SPDX-License-Identifier: MIT
#include "EntryRules.h"

#include "Text.h"

#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

QString parameterLabel(const QString &name)
{
    return Text::tr("value of “%1”").arg(name);
}

const QRegularExpression &placeholders()
{
    static const QRegularExpression expression(u"\\{secret:([^{}]*)\\}"_s);
    return expression;
}

/// Whether \a name with \a values was in \a before already.
bool wasThere(const CredentialSet *before, const QString &name, const QStringList &values)
{
    return before && before->parameters.contains(name) && before->parameters.value(name) == values;
}

/// Moves what says secret out of a set, as far as it is not there already.
class Mover
{
public:
    explicit Mover(Entry &entry)
        : m_entry(entry)
    { }

    /// A secret that a header sent, and that no header names any more, has been replaced.
    void dropReplaced(const Entry &before)
    {
        const QStringList named = secretsInHeaders(m_entry.set.headers);
        for (const QString &name : secretsInHeaders(before.set.headers)) {
            const Secret known = before.credentials.parameters.value(name);
            if (!named.contains(name) && m_entry.credentials.parameters.value(name).equals(known))
                m_entry.credentials.parameters.remove(name);
        }
    }

    Result<void> moveParameters(const CredentialSet *before)
    {
        for (auto it = m_entry.set.parameters.begin(); it != m_entry.set.parameters.end();) {
            if (!saysSecret(it.key())) {
                ++it;
                continue;
            }
            if (it.value().size() > 1 && wasThere(before, it.key(), it.value())) {
                ++it; // an old index has it, and it has to stay usable
                continue;
            }
            if (it.value().size() > 1) {
                return misconfigured(
                    Text::tr("“%1” is a secret and has several values; only one can be "
                             "kept.")
                        .arg(it.key()));
            }
            if (!it.value().isEmpty() && !it.value().first().isEmpty())
                keep(it.key(), it.key(), it.value().first());
            it = m_entry.set.parameters.erase(it);
        }
        return {};
    }

    void moveHeaders()
    {
        for (NameValue &header : m_entry.set.headers) {
            if (header.value.isEmpty() || !holdsSecret(header))
                continue;
            const QString name = freeName(header.name, header.value);
            keep(header.name, name, header.value);
            header.value = secretPlaceholder(name);
        }
    }

    /// A name is sent once (RFC 6749 §3.2): where a parameter is plain and secret, the one that was
    /// there gives way to the one that came in, and otherwise the plain one to the secret one. What
    /// a header sends is no parameter.
    void keepOneOfEachName(const Entry *before)
    {
        QMap<QString, Secret> &secrets = m_entry.credentials.parameters;
        const QStringList inHeaders = secretsInHeaders(m_entry.set.headers);
        const QStringList names = secrets.keys();
        for (const QString &name : names) {
            if (!m_entry.set.parameters.contains(name) || inHeaders.contains(name))
                continue;
            const bool becomesPlain = before && !before->set.parameters.contains(name)
                && before->credentials.parameters.contains(name)
                && before->credentials.parameters.value(name).equals(secrets.value(name));
            if (becomesPlain)
                secrets.remove(name);
            else
                m_entry.set.parameters.remove(name);
        }
    }

    static bool holdsSecret(const NameValue &header)
    {
        return saysSecret(header.name) && !header.value.contains(placeholders());
    }

private:
    void keep(const QString &said, const QString &name, const QString &value)
    {
        m_entry.credentials.parameters.insert(name, Secret::fromText(value));
        m_entry.notes.append(keptSecretNote(said));
    }

    /// A header may be called as a parameter is, or be there twice.
    QString freeName(const QString &wanted, const QString &value) const
    {
        const auto &kept = m_entry.credentials.parameters;
        const Secret secret = Secret::fromText(value);
        QString name = wanted;
        for (int number = 2; kept.contains(name) && !kept.value(name).equals(secret); ++number)
            name = wanted + u'-' + QString::number(number);
        return name;
    }

    Entry &m_entry;
};

/// The first of \a set's variables that may not be kept, apart from those that were there \a
/// before.
std::optional<Error> variablesProblem(const CredentialSet &set, const CredentialSet *before)
{
    for (auto it = set.variables.cbegin(); it != set.variables.cend(); ++it) {
        if (before && before->variables.contains(it.key())
            && before->variables.value(it.key()) == it.value())
            continue;
        if (auto problem = variableProblem(it.key(), it.value()))
            return problem;
    }
    return {};
}

/// What the rules say of \a set, apart from what has to move.
Result<void> judgeSet(CredentialSet &set, QStringList &notes, const CredentialSet *before)
{
    if (!before || before->name != set.name) {
        const auto name = enteredName(set.name);
        if (!name)
            return failure(name.error());
        set.name = name->text;
        if (name->wasTrimmed)
            notes.append(trimmedNote(Text::tr("name")));
    }
    for (auto it = set.parameters.begin(); it != set.parameters.end(); ++it) {
        if (wasThere(before, it.key(), it.value()))
            continue;
        if (auto problem = parameterNameProblem(it.key()))
            return failure(std::move(*problem));
    }
    for (const NameValue &header : std::as_const(set.headers)) {
        if (before && before->headers.contains(header))
            continue;
        if (auto problem = headerProblem(header))
            return failure(std::move(*problem));
    }
    if (auto problem = variablesProblem(set, before))
        return failure(std::move(*problem));
    return {};
}

Result<void> judgeSecret(Secret &secret, const QString &label, const Secret &before,
                         QStringList &notes)
{
    if (!before.isEmpty() && before.equals(secret))
        return {};
    const auto fit = enteredSecret(secret, label);
    if (!fit)
        return failure(fit.error());
    if (fit->wasTrimmed) {
        secret = fit->value;
        notes.append(trimmedNote(label));
    }
    return {};
}

/// What the rules say of \a pair; a key in PEM has rules of its own.
Result<void> judgePair(ClientCredentials &pair, QStringList &notes, const ClientCredentials &before)
{
    if (before.clientId != pair.clientId) {
        const QString label = Text::tr("client ID");
        const auto id = enteredClientId(pair.clientId, label);
        if (!id)
            return failure(id.error());
        pair.clientId = id->text;
        if (id->wasTrimmed)
            notes.append(trimmedNote(label));
    }
    if (auto fine = judgeSecret(pair.clientSecret, Text::tr("client secret"), before.clientSecret,
                                notes);
        !fine) {
        return fine;
    }
    for (auto it = pair.parameters.begin(); it != pair.parameters.end(); ++it) {
        const Secret known = before.parameters.value(it.key());
        if (auto problem = parameterNameProblem(it.key()); problem && known.isEmpty())
            return failure(std::move(*problem));
        if (auto fine = judgeSecret(it.value(), parameterLabel(it.key()), known, notes); !fine)
            return fine;
    }
    return {};
}

} // namespace

std::optional<Error> variableProblem(const QString &name, const QString &value,
                                     const QString &label)
{
    const QString &known = label.isEmpty() ? name : label;
    if (saysSecret(name) && !value.isEmpty()) {
        return Error{
            .message = Text::tr("“%1” is a secret by its name, and a variable is kept in a "
                                "file. If the server takes it as a request parameter, "
                                "enter it as a secret one.")
                           .arg(known)};
    }
    const UrlParts parts = withoutCredentials(value);
    if (parts.hadUser) {
        return Error{.message = Text::tr("The URL in “%1” has a user name or a password before its "
                                         "host. Take it out; ID and secret have places of their "
                                         "own.")
                                    .arg(known)};
    }
    if (parts.fields.isEmpty())
        return {};
    const QString field = parts.fields.first().section(u'=', 0, 0);
    return Error{
        .message = Text::tr("The URL in “%1” holds “%2”, and a variable is kept in a file. "
                            "Take it out; ID and secret have places of their own, and a "
                            "further secret can be a secret request parameter.")
                       .arg(known, field)};
}

QString keptSecretNote(const QString &name)
{
    return Text::tr("“%1” is a secret by its name, and is kept in the keychain.").arg(name);
}

QString secretPlaceholder(const QString &name)
{
    return u"{secret:" + name + u'}';
}

QStringList secretsInHeaders(const QList<NameValue> &headers)
{
    QStringList names;
    for (const NameValue &header : headers) {
        auto found = placeholders().globalMatch(header.value);
        while (found.hasNext())
            names.append(found.next().captured(1));
    }
    return names;
}

Result<Entry> entered(Entry entry, const Entry *before)
{
    Mover mover(entry);
    if (before)
        mover.dropReplaced(*before);
    if (auto fine = judgeSet(entry.set, entry.notes, before ? &before->set : nullptr); !fine)
        return failure(fine.error());
    if (auto fine = mover.moveParameters(before ? &before->set : nullptr); !fine)
        return failure(fine.error());
    mover.moveHeaders();
    mover.keepOneOfEachName(before);
    static const ClientCredentials none;
    const ClientCredentials &known = before ? before->credentials : none;
    if (auto fine = judgePair(entry.credentials, entry.notes, known); !fine)
        return failure(fine.error());
    return entry;
}

Result<CredentialSet> enteredWithoutPair(CredentialSet set, const CredentialSet *before)
{
    QStringList notes;
    if (auto fine = judgeSet(set, notes, before); !fine)
        return failure(fine.error());
    QStringList secrets;
    for (auto it = set.parameters.cbegin(); it != set.parameters.cend(); ++it) {
        if (saysSecret(it.key()) && !wasThere(before, it.key(), it.value()))
            secrets.append(it.key());
    }
    for (const NameValue &header : std::as_const(set.headers)) {
        if (Mover::holdsSecret(header) && !(before && before->headers.contains(header)))
            secrets.append(header.name);
    }
    if (secrets.isEmpty())
        return set;
    return misconfigured(Text::tr("“%1” is a secret by its name: it can only be kept with the "
                                  "credentials, in the keychain.")
                             .arg(secrets.first()));
}

} // namespace Tokenwright
