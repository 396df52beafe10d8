// SPDX-License-Identifier: MIT
#pragma once

#include "DetailsPage.h"
#include "RequestsModel.h"
#include "WindowParts.h"

#include <QTimer>

class QBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTreeView;

namespace Tokenwright {

class FactGrid;

/// The requests of a set, the latest first, and all that is known of the selected one, to be copied
/// into a ticket. Reads the log when it is shown and whenever that changes meanwhile.
class RequestsPage : public DetailsPage
{
    Q_OBJECT

public:
    explicit RequestsPage(const WindowParts &parts, QWidget *parent = nullptr);

    void showSet(const QString &setId) override;

Q_SIGNALS:
    /// Something was done that the status bar may say.
    void said(const QString &sentence);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void showRequest();
    void copyDetails();

    const WindowParts m_parts;
    QString m_setId;
    RequestsModel m_model;
    QTimer m_copied; ///< While the button says that it was done.

    QBoxLayout *m_layout = nullptr;
    QStackedWidget *m_stack = nullptr;
    QLabel *m_nothing = nullptr;
    QTreeView *m_list = nullptr;
    FactGrid *m_facts = nullptr;
    QLabel *m_endpoint = nullptr;
    QLabel *m_authentication = nullptr;
    QLabel *m_code = nullptr;
    QLabel *m_message = nullptr;
    QLabel *m_ids = nullptr;
    QPushButton *m_copy = nullptr;
};

} // namespace Tokenwright
