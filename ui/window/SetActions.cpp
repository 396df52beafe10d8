// SPDX-License-Identifier: MIT
#include "SetActions.h"

#include "CredentialDialog.h"
#include "ImportDialog.h"
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

void SetActions::add(const QString &provider)
{
    auto *dialog = new CredentialDialog({m_parts.providers, m_parts.registry, m_parts.manager},
                                        m_window);
    dialog->suggestProvider(provider.isEmpty() ? m_parts.settings.lastProvider() : provider);
    connect(dialog, &CredentialDialog::saved, this, [this](const QString &setId) {
        if (const CredentialSet *saved = m_parts.registry.find(setId))
            m_parts.settings.setLastProvider(saved->provider);
    });
    open(dialog);
}

void SetActions::edit(const QString &setId)
{
    if (const CredentialSet *set = m_parts.registry.find(setId))
        open(new CredentialDialog({m_parts.providers, m_parts.registry, m_parts.manager}, *set,
                                  m_window));
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
    if (files.isEmpty())
        ImportDialog::chooseFiles(m_window,
                                  [this](const QStringList &chosen) { importFrom(chosen); });
    else
        openImport()->addFiles(files);
}

void SetActions::importText(const QString &text)
{
    openImport()->addText(text);
}

ImportDialog *SetActions::openImport()
{
    auto *dialog = new ImportDialog({m_parts.providers, m_parts.registry, m_parts.manager},
                                    m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::imported, this, [this](const QStringList &ids) {
        Q_EMIT made(ids.first());
        Q_EMIT said(ImportDialog::importedText(ids.size()));
    });
    dialog->open();
    return dialog;
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
