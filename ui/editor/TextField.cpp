// SPDX-License-Identifier: MIT
#include "TextField.h"

#include "CredentialForm.h"
#include "EntryRules.h"
#include "Icons.h"

#include <QAction>
#include <QLineEdit>
#include <QToolButton>

namespace Tokenwright {

TextField::TextField(FormLayout *form, int row, QWidget *parent)
    : LabelledField(new QLineEdit, form, row, parent)
    , m_edit(findChild<QLineEdit *>())
{
    m_edit->setDragEnabled(false);
    connect(m_edit, &QLineEdit::textEdited, this, [this] { setInformation({}); });
    connect(m_edit, &QLineEdit::textChanged, this, &TextField::changed);
    connect(m_edit, &QLineEdit::selectionChanged, this, &TextField::showOrHide);
    connect(m_edit, &QLineEdit::editingFinished, this, [this] {
        clean();
        Q_EMIT left();
    });
}

QString TextField::text() const
{
    return m_edit->text();
}

void TextField::setText(const QString &text)
{
    setInformation({}); // it was about the text before
    m_edit->setText(text);
    m_edit->setCursorPosition(0); // the beginning of a long one tells more than its end
}

void TextField::setSecret()
{
    const QString name = tr("Show secret");
    const QKeySequence key(Qt::ALT | Qt::Key_H);
    m_eye = m_edit->addAction(icon(Icon::Show, QPalette::Text), QLineEdit::TrailingPosition);
    m_eye->setText(name);
    m_eye->setToolTip(tr("%1 (%2)").arg(name, key.toString(QKeySequence::NativeText)));
    m_eye->setCheckable(true);
    m_eye->setShortcut(key); // Tab goes from field to field
    m_eye->setShortcutContext(Qt::WidgetShortcut);
    m_edit->findChild<QToolButton *>()->setAccessibleName(name);
    connect(m_eye, &QAction::toggled, this, [this] {
        m_edit->deselect(); // or it would stay hidden
        showOrHide();
    });
    showOrHide();
}

void TextField::hideSecret()
{
    if (m_eye)
        m_eye->setChecked(false);
}

/// Qt puts what is selected into PRIMARY, and on the clipboard when asked, unmarked and for good:
/// but not what is hidden.
void TextField::showOrHide()
{
    if (!m_eye)
        return;
    const bool isOpen = m_eye->isChecked();
    m_eye->setIcon(icon(isOpen ? Icon::Hide : Icon::Show, QPalette::Text));
    m_edit->setEchoMode(isOpen && !m_edit->hasSelectedText() ? QLineEdit::Normal
                                                             : QLineEdit::Password);
    m_edit->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                                | Qt::ImhNoAutoUppercase
                                | (isOpen ? Qt::ImhNone : Qt::ImhHiddenText));
}

Secret TextField::secret() const
{
    return Secret::fromText(m_edit->text());
}

void TextField::clean()
{
    const QString trimmed = m_edit->text().trimmed();
    if (trimmed == m_edit->text())
        return;
    m_edit->setText(trimmed);
    setInformation(trimmedNote(m_spokenName.isEmpty() ? spokenLabel(label()) : m_spokenName));
}

} // namespace Tokenwright

#include "moc_TextField.cpp"
