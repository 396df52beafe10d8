// SPDX-License-Identifier: MIT
#include "SecretClipboard.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QEvent>
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
// a format that a desktop does not know is never asked for. Qt registers a name that is no MIME
// type with Windows as it stands. macOS is not served: its org.nspasteboard.ConcealedType takes a
// QUtiMimeConverter, which Qt has from 6.5 on.
constexpr std::array hints{
    Hint{"x-kde-passwordManagerHint", "secret"},
    Hint{"ExcludeClipboardContentFromMonitorProcessing", "1"},
    Hint{"CanIncludeInClipboardHistory", QByteArrayView("\0\0\0\0", 4)},
    Hint{"CanUploadToCloudClipboard", QByteArrayView("\0\0\0\0", 4)},
};

QByteArray digestOf(QByteArrayView text)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(text);
    return hash.result();
}

/// How soon after a clear a clipboard manager puts back what it remembers.
constexpr qint64 putBackWithin = 2'000; // milliseconds

} // namespace

/// A text with the hints that go with it; without the text once wiped.
class SecretMimeData final : public QMimeData
{
    Q_OBJECT

public:
    /// An empty text offers nothing but the hints.
    explicit SecretMimeData(const Secret &text)
        : m_text(text)
        , m_hasText(!text.isEmpty())
    {
        for (const Hint &hint : hints)
            setData(QString::fromLatin1(hint.format), hint.value.toByteArray());
    }

    void wipe() { m_text = {}; }
    bool isWiped() const { return m_text.isEmpty(); }

    QStringList formats() const override
    {
        QStringList all = QMimeData::formats();
        if (m_hasText)
            all = QStringList{u"text/plain"_s, u"text/plain;charset=utf-8"_s} + all;
        return all;
    }
    bool hasFormat(const QString &format) const override { return formats().contains(format); }

protected:
    QVariant retrieveData(const QString &format, QMetaType type) const override
    {
        return isText(format) ? m_text.revealText() : QMimeData::retrieveData(format, type);
    }

private:
    // Both, because Qt's Wayland plugin adds the second by itself, with a copy of the text.
    static bool isText(const QString &format)
    {
        return format == u"text/plain"_s || format == u"text/plain;charset=utf-8"_s;
    }

    Secret m_text;
    const bool m_hasText; ///< Also once wiped: what is offered cannot be taken back.
};

SecretClipboard::Access SecretClipboard::accessOfThisDesktop()
{
    return QGuiApplication::platformName().startsWith(u"wayland") ? Access::AfterInput
                                                                  : Access::Always;
}

SecretClipboard::SecretClipboard(const Clock &clock, QClipboard &clipboard, QObject *parent,
                                 Access access)
    : QObject(parent)
    , m_clock(clock)
    , m_clipboard(clipboard)
    , m_access(access)
{
    m_timer.setInterval(1s);
    connect(&m_timer, &QTimer::timeout, this, &SecretClipboard::tick);
    connect(&m_clipboard, &QClipboard::changed, this, [this](QClipboard::Mode mode) {
        if (mode == QClipboard::Clipboard)
            onChanged();
    });
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this,
            [this](Qt::ApplicationState state) {
                m_isActive = state == Qt::ApplicationActive;
                if (m_isActive && m_stage == Stage::Refused)
                    clearNow();
            });
    m_isActive = QGuiApplication::applicationState() == Qt::ApplicationActive;
    if (m_access == Access::AfterInput)
        qGuiApp->installEventFilter(this);
}

bool SecretClipboard::put(const Secret &text, int seconds)
{
    if (text.isEmpty() || !isListenedTo() || (m_access == Access::AfterInput && !m_inputSince))
        return false;
    m_data = new SecretMimeData(text); // the clipboard takes it
    m_digest = digestOf(text.reveal());
    m_clearedDigest.clear();
    m_stage = Stage::Copied;
    m_inputSince = false;
    m_deadline.reset();
    m_timer.stop();
    setOnClipboard(m_data);
    if (seconds > 0) {
        m_deadline = now() + qint64(seconds) * 1000;
        m_timer.start();
        Q_EMIT secondsLeftChanged(seconds);
    }
    Q_EMIT taken();
    return true;
}

