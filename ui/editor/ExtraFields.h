// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialForm.h"

#include <QObject>

class QFormLayout;

namespace Tokenwright {

class TextField;

/// The rows that a provider adds to the form: its variables, or its parameters.
class ExtraFields : public QObject
{
    Q_OBJECT

public:
    struct Row
    {
        QString name;
        QString label;
        QString value;
        QString usual; ///< Stands in when nothing is entered; may be empty.
        bool secret = false;
    };

    /// The rows come below \a above, a row of \a form.
    ExtraFields(QFormLayout *form, QWidget *above, QWidget *parent);

    /// Replaces all rows. \a taken: see withMnemonic().
    void setRows(const QList<Row> &rows, QString &taken);

    QMap<QString, QString> values() const;
    QMap<QString, Secret> secrets() const;
    /// Shows what the keychain holds.
    void setSecrets(const QMap<QString, Secret> &secrets);
    void setSecretsShown(bool shown);
    void setSecretsEnabled(bool enabled);

    TextField *field(const QString &name) const;
    /// From top to bottom.
    QList<TextField *> fields() const;
    QList<QWidget *> tabChain() const;
    void clean();

Q_SIGNALS:
    void changed();
    void left();

private:
    struct Entry
    {
        QString name;
        bool secret;
        TextField *field;
    };

    QFormLayout *m_form;
    QWidget *m_above;
    QWidget *m_parent;
    QList<Entry> m_entries;
    bool m_secretsShown = false;
    bool m_secretsEnabled = true;
};

/// The rows of \a provider's variables and parameters, with \a base's values if it is of that
/// provider.
QList<ExtraFields::Row> variableRows(const Provider &provider, const CredentialSet &base);
QList<ExtraFields::Row> parameterRows(const Provider &provider, const CredentialSet &base);

} // namespace Tokenwright
