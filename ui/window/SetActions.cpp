// SPDX-License-Identifier: MIT
#include "SetActions.h"

#include "CopyController.h"
#include "CountdownModel.h"
#include "CredentialDialog.h"
#include "ImportDialog.h"
#include "OtherEnvironment.h"
#include "Question.h"
#include "RotateDialog.h"
#include "Settings.h"

#include "Async.h"
#include "Discovery.h"
#include "FailureText.h"
#include "SetAndProvider.h"
#include "TokenService.h"
#include "export/EnvironmentTemplate.h"
#include "export/SetExport.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QStandardPaths>

#include <algorithm>

namespace Tokenwright {

namespace {

/// A mint asked for in a dialog is a request of its own, as each that is asked for by hand.
CredentialDialog::Parts dialogParts(const WindowParts &parts, QObject *context)
{
    const TokenQuery query{.force = true};
    const auto mint = [&parts, context, query](const QString &setId) {
        return Async::andThen(
            parts.service.token(setId, query), context, [](const IssuedToken &issued) {
                const auto whole = wholeMilliseconds(issued.token.lifetime);
                const QString lives = whole
                    ? SetActions::tr("The token lives %1.").arg(durationText(*whole))
                    : SetActions::tr("The provider did not say how long the token lives.");
                return Async::ready<QString>(
                    issued.inMemoryOnly
                        ? SetActions::tr(
                              "%1 The keychain would not hold it: it is gone when you quit.")
                              .arg(lives)
                        : lives);
            });
    };
    const auto objection = [&parts, query](const QString &setId) {
        return parts.controller.objection(setId, query);
    };
    return {.providers = parts.providers,
            .registry = parts.registry,
            .manager = parts.manager,
            .trial = {.mint = mint,
                      .cancel = [&parts](const QString &setId) { parts.service.cancel(setId); },
                      .objection = objection},
            .discovery = {.ask = [&parts](const QUrl &url, const QString &caCertificates) {
                return SetDiscovery::Call{.found = parts.discovery.discover(url, caCertificates),
                                          .cancel = [&parts] { parts.discovery.cancel(); }};
            }}};
}

} // namespace

SetActions::SetActions(const WindowParts &parts, QWidget *window)
    : m_parts(parts)
    , m_window(window)
    , m_removals(parts.manager, parts.store)
{
    tellOfRemovals();
}

void SetActions::add(const QString &provider)
{
    auto *dialog = new CredentialDialog(dialogParts(m_parts, this), m_window);
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
        open(new CredentialDialog(dialogParts(m_parts, this), *set, m_window));
}

void SetActions::rotate(const QString &setId)
{
    const auto [set, provider] = setAndProvider(m_parts, setId);
    if (!provider)
        return;
    auto *dialog = new RotateDialog({.manager = m_parts.manager, .rotation = m_parts.rotation},
                                    *provider, *set, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RotateDialog::rotated, this, [this](const QString &rotated) {
        Q_EMIT made(rotated);
        Q_EMIT said(tr("%1 has its new secret.").arg(nameOf(rotated)));
    });
    connect(dialog, &RotateDialog::oldForgotten, this, [this](const QString &rotated) {
        Q_EMIT said(tr("The old secret of %1 is forgotten.").arg(nameOf(rotated)));
    });
    dialog->open();
}

void SetActions::duplicateToOtherEnvironment(const QString &setId)
{
    const auto [set, provider] = setAndProvider(m_parts, setId);
    const auto start = provider ? inOtherEnvironment(*set, *provider, m_parts.registry)
                                : std::nullopt;
    if (start)
        open(new CredentialDialog(dialogParts(m_parts, this), *start, m_window));
    else if (provider)
        Q_EMIT said(tr("%1 has no other environment.").arg(provider->name));
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
            const Provider *provider = setAndProvider(m_parts, *copy).provider;
            Q_EMIT said(provider && provider->usesRefreshToken()
                            ? tr("Duplicated. A refresh token belongs to one credential set alone: "
                                 "edit the copy and enter one for it.")
                            : tr("Duplicated. The copy shares the credentials and no token."));
        });
}

void SetActions::setFavourite(const QString &setId, bool isFavourite)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    if (!set)
        return;
    CredentialSet changed = *set;
    changed.isFavourite = isFavourite;
    const QString sentence = isFavourite ? tr("“%1” is a favourite.").arg(set->name)
                                         : tr("“%1” is no favourite any more.").arg(set->name);
    Async::onResult(m_parts.manager.edit(*set, changed), this,
                    [this, setId, sentence](const Result<void> &outcome) {
                        if (outcome)
                            Q_EMIT said(sentence);
                        else
                            Q_EMIT failed(setId, outcome.error());
                    });
}

QString SetActions::nameOf(const QString &setId) const
{
    return m_parts.controller.nameOf(setId);
}

