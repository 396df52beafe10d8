// SPDX-License-Identifier: MIT
#include "MessageBar.h"

#include "NotificationRole.h"
#include "SecretClipboard.h"
#include "ShownText.h"
#include "Symbol.h"
#include "ToneLabel.h"

#include "ClientCredentials.h"
#include "CredentialRegistry.h"
#include "FailureText.h"
#include "ProviderWatch.h"
#include "SecretStore.h"
#include "TokenService.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>

#include <algorithm>

namespace Tokenwright {

namespace {

const QString indexTopic = u"index"_s;
const QString rowTopic = u"row "_s; ///< And its number among those that cannot be read.
const QString putBackTopic = u"put back"_s;
const QString refreshTopic = u"refresh token "_s; ///< And the set's id.
const QString providerTopic = u"provider "_s; ///< And the file.

constexpr qsizetype mostLines = 3;

/// A line across the window, with a hint of amber that says nothing which its words do not.
class MessageLine : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        const QColor window = palette().color(QPalette::Window);
        const QColor caution = toneColor(Tone::Caution, palette());
        QPainter painter(this);
        painter.fillRect(rect(), mixedColor(window, caution, 0.1));
        painter.fillRect(QRect(rect().left(), rect().bottom(), width(), 1),
                         mixedColor(window, caution, 0.4));
    }
};

void openFile(const QString &path)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(path));
}

} // namespace

MessageBar::MessageBar(const WindowParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_lines(new QVBoxLayout(this))
    , m_more(new ToneLabel(Tone::Secondary, this))
{
    m_lines->setContentsMargins({});
    m_lines->setSpacing(0);
    m_more->setContentsMargins(fontMetrics().averageCharWidth(), 2, 0, 2);
    m_lines->addWidget(m_more);
    showFirst();

    connect(&parts.store, &SecretStore::keychainLost, this, [this] {
        say(tr(
            "No keychain service answers on this computer. Secrets that you enter now are kept in "
            "memory and are gone when you quit. Install and start gnome-keyring or KWallet to keep "
            "them."));
    });
    connect(&parts.clipboard, &SecretClipboard::putBack, this, [this] {
        say(putBackTopic,
            tr("A clipboard manager put back the secret that had been cleared: it keeps a history "
               "and does not heed what is marked as secret. Remove it there, or turn the history "
               "off."));
    });
    connect(&parts.service, &TokenService::refreshTokenUnkept, this, &MessageBar::sayUnkept);
    connect(&parts.service, &TokenService::refreshTokenKept, this,
            [this](const QString &setId) { say(refreshTopic + setId, {}); });
    connect(&parts.registry, &CredentialRegistry::unreadable, this, [this](const Error &error) {
        const QString folder = QFileInfo(m_parts.providerWatch.userFolder()).absolutePath();
        say(indexTopic, failureText(error, nullptr),
            {.text = tr("Open folder"), .run = [folder] { openFile(folder); }});
    });
    connect(&parts.registry, &CredentialRegistry::readable, this, [this] {
        say(indexTopic, {});
        sayRowProblems();
    });
    connect(&parts.providerWatch, &ProviderWatch::reloaded, this, &MessageBar::sayProviderProblems);
    sayProviderProblems();
    sayRowProblems();
}

/// Which rows of the index are left out, as things stand now.
void MessageBar::sayRowProblems()
{
    if (m_rowProblems == m_parts.registry.problems())
        return; // what was dismissed does not come again with every change of another row
    m_rowProblems = m_parts.registry.problems();
    removeAll(rowTopic);
    const QString file = QFileInfo(m_parts.providerWatch.userFolder()).absolutePath()
        + u"/credential-sets.json";
    qsizetype number = 0;
    for (const QString &problem : std::as_const(m_rowProblems)) {
        say(rowTopic + QString::number(++number), problem,
            {.text = tr("Open file"), .run = [file] { openFile(file); }});
    }
    showFirst();
}

void MessageBar::removeAll(const QString &topics)
{
    const QList<Message> before = m_messages;
    for (const Message &message : before) {
        if (message.topic.startsWith(topics))
            remove(message.topic);
    }
}

/// Of the one thing that is lost when the program ends now.
void MessageBar::sayUnkept(const QString &setId, const Error &reason)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    const Remedy unlock{.text = tr("Unlock"), .run = [this, setId] {
                            m_parts.store.unlock(clientKey(setId), Prompt::Allowed, Purpose::Store);
                        }};
    say(refreshTopic + setId,
        tr("“%1”: do not quit now. %2")
            .arg(set ? set->name : setId, unkeptRefreshTokenText(reason)),
        reason.kind == ErrorKind::KeychainLocked ? unlock : Remedy());
}

