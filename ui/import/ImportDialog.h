// SPDX-License-Identifier: MIT
#pragma once

#include "ImportModel.h"

#include "CredentialManager.h"
#include "CredentialRegistry.h"
#include "ImportPlan.h"
#include "ProviderCatalog.h"
#include "SetImporter.h"

#include <QDialog>
#include <QTimer>

#include <functional>

class QLabel;
class QMimeData;
class QProgressBar;
class QPushButton;

namespace Tokenwright {

class FieldNote;
class ImportList;

/// Adds credential sets from files of other programs, or from a pasted command: shows what would be
/// added and what not and why, and writes nothing before somebody agrees. An environment that a
/// file does not tell is asked for in the row. Afterwards it says which files still hold a secret
/// in clear. Modeless use: open() it with WA_DeleteOnClose, then give it what there is. Registry
/// and manager are borrowed; the providers are copied, so that their files may be read anew
/// meanwhile.
class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    struct Parts
    {
        const ProviderCatalog &providers;
        CredentialRegistry &registry;
        CredentialManager &manager;
    };
    explicit ImportDialog(const Parts &parts, QWidget *parent = nullptr);
    ~ImportDialog() override;

    /// Adds what is in the files to what is shown.
    void addFiles(const QStringList &paths);
    /// The same for a text from the clipboard: a curl command, for example.
    void addText(const QString &text);

    /// Asks over \a window for files to import, and gives \a use those that were chosen, unless
    /// \a window has gone. Returns at once.
    static void chooseFiles(QWidget *window, const std::function<void(const QStringList &)> &use);
    /// The files of this computer in what is dragged or dropped.
    static QStringList filesIn(const QMimeData *data);
    /// Whether \a text, pasted or dropped, is something for addText().
    static bool canImportText(const QString &text);
    /// "Imported 2 credential sets.", translated.
    static QString importedText(qsizetype count);

Q_SIGNALS:
    /// Sets were added; \a ids are theirs.
    void imported(const QStringList &ids);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void reject() override;

private:
    enum class Stage { Choosing, Looking, Writing, Stopping, Done };

    void build();
    void paste();
    void addSource(const Result<ImportSource> &source, const QString &name);
    void survey();
    void plan();
    void rename(const QString &key, const QString &name);
    void map(const QString &key, const QString &provider, const QString &environment);
    void typed();
    void planTyped();
    void updateButtons();
    void run();
    void finish(const QList<ImportRow> &rows, const QList<ImportOutcome> &outcomes);
    void enter(Stage stage, const QString &text = {});
    bool isBusy() const { return m_stage != Stage::Choosing && m_stage != Stage::Done; }

    CredentialRegistry &m_registry;
    const ProviderCatalog m_providers;
    SetImporter m_importer;
    ImportModel m_model;
    QList<ImportSource> m_sources;
    ImportChoices m_choices;
    KnownPairs m_known;
    QStringList m_pasted; ///< What the texts that were pasted are called among the sources.
    QStringList m_problems; ///< Files that could not be read, with the reason.
    int m_surveys = 0; ///< Under way; only the last one counts.
    QTimer m_typing; ///< Runs while somebody types; then the plan is made anew.
    bool m_isSurveyed = true; ///< The keychain was asked about all that was typed.
    bool m_runsOnceSurveyed = false; ///< Import was pressed before.
    Stage m_stage = Stage::Choosing;

    QPushButton *m_files = nullptr;
    QPushButton *m_paste = nullptr;
    QLabel *m_promise = nullptr;
    ImportList *m_list = nullptr;
    FieldNote *m_problem = nullptr;
    FieldNote *m_note = nullptr;
    QProgressBar *m_busyBar = nullptr;
    QPushButton *m_import = nullptr;
    QPushButton *m_close = nullptr;
};

} // namespace Tokenwright
