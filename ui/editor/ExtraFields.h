// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialForm.h"

#include <QHash>
#include <QObject>

namespace Tokenwright {

class FormLayout;
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
        QString expected{}; ///< What is to be entered, in a few words; may be empty.
        bool secret = false;
    };

    /// The rows come below \a above, a row of \a form.
    ExtraFields(FormLayout *form, QWidget *above, QWidget *parent);

    /// Replaces all rows by those of \a provider. What stood in its rows when they were replaced
    /// stands there again. \a taken: see withMnemonic().
    void setRows(const QString &provider, const QList<Row> &rows, QString &taken);

    QMap<QString, QString> values() const;
    QMap<QString, Secret> secrets() const;
    /// Shows what the keychain holds, in the rows of \a provider.
    void setSecrets(const QString &provider, const QMap<QString, Secret> &secrets);
    void hideSecrets();
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

    FormLayout *m_form;
    QWidget *m_above;
    QWidget *m_parent;
    QString m_provider; ///< Whose rows these are.
    QList<Entry> m_entries;
    QHash<QString, QHash<QString, Secret>> m_before; ///< By name, of each provider's replaced rows.
    bool m_secretsEnabled = true;
};

/// The rows of \a provider's variables and parameters, with \a base's values if it is of that
/// provider.
QList<ExtraFields::Row> variableRows(const Provider &provider, const CredentialSet &base);
QList<ExtraFields::Row> parameterRows(const Provider &provider, const CredentialSet &base);

} // namespace Tokenwright
