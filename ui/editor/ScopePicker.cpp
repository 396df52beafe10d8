// SPDX-License-Identifier: MIT
#include "ScopePicker.h"

#include "ClearAction.h"
#include "LabelledField.h"
#include "ShownText.h"

#include <QDialogButtonBox>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr int scopeRole = Qt::UserRole;
constexpr int searchRole = Qt::UserRole + 1;

/// A scope with what it is for below it, in small letters.
class ScopeDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        item.text.clear();
        const QStyle *style = item.widget->style();
        style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

        const Layout layout = layoutOf(index, item);
        const QRect area = style->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &item,
                                                 item.widget);
        QRect line = item.rect.adjusted(0, padding, 0, 0);
        if (item.direction == Qt::RightToLeft)
            line.setRight(area.left() - 2 * padding);
        else
            line.setLeft(area.right() + 2 * padding);
        const auto role = item.state & QStyle::State_Selected ? QPalette::HighlightedText
                                                              : QPalette::Text;
        const auto group = item.state & QStyle::State_Active ? QPalette::Active
                                                             : QPalette::Inactive;
        painter->save();
        painter->setPen(item.palette.color(group, role));
        painter->setFont(item.font);
        painter->drawText(line, Qt::AlignTop | Qt::AlignLeading | Qt::TextSingleLine, layout.name);
        line.setTop(line.top() + layout.nameHeight);
        painter->setFont(layout.small);
        painter->drawText(line, Qt::AlignTop | Qt::AlignLeading | Qt::TextWordWrap,
                          layout.description);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        const Layout layout = layoutOf(index, item);
        return {0, layout.nameHeight + layout.descriptionHeight + 2 * padding};
    }

private:
    static constexpr int padding = 4;

    struct Layout
    {
        QString name;
        QString description;
        QFont small;
        int nameHeight;
        int descriptionHeight;
    };

    static int textWidth(const QStyleOptionViewItem &item)
    {
        const auto *view = qobject_cast<const QAbstractItemView *>(item.widget);
        const int check = view->style()->pixelMetric(QStyle::PM_IndicatorWidth, &item, view);
        return view->viewport()->width() - check - 6 * padding;
    }
    static Layout layoutOf(const QModelIndex &index, const QStyleOptionViewItem &item)
    {
        const QString text = index.data().toString();
        Layout layout{.name = text.section(u'\n', 0, 0),
                      .description = text.section(u'\n', 1),
                      .small = item.font,
                      .nameHeight = item.fontMetrics.lineSpacing(),
                      .descriptionHeight = 0};
        layout.small.setPointSizeF(layout.small.pointSizeF() * 0.9);
        if (!layout.description.isEmpty()) {
            layout.descriptionHeight = QFontMetrics(layout.small)
                                           .boundingRect(QRect(0, 0, textWidth(item), 10'000),
                                                         Qt::TextWordWrap, layout.description)
                                           .height();
        }
        return layout;
    }
};

QString lastPart(const QString &scope)
{
    return scope.contains(u"://") ? scope.section(u'/', -1) : scope;
}

} // namespace

QString shortScope(const QString &scope, const QList<Scope> &catalog)
{
    const QString part = lastPart(scope);
    const auto alike = std::ranges::count_if(
        catalog, [&](const Scope &other) { return lastPart(other.scope) == part; });
    return part.isEmpty() || alike > 1 ? scope : part;
}

QStringList scopesAfterChoice(const QStringList &scopes, const QList<Scope> &catalog,
                              const QStringList &chosen)
{
    QStringList after;
    for (const QString &scope : scopes) {
        const bool isKnown = std::ranges::find(catalog, scope, &Scope::scope) != catalog.end();
        if (!isKnown || chosen.contains(scope))
            after.append(scope);
    }
    for (const Scope &scope : catalog) {
        if (chosen.contains(scope.scope) && !after.contains(scope.scope))
            after.append(scope.scope);
    }
    return after;
}

