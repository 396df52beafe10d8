// SPDX-License-Identifier: MIT
#include "ImportChoice.h"

#include "LabelledField.h"
#include "LetShrink.h"
#include "ShownText.h"

#include "SetDraft.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace Tokenwright {

namespace {

/// A field that takes what room there is.
QComboBox *newField(QLabel *label)
{
    auto *field = new QComboBox;
    letShrink(field, 8);
    field->setPlaceholderText(ImportChoice::tr("Choose…"));
    field->setAccessibleName(withoutMnemonic(label->text()));
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
    , m_idLabel(new QLabel)
    , m_secretLabel(new QLabel)
    , m_id(newLine(m_idLabel))
    , m_secret(newLine(m_secretLabel))
    , m_variableGrid(new QGridLayout)
{
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins({});
    layout->setVerticalSpacing(2);
    layout->addWidget(m_providerLabel, 0, 0);
    layout->addWidget(m_provider, 0, 1);
    layout->addWidget(m_environmentLabel, 1, 0);
    layout->addWidget(m_environment, 1, 1);
    m_variableGrid->setContentsMargins({});
    m_variableGrid->setVerticalSpacing(2);
    m_variableGrid->setColumnStretch(1, 1);
    layout->addLayout(m_variableGrid, 2, 0, 1, 2);
    layout->addWidget(m_idLabel, 3, 0);
    layout->addWidget(m_id, 3, 1);
    layout->addWidget(m_secretLabel, 4, 0);
    layout->addWidget(m_secret, 4, 1);
    layout->setColumnStretch(1, 1);
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                                  | Qt::ImhNoAutoUppercase);
    for (const Provider &provider : m_providers.providers())
        m_provider->addItem(visibleText(provider.name), provider.id);
    connect(m_provider, &QComboBox::activated, this, [this] {
        fillEnvironments();
        tell();
    });
    connect(m_environment, &QComboBox::activated, this, &ImportChoice::tell);
    const auto tellPair = [this] { Q_EMIT pairTyped(m_id->text(), m_secret->text()); };
    connect(m_id, &QLineEdit::textEdited, this, tellPair);
    connect(m_secret, &QLineEdit::textEdited, this, tellPair);
}

/// A line of text called as \a label says by then.
QLineEdit *ImportChoice::newLine(QLabel *label)
{
    auto *line = new QLineEdit;
    label->setBuddy(line);
    connect(line, &QLineEdit::editingFinished, this, &ImportChoice::typingEnded);
    return line;
}

void ImportChoice::setLabel(QLabel *label, QWidget *field, const QString &text)
{
    label->setText(visibleText(text));
    field->setAccessibleName(label->text());
}

/// The lines stay, with what is in them, as long as they are for the same.
void ImportChoice::askForVariables(const QStringList &names, const ImportRow &row)
{
    QStringList before;
    for (const VariableLine &variable : std::as_const(m_variables))
        before.append(variable.name);
    if (before == names && row.key == m_key)
        return;
    while (before != names && !m_variables.isEmpty()) {
        const VariableLine variable = m_variables.takeLast();
        delete variable.label;
        delete variable.line;
    }
    const Provider *provider = m_providers.provider(row.set.provider);
    for (qsizetype i = m_variables.size(); i < names.size(); ++i) {
        const QString &name = names.at(i);
        auto *label = new QLabel;
        auto *line = newLine(label);
        const auto &known = provider ? provider->variables : QList<Variable>();
        const auto declared = std::ranges::find(known, name, &Variable::name);
        setLabel(label, line,
                 declared == known.end() || declared->label.isEmpty() ? name : declared->label);
        m_variableGrid->addWidget(label, int(i), 0);
        m_variableGrid->addWidget(line, int(i), 1);
        m_variables.append({name, label, line});
        connect(line, &QLineEdit::textEdited, this,
                [this, name](const QString &value) { Q_EMIT valueTyped(name, value); });
        setTabOrder(i == 0 ? static_cast<QWidget *>(m_environment) : m_variables.at(i - 1).line,
                    line);
    }
    if (!m_variables.isEmpty())
        setTabOrder(m_variables.last().line, m_id);
    for (const VariableLine &variable : std::as_const(m_variables))
        variable.line->setText(row.set.variables.value(variable.name));
    if (m_ink.isValid())
        setInk(m_ink);
}

void ImportChoice::ask(const ImportQuestion &question, const ImportRow &row)
{
    m_providerLabel->setVisible(question.provider);
    m_provider->setVisible(question.provider);
    m_environmentLabel->setVisible(question.environment);
    m_environment->setVisible(question.environment);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_idLabel), static_cast<QWidget *>(m_id),
          static_cast<QWidget *>(m_secretLabel), static_cast<QWidget *>(m_secret)})
        widget->setVisible(question.pair);
    const Provider *provider = m_providers.provider(row.set.provider);
    setLabel(m_idLabel, m_id, provider ? provider->clientIdLabel : tr("Client ID"));
    setLabel(m_secretLabel, m_secret, provider ? provider->clientSecretLabel : tr("Client secret"));
    askForVariables(question.variables, row);
    if (row.key != m_key) {
        m_id->setText(row.pair.clientId);
        m_secret->setText(row.pair.clientSecret.revealText());
    }
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
    for (QComboBox *field : {m_provider, m_environment}) {
        if (field->isVisibleTo(this) && (field->currentIndex() < 0 || field == m_environment)) {
            field->setFocus();
            field->showPopup();
            return;
        }
    }
    QLineEdit *line = m_variables.isEmpty() ? m_id : m_variables.first().line;
    line->setFocus();
}

void ImportChoice::forget()
{
    m_key.clear();
    m_id->clear();
    m_secret->clear();
}

void ImportChoice::setInk(const QColor &ink)
{
    m_ink = ink;
    QPalette inked = palette();
    inked.setColor(QPalette::WindowText, ink);
    for (QLabel *label : {m_providerLabel, m_environmentLabel, m_idLabel, m_secretLabel})
        label->setPalette(inked);
    for (const VariableLine &variable : std::as_const(m_variables))
        variable.label->setPalette(inked);
    // what asks to be chosen does not look as if it could not be
    QPalette asking = palette();
    asking.setColor(QPalette::PlaceholderText, asking.color(QPalette::ButtonText));
    for (QComboBox *field : {m_provider, m_environment})
        field->setPalette(asking);
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
    const bool isWhole = m_provider->currentIndex() >= 0 && m_environment->currentIndex() >= 0;
    Q_EMIT chosen(isWhole ? m_provider->currentData().toString() : QString(),
                  isWhole ? m_environment->currentData().toString() : QString());
}

} // namespace Tokenwright

#include "moc_ImportChoice.cpp"
