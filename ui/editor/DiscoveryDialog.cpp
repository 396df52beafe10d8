// SPDX-License-Identifier: MIT
#include "DiscoveryDialog.h"

#include "FieldNote.h"
#include "FormLayout.h"
#include "LabelledField.h"
#include "LetShrink.h"
#include "Origin.h"
#include "ShownText.h"

#include "Async.h"
#include "ClientAuthentication.h"
#include "DiscoveredSet.h"
#include "FailureText.h"
#include "Sentences.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr int discoveryLetters = 72;
constexpr int discoveryLines = 24;
constexpr int leastScopeLines = 4;

QLabel *newFact()
{
    auto *label = new QLabel;
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    label->setWordWrap(true);
    return label;
}

/// An address without a scheme is one of the web.
QUrl typedUrl(const QString &text)
{
    const QString trimmed = text.trimmed();
    const bool hasScheme = trimmed.contains(u"://");
    return QUrl(hasScheme || trimmed.isEmpty() ? trimmed : QString(u"https://" + trimmed),
                QUrl::StrictMode);
}

} // namespace

DiscoveryDialog::DiscoveryDialog(const SetDiscovery &discovery, const QString &caCertificates,
                                 QWidget *parent)
    : QDialog(parent)
    , m_discovery(discovery)
    , m_caCertificates(caCertificates)
{
    setWindowTitle(tr("Find a server"));
    build();
    m_url->setFocus();
}

DiscoveryDialog::~DiscoveryDialog()
{
    if (m_cancel)
        m_cancel();
}

void DiscoveryDialog::build()
{
    QString taken = u"UCF"_s; // the letters of the buttons
    auto *urlLabel = new QLabel(withMnemonic(tr("Issuer, API or MCP URL"), taken));
    m_url = new QLineEdit;
    m_url->setAccessibleName(tr("Issuer, API or MCP URL"));
    m_url->setPlaceholderText(u"https://login.example.com"_s);
    m_url->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    urlLabel->setBuddy(m_url);
    m_find = new QPushButton(tr("&Find"));
    m_find->setAccessibleName(tr("Find"));
    auto *line = new QHBoxLayout;
    line->addWidget(m_url, 1);
    line->addWidget(m_find);

    m_result = new QWidget;
    m_facts = new FormLayout(m_result);
    m_facts->setContentsMargins({});
    m_facts->setFieldGrowthPolicy(FormLayout::AllNonFixedFieldsGrow);
    const auto addFact = [this](const QString &title) {
        QLabel *fact = newFact();
        fact->setAccessibleName(title);
        m_facts->addRow(title, fact);
        return fact;
    };
    m_issuer = addFact(tr("Issuer"));
    m_endpoint = addFact(tr("Token URL"));
    m_revocation = addFact(tr("Revocation URL"));
    m_method = new QComboBox;
    m_method->setAccessibleName(tr("Client authentication"));
    letShrink(m_method);
    auto *methodLabel = new QLabel(withMnemonic(tr("Client authentication"), taken));
    methodLabel->setBuddy(m_method);
    m_facts->addRow(methodLabel, m_method);
    m_methodNote = new FieldNote(Icon::Warning);
    m_facts->addRow(QString(), m_methodNote);
    m_algorithms = addFact(tr("Algorithms"));
    m_source = addFact(tr("Found in"));
    m_scopesLabel = new QLabel(withMnemonic(tr("Scopes"), taken));
    m_scopes = new QListWidget;
    m_scopes->setAccessibleName(tr("Scopes"));
    m_scopesLabel->setBuddy(m_scopes);
    m_scopes->setMinimumHeight(m_scopes->fontMetrics().lineSpacing() * leastScopeLines);
    m_facts->addRow(m_scopesLabel, m_scopes);
    m_result->hide();

    m_failure = new FieldNote(Icon::Error);
    m_busyBar = new QProgressBar;
    m_busyBar->setRange(0, 0);
    m_busyBar->setTextVisible(false);
    m_busyBar->setMaximumWidth(fontMetrics().averageCharWidth() * 12);
    m_busyBar->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_busyBar->hide();
    m_busyNote = new FieldNote(Icon::None);
    m_use = new QPushButton(tr("&Use these"));
    m_use->setAccessibleName(tr("Use these"));
    m_use->setEnabled(false);
    auto *leave = new QPushButton(tr("&Cancel"));
    leave->setAccessibleName(tr("Cancel"));
    leave->setAutoDefault(false);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_busyBar);
    bottom->addWidget(m_busyNote, 1);
    bottom->addStretch();
    bottom->addWidget(m_use);
    bottom->addWidget(leave);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(urlLabel);
    layout->addLayout(line);
    layout->addWidget(m_failure);
    layout->addWidget(m_result, 1);
    layout->addStretch();
    layout->addLayout(bottom);
    m_find->setDefault(true);

    connect(m_find, &QPushButton::clicked, this, &DiscoveryDialog::find);
    connect(m_url, &QLineEdit::textChanged, this, [this] { m_find->setDefault(true); });
    connect(m_use, &QPushButton::clicked, this, &QDialog::accept);
    connect(leave, &QPushButton::clicked, this, &DiscoveryDialog::reject);

    ensurePolished();
    const QSize wanted(fontMetrics().averageCharWidth() * discoveryLetters,
                       fontMetrics().lineSpacing() * discoveryLines);
    resize(wanted.boundedTo(screen()->availableSize() * 9 / 10));
}

