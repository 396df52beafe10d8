// SPDX-License-Identifier: MIT
#include "SecretInput.h"

#include "Sentences.h"
#include "Text.h"

#include "TerminalInput.h"

#include <QFile>

#include <cstdio>

namespace Tokenwright {

namespace {

constexpr qint64 mostBytes = 64 * 1024;

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
    if (bytes.isEmpty() && input.error() != QFile::NoError) {
        return std::unexpected(
            Text::tr("Standard input cannot be read: %1.").arg(reasonText(input)));
    }
    return bounded(std::move(bytes));
}

std::expected<Secret, QString> secretFromTerminal(const QString &prompt, const QString &instead)
{
    auto line = lineFromTerminal(prompt + u':', Echo::Off);
    if (!line) {
        return std::unexpected(
            Text::tr("There is no terminal to ask for the %1; use %2.").arg(prompt, instead));
    }
    if (line->size() >= mostTerminalBytes) {
        return std::unexpected(
            Text::tr("That is too long for a terminal, which may have cut it; use %1.")
                .arg(instead));
    }
    return bounded(std::move(*line));
}

std::optional<bool> askedAtTerminal(const QString &question)
{
    const auto line = lineFromTerminal(question + u" [y/N]", Echo::On);
    if (!line)
        return {};
    const QByteArray answer = line->trimmed().toLower();
    return answer == "y" || answer == "yes";
}

std::expected<Secret, QString> secretFromFile(const QString &path, const QString &option)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return std::unexpected(
            Text::tr("The file named for %1 cannot be read: %2.").arg(option, reasonText(file)));
    }
    return bounded(file.read(mostBytes + 1));
}

} // namespace Tokenwright
