// SPDX-License-Identifier: MIT
// The part of CredentialFields that takes over what a server says of itself.
#include "CredentialFields.h"

#include "DiscoveryDialog.h"
#include "ExtraFields.h"
#include "FormLayout.h"
#include "LabelledField.h"
#include "MoreOptions.h"
#include "ScopesField.h"
#include "TextField.h"

#include "DiscoveredSet.h"
#include "EndpointUrls.h"

#include <QLabel>
#include <QPushButton>

namespace Tokenwright {

void CredentialFields::addDiscoveryRow(FormLayout *rows)
{
    m_rows = rows;
    m_discover = new QPushButton(this);
    m_discover->setAutoDefault(false); // Enter saves
    m_discover->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    rows->addRow(new QLabel(this), m_discover);
    connect(m_discover, &QPushButton::clicked, this, &CredentialFields::discover);
}

/// Where any server will do, it can be found by its URL.
void CredentialFields::showDiscoveryRow(const Provider &provider)
{
    m_discover->setVisible(m_surroundings.discovery.ask && isAnyServer(provider));
}

/// It has its letter also where it is not shown, so that nobody else's changes.
void CredentialFields::labelDiscoveryRow(QString &taken)
{
    const QString text = tr("From an issuer or API URL…");
    m_discover->setText(withMnemonic(text, taken));
    m_discover->setAccessibleName(text);
}

void CredentialFields::discover()
{
    const auto caCertificates = caCertificatesOf(*provider(), appliedTo({}, form(), *provider()));
    auto *dialog = new DiscoveryDialog(m_surroundings.discovery, caCertificates.value_or(QString()),
                                       this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { takeOver(dialog->choice()); });
    dialog->open();
}

void CredentialFields::takeOver(const DiscoveredChoice &choice)
{
    const auto set = discoveredSet(choice.found, m_surroundings.providers, {});
    if (!set || set->provider != provider()->id)
        return;
    for (const Variable &variable : provider()->variables) {
        // what the server says nothing of is left as it is, but for where another one ended tokens
        if (!set->variables.contains(variable.name) && variable.name != u"revocationUrl")
            continue;
        if (TextField *field = m_variables->field(variable.name))
            field->setText(set->variables.value(variable.name));
    }
    m_more->chooseAuthentication(set->clientAuthentication);
    if (!choice.scopes.isEmpty())
        m_scopes->add(choice.scopes);
    onLeft();
}

} // namespace Tokenwright
