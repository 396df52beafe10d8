// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>

class QPainter;

namespace Tokenwright {

/// How an environment is named wherever it is: production is told apart by its word, weight and
/// colour, a filled pill; every other is its name alone.

/// \a name as it stands in the mark: production in capitals.
QString environmentMarkText(const QString &name, bool isProduction);
/// The room that the mark of \a name takes.
QSize environmentMarkSize(const QString &name, bool isProduction, const QFont &font);
/// Paints the mark into \a rect, whose text is elided where it does not fit; \a isSelected: on the
/// palette's Highlight.
void paintEnvironmentMark(QPainter *painter, const QRect &rect, const QString &name,
                          bool isProduction, const QFont &font, const QPalette &palette,
                          bool isSelected);

/// The mark as a widget; its accessible name is its text.
class EnvironmentMark : public QLabel
{
    Q_OBJECT

public:
    explicit EnvironmentMark(QWidget *parent = nullptr);

    void setEnvironment(const QString &name, bool isProduction);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    bool m_isProduction = false;
};

} // namespace Tokenwright
