// SPDX-License-Identifier: MIT
#pragma once

#include "DetailsPage.h"
#include "WindowParts.h"

#include "CredentialSet.h"

#include <QHash>
#include <QTimer>

#include <optional>

class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace Tokenwright {

class FieldNote;
class ToneLabel;
struct Error;

/// A set's notes and tags, to be written here: stored a moment after the last key, and on leaving.
/// What could not be stored stays, says why, and is tried again; also while another set is shown.
/// Lives in the GUI thread.
class NotesPage : public DetailsPage
{
    Q_OBJECT

public:
    explicit NotesPage(const WindowParts &parts, QWidget *parent = nullptr);
    ~NotesPage() override;

    void showSet(const QString &setId) override;
    /// Stores at once whatever is not stored yet, of every set.
    void saveNow();

protected:
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// What was typed and is not known to be stored.
    struct Draft
    {
        CredentialSet before; ///< As it was when typing began, or as stored last.
        QString notes;
        QString tags;
        bool isBeingSaved = false;
        QString problem{};
    };
    void onTyped();
    void save(const QString &setId);
    void onSaved(const QString &setId, const CredentialSet &saved, const Result<void> &outcome);
    void showTexts();
    void showProblem();

    const WindowParts m_parts;
    QString m_setId;
    QHash<QString, Draft> m_drafts; ///< By set.
    QTimer m_pause; ///< Runs while somebody may still be typing.
    bool m_isFilling = false; ///< The texts change because another set is shown.

    QPlainTextEdit *m_notes = nullptr;
    QLineEdit *m_tags = nullptr;
    ToneLabel *m_stored = nullptr; ///< That all was, of this set and since it is shown.
    FieldNote *m_problem = nullptr;
    QPushButton *m_tryAgain = nullptr;
};

} // namespace Tokenwright
