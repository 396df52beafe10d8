// SPDX-License-Identifier: MIT
#include "ProvidersDialog.h"

#include "ClientAuthentication.h"
#include "FailureText.h"
#include "Icons.h"
#include "ProviderStarter.h"
#include "ShownText.h"

#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace Tokenwright {

namespace {

enum Role {
    ProviderRole = Qt::UserRole, ///< Provider::id; empty for a file that was skipped.
    ReasonRole, ///< Why it was skipped.
};

QString paragraph(const QString &text)
{
    return u"<p>" + visibleText(text).toHtmlEscaped() + u"</p>";
}

QString heading(const QString &text)
{
    return u"<h4>" + text.toHtmlEscaped() + u"</h4>";
}

QString link(const QString &url)
{
    const QString shown = visibleText(url).toHtmlEscaped();
    return u"<a href=\"" + shown + u"\">" + shown + u"</a>";
}

} // namespace

ProvidersDialog::ProvidersDialog(const ProviderWatch &watch, QWidget *parent)
    : QDialog(parent)
    , m_watch(watch)
    , m_list(new QListWidget)
    , m_text(new QTextBrowser)
    , m_copy(new QPushButton(tr("&Copy this preset to my providers")))
    , m_outcome(new QLabel)
{
    setWindowTitle(tr("Providers"));
    m_list->setAccessibleName(tr("Providers"));
    m_text->setAccessibleName(tr("Provider"));
    m_text->setOpenExternalLinks(true);
    m_copy->setAccessibleName(tr("Copy this preset to my providers"));
    m_copy->setToolTip(tr("Makes a file of your own to start from and opens it"));
    m_outcome->setWordWrap(true);
    m_outcome->setTextFormat(Qt::PlainText);
    m_outcome->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *folder = new QPushButton(tr("&Open my providers' folder"));
    folder->setAccessibleName(tr("Open my providers' folder"));
    folder->setToolTip(toolTipText(QDir::toNativeSeparators(watch.userFolder())));

    auto *splitter = new QSplitter;
    splitter->addWidget(m_list);
    splitter->addWidget(m_text);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setText(tr("C&lose"));
    buttons->addButton(m_copy, QDialogButtonBox::ActionRole);
    buttons->addButton(folder, QDialogButtonBox::ActionRole);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_outcome);
    layout->addWidget(buttons);
    const int letter = fontMetrics().averageCharWidth();
    m_list->setMinimumWidth(letter * 28);
    resize(letter * 120, fontMetrics().height() * 30);

    connect(m_list, &QListWidget::currentItemChanged, this, &ProvidersDialog::showCurrent);
    connect(m_copy, &QPushButton::clicked, this, &ProvidersDialog::copyCurrent);
    connect(folder, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_watch.userFolder())); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&watch, &ProviderWatch::reloaded, this, &ProvidersDialog::fill);
    fill();
}

void ProvidersDialog::fill()
{
    const QString before = m_list->currentItem() ? m_list->currentItem()->text() : QString();
    m_list->clear();
    const ProviderCatalog &catalog = m_watch.catalog();
    for (const ProviderProblem &problem : catalog.problems()) {
        auto *item = new QListWidgetItem(
            icon(Icon::Warning),
            visibleText(tr("%1 (skipped)").arg(QFileInfo(problem.file).fileName())), m_list);
        item->setData(
            ReasonRole,
            tr("%1 was skipped: %2.").arg(QDir::toNativeSeparators(problem.file), problem.reason));
    }
    for (const Provider &provider : catalog.providers()) {
        const bool isOwn = !catalog.sourceOf(provider.id).shipped;
        auto *item = new QListWidgetItem(
            visibleText(isOwn ? tr("%1 (yours)").arg(provider.name) : provider.name), m_list);
        item->setData(ProviderRole, provider.id);
    }
    const auto same = m_list->findItems(before, Qt::MatchExactly);
    m_list->setCurrentRow(same.isEmpty() ? 0 : m_list->row(same.first()));
}

void ProvidersDialog::showCurrent()
{
    const QListWidgetItem *item = m_list->currentItem();
    const QString id = item ? item->data(ProviderRole).toString() : QString();
    const Provider *provider = m_watch.catalog().provider(id);
    m_copy->setEnabled(provider != nullptr);
    if (provider)
        m_text->setHtml(description(*provider));
    else
        m_text->setPlainText(
            visibleTextLines(item ? item->data(ReasonRole).toString() : QString()));
}

QString ProvidersDialog::description(const Provider &provider) const
{
    const ProviderSource source = m_watch.catalog().sourceOf(provider.id);
    QString html = u"<h3>" + visibleText(provider.name).toHtmlEscaped() + u"</h3>";
    html += paragraph(source.shipped
                          ? tr("Comes with Tokenwright; its id is “%1”.").arg(provider.id)
                          : tr("Your own, from %1; its id is “%2”.")
                                .arg(QDir::toNativeSeparators(source.file), provider.id));
    if (!provider.portalUrl.isEmpty())
        html += u"<p>" + tr("Keys:").toHtmlEscaped() + u' '
            + link(provider.portalUrl.toString(QUrl::FullyEncoded)) + u"</p>";
    html += heading(tr("Token endpoints")) + u"<ul>";
    for (const ProviderEnvironment &environment : provider.environments)
        html += u"<li>"
            + visibleText(environment.name + u": " + environment.tokenUrl).toHtmlEscaped()
            + u"</li>";
    html += u"</ul>" + heading(tr("Client authentication"));
    const auto *method = clientAuthenticationMethod(provider.request.clientAuthentication);
    html += paragraph(method ? method->translatedLabel() : provider.request.clientAuthentication);
    if (!provider.policy.note.isEmpty())
        html += heading(tr("Rules")) + paragraph(provider.policy.note);
    if (provider.check && !provider.check->note.isEmpty())
        html += heading(tr("Checking a token")) + paragraph(provider.check->note);
    if (!provider.facts.isEmpty()) {
        html += heading(tr("Where this is known from")) + u"<ul>";
        for (const Fact &fact : provider.facts) {
            const bool isPage = fact.source.startsWith(u"https://");
            html += u"<li>" + visibleText(fact.claim).toHtmlEscaped() + u"<br>"
                + (isPage ? link(fact.source) : visibleText(fact.source).toHtmlEscaped()) + u", "
                + visibleText(tr("seen %1").arg(fact.checked)).toHtmlEscaped() + u"</li>";
        }
        html += u"</ul>";
    }
    return html;
}

void ProvidersDialog::copyCurrent()
{
    const QString id = m_list->currentItem()->data(ProviderRole).toString();
    const auto file = copyProvider(m_watch.catalog(), id, m_watch.userFolder());
    if (!file) {
        showText(m_outcome, failureText(file.error(), nullptr));
        return;
    }
    showText(
        m_outcome,
        tr("Copied to %1. Edit it: Tokenwright reads it again whenever it is saved. With the id "
           "“%2” it takes the place of the one it was copied from.")
            .arg(QDir::toNativeSeparators(*file), id));
    QDesktopServices::openUrl(QUrl::fromLocalFile(*file));
}

} // namespace Tokenwright

#include "moc_ProvidersDialog.cpp"
