// SPDX-License-Identifier: MIT
#include "InstanceFunctions.h"

#include "ProgramPart.h"

namespace Tokenwright {

Result<const InstanceFunctions *> instanceFunctions()
{
    static const auto functions = partFunctions<InstanceFunctions>(
        ProgramPart::Network, "tokenwright_instance_functions");
    return functions;
}

} // namespace Tokenwright
