// SPDX-License-Identifier: MIT
// Preloaded into a program under test: each of the libraries that Qt has for TLS takes 0.4 s more to be
// loaded, as from a slow disk. Each time is told by a byte in the file TOKENWRIGHT_FAULTS_SLOW.
//
// Only for tests: built by the run itself (preloads.py), part of nothing that is installed.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { slowly = 400 * 1000 }; // microseconds

void *dlopen(const char *file, int mode)
{
    void *(*next)(const char *, int) = dlsym(RTLD_NEXT, "dlopen");
    if (file && strstr(file, "/tls/")) {
        const int told = open(getenv("TOKENWRIGHT_FAULTS_SLOW"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (write(told, "x", 1) != 1)
            abort();
        close(told);
        usleep(slowly);
    }
    return next(file, mode);
}
