// SPDX-License-Identifier: MIT
#pragma once

#include "WindowParts.h"

#include <QFrame>

class QLabel;

namespace Tokenwright {

/// What concerns the whole program, across the window until it is dismissed: it works with no
/// keychain, a provider file was skipped, the index is damaged.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    explicit MessageBar(const WindowParts &parts, QWidget *parent = nullptr);

    /// Adds \a text to what is shown, unless it is shown already.
    void say(const QString &text) { say(text, text); }
    /// Shows \a text in place of what was said of \a topic before; an empty one takes that back.
    void say(const QString &topic, const QString &text);

private:
    void update();
    void sayProviderProblems();

    const ProviderCatalog &m_providers;
    QList<std::pair<QString, QString>> m_texts; ///< By topic, in the order of coming.
    QLabel *m_label = nullptr;
};

} // namespace Tokenwright
