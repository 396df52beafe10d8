// SPDX-License-Identifier: MIT
#pragma once

#include "CountdownModel.h"

#include <QHash>
#include <QWidget>

class QAction;
class QFormLayout;
class QLabel;
class QMenu;

namespace Tokenwright {

/// Everything known of the selected set: its token's facts, scopes, endpoint and last request, and
/// the buttons that act on it. Touches no keychain. Lives in the GUI thread; parts are borrowed.
class DetailsPanel : public QWidget
{
    Q_OBJECT

public:
    struct Parts
    {
        const ProviderCatalog &providers;
        const CredentialRegistry &registry;
        const TokenLedger &ledger;
        const TokenService &service;
        const CountdownModel &model;
    };
    struct Actions
    {
        QList<QAction *> main; ///< First row, in order.
        QList<QAction *> further; ///< At the row's far end.
        QMenu *copyAs = nullptr;
    };
    DetailsPanel(const Parts &parts, const Actions &actions, QWidget *parent = nullptr);

    void showSet(const QString &setId);
    /// A failure that the ledger does not hold whole, to be shown until the next request.
    void showFailure(const QString &setId, const Error &error);
    void clearFailure(const QString &setId);

private:
    QLabel *addFact(QFormLayout *form, const QString &label);
    void update();
    QString tokenText(const TokenStatus &status) const;
    QString lastRequestText(const QString &setId) const;
    QString failureOf(const QString &setId, const Provider *provider) const;

    Parts m_parts;
    QString m_setId;
    QHash<QString, Error> m_failures;

    QLabel *m_title = nullptr;
    QLabel *m_failure = nullptr;
    QLabel *m_token = nullptr;
    QLabel *m_scopes = nullptr;
    QLabel *m_endpoint = nullptr;
    QLabel *m_lastRequest = nullptr;
};

} // namespace Tokenwright
