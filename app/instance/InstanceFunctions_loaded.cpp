// SPDX-License-Identifier: MIT
#include "InstanceFunctions.h"

#include "ProgramPart.h"

namespace Tokenwright {

Result<const InstanceFunctions *> instanceFunctions()
{
    return partFunctions<InstanceFunctions>(ProgramPart::Network, "tokenwright_instance_functions");
}

} // namespace Tokenwright
