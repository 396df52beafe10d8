// SPDX-License-Identifier: MIT
#pragma once

#include "DetailsPage.h"
#include "WindowParts.h"

#include "TokenClaims.h"

#include <optional>

class QLabel;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace Tokenwright {

class CredentialSet;
class FactGrid;
class FieldNote;
class SteadyButton;

/// What is in a set's token: header and claims of a JWT, granted beside asked scopes. A token that
/// the keychain holds is read only when somebody presses the button, and never minted; of what was
/// read the claims are kept, as long as they are shown, and never the token.
class ClaimsPage : public DetailsPage
{
    Q_OBJECT

public:
    explicit ClaimsPage(const WindowParts &parts, QWidget *parent = nullptr);

    void showSet(const QString &setId) override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void refresh();
    void read();
    void showClaims(const TokenClaims &claims);
    void fill();
    void updateMoments();
    void say(const QString &sentence, bool canRead);

    const WindowParts m_parts;
    QString m_setId;
    std::optional<TokenClaims> m_claims; ///< What is shown.
    bool m_isReading = false;

    QStackedWidget *m_stack = nullptr;
    QLabel *m_sentence = nullptr;
    SteadyButton *m_show = nullptr;
    QScrollArea *m_scroll = nullptr;
    FactGrid *m_facts = nullptr; ///< Made anew for each token.
    QList<QLabel *> m_values; ///< Of the claims, in the order of claimRows().
};

} // namespace Tokenwright
