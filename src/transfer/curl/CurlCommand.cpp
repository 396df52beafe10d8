// SPDX-License-Identifier: MIT
#include "curl/CurlCommand.h"

#include "Text.h"

#include "curl/CurlOptions.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace Tokenwright {

namespace {

/// Why a command cannot be told from its text alone; nothing: it can.
using Flaw = std::optional<QString>;

Flaw readsFile(const QString &option)
{
    return Text::tr("This curl command reads another file (%1), which is not looked into.")
        .arg(option);
}

QString encoded(QStringView text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text.toString()));
}

/// One value of --form, without the quotation marks and the type that may be about it; curl's
/// manual page, and get_param_word() in its src/tool_formparse.c.
struct FormValue
{
    QString text{};
    bool isCut = false; ///< Something stands behind it that curl does not send.

    static FormValue of(QStringView value)
    {
        FormValue result;
        while (!value.isEmpty() && value.front().isSpace())
            value = value.sliced(1);
        qsizetype end = 0;
        if (const qsizetype close = closingQuote(value); close > 0) {
            for (qsizetype i = 1; i < close; ++i) {
                if (value.at(i) == u'\\' && QStringView(u"\\\"").contains(value.at(i + 1)))
                    ++i;
                result.text += value.at(i);
            }
            end = close + 1;
        } else {
            end = value.indexOf(u';') < 0 ? value.size() : value.indexOf(u';');
            result.text = value.first(end).toString();
            while (result.text.endsWith(u' ') || result.text.endsWith(u'\t'))
                result.text.chop(1);
        }
        static const QRegularExpression attributes(QRegularExpression::anchoredPattern(
            u"\\s*(;\\s*((type|filename|headers|encoder)=[^;]*|[^;=]*/[^;]*)?)*"_s));
        result.isCut = !attributes.match(value.sliced(end).toString()).hasMatch();
        return result;
    }

private:
    static qsizetype closingQuote(QStringView value)
    {
        if (!value.startsWith(u'"'))
            return -1;
        for (qsizetype i = 1; i < value.size(); ++i) {
            if (value.at(i) == u'\\' && i + 1 < value.size()
                && QStringView(u"\\\"").contains(value.at(i + 1)))
                ++i;
            else if (value.at(i) == u'"')
                return i;
        }
        return -1;
    }
};

/// Fills a request, option after option.
class RequestReader
{
public:
    Flaw take(const CurlArgument &argument)
    {
        const QString &value = argument.value.text;
        switch (argument.meaning) {
        case CurlMeaning::Flag:
        case CurlMeaning::Value:
        case CurlMeaning::Next:
            return {};
        case CurlMeaning::LeftOut:
        case CurlMeaning::LeftOutValue:
            m_request.leftOut.append(argument.name);
            return {};
        case CurlMeaning::Url:
            takeUrl(value);
            return {};
        case CurlMeaning::Method:
            m_request.method = value.toUpper();
            return {};
        case CurlMeaning::Header:
            return takeHeader(argument.name, value);
        case CurlMeaning::User:
            return takeUser(value);
        case CurlMeaning::UserAgent:
            return addHeader(u"User-Agent"_s, value);
        case CurlMeaning::Referer:
            return addHeader(u"Referer"_s, value.section(u';', 0, 0));
        case CurlMeaning::Bearer:
            return addHeader(u"Authorization"_s, u"Bearer " + value);
        case CurlMeaning::Cookie:
            if (value.contains(u'='))
                return addHeader(u"Cookie"_s, value);
            m_request.leftOut.append(argument.name);
            return {};
        case CurlMeaning::Data:
        case CurlMeaning::DataRaw:
        case CurlMeaning::DataEncoded:
        case CurlMeaning::Json:
        case CurlMeaning::Query:
            return takeData(argument);
        case CurlMeaning::Form:
        case CurlMeaning::FormText:
            takeForm(argument);
            return {};
        case CurlMeaning::Get:
            m_isGet = true;
            return {};
        case CurlMeaning::Head:
            m_isHead = true;
            return {};
        case CurlMeaning::Certificate:
            m_request.certificateFile = withoutPassword(value);
            return {};
        case CurlMeaning::Key:
            m_request.keyFile = value;
            return {};
        case CurlMeaning::KeyPassword:
            m_request.leftOut.append(Text::tr("the key's password"));
            return {};
        case CurlMeaning::CaCertificates:
            m_request.leftOut.append(argument.name + u' ' + value);
            return {};
        case CurlMeaning::Netrc:
        case CurlMeaning::File:
            return readsFile(argument.name);
        }
        return {};
    }

