// SPDX-License-Identifier: MIT
#include "MessageBar.h"

#include "Icons.h"
#include "SecretClipboard.h"
#include "ShownText.h"

#include "CredentialRegistry.h"
#include "FailureText.h"
#include "ProviderWatch.h"
#include "SecretStore.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

#include <algorithm>

namespace Tokenwright {

namespace {

const QString indexTopic = u"index"_s;

} // namespace

MessageBar::MessageBar(const WindowParts &parts, QWidget *parent)
    : QFrame(parent)
    , m_providers(parts.providers)
    , m_label(new QLabel(this))
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    m_label->setForegroundRole(QPalette::ToolTipText);
    m_label->setWordWrap(true);
    m_label->setAccessibleDescription(tr("Message")); // its name is its text

    auto *symbol = new QLabel(this);
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
    symbol->setPixmap(
        icon(Icon::Warning, QPalette::ToolTipText).pixmap(QSize(size, size), devicePixelRatioF()));
    auto *dismiss = new QPushButton(tr("Dismiss"), this);
    connect(dismiss, &QPushButton::clicked, this, [this] {
        m_texts.clear();
        update();
    });

    auto *layout = new QHBoxLayout(this);
    layout->addWidget(symbol);
    layout->addWidget(m_label, 1);
    layout->addWidget(dismiss);
    hide();

    connect(&parts.store, &SecretStore::keychainLost, this, [this] {
        say(tr(
            "No keychain service answers on this computer. Secrets that you enter now are kept in "
            "memory and are gone when you quit. Install and start gnome-keyring or KWallet to keep "
            "them."));
    });
    connect(&parts.clipboard, &SecretClipboard::putBack, this, [this] {
        say(tr("A clipboard manager put back the secret that had been cleared: it keeps a history "
               "and does not heed what is marked as secret. Remove it there, or turn the history "
               "off."));
    });
    connect(&parts.registry, &CredentialRegistry::unreadable, this,
            [this](const Error &error) { say(indexTopic, failureText(error, nullptr)); });
    connect(&parts.registry, &CredentialRegistry::readable, this, [this] { say(indexTopic, {}); });
    connect(&parts.providerWatch, &ProviderWatch::reloaded, this, &MessageBar::sayProviderProblems);
    sayProviderProblems();
}

/// Which of the user's provider files are wrong, as things stand now.
void MessageBar::sayProviderProblems()
{
    QStringList lines;
    for (const ProviderProblem &problem : m_providers.problems()) {
        lines.append(tr("The provider file %1 was skipped: %2.")
                         .arg(QDir::toNativeSeparators(problem.file), problem.reason));
    }
    say(u"providers"_s, lines.join(u'\n'));
}

void MessageBar::say(const QString &topic, const QString &text)
{
    const auto known = std::ranges::find(m_texts, topic, &std::pair<QString, QString>::first);
    if (known != m_texts.end())
        m_texts.erase(known);
    if (!text.isEmpty())
        m_texts.append({topic, text});
    update();
}

void MessageBar::update()
{
    QStringList lines;
    for (const auto &[topic, text] : std::as_const(m_texts))
        lines.append(text);
    showText(m_label, lines.join(u'\n'));
    setVisible(!lines.isEmpty());
}

} // namespace Tokenwright

#include "moc_MessageBar.cpp"
