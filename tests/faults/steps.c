// SPDX-License-Identifier: MIT
// Preloaded into a program under test: counts what it does to the world outside (files that are
// opened for writing, written, locked, synced, renamed, removed; messages to a bus or a server),
// writes each such step into a log, and ends or stops the process at one of them.
//
//   TOKENWRIGHT_FAULTS_STEPS  the log, a line each: "12 rename credential-sets.json"
//   TOKENWRIGHT_FAULTS_AT     "kill before 12", "kill after 12", or "stop before 12" (SIGSTOP)
//
// Only for tests: built by the run itself (preloads.py), part of nothing that is installed.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_int steps;
static char word[8], side[8];
static int at;
static const char *logFile;

__attribute__((constructor)) static void readOrders(void)
{
    logFile = getenv("TOKENWRIGHT_FAULTS_STEPS");
    const char *orders = getenv("TOKENWRIGHT_FAULTS_AT");
    if (!orders || sscanf(orders, "%7s %7s %d", word, side, &at) != 3)
        at = 0;
}

static void strike(int step, const char *when)
{
    if (step != at || strcmp(side, when) != 0)
        return;
    syscall(SYS_kill, getpid(), word[0] == 's' ? SIGSTOP : SIGKILL);
}

static int begin(const char *what, const char *which)
{
    if (!logFile)
        return 0;
    const int before = errno;
    const int step = atomic_fetch_add(&steps, 1) + 1;
    char line[256];
    const int size = snprintf(line, sizeof line, "%d %s %s\n", step, what, which);
    const int file = (int)syscall(SYS_openat, AT_FDCWD, logFile,
                                  O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    syscall(SYS_write, file, line, size < (int)sizeof line ? size : (int)sizeof line - 1);
    syscall(SYS_close, file);
    strike(step, "before");
    errno = before;
    return step;
}

static void end(int step)
{
    const int before = errno;
    strike(step, "after");
    errno = before;
}

// The last part of a path, without what makes a temporary file's name random.
static const char *nameOf(const char *path)
{
    static _Thread_local char name[128];
    const char *slash = strrchr(path, '/');
    snprintf(name, sizeof name, "%s", slash ? slash + 1 : path);
    char *json = strstr(name, ".json.");
    if (json && !strstr(json, "damaged"))
        strcpy(json + 5, "~");
    return name;
}

// What a descriptor is, or 0 where nobody outside sees what is done to it.
static const char *kindOf(int descriptor, char *name, size_t size)
{
    struct stat status;
    if (fstat(descriptor, &status) != 0)
        return 0;
    if (S_ISREG(status.st_mode)) {
        char link[64], path[512];
        snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
        const ssize_t length = readlink(link, path, sizeof path - 1);
        path[length < 0 ? 0 : length] = 0;
        if (strncmp(path, "/memfd:", 7) == 0)
            return 0;
        snprintf(name, size, "%s", strstr(path, " (deleted)") ? "a new file" : nameOf(path));
        return "write";
    }
    if (!S_ISSOCK(status.st_mode))
        return 0;
    int domain = 0;
    socklen_t length = sizeof domain;
    getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &length);
    snprintf(name, size, "%s", "a message");
    return domain == AF_UNIX ? "bus" : "network";
}

// Which call a message on the bus is, by the names that stand in it.
static void nameMessage(const char *kind, char *name, size_t size, const void *bytes, size_t count)
{
    static const char *const known[] = {"CreateItem",   "CreateCollection",
                                        "SetSecret",    "Delete",
                                        "SearchItems",  "GetSecrets",
                                        "GetSecret",    "Unlock",
                                        "OpenSession",  "ReadAlias",
                                        "GetNameOwner", "AddMatch",
                                        "Hello",        "GetAll",
                                        "Prompt",       "Dismiss",
                                        "Locked",       "GetConnectionUnixProcessID",
                                        "RemoveMatch",  "StartServiceByName"};
    for (size_t i = 0; strcmp(kind, "bus") == 0 && i < sizeof known / sizeof *known; ++i) {
        if (memmem(bytes, count, known[i], strlen(known[i]) + 1)) {
            snprintf(name, size, "%s", known[i]);
            return;
        }
    }
}

#define REAL(function)                                                                             \
    static __typeof__(&function) real;                                                             \
    if (!real)                                                                                     \
    real = (__typeof__(&function))dlsym(RTLD_NEXT, #function)

#define CALL(type, what, which, ...)                                                               \
    const int step = begin(what, which);                                                           \
    const type result = real(__VA_ARGS__);                                                         \
    end(step);                                                                                     \
    return result

static int isForWriting(int flags)
{
    return (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC));
}

static int isOutside(const char *path)
{
    return strncmp(path, "/dev/", 5) != 0 && strncmp(path, "/proc/", 6) != 0;
}

