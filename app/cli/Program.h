// SPDX-License-Identifier: MIT
#pragma once

#include "Command.h"
#include "Output.h"

#include "Clock.h"
#include "CredentialManager.h"
#include "CredentialRegistry.h"
#include "EndingSignals.h"
#include "HttpClient.h"
#include "Profile.h"
#include "ProviderCatalog.h"
#include "RequestLog.h"
#include "SecretRotation.h"
#include "SecretStore.h"
#include "TokenChecker.h"
#include "TokenEnding.h"
#include "TokenLedger.h"
#include "TokenService.h"
#include "TokenTrial.h"

#include <QObject>

#include <functional>
#include <optional>

namespace Tokenwright {

/// What every command works with: the objects that the window has as well, and the way out. A
/// command ends by exactly one of finish(), fail() and refuse(); nothing reaches standard output
/// unless it succeeded, and then all of it at once.
class Program : public QObject
{
    Q_OBJECT

public:
    explicit Program(QObject *parent = nullptr);

    /// Reads what a command needs. Errors: Storage.
    Result<void> load(Command::Reads reads);

    /// Success: \a data on standard output, \a words on standard error unless quiet.
    void finish(const QByteArray &data = {}, const QString &words = {});
    /// \a error in words, by its own exit code; \a provider helps to explain it and may be null.
    void fail(const Error &error, const Provider *provider = nullptr);
    void refuse(int exitCode, const QString &words);
    /// To be called before the program becomes another one, as before each of those ends.
    void settle();
    /// \a exitCode is another program's, which has said all there is to say.
    void passOn(int exitCode);
    /// Goes on with \a next once no refresh token is under way any more: what came in its place is
    /// in the keychain, or has been said to be lost after a minute.
    void afterExchanges(std::function<void()> next);
    /// Words on standard error about what goes on, unless quiet.
    void say(const QString &words) const;

    /// The provider of \a set; null when its file is gone.
    const Provider *providerOf(const CredentialSet &set) const;

    bool quiet = false;
    QString commandName; ///< Command::name of the one that runs.
    QList<QByteArray> childCommand; ///< Behind "--", byte for byte as it was given.

    const Profile profile = Profile::standard();
    const SystemClock clock;
    ProviderCatalog providers;
    CredentialRegistry registry;
    TokenLedger ledger;
    RequestLog requestLog;
    std::unique_ptr<SecretStore> store;
    HttpClient client;
    TokenService service;
    CredentialManager manager;
    TokenEnding ending;
    TokenTrial trial;
    SecretRotation rotation;
    TokenChecker checker;

private:
    void watchPrompt();
    void watchExchanges();

    /// While somebody is asked to unlock the keychain, or a refresh token is under way.
    std::unique_ptr<EndingSignals> m_endings;
    std::optional<int> m_endedBy; ///< Of a signal that came meanwhile.
};

} // namespace Tokenwright
