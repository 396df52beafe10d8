// SPDX-License-Identifier: MIT
#include "Terminal.h"

#include <cerrno>
#include <cwchar>

#include <unistd.h>

namespace Tokenwright {

bool isTerminal(std::FILE *stream)
{
    return isatty(fileno(stream)) != 0;
}

QByteArray printed(const QString &text)
{
    return text.toLocal8Bit();
}

int writeWhole(std::FILE *stream, const QByteArray &bytes, Written)
{
    const auto size = std::size_t(bytes.size());
    const bool done = std::fwrite(bytes.constData(), 1, size, stream) == size
        && std::fflush(stream) == 0;
    return done ? 0 : errno;
}

int cellsOf(uint character)
{
    const int cells = wcwidth(wchar_t(character));
    return cells < 0 ? 1 : cells; // negative: the system's locale does not know it
}

} // namespace Tokenwright
