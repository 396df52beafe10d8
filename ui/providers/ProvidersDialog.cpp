// SPDX-License-Identifier: MIT
#include "ProvidersDialog.h"

#include "ClearAction.h"
#include "Icons.h"
#include "ProviderDelegate.h"
#include "ProviderDescription.h"
#include "ShownText.h"

#include "FailureText.h"
#include "ProviderStarter.h"

#include <QAction>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>
#include <QSplitter>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace Tokenwright {

ProvidersDialog::ProvidersDialog(const ProviderWatch &watch, const CredentialRegistry &registry,
                                 QWidget *parent)
    : QDialog(parent)
    , m_watch(watch)
    , m_registry(registry)
    , m_providers(watch.catalog())
{
    setWindowTitle(tr("Providers"));
    m_shown.setSourceModel(&m_providers);
    build();
    connect(&watch, &ProviderWatch::reloaded, this, &ProvidersDialog::reload);
    for (const auto signal : {&CredentialRegistry::setAdded, &CredentialRegistry::setChanged,
                              &CredentialRegistry::setRemoved})
        connect(&registry, signal, this, &ProvidersDialog::count);
    count();
    select({});
}

void ProvidersDialog::build()
{
    m_filter = new QLineEdit;
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setToolTip(tr("Words from name, id, environments and URLs (Ctrl+F)"));
    addClearAction(*m_filter);
    m_filter->addAction(icon(Icon::Find, QPalette::PlaceholderText), QLineEdit::LeadingPosition);
    m_filter->installEventFilter(this);
    m_list = new QListView;
    m_list->setAccessibleName(tr("Providers"));
    m_list->setModel(&m_shown);
    m_list->setItemDelegate(new ProviderDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_text = new QTextBrowser;
    m_text->setAccessibleName(tr("Provider"));
    m_text->setOpenExternalLinks(true);
    m_text->document()->setDocumentMargin(fontMetrics().averageCharWidth() * 1.5);
    m_add = new QPushButton(icon(Icon::Add), tr("&Add a credential set for this…"));
    m_add->setAccessibleName(tr("Add a credential set for this…"));
    m_copy = new QPushButton(tr("Cop&y this preset to my providers"));
    m_copy->setAccessibleName(tr("Copy this preset to my providers"));
    m_copy->setToolTip(tr("Makes a file of your own to start from and opens it"));
    auto *folder = new QPushButton(tr("&Open my providers' folder"));
    folder->setAccessibleName(tr("Open my providers' folder"));
    folder->setToolTip(toolTipText(QDir::toNativeSeparators(m_watch.userFolder())));
    m_outcome = new QLabel;
    m_outcome->setWordWrap(true);
    m_outcome->setTextFormat(Qt::PlainText);
    m_outcome->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_outcome->hide();

    const auto column = [](const QList<QWidget *> &widgets) {
        auto *all = new QWidget;
        auto *layout = new QVBoxLayout(all);
        layout->setContentsMargins({});
        for (QWidget *widget : widgets)
            layout->addWidget(widget);
        return all;
    };
    auto *splitter = new QSplitter;
    splitter->addWidget(column({m_filter, m_list}));
    QWidget *details = column({m_text, m_add});
    details->layout()->setAlignment(m_add, Qt::AlignLeading);
    splitter->addWidget(details);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton *close = buttons->button(QDialogButtonBox::Close);
    close->setText(tr("C&lose"));
    close->setAccessibleName(tr("Close"));
    close->setIcon({}); // the theme's
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_copy);
    bottom->addWidget(folder);
    bottom->addWidget(buttons, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_outcome);
    layout->addLayout(bottom);
    const int letter = fontMetrics().averageCharWidth();
    m_list->setMinimumWidth(letter * 30);
    splitter->setSizes({letter * 44, letter * 76});
    resize(QSize(letter * 120, fontMetrics().height() * 32)
               .boundedTo(screen()->availableSize() * 9 / 10));
    // Enter in the filter is for the list
    const QList<QPushButton *> all{m_add, m_copy, folder, close};
    for (QPushButton *button : all)
        button->setAutoDefault(false);

    connect(m_filter, &QLineEdit::textChanged, this, &ProvidersDialog::filter);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ProvidersDialog::showCurrent);
    connect(m_list, &QListView::activated, this, &ProvidersDialog::addForCurrent);
    connect(m_add, &QPushButton::clicked, this, &ProvidersDialog::addForCurrent);
    connect(m_copy, &QPushButton::clicked, this, &ProvidersDialog::copyCurrent);
    connect(folder, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_watch.userFolder())); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, m_filter,
            [this] { m_filter->setFocus(Qt::ShortcutFocusReason); });
    m_filter->setFocus();
}

