// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialForm.h"

#include <QObject>

class QCheckBox;
class QFormLayout;
class QLabel;

namespace Tokenwright {

class FieldNote;
class TextField;

/// The rows of the pair: the client ID and the client secret under the names the provider gives
/// them, and where they are had.
class PairFields : public QObject
{
    Q_OBJECT

public:
    PairFields(QFormLayout *form, QWidget *parent);

    /// Labels by \a provider. \a taken: see withMnemonic().
    void setProvider(const Provider &provider, QString &taken);
    void setPair(const QString &clientId, const Secret &clientSecret);
    /// What is to be known of the pair; above it.
    void setNote(const QString &text);
    /// Stands in the fields while they are empty.
    void setPlaceholder(const QString &text);
    void setEnabled(bool enabled);
    void setWarnings(const PairWarnings &warnings);

    TextField *clientId() const { return m_clientId; }
    TextField *clientSecret() const { return m_clientSecret; }
    QList<QWidget *> tabChain() const;

Q_SIGNALS:
    void changed();
    void left();
    void secretsShown(bool shown);

private:
    FieldNote *m_note;
    TextField *m_clientId;
    TextField *m_clientSecret;
    QCheckBox *m_showSecret;
    QLabel *m_portal;
};

} // namespace Tokenwright
