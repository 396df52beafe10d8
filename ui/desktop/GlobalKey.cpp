// SPDX-License-Identifier: MIT
#include "GlobalKey.h"

#include "Literals.h"

namespace Tokenwright {

GlobalKey::GlobalKey(QObject *parent)
    : QObject(parent)
    , m_shortcut(GlobalShortcut::create({.id = u"palette"_s,
                                         .description = tr("Search for a token to copy"),
                                         .trigger = u"LOGO+SHIFT+b"_s}))
{
    connect(m_shortcut.get(), &GlobalShortcut::bound, this, [this](const QString &trigger) {
        Q_EMIT bound(trigger.isEmpty() ? tr("The key that you chose") : trigger);
    });
    connect(m_shortcut.get(), &GlobalShortcut::activated, this, &GlobalKey::pressed);
    connect(m_shortcut.get(), &GlobalShortcut::unavailable, this, [this] {
        if (m_grab.take())
            Q_EMIT bound(tr("Meta+Shift+B"));
        else
            Q_EMIT unavailable();
    });
    connect(&m_grab, &KeyGrab::pressed, this, &GlobalKey::pressed);
}

void GlobalKey::bind()
{
    m_shortcut->bind();
}

} // namespace Tokenwright

#include "moc_GlobalKey.cpp"
