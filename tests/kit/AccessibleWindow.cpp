// SPDX-License-Identifier: MIT
#include "AccessibleWindow.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

using Role = AccessibleRole;
using State = AccessibleState;

namespace {

bool matches(const AccessibleControl &control, const QString &name, Role role)
{
    const Role actual = control.role();
    // A label carries the same name as the control it is the buddy of; without a role asked for,
    // what can be worked with is meant.
    if (role != Role::Any && actual != role)
        return false;
    if (control.name() == name)
        return true;
    // Qt names a combo box after its current item and tells its label by a relation alone.
    return actual == Role::ComboBox && control.labels().contains(name);
}

/// Depth first, as the eye goes. Cells are looked at only when cells are asked for: a list of ten
/// thousand rows has fifty thousand of them.
void collect(const AccessibleControl &control,
             const std::function<bool(const AccessibleControl &)> &visit, bool intoItemViews,
             bool &done)
{
    const QList<AccessibleControl> children = control.children();
    for (const AccessibleControl &child : children) {
        if (done || !child.isValid() || !child.is(State::Showing))
            continue;
        if (visit(child)) {
            done = true;
            return;
        }
        if (intoItemViews || !child.isItemView())
            collect(child, visit, intoItemViews, done);
    }
}

} // namespace

QProcessEnvironment AccessibleWindow::environment(QProcessEnvironment environment)
{
    // Qt decides once, at start; the variable makes that independent of how fast the bus comes up.
    environment.insert(u"QT_LINUX_ACCESSIBILITY_ALWAYS_ON"_s, u"1"_s);
    return environment;
}

AccessibleWindow::AccessibleWindow(qint64 processId, QObject *parent)
    : QObject(parent)
    , m_processId(processId)
{ }

bool AccessibleWindow::fail(const QString &problem)
{
    m_problem = problem;
    return false;
}

QList<AccessibleControl> AccessibleWindow::windows()
{
    if (!m_application.isValid())
        m_application = m_bus.applicationOf(m_processId);
    QList<AccessibleControl> shown;
    const QList<AccessibleControl> all = AccessibleControl(&m_bus, m_application).children();
    std::copy_if(all.begin(), all.end(), std::back_inserter(shown),
                 [](const AccessibleControl &window) { return window.is(State::Showing); });
    const auto rank = [](const AccessibleControl &window) {
        return window.is(State::Modal) ? 0 : window.is(State::Active) ? 1 : 2;
    };
    std::stable_sort(
        shown.begin(), shown.end(),
        [&](const AccessibleControl &a, const AccessibleControl &b) { return rank(a) < rank(b); });
    return shown;
}

bool AccessibleWindow::waitUntilShown()
{
    if (!m_bus.isConnected())
        return fail(u"There is no accessibility bus."_s);
    return waitFor([this] { return !windows().isEmpty(); }, u"A window of the program"_s);
}

QStringList AccessibleWindow::windowTitles()
{
    QStringList titles;
    const QList<AccessibleControl> shown = windows();
    for (const AccessibleControl &window : shown)
        titles.append(window.name());
    return titles;
}

QString AccessibleWindow::outline()
{
    QString text;
    const QList<AccessibleControl> shown = windows();
    for (const AccessibleControl &window : shown) {
        text += u"window \"%1\"\n"_s.arg(window.name());
        bool done = false;
        collect(
            window,
            [&](const AccessibleControl &control) {
                const QString name = control.name();
                if (!name.isEmpty())
                    text += u"  %1 \"%2\"\n"_s.arg(quint32(control.role())).arg(name);
                return false;
            },
            false, done);
    }
    return text;
}

AccessibleControl AccessibleWindow::search(const QString &name, Role role)
{
    const bool cells = role == Role::TableCell || role == Role::ListItem
        || role == Role::ColumnHeader;
    AccessibleControl label;
    AccessibleControl found;
    const QList<AccessibleControl> shown = windows();
    for (const AccessibleControl &window : shown) {
        if (matches(window, name, role))
            return window;
        bool done = false;
        collect(
            window,
            [&](const AccessibleControl &control) {
                if (!matches(control, name, role))
                    return false;
                // What can be worked with is meant before the label that names it.
                if (role == Role::Any && control.role() == Role::Label) {
                    if (!label.isValid())
                        label = control;
                    return false;
                }
                found = control;
                return true;
            },
            cells, done);
        if (found.isValid())
            return found;
        if (label.isValid())
            return label;
    }
    return {};
}

