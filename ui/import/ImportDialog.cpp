// SPDX-License-Identifier: MIT
#include "ImportDialog.h"

#include "FieldNote.h"
#include "ImportList.h"
#include "LabelledField.h"
#include "NotificationRole.h"
#include "Question.h"

#include "Async.h"
#include "FailureText.h"
#include "ImportFormat.h"
#include "ImportSource.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include <utility>

namespace Tokenwright {

namespace {

constexpr int mostPauseMilliseconds = 120; ///< Between two letters of who is typing.

/// Nothing moves into the place of \a widget while it is hidden.
void setStays(QWidget *widget)
{
    QSizePolicy stays = widget->sizePolicy();
    stays.setRetainSizeWhenHidden(true);
    widget->setSizePolicy(stays);
}

} // namespace

ImportDialog::ImportDialog(const Parts &parts, QWidget *parent)
    : QDialog(parent)
    , m_registry(parts.registry)
    , m_providers(parts.providers)
    , m_importer(parts.manager, parts.registry, m_providers)
    , m_model(m_providers)
{
    m_choices.asksForEnvironment = true;
    setWindowTitle(tr("Import credential sets"));
    setAcceptDrops(true);
    build();
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ImportDialog::updateButtons);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ImportDialog::updateButtons);
    connect(&m_model, &ImportModel::renamed, this, &ImportDialog::rename);
    connect(&m_importer, &SetImporter::rowDone, &m_model, &ImportModel::setOutcome);
    updateButtons();
}

/// A field that has the focus tells once more that it was left, when it goes.
ImportDialog::~ImportDialog()
{
    m_list->disconnect(this);
}