    std::expected<SeenRequest, QString> finished()
    {
        if (m_request.url.isEmpty())
            return std::unexpected(Text::tr("This curl command has no URL."));
        if (m_isGet && m_hasBody) {
            addQuery(m_request.body);
            m_request.body.clear();
        }
        if (!m_query.isEmpty())
            addQuery(m_query);
        if (m_request.method.isEmpty())
            m_request.method = m_isHead                            ? u"HEAD"_s
                : !m_isGet && (m_hasBody || m_request.isMultipart) ? u"POST"_s
                                                                   : u"GET"_s;
        return m_request;
    }

private:
    void takeUrl(const QString &value)
    {
        if (!m_request.url.isEmpty())
            return;
        m_request.url = value;
        // curl would take them for ranges otherwise, and browsers write them so
        static const QRegularExpression marked(u"\\\\([\\[\\]{}])"_s);
        m_request.url.replace(marked, u"\\1"_s);
    }

    void addQuery(const QString &part)
    {
        const qsizetype hash = m_request.url.indexOf(u'#');
        if (hash >= 0)
            m_request.url.truncate(hash);
        m_request.url += (m_request.url.contains(u'?') ? u'&' : u'?') + part;
    }

    Flaw addHeader(const QString &name, const QString &value)
    {
        m_request.headers.append({name, value});
        return {};
    }

    /// "Name: value", or "Name;" for one without a value; "Name:" would keep it from being sent.
    Flaw takeHeader(const QString &option, const QString &line)
    {
        if (line.startsWith(u'@'))
            return readsFile(option);
        const qsizetype colon = line.indexOf(u':');
        if (colon > 0)
            return addHeader(line.first(colon).trimmed(), line.sliced(colon + 1).trimmed());
        if (line.endsWith(u';'))
            m_request.leftOut.append(Text::tr("the empty header %1").arg(line.chopped(1)));
        return {};
    }

    Flaw takeUser(const QString &value)
    {
        const qsizetype colon = value.indexOf(u':');
        if (colon < 0)
            return Text::tr("This curl command asks for the secret itself.");
        m_request.basic = NameValue{value.first(colon), value.sliced(colon + 1)};
        return {};
    }

    void addBody(const QString &part, bool isApart = true)
    {
        if (m_hasBody && isApart)
            m_request.body += u'&';
        m_request.body += part;
        m_hasBody = true;
    }

    Flaw takeData(const CurlArgument &argument)
    {
        const QString &value = argument.value.text;
        if (argument.meaning == CurlMeaning::DataRaw) {
            addBody(value);
            return {};
        }
        if (argument.meaning == CurlMeaning::Json) {
            if (value.startsWith(u'@'))
                return readsFile(argument.name);
            addBody(value, false);
            return {};
        }
        if (argument.meaning == CurlMeaning::Data) {
            if (value.startsWith(u'@'))
                return readsFile(argument.name);
            addBody(value);
            return {};
        }
        // content, =content, name=content, @file, name@file; --url-query also +content
        const qsizetype sign = value.indexOf(u'=');
        const qsizetype at = value.indexOf(u'@');
        if (at >= 0 && (sign < 0 || at < sign))
            return readsFile(argument.name);
        const bool isQuery = argument.meaning == CurlMeaning::Query;
        QString part = sign > 0 ? value.first(sign + 1) : QString();
        part += encoded(QStringView(value).sliced(sign + 1));
        if (isQuery && value.startsWith(u'+'))
            part = value.sliced(1);
        if (isQuery)
            m_query += (m_query.isEmpty() ? QString() : u"&"_s) + part;
        else
            addBody(part);
        return {};
    }

