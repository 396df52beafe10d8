// SPDX-License-Identifier: MIT
// The Secret portal, as a sandbox sees it, in a process of its own: started by tst_sandboxkeychain.
// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Secret.html
// Argument: the version it says it has.
#include <QCoreApplication>
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusUnixFileDescriptor>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QTimer>

#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;

class FakePortal : public QDBusVirtualObject
{
    Q_OBJECT

public:
    explicit FakePortal(uint version)
        : m_version(version)
    { }

    QString introspect(const QString &) const override { return {}; }

    bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override
    {
        if (message.member() == u"Get") {
            const QVariant version = QVariant::fromValue(QDBusVariant(m_version));
            return bus.send(message.createReply(version));
        }
        if (message.member() != u"RetrieveSecret")
            return false;
        const auto pipe = qvariant_cast<QDBusUnixFileDescriptor>(message.arguments().value(0));
        const QByteArray secret(64, 'k');
        if (::write(pipe.fileDescriptor(), secret.constData(), 64) != 64)
            return false;
        const auto options = qdbus_cast<QVariantMap>(message.arguments().value(1));
        // without a name of the caller's, as from libsecret 0.20, the real one takes this
        const QString request = u"/org/freedesktop/portal/desktop/request/"
            + message.service().mid(1).replace(u'.', u'_') + u'/'
            + options.value(u"handle_token"_s, u"t"_s).toString();
        bus.send(message.createReply(QVariant::fromValue(QDBusObjectPath(request))));
        QDBusMessage response = QDBusMessage::createTargetedSignal(
            message.service(), request, u"org.freedesktop.portal.Request"_s, u"Response"_s);
        response.setArguments({0u, QVariantMap()});
        // The real one asks somebody first, and libsecret 0.20 listens only once it has the path.
        QTimer::singleShot(100, this, [bus, response] { bus.send(response); });
        return true;
    }

private:
    uint m_version;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    FakePortal portal(application.arguments().value(1).toUInt());
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.registerVirtualObject(u"/org/freedesktop/portal/desktop"_s, &portal)
        || !bus.registerService(u"org.freedesktop.portal.Desktop"_s))
        return 1;
    std::puts("ready");
    std::fflush(stdout);
    return QCoreApplication::exec();
}

#include "fakeportal.moc"
