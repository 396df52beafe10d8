// SPDX-License-Identifier: MIT
#include "SecretInput.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>
#include <memory>
#include <optional>

#ifdef Q_OS_UNIX
#include <termios.h>
#include <unistd.h>
#endif

namespace Tokenwright {

namespace {

constexpr qint64 mostBytes = 64 * 1024;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SecretInput)
};

#ifdef Q_OS_UNIX
using File = std::unique_ptr<std::FILE, decltype([](std::FILE *file) { std::fclose(file); })>;

/// The terminal itself: standard input may be a pipe.
File terminal()
{
    return File(std::fopen("/dev/tty", "r+"));
}

/// What is typed is not shown while this lives.
class NoEcho
{
public:
    explicit NoEcho(int descriptor)
        : m_descriptor(descriptor)
    {
        tcgetattr(m_descriptor, &m_before);
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        silent.c_lflag |= ECHONL;
        tcsetattr(m_descriptor, TCSAFLUSH, &silent);
    }
    ~NoEcho() { tcsetattr(m_descriptor, TCSAFLUSH, &m_before); }
    Q_DISABLE_COPY_MOVE(NoEcho)

private:
    int m_descriptor;
    termios m_before{};
};

QByteArray lineFrom(std::FILE *file)
{
    char buffer[4096] = {};
    const char *line = std::fgets(buffer, sizeof buffer, file);
    QByteArray bytes = line ? QByteArray(buffer) : QByteArray();
    std::fill(std::begin(buffer), std::end(buffer), '\0');
    while (bytes.endsWith('\n') || bytes.endsWith('\r'))
        bytes.chop(1);
    return bytes;
}
#endif

std::expected<Secret, QString> bounded(QByteArray &&bytes)
{
    if (bytes.size() > mostBytes)
        return std::unexpected(Text::tr("That is too long to be a secret."));
    if (bytes.isEmpty())
        return std::unexpected(Text::tr("The secret is empty."));
    return Secret(std::move(bytes));
}

} // namespace

std::expected<Secret, QString> secretFromInput()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return std::unexpected(Text::tr("Standard input cannot be read."));
    QByteArray bytes = input.read(mostBytes + 1);
    return bounded(std::move(bytes));
}

std::expected<Secret, QString> secretFromTerminal(const QString &prompt)
{
#ifdef Q_OS_UNIX
    if (const File tty = terminal()) {
        std::fputs(qPrintable(prompt + u": "), tty.get());
        std::fflush(tty.get());
        const NoEcho silence(fileno(tty.get()));
        return bounded(lineFrom(tty.get()));
    }
#endif
    return std::unexpected(
        Text::tr("There is no terminal to ask for the %1; use --secret-stdin.").arg(prompt));
}

std::optional<bool> askedAtTerminal(const QString &question)
{
#ifdef Q_OS_UNIX
    if (const File tty = terminal()) {
        std::fputs(qPrintable(question + u" [y/N] "), tty.get());
        std::fflush(tty.get());
        const QByteArray answer = lineFrom(tty.get()).trimmed().toLower();
        return answer == "y" || answer == "yes";
    }
#endif
    return {};
}

std::expected<Secret, QString> secretFromFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Text::tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    return bounded(file.read(mostBytes + 1));
}

} // namespace Tokenwright