#define OPEN(function)                                                                             \
    int function(const char *path, int flags, ...)                                                 \
    {                                                                                              \
        REAL(function);                                                                            \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;            \
        va_end(rest);                                                                              \
        if (!isForWriting(flags) || !isOutside(path))                                              \
            return real(path, flags, mode);                                                        \
        CALL(int, "open", nameOf(path), path, flags, mode);                                        \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(function)                                                                           \
    int function(int folder, const char *path, int flags, ...)                                     \
    {                                                                                              \
        REAL(function);                                                                            \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;            \
        va_end(rest);                                                                              \
        if (!isForWriting(flags) || !isOutside(path))                                              \
            return real(folder, path, flags, mode);                                                \
        CALL(int, "open", nameOf(path), folder, path, flags, mode);                                \
    }
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int descriptor, const void *bytes, size_t count)
{
    REAL(write);
    char name[128];
    const char *kind = descriptor > 2 ? kindOf(descriptor, name, sizeof name) : 0;
    if (!kind)
        return real(descriptor, bytes, count);
    nameMessage(kind, name, sizeof name, bytes, count);
    CALL(ssize_t, kind, name, descriptor, bytes, count);
}

#define PWRITE(function, offsetType)                                                               \
    ssize_t function(int descriptor, const void *bytes, size_t count, offsetType offset)           \
    {                                                                                              \
        REAL(function);                                                                            \
        char name[128];                                                                            \
        const char *kind = kindOf(descriptor, name, sizeof name);                                  \
        if (!kind)                                                                                 \
            return real(descriptor, bytes, count, offset);                                         \
        CALL(ssize_t, kind, name, descriptor, bytes, count, offset);                               \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t sendmsg(int descriptor, const struct msghdr *message, int flags)
{
    REAL(sendmsg);
    char name[128], all[8192];
    const char *kind = kindOf(descriptor, name, sizeof name);
    if (!kind)
        return real(descriptor, message, flags);
    size_t count = 0;
    for (size_t i = 0; i < message->msg_iovlen; ++i) {
        const size_t room = sizeof all - count, length = message->msg_iov[i].iov_len;
        memcpy(all + count, message->msg_iov[i].iov_base, length < room ? length : room);
        count += length < room ? length : room;
    }
    nameMessage(kind, name, sizeof name, all, count);
    CALL(ssize_t, kind, name, descriptor, message, flags);
}

ssize_t send(int descriptor, const void *bytes, size_t count, int flags)
{
    REAL(send);
    char name[128];
    const char *kind = kindOf(descriptor, name, sizeof name);
    if (!kind)
        return real(descriptor, bytes, count, flags);
    nameMessage(kind, name, sizeof name, bytes, count);
    CALL(ssize_t, kind, name, descriptor, bytes, count, flags);
}

#define OF_DESCRIPTOR(function, what, declaration, ...)                                            \
    int function declaration                                                                       \
    {                                                                                              \
        REAL(function);                                                                            \
        char name[128];                                                                            \
        if (!kindOf(descriptor, name, sizeof name))                                                \
            return real(__VA_ARGS__);                                                              \
        CALL(int, what, name, __VA_ARGS__);                                                        \
    }
OF_DESCRIPTOR(fsync, "sync", (int descriptor), descriptor)
OF_DESCRIPTOR(fdatasync, "sync", (int descriptor), descriptor)
OF_DESCRIPTOR(ftruncate, "truncate", (int descriptor, off_t length), descriptor, length)
OF_DESCRIPTOR(ftruncate64, "truncate", (int descriptor, off64_t length), descriptor, length)
OF_DESCRIPTOR(fchmod, "chmod", (int descriptor, mode_t mode), descriptor, mode)

int flock(int descriptor, int operation)
{
    REAL(flock);
    char name[128];
    if (!kindOf(descriptor, name, sizeof name))
        return real(descriptor, operation);
    CALL(int, operation &LOCK_UN ? "unlock" : "lock", name, descriptor, operation);
}

#define OF_PATH(function, what, path, declaration, ...)                                            \
    int function declaration                                                                       \
    {                                                                                              \
        REAL(function);                                                                            \
        CALL(int, what, nameOf(path), __VA_ARGS__);                                                \
    }
OF_PATH(rename, "rename", to, (const char *from, const char *to), from, to)
OF_PATH(renameat, "rename", to, (int a, const char *from, int b, const char *to), a, from, b, to)
OF_PATH(renameat2, "rename", to, (int a, const char *from, int b, const char *to, unsigned flags),
        a, from, b, to, flags)
OF_PATH(link, "link", to, (const char *from, const char *to), from, to)
OF_PATH(linkat, "link", to, (int a, const char *from, int b, const char *to, int flags), a, from, b,
        to, flags)
OF_PATH(unlink, "unlink", path, (const char *path), path)
OF_PATH(unlinkat, "unlink", path, (int folder, const char *path, int flags), folder, path, flags)
OF_PATH(mkdir, "mkdir", path, (const char *path, mode_t mode), path, mode)
OF_PATH(chmod, "chmod", path, (const char *path, mode_t mode), path, mode)
