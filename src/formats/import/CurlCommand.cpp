// SPDX-License-Identifier: MIT
#include "formats/import/CurlCommand.h"

#include <QCoreApplication>

#include <algorithm>

namespace Tokenwright {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(CurlCommand)
};

constexpr QStringView formOptions[]{
    u"-d",     u"--data", u"--data-ascii", u"--data-binary", u"--data-raw", u"--data-urlencode",
    u"--json", u"-F",     u"--form",       u"--form-string", u"--url-query"};

/// Options of curl that are followed by a value which does not matter here; its manual page.
constexpr QStringView valueOptions[]{u"-A",
                                     u"--user-agent",
                                     u"-b",
                                     u"--cookie",
                                     u"-c",
                                     u"--cookie-jar",
                                     u"-C",
                                     u"--continue-at",
                                     u"-D",
                                     u"--dump-header",
                                     u"-e",
                                     u"--referer",
                                     u"-E",
                                     u"--cert",
                                     u"-K",
                                     u"--config",
                                     u"-m",
                                     u"--max-time",
                                     u"-o",
                                     u"--output",
                                     u"-P",
                                     u"--ftp-port",
                                     u"-Q",
                                     u"--quote",
                                     u"-r",
                                     u"--range",
                                     u"-t",
                                     u"--telnet-option",
                                     u"-T",
                                     u"--upload-file",
                                     u"-U",
                                     u"--proxy-user",
                                     u"-w",
                                     u"--write-out",
                                     u"-x",
                                     u"--proxy",
                                     u"-X",
                                     u"--request",
                                     u"-y",
                                     u"--speed-time",
                                     u"-Y",
                                     u"--speed-limit",
                                     u"-z",
                                     u"--time-cond",
                                     u"--aws-sigv4",
                                     u"--cacert",
                                     u"--capath",
                                     u"--cert-type",
                                     u"--ciphers",
                                     u"--connect-timeout",
                                     u"--connect-to",
                                     u"--crlfile",
                                     u"--dns-servers",
                                     u"--doh-url",
                                     u"--expect100-timeout",
                                     u"--interface",
                                     u"--keepalive-time",
                                     u"--key",
                                     u"--key-type",
                                     u"--limit-rate",
                                     u"--local-port",
                                     u"--max-filesize",
                                     u"--max-redirs",
                                     u"--netrc-file",
                                     u"--noproxy",
                                     u"--oauth2-bearer",
                                     u"--output-dir",
                                     u"--pass",
                                     u"--pinnedpubkey",
                                     u"--preproxy",
                                     u"--proto",
                                     u"--proto-default",
                                     u"--proto-redir",
                                     u"--proxy-header",
                                     u"--rate",
                                     u"--request-target",
                                     u"--resolve",
                                     u"--retry",
                                     u"--retry-delay",
                                     u"--retry-max-time",
                                     u"--socks5",
                                     u"--socks5-hostname",
                                     u"--stderr",
                                     u"--tls-max",
                                     u"--tls13-ciphers",
                                     u"--trace",
                                     u"--trace-ascii",
                                     u"--unix-socket"};

template <class Names> bool holds(const Names &names, QStringView name)
{
    return std::ranges::find(names, name) != std::end(names);
}

bool isHeader(QStringView name)
{
    return name == u"-H" || name == u"--header";
}

bool isUser(QStringView name)
{
    return name == u"-u" || name == u"--user";
}

bool takesValue(QStringView name)
{
    return isHeader(name) || isUser(name) || name == u"--url" || holds(formOptions, name)
        || holds(valueOptions, name);
}

/// One option with its value, or a URL, which has no name.
struct Argument
{
    QString name{};
    ShellWord value{};
};

