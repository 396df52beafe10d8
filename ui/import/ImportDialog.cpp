// SPDX-License-Identifier: MIT
#include "ImportDialog.h"

#include "FieldNote.h"
#include "ShownText.h"

#include "Async.h"
#include "FailureText.h"
#include "ImportFormat.h"
#include "ImportSource.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace Tokenwright {

ImportDialog::ImportDialog(const Parts &parts, QWidget *parent)
    : QDialog(parent)
    , m_registry(parts.registry)
    , m_providers(parts.providers)
    , m_importer(parts.manager, parts.registry, m_providers)
    , m_model(m_providers)
{
    setWindowTitle(tr("Import credential sets"));
    setAcceptDrops(true);
    build();
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ImportDialog::updateButtons);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ImportDialog::updateButtons);
    connect(&m_importer, &SetImporter::rowDone, &m_model, &ImportModel::setOutcome);
    updateButtons();
    showMapping();
}

QStringList ImportDialog::filesIn(const QMimeData *data)
{
    QStringList files;
    const auto urls = data->urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    }
    return files;
}

QString ImportDialog::importedText(qsizetype count)
{
    return count == 1 ? tr("Imported 1 credential set.")
                      : tr("Imported %1 credential sets.").arg(count);
}

void ImportDialog::build()
{
    auto *intro = new QLabel(tr("Reads: %1. Drop files here, choose them, or paste a command. "
                                "Nothing is kept before you press "
                                "Import.")
                                 .arg(importFormatLabels()));
    intro->setWordWrap(true);
    m_files = new QPushButton(tr("Choose &files…"));
    m_files->setAccessibleName(tr("Choose files"));
    m_paste = new QPushButton(tr("&Paste"));
    m_paste->setAccessibleName(tr("Paste"));
    m_paste->setToolTip(tr("Read what is on the clipboard, a curl command for example"));
    auto *ways = new QHBoxLayout;
    ways->addWidget(m_files);
    ways->addWidget(m_paste);
    ways->addStretch(1);

    m_table = new QTableView;
    m_table->setAccessibleName(tr("What would be imported"));
    m_table->setModel(&m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(true);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);

    m_mapping = new QGroupBox(tr("Whose is the selected pair?"));
    m_provider = new QComboBox;
    m_environment = new QComboBox;
    m_provider->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_environment->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto *providerLabel = new QLabel(tr("P&rovider"));
    auto *environmentLabel = new QLabel(tr("&Environment"));
    providerLabel->setBuddy(m_provider);
    environmentLabel->setBuddy(m_environment);
    auto *mapping = new QHBoxLayout(m_mapping);
    mapping->addWidget(providerLabel);
    mapping->addWidget(m_provider);
    mapping->addWidget(environmentLabel);
    mapping->addWidget(m_environment);
    mapping->addStretch(1);
    m_provider->addItem(tr("Not said"), QString());
    for (const Provider &provider : m_providers.providers())
        m_provider->addItem(visibleText(provider.name), provider.id);

    m_problem = new FieldNote(Icon::Warning);
    m_note = new FieldNote(Icon::Information);
    m_busyBar = new QProgressBar;
    m_busyBar->setRange(0, 0);
    m_busyBar->setTextVisible(false);
    m_busyBar->setMaximumHeight(fontMetrics().height() / 2);
    m_busyBar->hide();

    auto *buttons = new QDialogButtonBox;
    m_import = buttons->addButton(tr("&Import"), QDialogButtonBox::AcceptRole);
    m_close = buttons->addButton(QDialogButtonBox::Cancel);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addLayout(ways);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_mapping);
    layout->addWidget(m_problem);
    layout->addWidget(m_note);
    layout->addWidget(m_busyBar);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 130, fontMetrics().height() * 30);

    connect(m_files, &QPushButton::clicked, this, &ImportDialog::chooseFiles);
    connect(m_paste, &QPushButton::clicked, this, &ImportDialog::paste);
    connect(buttons, &QDialogButtonBox::accepted, this, &ImportDialog::run);
    connect(buttons, &QDialogButtonBox::rejected, this, &ImportDialog::reject);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ImportDialog::showMapping);
    connect(m_provider, &QComboBox::activated, this, [this] {
        fillEnvironments();
        map();
    });
    connect(m_environment, &QComboBox::activated, this, &ImportDialog::map);
}

