// SPDX-License-Identifier: MIT
// The dialog, and how it saves; how it mints is in CredentialDialogMint.cpp.
#include "CredentialDialog.h"

#include "CredentialFields.h"
#include "FailureText.h"
#include "FieldNote.h"
#include "FormScrollArea.h"
#include "LabelledField.h"
#include "NotificationRole.h"
#include "Question.h"
#include "ShownText.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace Tokenwright {

namespace {

constexpr int leastLines = 30; ///< High enough at first for most providers.

QHash<QString, int> usesOf(const QList<CredentialSet> &sets)
{
    QHash<QString, int> uses;
    for (const CredentialSet &set : sets)
        ++uses[set.provider];
    return uses;
}

} // namespace

CredentialDialog::CredentialDialog(const Parts &parts, QWidget *parent)
    : CredentialDialog(parts, CredentialSet(), parent)
{ }

void CredentialDialog::suggestProvider(const QString &id)
{
    m_fields->suggestProvider(id);
    m_fields->focusFirstEmpty();
}

CredentialDialog::CredentialDialog(const Parts &parts, const CredentialSet &set, QWidget *parent)
    : QDialog(parent)
    , m_saver(new SetSaver(parts.registry, parts.manager, set, this))
    , m_trial(parts.trial)
{
    build(parts);
    connectSaver();
    if (m_saver->isNew()) {
        setWindowTitle(tr("Add credential set"));
        m_fields->focusFirstEmpty();
        return;
    }
    setWindowTitle(tr("Edit credential set"));
    m_fields->focusName();
    if (m_fields->provider()) {
        readPair();
        return;
    }
    m_save->setEnabled(false);
    if (m_saveAndMint)
        m_saveAndMint->setEnabled(false);
    m_failure->setText(
        tr("There is no provider file for “%1”, so this credential set can be neither used nor "
           "changed. Nothing of it is lost: put the file back and start Tokenwright again.")
            .arg(set.provider));
}

CredentialDialog::~CredentialDialog()
{
    // A field that loses the focus asks about names: that has to happen while there is an answer.
    hide();
}

void CredentialDialog::build(const Parts &parts)
{
    const auto nameTaken = [this, &registry = parts.registry](const QString &name,
                                                              const QString &environment) {
        return registry.isNameTaken(name, environment, m_saver->set().id);
    };
    const auto freeName = [&registry = parts.registry](const QString &name,
                                                       const QString &environment) {
        return registry.freeName(name, environment);
    };
    const QString letters = lettersOf(
        {tr("Save and &mint"), tr("&Save"), tr("&Close"), tr("&Cancel")});
    m_fields = new CredentialFields(
        {.providers = parts.providers,
         .uses = usesOf(parts.registry.sets()),
         .nameTaken = nameTaken,
         .freeName = freeName,
         .reservedLetters = u'H' + letters, // the eye's, and the buttons'
         .discovery = parts.discovery},
        m_saver->set());
    connect(m_fields, &CredentialFields::touched, this, &CredentialDialog::onTouched);
    m_scrollArea = new FormScrollArea(m_fields);
    connect(
        m_fields, &CredentialFields::moreOpened, this,
        [this](const QWidget *begin) { m_scrollArea->showFrom(begin); }, Qt::QueuedConnection);
    m_failure = new FieldNote(Icon::Error);
    m_success = new FieldNote(Icon::Check);
    for (FieldNote *outcome : {m_failure, m_success})
        tellWhenShown(*outcome);
    m_mistake = new FieldNote(Icon::Error); // not told: it is said where the keyboard goes
    connect(m_fields, &CredentialFields::mistakeChanged, m_mistake, &FieldNote::setText);

    auto *below = new QVBoxLayout;
    below->setContentsMargins(m_scrollArea->marginsBelow());
    below->addWidget(m_mistake);
    below->addWidget(m_failure);
    below->addWidget(m_success);
    below->addLayout(buildButtons());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(m_scrollArea->marginsAround(layout->contentsMargins()));
    layout->addWidget(m_scrollArea, 1);
    layout->addLayout(below);
    // now that they know their dialog
    (m_saveAndMint && m_saver->isNew() ? m_saveAndMint : m_save)->setDefault(true);

    m_secondTimer.setInterval(1000);
    connect(&m_secondTimer, &QTimer::timeout, this, &CredentialDialog::showSeconds);
}

