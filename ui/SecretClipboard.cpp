// SPDX-License-Identifier: MIT
#include "SecretClipboard.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QGuiApplication>
#include <QMimeData>
#include <QScopedValueRollback>

#include <array>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

struct Hint
{
    const char *format;
    QByteArrayView value;
};

// What clipboard managers and histories look for before they keep a text. All are set everywhere:
// a format that a desktop does not know is never asked for. macOS is not served: its
// org.nspasteboard.ConcealedType takes a QUtiMimeConverter, which Qt has from 6.5 on.
constexpr std::array hints{
    Hint{"x-kde-passwordManagerHint", "secret"},
    Hint{"application/x-qt-windows-mime;value=\"ExcludeClipboardContentFromMonitorProcessing\"",
         "1"},
    Hint{"application/x-qt-windows-mime;value=\"CanIncludeInClipboardHistory\"",
         QByteArrayView("\0\0\0\0", 4)},
    Hint{"application/x-qt-windows-mime;value=\"CanUploadToCloudClipboard\"",
         QByteArrayView("\0\0\0\0", 4)},
};

QByteArray digestOf(QByteArrayView text)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(text);
    return hash.result();
}

} // namespace

SecretClipboard::SecretClipboard(const Clock &clock, QClipboard &clipboard, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_clipboard(clipboard)
{
    m_timer.setInterval(1s);
    connect(&m_timer, &QTimer::timeout, this, &SecretClipboard::tick);
    connect(&m_clipboard, &QClipboard::changed, this, [this](QClipboard::Mode mode) {
        if (mode == QClipboard::Clipboard)
            onChanged();
    });
    // On Wayland only the active window may change the clipboard.
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this,
            [this](Qt::ApplicationState state) {
                if (state == Qt::ApplicationActive && m_clearIsDue)
                    clearNow();
            });
}

void SecretClipboard::put(const Secret &text, int seconds)
{
    if (text.isEmpty())
        return;
    auto *data = new QMimeData; // the clipboard takes it
    data->setText(text.revealText());
    for (const Hint &hint : hints)
        data->setData(QString::fromLatin1(hint.format), hint.value.toByteArray());

    m_digest = digestOf(text.reveal());
    m_clearIsDue = false;
    m_deadline.reset();
    m_timer.stop();
    {
        const QScopedValueRollback ourChange(m_changing, true);
        m_clipboard.setMimeData(data, QClipboard::Clipboard);
    }
    if (seconds <= 0)
        return;
    m_deadline = now() + qint64(seconds) * 1000;
    m_timer.start();
    Q_EMIT secondsLeftChanged(seconds);
}

void SecretClipboard::clearNow()
{
    if (m_digest.isEmpty())
        return;
    if (!isOurs()) {
        forget(true);
        return;
    }
    {
        const QScopedValueRollback ourChange(m_changing, true);
        m_clipboard.clear(QClipboard::Clipboard);
    }
    if (!isOurs()) {
        forget(false);
        return;
    }
    m_timer.stop();
    m_deadline.reset();
    m_clearIsDue = true;
    Q_EMIT clearRefused();
}

bool SecretClipboard::isOurs() const
{
    return !m_digest.isEmpty() && m_clipboard.ownsClipboard()
        && digestOf(m_clipboard.text(QClipboard::Clipboard).toUtf8()) == m_digest;
}

std::optional<int> SecretClipboard::secondsLeft() const
{
    if (!m_deadline)
        return std::nullopt;
    return int(qMax<qint64>(0, (*m_deadline - now() + 999) / 1000));
}

void SecretClipboard::tick()
{
    const std::optional<int> left = secondsLeft();
    if (left && *left > 0)
        Q_EMIT secondsLeftChanged(*left);
    else
        clearNow();
}

void SecretClipboard::onChanged()
{
    ++m_changeCount;
    if (!m_changing && !m_digest.isEmpty() && !isOurs())
        forget(true);
}

void SecretClipboard::forget(bool byOthers)
{
    m_timer.stop();
    m_deadline.reset();
    m_digest.clear();
    m_clearIsDue = false;
    Q_EMIT cleared(byOthers);
}

/// By the boot clock, which counts suspend and is never set back.
qint64 SecretClipboard::now() const
{
    const Moment moment = m_clock.now();
    return moment.bootId.isEmpty() ? moment.wall : moment.boot;
}

} // namespace Tokenwright
