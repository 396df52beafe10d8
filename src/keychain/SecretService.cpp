// SPDX-License-Identifier: MIT
#include "SecretService.h"

#include "DBusCall.h"
#include "RegularFile.h"
#include "SecretServicePrompt.h"
#include "StateOfFailure.h"

#include <QDBusMetaType>
#include <QDBusVariant>
#include <QLibrary>
#include <QMap>

#include <algorithm>

namespace Tokenwright {

using namespace std::chrono_literals;
using Kind = KeychainState::Kind;

namespace {

const QString busName = u"org.freedesktop.secrets"_s;
const QString servicePath = u"/org/freedesktop/secrets"_s;
const QString keePassXC = u"KeePassXC"_s;
const QString serviceInterface = u"org.freedesktop.Secret.Service"_s;
const QString collectionInterface = u"org.freedesktop.Secret.Collection"_s;

constexpr auto requestLimit = 10s; ///< For raising a prompt, not for answering it.

QDBusMessage serviceCall(const QString &method, const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(busName, servicePath, serviceInterface,
                                                          method);
    message.setArguments(arguments);
    return message;
}

/// Whether \a collection is locked.
QDBusMessage lockedCall(const QDBusObjectPath &collection)
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        busName, collection.path(), u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    message.setArguments({collectionInterface, u"Locked"_s});
    return message;
}

/// Of a property's value.
bool isTrue(const QVariant &value)
{
    return qdbus_cast<QDBusVariant>(value).variant().toBool();
}

QDBusMessage busCall(const QString &method, const QString &name)
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s, u"org.freedesktop.DBus"_s, method);
    message.setArguments({name});
    return message;
}

/// Of the program that owns \a name, since users know it by that and there are several; empty if
/// nobody does. Asks the bus alone, which answers at once.
QString programOf(const QString &name)
{
    constexpr int limit = 250; // milliseconds
    const QDBusMessage reply = QDBusConnection::sessionBus().call(
        busCall(u"GetConnectionUnixProcessID"_s, name), QDBus::Block, limit);
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

/// libsecret keeps the session it opened with the first daemon it met, and every read and write
/// fails for ever ("The session does not exist") once another daemon has taken over. It opens a new
/// one after this.
void dropLibsecretSession()
{
    using Disconnect = void (*)();
    static const auto disconnect = reinterpret_cast<Disconnect>(
        QLibrary::resolve(u"secret-1"_s, 0, "secret_service_disconnect"));
    if (disconnect)
        disconnect();
}

} // namespace

/// What a look at the service found.
struct SecretService::Findings
{
    KeychainState state{};
    QList<QDBusObjectPath> locked{}; ///< The collections to unlock.
};

/// A look under way: which collections matter for a key, and which of them are locked. What can be
/// asked at once is: whoever waits for a token waits for each answer.
struct SecretService::Search
{
    QString key{};
    Async::Completion<Findings> completion{};
    std::chrono::milliseconds limit{};
    QElapsedTimer clock{};
    Findings findings{};
    int unanswered = 0;
    Step next = nullptr; ///< Once all that was asked is answered.
    QString owner{}; ///< Of the service's name on the bus; empty while nobody is.
    bool hasSearched = false;
    bool hasLockedEntry = false;
    bool hasOpenEntry = false;
    QDBusObjectPath defaultCollection{}; ///< "/" if there is none.
    QList<QDBusObjectPath> toAsk{};
    QHash<QDBusObjectPath, bool> isLocked{};

    std::chrono::milliseconds remaining() const
    {
        return std::max(limit - std::chrono::milliseconds(clock.elapsed()), 1ms);
    }
    void add(const QDBusObjectPath &collection)
    {
        if (!toAsk.contains(collection))
            toAsk.append(collection);
    }
    bool hasDefaultCollection() const { return defaultCollection.path() != u"/"; }
};

/// An unlock() under way.
struct SecretService::Question
{
    bool dismissed = false;
    QList<QDBusObjectPath> asked{}; ///< The collections that it was raised for last.
    QPointer<SecretServicePrompt> prompt{}; ///< Once the service has made it.
};