void SecretClipboard::clearNow()
{
    if (m_stage == Stage::Nothing)
        return;
    if (!isHeld()) {
        forget(true);
        return;
    }
    if (m_data)
        m_data->wipe(); // whatever the desktop says, nobody gets it from us any more
    if (!isListenedTo()) {
        refuse();
    } else if (m_access == Access::AfterInput) {
        replaceAfterInput();
    } else {
        setOnClipboard(nullptr);
        if (isOurs()) {
            refuse();
        } else {
            m_clearedDigest = m_digest;
            m_clearedAt = now();
            m_putBackTold = false;
            forget(false);
        }
    }
}

bool SecretClipboard::isOurs() const
{
    return m_stage != Stage::Nothing && m_clipboard.ownsClipboard() && holds(m_digest);
}

std::optional<int> SecretClipboard::secondsLeft() const
{
    if (!m_deadline)
        return std::nullopt;
    return int(qMax<qint64>(0, (*m_deadline - now() + 999) / 1000));
}

bool SecretClipboard::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride: // before a shortcut acts; its key press may come after
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::TouchBegin:
        m_isActive = true; // which Qt's Wayland plugin may tell later than the first key
        m_inputSince = true;
        if (m_stage == Stage::Wiped || m_stage == Stage::Refused)
            clearNow();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
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
    if (m_changing)
        return;
    if (m_stage != Stage::Nothing && !isHeld()) {
        forget(true);
    } else if (!m_clearedDigest.isEmpty()) {
        if (now() - m_clearedAt > putBackWithin) {
            m_clearedDigest.clear();
        } else if (holds(m_clearedDigest)) {
            // Managers fill a clipboard that nobody owns, but leave one alone that has an owner.
            // One that fills it at the same moment wins, while Qt still believes that it is ours.
            setOnClipboard(new SecretMimeData({}));
            if (!std::exchange(m_putBackTold, true))
                Q_EMIT putBack();
        }
    }
}

/// Whether the desktop lets us change the clipboard now.
bool SecretClipboard::isListenedTo() const
{
    return m_access == Access::Always || m_isActive;
}

/// What put() copied, wiped or not.
bool SecretClipboard::isHeld() const
{
    return m_clipboard.ownsClipboard() && (holds(m_digest) || (m_data && m_data->isWiped()));
}

bool SecretClipboard::holds(const QByteArray &digest) const
{
    return digestOf(m_clipboard.text(QClipboard::Clipboard).toUtf8()) == digest;
}

/// \a data nullptr: clears it.
void SecretClipboard::setOnClipboard(QMimeData *data)
{
    const QScopedValueRollback ourChange(m_changing, true);
    if (data)
        m_clipboard.setMimeData(data, QClipboard::Clipboard);
    else
        m_clipboard.clear(QClipboard::Clipboard);
}

void SecretClipboard::refuse()
{
    m_timer.stop();
    m_deadline.reset();
    m_stage = Stage::Refused;
    Q_EMIT clearRefused();
}

/// Wiped already; without an input since we copied, the desktop would ignore the replacement.
void SecretClipboard::replaceAfterInput()
{
    const bool isNews = m_stage != Stage::Wiped;
    const bool isOver = m_inputSince;
    if (isOver) {
        m_inputSince = false;
        setOnClipboard(new SecretMimeData({}));
        m_stage = Stage::Nothing;
    } else {
        m_stage = Stage::Wiped;
    }
    m_timer.stop();
    m_deadline.reset();
    if (isNews)
        Q_EMIT cleared(false);
    if (isOver)
        Q_EMIT letGo();
}

void SecretClipboard::forget(bool byOthers)
{
    const bool isNews = m_stage != Stage::Wiped;
    m_timer.stop();
    m_deadline.reset();
    m_stage = Stage::Nothing;
    if (m_data)
        m_data->wipe();
    if (isNews)
        Q_EMIT cleared(byOthers);
    Q_EMIT letGo();
}

/// By the boot clock, which counts suspend and is never set back.
qint64 SecretClipboard::now() const
{
    const Moment moment = m_clock.now();
    return moment.bootId.isEmpty() ? moment.wall : moment.boot;
}

} // namespace Tokenwright

#include "SecretClipboard.moc"

#include "moc_SecretClipboard.cpp"
