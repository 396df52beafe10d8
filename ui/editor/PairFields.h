// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialForm.h"

#include <QObject>
#include <QUrl>

class QFormLayout;
class QPushButton;

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
    void hideSecrets();
    /// Which rows there are.
    void setUse(const PairUse &use);
    /// What is to be known of the pair; above it.
    void setNote(const QString &text);
    /// Stands in the fields while they are empty; empty: what is expected of each, of
    /// \a environment, as people know it.
    void setPlaceholder(const QString &text, const QString &environment);
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

private:
    QFormLayout *m_form;
    FieldNote *m_note;
    TextField *m_clientId;
    TextField *m_clientSecret;
    PemField *m_privateKey;
    PemField *m_certificate;
    QPushButton *m_portal;
    QUrl m_page; ///< Where the pair is had.
};

} // namespace Tokenwright
