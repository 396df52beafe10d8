// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <memory>

namespace Tokenwright {

/// While it lives, the signals that ask a program to end (SIGINT, SIGQUIT, SIGTERM, SIGHUP) are
/// told of from the event loop, so that what others see of it can be taken back first: a prompt on
/// the screen, a secret on the clipboard. A second signal of the same kind ends it at once, unless
/// it is somebody else who decides that, and one that was ignored stays ignored (nohup). On Windows
/// they are the keys of the console (SIGINT, SIGBREAK) and its closing, logout and shutdown
/// (SIGTERM), after which Windows gives a few seconds.
///
/// One at a time a process, in its main thread, and only while the event loop runs: a program that
/// blocks would not end.
class EndingSignals : public QObject
{
    Q_OBJECT

public:
    enum class Second { EndsAtOnce, IsToldOf };

    explicit EndingSignals(QObject *parent = nullptr, Second second = Second::EndsAtOnce);
    /// What was done with those signals before is done again.
    ~EndingSignals() override;

Q_SIGNALS:
    /// Take back what is to be taken back, then endBy(\a signal). \a bySystem: no program has sent
    /// it but the system, as it does for a key at the terminal, to all that run in its foreground.
    void caught(int signal, bool bySystem);

private:
    struct Held;
    std::unique_ptr<Held> m_held;
};

} // namespace Tokenwright
