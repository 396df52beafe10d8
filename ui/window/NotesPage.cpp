// SPDX-License-Identifier: MIT
#include "NotesPage.h"

#include "FieldNote.h"
#include "NotificationRole.h"
#include "ToneLabel.h"

#include "Async.h"
#include "CredentialManager.h"
#include "CredentialRegistry.h"
#include "EnteredText.h"
#include "FailureText.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

constexpr auto pauseOfTyping = 800ms;

QString tagsText(const QStringList &tags)
{
    return tags.join(u", ");
}

} // namespace

NotesPage::NotesPage(const WindowParts &parts, QWidget *parent)
    : DetailsPage(parent)
    , m_parts(parts)
    , m_notes(new QPlainTextEdit(this))
    , m_tags(new QLineEdit(this))
    , m_stored(new ToneLabel(Tone::Secondary, this))
    , m_problem(new FieldNote(Icon::Warning, this))
    , m_tryAgain(new QPushButton(tr("Try again"), this))
{
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->setPlaceholderText(
        tr("Whom to ask, what it is for, when it is renewed. Kept in a plain file: no secrets."));
    m_notes->setTabChangesFocus(true);
    m_notes->installEventFilter(this);
    m_tags->setPlaceholderText(tr("shop, Europe"));
    m_tags->installEventFilter(this);
    auto *label = new QLabel(tr("&Tags"), this);
    label->setBuddy(m_tags);
    m_tags->setAccessibleName(tr("Tags"));
    m_stored->setText(tr("Saved"));
    QSizePolicy policy = m_stored->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_stored->setSizePolicy(policy);
    m_stored->hide();
    m_tryAgain->hide();
    tellWhenShown(*m_problem);

    auto *tagsLine = new QHBoxLayout;
    tagsLine->addWidget(label);
    tagsLine->addWidget(m_tags, 1);
    tagsLine->addWidget(m_stored);
    auto *problemLine = new QHBoxLayout;
    problemLine->addWidget(m_problem, 1);
    problemLine->addWidget(m_tryAgain, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(fontMetrics().averageCharWidth());
    layout->addWidget(m_notes, 1);
    layout->addLayout(tagsLine);
    layout->addLayout(problemLine);
    m_notes->setMinimumHeight(fontMetrics().lineSpacing() * 2);

    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseOfTyping);
    connect(&m_pause, &QTimer::timeout, this, &NotesPage::saveNow);
    connect(m_notes, &QPlainTextEdit::textChanged, this, &NotesPage::onTyped);
    connect(m_tags, &QLineEdit::textChanged, this, &NotesPage::onTyped);
    connect(m_tryAgain, &QPushButton::clicked, this, &NotesPage::saveNow);
    // while somebody can still wait for it
    connect(qApp, &QCoreApplication::aboutToQuit, this, &NotesPage::saveNow);
    connect(&parts.registry, &CredentialRegistry::setChanged, this, [this](const QString &setId) {
        if (setId == m_setId && !m_drafts.contains(setId))
            showTexts(); // somebody else wrote
    });
    connect(&parts.registry, &CredentialRegistry::setRemoved, this,
            [this](const QString &setId) { m_drafts.remove(setId); });
    showTexts();
}

NotesPage::~NotesPage()
{
    saveNow();
}

void NotesPage::showSet(const QString &setId)
{
    if (setId == m_setId)
        return;
    saveNow();
    m_setId = setId;
    m_stored->hide();
    showTexts();
}

/// The set's, or what was typed and is not stored yet.
void NotesPage::showTexts()
{
    const CredentialSet *set = m_parts.registry.find(m_setId);
    const auto draft = m_drafts.constFind(m_setId);
    const bool isDraft = draft != m_drafts.cend();
    const QString notes = isDraft ? draft->notes : set ? set->notes : QString();
    const QString tags = isDraft ? draft->tags : set ? tagsText(set->tags) : QString();
    m_isFilling = true;
    if (m_notes->toPlainText() != notes)
        m_notes->setPlainText(notes);
    if (m_tags->text() != tags)
        m_tags->setText(tags);
    m_isFilling = false;
    m_notes->setEnabled(set);
    m_tags->setEnabled(set);
    showProblem();
}

void NotesPage::showProblem()
{
    const QString problem = m_drafts.value(m_setId).problem;
    m_problem->setText(problem.isEmpty() ? QString() : tr("Not stored yet: %1").arg(problem));
    m_tryAgain->setVisible(!problem.isEmpty());
}

void NotesPage::onTyped()
{
    const CredentialSet *set = m_parts.registry.find(m_setId);
    if (m_isFilling || !set)
        return;
    auto draft = m_drafts.find(m_setId);
    if (draft == m_drafts.end())
        draft = m_drafts.insert(m_setId, {.before = *set, .notes = {}, .tags = {}});
    m_stored->hide();
    draft->notes = m_notes->toPlainText();
    draft->tags = m_tags->text();
    m_pause.start();
}

void NotesPage::saveNow()
{
    m_pause.stop();
    const QStringList sets = m_drafts.keys();
    for (const QString &setId : sets)
        save(setId);
}

void NotesPage::save(const QString &setId)
{
    const auto draft = m_drafts.find(setId);
    if (draft == m_drafts.end() || draft->isBeingSaved)
        return; // what was typed meanwhile follows
    CredentialSet after = draft->before;
    after.notes = draft->notes;
    after.tags = enteredTags(draft->tags);
    draft->isBeingSaved = true;
    const CredentialSet before = draft->before;
    Async::onResult(
        m_parts.manager.edit(before, after), this,
        [this, setId, after](const Result<void> &outcome) { onSaved(setId, after, outcome); });
}

void NotesPage::onSaved(const QString &setId, const CredentialSet &saved,
                        const Result<void> &outcome)
{
    const auto draft = m_drafts.find(setId);
    if (draft == m_drafts.end())
        return; // the set is gone
    draft->isBeingSaved = false;
    if (!outcome) {
        draft->problem = failureText(outcome.error(), nullptr).replace(u'\n', u' ');
        if (setId == m_setId)
            showProblem();
        return;
    }
    draft->problem.clear();
    draft->before.notes = saved.notes;
    draft->before.tags = saved.tags;
    const bool isAllStored = draft->notes == saved.notes && enteredTags(draft->tags) == saved.tags;
    if (isAllStored && setId == m_setId)
        m_stored->show();
    if (isAllStored)
        m_drafts.erase(draft);
    else
        m_pause.start();
    if (setId == m_setId)
        showProblem();
}

void NotesPage::hideEvent(QHideEvent *event)
{
    saveNow();
    DetailsPage::hideEvent(event);
}

bool NotesPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        saveNow();
    return DetailsPage::eventFilter(watched, event);
}

} // namespace Tokenwright

#include "moc_NotesPage.cpp"
