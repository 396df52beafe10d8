// SPDX-License-Identifier: MIT
// Quits while a keychain job hangs: started by tst_keychainsecretstore, which looks at how it ends.
#include "KeychainSecretStore.h"
#include "Keyring.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

using namespace Tokenwright;
using namespace std::chrono_literals;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    KeychainSecretStore store(std::make_unique<InterruptingService>([](int nth) {
                                  if (nth == 1)
                                      Keyring::stop(); // after the question, before the job
                              }),
                              10s);
    const QFuture<Result<Secret>> read = store.read(u"any"_s, Prompt::Never);
    QTimer::singleShot(500, &application, [&] {
        std::puts(read.isFinished() ? "finished" : "hanging");
        std::fflush(stdout);
        QCoreApplication::quit();
    });
    return QCoreApplication::exec();
}
