// SPDX-License-Identifier: MIT
// What the keychain gives back, which anybody may have edited there.
#include "FuzzTarget.h"

#include "AccessToken.h"
#include "ClientCredentials.h"

namespace Tokenwright::Fuzz::PayloadTarget {

namespace {

template <class Value> void checkPayload(const QByteArray &input)
{
    const auto read = Value::fromPayload(Secret(QByteArray(input)));
    if (!read)
        return;
    const Secret payload = read->toPayload();
    for (const char c : payload.reveal())
        require(c >= ' ' && uchar(c) < 0x80, "a payload is ASCII in one line", input);
    const auto again = Value::fromPayload(payload);
    require(again && again->toPayload().equals(payload), "a payload survives being written", input);
}

const Target payloadTarget("payload", [](const QByteArray &input) {
    checkPayload<ClientCredentials>(input);
    checkPayload<AccessToken>(input);
});

} // namespace

} // namespace Tokenwright::Fuzz::PayloadTarget
