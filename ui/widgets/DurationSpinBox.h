// SPDX-License-Identifier: MIT
#pragma once

#include <QSpinBox>

#include <optional>

namespace Tokenwright {

/// A length of time in seconds, shown as people say it ("1 min 30 s") and read the same way; a bare
/// number is seconds.
class DurationSpinBox : public QSpinBox
{
    Q_OBJECT

public:
    explicit DurationSpinBox(QWidget *parent = nullptr);

    static QString toText(int seconds);
    /// Nothing when \a text is no length of time.
    static std::optional<int> fromText(const QString &text);

protected:
    QString textFromValue(int seconds) const override;
    int valueFromText(const QString &text) const override;
    QValidator::State validate(QString &text, int &position) const override;
};

} // namespace Tokenwright
