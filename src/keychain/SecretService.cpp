// SPDX-License-Identifier: MIT
#include "SecretService.h"

#include "DBusCall.h"
#include "LibsecretSession.h"
#include "RegularFile.h"
#include "SecretServiceCalls.h"
#include "SecretServicePrompt.h"
#include "SecretServiceSearch.h"
#include "StateOfFailure.h"

#include <QDBusArgument>

namespace Tokenwright {

using namespace std::chrono_literals;
using Kind = KeychainState::Kind;

namespace {

const QString keePassXC = u"KeePassXC"_s;

constexpr auto requestLimit = 10s; ///< For raising a prompt, not for answering it.

/// Of the program that owns \a name, since users know it by that and there are several; empty if
/// nobody does. Asks the bus alone, which answers at once.
QString programOf(const QString &name)
{
    constexpr int limit = 250; // milliseconds
    const QDBusMessage reply = QDBusConnection::sessionBus().call(
        SecretServiceCalls::toBus(u"GetConnectionUnixProcessID"_s, name), QDBus::Block, limit);
    if (DBusCall::failed(reply))
        return {};
    const auto comm = readRegularFile(u"/proc/%1/comm"_s.arg(reply.arguments().value(0).toUInt()));
    const QByteArray program = comm.value_or(QByteArray()).trimmed(); // 15 characters of it
    if (program == "gnome-keyring-d")
        return u"GNOME Keyring"_s;
    if (program == "keepassxc")
        return keePassXC;
    if (program.startsWith("kwalletd") || program == "ksecretd")
        return u"KWallet"_s;
    return {};
}

} // namespace

/// An unlock() under way.
struct SecretService::Question
{
    bool dismissed = false;
    QList<QDBusObjectPath> asked{}; ///< The collections that it was raised for last.
    QPointer<SecretServicePrompt> prompt{}; ///< Once the service has made it.
};

SecretService::SecretService(QObject *parent)
    : KeychainService(parent)
{ }

QString SecretService::description() const
{
    const QString name = DBusCall::hasSessionBus() ? programOf(SecretServiceCalls::busName)
                                                   : QString();
    return name.isEmpty() ? tr("Secret Service") : tr("%1 (Secret Service)").arg(name);
}

QString SecretService::reason() const
{
    return tr("it is the Secret Service of this session");
}

void SecretService::prepare()
{
    LibsecretSession::open(requestLimit);
}

QFuture<Result<KeychainState>> SecretService::ask(const QString &key,
                                                  std::chrono::milliseconds limit)
{
    return Async::andThen(search(key, limit), this, [](const SecretServiceFindings &findings) {
        return Async::ready<KeychainState>(findings.state);
    });
}

/// Always completes with a value; its state says what failed.
QFuture<Result<SecretServiceFindings>> SecretService::search(const QString &key,
                                                             std::chrono::milliseconds limit)
{
    return Async::andThen(promptHasLeft(), this,
                          [this, key, limit] { return searchNow(key, limit); });
}

/// gnome-keyring 42 ends when a prompt is dismissed: what it is asked until it has gone is lost,
/// and the prompt that another run of it makes is not to be looked for at this one.
QFuture<Result<void>> SecretService::promptHasLeft()
{
    const Async::Completion<void> completion;
    if (m_leaving)
        connect(m_leaving, &QObject::destroyed, this, [completion] { completion.finish({}); });
    else
        completion.finish({});
    return completion.future();
}

QFuture<Result<SecretServiceFindings>> SecretService::searchNow(const QString &key,
                                                                std::chrono::milliseconds limit)
{
    // While the rest is found out. Where it is not answered, half of the time remains for the job.
    const auto opening = LibsecretSession::open(limit / 2);
    if (!DBusCall::hasSessionBus()) {
        return Async::ready<SecretServiceFindings>(SecretServiceFindings{
            .state = {.kind = Kind::Absent, .detail = tr("There is no session bus (D-Bus).")}});
    }
    const auto *search = new SecretServiceSearch(key, limit, m_defaultCollection, this);
    return Async::andThen(
        search->findings(), this, [this, opening](SecretServiceFindings findings) {
            if (findings.owner)
                meetOwner(*findings.owner);
            m_defaultCollection = findings.defaultCollection;
            // It has somebody asked before a program changes an entry that another made, a
            // program's earlier run being another.
            findings.state.mayPrompt = findings.hasOpenEntry && m_program == keePassXC;
            return Async::andThen(opening, this, [findings = std::move(findings)] {
                return Async::ready<SecretServiceFindings>(findings);
            });
        });
}

/// Prompts for what is locked, and then for what only shows once that is not.
QFuture<Result<void>> SecretService::promptFor(const QString &key, const QuestionPointer &question)
{
    return Async::andThen(
        search(key, requestLimit), this,
        [this, key, question](const SecretServiceFindings &findings) {
            if (findings.state.kind == Kind::NoCollection) {
                const QVariantMap properties{
                    {SecretServiceCalls::collectionInterface + u".Label", tr("Default keyring")}};
                return raisePrompt(question,
                                   SecretServiceCalls::toService(u"CreateCollection"_s,
                                                                 {properties, u"default"_s}));
            }
            if (findings.locked.isEmpty() || findings.locked == question->asked)
                return Async::ready<void>({});
            question->asked = findings.locked;
            return Async::andThen(
                raisePrompt(question,
                            SecretServiceCalls::toService(u"Unlock"_s,
                                                          {QVariant::fromValue(findings.locked)})),
                this, [this, key, question] { return promptFor(key, question); });
        });
}

QFuture<Result<KeychainState>> SecretService::unlock(const QString &key)
{
    const auto question = std::make_shared<Question>();
    m_question = question;
    return Async::andThen(promptFor(key, question), this, [this, key] {
        return Async::andThen(
            search(key, requestLimit), this, [](const SecretServiceFindings &findings) {
                KeychainState state = findings.state;
                switch (state.kind) {
                case Kind::Absent:
                    return Async::ready<KeychainState>(
                        failure(ErrorKind::KeychainUnavailable, state.detail));
                case Kind::NotAnswering:
                    return Async::ready<KeychainState>(
                        failure(ErrorKind::KeychainTimeout, state.detail));
                case Kind::Locked:
                    if (!findings.locked.isEmpty())
                        return Async::ready<KeychainState>(failure(
                            ErrorKind::KeychainLocked, tr("It is still locked after the prompt.")));
                    state.kind = Kind::Unlocked; // the entry itself asks when it is read
                    state.mayPrompt = true;
                    break;
                default:
                    break;
                }
                return Async::ready<KeychainState>(state);
            });
    });
}

void SecretService::dismiss()
{
    const auto question = std::exchange(m_question, nullptr);
    if (!question)
        return;
    question->dismissed = true;
    m_leaving = question->prompt;
    if (question->prompt)
        question->prompt->dismiss(); // last: who waits may delete this
}

void SecretService::withdraw()
{
    if (m_question && m_question->prompt)
        m_question->prompt->withdraw();
}

/// \a request is one that may be answered, second, with a prompt to be shown.
QFuture<Result<void>> SecretService::raisePrompt(const QuestionPointer &question,
                                                 const QDBusMessage &request)
{
    const Async::Completion<void> completion;
    if (question->dismissed) {
        completion.finish(failure(ErrorKind::Cancelled));
        return completion.future();
    }
    DBusCall::send(
        request, requestLimit, this, [this, completion, question](const QDBusMessage &reply) {
            if (DBusCall::failed(reply)) {
                const KeychainState state = stateOfFailure(reply);
                completion.finish(failure(state.kind == Kind::NotAnswering
                                              ? ErrorKind::KeychainTimeout
                                              : ErrorKind::KeychainLocked,
                                          state.detail));
                return;
            }
            const auto path = qdbus_cast<QDBusObjectPath>(reply.arguments().value(1)).path();
            if (path == u"/") { // done without asking anybody
                completion.finish({});
                return;
            }
            question->prompt = new SecretServicePrompt(m_owner, path, this);
            Async::onResult(question->prompt->show(), this, [completion](Result<void> result) {
                completion.finish(std::move(result));
            });
            if (question->dismissed) {
                m_leaving = question->prompt;
                question->prompt->dismiss();
            }
        });
    return completion.future();
}

void SecretService::meetOwner(const QString &owner)
{
    if (std::exchange(m_owner, owner) == owner)
        return;
    LibsecretSession::keepOnlyWith(owner);
    m_program = owner.isEmpty() ? QString() : programOf(owner);
}

bool SecretService::startAnew()
{
    LibsecretSession::drop();
    return true;
}

} // namespace Tokenwright

#include "moc_SecretService.cpp"
