// SPDX-License-Identifier: MIT
// .env files, as the dotenv libraries and shells read them: NAME=value, quotes, comments, "export".
#include "formats/import/CurlCommand.h"
#include "formats/import/ImportReaders.h"
#include "formats/import/ImportText.h"
#include "formats/import/KeyedPairs.h"
#include "formats/import/Placeholder.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(DotenvImport)
};

/// What a backslash and \a character mean within double quotation marks; both, if nothing.
QString unescaped(QChar character)
{
    switch (character.unicode()) {
    case u'n':
        return QStringLiteral("\n");
    case u'r':
        return QStringLiteral("\r");
    case u't':
        return QStringLiteral("\t");
    case u'"':
    case u'\\':
    case u'$':
    case u'`':
        return character;
    default:
        return QString(u'\\') + character;
    }
}

/// Reads the assignments of a text, one after another.
class DotenvReader
{
public:
    explicit DotenvReader(const QString &text)
        : m_text(text)
    { }

    Result<QList<KeyedValue>> read()
    {
        static const QRegularExpression assignment(
            QStringLiteral("^[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \\t]*=[ \\t]*"));
        QList<KeyedValue> values;
        while (m_at < m_text.size()) {
            // the line alone: each match looks at all of what it is given
            const auto match = assignment.match(restOfLine().toString());
            if (match.hasMatch()) {
                const qsizetype line = m_line;
                m_at += match.capturedEnd();
                const auto value = readValue();
                if (!value)
                    return failure(ErrorKind::Configuration, value.error());
                values.append({.key = match.captured(1), .value = *value, .place = lineName(line)});
            }
            skipLine();
        }
        return values;
    }

private:
    std::expected<QString, QString> readValue()
    {
        const QChar quote = m_at < m_text.size() ? m_text.at(m_at) : QChar();
        if (quote != u'"' && quote != u'\'' && quote != u'`')
            return readPlain();
        const qsizetype line = m_line;
        QString value;
        for (++m_at; m_at < m_text.size() && m_text.at(m_at) != quote; ++m_at) {
            const QChar character = m_text.at(m_at);
            if (character == u'\n')
                ++m_line;
            if (quote == u'"' && character == u'\\' && m_at + 1 < m_text.size()
                && m_text.at(m_at + 1) != u'\n')
                value += unescaped(m_text.at(++m_at));
            else
                value += character;
        }
        if (m_at >= m_text.size()) {
            return std::unexpected(
                Text::tr("A quotation mark is never closed (%1).").arg(lineName(line)));
        }
        ++m_at;
        const QStringView rest = restOfLine().trimmed();
        if (!rest.isEmpty() && !rest.startsWith(u'#') && !rest.startsWith(u';')) {
            return std::unexpected(
                Text::tr("Something follows a closing quotation mark (%1).").arg(lineName(line)));
        }
        return value;
    }

    /// A comment begins behind a blank; a secret may hold the sign.
    QString readPlain() const
    {
        QStringView value = restOfLine();
        for (qsizetype i = 0; i < value.size(); ++i) {
            if (value.at(i) == u'#' && (i == 0 || value.at(i - 1).isSpace())) {
                value.truncate(i);
                break;
            }
        }
        return value.trimmed().toString();
    }

    QStringView restOfLine() const
    {
        const qsizetype end = m_text.indexOf(u'\n', m_at);
        return QStringView(m_text).sliced(m_at, (end < 0 ? m_text.size() : end) - m_at);
    }

    void skipLine()
    {
        const qsizetype end = m_text.indexOf(u'\n', m_at);
        m_at = end < 0 ? m_text.size() : end + 1;
        ++m_line;
    }

    const QString &m_text;
    qsizetype m_at = 0;
    qsizetype m_line = 1;
};

} // namespace

/// A script that only passes values on to curl is read for its commands.
bool isDotenv(const ImportContent &content)
{
    static const QRegularExpression line(
        QStringLiteral("^[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \\t]*=[ \\t]*(.*)$"),
        QRegularExpression::MultilineOption);
    bool hasKey = false;
    auto lines = line.globalMatch(content.text);
    while (lines.hasNext()) {
        const auto match = lines.next();
        if (!isPairKey(match.captured(1)))
            continue;
        hasKey = true;
        if (!isPlaceholder(match.captured(2)) && !match.capturedView(2).contains(u'$'))
            return true;
    }
    return hasKey && curlCommands(content.text).isEmpty();
}

Result<ImportedFile> readDotenv(const ImportContent &content, const ProviderCatalog &catalog)
{
    const auto values = DotenvReader(content.text).read();
    if (!values)
        return failure(values.error());
    ImportedFile file;
    takeKeyedPairs(file, *values, {}, catalog);
    return file;
}

} // namespace Tokenwright
