// SPDX-License-Identifier: MIT
#include "CredentialDialog.h"

#include "Async.h"
#include "CredentialFields.h"
#include "FieldNote.h"
#include "FormScrollArea.h"
#include "ShownText.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace Tokenwright {

namespace {

/// What happened, what to do, and the detail.
QString failureText(const Error &error)
{
    QStringList parts{errorSentence(error), error.message, errorAdvice(error)};
    parts.removeAll(QString());
    return parts.join(u' ');
}

} // namespace

CredentialDialog::CredentialDialog(const Parts &parts, QWidget *parent)
    : CredentialDialog(parts, std::nullopt, parent)
{
    setWindowTitle(tr("Add credential set"));
}

void CredentialDialog::suggestProvider(const QString &id)
{
    m_fields->suggestProvider(id);
}

CredentialDialog::CredentialDialog(const Parts &parts, const CredentialSet &set, QWidget *parent)
    : CredentialDialog(parts, std::optional(set), parent)
{
    setWindowTitle(tr("Edit credential set"));
    if (m_fields->provider()) {
        readPair();
        return;
    }
    m_save->setEnabled(false);
    m_failure->setText(
        tr("There is no provider file for “%1”, so this credential set can be neither used nor "
           "changed. Nothing of it is lost: put the file back and start Tokenwright again.")
            .arg(set.provider));
}

CredentialDialog::CredentialDialog(const Parts &parts, std::optional<CredentialSet> set,
                                   QWidget *parent)
    : QDialog(parent)
    , m_registry(parts.registry)
    , m_manager(parts.manager)
    , m_set(std::move(set))
{
    build(parts.providers);
}

CredentialDialog::~CredentialDialog()
{
    // A field that loses the focus asks about names: that has to happen while there is an answer.
    hide();
}

void CredentialDialog::build(const ProviderCatalog &providers)
{
    const auto nameTaken = [this](const QString &name, const QString &environment) {
        return m_registry.isNameTaken(name, environment, m_set ? m_set->id : QString());
    };
    // the letters of Save, Cancel and Show secret
    m_fields = new CredentialFields(providers, m_set.value_or(CredentialSet()), nameTaken,
                                    u"SCH"_s);
    m_scrollArea = new FormScrollArea(m_fields);
    connect(m_fields, &CredentialFields::moreClosed, this, [this] { m_mayShrink = true; });

    m_failure = new FieldNote(Icon::Error);
    m_busyNote = new FieldNote(Icon::None);
    m_busyBar = new QProgressBar;
    m_busyBar->setRange(0, 0); // nobody knows how long a keychain takes
    m_busyBar->setTextVisible(false);
    m_busyBar->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_busyBar->hide();

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    m_save = buttons->button(QDialogButtonBox::Save);
    m_save->setText(tr("&Save"));
    m_save->setAccessibleName(tr("Save"));
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setText(tr("&Cancel"));
    cancel->setAccessibleName(tr("Cancel"));
    // While saving it is the one control left, and a second Enter must not press it.
    cancel->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::accepted, this, &CredentialDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &CredentialDialog::reject);

    // Beside the buttons there is always room: nothing moves when it gets busy.
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_busyBar);
    bottom->addWidget(m_busyNote, 1);
    bottom->addStretch();
    bottom->addWidget(buttons);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_scrollArea, 1);
    layout->addWidget(m_failure);
    layout->addLayout(bottom);
    m_save->setDefault(true); // now that it knows its dialog
}

void CredentialDialog::readPair()
{
    m_fields->setPairEnabled(false);
    m_save->setEnabled(false);
    m_busyNote->setText(tr("Reading the pair from the keychain…"));
    m_busyBar->show();
    Async::onResult(m_manager.credentials(m_set->id, Prompt::Allowed), this,
                    [this](const Result<ClientCredentials> &pair) { onPairRead(pair); });
}

