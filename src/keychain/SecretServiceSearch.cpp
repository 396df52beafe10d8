// SPDX-License-Identifier: MIT
#include "SecretServiceSearch.h"

#include "DBusCall.h"
#include "SecretServiceCalls.h"
#include "StateOfFailure.h"

#include <QDBusMetaType>
#include <QDBusVariant>
#include <QMap>

#include <algorithm>

namespace Tokenwright {

using namespace std::chrono_literals;
using Kind = KeychainState::Kind;

namespace {

/// Whether \a collection is locked.
QDBusMessage lockedCall(const QDBusObjectPath &collection)
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        SecretServiceCalls::busName, collection.path(), u"org.freedesktop.DBus.Properties"_s,
        u"Get"_s);
    message.setArguments({SecretServiceCalls::collectionInterface, u"Locked"_s});
    return message;
}

/// Of a property's value.
bool isTrue(const QVariant &value)
{
    return qdbus_cast<QDBusVariant>(value).variant().toBool();
}

} // namespace

SecretServiceSearch::SecretServiceSearch(const QString &key, std::chrono::milliseconds limit,
                                         const QDBusObjectPath &usualCollection, QObject *parent)
    : QObject(parent)
    , m_key(key)
    , m_limit(limit)
{
    qDBusRegisterMetaType<QMap<QString, QString>>();
    m_clock.start();
    m_next = &SecretServiceSearch::onDefaultKnown;
    ask(SecretServiceCalls::toService(u"ReadAlias"_s, {u"default"_s}),
        [this](const QVariant &path, const QVariant &) {
            const auto collection = qdbus_cast<QDBusObjectPath>(path);
            if (collection.path() == u"/")
                return;
            m_findings.defaultCollection = collection;
            add(collection);
        });
    if (!usualCollection.path().isEmpty())
        tryCollection(usualCollection); // it is hardly ever another
    findOwner();
}

void SecretServiceSearch::add(const QDBusObjectPath &collection)
{
    if (!m_toAsk.contains(collection))
        m_toAsk.append(collection);
}

std::chrono::milliseconds SecretServiceSearch::remaining() const
{
    return std::max(m_limit - std::chrono::milliseconds(m_clock.elapsed()), 1ms);
}

/// Sends \a message to the service; \a take gets the first two values of its answer. A failure ends
/// the look.
void SecretServiceSearch::ask(const QDBusMessage &message,
                              std::function<void(const QVariant &, const QVariant &)> take)
{
    ++m_unanswered;
    DBusCall::send(message, remaining(), this,
                   [this, take = std::move(take)](const QDBusMessage &reply) {
                       if (DBusCall::failed(reply)) {
                           m_findings.state = stateOfFailure(reply);
                           finish();
                           return;
                       }
                       take(reply.arguments().value(0), reply.arguments().value(1));
                       countAnswer();
                   });
}

/// Asks one that may be gone, which is no failure.
void SecretServiceSearch::tryCollection(const QDBusObjectPath &collection)
{
    ++m_unanswered;
    DBusCall::send(lockedCall(collection), remaining(), this,
                   [this, collection](const QDBusMessage &reply) {
                       if (!DBusCall::failed(reply))
                           m_isLocked.insert(collection, isTrue(reply.arguments().value(0)));
                       countAnswer();
                   });
}

/// The bus is asked, not the reply: Qt 6.8 no longer names the sender of one.
void SecretServiceSearch::findOwner()
{
    ++m_unanswered;
    DBusCall::send(SecretServiceCalls::toBus(u"GetNameOwner"_s, SecretServiceCalls::busName),
                   remaining(), this, [this](const QDBusMessage &reply) {
                       if (!DBusCall::failed(reply))
                           m_owner = reply.arguments().value(0).toString();
                       countAnswer();
                   });
}

void SecretServiceSearch::countAnswer()
{
    if (--m_unanswered == 0 && !m_completion.isFinished())
        std::invoke(m_next, this);
}

void SecretServiceSearch::onDefaultKnown()
{
    m_next = &SecretServiceSearch::askCollections;
    if (m_owner.isEmpty())
        findOwner(); // the bus was just starting it
    else
        askCollections();
}

void SecretServiceSearch::askCollections()
{
    // Nobody owns the name when the service died this moment; the next question starts another.
    m_findings.owner = m_owner;
    m_findings.state.run = m_owner;
    m_next = &SecretServiceSearch::findEntries;
    ++m_unanswered; // until all are asked
    for (const QDBusObjectPath &collection : std::as_const(m_toAsk)) {
        if (m_isLocked.contains(collection))
            continue;
        ask(lockedCall(collection), [this, collection](const QVariant &locked, const QVariant &) {
            m_isLocked.insert(collection, isTrue(locked));
        });
    }
    countAnswer();
}

/// Where the default collection is locked nothing is searched for: KeePassXC asks somebody to
/// unlock it before it answers a search.
void SecretServiceSearch::findEntries()
{
    const bool isOneLocked = std::ranges::any_of(
        m_toAsk, [this](const auto &collection) { return m_isLocked.value(collection); });
    if (std::exchange(m_hasSearched, true) || isOneLocked) {
        conclude();
        return;
    }
    m_next = &SecretServiceSearch::askCollections;
    // The attributes by which QtKeychain files an entry. Were they to change, nothing would be
    // found and the default collection alone would decide.
    const QMap<QString, QString> attributes{{u"user"_s, m_key},
                                            {u"server"_s, keychainServiceName()}};
    ask(SecretServiceCalls::toService(u"SearchItems"_s, {QVariant::fromValue(attributes)}),
        [this](const QVariant &open, const QVariant &locked) {
            m_findings.hasOpenEntry = !qdbus_cast<QList<QDBusObjectPath>>(open).isEmpty();
            const auto entries = qdbus_cast<QList<QDBusObjectPath>>(locked);
            m_hasLockedEntry = !entries.isEmpty();
            for (const QDBusObjectPath &entry : entries)
                add(QDBusObjectPath(entry.path().section(u'/', 0, -2)));
        });
}

void SecretServiceSearch::conclude()
{
    for (const QDBusObjectPath &collection : std::as_const(m_toAsk)) {
        if (m_isLocked.value(collection))
            m_findings.locked.append(collection);
    }
    // An entry that is locked inside an unlocked collection: KeePassXC asks per entry.
    if (!m_findings.locked.isEmpty() || m_hasLockedEntry)
        m_findings.state.kind = Kind::Locked;
    else if (m_findings.defaultCollection.path().isEmpty())
        m_findings.state.kind = Kind::NoCollection;
    else
        m_findings.state.kind = Kind::Unlocked;
    finish();
}

void SecretServiceSearch::finish()
{
    deleteLater();
    const auto completion = m_completion; // who waits may delete the service, and this with it
    completion.finish(m_findings);
}

} // namespace Tokenwright

#include "moc_SecretServiceSearch.cpp"