/// Which of the user's provider files are wrong, as things stand now.
void MessageBar::sayProviderProblems()
{
    removeAll(providerTopic);
    for (const ProviderProblem &problem : m_parts.providers.problems()) {
        say(providerTopic + problem.file,
            tr("The provider file %1 was skipped: %2.")
                .arg(QDir::toNativeSeparators(problem.file), problem.reason),
            {.text = tr("Open provider file"), .run = [file = problem.file] { openFile(file); }});
    }
}

void MessageBar::say(const QString &topic, const QString &text, const Remedy &remedy)
{
    const auto known = std::ranges::find(m_messages, topic, &Message::topic);
    if (known != m_messages.end() && known->text == text)
        return;
    remove(topic);
    if (!text.isEmpty()) {
        QWidget *line = newLine(topic, text, remedy);
        m_lines->insertWidget(int(m_messages.size()), line);
        m_messages.append({.topic = topic, .text = text, .line = line});
    }
    showFirst();
}

QWidget *MessageBar::newLine(const QString &topic, const QString &text, const Remedy &remedy)
{
    auto *line = new MessageLine(this);
    tellWhenShown(*line);
    auto *label = new QLabel(line);
    showSentences(label, text);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    label->setAccessibleDescription(tr("Message")); // its name is its text

    const int letter = fontMetrics().averageCharWidth();
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(letter, letter / 2, letter, letter / 2);
    layout->addWidget(new Symbol(Icon::Warning, Tone::Caution, line));
    layout->addWidget(label, 1);
    if (remedy.run) {
        auto *button = new QPushButton(remedy.text, line);
        button->setAccessibleName(remedy.text);
        connect(button, &QPushButton::clicked, this, [run = remedy.run] { run(); });
        layout->addWidget(button);
    }
    auto *dismiss = new QToolButton(line);
    dismiss->setAutoRaise(true);
    dismiss->setIcon(icon(Icon::Cancel, QPalette::WindowText));
    dismiss->setText(tr("Dismiss"));
    dismiss->setAccessibleName(tr("Dismiss"));
    dismiss->setToolTip(tr("Dismiss"));
    dismiss->setFocusPolicy(Qt::TabFocus);
    connect(dismiss, &QToolButton::clicked, this, [this, topic] {
        remove(topic);
        showFirst();
    });
    layout->addWidget(dismiss);
    return line;
}

void MessageBar::remove(const QString &topic)
{
    const auto known = std::ranges::find(m_messages, topic, &Message::topic);
    if (known == m_messages.end())
        return;
    known->line->hide();
    known->line->deleteLater(); // its button may be what asked for it
    m_messages.erase(known);
}

void MessageBar::showFirst()
{
    for (qsizetype i = 0; i < m_messages.size(); ++i)
        m_messages.at(i).line->setVisible(i < mostLines);
    const int more = int(m_messages.size() - mostLines);
    m_more->setVisible(more > 0);
    m_more->setText(tr("%n more; dismiss one to see the next.", nullptr, more));
    setVisible(!m_messages.isEmpty());
}

} // namespace Tokenwright

#include "moc_MessageBar.cpp"
