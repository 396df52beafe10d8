// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialForm.h"

#include <QObject>

class QCheckBox;
class QFormLayout;
class QLabel;

namespace Tokenwright {

class FieldNote;
class PemField;
class TextField;

/// The rows of the pair: the client ID and what the client authentication wants with it, a secret
/// or a key, under the names the provider gives them, and where they are had.
class PairFields : public QObject
{
    Q_OBJECT

public:
    PairFields(QFormLayout *form, QWidget *parent);

    /// Labels by \a provider. \a taken: see withMnemonic().
    void setProvider(const Provider &provider, QString &taken);
    /// Labels what few sets have; last, so that the letters go to the rest first.
    void setKeyLabels(QString &taken);
    void setPair(const ClientCredentials &pair);
    /// Which rows there are.
    void setUse(const PairUse &use);
    /// What is to be known of the pair; above it.
    void setNote(const QString &text);
    /// Stands in the fields while they are empty.
    void setPlaceholder(const QString &text);
    void setEnabled(bool enabled);
    void setWarnings(const PairWarnings &warnings);

    TextField *clientId() const { return m_clientId; }
    TextField *clientSecret() const { return m_clientSecret; }
    PemField *privateKey() const { return m_privateKey; }
    PemField *certificate() const { return m_certificate; }
    QList<QWidget *> tabChain() const;

Q_SIGNALS:
    void changed();
    void left();
    void secretsShown(bool shown);

private:
    FieldNote *m_note;
    TextField *m_clientId;
    TextField *m_clientSecret;
    PemField *m_privateKey;
    PemField *m_certificate;
    QCheckBox *m_showSecret;
    QLabel *m_portal;
};

} // namespace Tokenwright
