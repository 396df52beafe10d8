// SPDX-License-Identifier: MIT
// What the window does about one credential set: dialogs, questions and failures.
#include "MainWindow.h"

#include "CredentialDialog.h"
#include "CredentialTable.h"
#include "DetailsPanel.h"
#include "ShownText.h"

#include "core/Async.h"
#include "oauth/EndpointUrls.h"
#include "providers/FailureText.h"

#include <QMenu>
#include <QPushButton>

namespace Tokenwright {

void MainWindow::openDialog(bool editing)
{
    const CredentialDialog::Parts parts{
        .providers = m_parts.providers, .registry = m_parts.registry, .manager = m_parts.manager};
    const CredentialSet *set = m_parts.registry.find(currentSet());
    if (editing && !set)
        return;
    auto *dialog = editing ? new CredentialDialog(parts, *set, this)
                           : new CredentialDialog(parts, this);
    if (!editing)
        dialog->suggestProvider(m_parts.settings.lastProvider());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CredentialDialog::saved, this, [this, editing](const QString &setId) {
        m_details->clearFailure(setId);
        select(setId);
        const CredentialSet *saved = m_parts.registry.find(setId);
        if (saved && !editing)
            m_parts.settings.setLastProvider(saved->provider);
        if (saved)
            say(tr("Saved \"%1\".").arg(saved->name));
    });
    dialog->open();
}

void MainWindow::duplicateCurrent()
{
    const CredentialSet *set = m_parts.registry.find(currentSet());
    if (!set)
        return;
    const QString setId = set->id;
    say(tr("Duplicating \"%1\"…").arg(set->name));
    Async::onResult(
        m_parts.manager.duplicate(setId, m_parts.registry.freeName(set->name, set->environment)),
        this, [this, setId](const Result<QString> &copy) {
            if (!copy) {
                showFailure(setId, copy.error());
                return;
            }
            select(*copy);
            say(tr("Duplicated. The copy shares the pair and no token."));
        });
}

/// Somebody may be using the token that a new one makes invalid.
void MainWindow::askBeforeRevoking(const RevokingQuestion &question)
{
    const CredentialSet *set = m_parts.registry.find(question.setId);
    const Provider *provider = set ? m_parts.providers.provider(set->provider) : nullptr;
    if (!provider)
        return;
    QMessageBox *box = newMessageBox(
        QMessageBox::Warning, tr("The present token becomes invalid"),
        tr("Mint a new token for \"%1\"?").arg(set->name),
        tr("%1 makes the present token invalid as soon as it gives a new one. "
           "Of the present one there is %2.")
            .arg(provider->name, remainingText(question.left)),
        this);
    QPushButton *mint = box->addButton(tr("Mint a new one"), QMessageBox::AcceptRole);
    QPushButton *rest = question.copyRest
        ? box->addButton(tr("Copy what is left"), QMessageBox::ActionRole)
        : nullptr;
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(box, &QDialog::finished, this, [box, question, mint, rest] {
        const QAbstractButton *button = box->clickedButton();
        if (button == mint)
            question.mint();
        else if (rest && button == rest)
            question.copyRest();
        else
            question.leaveIt();
    });
    box->open();
}

void MainWindow::keepFresh(bool on)
{
    const CredentialSet *set = m_parts.registry.find(currentSet());
    if (!set)
        return;
    CredentialSet changed = *set;
    changed.keepFresh = on;
    const Provider *provider = m_parts.providers.provider(set->provider);
    const bool revokes = provider && provider->policy.revokesPrevious;
    const QString sentence = !on ? tr("\"%1\" is no longer kept fresh.").arg(set->name)
        : revokes ? tr("\"%1\" is kept fresh while Tokenwright runs. Each renewal makes the token "
                       "before it invalid.")
                        .arg(set->name)
                  : tr("\"%1\" is kept fresh while Tokenwright runs.").arg(set->name);
    Async::onResult(m_parts.manager.edit(*set, changed), this,
                    [this, setId = changed.id, sentence](const Result<void> &outcome) {
                        updateActions();
                        if (outcome)
                            say(sentence);
                        else
                            showFailure(setId, outcome.error());
                    });
}

void MainWindow::checkCurrent()
{
    const QString setId = currentSet();
    const CredentialSet *set = m_parts.registry.find(setId);
    if (!set)
        return;
    const QString name = set->name; // checking may bring news of the set
    say(tr("Checking the token of \"%1\"…").arg(name));
    Async::onResult(m_parts.checker.check(setId), this,
                    [this, setId, name](const Result<TokenVerdict> &verdict) {
                        if (!verdict) {
                            showFailure(setId, verdict.error());
                            return;
                        }
                        m_details->showVerdict(setId, *verdict);
                        say(tr("The token of \"%1\": %2 (HTTP %3).")
                                .arg(name, verdictLabel(verdict->kind))
                                .arg(verdict->httpStatus));
                    });
}

