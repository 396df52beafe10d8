// SPDX-License-Identifier: MIT
#pragma once

#include "LinesEdit.h"
#include "Provider.h"

namespace Tokenwright {

/// Scopes, one per line; blanks separate too.
class ScopesEdit : public LinesEdit
{
    Q_OBJECT

public:
    explicit ScopesEdit(QWidget *parent = nullptr);

    QStringList scopes() const;
    /// The rules by which the text is read.
    void setRules(const ScopeRules &rules);
    /// See setUsualText().
    void setUsualScopes(const QStringList &scopes);
    /// Writes \a scopes, if they are not there already.
    void setScopes(const QStringList &scopes);

private:
    ScopeRules m_rules;
};

} // namespace Tokenwright
