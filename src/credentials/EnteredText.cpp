// SPDX-License-Identifier: MIT
#include "EnteredText.h"

#include "CredentialSet.h"
#include "HeaderText.h"
#include "Text.h"

#include <QRegularExpression>

namespace Tokenwright {

namespace {

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

Result<EnteredText> enteredByRule(const QString &text, const QString &label,
                                  QString (*unfitness)(char32_t))
{
    const QStringView inner = QStringView(text).trimmed(); // of one UTF-16 unit each
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
} // namespace

Result<EnteredText> enteredName(const QString &text)
{
    const QString label = Text::tr("name");
    auto name = enteredByRule(text, label, unfitnessInName);
    if (name && name->text.isEmpty())
        return misconfigured(Text::tr("A credential set needs a name."));
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

QStringList enteredTags(const QString &text)
{
    static const QRegularExpression commas(u"[,、，]"_s);
    QStringList tags = text.split(commas);
    for (QString &tag : tags)
        tag = tag.simplified();
    return distinctTags(tags);
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

std::optional<Error> ownHeaderProblem(const QString &name)
{
    if (!isOfTheConnection(name.toUtf8()))
        return {};
    return Error{
        .kind = ErrorKind::Configuration,
        .message = Text::tr("The program writes the header “%1” itself; take it out.").arg(name)};
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
    if (auto problem = header.value.isEmpty() ? std::nullopt : ownHeaderProblem(header.name))
        return problem;
    if (!isHeaderValue(header.value.toUtf8())) {
        return Error{.message = Text::tr("The value of the header “%1” has a line end or another "
                                         "control character, which HTTP does not allow.")
                                    .arg(header.name)};
    }
    return {};
}
QString trimmedNote(const QString &label)
{
    return Text::tr("Blanks or line ends around the %1 were taken off.").arg(label);
}

} // namespace Tokenwright