void ProvidersDialog::reload()
{
    const QString before = m_current;
    m_providers.reload();
    select(before);
}

void ProvidersDialog::count()
{
    QHash<QString, int> uses;
    for (const CredentialSet &set : m_registry.sets())
        ++uses[set.provider];
    m_providers.setUses(uses);
    showCurrent();
}

void ProvidersDialog::filter()
{
    const QString before = m_current;
    m_shown.filter(m_filter->text());
    select(before);
}

/// The row that says so of itself, or else the first.
void ProvidersDialog::select(const QString &row)
{
    const auto same = m_shown.match(m_shown.index(0, 0), Qt::DisplayRole, row, 1,
                                    Qt::MatchExactly | Qt::MatchCaseSensitive);
    m_list->setCurrentIndex(same.isEmpty() ? m_shown.index(0, 0) : same.constFirst());
    m_list->scrollTo(m_list->currentIndex());
    showCurrent();
}

QString ProvidersDialog::currentId() const
{
    return m_list->currentIndex().data(ProviderList::IdRole).toString();
}

void ProvidersDialog::showCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    const ProviderCatalog &catalog = m_watch.catalog();
    const Provider *provider = catalog.provider(currentId());
    m_add->setEnabled(provider);
    m_copy->setEnabled(provider);
    if (index.isValid())
        m_current = index.data().toString();
    if (provider) {
        m_text->setHtml(providerDescription(*provider, catalog,
                                            index.data(ProviderList::UsesRole).toInt(), palette()));
    } else if (const auto *problem = m_providers.problem(m_shown.mapToSource(index).row())) {
        m_text->setHtml(problemDescription(*problem, palette()));
    } else {
        m_text->setPlainText(tr("No provider has these words. Clear the filter to see all."));
    }
}

void ProvidersDialog::addForCurrent()
{
    const QString id = currentId();
    if (id.isEmpty())
        return;
    accept();
    Q_EMIT addWanted(id);
}

void ProvidersDialog::copyCurrent()
{
    const QString id = currentId();
    const auto file = copyProvider(m_watch.catalog(), id, m_watch.userFolder());
    m_outcome->show();
    if (!file) {
        showText(m_outcome, failureText(file.error(), nullptr));
        return;
    }
    showText(
        m_outcome,
        tr("Copied to %1. Edit it: Tokenwright reads it again whenever it is saved. With the id "
           "“%2” it takes the place of the one it was copied from.")
            .arg(QDir::toNativeSeparators(*file), id));
    QDesktopServices::openUrl(QUrl::fromLocalFile(*file));
}

/// What moves in the list does so from the filter as well; Esc clears it before it closes.
bool ProvidersDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    switch (key) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        QCoreApplication::sendEvent(m_list, event);
        return true;
    case Qt::Key_Escape:
        if (m_filter->text().isEmpty())
            return false;
        m_filter->clear();
        return true;
    default:
        return false;
    }
}

void ProvidersDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_text)
        showCurrent();
}

} // namespace Tokenwright

#include "moc_ProvidersDialog.cpp"
