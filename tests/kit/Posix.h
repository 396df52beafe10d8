// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <cstddef>

class QProcess;

/// What tests ask of the system itself: modes of files, pipes with a name, limits. Windows has none
/// of that; a check that is about nothing else begins with NEEDS_POSIX() and is skipped there.
namespace Posix {

/// Is there any of it?
bool isThere();

/// Whether this user may do anything.
bool isRoot();

/// The permission bits of what is at \a path, links followed; -1 if nothing is, or there are none.
int modeOf(const QString &path);
bool setMode(const QString &path, int mode);

bool makePipe(const QString &path);
bool isPipe(const QString &path);
/// Another name for the file at \a path. Windows has that too.
bool makeHardLink(const QString &path, const QString &name);

/// The home folder that the system knows of, whatever HOME says; nothing on Windows.
QString knownHome();

/// How much memory was had from malloc() at \a memory. Windows knows that too.
std::size_t usableSize(void *memory);

/// How long this process has worked, in milliseconds. Windows knows that too, if not by clock(),
/// which goes on there while others work.
qint64 processorTime();

/// Starts \a program out of reach of the terminal that the tests are started from. Windows has that
/// too.
void startWithoutTerminal(QProcess &process, const QString &program, const QStringList &arguments);

/// While it lives, what is made has none of the bits in \a mask.
class Mask
{
public:
    explicit Mask(int mask);
    ~Mask();
    Q_DISABLE_COPY_MOVE(Mask)

private:
    [[maybe_unused]] int m_before = 0;
};

/// While it lives, no file of this process grows beyond \a bytes: as if the disk were full.
class SizeLimit
{
public:
    explicit SizeLimit(qint64 bytes);
    ~SizeLimit();
    Q_DISABLE_COPY_MOVE(SizeLimit)

private:
    [[maybe_unused]] quint64 m_before = 0;
    [[maybe_unused]] void (*m_signalBefore)(int) = nullptr;
};

} // namespace Posix

/// The rest of the check is about what Windows does not have.
#define NEEDS_POSIX()                                                                              \
    if (!Posix::isThere())                                                                         \
    QSKIP("what this is about, Windows does not have")

/// Compares the permission bits of what is at \a path, where there are any.
#define COMPARE_MODE(path, mode)                                                                   \
    if (Posix::isThere())                                                                          \
    QCOMPARE(Posix::modeOf(path), mode)
