// SPDX-License-Identifier: MIT
#pragma once

#include "ProviderList.h"

#include "CredentialRegistry.h"
#include "ProviderWatch.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QTextBrowser;

namespace Tokenwright {

/// All providers: what is known of each and from where, how many credential sets use it, which
/// files of the user's were skipped and why; ways to add a set for one and to start a provider file
/// of one's own. Follows the files while it is open.
class ProvidersDialog : public QDialog
{
    Q_OBJECT

public:
    /// Both are borrowed.
    ProvidersDialog(const ProviderWatch &watch, const CredentialRegistry &registry,
                    QWidget *parent = nullptr);

Q_SIGNALS:
    /// A credential set is wanted for the provider of that id; the dialog has closed.
    void addWanted(const QString &provider);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void reload();
    void count();
    void filter();
    void select(const QString &row);
    void showCurrent();
    void addForCurrent();
    void copyCurrent();
    QString currentId() const;

    const ProviderWatch &m_watch;
    const CredentialRegistry &m_registry;
    ProviderList m_providers;
    ProviderFilter m_shown;
    QString m_current; ///< What the row that was chosen last says of itself.
    QLineEdit *m_filter = nullptr;
    QListView *m_list = nullptr;
    QTextBrowser *m_text = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_copy = nullptr;
    QLabel *m_outcome = nullptr;
};

} // namespace Tokenwright
