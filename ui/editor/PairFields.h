// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialForm.h"

#include <QObject>
#include <QUrl>

namespace Tokenwright {

class FieldNote;
class FormLayout;
class LinkButton;
class PemField;
class TextField;

/// The rows of the pair: the client ID and what the client authentication wants with it, a secret
/// or a key, under the names the provider gives them, and where they are had.
class PairFields : public QObject
{
    Q_OBJECT

public:
    PairFields(FormLayout *form, QWidget *parent);

    /// Labels by \a provider. \a taken: see withMnemonic().
    void setProvider(const Provider &provider, QString &taken);
    /// Labels what few sets have; last, so that the letters go to the rest first.
    void setKeyLabels(QString &taken);
    void setPair(const ClientCredentials &pair);
    /// Takes the passphrase, if one was entered, off the private key that it protects, or says that
    /// it does not fit. It is asked for once, because the keychain protects the key from then on,
    /// as it does each secret; kept beside the key a passphrase would protect nothing.
    void openKey();
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
    TextField *passphrase() const { return m_passphrase; }
    PemField *certificate() const { return m_certificate; }
    QList<QWidget *> tabChain() const;

Q_SIGNALS:
    void changed();
    void left();

private:
    void showPassphraseRow();

    FormLayout *m_form;
    FieldNote *m_note;
    TextField *m_clientId;
    TextField *m_clientSecret;
    PemField *m_privateKey;
    TextField *m_passphrase; ///< There as long as the private key is protected by one.
    PemField *m_certificate;
    LinkButton *m_portal;
    bool m_usesKey = false;
    QUrl m_page; ///< Where the pair is had.
};

} // namespace Tokenwright
