// SPDX-License-Identifier: MIT
// The letters by which fields are reached.
#include "CredentialFields.h"

#include "LabelledField.h"
#include "MoreOptions.h"
#include "PairFields.h"
#include "ProviderBox.h"
#include "ScopesField.h"
#include "TextField.h"

#include <QLineEdit>

namespace Tokenwright {

namespace {

/// Left for what providers call their fields (App ID, Cert ID, API key, Client secret), so that the
/// letters of all other fields do not hang on the provider.
constexpr QStringView lettersOfProviders = u"AILTK";

} // namespace

/// Of what every provider has: the same letters at each. Those that are taken by then.
QString CredentialFields::setLabels()
{
    QString taken = m_surroundings.reservedLetters;
    m_providerField->setLabel(tr("Provider"), taken);
    m_provider->lineEdit()->setAccessibleName(m_providerField->label());
    m_environmentField->setLabel(tr("Environment"), taken);
    m_name->setLabel(tr("Name"), taken);
    m_scopes->setLabels(taken);
    m_more->setToggleLabel(taken);
    labelDiscoveryRow(taken);
    QString others = taken + lettersOfProviders;
    m_more->setLabels(others);
    m_pair->setKeyLabels(others);
    for (const QChar letter : others) {
        if (!lettersOfProviders.contains(letter) && !taken.contains(letter))
            taken.append(letter);
    }
    return taken;
}

} // namespace Tokenwright
