// SPDX-License-Identifier: MIT
#include "WindowSide.h"

#include "FailureText.h"

#include <QCoreApplication>
#include <QRandomGenerator>
#include <QTimer>

namespace Tokenwright {

WindowSide::WindowSide(Engine &engine, QObject *parent)
    : QObject(parent)
    , m_window({.clock = engine.clock,
                .providers = engine.catalog,
                .providerWatch = engine.providerWatch,
                .registry = engine.registry,
                .manager = engine.manager,
                .ledger = engine.ledger,
                .service = engine.service,
                .checker = engine.checker,
                .requestLog = engine.requestLog,
                .store = engine.store,
                .clipboard = engine.clipboard,
                .settings = engine.settings,
                .model = engine.model,
                .controller = engine.controller,
                .ending = engine.ending,
                .rotation = engine.rotation,
                .discovery = engine.discovery})
    , m_presence(m_window, [&engine] { return engine.settings.staysInTray(); })
    , m_keeper({.clock = engine.clock,
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
    , m_notifier(Notifier::create([this](const Notice &notice) {
        m_window.say(notice.text);
        if (m_tray)
            m_tray->tell(notice);
    }))
{
    m_tray.emplace(Tray::Parts{.model = engine.model,
                               .lastUsed = engine.lastUsed,
                               .controller = engine.controller,
                               .notifier = *m_notifier,
                               .presence = m_presence});
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
    connect(&*m_secretNotices, &SecretNotices::shown, this, [this](const QString &setId) {
        m_presence.present({});
        m_window.reveal(setId);
    });
    connect(&engine.providerWatch, &ProviderWatch::reloaded, &*m_secretNotices,
            &SecretNotices::reconsider);
    connect(&m_keeper, &TokenKeeper::renewalFailed, &*m_notices, &ExpiryNotices::tellRenewalFailed);
    connect(qApp, &QCoreApplication::aboutToQuit, m_notifier.get(), &Notifier::withdrawAll);
    for (const Result<void> &problem : engine.problems) {
        if (!problem)
            m_window.tell(failureText(problem.error(), nullptr));
    }
    QTimer::singleShot(0, &*m_tray, &Tray::start); // the window comes first
}

WindowSide::~WindowSide() = default;

} // namespace Tokenwright

#include "moc_WindowSide.cpp"
