// SPDX-License-Identifier: MIT
#include "Process.h"

#include "Literals.h"

#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef Q_OS_LINUX
#include <sys/mman.h>
#include <sys/prctl.h>
#endif
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

namespace Tokenwright {

namespace {

mode_t usualMask = 022;
rlimit usualCores{};
/// What ends a program that writes, unless it wants to learn of it from the write: nobody reads, or
/// the file would be larger than may be (ulimit -f).
constexpr std::array writingSignals{SIGPIPE, SIGXFSZ};
std::array<struct sigaction, writingSignals.size()> usualForWriting{};

/// Opened the wrong way round, so that reading and writing fail just as on a closed descriptor. An
/// open() takes the lowest number that is free, and those below are taken already.
void occupyStandardDescriptors()
{
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (fcntl(descriptor, F_GETFD) == -1 && errno == EBADF)
            open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

/// What libraries tell by GLib of themselves (G_MESSAGES_DEBUG) goes to standard output unless it
/// is told otherwise, and there stands what somebody asked for. From GLib 2.68 on, if that is
/// loaded.
void keepTalkOffStandardOutput()
{
    using Choice = void (*)(int usesErrors);
    void *choose = dlsym(RTLD_DEFAULT, "g_log_writer_default_set_use_stderr");
    if (choose)
        reinterpret_cast<Choice>(choose)(1);
}

} // namespace

bool isSandboxed()
{
    return qEnvironmentVariableIsSet("SNAP_NAME") || QFileInfo::exists(u"/.flatpak-info"_s);
}

void orderEndsOfThreads() { }

void hardenProcess()
{
    occupyStandardDescriptors();
    keepTalkOffStandardOutput();
    getrlimit(RLIMIT_CORE, &usualCores);
    // One byte is less than any core, and, other than none, also keeps Linux from handing one to a
    // program that collects them (do_coredump() in fs/coredump.c).
    const rlimit nextToNone{std::min<rlim_t>(1, usualCores.rlim_max), usualCores.rlim_max};
    setrlimit(RLIMIT_CORE, &nextToNone);
#ifdef Q_OS_LINUX
    // Nobody but root may look into this process (ptrace, /proc/PID/mem). Not so in a sandbox: its
    // portals must, to know who asks, and nobody traces what is inside of it.
    if (!isSandboxed())
        prctl(PR_SET_DUMPABLE, 0);
#endif
    usualMask = umask(077);
    struct sigaction ignored
    { };
    ignored.sa_handler = SIG_IGN;
    for (std::size_t i = 0; i < writingSignals.size(); ++i)
        sigaction(writingSignals[i], &ignored, &usualForWriting[i]);
}

namespace {

void softenProcess()
{
#ifdef Q_OS_LINUX
    prctl(PR_SET_DUMPABLE, 1); // as every program that is started has it
#endif
    setrlimit(RLIMIT_CORE, &usualCores);
    umask(usualMask);
    for (std::size_t i = 0; i < writingSignals.size(); ++i)
        sigaction(writingSignals[i], &usualForWriting[i], nullptr);
}

} // namespace

void becomeProgramInChild(char *const *command)
{
    softenProcess();
    execvp(command[0], command);
}

namespace {

/// A descriptor, which children inherit, from which \a bytes can be read; otherwise -1, with errno.
int inheritedDescriptor(QByteArrayView bytes)
{
#ifdef Q_OS_LINUX
    const int descriptor = memfd_create("header", 0);
    if (descriptor < 0)
        return -1;
    const bool isWhole = write(descriptor, bytes.data(), std::size_t(bytes.size())) == bytes.size();
    lseek(descriptor, 0, SEEK_SET);
    return isWhole ? descriptor : -1;
#else
    int ends[2];
    if (pipe(ends) != 0)
        return -1;
    // what a pipe takes at once: nobody reads yet
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    const bool isWhole = write(ends[1], bytes.data(), std::size_t(bytes.size())) == bytes.size();
    close(ends[1]);
    return isWhole ? ends[0] : -1;
#endif
}

} // namespace

QByteArray inheritedFile(QByteArrayView bytes)
{
    const int descriptor = inheritedDescriptor(bytes);
    return descriptor < 0 ? QByteArray() : "/dev/fd/" + QByteArray::number(descriptor);
}

QList<QByteArray> commandLineWords(int argc, char *argv[])
{
    return {argv + qMin(argc, 1), argv + argc};
}

QString shownWord(const QByteArray &word)
{
    return QString::fromLocal8Bit(word);
}

int becomeProgram(QList<QByteArray> command)
{
    QList<char *> arguments;
    for (QByteArray &word : command)
        arguments.append(word.data());
    arguments.append(nullptr);
    softenProcess();
    execvp(arguments.first(), arguments.data());
    return errno;
}

void endBy(int signal)
{
    struct sigaction usual
    { };
    usual.sa_handler = SIG_DFL;
    sigaction(signal, &usual, nullptr);
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, signal);
    sigprocmask(SIG_UNBLOCK, &only, nullptr);
    raise(signal);
    std::_Exit(128 + signal); // as a shell tells of it
}

int lastStep(int code)
{
#ifdef __SANITIZE_ADDRESS__ // which would do so after main()
    __lsan_do_leak_check();
#endif
    std::fflush(nullptr);
    std::_Exit(code);
}

} // namespace Tokenwright
