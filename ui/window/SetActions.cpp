// SPDX-License-Identifier: MIT
#include "SetActions.h"

#include "ImportDialog.h"
#include "OtherEnvironment.h"
#include "Question.h"
#include "Settings.h"

#include "Async.h"
#include "FailureText.h"
#include "TokenService.h"
#include "export/SetExport.h"

#include <QDir>
#include <QFileDialog>
#include <QStandardPaths>

namespace Tokenwright {

SetActions::SetActions(const WindowParts &parts, QWidget *window)
    : m_parts(parts)
    , m_window(window)
{ }

void SetActions::add()
{
    auto *dialog = new CredentialDialog(dialogParts(), m_window);
    dialog->suggestProvider(m_parts.settings.lastProvider());
    connect(dialog, &CredentialDialog::saved, this, [this](const QString &setId) {
        if (const CredentialSet *saved = m_parts.registry.find(setId))
            m_parts.settings.setLastProvider(saved->provider);
    });
    open(dialog);
}

void SetActions::edit(const QString &setId)
{
    if (const CredentialSet *set = m_parts.registry.find(setId))
        open(new CredentialDialog(dialogParts(), *set, m_window));
}

void SetActions::duplicateToOtherEnvironment(const QString &setId)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    const Provider *provider = set ? m_parts.providers.provider(set->provider) : nullptr;
    const auto start = provider ? inOtherEnvironment(*set, *provider, m_parts.registry)
                                : std::nullopt;
    if (start)
        open(new CredentialDialog(dialogParts(), *start, m_window));
    else if (provider)
        Q_EMIT said(tr("%1 has no other environment.").arg(provider->name));
}

/// A mint asked for in a dialog is a request of its own, as each that is asked for by hand.
CredentialDialog::Parts SetActions::dialogParts()
{
    const TokenQuery query{.force = true};
    const auto mint = [this, query](const QString &setId) {
        return Async::andThen(
            m_parts.service.token(setId, query), this, [](const IssuedToken &issued) {
                const auto whole = wholeMilliseconds(issued.token.lifetime);
                const QString lives = whole
                    ? tr("The token lives %1.").arg(durationText(*whole))
                    : tr("The provider did not say how long the token lives.");
                return Async::ready<QString>(
                    issued.inMemoryOnly
                        ? tr("%1 The keychain would not hold it: it is gone when you quit.")
                              .arg(lives)
                        : lives);
            });
    };
    const auto objection = [this, query](const QString &setId) {
        const CredentialSet *set = m_parts.registry.find(setId);
        const Provider *provider = set ? m_parts.providers.provider(set->provider) : nullptr;
        const auto left = m_parts.service.wouldRevoke(setId, query);
        return left && provider
            ? tr("%1 makes the present token invalid as soon as it gives a new one. "
                 "Of the present one there is %2.")
                  .arg(provider->name, remainingText(*left))
            : QString();
    };
    return {.providers = m_parts.providers,
            .registry = m_parts.registry,
            .manager = m_parts.manager,
            .trial = {.mint = mint,
                      .cancel = [this](const QString &setId) { m_parts.service.cancel(setId); },
                      .objection = objection}};
}

void SetActions::open(CredentialDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CredentialDialog::saved, this, [this](const QString &setId) {
        Q_EMIT made(setId);
        if (const CredentialSet *saved = m_parts.registry.find(setId))
            Q_EMIT said(tr("Saved “%1”.").arg(saved->name));
    });
    dialog->open();
}

void SetActions::duplicate(const QString &setId)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    if (!set)
        return;
    Q_EMIT said(tr("Duplicating “%1”…").arg(set->name));
    Async::onResult(
        m_parts.manager.duplicate(setId, m_parts.registry.freeName(set->name, set->environment)),
        this, [this, setId](const Result<QString> &copy) {
            if (!copy) {
                Q_EMIT failed(setId, copy.error());
                return;
            }
            Q_EMIT made(*copy);
            Q_EMIT said(tr("Duplicated. The copy shares the pair and no token."));
        });
}

void SetActions::remove(const QString &setId)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    if (!set)
        return;
    const Provider *provider = m_parts.providers.provider(set->provider);
    const ProviderEnvironment *environment = provider ? provider->environment(set->environment)
                                                      : nullptr;
    ask({.title = tr("Remove credential set"),
         .text = tr("Remove “%1” (%2, %3)?")
                     .arg(set->name, provider ? provider->name : set->provider,
                          environment ? environment->name : set->environment),
         .more = tr("Its pair and its token are deleted from the keychain. This cannot be undone."),
         .yes = tr("Remove"),
         .onYes = [this, setId, name = set->name] { removeNow(setId, name); }},
        m_window);
}

void SetActions::removeNow(const QString &setId, const QString &name)
{
    m_parts.service.cancel(setId);
    Q_EMIT said(tr("Removing “%1”…").arg(name));
    Async::onResult(
        m_parts.manager.remove(setId), this, [this, setId, name](const Result<void> &outcome) {
            if (outcome)
                Q_EMIT said(tr("Removed “%1”; the keychain holds nothing of it.").arg(name));
            else
                Q_EMIT failed(setId, outcome.error());
        });
}

void SetActions::importFrom(const QStringList &files)
{
    auto *dialog = new ImportDialog({m_parts.providers, m_parts.registry, m_parts.manager},
                                    m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::imported, this, [this](const QStringList &ids) {
        Q_EMIT made(ids.first());
        Q_EMIT said(ImportDialog::importedText(ids.size()));
    });
    dialog->open();
    if (!files.isEmpty())
        dialog->addFiles(files);
}

void SetActions::exportAll()
{
    auto *dialog = new QFileDialog(m_window,
                                   tr("Export the credential sets without their secrets"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->setNameFilter(tr("JSON files (*.json)"));
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->selectFile(u"credential-sets.json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &SetActions::exportTo);
    dialog->open();
}

void SetActions::exportTo(const QString &file)
{
    const QString shown = QDir::toNativeSeparators(file);
    const auto outcome = writeExport(file,
                                     exportedSets(m_parts.registry.sets(), m_parts.providers));
    if (outcome)
        Q_EMIT said(tr("Exported the credential sets to %1, without their secrets.").arg(shown));
    else
        Q_EMIT said(tr("%1 was not written. %2").arg(shown, failureText(outcome.error(), nullptr)));
}

} // namespace Tokenwright

#include "moc_SetActions.cpp"
