// SPDX-License-Identifier: MIT
#include "credentials/EntryRules.h"

#include "core/Text.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <array>

namespace Tokenwright {

namespace {

std::unexpected<Error> refused(const QString &message)
{
    return misconfigured(message);
}

bool isBidirectional(char32_t c)
{
    // Unicode Standard Annex 9, §2: the explicit directional characters
    return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
}

bool isControl(char32_t c)
{
    return QChar::category(c) == QChar::Other_Control;
}

bool isLineEnd(char32_t c)
{
    return c == 0x2028 || c == 0x2029; // the others are controls
}

/// Letters and marks that show nothing, whatever their category says (Default_Ignorable_Code_Point
/// of DerivedCoreProperties.txt, and the empty Braille pattern).
bool isEmptyGlyph(char32_t c)
{
    return c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5
        || (c >= 0x180b && c <= 0x180f) || c == 0x2800 || c == 0x3164
        || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xffa0 || (c >= 0xe0100 && c <= 0xe01ef);
}

bool isUnseen(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    case QChar::Separator_Space:
        return c != U' ';
    default:
        return isEmptyGlyph(c);
    }
}

bool isQuotationMark(char32_t c)
{
    return c == 0xab || c == 0xbb || (c >= 0x2018 && c <= 0x201f) || c == 0x2039 || c == 0x203a;
}

QString codeOf(char32_t c)
{
    return u"U+" + QString::number(uint(c), 16).toUpper().rightJustified(4, u'0');
}

/// Why \a c has no place in an ID or a secret, as the end of a sentence; empty: it has.
QString unfitness(char32_t c)
{
    if (c == QChar::ReplacementCharacter)
        return Text::tr("which stands for something that is no UTF-8 text");
    if (isControl(c))
        return Text::tr("a line end or another control character");
    if (isUnseen(c))
        return Text::tr("which cannot be seen");
    if (isQuotationMark(c))
        return Text::tr("a quotation mark as only documents have them (%1)")
            .arg(QChar(char16_t(c)));
    return {};
}

/// Why \a c has no place in a name.
QString unfitnessInName(char32_t c)
{
    if (isControl(c) || isLineEnd(c))
        return Text::tr("a line end or another control character");
    if (isBidirectional(c))
        return Text::tr("which reorders the text around it");
    if (QChar::category(c) == QChar::Other_Surrogate)
        return Text::tr("which is no whole character");
    return {};
}

/// The first character of \a text, \a skipped characters further on than it seems, that has no
/// place there.
std::optional<Error> unfitCharacter(QStringView text, qsizetype skipped, const QString &label,
                                    QString (*unfitness)(char32_t))
{
    QList<uint> characters = text.toUcs4();
    std::optional<Error> problem;
    for (qsizetype i = 0; i < characters.size() && !problem; ++i) {
        const char32_t c = characters.at(i);
        if (const QString why = unfitness(c); !why.isEmpty()) {
            problem = Error{
                .message = Text::tr("Character %1 of the %2 is %3, %4.")
                               .arg(QString::number(skipped + i + 1), label, codeOf(c), why)};
        }
    }
    characters.fill(0);
    return problem;
}

/// The part of \a text without blanks and line ends around it; all of those are one UTF-16 unit.
QStringView trimmedView(const QString &text)
{
    return QStringView(text).trimmed();
}

Result<EnteredText> enteredByRule(const QString &text, const QString &label,
                                  QString (*unfitness)(char32_t))
{
    const QStringView inner = trimmedView(text);
    const qsizetype before = inner.isEmpty() ? 0 : inner.data() - text.constData();
    if (auto problem = unfitCharacter(inner, before, label, unfitness))
        return failure(std::move(*problem));
    return EnteredText{.text = inner.toString(), .wasTrimmed = inner.size() != text.size()};
}

/// The place, from 1, of the first byte that begins no UTF-8 character; 0: all do.
qsizetype placeOfBrokenByte(QByteArrayView bytes)
{
    if (bytes.isValidUtf8())
        return 0;
    qsizetype at = 0;
    while (at < bytes.size()) {
        qsizetype length = 1;
        while (length <= 4 && at + length <= bytes.size()
               && !bytes.sliced(at, length).isValidUtf8()) {
            ++length;
        }
        if (length > 4 || at + length > bytes.size())
            break;
        at += length;
    }
    return at + 1;
}

std::optional<Error> brokenText(QByteArrayView bytes, const QString &label)
{
    const qsizetype place = placeOfBrokenByte(bytes);
    if (place == 0)
        return {};
    return Error{.message = Text::tr("Byte %1 of the %2 is no UTF-8 text; nothing else can be "
                                     "kept unchanged.")
                                .arg(QString::number(place), label)};
}

QString parameterLabel(const QString &name)
{
    return Text::tr("value of “%1”").arg(name);
}

const QRegularExpression &placeholders()
{
    static const QRegularExpression expression(QStringLiteral("\\{secret:([^{}]*)\\}"));
    return expression;
}

bool isClientId(QString name)
{
    name.removeIf([](QChar character) { return !character.isLetter(); });
    return name.compare(u"clientid", Qt::CaseInsensitive) == 0;
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
                return refused(Text::tr("“%1” is a secret and has several values; only one can be "
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

Result<EnteredText> enteredName(const QString &text)
{
    const QString label = Text::tr("name");
    auto name = enteredByRule(text, label, unfitnessInName);
    if (name && name->text.isEmpty())
        return refused(Text::tr("A credential set needs a name."));
    return name;
}

QString cleanedName(const QString &text)
{
    QList<uint> characters = text.toUcs4();
    characters.removeIf([](uint c) { return !unfitnessInName(c).isEmpty(); });
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(characters.constData()),
                             characters.size())
        .simplified();
}

Result<EnteredText> enteredClientId(const QString &text, const QString &label)
{
    return enteredByRule(text, label, unfitness);
}

Result<EnteredSecret> enteredSecret(const Secret &secret, const QString &label)
{
    return enteredSecret(secret.reveal(), label);
}

Result<EnteredSecret> enteredSecret(QByteArrayView bytes, const QString &label)
{
    if (auto problem = brokenText(bytes, label))
        return failure(std::move(*problem));
    // Windows begins files with a mark of their encoding, which is none of their text
    const bool isMarked = bytes.startsWith("\xef\xbb\xbf");
    QString whole = QString::fromUtf8(isMarked ? bytes.sliced(3) : bytes);
    auto text = enteredByRule(whole, label, unfitness);
    whole.fill(u'\0');
    if (!text)
        return failure(text.error());
    EnteredSecret secret{.value = Secret::fromText(text->text),
                         .wasTrimmed = text->wasTrimmed || isMarked};
    text->text.fill(u'\0');
    return secret;
}

Result<Secret> enteredKey(QByteArrayView bytes, const QString &label)
{
    if (auto problem = brokenText(bytes, label))
        return failure(std::move(*problem));
    return Secret(bytes.toByteArray());
}

std::optional<Error> parameterNameProblem(const QString &name)
{
    if (name.isEmpty())
        return Error{.message = Text::tr("A parameter has no name.")};
    return unfitCharacter(name, 0, Text::tr("parameter's name"), unfitnessInName);
}

std::optional<Error> headerProblem(const NameValue &header)
{
    if (!isHeaderName(header.name.toUtf8())) {
        const auto where = unfitCharacter(header.name, 0, Text::tr("header's name"),
                                          unfitnessInName);
        return where ? where
                     : Error{.message = Text::tr("“%1” is no name that HTTP allows for a header.")
                                            .arg(header.name)};
    }
    if (!isHeaderValue(header.value.toUtf8())) {
        return Error{.message = Text::tr("The value of the header “%1” has a line end or another "
                                         "control character, which HTTP does not allow.")
                                    .arg(header.name)};
    }
    return {};
}

bool meansSecret(const QString &name)
{
    static constexpr QStringView others[]{u"key", u"sig", u"signature", u"code"};
    return saysSecret(name) || std::ranges::any_of(others, [&](QStringView other) {
               return other.compare(name, Qt::CaseInsensitive) == 0;
           });
}

UrlParts withoutCredentials(const QString &text)
{
    static const QRegularExpression user(QStringLiteral("(?<=://)[^/?#]*@"));
    static const QRegularExpression field(QStringLiteral("([?#&;])([^?#&;=]*)=[^?#&;]*"));
    UrlParts parts{.url = text};
    parts.hadUser = parts.url.contains(user);
    parts.url.remove(user);
    QString kept;
    qsizetype end = 0;
    auto fields = field.globalMatch(parts.url);
    while (fields.hasNext()) {
        const auto match = fields.next();
        const QString name = QUrl::fromPercentEncoding(match.captured(2).toUtf8());
        if (!meansSecret(name) && !isClientId(name))
            continue;
        parts.fields.append(match.captured().sliced(1));
        kept += QStringView(parts.url).sliced(end, match.capturedStart() - end);
        end = match.capturedEnd();
        if (match.captured(1) == u"?" || match.captured(1) == u"#")
            kept += match.captured(1); // what comes next begins the query
    }
    if (parts.fields.isEmpty())
        return parts;
    static const QRegularExpression ownerless(QStringLiteral("(?<=[?#])[&;]+|[?#]+$"));
    kept += QStringView(parts.url).sliced(end);
    parts.url = kept.remove(ownerless);
    return parts;
}

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

QString trimmedNote(const QString &label)
{
    return Text::tr("Blanks or line ends around the %1 were taken off.").arg(label);
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
    return refused(Text::tr("“%1” is a secret by its name: it can only be kept with the pair, in "
                            "the keychain.")
                       .arg(secrets.first()));
}

} // namespace Tokenwright
