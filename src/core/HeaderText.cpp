// SPDX-License-Identifier: MIT
#include "HeaderText.h"

#include <algorithm>

namespace Tokenwright {

bool isHeaderName(QByteArrayView name)
{
    static constexpr QByteArrayView marks = "!#$%&'*+-.^_`|~";
    return !name.isEmpty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || marks.contains(c);
    });
}

bool isOfTheConnection(QByteArrayView name)
{
    static constexpr QByteArrayView names[]{
        "Host", "Connection", "Keep-Alive",        "Proxy-Connection", "Content-Length",
        "TE",   "Trailer",    "Transfer-Encoding", "Upgrade",          "Expect",
    };
    return std::ranges::any_of(names, [name](QByteArrayView other) {
        return qstrnicmp(other.data(), other.size(), name.data(), name.size()) == 0;
    });
}

bool isHeaderValue(QByteArrayView value)
{
    return std::ranges::none_of(value, [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
    });
}

} // namespace Tokenwright
