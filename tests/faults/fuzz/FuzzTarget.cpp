// SPDX-License-Identifier: MIT
#include "FuzzTarget.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>

namespace Tokenwright::Fuzz {

namespace {

std::map<QByteArray, const Target *> &registry()
{
    static std::map<QByteArray, const Target *> targets;
    return targets;
}

} // namespace

Target::Target(const char *targetName, Run runTarget)
    : name(targetName)
    , run(std::move(runTarget))
{
    registry().emplace(name, this);
}

QList<const Target *> allTargets()
{
    QList<const Target *> targets;
    for (const auto &[name, target] : registry())
        targets.append(target);
    return targets;
}

const Target *targetNamed(const QByteArray &name)
{
    const auto found = registry().find(name);
    return found == registry().end() ? nullptr : found->second;
}

void require(bool kept, const char *promise, const QByteArray &seen)
{
    if (kept)
        return;
    std::fprintf(stderr, "Not kept: %s\n%s\n", promise, seen.left(2'000).constData());
    std::abort();
}

void require(bool kept, const char *promise, const QString &seen)
{
    if (!kept)
        require(false, promise, seen.toUtf8());
}

int Input::choose(int count)
{
    if (m_rest.isEmpty())
        return 0;
    const int chosen = uchar(m_rest.front()) % count;
    m_rest = m_rest.sliced(1);
    return chosen;
}

QByteArray Input::upTo(char mark)
{
    const qsizetype at = m_rest.indexOf(mark);
    const QByteArray part = at < 0 ? m_rest : m_rest.first(at);
    m_rest = at < 0 ? QByteArray() : m_rest.sliced(at + 1);
    return part;
}

bool isShowable(const QString &text)
{
    if (!text.isValidUtf16())
        return false;
    const QList<uint> characters = text.toUcs4();
    return std::ranges::none_of(characters, [](char32_t c) {
        const QChar::Category category = QChar::category(c);
        return category == QChar::Other_Control || category == QChar::Other_Format
            || category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
    });
}

bool isTelling(const QByteArray &secret)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const auto isUsual = [&](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || QByteArrayView("-._~/+=").contains(c);
    };
    return secret.size() >= 12 && std::ranges::any_of(secret, isDigit)
        && std::ranges::all_of(secret, isUsual);
}

QString textOf(const QByteArray &bytes)
{
    return QString::fromUtf8('x' + bytes).sliced(1); // a mark at its begin is one more character
}

const ProviderCatalog &catalog()
{
    static const ProviderCatalog providers = ProviderCatalog::load(ProviderCatalog::shippedFolder(),
                                                                   {});
    return providers;
}

QString scratchFolder()
{
    static const QTemporaryDir folder(QDir::tempPath() + u"/tokenwright-fuzz-XXXXXX"_s);
    static int number = 0;
    static QString last;
    if (!last.isEmpty())
        QDir(last).removeRecursively();
    last = folder.filePath(QString::number(++number));
    QDir().mkpath(last);
    return last;
}

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    require(file.open(QIODevice::WriteOnly) && file.write(content) == content.size(),
            "the scratch folder can be written", path);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace Tokenwright::Fuzz
