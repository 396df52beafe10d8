// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialSet.h"
#include "LabelledField.h"
#include "Provider.h"

class QPushButton;

namespace Tokenwright {

class ScopesEdit;

/// The row of the scopes: to be written, or chosen among those the provider is known to have. It is
/// there only for a provider that may have some.
class ScopesField : public LabelledField
{
    Q_OBJECT

public:
    ScopesField(FormLayout *form, QWidget *parent);

    /// Shows what \a set asks for, if it is of \a provider, or else what is usual there; what
    /// somebody wrote stays.
    void setProvider(const Provider &provider, const CredentialSet &set);
    /// Shows those of a set whose provider is not known.
    void setUnknownProvider(const CredentialSet &set);
    void setLabels(QString &taken);

    /// Asks for \a scopes as well.
    void add(const QStringList &scopes);
    /// None where the row is not there.
    QStringList scopes() const;
    QList<QWidget *> tabChain() const;

Q_SIGNALS:
    void changed();

private:
    void pick();

    ScopeRules m_rules;
    bool m_isOffered = true;
    ScopesEdit *m_edit;
    QPushButton *m_choose;
};

} // namespace Tokenwright
