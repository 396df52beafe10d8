// SPDX-License-Identifier: MIT
// Quits while a keychain job hangs: started by tst_keychainsecretstore, which looks at how it ends.
// With the argument "prompt" it asks for the keyring's password and stays, until tst_keychainprompt
// kills it.
#include "Keyring.h"
#include "keychain/KeychainSecretStore.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

using namespace Tokenwright;
using namespace std::chrono_literals;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (application.arguments().value(1) == u"prompt") {
        KeychainSecretStore asking;
        const auto read = asking.read(QStringLiteral("any"), Prompt::Allowed);
        return QCoreApplication::exec();
    }
    KeychainSecretStore store(std::make_unique<InterruptingService>([](int nth) {
                                  if (nth == 1)
                                      Keyring::stop(); // after the question, before the job
                              }),
                              10s);
    const QFuture<Result<Secret>> read = store.read(QStringLiteral("any"), Prompt::Never);
    QTimer::singleShot(500, &application, [&] {
        std::puts(read.isFinished() ? "finished" : "hanging");
        std::fflush(stdout);
        QCoreApplication::quit();
    });
    return QCoreApplication::exec();
}
