// SPDX-License-Identifier: MIT
// .http and .rest files of editors: requests as they are sent, "###" between them.
// jetbrains.com/help/idea/exploring-http-syntax.html; github.com/JetBrains/
// http-request-in-editor-spec.
#include "ImportFormat.h"
#include "Text.h"
#include "tools/ToolCollection.h"

#include <QRegularExpression>

namespace Tokenwright {

namespace {

const QRegularExpression &requestLine()
{
    static const QRegularExpression line(
        u"^(?:(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)[ \\t]+)((?:https?://|\\{\\{)\\S+)"
        "(?:[ \\t]+HTTP/[0-9.]+)?[ \\t]*$"_s);
    return line;
}

bool isRemark(QStringView line)
{
    return line.startsWith(u'#') || line.startsWith(u"//");
}

/// Reads the requests of a file one after another.
class HttpFileReader
{
public:
    explicit HttpFileReader(const QString &text)
        : m_lines(QStringView(text).split(u'\n'))
    { }

    void read(ToolLevel &root)
    {
        QString name;
        while (m_at < m_lines.size()) {
            const QStringView line = m_lines.at(m_at).trimmed();
            if (line.startsWith(u"###")) {
                name = line.sliced(3).trimmed().toString();
            } else if (line.startsWith(u'@') && line.contains(u'=')) {
                const qsizetype sign = line.indexOf(u'=');
                root.variables.values.insert(line.sliced(1, sign - 1).trimmed().toString(),
                                             line.sliced(sign + 1).trimmed().toString());
            } else if (const auto match = requestLine().match(line.toString());
                       match.hasMatch() && !isRemark(line)) {
                SeenRequest seen{.url = match.captured(2), .method = match.captured(1)};
                ++m_at;
                readRest(seen);
                addLogin(seen);
                root.levels.push_back(
                    {.name = name.isEmpty() ? root.name : name, .request = std::move(seen)});
                name.clear();
                continue;
            } else if (line.startsWith(u"# @name ") || line.startsWith(u"// @name ")) {
                name = line.sliced(line.indexOf(u"@name ") + 6).trimmed().toString();
            }
            ++m_at;
        }
    }

private:
    bool isAtEnd() const { return m_at >= m_lines.size() || m_lines.at(m_at).startsWith(u"###"); }

    /// More of the URL, headers, and behind an empty line the body.
    void readRest(SeenRequest &seen)
    {
        for (; !isAtEnd() && !m_lines.at(m_at).trimmed().isEmpty(); ++m_at) {
            const QStringView line = m_lines.at(m_at);
            const QStringView text = line.trimmed();
            const bool isMoreOfUrl = line.front().isSpace() && seen.headers.isEmpty();
            const qsizetype colon = text.indexOf(u':');
            if (isRemark(text))
                continue;
            if (isMoreOfUrl)
                seen.url += text;
            else if (colon > 0)
                seen.headers.append({text.first(colon).trimmed().toString(),
                                     text.sliced(colon + 1).trimmed().toString()});
        }
        QString body;
        for (; !isAtEnd(); ++m_at) {
            const QStringView line = m_lines.at(m_at).trimmed();
            if (line.startsWith(u"> {%")) { // a script that looks at the answer
                while (!isAtEnd() && !m_lines.at(m_at).contains(u"%}"))
                    ++m_at;
                if (isAtEnd())
                    break;
                continue;
            }
            if (isRemark(line) || line.startsWith(u"> ") || line.startsWith(u"<>"))
                continue;
            body += line;
            if (!line.endsWith(u'&')) // a form goes on in the next line
                body += u'\n';
        }
        seen.body = body.trimmed();
        if (!seen.body.startsWith(u'{'))
            seen.body.replace(u"\n&"_s, u"&"_s);
    }

    /// "Authorization: Basic user password", which the client puts into Base64.
    static void addLogin(SeenRequest &seen)
    {
        static const QRegularExpression login(u"^Basic\\s+((?:\\{\\{.*?\\}\\}|\\S)+?)(?:\\s+|:)"
                                              "((?:\\{\\{.*?\\}\\}|\\S)+)\\s*$"_s,
                                              QRegularExpression::CaseInsensitiveOption);
        for (qsizetype i = 0; i < seen.headers.size(); ++i) {
            const NameValue &header = seen.headers.at(i);
            const auto match = login.match(header.value);
            if (header.name.compare(u"Authorization", Qt::CaseInsensitive) != 0
                || !match.hasMatch())
                continue;
            seen.basic = NameValue{match.captured(1), match.captured(2)};
            seen.headers.removeAt(i);
            return;
        }
    }

    const QList<QStringView> m_lines;
    qsizetype m_at = 0;
};

} // namespace

/// By what its first line begins: a request, a variable, or what parts requests.
bool isHttpFile(const ImportContent &content)
{
    if (content.json)
        return false;
    bool isBegun = false;
    for (const QStringView line : QStringTokenizer{QStringView(content.text), u'\n'}) {
        const QStringView text = line.trimmed();
        const bool isRequest = !text.isEmpty() && text.front().isUpper()
            && requestLine().match(text.toString()).hasMatch();
        if (isRequest)
            return true;
        isBegun = isBegun || text.startsWith(u"###") || text.startsWith(u'@');
        if (!isBegun && !text.isEmpty() && !isRemark(text))
            return false;
    }
    return false;
}

Result<ImportedFile> readHttpFile(const ImportContent &content, const ProviderCatalog &catalog)
{
    ImportedFile file;
    ToolCollection collection;
    collection.root.name = content.baseName();
    HttpFileReader(content.text).read(collection.root);
    if (const auto taken = takeCollection(file, collection, content.environments, catalog); !taken)
        return failure(taken.error());
    return file;
}

} // namespace Tokenwright