void CredentialDialog::onPairRead(const Result<ClientCredentials> &pair)
{
    m_busyNote->setText({});
    m_busyBar->hide();
    m_save->setEnabled(true);
    m_fields->setPairEnabled(true);
    if (pair) {
        m_pairState = Pair::Read;
        m_pair = *pair;
        m_fields->setPairRule(PairRule::Whole);
        m_fields->setPair(*pair);
    } else if (pair.error().kind == ErrorKind::SecretMissing) {
        m_pairState = Pair::None;
        m_fields->setPairRule(
            PairRule::Whole,
            tr("The keychain holds no pair for this credential set. Enter it again and save."));
    } else {
        m_pairState = Pair::Unreadable;
        m_fields->setPairRule(
            PairRule::WholeOrEmpty,
            tr("The pair could not be read: %1 You can change the rest without it, or enter a new "
               "pair.")
                .arg(errorSentence(pair.error())),
            tr("Leave empty to keep it unchanged"));
    }
}

void CredentialDialog::save()
{
    m_failure->setText({});
    if (!m_fields->check())
        return;
    if (m_set)
        saveEdited();
    else
        saveNew();
}

void CredentialDialog::saveNew()
{
    const auto entry = entryOf(draftOf(m_fields->form(), *m_fields->provider()));
    if (!entry) {
        showFailure(entry.error());
        return;
    }
    setBusy(tr("Saving to the keychain…"));
    Async::onResult(m_manager.create(entry->set, entry->credentials), this,
                    [this, set = entry->set](const Result<QString> &id) {
                        if (id)
                            finish(*id);
                        else
                            onCreateFailed(set, id.error());
                    });
}

void CredentialDialog::onCreateFailed(const CredentialSet &set, const Error &error)
{
    // Where it is not known whether the secret landed the row stays, and saving again is to mend
    // that row rather than to find its name taken.
    for (const CredentialSet &row : m_registry.sets()) {
        if (row.name == set.name && row.environment == set.environment
            && row.provider == set.provider) {
            m_set = row;
        }
    }
    showFailure(error);
}

void CredentialDialog::saveEdited()
{
    if (m_pairState != Pair::Unreadable) {
        saveWithPair();
    } else if (m_fields->form().hasNoPair()) {
        setBusy(tr("Saving to the keychain…"));
        Async::onResult(
            m_manager.edit(*m_set, appliedTo(*m_set, m_fields->form(), *m_fields->provider())),
            this, [this](const Result<void> &outcome) { onEdited(outcome); });
    } else {
        // The new pair joins what else the keychain keeps with the old one.
        setBusy(tr("Saving to the keychain…"));
        Async::onResult(m_manager.credentials(m_set->id, Prompt::Allowed), this,
                        [this](const Result<ClientCredentials> &pair) {
                            if (!pair && !CredentialManager::mayEnterAnew(pair.error())) {
                                showFailure(pair.error());
                                return;
                            }
                            m_pair = pair ? std::optional(*pair) : std::nullopt;
                            saveWithPair();
                        });
    }
}

void CredentialDialog::saveWithPair(OriginConsent consent)
{
    Entry before{.set = *m_set, .credentials = m_pair.value_or(ClientCredentials())};
    const PairRule rule = m_pairState == Pair::Unreadable ? PairRule::WholeOrEmpty
                                                          : PairRule::Whole;
    const auto entry = entryOf(draftOf(m_fields->form(), *m_fields->provider(), before, rule));
    if (!entry) {
        showFailure(entry.error());
        return;
    }
    if (!m_pairIsCertain)
        before.credentials = {};
    setBusy(tr("Saving to the keychain…"));
    Async::onResult(m_manager.edit(before, *entry, consent), this,
                    [this, origin = entry->credentials.origin](const Result<void> &outcome) {
                        if (!outcome && outcome.error().kind == ErrorKind::EndpointMoved)
                            askAboutOrigin(origin);
                        else
                            onEdited(outcome);
                    });
}

