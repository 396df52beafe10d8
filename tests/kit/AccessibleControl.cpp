// SPDX-License-Identifier: MIT
#include "AccessibleControl.h"

#include <QDBusError>
#include <QDBusVariant>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr auto Accessible = "Accessible";
constexpr auto Action = "Action";
constexpr auto Component = "Component";
constexpr auto EditableText = "EditableText";
constexpr auto Table = "Table";
constexpr auto Text = "Text";
constexpr auto Value = "Value";

constexpr quint32 LabelledBy = 2; // AtspiRelationType
constexpr quint32 ScreenCoordinates = 0; // AtspiCoordType
// How long an action may take before it is taken for one that has opened a dialog of its own loop.
constexpr int ActionTimeout = 300;

QString interfaceNamed(const char *name)
{
    return u"org.a11y.atspi."_s + QLatin1StringView(name);
}

} // namespace

AccessibleControl::AccessibleControl(AccessibilityBus *bus, AccessibleReference reference)
    : m_bus(bus)
    , m_reference(std::move(reference))
{ }

template <class T>
std::optional<T> AccessibleControl::ask(const char *interface, const char *method,
                                        const QVariantList &arguments) const
{
    if (!isValid())
        return std::nullopt;
    return m_bus->ask<T>(m_reference, interfaceNamed(interface), QString::fromLatin1(method),
                         arguments);
}

QVariant AccessibleControl::property(const char *interface, const char *name) const
{
    return isValid()
        ? m_bus->property(m_reference, interfaceNamed(interface), QString::fromLatin1(name))
        : QVariant();
}

QString AccessibleControl::name() const
{
    return property(Accessible, "Name").toString();
}

QString AccessibleControl::description() const
{
    return property(Accessible, "Description").toString();
}

AccessibleRole AccessibleControl::role() const
{
    return AccessibleRole(ask<quint32>(Accessible, "GetRole").value_or(0));
}

bool AccessibleControl::is(AccessibleState state) const
{
    // Two words of 32 bits, the lower first.
    const auto words = ask<QList<quint32>>(Accessible, "GetState").value_or(QList<quint32>());
    const auto bit = quint32(state);
    return words.value(bit / 32) & (1U << (bit % 32));
}

bool AccessibleControl::isItemView() const
{
    const AccessibleRole mine = role();
    return mine == AccessibleRole::Table || mine == AccessibleRole::Tree
        || mine == AccessibleRole::List;
}

QRect AccessibleControl::geometry() const
{
    if (!isValid())
        return {};
    const QDBusMessage answer = m_bus->call(m_reference, interfaceNamed(Component), u"GetExtents"_s,
                                            {ScreenCoordinates});
    if (answer.type() != QDBusMessage::ReplyMessage || answer.arguments().isEmpty())
        return {};
    const auto argument = answer.arguments().constFirst().value<QDBusArgument>();
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    argument.beginStructure();
    argument >> x >> y >> width >> height;
    argument.endStructure();
    return {x, y, width, height};
}

AccessibleControl AccessibleControl::parent() const
{
    const QVariant value = property(Accessible, "Parent");
    return {m_bus, qdbus_cast<AccessibleReference>(value)};
}

QList<AccessibleControl> AccessibleControl::children() const
{
    QList<AccessibleControl> controls;
    const auto references = ask<QList<AccessibleReference>>(Accessible, "GetChildren")
                                .value_or(QList<AccessibleReference>());
    for (const AccessibleReference &reference : references)
        controls.append(AccessibleControl(m_bus, reference));
    return controls;
}

int AccessibleControl::childCount() const
{
    return property(Accessible, "ChildCount").toInt();
}

AccessibleControl AccessibleControl::child(int index) const
{
    return {m_bus,
            ask<AccessibleReference>(Accessible, "GetChildAtIndex", {index})
                .value_or(AccessibleReference())};
}

QStringList AccessibleControl::labels() const
{
    if (!isValid())
        return {};
    const QDBusMessage answer = m_bus->call(m_reference, interfaceNamed(Accessible),
                                            u"GetRelationSet"_s);
    if (answer.type() != QDBusMessage::ReplyMessage || answer.arguments().isEmpty())
        return {};
    QStringList names;
    const auto argument = answer.arguments().constFirst().value<QDBusArgument>();
    argument.beginArray();
    while (!argument.atEnd()) {
        quint32 relation = 0;
        QList<AccessibleReference> targets;
        argument.beginStructure();
        argument >> relation >> targets;
        argument.endStructure();
        if (relation != LabelledBy)
            continue;
        for (const AccessibleReference &target : std::as_const(targets))
            names.append(AccessibleControl(m_bus, target).name());
    }
    argument.endArray();
    return names;
}

QString AccessibleControl::text() const
{
    return ask<QString>(Text, "GetText", {0, -1}).value_or(QString());
}

bool AccessibleControl::setText(const QString &text) const
{
    return ask<bool>(EditableText, "SetTextContents", {text}).value_or(false);
}

std::optional<double> AccessibleControl::value() const
{
    const QVariant value = property(Value, "CurrentValue");
    return value.isValid() ? std::optional(value.toDouble()) : std::nullopt;
}

bool AccessibleControl::setValue(double value) const
{
    return isValid()
        && m_bus
               ->call(m_reference, u"org.freedesktop.DBus.Properties"_s, u"Set"_s,
                      {interfaceNamed(Value), u"CurrentValue"_s,
                       QVariant::fromValue(QDBusVariant(value))})
               .type()
        == QDBusMessage::ReplyMessage;
}

QStringList AccessibleControl::actions() const
{
    QStringList names;
    const int count = property(Action, "NActions").toInt();
    for (int index = 0; index < count; ++index)
        names.append(ask<QString>(Action, "GetName", {index}).value_or(QString()));
    return names;
}

bool AccessibleControl::act(const QStringList &names) const
{
    const QStringList offered = actions();
    for (const QString &name : names) {
        const auto index = offered.indexOf(name);
        if (index < 0)
            continue;
        const QDBusMessage answer = m_bus->call(m_reference, interfaceNamed(Action), u"DoAction"_s,
                                                {int(index)}, ActionTimeout);
        return answer.type() == QDBusMessage::ReplyMessage
            || QDBusError(answer).type() == QDBusError::NoReply;
    }
    return false;
}

bool AccessibleControl::press() const
{
    return act({u"Press"_s, u"Toggle"_s, u"ShowMenu"_s});
}

bool AccessibleControl::focus() const
{
    return ask<bool>(Component, "GrabFocus").value_or(false);
}

int AccessibleControl::rowCount() const
{
    return property(Table, "NRows").toInt();
}

int AccessibleControl::columnCount() const
{
    return property(Table, "NColumns").toInt();
}

AccessibleControl AccessibleControl::cell(int row, int column) const
{
    return {m_bus,
            ask<AccessibleReference>(Table, "GetAccessibleAt", {row, column})
                .value_or(AccessibleReference())};
}

QString AccessibleControl::columnTitle(int column) const
{
    return ask<QString>(Table, "GetColumnDescription", {column}).value_or(QString());
}

bool AccessibleControl::selectRow(int row) const
{
    return ask<bool>(Table, "AddRowSelection", {row}).value_or(false);
}

bool AccessibleControl::isRowSelected(int row) const
{
    return ask<bool>(Table, "IsRowSelected", {row}).value_or(false);
}
