// SPDX-License-Identifier: MIT
#include "RotateDialog.h"

#include "CredentialForm.h"
#include "EnvironmentMark.h"
#include "ExpiryField.h"
#include "FieldNote.h"
#include "FormLayout.h"
#include "FormScrollArea.h"
#include "PairFields.h"
#include "PemField.h"
#include "Question.h"
#include "ShownText.h"

#include "Async.h"
#include "ClientAuthentication.h"
#include "FailureText.h"
#include "KeyText.h"
#include "SecretLife.h"
#include "Sentences.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace Tokenwright {

namespace {

constexpr int widthInLetters = 64;
constexpr int linesAtFirst = 34; ///< With room for what may go wrong.

/// A sentence over as many lines as it takes.
QLabel *newSentence(const QString &text)
{
    auto *label = new QLabel;
    showText(label, text);
    label->setWordWrap(true);
    return label;
}

} // namespace

RotateDialog::RotateDialog(const Parts &parts, const Provider &provider, const CredentialSet &set,
                           QWidget *parent)
    : QDialog(parent)
    , m_parts(parts)
    , m_provider(provider)
    , m_set(set)
{
    setWindowTitle(tr("Rotate secret"));
    build();
    connect(&parts.rotation, &SecretRotation::accepted, this, [this](const QString &setId) {
        if (setId == m_set.id && m_doing == Doing::Trying)
            begin(Doing::Writing, tr("It was accepted. Saving to the keychain…"));
    });
    readPair();
}

RotateDialog::~RotateDialog()
{
    hide(); // a field that loses the focus asks about names: while there is an answer
}

void RotateDialog::build()
{
    QString taken = u"RC"_s; // the letters of the buttons
    auto *head = new QHBoxLayout;
    auto *name = new QLabel;
    showText(name, m_set.name);
    QFont bold = name->font();
    bold.setBold(true);
    name->setFont(bold);
    head->addWidget(name);
    auto *mark = new EnvironmentMark;
    const ProviderEnvironment *environment = m_provider.environment(m_set.environment);
    if (environment)
        mark->setEnvironment(environment->name, environment->production);
    head->addWidget(mark);
    head->addStretch();

    m_fields = new QWidget;
    auto *rows = new FormLayout(m_fields);
    rows->setContentsMargins({});
    rows->setFieldGrowthPolicy(FormLayout::AllNonFixedFieldsGrow);
    auto *headRow = new QWidget;
    headRow->setLayout(head);
    head->setContentsMargins({});
    rows->addRow(headRow);
    rows->addRow(newSentence(
        tr("The new secret is tried first: only when %1 has given a token for it does it take the "
           "place of the old one.")
            .arg(m_provider.name)));

    m_pair = new PairFields(rows, this);
    m_pair->setProvider(m_provider, taken);
    m_pair->setKeyLabels(taken);
    m_pair->setUse(pairUseOf(m_provider, m_set.clientAuthentication));
    m_pair->setPlaceholder({}, visibleText(environment ? environment->name : m_provider.name));
    m_pair->clientSecret()->edit()->setPlaceholderText(tr("The new one"));
    connect(m_pair, &PairFields::left, this, &RotateDialog::showWarnings);
    m_expires = newExpiryField(rows, this);
    m_expires->setLabel(tr("Secret expires"), taken);
    m_expires->edit()->setPlaceholderText(expiryPlaceholder(m_provider));
    connect(m_expires, &TextField::changed, this, [this] { m_expires->setProblem({}); });
    const QString keep = tr("Keep the old secret at hand");
    m_keepOld = new QCheckBox(withMnemonic(keep, taken));
    m_keepOld->setAccessibleName(keep);
    const QString hint = tr(
        "In the keychain, beside the new one, for as long as the provider takes both. Nothing is "
        "sent with it.");
    m_keepOld->setAccessibleDescription(hint);
    auto *small = newSentence(hint);
    makeSmall(small);
    auto *keeping = new QWidget;
    auto *keepingLayout = new QVBoxLayout(keeping);
    keepingLayout->setContentsMargins({});
    keepingLayout->setSpacing(2);
    keepingLayout->addWidget(m_keepOld);
    keepingLayout->addWidget(small);
    rows->addRow(QString(), keeping);

    m_kept = new QWidget;
    auto *kept = new QHBoxLayout(m_kept);
    kept->setContentsMargins({});
    kept->addWidget(newSentence(tr("An earlier secret is still kept beside the present one.")), 1);
    const QString forget = tr("Forget the old secret");
    m_forget = new QPushButton(withMnemonic(forget, taken));
    m_forget->setAccessibleName(forget);
    m_forget->setAutoDefault(false);
    connect(m_forget, &QPushButton::clicked, this, &RotateDialog::forgetOld);
    kept->addWidget(m_forget);
    rows->addRow(m_kept);
    m_kept->hide();

    m_area = new FormScrollArea(m_fields);
    m_failure = new FieldNote(Icon::Error);
    const int edge = m_area->reservedWidth();
    auto *below = new QVBoxLayout;
    below->setContentsMargins(0, 0, edge, 0);
    below->addWidget(m_failure);
    below->addLayout(buildButtons());
    auto *layout = new QVBoxLayout(this);
    QMargins margins = layout->contentsMargins();
    margins.setLeft(edge);
    margins.setRight(0);
    layout->setContentsMargins(margins);
    layout->addWidget(m_area, 1);
    layout->addLayout(below);
    m_rotate->setDefault(true);
}

