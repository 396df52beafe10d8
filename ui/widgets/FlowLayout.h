// SPDX-License-Identifier: MIT
#pragma once

#include <QLayout>

namespace Tokenwright {

/// Puts widgets side by side as long as there is room, and goes on in the next line; each has the
/// size it asks for. What is hidden takes none.
class FlowLayout : public QLayout
{
    Q_OBJECT

public:
    explicit FlowLayout(QWidget *parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override { m_items.append(item); }
    int count() const override { return int(m_items.size()); }
    QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    int gap() const;
    int arrange(const QRect &rect, bool isMeant) const;

    QList<QLayoutItem *> m_items;
};

} // namespace Tokenwright