/// The arguments as curl takes them: short options may be combined and have their value attached.
QList<Argument> argumentsOf(const QList<ShellWord> &words)
{
    QList<Argument> arguments;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const ShellWord &word = words.at(i);
        if (!word.text.startsWith(u'-') || word.text.size() < 2) {
            arguments.append({.name = {}, .value = word});
            continue;
        }
        const auto nextWord = [&] { return i + 1 < words.size() ? words.at(++i) : ShellWord(); };
        if (word.text.startsWith(u"--")) {
            arguments.append(
                {.name = word.text, .value = takesValue(word.text) ? nextWord() : ShellWord()});
            continue;
        }
        for (qsizetype letter = 1; letter < word.text.size(); ++letter) {
            const QString name = QString(u'-') + word.text.at(letter);
            if (!takesValue(name))
                continue;
            const QString rest = word.text.sliced(letter + 1);
            arguments.append(
                {.name = name,
                 .value = rest.isEmpty() ? nextWord() : ShellWord{rest, word.isDynamic}});
            break;
        }
    }
    return arguments;
}

void appendBody(SeenRequest &request, const QString &part)
{
    if (!request.body.isEmpty())
        request.body += u'&';
    request.body += part;
}

/// False when the value stands in a file.
bool takeData(SeenRequest &request, const QString &option, const QString &value)
{
    if (option == u"--data-raw" || option == u"--json") {
        if (option == u"--json" && value.startsWith(u'@'))
            return false;
        appendBody(request, value);
        return true;
    }
    const qsizetype sign = value.indexOf(u'=');
    if (option == u"-F" || option == u"--form" || option == u"--form-string") {
        const QString content = value.sliced(sign + 1);
        const bool isFile = content.startsWith(u'@') || content.startsWith(u'<');
        if (isFile && option != u"--form-string")
            return false;
        request.fields.append({value.left(sign), content});
        return true;
    }
    if (option == u"--data-urlencode" || option == u"--url-query") {
        // content, =content, name=content, @file, name@file
        const qsizetype at = value.indexOf(u'@');
        if (at >= 0 && (sign < 0 || at < sign))
            return false;
        request.fields.append({sign < 0 ? QString() : value.left(sign), value.mid(sign + 1)});
        return true;
    }
    if (value.startsWith(u'@'))
        return false;
    appendBody(request, value);
    return true;
}

void takeHeader(SeenRequest &request, const QString &line)
{
    const qsizetype colon = line.indexOf(u':');
    if (colon > 0)
        request.headers.append({line.first(colon).trimmed(), line.sliced(colon + 1).trimmed()});
}

bool matters(const Argument &argument)
{
    return argument.name.isEmpty() || isHeader(argument.name) || isUser(argument.name)
        || argument.name == u"--url" || holds(formOptions, argument.name);
}

} // namespace

std::expected<SeenRequest, QString> requestOf(const CurlCommand &command)
{
    if (command.isOpen)
        return std::unexpected(Text::tr("A quotation mark of this curl command is never closed."));
    SeenRequest request;
    const QList<Argument> arguments = argumentsOf(command.words);
    for (const auto &[name, value] : arguments) {
        if (value.isDynamic && matters({.name = name, .value = value})) {
            return std::unexpected(
                Text::tr("This curl command takes a value from a shell variable or command, which "
                         "is not in the file."));
        }
        if (name == u"-K" || name == u"--config") {
            return std::unexpected(
                Text::tr("This curl command reads another file (%1), which is not looked into.")
                    .arg(name));
        }
        if (isHeader(name)) {
            if (value.text.startsWith(u'@')) {
                return std::unexpected(
                    Text::tr("This curl command reads another file (%1), which is not looked into.")
                        .arg(name));
            }
            takeHeader(request, value.text);
        } else if (isUser(name)) {
            const qsizetype colon = value.text.indexOf(u':');
            if (colon < 0)
                return std::unexpected(Text::tr("This curl command asks for the secret itself."));
            request.basic = NameValue{value.text.first(colon), value.text.sliced(colon + 1)};
        } else if (holds(formOptions, name)) {
            if (!takeData(request, name, value.text)) {
                return std::unexpected(
                    Text::tr("This curl command reads another file (%1), which is not looked into.")
                        .arg(name));
            }
        } else if (name.isEmpty() || name == u"--url") {
            if (request.url.isEmpty())
                request.url = value.text;
        }
    }
    if (request.url.isEmpty())
        return std::unexpected(Text::tr("This curl command has no URL."));
    return request;
}

} // namespace Tokenwright