QLayout *CredentialDialog::buildButtons()
{
    m_busyNote = new FieldNote(Icon::None);
    m_busyBar = new QProgressBar;
    m_busyBar->setRange(0, 0); // nobody knows how long a keychain or a server takes
    m_busyBar->setTextVisible(false);
    m_busyBar->setMaximumWidth(fontMetrics().averageCharWidth() * 12);
    m_busyBar->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_busyBar->hide();

    // Beside the buttons there is always room: nothing moves when it gets busy.
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_busyBar);
    bottom->addWidget(m_busyNote, 1);
    bottom->addStretch();
    const auto addButton = [&](const QString &text, const QString &name) {
        auto *button = new QPushButton(text);
        button->setAccessibleName(name);
        bottom->addWidget(button);
        return button;
    };
    if (m_trial.mint) {
        m_saveAndMint = addButton(tr("Save and &mint"), tr("Save and mint"));
        connect(m_saveAndMint, &QPushButton::clicked, this, [this] { save(Then::Mint); });
    }
    m_save = addButton(tr("&Save"), tr("Save"));
    connect(m_save, &QPushButton::clicked, this, [this] { save(Then::Close); });
    m_leave = addButton({}, {});
    // While saving it is the one control left, and a second Enter must not press it.
    m_leave->setAutoDefault(false);
    connect(m_leave, &QPushButton::clicked, this, &CredentialDialog::reject);
    nameLeaveButton();
    return bottom;
}

void CredentialDialog::connectSaver()
{
    connect(m_saver, &SetSaver::pairRead, this, &CredentialDialog::onPairRead);
    connect(m_saver, &SetSaver::saved, this, &CredentialDialog::onSaved);
    connect(m_saver, &SetSaver::failed, this, &CredentialDialog::showFailure);
    connect(m_saver, &SetSaver::endpointMoved, this, &CredentialDialog::askAboutOrigin);
}

void CredentialDialog::readPair()
{
    m_fields->setPairEnabled(false);
    begin(Doing::Reading, tr("Reading the credentials from the keychain…"));
    m_saver->readPair();
}

void CredentialDialog::onPairRead(SetSaver::Pair pair, const Error &error)
{
    end();
    m_fields->setPairEnabled(true);
    switch (pair) {
    case SetSaver::Pair::Read:
        m_fields->setPairRule(PairRule::Whole);
        m_fields->setPair(*m_saver->pair());
        return;
    case SetSaver::Pair::None:
        m_fields->setPairRule(PairRule::Whole,
                              tr("The keychain holds no credentials for this credential set. Enter "
                                 "them again and save."));
        return;
    case SetSaver::Pair::Unreadable:
        m_fields->setPairRule(PairRule::WholeOrEmpty,
                              tr("The credentials could not be read: %1 You can change the rest "
                                 "without them, or enter new ones.")
                                  .arg(errorSentence(error)),
                              tr("Leave empty to keep it unchanged"));
        return;
    }
}

void CredentialDialog::save(Then then)
{
    if (m_doing != Doing::Nothing)
        return;
    m_failure->setText({});
    m_success->setText({});
    m_then = then;
    if (QWidget *mistaken = m_fields->check()) {
        m_scrollArea->goTo(mistaken);
        return;
    }
    begin(Doing::Saving, tr("Saving to the keychain…"));
    m_saver->save(m_fields->form(), *m_fields->provider());
}

