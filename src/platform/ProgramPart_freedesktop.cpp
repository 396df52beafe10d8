// SPDX-License-Identifier: MIT
#include "ProgramPart.h"

#include "Text.h"

#include <QCoreApplication>
#include <QFile>

#include <array>
#include <cstddef>
#include <filesystem>
#include <system_error>

#include <dlfcn.h>
#include <fcntl.h>

namespace Tokenwright {

namespace {

constexpr std::array files{"network.so", "keys.so"}; // as ProgramPart has them
constinit std::array held{-1, -1};
static_assert(files.size() == held.size());

/// Qt knows the program's folder alone where its name is text.
std::filesystem::path programFolder()
{
    std::error_code problem;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", problem);
    if (problem)
        return QFile::encodeName(QCoreApplication::applicationDirPath()).toStdString();
    return program.parent_path();
}

std::filesystem::path pathOf(std::size_t part)
{
    return (programFolder() / TOKENWRIGHT_PARTS / files.at(part)).lexically_normal();
}

void *loaded(std::size_t part)
{
    constexpr int mode = RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE;
    if (held.at(part) >= 0) {
        // Of the folder's name dlopen() would take "$LIB" for something else (ld.so(8)).
        const QByteArray open = "/proc/self/fd/" + QByteArray::number(held.at(part));
        if (void *library = dlopen(open.constData(), mode))
            return library;
    }
    return dlopen(pathOf(part).c_str(), mode);
}

} // namespace

void holdProgramParts()
{
    for (std::size_t part = 0; part < files.size(); ++part)
        held.at(part) = ::open(pathOf(part).c_str(), O_PATH | O_CLOEXEC);
}

Result<const void *> partTable(ProgramPart part, const char *name)
{
    void *library = loaded(std::size_t(part));
    const auto give = library ? reinterpret_cast<const void *(*)()>(dlsym(library, name)) : nullptr;
    if (!give) {
        return failure(
            ErrorKind::Storage,
            Text::tr("A part of Tokenwright cannot be loaded (%1). Start Tokenwright again if it "
                     "was updated just now; otherwise install it anew.")
                .arg(QString::fromLocal8Bit(dlerror())));
    }
    return give();
}

} // namespace Tokenwright
