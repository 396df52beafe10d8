// SPDX-License-Identifier: MIT
#include "TextField.h"

#include "CredentialForm.h"
#include "EntryRules.h"

#include <QLineEdit>

namespace Tokenwright {

TextField::TextField(QFormLayout *form, int row, QWidget *parent)
    : LabelledField(new QLineEdit, form, row, parent)
    , m_edit(findChild<QLineEdit *>())
{
    m_edit->setDragEnabled(false);
    connect(m_edit, &QLineEdit::textEdited, this, [this] { setInformation({}); });
    connect(m_edit, &QLineEdit::textChanged, this, &TextField::changed);
    connect(m_edit, &QLineEdit::selectionChanged, this, &TextField::hideWhatIsSelected);
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

void TextField::setSecret(bool shown)
{
    m_isShownSecret = shown;
    m_edit->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    m_edit->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                                | Qt::ImhNoAutoUppercase
                                | (shown ? Qt::ImhNone : Qt::ImhHiddenText));
}

/// Qt puts what is selected into PRIMARY, and on the clipboard when asked, unmarked and for good:
/// but not what is hidden.
void TextField::hideWhatIsSelected()
{
    if (m_isShownSecret)
        m_edit->setEchoMode(m_edit->hasSelectedText() ? QLineEdit::Password : QLineEdit::Normal);
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
