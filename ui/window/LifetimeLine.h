// SPDX-License-Identifier: MIT
#pragma once

#include "TokenStatus.h"

#include <QWidget>

namespace Tokenwright {

class ElidedLabel;

/// What is left of a token, as a bar and in words. Each has its place, whatever there is to say.
class LifetimeLine : public QWidget
{
    Q_OBJECT

public:
    explicit LifetimeLine(QWidget *parent = nullptr);

    /// \a words: what to say of it.
    void showStatus(const TokenStatus &status, const QString &words);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QRect barRect() const;

    TokenStatus m_status;
    ElidedLabel *m_words = nullptr;
};

} // namespace Tokenwright