/// A secret goes only where its owner said it may.
void CredentialDialog::askAboutOrigin(const QString &origin)
{
    setIdle();
    const QString before = m_pair ? originLabel(m_pair->origin) : QString();
    const QString now = originLabel(origin);
    QMessageBox *question = newMessageBox(
        QMessageBox::Question, tr("Another token endpoint"),
        before.isEmpty()
            ? tr("It is not known which server the secret was saved for. Send it to %1 from now "
                 "on?")
                  .arg(now)
            : tr("The secret was saved for %1.\nSend it to %2 from now on?").arg(before, now),
        {}, this);
    question->addButton(tr("Send it there"), QMessageBox::AcceptRole);
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    connect(question, &QMessageBox::buttonClicked, this, [this, question](QAbstractButton *button) {
        if (question->buttonRole(button) == QMessageBox::AcceptRole)
            saveWithPair(OriginConsent::Given);
    });
    question->open();
}

void CredentialDialog::onEdited(const Result<void> &outcome)
{
    if (outcome) {
        finish(m_set->id);
        return;
    }
    if (outcome.error().kind == ErrorKind::KeychainTimeout)
        m_pairIsCertain = false;
    showFailure(outcome.error());
}

void CredentialDialog::setBusy(const QString &text)
{
    if (!m_focusBefore)
        m_focusBefore = focusWidget();
    m_busyNote->setText(text);
    m_busyBar->show();
    m_fields->setEnabled(false);
    m_save->setEnabled(false);
}

void CredentialDialog::setIdle()
{
    m_busyNote->setText({});
    m_busyBar->hide();
    m_fields->setEnabled(true);
    m_save->setEnabled(true);
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    m_focusBefore.clear();
}

void CredentialDialog::showFailure(const Error &error)
{
    setIdle();
    m_failure->setText(failureText(error));
}

void CredentialDialog::finish(const QString &setId)
{
    Q_EMIT saved(setId);
    accept();
}

void CredentialDialog::setVisible(bool visible)
{
    // Left to itself a dialog takes two thirds of the screen at most and hides fields.
    if (visible && !testAttribute(Qt::WA_Resized)) {
        ensurePolished();
        const QSize hint = sizeHint();
        // as high as it has to be at that width, or it would grow while it is being placed
        const QSize whole(hint.width(), qMax(hint.height(), neededHeight(hint.width())));
        resize(whole.boundedTo(screen()->availableSize()));
    }
    QDialog::setVisible(visible);
}

bool CredentialDialog::event(QEvent *event)
{
    // Once the layouts have had their turn. What the user closed counts from here on: a turn that
    // was due already does not know of it yet.
    if (event->type() == QEvent::LayoutRequest) {
        QMetaObject::invokeMethod(
            this, [this, mayShrink = std::exchange(m_mayShrink, false)] { fitToFields(mayShrink); },
            Qt::QueuedConnection);
    }
    return QDialog::event(event);
}

int CredentialDialog::neededHeight(int width) const
{
    return layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width)
                                         : sizeHint().height();
}

/// Grows with its fields, as far as the screen goes; it shrinks only with what the user closes.
void CredentialDialog::fitToFields(bool mayShrink)
{
    const QRect available = screen()->availableGeometry();
    const int frame = frameGeometry().height() - height();
    const int wanted = qMin(neededHeight(width()), available.height() - frame);
    if (isVisible() && !isMaximized() && (wanted > height() || mayShrink)) {
        resize(width(), wanted);
        // what grows beyond the bottom would take the buttons with it
        const int above = qMax(available.top(), available.bottom() + 1 - frame - wanted);
        if (frameGeometry().top() > above)
            move(frameGeometry().left(), above);
    }
    if (const QWidget *focused = m_fields->focusWidget(); focused && focused->hasFocus())
        m_scrollArea->showWhole(focused);
}

} // namespace Tokenwright

#include "moc_CredentialDialog.cpp"
