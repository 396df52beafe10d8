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

Result<void> WindowConsent::ask(const ConsentRequest &request, std::function<void(Answer)> done)
{
    const auto functions = instanceFunctions();
    if (!functions)
        return failure(functions.error());
    m_call = (*functions)->askForConsent(m_name, request, m_patience, std::move(done));
    return {};
}

} // namespace Tokenwright

#include "moc_WindowConsent.cpp"
