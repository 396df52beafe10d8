// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"
#include "WindowParts.h"

#include <QFuture>
#include <QObject>
#include <QSet>

#include <functional>

class QWidget;

namespace Tokenwright {

struct CredentialSet;
struct Error;
struct ProductionQuestion;
struct RevokingQuestion;
struct TokenVerdict;

/// What is done by hand with a credential set's token besides copying and minting, which are
/// CopyController's: asks before somebody loses by those, and where
/// a request failed for want of a consent or a scope, asks for that and tries again. Lives in the
/// GUI thread.
class TokenActions : public QObject
{
    Q_OBJECT

public:
    /// Asks over \a window, which is borrowed.
    TokenActions(const WindowParts &parts, QWidget *window);

    /// Asks the provider's API what it says of the token.
    void check(const QString &setId);
    /// Puts what is known of the last request of \a setId on the clipboard, for a support ticket.
    void copyDetails(const QString &setId);
    /// Drops the token that is kept of each of \a setIds.
    void forget(const QStringList &setIds);
    /// Has the provider end the token of \a setId, once somebody has agreed to that.
    void revoke(const QString &setId);
    void keepFresh(const QString &setId, bool on);
    /// A scope was refused: has the set ask for its provider's default scopes alone, and mints.
    void retryWithDefaultScopes(const QString &setId);
    /// The secret was saved for another server than it would go to now, or the token is meant for
    /// another: has the new one agreed to. Where neither has moved nothing is asked.
    void askAboutEndpoint(const QString &setId);

    /// A command line wants tokens of \a setIds, with \a command, for \a program; \a answer gets
    /// what somebody says to that. The question goes with \a asker.
    void askAboutHandOver(const QStringList &setIds, const QString &command, const QString &program,
                          const std::function<void(bool)> &answer, const QObject *asker);

Q_SIGNALS:
    void said(const QString &sentence);
    /// What an API said to a token, and whether that is good news.
    void judged(const QString &sentence, bool isGood);
    void failed(const QString &setId, const Tokenwright::Error &error);
    void checked(const QString &setId, const Tokenwright::TokenVerdict &verdict);

private:
    void askAboutSecret(const CredentialSet &set, const QString &before, const QString &now);
    void askAboutTokens(const CredentialSet &set, const QString &before, const QString &now);
    /// Does \a then after \a change of \a setId, or tells that it failed.
    void afterwards(const QFuture<Result<void>> &change, const QString &setId,
                    const std::function<void()> &then);
    void askBeforeRevoking(const RevokingQuestion &question);
    void askBeforeProduction(const ProductionQuestion &question);
    /// \a only: the name of the one set it is about, if it is about one.
    void forgetNext(QStringList setIds, int forgotten, const QString &only);
    void edit(const CredentialSet &before, const CredentialSet &after,
              const std::function<void()> &then);

    const WindowParts m_parts;
    QWidget *m_window;
    QSet<QString> m_heldChecks; ///< Of sets whose API has moved; else a copy was held back.
};

} // namespace Tokenwright
