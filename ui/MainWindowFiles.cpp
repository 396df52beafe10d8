// SPDX-License-Identifier: MIT
// What the window does with files: imports, also of what is dropped on it, and exports.
#include "MainWindow.h"

#include "ImportDialog.h"

#include "formats/export/SetExport.h"
#include "providers/FailureText.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QStandardPaths>

namespace Tokenwright {

void MainWindow::openImport(const QStringList &files)
{
    auto *dialog = new ImportDialog(
        {.providers = m_parts.providers, .registry = m_parts.registry, .manager = m_parts.manager},
        this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::imported, this, [this](const QStringList &ids) {
        select(ids.first());
        say(ImportDialog::importedText(ids.size()));
    });
    dialog->open();
    if (!files.isEmpty())
        dialog->addFiles(files);
}

void MainWindow::askWhereToExport()
{
    auto *dialog = new QFileDialog(this, tr("Export the credential sets without their secrets"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->setNameFilter(tr("JSON files (*.json)"));
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->selectFile(QStringLiteral("credential-sets.json"));
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::exportTo);
    dialog->open();
}

void MainWindow::exportTo(const QString &file)
{
    const QString shown = QDir::toNativeSeparators(file);
    const auto outcome = writeExport(file,
                                     exportedSets(m_parts.registry.sets(), m_parts.providers));
    if (outcome)
        say(tr("Exported the credential sets to %1, without their secrets.").arg(shown));
    else
        say(tr("%1 was not written. %2").arg(shown, failureText(outcome.error(), nullptr)));
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!ImportDialog::filesIn(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    openImport(ImportDialog::filesIn(event->mimeData()));
    event->acceptProposedAction();
}

} // namespace Tokenwright
