// SPDX-License-Identifier: MIT
#pragma once

#include "Icons.h"

#include <QWidget>

class QLabel;

namespace Tokenwright {

/// A sentence, with an icon before it unless that is None; not there while it is empty.
/// Told to screen readers when it appears.
class FieldNote : public QWidget
{
    Q_OBJECT

public:
    explicit FieldNote(Icon icon, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showIcon();

    const Icon m_icon;
    QString m_text;
    QLabel *m_iconLabel;
    QLabel *m_textLabel;
};

} // namespace Tokenwright
