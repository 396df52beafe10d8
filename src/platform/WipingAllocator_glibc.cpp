// SPDX-License-Identifier: MIT
// free() and realloc() of the whole program, overwriting what they let go: a secret passes through
// strings, JSON, TLS, D-Bus and widgets that know nothing of it, and each leaves copies behind when
// it grows or goes. Here all of them end, whoever made them. A memory that is still held is not
// touched: that is for whoever holds it.
//
// Linked by the programs alone (a library must not decide this for others), and not with
// sanitizers, which bring allocators of their own. A program may define these functions itself
// (glibc manual, "Replacing malloc"); malloc() and calloc() stay glibc's.
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <malloc.h>

#ifdef __GLIBC__ // another C library is left as it is

namespace {

/// From this size on a block is a mapping of its own: when it grows, the system moves its pages,
/// and nothing stays behind.
constexpr int mapped = 128 * 1024;

/// Or glibc would raise that bound by itself (mallopt(3), M_MMAP_THRESHOLD).
[[gnu::constructor]] void keepLargeBlocksMapped()
{
    mallopt(M_MMAP_THRESHOLD, mapped);
}

} // namespace

extern "C" {

void *__libc_malloc(std::size_t size);
void *__libc_realloc(void *memory, std::size_t size);
void __libc_free(void *memory);

void free(void *memory) noexcept
{
    if (!memory)
        return;
    explicit_bzero(memory, malloc_usable_size(memory));
    const int error = errno; // of what failed before: free() leaves it alone (POSIX.1-2024)
    __libc_free(memory);
    errno = error;
}

void *realloc(void *memory, std::size_t size) noexcept
{
    if (!memory)
        return __libc_malloc(size);
    if (size == 0) {
        free(memory);
        return nullptr;
    }
    const std::size_t before = malloc_usable_size(memory);
    if (before >= std::size_t(mapped))
        return __libc_realloc(memory, size);
    if (size <= before && size >= before / 2) { // it stays where it is
        explicit_bzero(static_cast<char *>(memory) + size, before - size);
        return memory;
    }
    void *moved = __libc_malloc(size);
    if (moved) {
        std::memcpy(moved, memory, size < before ? size : before);
        free(memory);
    }
    return moved;
}

} // extern "C"

#endif
