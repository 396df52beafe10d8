// SPDX-License-Identifier: MIT
#include "ExtraFields.h"

#include "FormLayout.h"
#include "ShownText.h"
#include "TextField.h"

#include <QLineEdit>
#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

ExtraFields::ExtraFields(FormLayout *form, QWidget *above, QWidget *parent)
    : QObject(parent)
    , m_form(form)
    , m_above(above)
    , m_parent(parent)
{ }

void ExtraFields::setRows(const QString &provider, const QList<Row> &rows, QString &taken)
{
    for (const Entry &entry : std::as_const(m_entries)) {
        m_before[m_provider].insert(entry.name, entry.field->secret());
        m_form->removeRow(entry.field);
    }
    m_entries.clear();
    m_provider = provider;
    const QHash<QString, Secret> before = m_before.value(provider);

    int position = m_form->positionOf(m_above);
    for (const Row &row : rows) {
        auto *field = new TextField(m_form, ++position, m_parent);
        field->setLabel(row.label, taken);
        field->edit()->setPlaceholderText(
            visibleText(row.usual.isEmpty() ? row.expected : row.usual));
        if (row.secret) {
            field->setSecret();
            field->setEnabled(m_secretsEnabled);
        }
        field->setText(before.contains(row.name) ? before.value(row.name).revealText() : row.value);
        connect(field, &TextField::changed, this, &ExtraFields::changed);
        connect(field, &TextField::left, this, &ExtraFields::left);
        m_entries.append({row.name, row.secret, field});
    }
}

QMap<QString, QString> ExtraFields::values() const
{
    QMap<QString, QString> values;
    for (const Entry &entry : m_entries) {
        if (!entry.secret)
            values.insert(entry.name, entry.field->text());
    }
    return values;
}

QMap<QString, Secret> ExtraFields::secrets() const
{
    QMap<QString, Secret> secrets;
    for (const Entry &entry : m_entries) {
        if (entry.secret)
            secrets.insert(entry.name, entry.field->secret());
    }
    return secrets;
}

void ExtraFields::setSecrets(const QString &provider, const QMap<QString, Secret> &secrets)
{
    if (provider != m_provider) {
        for (const auto &[name, secret] : secrets.asKeyValueRange())
            m_before[provider].insert(name, secret);
        return;
    }
    for (const Entry &entry : std::as_const(m_entries)) {
        if (entry.secret)
            entry.field->setText(secrets.value(entry.name).revealText());
    }
}

void ExtraFields::hideSecrets()
{
    for (const Entry &entry : std::as_const(m_entries))
        entry.field->hideSecret();
}

void ExtraFields::setSecretsEnabled(bool enabled)
{
    m_secretsEnabled = enabled;
    for (const Entry &entry : std::as_const(m_entries)) {
        if (entry.secret)
            entry.field->setEnabled(enabled);
    }
}

TextField *ExtraFields::field(const QString &name) const
{
    const auto found = std::ranges::find(m_entries, name, &Entry::name);
    return found == m_entries.end() ? nullptr : found->field;
}

QList<TextField *> ExtraFields::fields() const
{
    QList<TextField *> fields;
    for (const Entry &entry : m_entries)
        fields.append(entry.field);
    return fields;
}

QList<QWidget *> ExtraFields::tabChain() const
{
    QList<QWidget *> chain;
    for (const Entry &entry : m_entries)
        chain.append(entry.field->edit());
    return chain;
}

void ExtraFields::clean()
{
    for (const Entry &entry : std::as_const(m_entries))
        entry.field->clean();
}

namespace {

/// \a label without what it says in brackets at its end, which goes to \a expected: a label that
/// explains makes all labels wide.
QString shortLabel(const QString &label, QString &expected)
{
    static const QRegularExpression inBrackets(u"^(.+\\S) \\(([^()]+)\\)$"_s);
    const QRegularExpressionMatch match = inBrackets.match(label);
    if (!match.hasMatch())
        return label;
    expected = match.captured(2);
    return match.captured(1);
}

/// \a row, whose label explains nothing if the empty field can do so.
ExtraFields::Row explained(ExtraFields::Row row)
{
    if (row.usual.isEmpty() && !row.secret)
        row.label = shortLabel(row.label, row.expected);
    return row;
}

} // namespace

QList<ExtraFields::Row> variableRows(const Provider &provider, const CredentialSet &base)
{
    QList<ExtraFields::Row> rows;
    for (const Variable &variable : provider.variables) {
        const QString known = provider.id == base.provider ? base.variables.value(variable.name)
                                                           : QString();
        const bool isTokenUrl = std::ranges::any_of(
            provider.environments, [&](const ProviderEnvironment &environment) {
                return environment.tokenUrl == u'{' + variable.name + u'}';
            });
        rows.append(explained(
            {.name = variable.name,
             .label = variable.label,
             .value = known.isEmpty() ? variable.defaultValue : known,
             .usual = variable.defaultValue,
             .expected = isTokenUrl ? u"https://login.example.com/oauth2/token"_s : QString()}));
    }
    return rows;
}

QList<ExtraFields::Row> parameterRows(const Provider &provider, const CredentialSet &base)
{
    QList<ExtraFields::Row> rows;
    for (const RequestParameter &parameter : provider.request.parameters) {
        const QStringList known = provider.id == base.provider
            ? base.parameters.value(parameter.name)
            : QStringList();
        rows.append(
            explained({.name = parameter.name,
                       .label = parameter.label,
                       .value = known.isEmpty() && !parameter.secret ? parameter.defaultValue
                                                                     : known.join(u' '),
                       .usual = parameter.defaultValue,
                       .secret = parameter.secret}));
    }
    return rows;
}

} // namespace Tokenwright

#include "moc_ExtraFields.cpp"
