// SPDX-License-Identifier: MIT
// Preloaded into a program under test: a thread that ends lingers in the clean-up that OpenSSL has made
// for it, as on a busy machine, where it may not run for that long; should the process then run what is
// registered for its end, that waits until such threads go on. What is freed twice ends the process:
// nothing is given back, so that no address comes again. Each thread that lingers is told by a byte in
// the file TOKENWRIGHT_FAULTS_LINGERING.
//
// Only for tests: built by the run itself (preloads.py), part of nothing that is installed.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

enum { lingering = 300 * 1000 }; // microseconds
enum { places = 1 << 22 };

struct Start {
    void *(*run)(void *);
    void *given;
};

static pthread_key_t ending; // the first key there is: its destructor runs before OpenSSL's
static _Thread_local int isEnding;
static _Thread_local pthread_rwlock_t *outermost; // that OpenSSL takes for its clean-up of a thread
static _Atomic(void *) freed[places];

static void begin(void *unused)
{
    (void)unused;
    isEnding = 1;
}

__attribute__((constructor)) static void makeKey(void)
{
    pthread_key_create(&ending, begin);
}

__attribute__((destructor)) static void waitForThem(void)
{
    usleep(2 * lingering);
}

// What the program's own free() gives back by, which overwrites what it lets go.
void __libc_free(void *memory)
{
    static const char words[] = "freed twice\n";
    for (uint64_t place = (uintptr_t)memory / 16 * 0x9E3779B97F4A7C15u >> 42; memory; place = (place + 1) % places) {
        void *there = NULL;
        if (atomic_compare_exchange_strong(&freed[place], &there, memory))
            return;
        if (there == memory && write(STDERR_FILENO, words, sizeof words - 1))
            abort();
    }
}

void free(void *memory) // of a program that has none of its own
{
    __libc_free(memory);
}

static void *run(void *given)
{
    const struct Start start = *(struct Start *)given;
    pthread_setspecific(ending, &ending);
    return start.run(start.given);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*function)(void *), void *given)
{
    int (*next)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *) = dlsym(RTLD_NEXT, "pthread_create");
    struct Start *start = malloc(sizeof *start); // for good
    *start = (struct Start){function, given};
    return next(thread, attributes, run, start);
}

int pthread_rwlock_wrlock(pthread_rwlock_t *lock)
{
    int (*next)(pthread_rwlock_t *) = dlsym(RTLD_NEXT, "pthread_rwlock_wrlock");
    if (isEnding && !outermost)
        outermost = lock;
    return next(lock);
}

int pthread_rwlock_unlock(pthread_rwlock_t *lock)
{
    int (*next)(pthread_rwlock_t *) = dlsym(RTLD_NEXT, "pthread_rwlock_unlock");
    const int code = next(lock);
    if (lock == outermost && isEnding) {
        isEnding = 0;
        const int told = open(getenv("TOKENWRIGHT_FAULTS_LINGERING"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (write(told, "x", 1) != 1)
            abort();
        close(told);
        usleep(lingering);
    }
    return code;
}