AccessibleControl AccessibleWindow::find(const QString &name, Role role)
{
    AccessibleControl found;
    waitFor([&] { return (found = search(name, role)).isValid(); },
            u"A control named \"%1\""_s.arg(name));
    return found;
}

AccessibleControl AccessibleWindow::findEnabled(const QString &name, Role role)
{
    AccessibleControl found;
    const bool enabled = waitFor(
        [&] {
            found = search(name, role);
            return found.isValid() && found.is(State::Enabled);
        },
        u"An enabled control named \"%1\""_s.arg(name));
    return enabled ? found : AccessibleControl();
}

bool AccessibleWindow::isShowing(const QString &name, Role role)
{
    return search(name, role).isValid();
}

bool AccessibleWindow::waitUntilGone(const QString &name, Role role)
{
    return waitFor([&] { return !isShowing(name, role); }, u"That \"%1\" goes away"_s.arg(name));
}

bool AccessibleWindow::waitFor(const std::function<bool()> &condition, const QString &what)
{
    if (QTest::qWaitFor(condition, int(m_patience.count())))
        return true;
    return fail(u"%1 did not happen within %2 ms; showing is:\n%3"_s.arg(what)
                    .arg(m_patience.count())
                    .arg(outline()));
}

bool AccessibleWindow::announces(const std::function<bool()> &action, const QString &words,
                                 Announcement::Urgency urgency)
{
    m_bus.forgetAnnounced();
    const auto isIt = [&](const Announcement &announcement) {
        return announcement.words.contains(words)
            && (announcement.urgency == urgency || announcement.urgency == Announcement::Unknown);
    };
    return action()
        && waitFor([&] { return std::ranges::any_of(m_bus.announced(), isIt); },
                   u"The announcement of \""_s + words + u'"');
}

bool AccessibleWindow::press(const QString &name, Role role)
{
    const AccessibleControl control = findEnabled(name, role);
    if (!control.isValid())
        return false;
    return control.press() || fail(u"\"%1\" cannot be pressed."_s.arg(name));
}

bool AccessibleWindow::setChecked(const QString &name, bool checked)
{
    const AccessibleControl control = findEnabled(name, Role::Any);
    if (!control.isValid())
        return false;
    if (control.is(State::Checked) == checked)
        return true;
    return control.act({u"Toggle"_s, u"Press"_s})
        && waitFor([&] { return control.is(State::Checked) == checked; },
                   u"The change of \"%1\""_s.arg(name));
}

bool AccessibleWindow::is(const QString &name, State state)
{
    return find(name).is(state);
}

bool AccessibleWindow::focus(const QString &name)
{
    const AccessibleControl control = find(name);
    return control.isValid() && control.focus()
        && waitFor([&] { return control.is(State::Focused); }, u"The focus of \"%1\""_s.arg(name));
}

bool AccessibleWindow::tabTo(const QString &name)
{
    constexpr int mostStops = 80; // of any window, twice
    QStringList met;
    while (met.size() < mostStops) {
        m_bus.forgetFocused();
        m_bus.pressKey(Tab);
        AccessibleControl control;
        if (!waitFor(
                [&] {
                    return (control = {&m_bus, m_bus.focused()}).isValid();
                },
                u"A stop of the Tab key"_s))
            return false;
        if (matches(control, name, Role::Any))
            return true;
        met.append(control.name());
    }
    return fail(u"The Tab key never comes to \"%1\" but to: %2"_s.arg(name, met.join(u", "_s)));
}

bool AccessibleWindow::setText(const QString &name, const QString &text)
{
    const AccessibleControl control = findEnabled(name, Role::Any);
    if (!control.isValid())
        return false;
    return control.setText(text) || fail(u"\"%1\" takes no text."_s.arg(name));
}

QString AccessibleWindow::text(const QString &name, Role role)
{
    const AccessibleControl control = find(name, role);
    if (control.role() == Role::ComboBox)
        return currentItem(name);
    const QString text = control.text();
    return text.isEmpty() && control.role() == Role::Label ? control.name() : text;
}

std::optional<double> AccessibleWindow::value(const QString &name)
{
    return find(name).value();
}

bool AccessibleWindow::setValue(const QString &name, double value)
{
    const AccessibleControl control = findEnabled(name, Role::Any);
    return control.isValid() && control.setValue(value);
}

#include "moc_AccessibleWindow.cpp"
