// SPDX-License-Identifier: MIT
#include "ExtraFields.h"

#include "ShownText.h"
#include "TextField.h"

#include <QFormLayout>
#include <QLineEdit>

#include <algorithm>

namespace Tokenwright {

ExtraFields::ExtraFields(QFormLayout *form, QWidget *above, QWidget *parent)
    : QObject(parent)
    , m_form(form)
    , m_above(above)
    , m_parent(parent)
{ }

void ExtraFields::setRows(const QList<Row> &rows, QString &taken)
{
    for (const Entry &entry : std::as_const(m_entries))
        m_form->removeRow(entry.field);
    m_entries.clear();

    int position = -1;
    m_form->getWidgetPosition(m_above, &position, nullptr);
    for (const Row &row : rows) {
        auto *field = new TextField(m_form, ++position, m_parent);
        field->setLabel(row.label, taken);
        field->edit()->setPlaceholderText(visibleText(row.usual));
        if (row.secret) {
            field->setSecret(m_secretsShown);
            field->setEnabled(m_secretsEnabled);
        }
        field->setText(row.value);
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

void ExtraFields::setSecrets(const QMap<QString, Secret> &secrets)
{
    for (const Entry &entry : std::as_const(m_entries)) {
        if (entry.secret)
            entry.field->setText(secrets.value(entry.name).revealText());
    }
}

void ExtraFields::setSecretsShown(bool shown)
{
    m_secretsShown = shown;
    for (const Entry &entry : std::as_const(m_entries)) {
        if (entry.secret)
            entry.field->setSecret(shown);
    }
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

QList<ExtraFields::Row> variableRows(const Provider &provider, const CredentialSet &base)
{
    QList<ExtraFields::Row> rows;
    for (const Variable &variable : provider.variables) {
        const QString known = provider.id == base.provider ? base.variables.value(variable.name)
                                                           : QString();
        rows.append({.name = variable.name,
                     .label = variable.label,
                     .value = known.isEmpty() ? variable.defaultValue : known,
                     .usual = variable.defaultValue});
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
        rows.append({.name = parameter.name,
                     .label = parameter.label,
                     .value = known.isEmpty() && !parameter.secret ? parameter.defaultValue
                                                                   : known.join(u' '),
                     .usual = parameter.defaultValue,
                     .secret = parameter.secret});
    }
    return rows;
}

} // namespace Tokenwright

#include "moc_ExtraFields.cpp"
