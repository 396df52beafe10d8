// SPDX-License-Identifier: MIT
#pragma once

#include "ProviderWatch.h"

#include <QDialog>

class QLabel;
class QListWidget;
class QPushButton;
class QTextBrowser;

namespace Tokenwright {

/// All providers: what is known of each and from where, which files of the user's were skipped and
/// why, and a way to start a provider file of one's own. Follows the files while it is open.
class ProvidersDialog : public QDialog
{
    Q_OBJECT

public:
    /// \a watch is borrowed.
    explicit ProvidersDialog(const ProviderWatch &watch, QWidget *parent = nullptr);

private:
    void fill();
    void showCurrent();
    void copyCurrent();
    QString description(const Provider &provider) const;

    const ProviderWatch &m_watch;
    QListWidget *m_list;
    QTextBrowser *m_text;
    QPushButton *m_copy;
    QLabel *m_outcome;
};

} // namespace Tokenwright
