// SPDX-License-Identifier: MIT
#include "curl/CurlOptions.h"

#include <algorithm>
#include <iterator>

namespace Tokenwright {

namespace {

using M = CurlMeaning;

/// The options of curl that mean something for the request, and all others that take a value; its
/// manual page, curl 8.
// clang-format off
constexpr CurlOption curlOptions[]{
    {0, "url", M::Url},
    {'X', "request", M::Method},
    {'H', "header", M::Header},
    {'u', "user", M::User},
    {'A', "user-agent", M::UserAgent},
    {'e', "referer", M::Referer},
    {'b', "cookie", M::Cookie},
    {0, "oauth2-bearer", M::Bearer},
    {'d', "data", M::Data},
    {0, "data-ascii", M::Data},
    {0, "data-binary", M::Data},
    {0, "data-raw", M::DataRaw},
    {0, "data-urlencode", M::DataEncoded},
    {0, "json", M::Json},
    {'F', "form", M::Form},
    {0, "form-string", M::FormText},
    {0, "url-query", M::Query},
    {'G', "get", M::Get},
    {'I', "head", M::Head},
    {':', "next", M::Next},
    {'E', "cert", M::Certificate},
    {0, "key", M::Key},
    {0, "pass", M::KeyPassword},
    {0, "cacert", M::CaCertificates},
    {'n', "netrc", M::Netrc},
    {0, "netrc-optional", M::Netrc},
    {'K', "config", M::File},
    {'k', "insecure", M::LeftOut},
    {0, "digest", M::LeftOut},
    {0, "ntlm", M::LeftOut},
    {0, "negotiate", M::LeftOut},
    {0, "anyauth", M::LeftOut},
    {'x', "proxy", M::LeftOutValue},
    {'U', "proxy-user", M::LeftOutValue},
    {0, "preproxy", M::LeftOutValue},
    {0, "socks4", M::LeftOutValue},
    {0, "socks4a", M::LeftOutValue},
    {0, "socks5", M::LeftOutValue},
    {0, "socks5-hostname", M::LeftOutValue},
    {0, "proxy1.0", M::LeftOutValue},
    {0, "resolve", M::LeftOutValue},
    {0, "connect-to", M::LeftOutValue},
    {0, "unix-socket", M::LeftOutValue},
    {0, "abstract-unix-socket", M::LeftOutValue},
    {'T', "upload-file", M::LeftOutValue},
    {0, "aws-sigv4", M::LeftOutValue},
    {0, "request-target", M::LeftOutValue},
    {0, "pinnedpubkey", M::LeftOutValue},
    {0, "capath", M::LeftOutValue},
    {0, "netrc-file", M::LeftOutValue},
    {0, "tlsuser", M::LeftOutValue},
    {0, "tlspassword", M::LeftOutValue},
    {0, "interface", M::LeftOutValue},
    {0, "doh-url", M::LeftOutValue},
    {0, "proxy-header", M::LeftOutValue},
    {0, "ciphers", M::Value},
    {0, "alt-svc", M::Value},
    {0, "cert-type", M::Value},
    {0, "connect-timeout", M::Value},
    {'C', "continue-at", M::Value},
    {'c', "cookie-jar", M::Value},
    {0, "create-file-mode", M::Value},
    {0, "crlfile", M::Value},
    {0, "curves", M::Value},
    {0, "delegation", M::Value},
    {0, "dns-interface", M::Value},
    {0, "dns-ipv4-addr", M::Value},
    {0, "dns-ipv6-addr", M::Value},
    {0, "dns-servers", M::Value},
    {'D', "dump-header", M::Value},
    {0, "egd-file", M::Value},
    {0, "engine", M::Value},
    {0, "etag-compare", M::Value},
    {0, "etag-save", M::Value},
    {0, "expect100-timeout", M::Value},
    {0, "ftp-account", M::Value},
    {0, "ftp-alternative-to-user", M::Value},
    {0, "ftp-method", M::Value},
    {'P', "ftp-port", M::Value},
    {0, "ftp-ssl-ccc-mode", M::Value},
    {0, "happy-eyeballs-timeout-ms", M::Value},
    {0, "hostpubmd5", M::Value},
    {0, "hostpubsha256", M::Value},
    {0, "hsts", M::Value},
    {0, "keepalive-time", M::Value},
    {0, "key-type", M::Value},
    {0, "krb", M::Value},
    {0, "libcurl", M::Value},
    {0, "limit-rate", M::Value},
    {0, "local-port", M::Value},
    {0, "login-options", M::Value},
    {0, "mail-auth", M::Value},
    {0, "mail-from", M::Value},
    {0, "mail-rcpt", M::Value},
    {0, "max-filesize", M::Value},
    {0, "max-redirs", M::Value},
    {'m', "max-time", M::Value},
    {0, "noproxy", M::Value},
    {'o', "output", M::Value},
    {0, "output-dir", M::Value},
    {0, "parallel-max", M::Value},
    {0, "proto", M::Value},
    {0, "proto-default", M::Value},
    {0, "proto-redir", M::Value},
    {0, "proxy-cacert", M::Value},
    {0, "proxy-capath", M::Value},
    {0, "proxy-cert", M::Value},
    {0, "proxy-cert-type", M::Value},
    {0, "proxy-ciphers", M::Value},
    {0, "proxy-crlfile", M::Value},
    {0, "proxy-key", M::Value},
    {0, "proxy-key-type", M::Value},
    {0, "proxy-pass", M::Value},
    {0, "proxy-pinnedpubkey", M::Value},
    {0, "proxy-service-name", M::Value},
    {0, "proxy-tls13-ciphers", M::Value},
    {0, "proxy-tlsauthtype", M::Value},
    {0, "proxy-tlspassword", M::Value},
    {0, "proxy-tlsuser", M::Value},
    {0, "pubkey", M::Value},
    {'Q', "quote", M::Value},
    {0, "random-file", M::Value},
    {'r', "range", M::Value},
    {0, "rate", M::Value},
    {0, "retry", M::Value},
    {0, "retry-delay", M::Value},
    {0, "retry-max-time", M::Value},
    {0, "sasl-authzid", M::Value},
    {0, "service-name", M::Value},
    {0, "socks5-gssapi-service", M::Value},
    {'Y', "speed-limit", M::Value},
    {'y', "speed-time", M::Value},
    {0, "stderr", M::Value},
    {'t', "telnet-option", M::Value},
    {0, "tftp-blksize", M::Value},
    {'z', "time-cond", M::Value},
    {0, "tls-max", M::Value},
    {0, "tls13-ciphers", M::Value},
    {0, "tlsauthtype", M::Value},
    {0, "trace", M::Value},
    {0, "trace-ascii", M::Value},
    {'w', "write-out", M::Value},
    {0, "variable", M::Value},
    {0, "expand-url", M::Value},
    {0, "ech", M::Value},
    {0, "haproxy-clientip", M::Value},
    {0, "ip-tos", M::Value},
    {0, "vlan-priority", M::Value},
    {0, "trace-config", M::Value},
    {0, "keepalive-cnt", M::Value},
};
// clang-format on

} // namespace

bool CurlOption::takesValue() const
{
    return !QList{M::Flag, M::LeftOut, M::Get, M::Head, M::Next, M::Netrc}.contains(meaning);
}

const CurlOption *curlOption(const QString &name)
{
    const bool isLong = name.startsWith(u"--");
    const QStringView called = QStringView(name).sliced(
        std::min<qsizetype>(isLong ? 2 : 1, name.size()));
    const bool isShort = !isLong && called.size() == 1 && called.front().unicode() < 0x7f;
    const auto isMeant = [&](const CurlOption &option) {
        return isLong ? called == QLatin1StringView(option.name)
                      : isShort && called.front() == QLatin1Char(option.letter);
    };
    const auto found = std::ranges::find_if(curlOptions, isMeant);
    return found == std::end(curlOptions) ? nullptr : found;
}

QList<CurlOption> curlOptionsFrom(const QString &beginning)
{
    QList<CurlOption> found;
    std::ranges::copy_if(curlOptions, std::back_inserter(found), [&](const CurlOption &option) {
        return beginning.startsWith(u"--")
            && QLatin1StringView(option.name).startsWith(QStringView(beginning).sliced(2));
    });
    return found;
}

QList<CurlArgument> curlArguments(const QList<ShellWord> &words)
{
    QList<CurlArgument> arguments;
    const auto add = [&](const QString &name, const CurlOption *option, const ShellWord *value) {
        CurlArgument argument{.name = name, .meaning = option ? option->meaning : M::Flag};
        if (value)
            argument.value = *value;
        argument.lacksValue = !value && option && option->takesValue();
        arguments.append(argument);
    };
    for (qsizetype i = 0; i < words.size(); ++i) {
        const ShellWord &word = words.at(i);
        const auto nextWord = [&](const CurlOption *option) -> const ShellWord * {
            return option && option->takesValue() && i + 1 < words.size() ? &words.at(++i)
                                                                          : nullptr;
        };
        if (!word.text.startsWith(u'-') || word.text.size() < 2) {
            arguments.append({.value = word});
            continue;
        }
        if (word.text.startsWith(u"--")) {
            const CurlOption *option = curlOption(word.text);
            add(word.text, option, nextWord(option));
            continue;
        }
        for (qsizetype letter = 1; letter < word.text.size(); ++letter) {
            const QString name = QString(u'-') + word.text.at(letter);
            const CurlOption *option = curlOption(name);
            if (!option || !option->takesValue()) {
                add(name, option, nullptr);
                continue;
            }
            const ShellWord attached{word.text.sliced(letter + 1), word.isDynamic};
            add(name, option, attached.text.isEmpty() ? nextWord(option) : &attached);
            break;
        }
    }
    return arguments;
}

} // namespace Tokenwright
