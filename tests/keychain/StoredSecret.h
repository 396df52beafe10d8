// SPDX-License-Identifier: MIT
#pragma once

#include "Keyring.h"
#include "SecretStore.h"

#include <QTest>

namespace Tokenwright {

/// Under which the tests of this room keep what they keep.
const QString testKey = u"tokenwright/00000000-0000-0000-0000-000000000001/client"_s;

inline Secret secret(const char *text)
{
    return Secret(QByteArray(text));
}

/// What the store holds under the testKey, or the kind of failure in brackets. Test values only.
inline QByteArray contents(SecretStore &store)
{
    const Result<Secret> found = await(store.read(testKey, Prompt::Never));
    if (!found)
        return '[' + outcome(found).toLatin1() + ": " + found.error().message.toUtf8() + ']';
    return found->reveal().toByteArray();
}

} // namespace Tokenwright
