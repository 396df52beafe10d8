// SPDX-License-Identifier: MIT
#pragma once

#include "Provider.h"

#include <QDialog>
#include <QStringList>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace Tokenwright {

/// How a scope of \a catalog is called in a list: a URL by its last part, where that is enough to
/// tell it apart. Pure.
QString shortScope(const QString &scope, const QList<Scope> &catalog);

/// \a scopes after somebody has chosen \a chosen among those of \a catalog: what is not in the
/// catalog stays, what stays keeps its place, what is new comes last. Pure.
QStringList scopesAfterChoice(const QStringList &scopes, const QList<Scope> &catalog,
                              const QStringList &chosen);

/// Ticks scopes among those a provider is known to have.
class ScopePicker : public QDialog
{
    Q_OBJECT

public:
    ScopePicker(const ScopeRules &rules, const QStringList &scopes, QWidget *parent = nullptr);

    /// What it was given, after the choice.
    QStringList scopes() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void filter();
    void showCount();
    QStringList chosen() const;

    const ScopeRules m_rules;
    const QStringList m_scopes;
    QLineEdit *m_filter;
    QListWidget *m_list;
    QLabel *m_count;
};

} // namespace Tokenwright
