// SPDX-License-Identifier: MIT
#pragma once

#include <QComboBox>

namespace Tokenwright {

/// Chooses a provider: from the list, or by typing a part of its name, which shows those that have
/// it. What is typed is a search and no choice until Enter, Tab or a click makes it one.
class ProviderBox : public QComboBox
{
    Q_OBJECT

public:
    explicit ProviderBox(QWidget *parent = nullptr);

Q_SIGNALS:
    /// No provider has \a text in its name: the one before stays chosen.
    void notFound(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool onPopupKey(QKeyEvent *event);
    bool isSearching() const;
    int bestFor(const QString &text) const;
    void choose();
    void settle(int index);
};

} // namespace Tokenwright
