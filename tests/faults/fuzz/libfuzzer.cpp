// SPDX-License-Identifier: MIT
// Gives libFuzzer the target that TOKENWRIGHT_FUZZ_TARGET names; without a name it lists them.
#include "FuzzTarget.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

using namespace Tokenwright;

namespace {

const Fuzz::Target *chosen = nullptr;

} // namespace

extern "C" Q_DECL_EXPORT int LLVMFuzzerInitialize(int *, char ***)
{
    const QByteArray name = qgetenv("TOKENWRIGHT_FUZZ_TARGET");
    chosen = Fuzz::targetNamed(name);
    if (chosen)
        return 0;
    for (const Fuzz::Target *target : Fuzz::allTargets())
        std::puts(target->name.constData());
    std::exit(name.isEmpty() ? 0 : 2);
}

extern "C" Q_DECL_EXPORT int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    chosen->run(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    return 0;
}
