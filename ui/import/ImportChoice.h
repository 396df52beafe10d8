// SPDX-License-Identifier: MIT
#pragma once

#include "ImportModel.h"

#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace Tokenwright {

/// The fields in which it is said what a row of an import does not tell: its environment or, with
/// that, its provider; values for the provider's variables; the pair.
class ImportChoice : public QWidget
{
    Q_OBJECT

public:
    /// \a providers are borrowed.
    explicit ImportChoice(const ProviderCatalog &providers, QWidget *parent = nullptr);

    /// Asks \a question of \a row; what was begun to be said of the same row stays.
    void ask(const ImportQuestion &question, const ImportRow &row);
    /// Opens the first field that says nothing yet.
    void openField();
    /// Lets go of what was typed.
    void forget();
    /// The colour of the labels.
    void setInk(const QColor &ink);
    QList<QWidget *> fields() const;

Q_SIGNALS:
    /// Both are known; by their ids.
    /// Both empty: half of it is said anew, so that what was said before counts no more.
    void chosen(const QString &provider, const QString &environment);
    /// Of the provider's variable \a name; with every letter.
    void valueTyped(const QString &name, const QString &value);
    /// Of the pair, as far as it is typed; with every letter.
    void pairTyped(const QString &clientId, const QString &clientSecret);
    void typingEnded(); ///< The field was left, or Enter was pressed.

private:
    QLineEdit *newLine(QLabel *label);
    void setLabel(QLabel *label, QWidget *field, const QString &text);
    void askForVariables(const QStringList &names, const ImportRow &row);
    void fillEnvironments();
    void tell();

    const ProviderCatalog &m_providers;
    QString m_key; ///< Of the row.
    QLabel *m_providerLabel;
    QLabel *m_environmentLabel;
    QComboBox *m_provider;
    QComboBox *m_environment;
    QLabel *m_idLabel;
    QLabel *m_secretLabel;
    QLineEdit *m_id;
    QLineEdit *m_secret;
    struct VariableLine
    {
        QString name;
        QLabel *label;
        QLineEdit *line;
    };
    QList<VariableLine> m_variables;
    QGridLayout *m_variableGrid;
    QColor m_ink;
};

} // namespace Tokenwright