    void takeForm(const CurlArgument &argument)
    {
        const QString &value = argument.value.text;
        const qsizetype sign = value.indexOf(u'=');
        const QString name = value.left(sign);
        m_request.isMultipart = true;
        QString content = value.sliced(sign + 1);
        if (argument.meaning == CurlMeaning::Form) {
            if (content.startsWith(u'@') || content.startsWith(u'<')) {
                m_request.leftOut.append(Text::tr("the file sent as “%1”").arg(name));
                return;
            }
            const FormValue form = FormValue::of(content);
            if (form.isCut) {
                m_request.leftOut.append(
                    Text::tr("what curl takes for no part of the value of “%1”").arg(name));
            }
            content = form.text;
        }
        m_request.fields.append({name, content});
    }

    /// --cert takes "file:password", and a drive's letter before; the password is nobody's
    /// business.
    static QString withoutPassword(const QString &value)
    {
        const bool hasDrive = value.size() > 2 && value.at(0).isLetter() && value.at(1) == u':'
            && QStringView(u"\\/").contains(value.at(2));
        const qsizetype colon = value.indexOf(u':', hasDrive ? 2 : 0);
        return value.left(colon);
    }

    SeenRequest m_request{};
    QString m_query{};
    bool m_hasBody = false;
    bool m_isGet = false;
    bool m_isHead = false;
};

/// Whether \a name is a parameter of the command that Windows PowerShell calls curl as well.
bool isOfInvokeWebRequest(const QString &name)
{
    static const QRegularExpression names(
        u"^-(Uri|Method|Headers|Body|ContentType|UseBasicParsing|InFile)$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return name.startsWith(u'-') && !name.startsWith(u"--") && names.match(name).hasMatch();
}

bool matters(CurlMeaning meaning)
{
    return !QList{CurlMeaning::Flag,         CurlMeaning::Value,          CurlMeaning::LeftOut,
                  CurlMeaning::LeftOutValue, CurlMeaning::CaCertificates, CurlMeaning::KeyPassword}
                .contains(meaning);
}

} // namespace

std::expected<SeenRequest, QString> requestOf(const CurlCommand &command)
{
    const ShellReading &reading = command.reading;
    if (reading.isOpen)
        return std::unexpected(Text::tr("A quotation mark of this curl command is never closed."));
    for (const ShellWord &word : reading.words) {
        if (isOfInvokeWebRequest(word.text)) {
            return std::unexpected(Text::tr("It is a command of PowerShell's own, which is not "
                                            "read; what curl.exe is called with is."));
        }
    }
    RequestReader reader;
    for (const CurlArgument &argument : curlArguments(reading.words)) {
        if (argument.meaning == CurlMeaning::Next)
            break;
        if (argument.value.isDynamic && matters(argument.meaning)) {
            return std::unexpected(
                Text::tr("This curl command takes a value from a shell variable or command, which "
                         "is not in the file."));
        }
        const QString assigned = argument.name.section(u'=', 0, 0);
        if (assigned.size() < argument.name.size() && curlOption(assigned)) {
            return std::unexpected(
                Text::tr("curl wants a blank, not “=”, between %1 and its value.").arg(assigned));
        }
        if (argument.lacksValue && matters(argument.meaning)) {
            return std::unexpected(
                Text::tr("The value of %1 is missing in this curl command.").arg(argument.name));
        }
        if (const Flaw flaw = reader.take(argument))
            return std::unexpected(*flaw);
    }
    return reader.finished();
}

} // namespace Tokenwright
