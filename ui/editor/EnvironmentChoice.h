// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QWidget>

class QButtonGroup;
class QRadioButton;

namespace Tokenwright {

/// Chooses one of a provider's environments, all of which are seen; production has its mark.
class EnvironmentChoice : public QWidget
{
    Q_OBJECT

public:
    struct Entry
    {
        QString id; ///< ProviderEnvironment::id
        QString label;
        bool isProduction = false;
    };

    explicit EnvironmentChoice(QWidget *parent = nullptr);

    /// Offers \a entries, of which there is at least one, with \a chosen, or else the first.
    void setEntries(const QList<Entry> &entries, const QString &chosen);
    QString chosen() const;
    QList<QWidget *> tabChain() const;

Q_SIGNALS:
    /// Another one was chosen by hand.
    void changed();

protected:
    void focusInEvent(QFocusEvent *event) override;

private:
    int chosenIndex() const;

    QList<Entry> m_entries;
    QButtonGroup *m_group;
    QList<QRadioButton *> m_buttons; ///< One for each.
};

} // namespace Tokenwright