QLayout *RotateDialog::buildButtons()
{
    m_busyNote = new FieldNote(Icon::None);
    m_busyBar = new QProgressBar;
    m_busyBar->setRange(0, 0); // nobody knows how long a keychain or a server takes
    m_busyBar->setTextVisible(false);
    m_busyBar->setMaximumWidth(fontMetrics().averageCharWidth() * 12);
    m_busyBar->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_busyBar->hide();
    m_rotate = new QPushButton(tr("Try and &replace"));
    m_rotate->setAccessibleName(tr("Try and replace"));
    connect(m_rotate, &QPushButton::clicked, this, &RotateDialog::rotate);
    m_leave = new QPushButton(tr("&Cancel"));
    m_leave->setAccessibleName(tr("Cancel"));
    m_leave->setAutoDefault(false);
    connect(m_leave, &QPushButton::clicked, this, &RotateDialog::reject);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_busyBar);
    bottom->addWidget(m_busyNote, 1);
    bottom->addStretch();
    bottom->addWidget(m_rotate);
    bottom->addWidget(m_leave);
    return bottom;
}

void RotateDialog::readPair()
{
    begin(Doing::Reading, tr("Reading the credentials from the keychain…"));
    Async::onResult(m_parts.manager.credentials(m_set.id, Prompt::Allowed), this,
                    [this](const Result<ClientCredentials> &pair) { onPairRead(pair); });
}

void RotateDialog::onPairRead(const Result<ClientCredentials> &pair)
{
    end();
    const auto problem = pair ? rotationProblem(m_provider, {.set = m_set, .credentials = *pair})
                              : std::optional(pair.error());
    if (problem) {
        QString text = failureText(*problem, &m_provider);
        if (problem->kind == ErrorKind::EndpointMoved)
            text = sentencesText({text, tr("Edit the credential set and agree to it first.")});
        m_failure->setText(text);
        m_fields->setEnabled(false);
        m_rotate->setEnabled(false);
        return;
    }
    m_known = *pair;
    m_pair->clientId()->setText(pair->clientId);
    showKept();
    goToSecret();
}

/// It is what somebody is here to enter, and to mend when it was refused.
void RotateDialog::goToSecret()
{
    const bool usesSecret = pairUseOf(m_provider, m_set.clientAuthentication).secret;
    QLineEdit *edit = usesSecret ? m_pair->clientSecret()->edit() : m_pair->privateKey()->edit();
    m_area->goTo(edit);
    edit->selectAll();
}

void RotateDialog::showKept()
{
    const bool isOneKept = m_known && !m_known->previousSecret.isEmpty();
    m_kept->setVisible(isOneKept);
    // a second one would take its place
    m_keepOld->setEnabled(m_known && !isOneKept && !m_known->clientSecret.isEmpty()
                          && pairUseOf(m_provider, m_set.clientAuthentication).secret);
}

/// What speaks against the new pair belonging to its environment.
void RotateDialog::showWarnings()
{
    Entry entered{.set = m_set, .credentials = {}};
    entered.credentials.clientId = m_pair->clientId()->text();
    entered.credentials.clientSecret = m_pair->clientSecret()->secret();
    m_pair->setWarnings(pairWarningsOf({.provider = m_provider, .before = {}, .after = entered}));
}

