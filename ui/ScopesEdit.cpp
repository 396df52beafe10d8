// SPDX-License-Identifier: MIT
#include "ScopesEdit.h"

#include "CredentialForm.h"

#include <QFontMetrics>
#include <QScrollBar>
#include <QTextDocument>

namespace Tokenwright {

ScopesEdit::ScopesEdit(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setTabChangesFocus(true); // otherwise the keyboard could not leave
    setInputMethodHints(Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText | Qt::ImhMultiLine);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

QStringList ScopesEdit::scopes() const
{
    return scopesFromText(toPlainText(), m_rules.separator);
}

void ScopesEdit::setRules(const ScopeRules &rules)
{
    m_rules = rules;
    setPlaceholderText(rules.defaults.join(u'\n'));
}

void ScopesEdit::setUsualScopes(const QStringList &scopes)
{
    const bool isTouched = toPlainText() != m_usualText;
    m_usualText = scopes.join(u'\n');
    if (!isTouched)
        setPlainText(m_usualText);
}

void ScopesEdit::toggle(const QString &scope)
{
    QStringList changed = scopes();
    if (changed.removeAll(scope) == 0)
        changed.append(scope);
    setScopes(changed);
}

void ScopesEdit::setScopes(const QStringList &scopes)
{
    // as if typed, so that it can be undone
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(scopes.join(u'\n'));
}

QSize ScopesEdit::sizeHint() const
{
    return sizeOfLines(4);
}

QSize ScopesEdit::minimumSizeHint() const
{
    return sizeOfLines(3);
}

QSize ScopesEdit::sizeOfLines(int lines) const
{
    const QFontMetrics metrics = fontMetrics();
    const int margins = 2 * (frameWidth() + int(document()->documentMargin()));
    return {metrics.averageCharWidth() * 56 + margins + verticalScrollBar()->sizeHint().width(),
            metrics.lineSpacing() * lines + margins};
}

} // namespace Tokenwright