/// One scope that was not granted fails the whole request; the usual ones are always granted.
void MainWindow::retryWithDefaultScopes(const QString &setId)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    const Provider *provider = set ? m_parts.providers.provider(set->provider) : nullptr;
    if (!provider)
        return;
    const QStringList &defaults = provider->request.scopes.defaults;
    QStringList leaving = set->scopes;
    for (const QString &scope : defaults)
        leaving.removeAll(scope);
    QMessageBox *box = newMessageBox(
        QMessageBox::Question, tr("Retry with the base scope alone"),
        tr("Let \"%1\" ask for this alone from now on?\n\n%2").arg(set->name, defaults.join(u'\n')),
        leaving.isEmpty() ? QString()
                          : tr("These scopes are taken out of the credential set; they can be "
                               "added again when %1 has granted them:\n\n%2")
                                .arg(provider->name, leaving.join(u'\n')),
        this);
    QPushButton *retry = box->addButton(tr("Retry"), QMessageBox::AcceptRole);
    box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(retry);
    connect(box, &QMessageBox::accepted, this, [this, setId, defaults] {
        const CredentialSet *now = m_parts.registry.find(setId);
        if (!now)
            return;
        CredentialSet changed = *now;
        changed.scopes = defaults;
        Async::onResult(m_parts.manager.edit(*now, changed), this,
                        [this, setId](const Result<void> &outcome) {
                            if (outcome)
                                m_controller.mint(setId);
                            else
                                showFailure(setId, outcome.error());
                        });
    });
    box->open();
}

void MainWindow::askToRemove()
{
    const CredentialSet *set = m_parts.registry.find(currentSet());
    if (!set)
        return;
    const Provider *provider = m_parts.providers.provider(set->provider);
    const Environment *environment = provider ? provider->environment(set->environment) : nullptr;
    QMessageBox *box = newMessageBox(
        QMessageBox::Warning, tr("Remove credential set"),
        tr("Remove \"%1\" (%2, %3)?")
            .arg(set->name, provider ? provider->name : set->provider,
                 environment ? environment->name : set->environment),
        tr("Its pair and its token are deleted from the keychain. This cannot be "
           "undone."),
        this);
    box->addButton(tr("Remove"), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(box, &QMessageBox::accepted, this,
            [this, setId = set->id, name = set->name] { remove(setId, name); });
    box->open();
}

void MainWindow::remove(const QString &setId, const QString &name)
{
    m_parts.service.cancel(setId);
    say(tr("Removing \"%1\"…").arg(name));
    Async::onResult(m_parts.manager.remove(setId), this,
                    [this, setId, name](const Result<void> &outcome) {
                        if (outcome)
                            say(tr("Removed \"%1\"; the keychain holds nothing of it.").arg(name));
                        else
                            showFailure(setId, outcome.error());
                    });
}

void MainWindow::showFailure(const QString &setId, const Error &error)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    if (error.kind == ErrorKind::Cancelled) {
        say(set ? tr("Cancelled \"%1\".").arg(set->name) : QString());
        return;
    }
    m_details->showFailure(setId, error);
    const QString sentence = errorSentence(error);
    say(set ? tr("\"%1\": %2").arg(set->name, sentence) : sentence);
    if (error.kind == ErrorKind::EndpointMoved)
        askAboutEndpoint(setId);
}

/// A secret goes only to the origin it was saved for, unless somebody says so here.
void MainWindow::askAboutEndpoint(const QString &setId)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    const Provider *provider = set ? m_parts.providers.provider(set->provider) : nullptr;
    const auto url = provider ? tokenUrlOf(*provider, *set) : failure(ErrorKind::NotFound);
    if (!url)
        return;
    const QString moved = originOf(*url);
    const QString name = set->name;
    Async::onResult(
        m_parts.manager.credentials(setId, Prompt::Allowed), this,
        [this, setId, moved, name](const Result<ClientCredentials> &credentials) {
            if (!credentials)
                return;
            QMessageBox *box = newMessageBox(
                QMessageBox::Warning, tr("The token endpoint has moved"),
                tr("Send the secret of \"%1\" to %2?").arg(name, moved),
                tr("It was saved for %1. Nothing was sent. Agree only if you know why the endpoint "
                   "has changed.")
                    .arg(credentials->origin.isEmpty() ? tr("no known server")
                                                       : credentials->origin),
                this);
            box->addButton(tr("Send it there from now on"), QMessageBox::AcceptRole);
            box->setDefaultButton(box->addButton(QMessageBox::Cancel));
            connect(box, &QMessageBox::accepted, this, [this, setId, moved] {
                Async::onResult(m_parts.manager.acceptOrigin(setId, moved), this,
                                [this, setId](const Result<void> &outcome) {
                                    if (outcome)
                                        m_controller.copyHeader(setId);
                                    else
                                        showFailure(setId, outcome.error());
                                });
            });
            box->open();
        });
}

void MainWindow::showContextMenu(const QPoint &position)
{
    if (!m_table->indexAt(position).isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_actions.copyHeader);
    QAction *copyAs = menu->addMenu(m_copyAs);
    copyAs->setText(tr("Copy &as…"));
    menu->addActions({m_actions.copyWhatIsLeft, m_actions.mint, m_actions.keepFresh,
                      m_actions.check, m_actions.cancel});
    menu->addSeparator();
    menu->addActions({m_actions.edit, m_actions.duplicate, m_actions.remove});
    // its actions act on the current set, which is another once this one is gone
    connect(m_table, &CredentialTable::setSelected, menu, &QMenu::close);
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void MainWindow::showAbout()
{
    QMessageBox *box = newMessageBox(QMessageBox::NoIcon, tr("About Tokenwright"),
                                     tr("Tokenwright %1").arg(QStringLiteral(TOKENWRIGHT_VERSION)),
                                     tr("OAuth 2.0 access tokens at hand.\nSecrets are kept in: %1")
                                         .arg(m_parts.store.description()),
                                     this);
    box->addButton(QMessageBox::Ok);
    box->open();
}

} // namespace Tokenwright