/// A line each, as long as they are few enough to be read.
QString SetActions::namesOf(const QStringList &setIds) const
{
    constexpr qsizetype most = 12;
    QStringList lines;
    for (const QString &id : setIds.first(std::min(most, setIds.size())))
        lines.append(nameOf(id));
    if (setIds.size() > most)
        lines.append(tr("and %n more", nullptr, int(setIds.size() - most)));
    return lines.join(u'\n');
}

void SetActions::remove(const QStringList &setIds)
{
    if (setIds.size() < 2) {
        removeNow(setIds);
        return;
    }
    ask({.title = tr("Remove credential sets"),
         .text = tr("Remove these %n credential set(s)?", nullptr, int(setIds.size())),
         .more = namesOf(setIds) + u"\n\n"
             + tr("Their credentials and tokens are deleted from the keychain. For ten seconds "
                  "they can be had back."),
         .yes = tr("Remove"),
         .onYes = [this, setIds] { removeNow(setIds); }},
        m_window);
}

void SetActions::removeNow(const QStringList &setIds)
{
    for (const QString &id : setIds)
        m_parts.service.cancel(id);
    m_removals.begin(setIds);
}

void SetActions::tellOfRemovals()
{
    connect(&m_removals, &Removals::hidden, this, [this](const QStringList &setIds) {
        for (const QString &id : setIds) {
            m_names.insert(id, nameOf(id));
            m_parts.model.setHidden(id, true);
        }
        const int count = int(setIds.size());
        Q_EMIT said(count == 1 ? tr("Removed %1.").arg(m_names.value(setIds.first()))
                               : tr("Removed %n credential set(s).", nullptr, count));
    });
    connect(&m_removals, &Removals::shown, this, [this](const QString &setId) {
        m_parts.model.setHidden(setId, false);
        m_names.remove(setId);
        Q_EMIT made(setId);
    });
    connect(&m_removals, &Removals::undone, this, [this](const QStringList &setIds) {
        const int count = int(setIds.size());
        Q_EMIT made(setIds.first());
        Q_EMIT said(count == 1 ? tr("%1 is there again.").arg(nameOf(setIds.first()))
                               : tr("%n credential set(s) are there again.", nullptr, count));
    });
    connect(&m_removals, &Removals::removed, this, [this](const QStringList &setIds) {
        const int count = int(setIds.size());
        Q_EMIT said(count == 1
                        ? tr("%1 was removed; the keychain holds nothing of it.")
                              .arg(m_names.value(setIds.first()))
                        : tr("%n credential set(s) were removed; the keychain holds nothing of "
                             "them.",
                             nullptr, count));
        for (const QString &id : setIds)
            m_names.remove(id);
    });
    connect(&m_removals, &Removals::failed, this, &SetActions::failed);
}

void SetActions::importFrom(const QStringList &files)
{
    if (files.isEmpty())
        ImportDialog::chooseFiles(m_window,
                                  [this](const QStringList &chosen) { importFrom(chosen); });
    else
        openImport()->addFiles(files);
}

void SetActions::importClipboard()
{
    const QString text = QGuiApplication::clipboard()->text();
    if (ImportDialog::canImportText(text))
        importText(text);
    else
        Q_EMIT said(
            tr("Nothing that can be imported is on the clipboard, such as a curl command or "
               "the lines of a .env file."));
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

void SetActions::exportSets(const QStringList &setIds)
{
    QList<CredentialSet> sets = m_parts.registry.sets();
    if (setIds.size() > 1)
        sets.removeIf([&](const CredentialSet &set) { return !setIds.contains(set.id); });
    auto *dialog = new QFileDialog(
        m_window, tr("Export %n credential set(s) without secrets", nullptr, int(sets.size())));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    const QString templates = tr("Templates of .env files, names alone (*.env *.example)");
    dialog->setNameFilters({tr("JSON files (*.json)"), templates});
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->selectFile(u"credential-sets.json"_s);
    connect(
        dialog, &QFileDialog::filterSelected, dialog, [dialog, templates](const QString &filter) {
            const bool isTemplate = filter == templates;
            dialog->setDefaultSuffix(isTemplate ? u"env"_s : u"json"_s);
            dialog->selectFile(isTemplate ? u"credential-sets.env"_s : u"credential-sets.json"_s);
        });
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, sets, dialog, templates](const QString &file) {
                const bool isTemplate = dialog->selectedNameFilter() == templates;
                exportTo(file,
                         isTemplate ? environmentTemplate(sets, m_parts.providers)
                                    : exportedSets(sets, m_parts.providers));
            });
    dialog->open();
}

void SetActions::exportTo(const QString &file, const QByteArray &content)
{
    const QString shown = QDir::toNativeSeparators(file);
    const auto outcome = writeExport(file, content);
    if (outcome)
        Q_EMIT said(tr("Exported the credential sets to %1, without their secrets.").arg(shown));
    else
        Q_EMIT said(tr("%1 was not written. %2").arg(shown, failureText(outcome.error(), nullptr)));
}

} // namespace Tokenwright

#include "moc_SetActions.cpp"
