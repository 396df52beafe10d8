// SPDX-License-Identifier: MIT
#include "ScopesEdit.h"

#include "CredentialForm.h"

namespace Tokenwright {

ScopesEdit::ScopesEdit(QWidget *parent)
    : LinesEdit(4, 3, parent)
{ }

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
    setUsualText(scopes.join(u'\n'));
}

void ScopesEdit::setScopes(const QStringList &scopes)
{
    if (scopes != this->scopes())
        replaceText(scopes.join(u'\n'));
}

} // namespace Tokenwright

#include "moc_ScopesEdit.cpp"