SecretService::SecretService(QObject *parent)
    : KeychainService(parent)
{
    qDBusRegisterMetaType<QMap<QString, QString>>();
}

QString SecretService::description() const
{
    const QString name = DBusCall::hasSessionBus() ? programOf(busName) : QString();
    return name.isEmpty() ? tr("Secret Service") : tr("%1 (Secret Service)").arg(name);
}

QString SecretService::reason() const
{
    return tr("it is the Secret Service of this session");
}

QFuture<Result<KeychainState>> SecretService::ask(const QString &key,
                                                  std::chrono::milliseconds limit)
{
    return Async::andThen(search(key, limit), this, [](const Findings &findings) {
        return Async::ready<KeychainState>(findings.state);
    });
}

/// Always completes with a value; its state says what failed.
QFuture<Result<SecretService::Findings>> SecretService::search(const QString &key,
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

QFuture<Result<SecretService::Findings>> SecretService::searchNow(const QString &key,
                                                                  std::chrono::milliseconds limit)
{
    const auto search = std::make_shared<Search>();
    search->key = key;
    search->limit = limit;
    search->clock.start();
    const QFuture<Result<Findings>> future = search->completion.future();
    if (!DBusCall::hasSessionBus()) {
        search->findings.state = {.kind = Kind::Absent,
                                  .detail = tr("There is no session bus (D-Bus).")};
        search->completion.finish(search->findings);
        return future;
    }
    search->next = &SecretService::onDefaultKnown;
    ask(search, serviceCall(u"ReadAlias"_s, {u"default"_s}),
        [search](const QVariant &path, const QVariant &) {
            search->defaultCollection = qdbus_cast<QDBusObjectPath>(path);
            if (search->hasDefaultCollection())
                search->add(search->defaultCollection);
        });
    if (!m_defaultCollection.path().isEmpty())
        tryCollection(search, m_defaultCollection); // it is hardly ever another
    findOwner(search);
    return future;
}

/// Sends \a message to the service; \a take gets the first two values of its answer. A failure ends
/// the look.
void SecretService::ask(const SearchPointer &search, const QDBusMessage &message,
                        std::function<void(const QVariant &, const QVariant &)> take)
{
    ++search->unanswered;
    DBusCall::send(message, search->remaining(), this,
                   [this, search, take = std::move(take)](const QDBusMessage &reply) {
                       if (DBusCall::failed(reply)) {
                           search->findings.state = stateOfFailure(reply);
                           search->completion.finish(search->findings);
                           return;
                       }
                       take(reply.arguments().value(0), reply.arguments().value(1));
                       countAnswer(search);
                   });
}

/// The bus is asked, not the reply: Qt 6.8 no longer names the sender of one.
void SecretService::findOwner(const SearchPointer &search)
{
    ++search->unanswered;
    DBusCall::send(busCall(u"GetNameOwner"_s, busName), search->remaining(), this,
                   [this, search](const QDBusMessage &reply) {
                       if (!DBusCall::failed(reply))
                           search->owner = reply.arguments().value(0).toString();
                       countAnswer(search);
                   });
}

void SecretService::countAnswer(const SearchPointer &search)
{
    if (--search->unanswered == 0 && !search->completion.isFinished())
        std::invoke(search->next, this, search);
}

void SecretService::onDefaultKnown(const SearchPointer &search)
{
    search->next = &SecretService::askCollections;
    if (search->owner.isEmpty())
        findOwner(search); // the bus was just starting it
    else
        askCollections(search);
}

void SecretService::askCollections(const SearchPointer &search)
{
    // Nobody owns the name when the service died this moment; the next question starts another.
    meetOwner(search->owner);
    search->findings.state.run = m_owner;
    search->next = &SecretService::findEntries;
    ++search->unanswered; // until all are asked
    for (const QDBusObjectPath &collection : std::as_const(search->toAsk)) {
        if (search->isLocked.contains(collection))
            continue;
        ask(search, lockedCall(collection),
            [search, collection](const QVariant &locked, const QVariant &) {
                search->isLocked.insert(collection, isTrue(locked));
            });
    }
    countAnswer(search);
}

/// Asks one that may be gone, which is no failure.
void SecretService::tryCollection(const SearchPointer &search, const QDBusObjectPath &collection)
{
    ++search->unanswered;
    DBusCall::send(lockedCall(collection), search->remaining(), this,
                   [this, search, collection](const QDBusMessage &reply) {
                       if (!DBusCall::failed(reply))
                           search->isLocked.insert(collection, isTrue(reply.arguments().value(0)));
                       countAnswer(search);
                   });
}

/// Where the default collection is locked nothing is searched for: KeePassXC asks somebody to
/// unlock it before it answers a search.
void SecretService::findEntries(const SearchPointer &search)
{
    const bool isOneLocked = std::ranges::any_of(
        search->toAsk, [&](const auto &collection) { return search->isLocked.value(collection); });
    if (std::exchange(search->hasSearched, true) || isOneLocked) {
        conclude(search);
        return;
    }
    search->next = &SecretService::askCollections;
    // The attributes by which QtKeychain files an entry. Were they to change, nothing would be
    // found and the default collection alone would decide.
    const QMap<QString, QString> attributes{{u"user"_s, search->key},
                                            {u"server"_s, keychainServiceName()}};
    ask(search, serviceCall(u"SearchItems"_s, {QVariant::fromValue(attributes)}),
        [search](const QVariant &open, const QVariant &locked) {
            search->hasOpenEntry = !qdbus_cast<QList<QDBusObjectPath>>(open).isEmpty();
            const auto entries = qdbus_cast<QList<QDBusObjectPath>>(locked);
            search->hasLockedEntry = !entries.isEmpty();
            for (const QDBusObjectPath &entry : entries)
                search->add(QDBusObjectPath(entry.path().section(u'/', 0, -2)));
        });
}

void SecretService::conclude(const SearchPointer &search)
{
    m_defaultCollection = search->hasDefaultCollection() ? search->defaultCollection
                                                         : QDBusObjectPath();
    for (const QDBusObjectPath &collection : std::as_const(search->toAsk)) {
        if (search->isLocked.value(collection))
            search->findings.locked.append(collection);
    }
    // An entry that is locked inside an unlocked collection: KeePassXC asks per entry.
    if (!search->findings.locked.isEmpty() || search->hasLockedEntry)
        search->findings.state.kind = Kind::Locked;
    else
        search->findings.state.kind = search->hasDefaultCollection() ? Kind::Unlocked
                                                                     : Kind::NoCollection;
    // It has somebody asked before a program changes an entry that another made, a program's
    // earlier run being another.
    search->findings.state.mayPrompt = search->hasOpenEntry && m_program == keePassXC;
    search->completion.finish(search->findings);
}

/// Prompts for what is locked, and then for what only shows once that is not.
QFuture<Result<void>> SecretService::promptFor(const QString &key, const QuestionPointer &question)
{
    return Async::andThen(
        search(key, requestLimit), this, [this, key, question](const Findings &findings) {
            if (findings.state.kind == Kind::NoCollection) {
                const QVariantMap properties{
                    {collectionInterface + u".Label", tr("Default keyring")}};
                return raisePrompt(question,
                                   serviceCall(u"CreateCollection"_s, {properties, u"default"_s}));
            }
            if (findings.locked.isEmpty() || findings.locked == question->asked)
                return Async::ready<void>({});
            question->asked = findings.locked;
            return Async::andThen(
                raisePrompt(question,
                            serviceCall(u"Unlock"_s, {QVariant::fromValue(findings.locked)})),
                this, [this, key, question] { return promptFor(key, question); });
        });
}

QFuture<Result<KeychainState>> SecretService::unlock(const QString &key)
{
    const auto question = std::make_shared<Question>();
    m_question = question;
    return Async::andThen(promptFor(key, question), this, [this, key] {
        return Async::andThen(search(key, requestLimit), this, [](const Findings &findings) {
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
    dropLibsecretSession();
    m_program = owner.isEmpty() ? QString() : programOf(owner);
}

bool SecretService::startAnew()
{
    dropLibsecretSession();
    return true;
}

} // namespace Tokenwright

#include "moc_SecretService.cpp"
