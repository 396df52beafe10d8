// SPDX-License-Identifier: MIT
#pragma once

#include "shell/ShellWords.h"

#include <QList>
#include <QString>

namespace Tokenwright {

/// What an option of curl means for the request.
enum class CurlMeaning {
    Flag, ///< Nothing, and it takes no value.
    Value, ///< Nothing, and it takes a value.
    LeftOut, ///< Something that no field of a credential set holds; no value.
    LeftOutValue, ///< The same with a value.
    Url,
    Method,
    Header,
    User,
    UserAgent,
    Referer,
    Cookie,
    Bearer,
    Data, ///< @ names a file.
    DataRaw,
    DataEncoded, ///< --data-urlencode
    Json,
    Form,
    FormText, ///< --form-string
    Query, ///< --url-query
    Get,
    Head,
    Next,
    Certificate,
    Key,
    KeyPassword,
    CaCertificates,
    Netrc,
    File, ///< Further options stand in a file.
};

struct CurlOption
{
    char letter; ///< 0: none.
    const char *name;
    CurlMeaning meaning;

    bool takesValue() const;
};

/// The option called \a name, "-d" or "--data"; null: curl has none that matters or takes a value.
const CurlOption *curlOption(const QString &name);

/// Those that the long option \a beginning may be cut short from. Not those without a meaning and a
/// value.
QList<CurlOption> curlOptionsFrom(const QString &beginning);

/// One option with its value, or a URL, which has no name.
struct CurlArgument
{
    QString name{}; ///< As written: "-d".
    CurlMeaning meaning = CurlMeaning::Url;
    ShellWord value{};
    bool lacksValue = false; ///< The command ended before it.
};

/// The arguments as curl takes them: short options may be combined and have their value attached.
QList<CurlArgument> curlArguments(const QList<ShellWord> &words);

} // namespace Tokenwright
