// SPDX-License-Identifier: MIT
#include "HttpTransport.h"
#include "InstanceFunctions.h"

extern "C" {

Q_DECL_EXPORT const void *tokenwright_http_functions()
{
    return *Tokenwright::httpFunctions();
}

Q_DECL_EXPORT const void *tokenwright_instance_functions()
{
    return *Tokenwright::instanceFunctions();
}
}