ScopePicker::ScopePicker(const ScopeRules &rules, const QStringList &scopes, QWidget *parent)
    : QDialog(parent)
    , m_rules(rules)
    , m_scopes(scopes)
    , m_filter(new QLineEdit)
    , m_list(new QListWidget)
    , m_count(new QLabel)
{
    setWindowTitle(tr("Choose scopes"));
    QString taken = lettersOf({tr("&OK"), tr("&Cancel")});

    auto *filterLabel = new QLabel(withMnemonic(tr("Filter"), taken));
    filterLabel->setBuddy(m_filter);
    m_filter->setAccessibleName(tr("Filter"));
    addClearAction(*m_filter);
    m_filter->installEventFilter(this);
    auto *top = new QHBoxLayout;
    top->addWidget(filterLabel);
    top->addWidget(m_filter, 1);

    auto *listLabel = new QLabel(withMnemonic(tr("Scopes"), taken));
    listLabel->setBuddy(m_list);
    m_list->setAccessibleName(tr("Scopes"));
    m_list->setItemDelegate(new ScopeDelegate(m_list));
    m_list->setResizeMode(QListView::Adjust); // descriptions wrap anew
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    fill();

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    QPushButton *ok = buttons->button(QDialogButtonBox::Ok);
    ok->setText(tr("&OK"));
    ok->setAccessibleName(tr("OK"));
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setText(tr("&Cancel"));
    cancel->setAccessibleName(tr("Cancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &ScopePicker::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ScopePicker::reject);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_count, 1);
    bottom->addWidget(buttons);

    auto *layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(listLabel);
    layout->addWidget(m_list, 1);
    layout->addLayout(bottom);
    ok->setDefault(true);

    connect(m_filter, &QLineEdit::textChanged, this, &ScopePicker::filter);
    connect(m_list, &QListWidget::itemChanged, this, &ScopePicker::showCount);
    showCount();

    ensurePolished();
    const QFontMetrics metrics = fontMetrics();
    const QSize wanted(metrics.averageCharWidth() * 76, metrics.lineSpacing() * 28);
    resize(wanted.boundedTo(screen()->availableSize() * 9 / 10));
}

void ScopePicker::fill()
{
    for (const Scope &scope : m_rules.catalog) {
        QString text = shortScope(scope.scope, m_rules.catalog);
        if (m_rules.defaults.contains(scope.scope))
            text = tr("%1 (default)").arg(text);
        if (!scope.description.isEmpty())
            text += u'\n' + scope.description;
        auto *item = new QListWidgetItem(visibleTextLines(text), m_list);
        item->setToolTip(toolTipText(scope.scope));
        item->setData(scopeRole, scope.scope);
        item->setData(searchRole, QString(scope.scope + u'\n' + scope.description));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(m_scopes.contains(scope.scope) ? Qt::Checked : Qt::Unchecked);
    }
    m_list->setCurrentRow(0);
}

void ScopePicker::filter()
{
    const QString wanted = m_filter->text().trimmed();
    int first = -1;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        const bool fits = item->data(searchRole).toString().contains(wanted, Qt::CaseInsensitive);
        item->setHidden(!fits);
        if (fits && first < 0)
            first = row;
    }
    // what the keyboard acts on is always seen
    if (!m_list->currentItem() || m_list->currentItem()->isHidden())
        m_list->setCurrentRow(first);
    showCount();
}

void ScopePicker::showCount()
{
    const auto count = int(chosen().size());
    const int all = m_list->count();
    m_count->setText(tr("%1 of %2 chosen").arg(count).arg(all));
}

QStringList ScopePicker::chosen() const
{
    QStringList chosen;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            chosen.append(m_list->item(row)->data(scopeRole).toString());
    }
    return chosen;
}

QStringList ScopePicker::scopes() const
{
    return scopesAfterChoice(m_scopes, m_rules.catalog, chosen());
}

/// From the filter straight into what it leaves.
bool ScopePicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down) {
        m_list->setFocus(Qt::TabFocusReason);
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace Tokenwright

#include "moc_ScopePicker.cpp"
