// SPDX-License-Identifier: MIT
#pragma once

#include "Async.h"
#include "SecretStore.h"

#include <deque>
#include <functional>
#include <utility>

namespace Tokenwright {

/// Runs operations strictly one after another, each to its completion. A member of the store whose
/// operations they are; lives and dies with it, in its thread.
class OperationQueue : public QObject
{
public:
    /// Runs \a work when everything queued before it has completed. \a work returns the future that
    /// decides the outcome.
    template <class T>
    QFuture<Result<T>> enqueue(const QString &key, Prompt prompt,
                               std::function<QFuture<Result<T>>()> work)
    {
        const Async::Completion<T> completion;
        m_waiting.push_back(
            {key, prompt,
             [this, completion, work = std::move(work)] {
                 Async::onResult(work(), this, [this, completion](Result<T> result) {
                     m_running = false;
                     startNextSoon();
                     completion.finish(std::move(result)); // last: it may delete the store
                 });
             },
             [completion](const Error &error) { completion.finish(failure(error)); }});
        startNextSoon();
        return completion.future();
    }

    /// Completes with \a error what waits and fits \a unwanted; what runs already goes on.
    void refuse(const Error &error, const std::function<bool(const QString &key, Prompt)> &unwanted)
    {
        std::deque<Waiting> refused;
        std::deque<Waiting> kept;
        for (Waiting &waiting : m_waiting)
            (unwanted(waiting.key, waiting.prompt) ? refused : kept).push_back(std::move(waiting));
        m_waiting = std::move(kept);
        for (const Waiting &waiting :
             refused) // touches nothing of ours: a handler may delete the store
            waiting.refuse(error);
    }

private:
    struct Waiting
    {
        QString key;
        Prompt prompt;
        std::function<void()> start;
        std::function<void(const Error &)> refuse;
    };

    // Through the event loop, so that a long queue of quick failures does not become a deep stack.
    void startNextSoon()
    {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_running || m_waiting.empty())
                    return;
                m_running = true;
                const Waiting next = std::move(m_waiting.front());
                m_waiting.pop_front();
                next.start();
            },
            Qt::QueuedConnection);
    }

    std::deque<Waiting> m_waiting;
    bool m_running = false;
};

} // namespace Tokenwright
