// SPDX-License-Identifier: MIT
#include "ScopesField.h"

#include "CredentialForm.h"
#include "ScopePicker.h"
#include "ScopesEdit.h"

#include <QPushButton>

namespace Tokenwright {

ScopesField::ScopesField(FormLayout *form, QWidget *parent)
    : LabelledField(new ScopesEdit, form, -1, parent)
    , m_edit(findChild<ScopesEdit *>())
    , m_choose(new QPushButton(this))
{
    m_choose->setAutoDefault(false); // Enter saves
    addBelow(m_choose, Qt::AlignLeft);
    connect(m_choose, &QPushButton::clicked, this, &ScopesField::pick);
    connect(m_edit, &ScopesEdit::textChanged, this, &ScopesField::changed);
}

void ScopesField::setProvider(const Provider &provider, const CredentialSet &set)
{
    const bool isOfSet = provider.id == set.provider;
    m_rules = provider.request.scopes;
    m_edit->setRules(m_rules);
    if (m_rules.defaults.isEmpty())
        m_edit->setPlaceholderText(tr("One per line"));
    const bool hasOwn = isOfSet && (!set.scopes.isEmpty() || !m_rules.required);
    m_edit->setUsualScopes(hasOwn ? set.scopes : m_rules.defaults);
    m_isOffered = offersScopes(provider) || (isOfSet && !set.scopes.isEmpty());
    setVisible(m_isOffered);
    m_choose->setVisible(!m_rules.catalog.isEmpty());
}

void ScopesField::setUnknownProvider(const CredentialSet &set)
{
    m_edit->setUsualScopes(set.scopes);
    m_choose->hide();
}

void ScopesField::setLabels(QString &taken)
{
    setLabel(tr("Scopes"), taken);
    const QString choose = tr("Choose scopes…");
    m_choose->setText(withMnemonic(choose, taken));
    m_choose->setAccessibleName(choose);
}

void ScopesField::add(const QStringList &scopes)
{
    QStringList all = m_edit->scopes() + scopes;
    all.removeDuplicates();
    m_edit->setScopes(all);
}

QStringList ScopesField::scopes() const
{
    return m_isOffered ? m_edit->scopes() : QStringList();
}

QList<QWidget *> ScopesField::tabChain() const
{
    return {m_edit, m_choose};
}

void ScopesField::pick()
{
    auto *picker = new ScopePicker(m_rules, m_edit->scopes(), this);
    picker->setAttribute(Qt::WA_DeleteOnClose);
    connect(picker, &ScopePicker::accepted, this,
            [this, picker] { m_edit->setScopes(picker->scopes()); });
    picker->open();
}

} // namespace Tokenwright

#include "moc_ScopesField.cpp"