void DiscoveryDialog::find()
{
    if (m_cancel)
        return;
    const QUrl url = typedUrl(m_url->text());
    m_failure->setText({});
    m_result->hide();
    m_use->setEnabled(false);
    if (url.isEmpty()) {
        m_failure->setText(tr("Enter the URL of an issuer, of an API or of an MCP server."));
        m_url->setFocus(Qt::OtherFocusReason);
        return;
    }
    begin(url);
    const SetDiscovery::Call call = m_discovery.ask(url, m_caCertificates);
    m_cancel = call.cancel;
    Async::onResult(call.found, this,
                    [this](const Result<ServerMetadata> &found) { onFound(found); });
}

void DiscoveryDialog::onFound(const Result<ServerMetadata> &found)
{
    end();
    if (found) {
        showFound(*found);
        return;
    }
    m_failure->setText(found.error().kind == ErrorKind::Cancelled
                           ? tr("It was stopped before anything was found.")
                           : failureText(found.error(), nullptr));
    m_url->setFocus(Qt::OtherFocusReason);
    m_url->selectAll();
}

void DiscoveryDialog::showFound(const ServerMetadata &found)
{
    m_found = found;
    const auto showFact = [this](QLabel *fact, const QString &text) {
        showText(fact, text);
        fact->setVisible(!text.isEmpty());
    };
    showFact(m_issuer, found.issuer);
    showFact(m_endpoint, shownUrl(found.tokenEndpoint));
    showFact(m_revocation, shownUrl(found.revocationEndpoint));
    showFact(m_algorithms, listText(found.algorithms));
    showFact(m_source, found.source.toDisplayString());

    const QStringList methods = methodsForBoth(found);
    m_method->clear();
    for (const QString &method : methods)
        m_method->addItem(clientAuthenticationMethod(method)->translatedLabel(), method);
    m_method->setVisible(!methods.isEmpty());
    QStringList unknown = found.methods;
    unknown.removeIf([&](const QString &method) { return methods.contains(method); });
    m_methodNote->setText(
        methods.isEmpty() ? tr("The server takes clients by %1 alone, none of which is known here.")
                                .arg(listText(unknown))
                          : QString());
    m_methodNote->setVisible(methods.isEmpty());

    m_scopes->clear();
    for (const QString &scope : found.scopes) {
        auto *item = new QListWidgetItem(visibleText(scope), m_scopes);
        item->setData(Qt::UserRole, scope);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
    }
    m_scopes->setVisible(!found.scopes.isEmpty());
    m_result->show();
    m_use->setEnabled(!methods.isEmpty());
    if (m_use->isEnabled()) {
        m_use->setDefault(true);
        QWidget *next = found.scopes.isEmpty() ? static_cast<QWidget *>(m_use) : m_scopes;
        next->setFocus(Qt::OtherFocusReason);
    }
}

DiscoveredChoice DiscoveryDialog::choice() const
{
    DiscoveredChoice choice{.found = m_found, .scopes = {}};
    choice.found.methods = {m_method->currentData().toString()};
    for (int row = 0; row < m_scopes->count(); ++row) {
        const QListWidgetItem *item = m_scopes->item(row);
        if (item->checkState() == Qt::Checked)
            choice.scopes.append(item->data(Qt::UserRole).toString());
    }
    return choice;
}

void DiscoveryDialog::begin(const QUrl &url)
{
    m_busyNote->setText(tr("Asking %1…").arg(shownHost(url)));
    m_busyBar->show();
    m_find->setEnabled(false);
    m_url->setReadOnly(true);
}

void DiscoveryDialog::end()
{
    m_cancel = {};
    m_busyNote->setText({});
    m_busyBar->hide();
    m_find->setEnabled(true);
    m_url->setReadOnly(false);
}

void DiscoveryDialog::reject()
{
    if (const auto cancel = m_cancel) // which may be over, and let go, before it returns
        cancel();
    else
        QDialog::reject();
}

} // namespace Tokenwright

#include "moc_DiscoveryDialog.cpp"