void RotateDialog::rotate()
{
    if (m_doing != Doing::Nothing || !m_known)
        return;
    m_failure->setText({});
    const auto expires = secretExpiryFrom(m_expires->text());
    m_expires->setProblem(expires ? QString() : expires.error().message);
    if (!expires) {
        m_failure->setText(expires.error().message);
        m_area->goTo(m_expires->edit());
        return;
    }
    ClientCredentials wanted = *m_known;
    const auto take = [](Secret &target, const Secret &entered) {
        if (!entered.isEmpty())
            target = entered;
    };
    wanted.clientId = m_pair->clientId()->text().trimmed();
    take(wanted.clientSecret, Secret::fromText(m_pair->clientSecret()->text().trimmed()));
    take(wanted.privateKey, tidiedKeyText(m_pair->privateKey()->secret()));
    take(wanted.certificate, tidiedKeyText(m_pair->certificate()->secret()));
    const Entry before{.set = m_set, .credentials = *m_known};
    const auto after = rotatedEntry(m_provider, before, wanted, m_keepOld->isChecked(), *expires);
    if (!after) {
        m_failure->setText(after.error().message);
        goToSecret();
        return;
    }
    begin(Doing::Trying, tr("Trying the new secret…"));
    const SecretRotation::Call call = m_parts.rotation.rotate(m_provider, before, *after);
    m_cancel = call.cancel;
    Async::onResult(call.done, this, [this](const Result<void> &outcome) { onRotated(outcome); });
}

void RotateDialog::onRotated(const Result<void> &outcome)
{
    const bool wasTrying = m_doing == Doing::Trying;
    end();
    m_cancel = {};
    if (outcome) {
        Q_EMIT rotated(m_set.id);
        accept();
        return;
    }
    const QString text = outcome.error().kind == ErrorKind::Cancelled
        ? tr("It was not tried to the end.")
        : failureText(outcome.error(), &m_provider);
    m_failure->setText(wasTrying ? tr("Nothing was changed. %1").arg(text) : text);
    goToSecret();
}

void RotateDialog::forgetOld()
{
    if (m_doing != Doing::Nothing || !m_known)
        return;
    ask({.title = tr("Forget the old secret"),
         .text = tr("Forget the secret that “%1” had before?").arg(m_set.name),
         .more = tr("It is deleted from the keychain. The present one stays."),
         .yes = tr("Forget"),
         .onYes =
             [this] {
                 begin(Doing::Writing, tr("Deleting it from the keychain…"));
                 const Entry before{.set = m_set, .credentials = *m_known};
                 Async::onResult(
                     m_parts.rotation.forgetOld(before), this, [this](const Result<void> &outcome) {
                         end();
                         if (!outcome) {
                             m_failure->setText(failureText(outcome.error(), &m_provider));
                             m_area->goTo(m_forget);
                             return;
                         }
                         goToSecret(); // the button goes
                         m_known->previousSecret = {};
                         showKept();
                         Q_EMIT oldForgotten(m_set.id);
                     });
             }},
        this);
}

void RotateDialog::begin(Doing what, const QString &text)
{
    m_doing = what;
    m_busyNote->setText(text);
    m_busyBar->show();
    m_fields->setEnabled(false);
    m_rotate->setEnabled(false);
    m_leave->setEnabled(what != Doing::Writing);
}

void RotateDialog::end()
{
    m_doing = Doing::Nothing;
    m_busyNote->setText({});
    m_busyBar->hide();
    m_fields->setEnabled(true);
    m_rotate->setEnabled(true);
    m_leave->setEnabled(true);
}

bool RotateDialog::isTouched() const
{
    const QString id = m_known ? m_known->clientId : QString();
    return m_pair->clientId()->text() != id || !m_pair->clientSecret()->text().isEmpty()
        || !m_pair->privateKey()->text().isEmpty() || !m_pair->certificate()->text().isEmpty()
        || !m_expires->text().isEmpty() || m_keepOld->isChecked();
}

void RotateDialog::reject()
{
    if (m_doing == Doing::Trying) {
        if (const auto cancel = m_cancel) // which may be over, and let go, before it returns
            cancel();
        return;
    }
    if (m_doing == Doing::Writing)
        return; // it is over in a moment, and then it is said how
    if (!isTouched())
        return QDialog::reject();
    askToDiscard(this, tr("Nothing was changed."));
}

void RotateDialog::setVisible(bool visible)
{
    if (visible && !testAttribute(Qt::WA_Resized)) {
        m_fields->setMinimumWidth(fontMetrics().averageCharWidth() * widthInLetters);
        resizeForScreen(this, linesAtFirst);
    }
    QDialog::setVisible(visible);
}

bool RotateDialog::event(QEvent *event)
{
    if ((event->type() == QEvent::WindowDeactivate || event->type() == QEvent::Hide) && m_pair)
        m_pair->hideSecrets(); // whoever leaves does not see who looks at it
    return QDialog::event(event);
}

} // namespace Tokenwright

#include "moc_RotateDialog.cpp"
