// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"

#include <QFuture>
#include <QObject>
#include <QPointer>
#include <QPromise>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

/// Four small pieces around QFuture<Result<T>>, the return type of all one-shot work.
///
/// QFuture::then(context, …) of Qt 6.4 asserts when its context has gone and leaves the returned
/// future cancelled without a result; these complete exactly once in every case. A future given to
/// them must not get another continuation: QFuture holds one.
namespace Tokenwright::Async {

/// The writing end of one Result: copyable, so that it can be captured; the first finish() counts.
/// If the last copy goes unfinished, the future completes with ErrorKind::Cancelled.
template <class T> class Completion
{
public:
    QFuture<Result<T>> future() const { return m_state->promise.future(); }
    bool isFinished() const { return m_state->finished; }

    void finish(Result<T> result) const
    {
        if (!std::exchange(m_state->finished, true))
            m_state->complete(std::move(result));
    }

private:
    struct State
    {
        State() { promise.start(); }
        ~State()
        {
            if (!finished)
                complete(failure(ErrorKind::Cancelled));
        }
        void complete(Result<T> &&result)
        {
            promise.addResult(std::move(result));
            promise.finish();
        }
        QPromise<Result<T>> promise;
        bool finished = false;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

/// A future that is complete already.
template <class T> QFuture<Result<T>> ready(Result<T> result)
{
    Completion<T> completion;
    completion.finish(std::move(result));
    return completion.future();
}

namespace Detail {
template <class Future> struct ValueOf;
template <class T> struct ValueOf<QFuture<Result<T>>>
{
    using Type = T;
};
template <class T, class Next> struct Following
{
    using Type = std::invoke_result_t<Next, T>;
};
template <class Next> struct Following<void, Next>
{
    using Type = std::invoke_result_t<Next>;
};

/// Once for each T, not for each handler: QFuture's continuations are costly to compile.
template <class T>
void attach(QFuture<Result<T>> future, QObject *context, std::function<void(Result<T>)> handler)
{
    // QFuture keeps its continuation after running it, and skips it when it was cancelled.
    const auto pending = std::make_shared<std::function<void(Result<T>)>>(std::move(handler));
    const auto finish = [context = QPointer<QObject>(context), pending](Result<T> result) {
        auto taken = std::exchange(*pending, nullptr);
        if (!context || !taken)
            return;
        QMetaObject::invokeMethod(
            context, [handle = std::move(taken), result = std::move(result)]() mutable {
                handle(std::move(result));
            });
    };
    future
        .then(QtFuture::Launch::Sync,
              [finish](const QFuture<Result<T>> &finished) {
                  finish(finished.resultCount() > 0 ? finished.result()
                                                    : Result<T>(failure(ErrorKind::Cancelled)));
              })
        .onCanceled([finish] { finish(failure(ErrorKind::Cancelled)); });
}
} // namespace Detail

/// Calls \a handler(Result<T>) once, in \a context's thread, when \a future completes; at once if
/// it has already; with ErrorKind::Cancelled if somebody cancelled the future itself. Not called
/// when \a context has gone by then. What the handler holds is let go as soon as it cannot be
/// called again, even while the future lives on. The handler must be copyable.
template <class T, class Handler>
void onResult(QFuture<Result<T>> future, QObject *context, Handler handler)
{
    Detail::attach<T>(std::move(future), context, std::move(handler));
}

/// Chains whatever comes: the future that \a next(Result<T>) returns decides the outcome. Completes
/// with ErrorKind::Cancelled when \a context goes first.
template <class T, class Next> auto whenDone(QFuture<Result<T>> future, QObject *context, Next next)
{
    using U = typename Detail::ValueOf<std::invoke_result_t<Next, Result<T>>>::Type;
    Completion<U> completion;
    onResult(std::move(future), context,
             [context, completion, next = std::move(next)](Result<T> result) mutable {
                 onResult(next(std::move(result)), context, [completion](Result<U> outcome) {
                     completion.finish(std::move(outcome));
                 });
             });
    return completion.future();
}

/// The same for a value alone: an error passes by. \a next takes `T`, or nothing for
/// `Result<void>`.
template <class T, class Next> auto andThen(QFuture<Result<T>> future, QObject *context, Next next)
{
    return whenDone(std::move(future), context, [next = std::move(next)](Result<T> result) mutable {
        using Future = typename Detail::Following<T, Next>::Type;
        if (!result)
            return Future(
                ready<typename Detail::ValueOf<Future>::Type>(failure(std::move(result.error()))));
        if constexpr (std::is_void_v<T>)
            return next();
        else
            return next(std::move(*result));
    });
}

} // namespace Tokenwright::Async
