// SPDX-License-Identifier: MIT
#include "WindowProgram.h"

#include "GlobalKey.h"
#include "Palette.h"
#include "SingleInstance.h"
#include "WindowActivation.h"

#include "FailureText.h"

#include <QApplication>
#include <QEventLoop>
#include <QTimer>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

// As long as a clipboard manager may put back what was cleared (SecretClipboard::putBack).
constexpr auto restAfterClearing = 2500ms;
constexpr auto patienceAtTheEnd = 5s;
constexpr auto patienceForRefreshTokens = 10s; // what is lost then nobody brings back

/// The program's own event loop has ended.
template <class Sender, class Signal>
void waitFor(const Sender *sender, Signal signal, std::chrono::milliseconds patience)
{
    QEventLoop loop;
    QObject::connect(sender, signal, &loop, &QEventLoop::quit);
    QTimer::singleShot(patience, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace

WindowProgram::WindowProgram(Engine &engine, SingleInstance &instance)
    : m_engine(engine)
{
    QApplication::setQuitOnLastWindowClosed(false); // WindowPresence decides, once it is there
    connect(&instance, &SingleInstance::showRequested, this, &WindowProgram::showWindow);
    connect(&instance, &SingleInstance::paletteRequested, this, &WindowProgram::showPalette);
    connect(&instance, &SingleInstance::consentRequested, this, &WindowProgram::onConsent);
    connect(&engine.controller, &CopyController::wouldRevoke, this, &WindowProgram::onQuestion);
    connect(&engine.controller, &CopyController::wouldCopyProduction, this,
            &WindowProgram::onProduction);
    connect(&engine.controller, &CopyController::failed, this, &WindowProgram::onFailure);
    connect(&engine.service, &TokenService::refreshTokenUnkept, this, &WindowProgram::onUnkept);
    connect(&engine.service, &TokenService::exchangingChanged, this, &WindowProgram::endIfDone,
            Qt::QueuedConnection);
    connect(&engine.clipboard, &SecretClipboard::letGo, this,
            [this] { QTimer::singleShot(restAfterClearing, this, &WindowProgram::endIfDone); });
    connect(&engine.settings, &Settings::globalKeyChanged, this, &WindowProgram::updateKey);
}

WindowProgram::~WindowProgram()
{
    delete m_palette.data();
}

WindowSide &WindowProgram::windowSide()
{
    if (!m_windowSide) {
        m_windowSide = std::make_unique<WindowSide>(m_engine);
        connect(&m_windowSide->window(), &MainWindow::quickSearchWanted, this,
                [this] { showPalette(); });
        updateKey();
    }
    return *m_windowSide;
}

void WindowProgram::finishRemovals()
{
    if (!m_windowSide)
        return;
    Removals &removals = m_windowSide->window().removals();
    removals.finishNow();
    if (removals.isBusy())
        waitFor(&removals, &Removals::finished, patienceAtTheEnd);
}

void WindowProgram::finishExchanges()
{
    if (m_engine.service.isExchanging())
        waitFor(&m_engine.service, &TokenService::exchangingChanged, patienceForRefreshTokens);
}

void WindowProgram::finishChanges()
{
    if (m_engine.registry.isBusy())
        waitFor(&m_engine.registry, &CredentialRegistry::settled, patienceAtTheEnd);
}

void WindowProgram::showWindow(const QByteArray &activationToken)
{
    windowSide().presence().present(activationToken);
}

void WindowProgram::showPalette(const QByteArray &activationToken)
{
    if (!m_palette || !m_palette->isVisible()) { // one that was closed deletes itself in a moment
        m_palette = new Palette({.model = m_engine.model,
                                 .lastUsed = m_engine.lastUsed,
                                 .controller = m_engine.controller,
                                 .service = m_engine.service});
        connect(m_palette, &Palette::windowRequested, this, [this](const QString &setId) {
            showWindow();
            if (!setId.isEmpty())
                m_windowSide->window().reveal(setId);
        });
        connect(m_palette, &QObject::destroyed, this, &WindowProgram::endIfDone,
                Qt::QueuedConnection);
        for (const Result<void> &problem : m_engine.problems) {
            if (!problem && !m_windowSide) // which tells
                m_palette->tell(failureText(problem.error(), nullptr));
        }
    }
    m_palette->present();
    activateForUser(*m_palette, activationToken);
}

/// The window asks; one that was not there yet has not heard of the question.
void WindowProgram::onQuestion(const RevokingQuestion &question)
{
    if (!m_windowSide) {
        windowSide();
        Q_EMIT m_engine.controller.wouldRevoke(question);
    } else {
        bringWindowForQuestion();
    }
}

/// Somebody has to see the question, wherever the window is.
void WindowProgram::onConsent(const ConsentQuestion &question)
{
    showWindow();
    m_windowSide->window().tokens().askAboutHandOver(
        question.request.setIds, question.request.command, question.request.program,
        question.answer, question.asker);
}

void WindowProgram::onProduction(const ProductionQuestion &question)
{
    if (m_windowSide) {
        bringWindowForQuestion();
    } else {
        windowSide();
        Q_EMIT m_engine.controller.wouldCopyProduction(question);
    }
}

/// Whoever asked from tray, notice or palette sees what the window asks.
void WindowProgram::bringWindowForQuestion()
{
    if (m_windowSide->presence().isAway() || m_palette) {
        QMetaObject::invokeMethod(
            this, [this] { showWindow(); }, Qt::QueuedConnection);
    }
}

/// A moved endpoint is a question too.
void WindowProgram::onFailure(const QString &setId, const Error &error)
{
    if (m_windowSide || error.kind != ErrorKind::EndpointMoved)
        return;
    windowSide();
    Q_EMIT m_engine.controller.failed(setId, error);
}

/// The window says it in a place of its own.
void WindowProgram::onUnkept(const QString &setId, const Error &reason)
{
    if (m_windowSide)
        return;
    windowSide();
    Q_EMIT m_engine.service.refreshTokenUnkept(setId, reason);
    showWindow();
}

void WindowProgram::endIfDone()
{
    if (!m_windowSide && !m_palette && !m_engine.clipboard.isBusy()
        && !m_engine.service.isExchanging())
        QCoreApplication::quit();
}

/// As it is chosen in the preferences.
void WindowProgram::updateKey()
{
    if (!m_windowSide || m_engine.settings.hasGlobalKey() == bool(m_key))
        return;
    if (m_key) {
        m_key.reset();
        return;
    }
    m_key = std::make_unique<GlobalKey>();
    connect(m_key.get(), &GlobalKey::pressed, this, &WindowProgram::showPalette);
    connect(m_key.get(), &GlobalKey::bound, this, [this](const QString &trigger) {
        m_windowSide->window().say(tr("%1 opens the search from anywhere.").arg(trigger));
    });
    connect(m_key.get(), &GlobalKey::unavailable, this, [this] {
        m_windowSide->window().tell(
            tr("This desktop gave Tokenwright no key for the search. Have a key of your choice run "
               "“tokenwright --palette”, in the desktop's keyboard settings."));
    });
    m_key->bind();
}

} // namespace Tokenwright

#include "moc_WindowProgram.cpp"
