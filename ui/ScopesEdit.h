// SPDX-License-Identifier: MIT
#pragma once

#include "providers/Provider.h"

#include <QPlainTextEdit>

namespace Tokenwright {

/// Scopes, one per line; blanks separate too. Fills itself with what is usual while nobody has
/// changed it.
class ScopesEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit ScopesEdit(QWidget *parent = nullptr);

    QStringList scopes() const;
    /// The rules by which the text is read.
    void setRules(const ScopeRules &rules);
    /// What is usual; replaces what was usual before, but nothing that somebody wrote.
    void setUsualScopes(const QStringList &scopes);
    /// Adds \a scope at the end, or takes it out wherever it is.
    void toggle(const QString &scope);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    void setScopes(const QStringList &scopes);
    QSize sizeOfLines(int lines) const;

    ScopeRules m_rules;
    QString m_usualText;
};

} // namespace Tokenwright
