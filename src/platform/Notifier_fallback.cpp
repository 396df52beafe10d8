// SPDX-License-Identifier: MIT
#include "Notifier.h"

namespace Tokenwright {

namespace {

/// Hands every notice back.
class FallbackNotifier final : public Notifier
{
    Q_OBJECT

public:
    explicit FallbackNotifier(Fallback fallback)
        : m_fallback(std::move(fallback))
    { }

    NoticeId show(const Notice &notice, NoticeId) override
    {
        const NoticeId id = ++m_latest;
        m_fallback(notice);
        Q_EMIT closed(id);
        return id;
    }
    void withdraw(NoticeId) override { }
    void withdrawAll() override { }

private:
    const Fallback m_fallback;
    NoticeId m_latest = 0;
};

} // namespace

std::unique_ptr<Notifier> Notifier::create(Fallback fallback)
{
    return std::make_unique<FallbackNotifier>(std::move(fallback));
}

} // namespace Tokenwright

#include "Notifier_fallback.moc"

#include "moc_Notifier.cpp"
