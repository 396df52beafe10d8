// SPDX-License-Identifier: MIT
#pragma once

#include "DetailsPage.h"
#include "WindowParts.h"

#include "TokenCheck.h"
#include "TokenService.h"

#include <QHash>

class QLabel;
class QPushButton;
class QScrollArea;

namespace Tokenwright {

class FactGrid;

/// The facts of a set's token: its scopes, its endpoint, its requests and checks, and the tokens
/// before it. Touches no keychain. Lives in the GUI thread.
class TokenPage : public DetailsPage
{
    Q_OBJECT

public:
    explicit TokenPage(const WindowParts &parts, QWidget *parent = nullptr);

    void showSet(const QString &setId) override;
    /// What an API said to the current token of \a setId; shown as long as it is the current one.
    void showVerdict(const QString &setId, const TokenVerdict &verdict);
    /// What is shown may have changed.
    void refresh();

    QSize sizeHint() const override;

Q_SIGNALS:
    /// The header of an earlier token is wanted.
    void copyEarlierRequested(const QString &setId, const Tokenwright::AccessToken &token);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Checked
    {
        TokenVerdict verdict;
        qint64 at; ///< Milliseconds since the epoch.
        qint64 tokenIssued; ///< Which token it was.
    };
    void showScopes(const CredentialSet &set, const Provider *provider);
    void showEndpoint(const CredentialSet &set, const Provider *provider);
    void showRequests(const Provider *provider);
    void showEarlier();
    void fillEarlierMenu();
    QString earlierText(const AccessToken &token) const;
    QString lastRequestText() const;
    QString when(qint64 milliseconds) const;
    const Checked *checkedToken() const;
    void showCheck(const Provider *provider);
    QString secretText(const CredentialSet &set, const Provider *provider) const;

    const WindowParts m_parts;
    QString m_setId;
    QHash<QString, Checked> m_checks;

    QScrollArea *m_scroll = nullptr;
    FactGrid *m_grid = nullptr;
    QLabel *m_granted = nullptr;
    QLabel *m_asked = nullptr;
    QLabel *m_endpoint = nullptr;
    QLabel *m_minted = nullptr;
    QLabel *m_requests = nullptr;
    QLabel *m_lastRequest = nullptr;
    QLabel *m_lastCheck = nullptr;
    QLabel *m_quotas = nullptr;
    QLabel *m_secret = nullptr;
    QLabel *m_earlier = nullptr;
    QPushButton *m_earlierMenu = nullptr;
};

} // namespace Tokenwright
