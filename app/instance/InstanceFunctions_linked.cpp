// SPDX-License-Identifier: MIT
#include "InstanceFunctions.h"

#include "ConsentCall.h"
#include "WindowListener.h"

namespace Tokenwright {

Result<const InstanceFunctions *> instanceFunctions()
{
    static constexpr InstanceFunctions functions{
        .listen = [](const QString &name, WindowAnswers answers) -> std::unique_ptr<QObject> {
            return std::make_unique<WindowListener>(name, std::move(answers));
        },
        .askToShow = askToShow,
        .askForConsent =
            [](const QString &name, const ConsentRequest &request,
               std::chrono::milliseconds patience,
               std::function<void(WindowConsent::Answer)> done) -> std::unique_ptr<QObject> {
            return std::make_unique<ConsentCall>(name, request, patience, std::move(done));
        }};
    return &functions;
}

} // namespace Tokenwright
