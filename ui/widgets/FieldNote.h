// SPDX-License-Identifier: MIT
#pragma once

#include <QStyle>
#include <QWidget>

#include <optional>

class QLabel;

namespace Tokenwright {

/// A sentence, with one of the platform's icons before it if wanted; not there while it is empty.
/// Told to screen readers when it appears.
class FieldNote : public QWidget
{
    Q_OBJECT

public:
    explicit FieldNote(std::optional<QStyle::StandardPixmap> icon, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showIcon();

    const std::optional<QStyle::StandardPixmap> m_icon;
    QString m_text;
    QLabel *m_iconLabel;
    QLabel *m_textLabel;
};

} // namespace Tokenwright
