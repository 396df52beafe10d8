// SPDX-License-Identifier: MIT
#include "EndingSignals.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace Tokenwright {

namespace {

constexpr std::array endings{SIGINT, SIGQUIT, SIGTERM, SIGHUP};

int wakeUp = -1; // the writing end of a pipe: all that a handler may use

/// In what is written of a signal, besides its number: the system has sent it.
constexpr unsigned char systemBit = 0x80;

void note(int signal, siginfo_t *information, void *)
{
    const int before = errno;
    const bool bySystem = information->si_code > SI_USER; // a program's codes are at most that
    const auto number = static_cast<unsigned char>(signal | (bySystem ? systemBit : 0));
    [[maybe_unused]] const auto written = ::write(wakeUp, &number, 1);
    errno = before;
}

} // namespace

struct EndingSignals::Held
{
    std::array<int, 2> pipe{-1, -1};
    std::array<struct sigaction, endings.size()> before{};
};

EndingSignals::EndingSignals(QObject *parent, Second second)
    : QObject(parent)
    , m_held(std::make_unique<Held>())
{
    if (::pipe(m_held->pipe.data()) != 0)
        return; // they end the process as ever
    for (const int descriptor : m_held->pipe) {
        ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
        ::fcntl(descriptor, F_SETFL, O_NONBLOCK);
    }
    wakeUp = m_held->pipe[1];
    auto *notifier = new QSocketNotifier(m_held->pipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        unsigned char number = 0;
        if (::read(m_held->pipe[0], &number, 1) == 1)
            Q_EMIT caught(number & ~systemBit, number & systemBit); // last: it may delete this
    });
    struct sigaction noting
    { };
    noting.sa_sigaction = note;
    noting.sa_flags = SA_SIGINFO | SA_RESTART
        | (second == Second::EndsAtOnce ? int(SA_RESETHAND) : 0);
    for (std::size_t i = 0; i < endings.size(); ++i) {
        ::sigaction(endings.at(i), nullptr, &m_held->before.at(i));
        if (m_held->before.at(i).sa_handler != SIG_IGN)
            ::sigaction(endings.at(i), &noting, nullptr);
    }
}

EndingSignals::~EndingSignals()
{
    if (m_held->pipe[0] < 0)
        return;
    for (std::size_t i = 0; i < endings.size(); ++i)
        ::sigaction(endings.at(i), &m_held->before.at(i), nullptr);
    wakeUp = -1;
    for (const int descriptor : m_held->pipe)
        ::close(descriptor);
}

} // namespace Tokenwright

#include "moc_EndingSignals.cpp"
