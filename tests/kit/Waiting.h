// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"

#include <QFuture>
#include <QTest>

#include <optional>

/// Lets the event loop run until \a future is complete, and returns its result. A future that does
/// not complete in time counts as ErrorKind::Timeout with a message of its own, so that a test that
/// expects a real error cannot pass by waiting.
template <class T>
Tokenwright::Result<T> await(QFuture<Tokenwright::Result<T>> future, int milliseconds = 15'000)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, milliseconds)) {
        return Tokenwright::failure(Tokenwright::ErrorKind::Timeout,
                                    QStringLiteral("the test gave up waiting"));
    }
    if (future.resultCount() == 0) {
        return Tokenwright::failure(Tokenwright::ErrorKind::Timeout,
                                    QStringLiteral("the future completed without a result"));
    }
    return future.result();
}

/// For a readable complaint: what went wrong, or "no error".
template <class T> QByteArray wordsOf(const Tokenwright::Result<T> &result)
{
    if (result)
        return "no error";
    return (Tokenwright::errorKindName(result.error().kind) + u": " + result.error().message)
        .toUtf8();
}

/// The kind of the failure; nothing for a success.
template <class T>
std::optional<Tokenwright::ErrorKind> kindOf(const Tokenwright::Result<T> &result)
{
    return result ? std::nullopt : std::optional(result.error().kind);
}

/// QVERIFY for a Result, with what went wrong.
#define VERIFY_OK(...)                                                                             \
    do {                                                                                           \
        const auto verifiedResult = (__VA_ARGS__);                                                 \
        QVERIFY2(verifiedResult.has_value(), wordsOf(verifiedResult).constData());                 \
    } while (false)
