// SPDX-License-Identifier: MIT
#include "ImportChoice.h"

#include "ShownText.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>

namespace Tokenwright {

namespace {

/// A field that takes what room there is.
QComboBox *newField(QLabel *label)
{
    auto *field = new QComboBox;
    field->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    field->setMinimumContentsLength(8);
    field->setPlaceholderText(ImportChoice::tr("Choose…"));
    field->setAccessibleName(label->text().remove(u'&'));
    label->setBuddy(field);
    return field;
}

} // namespace

ImportChoice::ImportChoice(const ProviderCatalog &providers, QWidget *parent)
    : QWidget(parent)
    , m_providers(providers)
    , m_providerLabel(new QLabel(tr("P&rovider")))
    , m_environmentLabel(new QLabel(tr("&Environment")))
    , m_provider(newField(m_providerLabel))
    , m_environment(newField(m_environmentLabel))
{
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins({});
    layout->setVerticalSpacing(2);
    layout->addWidget(m_providerLabel, 0, 0);
    layout->addWidget(m_provider, 0, 1);
    layout->addWidget(m_environmentLabel, 1, 0);
    layout->addWidget(m_environment, 1, 1);
    layout->setColumnStretch(1, 1);
    for (const Provider &provider : m_providers.providers())
        m_provider->addItem(visibleText(provider.name), provider.id);
    connect(m_provider, &QComboBox::activated, this, [this] {
        fillEnvironments();
        tell();
    });
    connect(m_environment, &QComboBox::activated, this, &ImportChoice::tell);
}

void ImportChoice::ask(ImportQuestion question, const ImportRow &row)
{
    m_providerLabel->setVisible(question == ImportQuestion::Provider);
    m_provider->setVisible(question == ImportQuestion::Provider);
    const bool isBegun = row.key == m_key && m_provider->currentIndex() >= 0
        && m_environment->currentIndex() < 0
        && m_provider->currentData().toString() != row.set.provider;
    m_key = row.key;
    if (isBegun)
        return;
    m_provider->setCurrentIndex(m_provider->findData(row.set.provider));
    fillEnvironments();
    if (!row.set.environment.isEmpty() || m_environment->count() > 1)
        m_environment->setCurrentIndex(m_environment->findData(row.set.environment));
}

void ImportChoice::openField()
{
    const bool isProviderFirst = m_provider->isVisibleTo(this) && m_provider->currentIndex() < 0;
    QComboBox *field = isProviderFirst ? m_provider : m_environment;
    field->setFocus();
    field->showPopup();
}

void ImportChoice::setInk(const QColor &ink)
{
    QPalette inked = palette();
    inked.setColor(QPalette::WindowText, ink);
    m_providerLabel->setPalette(inked);
    m_environmentLabel->setPalette(inked);
}

QList<QWidget *> ImportChoice::fields() const
{
    return {m_provider, m_environment};
}

/// Those of the provider; the only one is chosen.
void ImportChoice::fillEnvironments()
{
    m_environment->clear();
    const Provider *provider = m_providers.provider(m_provider->currentData().toString());
    m_environment->setEnabled(provider);
    if (!provider)
        return;
    for (const ProviderEnvironment &environment : provider->environments)
        m_environment->addItem(visibleText(environment.name), environment.id);
    m_environment->setCurrentIndex(m_environment->count() == 1 ? 0 : -1);
}

void ImportChoice::tell()
{
    if (m_provider->currentIndex() >= 0 && m_environment->currentIndex() >= 0)
        Q_EMIT chosen(m_provider->currentData().toString(),
                      m_environment->currentData().toString());
}

} // namespace Tokenwright

#include "moc_ImportChoice.cpp"
