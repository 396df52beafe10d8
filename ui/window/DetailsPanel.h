// SPDX-License-Identifier: MIT
#pragma once

#include "DetailsButtons.h"
#include "DetailsHeader.h"
#include "WindowParts.h"

#include "Error.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

class QTabBar;

namespace Tokenwright {

class DetailsPage;
class DetailsPages;
class FailureBlock;
class FailurePlace;
class LifetimeLine;
class TokenPage;
struct AccessToken;
struct CredentialSet;
struct TokenStatus;
struct TokenVerdict;

/// Everything known of the selected set: what is left of its token, the buttons that act on it, why
/// the last request failed, and pages with the rest. What is above the pages keeps its place,
/// whatever happens; work shows after a moment. Touches no keychain. Lives in the GUI thread.
class DetailsPanel : public QWidget
{
    Q_OBJECT

public:
    struct Actions
    {
        DetailsButtons::Actions token;
        DetailsHeader::Actions set;
    };
    /// Has the pages "Token" and "Notes".
    DetailsPanel(const WindowParts &parts, const Actions &actions, QWidget *parent = nullptr);

    /// Adds a page before the last one, which \a make makes when it is turned to for the first
    /// time, and takes it.
    void addPage(const QString &title, std::function<DetailsPage *()> make);

    /// \a selected: how many are, this one among them; what is done together is done with all.
    void showSet(const QString &setId, int selected = 1);
    /// A failure that the ledger does not hold whole, to be shown until a request has ended. Turns
    /// to the page it is to be seen on, unless somebody is at work on another.
    void showFailure(const QString &setId, const Error &error);
    void clearFailure(const QString &setId);
    /// Beside the failure of \a setId: the clipboard still has what was copied before, of \a of.
    void showStillOnClipboard(const QString &setId, const QString &of);
    /// What an API said to the current token of \a setId; shown as long as it is the current one.
    void showVerdict(const QString &setId, const TokenVerdict &verdict);

    /// Whether the pages are to be seen; what is above them always is.
    bool isOpen() const;
    void setOpen(bool open);

Q_SIGNALS:
    void openChanged(bool open);
    void favouriteWanted(const QString &setId, bool isFavourite);
    void editRequested(const QString &setId);
    /// The same once more that failed.
    void tryAgainRequested(const QString &setId);
    /// A scope was refused, and the user wants to go on with the provider's default scopes.
    void retryRequested(const QString &setId);
    /// The secret may go to another server than it was saved for, if that is agreed to.
    void endpointRequested(const QString &setId);
    /// What a support ticket needs is wanted on the clipboard.
    void copyDetailsRequested(const QString &setId);
    /// The header of an earlier token is wanted.
    void copyEarlierRequested(const QString &setId, const Tokenwright::AccessToken &token);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// A failure, and of what came beside it.
    struct Failed
    {
        Error error;
        QString stillOnClipboard{}; ///< See showStillOnClipboard().
        bool isOld = false; ///< Something was begun since; it goes when that ends.
    };
    void wire();
    void wireFailures();
    void refresh();
    void refreshWork();
    void showLifetime(const CredentialSet &set);
    void showFailureOf(const CredentialSet &set);
    QString wordsOf(const CredentialSet &set, const TokenStatus &status) const;
    QString workWords(const CredentialSet &set) const;
    std::optional<Failed> currentFailure() const;
    void showPages();

    const WindowParts m_parts;
    QString m_setId;
    int m_selected = 1;
    QHash<QString, Failed> m_failures;
    QTimer m_patience; ///< Runs while work has just begun, which may be over in a moment.
    bool m_showsWork = false;
    bool m_isSeen = false; ///< The pages come when the rest is on the screen.

    DetailsHeader *m_header = nullptr;
    LifetimeLine *m_lifetime = nullptr;
    DetailsButtons *m_buttons = nullptr;
    QTabBar *m_tabs = nullptr;
    TokenPage *m_tokenPage = nullptr;
    QWidget *m_content = nullptr; ///< What is below the tabs.
    FailureBlock *m_failure = nullptr;
    FailurePlace *m_failurePlace = nullptr;
    DetailsPages *m_pages = nullptr;
};

} // namespace Tokenwright