/// A secret goes only where its owner said it may.
void CredentialDialog::askAboutOrigin(const QString &before, const QString &now)
{
    end();
    ask({.title = tr("Another token endpoint"),
         .text = before.isEmpty()
             ? tr("It is not known which server the secret was saved for. Send it to %1 from now "
                  "on?")
                   .arg(originLabel(now))
             : tr("The secret was saved for %1.\nSend it to %2 from now on?")
                   .arg(originLabel(before), originLabel(now)),
         .more = {},
         .yes = tr("Send it there"),
         .onYes =
             [this] {
                 begin(Doing::Saving, tr("Saving to the keychain…"));
                 m_saver->save(m_fields->form(), *m_fields->provider(), OriginConsent::Given);
             }},
        this);
}

void CredentialDialog::onSaved()
{
    end();
    m_wasSaved = true;
    setWindowTitle(tr("Edit credential set")); // it is there: what is saved from now on changes it
    m_fields->setSaved(m_saver->set(), m_saver->pair());
    nameLeaveButton();
    Q_EMIT saved(m_saver->set().id);
    if (m_then == Then::Mint)
        askAndMint();
    else
        leave();
}

void CredentialDialog::begin(Doing what, const QString &text)
{
    m_doing = what;
    m_busyNote->setText(text);
    m_busyBar->show();
    m_save->setEnabled(false);
    if (m_saveAndMint)
        m_saveAndMint->setEnabled(false);
    if (what != Doing::Reading) {
        if (!m_focusBefore)
            m_focusBefore = focusWidget();
        m_fields->setEnabled(false);
    }
    nameLeaveButton();
}

void CredentialDialog::end()
{
    m_doing = Doing::Nothing;
    m_secondTimer.stop();
    m_busyNote->setText({});
    m_busyBar->hide();
    m_fields->setEnabled(true);
    m_save->setEnabled(true);
    if (m_saveAndMint)
        m_saveAndMint->setEnabled(true);
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    m_focusBefore.clear();
    nameLeaveButton();
}

void CredentialDialog::showFailure(const Error &error)
{
    end();
    showOutcome(m_failure,
                failureText(error, m_fields->provider()).replace(u'\n', u' ')); // it is short
}

void CredentialDialog::showOutcome(FieldNote *note, const QString &text)
{
    m_failure->setText({});
    m_success->setText({});
    note->setText(text);
}

/// What was said of an earlier mint is no longer of what stands there.
void CredentialDialog::onTouched()
{
    if (!m_success->text().isEmpty()) {
        m_success->setText({});
        (m_saveAndMint ? m_saveAndMint : m_save)->setDefault(true);
    }
    nameLeaveButton();
}

/// There is nothing to cancel where all is saved.
void CredentialDialog::nameLeaveButton()
{
    const bool closes = m_wasSaved && m_doing == Doing::Nothing && !m_fields->isTouched();
    m_leave->setText(closes ? tr("&Close") : tr("&Cancel"));
    m_leave->setAccessibleName(closes ? tr("Close") : tr("Cancel"));
}

void CredentialDialog::leave()
{
    const auto questions = findChildren<QMessageBox *>();
    for (QMessageBox *question : questions)
        question->close();
    accept();
}

void CredentialDialog::reject()
{
    if (m_doing == Doing::Minting) {
        stopMint();
        return;
    }
    if (!m_fields->isTouched())
        return QDialog::reject();
    askToDiscard(this,
                 m_doing == Doing::Saving
                     ? tr("It is being saved at this moment. If that fails, it is lost.")
                     : QString());
}

void CredentialDialog::setVisible(bool visible)
{
    if (visible && !testAttribute(Qt::WA_Resized))
        resizeForScreen(this, leastLines);
    QDialog::setVisible(visible);
}

bool CredentialDialog::event(QEvent *event)
{
    if ((event->type() == QEvent::WindowDeactivate || event->type() == QEvent::Hide) && m_fields)
        m_fields->hideSecrets(); // whoever leaves does not see who looks at it
    return QDialog::event(event);
}

} // namespace Tokenwright

#include "moc_CredentialDialog.cpp"
