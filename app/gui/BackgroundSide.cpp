// SPDX-License-Identifier: MIT
#include "BackgroundSide.h"

#include "MainWindow.h"
#include "WindowPresence.h"

#include <QCoreApplication>
#include <QRandomGenerator>

namespace Tokenwright {

BackgroundSide::BackgroundSide(Engine &engine, MainWindow &window, WindowPresence &presence)
    : m_keeper({.clock = engine.clock,
                .providers = engine.catalog,
                .registry = engine.registry,
                .ledger = engine.ledger,
                .service = engine.service,
                .timer = m_renewalTimer,
                .minimumSeconds =
                    [&engine](const CredentialSet &set) {
                        return set.minimumSeconds.value_or(engine.settings.minimumSeconds());
                    },
                .jitter = [] { return QRandomGenerator::global()->generateDouble(); }})
    , m_notifier(Notifier::create([this, &window](const Notice &notice) {
        window.say(notice.text);
        if (m_tray)
            m_tray->tell(notice);
    }))
{
    m_tray.emplace(Tray::Parts{.model = engine.model,
                               .lastUsed = engine.lastUsed,
                               .controller = engine.controller,
                               .notifier = *m_notifier,
                               .presence = presence});
    m_notices.emplace(ExpiryNotices::Parts{.clock = engine.clock,
                                           .registry = engine.registry,
                                           .ledger = engine.ledger,
                                           .settings = engine.settings,
                                           .controller = engine.controller,
                                           .notifier = *m_notifier,
                                           .timer = m_noticeTimer,
                                           .isKeptFresh = [&engine](const QString &setId) {
                                               const CredentialSet *set = engine.registry.find(
                                                   setId);
                                               return set && set->keepFresh;
                                           }});
    m_secretNotices.emplace(SecretNotices::Parts{
        .profile = engine.profile,
        .clock = engine.clock,
        .providers = engine.catalog,
        .registry = engine.registry,
        .notifier = *m_notifier,
        .timer = m_secretTimer,
        .nameOf = [&engine](const QString &setId) { return engine.controller.nameOf(setId); }});
    connect(&*m_secretNotices, &SecretNotices::told, &engine.model,
            &CountdownModel::providersChanged);
    connect(&*m_secretNotices, &SecretNotices::shown, this,
            [&window, &presence](const QString &setId) {
                presence.present({});
                window.reveal(setId);
            });
    connect(&engine.providerWatch, &ProviderWatch::reloaded, &*m_secretNotices,
            &SecretNotices::reconsider);
    connect(&m_keeper, &TokenKeeper::renewalFailed, &*m_notices, &ExpiryNotices::tellRenewalFailed);
    connect(qApp, &QCoreApplication::aboutToQuit, m_notifier.get(), &Notifier::withdrawAll);
    m_tray->start();
}

BackgroundSide::~BackgroundSide() = default;

} // namespace Tokenwright

#include "moc_BackgroundSide.cpp"
