// SPDX-License-Identifier: MIT
#include "WindowSide.h"

#include "FailureText.h"
#include "FirstPaint.h"

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
{
    for (const Result<void> &problem : engine.problems) {
        if (!problem)
            m_window.tell(failureText(problem.error(), nullptr));
    }
    afterFirstPaint(&m_window,
                    [this, &engine] { m_background.emplace(engine, m_window, m_presence); });
}

WindowSide::~WindowSide() = default;

} // namespace Tokenwright

#include "moc_WindowSide.cpp"
