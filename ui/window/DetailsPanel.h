// SPDX-License-Identifier: MIT
#pragma once

#include "CountdownModel.h"
#include "WindowParts.h"

#include "TokenCheck.h"

#include <QHash>
#include <QWidget>

class QAction;
class QGridLayout;
class QLabel;
class QMenu;
class QPushButton;

namespace Tokenwright {

/// Everything known of the selected set: its token's facts, scopes, endpoint and last request, and
/// the buttons that act on it. Touches no keychain. Lives in the GUI thread.
class DetailsPanel : public QWidget
{
    Q_OBJECT

public:
    struct Actions
    {
        QList<QAction *> main; ///< In order; what opens a menu comes last.
        QList<QAction *> further; ///< At the row's far end.
    };
    DetailsPanel(const WindowParts &parts, const Actions &actions, QWidget *parent = nullptr);

    void showSet(const QString &setId);
    /// A failure that the ledger does not hold whole, to be shown until the next request.
    void showFailure(const QString &setId, const Error &error);
    void clearFailure(const QString &setId);
    /// What an API said to the current token of \a setId; shown as long as it is the current one.
    void showVerdict(const QString &setId, const TokenVerdict &verdict);

Q_SIGNALS:
    /// A scope was refused, and the user wants to go on with the provider's default scopes.
    void retryRequested(const QString &setId);
    /// The header of an earlier token is wanted.
    void copyEarlierRequested(const QString &setId, const Tokenwright::AccessToken &token);

private:
    struct Checked
    {
        TokenVerdict verdict;
        qint64 at; ///< Milliseconds since the epoch.
        qint64 tokenIssued; ///< Which token it was.
    };
    QLabel *addFact(const QString &label);
    void showFact(QLabel *value, const QString &text);
    void update();
    QString tokenText(const TokenStatus &status) const;
    QString lastRequestText(const QString &setId) const;
    void showEarlier();
    void fillEarlierMenu();
    QString earlierText(const AccessToken &token) const;
    QString mintsText(const Provider &provider) const;
    QString verdictOf(const QString &setId, const Provider *provider) const;
    std::optional<Error> currentFailure(const QString &setId) const;

    const WindowParts m_parts;
    QString m_setId;
    QHash<QString, Error> m_failures;
    QHash<QString, Checked> m_checks;

    QLabel *m_title = nullptr;
    QLabel *m_failure = nullptr;
    QPushButton *m_retry = nullptr;
    QGridLayout *m_facts = nullptr;
    QHash<QLabel *, QLabel *> m_titles; ///< Of each fact.
    QPushButton *m_earlierMenu = nullptr;
    QLabel *m_token = nullptr;
    QLabel *m_earlier = nullptr;
    QLabel *m_mints = nullptr;
    QLabel *m_check = nullptr;
    QLabel *m_scopes = nullptr;
    QLabel *m_endpoint = nullptr;
    QLabel *m_lastRequest = nullptr;
};

} // namespace Tokenwright
