// SPDX-License-Identifier: MIT
#pragma once

#include "WindowSide.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace Tokenwright {

class GlobalKey;
class Palette;
class SingleInstance;
struct ConsentQuestion;

/// What can be seen of the program, and when it ends. With its window it ends as WindowPresence has
/// it. A palette alone, without the window, ends when it is closed; once something was copied, when
/// that is off the clipboard. The window comes when it is asked for, or when something has to be
/// asked. Lives in the GUI thread; what it is given is borrowed.
class WindowProgram : public QObject
{
    Q_OBJECT

public:
    WindowProgram(Engine &engine, SingleInstance &instance);
    ~WindowProgram() override;

    /// Made when it is first wanted; not shown yet.
    WindowSide &windowSide();

    /// Once the event loop has ended: what was removed and could still be had back goes now. Gives
    /// up after a few seconds; what is left then is as it was.
    void finishRemovals();
    /// The same for a refresh token that was sent: what came in its place goes into the keychain.
    void finishExchanges();
    /// The same for what was changed of sets, such as notes that were typed just now.
    void finishChanges();
    void showWindow(const QByteArray &activationToken = {});
    void showPalette(const QByteArray &activationToken = {});

private:
    void onConsent(const ConsentQuestion &question);
    void onProduction(const ProductionQuestion &question);
    void bringWindowForQuestion();
    void onQuestion(const RevokingQuestion &question);
    void onFailure(const QString &setId, const Error &error);
    void onUnkept(const QString &setId, const Error &reason);
    void endIfDone();
    void updateKey();

    Engine &m_engine;
    std::unique_ptr<WindowSide> m_windowSide;
    QPointer<Palette> m_palette; ///< Deletes itself.
    std::unique_ptr<GlobalKey> m_key; ///< While it is chosen, and the window is there.
};

} // namespace Tokenwright
