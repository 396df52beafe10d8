// SPDX-License-Identifier: MIT
#include "WindowConsent.h"

#include "InstanceFunctions.h"

#include <utility>

namespace Tokenwright {

WindowConsent::WindowConsent(const Profile &profile, std::chrono::milliseconds patience,
                             QObject *parent)
    : QObject(parent)
    , m_name(windowSocketName(profile))
    , m_patience(patience)
{ }

void WindowConsent::ask(const ConsentRequest &request, std::function<void(Answer)> done)
{
    if (const auto functions = instanceFunctions()) {
        m_call = (*functions)->askForConsent(m_name, request, m_patience, std::move(done));
    } else {
        QMetaObject::invokeMethod(
            this, [done = std::move(done)] { done(Answer::NoWindow); }, Qt::QueuedConnection);
    }
}

} // namespace Tokenwright

#include "moc_WindowConsent.cpp"
