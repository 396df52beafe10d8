// SPDX-License-Identifier: MIT
#pragma once

#include "ImportModel.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace Tokenwright {

/// The fields in which it is said whose pair a row of an import is: its environment or, with that,
/// its provider.
class ImportChoice : public QWidget
{
    Q_OBJECT

public:
    /// \a providers are borrowed.
    explicit ImportChoice(const ProviderCatalog &providers, QWidget *parent = nullptr);

    /// Asks \a question of \a row; what was begun to be said of the same row stays.
    void ask(ImportQuestion question, const ImportRow &row);
    /// Opens the first field that says nothing yet.
    void openField();
    /// The colour of the labels.
    void setInk(const QColor &ink);
    QList<QWidget *> fields() const;

Q_SIGNALS:
    /// Both are known; by their ids.
    void chosen(const QString &provider, const QString &environment);

private:
    void fillEnvironments();
    void tell();

    const ProviderCatalog &m_providers;
    QString m_key; ///< Of the row.
    QLabel *m_providerLabel;
    QLabel *m_environmentLabel;
    QComboBox *m_provider;
    QComboBox *m_environment;
};

} // namespace Tokenwright