void ImportDialog::chooseFiles(QWidget *window, const std::function<void(const QStringList &)> &use)
{
    auto *dialog = new QFileDialog(window, tr("Files to import"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setFilter(QDir::AllDirs | QDir::Files | QDir::Hidden); // .env
    dialog->setNameFilters({tr("Collections, environments and key files")
                                + u" (*.json *.yaml *.yml *.bru *.http *.rest *.env .env* *.ini "
                                  "*.toml *.properties *.pem *.key *.sh *.bash *.zsh *.fish "
                                  "*.ps1 *.bat *.cmd *.txt)"_s,
                            tr("All files (*)")});
    connect(dialog, &QFileDialog::filesSelected, window, use);
    dialog->open();
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

bool ImportDialog::canImportText(const QString &text)
{
    return couldBeImported(text);
}

QString ImportDialog::importedText(qsizetype count)
{
    return tr("Imported %n credential set(s).", nullptr, int(count));
}

void ImportDialog::build()
{
    m_files = new QPushButton(tr("Choose &files…"));
    m_files->setAccessibleName(tr("Choose files"));
    m_files->setToolTip(tr("Reads: %1.").arg(importFormatLabels()));
    m_paste = new QPushButton(tr("&Paste"));
    m_paste->setAccessibleName(tr("Paste"));
    m_paste->setToolTip(tr("Read what is on the clipboard, a curl command for example"));
    m_promise = new QLabel(tr("Nothing is kept before you press Import."));
    m_promise->setWordWrap(true);
    setStays(m_promise);
    m_promise->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    auto *ways = new QHBoxLayout;
    ways->addWidget(m_files);
    ways->addWidget(m_paste);
    ways->addWidget(m_promise, 1);

    m_list = new ImportList(m_model, m_providers);
    m_list->setEmptyText(tr("Nothing to import yet. Choose files, drop them here, or paste a curl "
                            "command."));
    m_list->setMinimumHeight(fontMetrics().height() * 6);
    m_problem = new FieldNote(Icon::Warning);
    m_note = new FieldNote(Icon::Information);
    for (FieldNote *note : {m_problem, m_note})
        tellWhenShown(*note);
    m_busyBar = new QProgressBar;
    m_busyBar->setRange(0, 0);
    m_busyBar->setTextVisible(false);
    m_busyBar->setMaximumHeight(fontMetrics().height() / 2);
    setStays(m_busyBar);
    m_busyBar->hide();

    auto *buttons = new QDialogButtonBox;
    m_import = buttons->addButton(tr("&Import"), QDialogButtonBox::AcceptRole);
    m_close = buttons->addButton(QDialogButtonBox::Cancel);
    m_close->setIcon({}); // the theme's
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_busyBar, 1);
    bottom->addWidget(buttons);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(ways);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_problem);
    layout->addWidget(m_note);
    layout->addLayout(bottom);
    resize(sizeHint().boundedTo(screen()->availableSize() * 9 / 10));

    connect(m_files, &QPushButton::clicked, this,
            [this] { chooseFiles(this, [this](const QStringList &files) { addFiles(files); }); });
    connect(m_paste, &QPushButton::clicked, this, &ImportDialog::paste);
    connect(buttons, &QDialogButtonBox::accepted, this, &ImportDialog::run);
    connect(buttons, &QDialogButtonBox::rejected, this, &ImportDialog::reject);
    connect(m_list, &ImportList::chosen, this, &ImportDialog::map);
    connect(m_list, &ImportList::valueTyped, this,
            [this](const QString &key, const QString &name, const QString &value) {
                m_choices.rowVariables[key].insert(name, value.trimmed());
                typed();
            });
    connect(m_list, &ImportList::pairTyped, this,
            [this](const QString &key, const QString &clientId, const QString &clientSecret) {
                ClientCredentials &pair = m_choices.pairs[key];
                pair.clientId = clientId;
                pair.clientSecret = Secret::fromText(clientSecret);
                typed();
            });
    connect(m_list, &ImportList::typingEnded, this, &ImportDialog::planTyped);
    m_typing.setSingleShot(true);
    m_typing.setInterval(mostPauseMilliseconds);
    connect(&m_typing, &QTimer::timeout, this, &ImportDialog::plan);
}

void ImportDialog::paste()
{
    addText(QApplication::clipboard()->text());
}

void ImportDialog::addFiles(const QStringList &paths)
{
    m_problems.clear();
    for (const ReadFile &file : importFiles(paths, m_providers))
        addSource(file.source, QDir::toNativeSeparators(file.path));
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
    m_isSurveyed = true;
    enter(Stage::Looking, tr("Looking for them in the keychain…"));
    Async::onResult(m_importer.knownPairs(m_sources, m_choices), this,
                    [this, number](const Result<KnownPairs> &known) {
                        if (number != m_surveys)
                            return;
                        m_known = known.value_or(KnownPairs());
                        enter(Stage::Choosing,
                              m_known.unread
                                  ? tr("Whether some of them are there already could not be seen. "
                                       "%1")
                                        .arg(failureText(*m_known.unread, nullptr))
                                  : QString());
                        plan();
                        if (std::exchange(m_runsOnceSurveyed, false) && !m_known.unread
                            && !m_model.chosen().isEmpty())
                            run();
                    });
}

void ImportDialog::plan()
{
    m_typing.stop();
    m_model.setRows(planImport(m_sources, m_registry.sets(), m_known, m_providers, m_choices));
    m_list->selectSomething();
}

void ImportDialog::rename(const QString &key, const QString &name)
{
    m_choices.names.insert(key, name);
    plan();
}

void ImportDialog::map(const QString &key, const QString &provider, const QString &environment)
{
    if (provider.isEmpty())
        m_choices.mappings.remove(key);
    else
        m_choices.mappings.insert(key, {.provider = provider, .environment = environment});
    plan(); // at once; whether it is there already is seen when the keychain has answered
    survey();
}

/// The plan waits until there is a pause: there may be many rows. Whether the keychain has such a
/// pair is looked at when all is said.
void ImportDialog::typed()
{
    m_isSurveyed = false;
    m_typing.start();
}

void ImportDialog::planTyped()
{
    if (m_typing.isActive())
        plan();
}

void ImportDialog::updateButtons()
{
    const auto count = int(m_model.chosen().size());
    m_import->setVisible(m_stage != Stage::Done);
    const bool mustLookAgain = m_known.unread.has_value();
    m_import->setEnabled(count > 0 && !isBusy());
    m_import->setText(mustLookAgain   ? tr("&Try again")
                          : count > 0 ? tr("&Import %n credential set(s)", nullptr, count)
                                      : tr("&Import"));
    m_import->setAccessibleName(withoutMnemonic(m_import->text()));
    m_import->setDefault(count > 0);
    m_close->setText(m_stage == Stage::Done ? tr("C&lose") : tr("Cancel"));
    m_close->setAccessibleName(withoutMnemonic(m_close->text()));
    m_promise->setVisible(m_stage != Stage::Done);
    m_files->setEnabled(m_stage == Stage::Choosing);
    m_paste->setEnabled(m_stage == Stage::Choosing);
}

/// \a text says what is waited for, or what came of it.
void ImportDialog::enter(Stage stage, const QString &text)
{
    m_stage = stage;
    m_busyBar->setVisible(isBusy());
    m_note->setText(text);
    updateButtons();
}

void ImportDialog::run()
{
    planTyped();
    if (m_known.unread || !m_isSurveyed) {
        m_runsOnceSurveyed = !m_known.unread;
        survey();
        return;
    }
    const QList<ImportRow> rows = m_model.chosen();
    m_model.begin();
    enter(Stage::Writing, tr("Writing to the keychain…"));
    Async::onResult(m_importer.run(rows), this,
                    [this, rows](const Result<QList<ImportOutcome>> &outcomes) {
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
    QStringList files = filesWithSecrets(m_sources);
    files.removeIf([this](const QString &file) { return m_pasted.contains(file); });
    const bool isAllSaid = plan.size() == 1 && ids.size() == 1 && files.isEmpty();
    enter(Stage::Done, importedText(ids.size()));
    QStringList warnings;
    if (ids.size() < outcomes.size())
        warnings.append(tr("Not everything could be added; the list says why."));
    for (const QString &file : std::as_const(files))
        warnings.append(secretInFileText(file, plan, added));
    m_problem->setText(warnings.join(u'\n'));
    m_sources.clear(); // the secrets are no longer needed
    m_choices.pairs.clear();
    m_known = {};
    m_close->setFocus();
    if (!ids.isEmpty())
        Q_EMIT imported(ids);
    if (isAllSaid)
        accept(); // the window says it, and there it is
}

void ImportDialog::reject()
{
    if (m_stage == Stage::Writing) { // what was begun is told; who cannot wait asks again
        m_importer.cancel();
        enter(Stage::Stopping, tr("Stopping after the one under way…"));
        return;
    }
    const bool isTyped = !m_choices.names.isEmpty() || !m_choices.pairs.isEmpty()
        || !m_choices.rowVariables.isEmpty();
    if (m_stage == Stage::Choosing && isTyped) {
        ask({.title = tr("Cancel the import"),
             .text = tr("Leave without importing?"),
             .more = m_choices.pairs.isEmpty() && m_choices.rowVariables.isEmpty()
                 ? tr("The names you have given are forgotten.")
                 : tr("What you have typed is forgotten."),
             .yes = tr("Leave"),
             .onYes = [this] { QDialog::reject(); }},
            this);
        return;
    }
    m_importer.cancel();
    QDialog::reject();
}

void ImportDialog::dragEnterEvent(QDragEnterEvent *event)
{
    if (m_stage == Stage::Choosing
        && (event->mimeData()->hasUrls() || event->mimeData()->hasText()))
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