void ImportDialog::chooseFiles()
{
    auto *dialog = new QFileDialog(this, tr("Files to import"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setFilter(QDir::AllDirs | QDir::Files | QDir::Hidden); // .env
    connect(dialog, &QFileDialog::filesSelected, this, &ImportDialog::addFiles);
    dialog->open();
}

void ImportDialog::paste()
{
    addText(QApplication::clipboard()->text());
}

void ImportDialog::addFiles(const QStringList &paths)
{
    m_problems.clear();
    const auto sources = importFiles(paths, m_providers);
    for (qsizetype i = 0; i < paths.size(); ++i)
        addSource(sources.at(i), QDir::toNativeSeparators(paths.at(i)));
    survey();
}

void ImportDialog::addText(const QString &text)
{
    m_problems.clear();
    const QString name = m_pasted.isEmpty() ? tr("clipboard")
                                            : tr("clipboard (%1)").arg(m_pasted.size() + 1);
    m_pasted.append(name);
    addSource(importContent(text.toUtf8(), name, m_providers), tr("The clipboard"));
    survey();
}

/// A file that is read once more takes the place of what it was before.
void ImportDialog::addSource(const Result<ImportSource> &source, const QString &name)
{
    if (!source) {
        m_problems.append(tr("%1: %2").arg(name, source.error().message));
        return;
    }
    m_sources.removeIf([&](const ImportSource &known) { return known.file == source->file; });
    m_sources.append(*source);
}

/// Finds out which of them the keychain holds already, then shows the plan.
void ImportDialog::survey()
{
    m_problem->setText(m_problems.join(u'\n'));
    if (m_sources.isEmpty())
        return;
    const int number = ++m_surveys;
    setBusy(tr("Looking for them in the keychain…"));
    Async::onResult(m_importer.knownPairs(m_sources, m_choices), this,
                    [this, number](const Result<KnownPairs> &known) {
                        if (number != m_surveys)
                            return;
                        m_known = known.value_or(KnownPairs());
                        setBusy({});
                        plan();
                    });
}

void ImportDialog::plan()
{
    const int current = m_table->currentIndex().row();
    m_model.setRows(planImport(m_sources, m_registry.sets(), m_known, m_providers, m_choices));
    m_table->resizeColumnsToContents();
    for (int column = 0; column < ImportModel::What; ++column)
        m_table->setColumnWidth(
            column, qMin(m_table->columnWidth(column), fontMetrics().averageCharWidth() * 28));
    m_table->resizeRowsToContents();
    m_note->setText(m_known.unread
                        ? tr("Whether some of them are there already could not be seen. %1")
                              .arg(failureText(*m_known.unread, nullptr))
                        : QString());
    int row = qBound(0, current, m_model.rowCount() - 1);
    if (current < 0) { // the first that has a question
        for (int i = m_model.rowCount() - 1; i >= 0; --i) {
            if (m_model.row(i).state == ImportRow::State::NeedsMapping)
                row = i;
        }
    }
    m_table->setCurrentIndex(m_model.index(row, 0));
    showMapping();
}

void ImportDialog::showMapping()
{
    const int current = m_table->currentIndex().row();
    const bool isShown = current >= 0 && current < m_model.rowCount()
        && m_model.mayBeMapped(current) && !m_isBusy;
    m_mapping->setEnabled(isShown);
    if (!isShown)
        return;
    const ImportRow &row = m_model.row(current);
    m_provider->setCurrentIndex(qMax(0, m_provider->findData(row.set.provider)));
    fillEnvironments();
    m_environment->setCurrentIndex(qMax(0, m_environment->findData(row.set.environment)));
}

void ImportDialog::fillEnvironments()
{
    m_environment->clear();
    m_environment->addItem(tr("Not said"), QString());
    const Provider *provider = m_providers.provider(m_provider->currentData().toString());
    if (!provider)
        return;
    for (const ProviderEnvironment &environment : provider->environments)
        m_environment->addItem(visibleText(environment.name), environment.id);
    if (provider->environments.size() == 1)
        m_environment->setCurrentIndex(1);
}

void ImportDialog::map()
{
    const int current = m_table->currentIndex().row();
    const QString provider = m_provider->currentData().toString();
    const QString environment = m_environment->currentData().toString();
    if (current < 0)
        return;
    const QString key = m_model.row(current).key;
    if (provider.isEmpty() || environment.isEmpty())
        m_choices.mappings.remove(key);
    else
        m_choices.mappings.insert(key, {.provider = provider, .environment = environment});
    if (!environment.isEmpty() || provider.isEmpty())
        survey();
}

void ImportDialog::updateButtons()
{
    const auto count = int(m_model.chosen().size());
    m_import->setVisible(!m_isDone);
    const bool mustLookAgain = m_known.unread.has_value();
    m_import->setEnabled(count > 0 && !m_isBusy);
    m_import->setText(mustLookAgain   ? tr("&Try again")
                          : count > 0 ? (count == 1 ? tr("&Import 1 credential set")
                                                    : tr("&Import %1 credential sets").arg(count))
                                      : tr("&Import"));
    m_import->setAccessibleName(m_import->text().remove(u'&'));
    m_import->setDefault(count > 0);
    m_close->setText(m_isDone ? tr("C&lose") : tr("Cancel"));
    m_close->setAccessibleName(m_close->text().remove(u'&'));
    m_files->setEnabled(!m_isBusy && !m_isDone);
    m_paste->setEnabled(!m_isBusy && !m_isDone);
}

void ImportDialog::setBusy(const QString &text)
{
    m_isBusy = !text.isEmpty();
    m_busyBar->setVisible(m_isBusy);
    m_note->setText(text);
    updateButtons();
    showMapping();
}

void ImportDialog::run()
{
    if (m_known.unread) {
        survey();
        return;
    }
    const QList<ImportRow> rows = m_model.chosen();
    m_model.begin();
    setBusy(tr("Writing to the keychain…"));
    Async::onResult(m_importer.run(rows), this,
                    [this, rows](const Result<QList<ImportOutcome>> &outcomes) {
                        setBusy({});
                        finish(rows, outcomes.value_or(QList<ImportOutcome>()));
                    });
}

/// Says what became of it, and which files still hold a secret in clear.
void ImportDialog::finish(const QList<ImportRow> &rows, const QList<ImportOutcome> &outcomes)
{
    QStringList ids;
    QStringList added;
    for (qsizetype i = 0; i < outcomes.size(); ++i) {
        if (!outcomes.at(i).isAdded())
            continue;
        ids.append(outcomes.at(i).id);
        added.append(rows.at(i).key);
    }
    QList<ImportRow> plan;
    for (int i = 0; i < m_model.rowCount(); ++i)
        plan.append(m_model.row(i));
    m_isDone = true;
    QStringList words{importedText(ids.size())};
    QStringList files = filesWithSecrets(m_sources);
    files.removeIf([this](const QString &file) { return m_pasted.contains(file); });
    for (const QString &file : std::as_const(files))
        words.append(secretInFileText(file, plan, added));
    m_note->setText(words.join(u'\n'));
    m_problem->setText(ids.size() < outcomes.size()
                           ? tr("Not everything could be added; the list says why.")
                           : QString());
    m_table->resizeRowsToContents();
    m_sources.clear(); // the secrets are no longer needed
    m_known = {};
    updateButtons();
    m_close->setFocus();
    if (!ids.isEmpty())
        Q_EMIT imported(ids);
}

void ImportDialog::reject()
{
    m_importer.cancel();
    QDialog::reject();
}

void ImportDialog::dragEnterEvent(QDragEnterEvent *event)
{
    if (!m_isDone && !m_isBusy && (event->mimeData()->hasUrls() || event->mimeData()->hasText()))
        event->acceptProposedAction();
}

void ImportDialog::dropEvent(QDropEvent *event)
{
    const QStringList files = filesIn(event->mimeData());
    if (!files.isEmpty())
        addFiles(files);
    else
        addText(event->mimeData()->text());
    event->acceptProposedAction();
}

} // namespace Tokenwright

#include "moc_ImportDialog.cpp"
