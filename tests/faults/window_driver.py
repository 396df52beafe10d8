#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Works the window of a process as an assistive technology does, by the names of its controls.

Run by window.py with the system's own Python, which has pyatspi: window_driver.py PID. Each line of standard
input is a JSON list, a function's name below and its arguments; each answer is a line, {"is": …} or {"wrong": …}.
"""
import json
import sys
import time

import pyatspi

PATIENCE = 20  # seconds
process = int(sys.argv[1])


def application():
    for child in pyatspi.Registry.getDesktop(0):
        if child is not None and child.get_process_id() == process:
            return child
    return None


def everything(control, depth=0):
    """The control and all below it; what has gone meanwhile is left out."""
    yield control
    try:
        children = [control.getChildAtIndex(number) for number in range(min(control.childCount, 500))]
    except Exception:  # noqa: BLE001 - it has gone
        return
    for child in children:
        if child is not None and depth < 40:
            yield from everything(child, depth + 1)


def is_(control, state):
    return control.getState().contains(state)


def find(name, enabled):
    wanted = None
    for control in everything(application()):
        try:
            if control.name == name and is_(control, pyatspi.STATE_SHOWING) and control.getRoleName() != "label":
                if not enabled or is_(control, pyatspi.STATE_ENABLED):
                    wanted = control
                    if control.queryAction().nActions:
                        return control
        except Exception:  # noqa: BLE001 - it has gone, or has no actions
            continue
    return wanted


def waited(question, what):
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            found = question()
        except Exception as reason:  # noqa: BLE001 - not there yet
            found, what = None, f"{what} ({reason})"
        if found:
            return found
        if time.monotonic() > deadline:
            raise LookupError(f"{what}; there is: {sorted({c.name for c in everything(application()) if c.name})[:80]}")
        time.sleep(0.05)


def wait_for_window():
    return bool(waited(lambda: application() and application().childCount, "no window"))


def press(name):
    control = waited(lambda: find(name, True), f"nothing enabled is named {name}")
    action = control.queryAction()
    names = [action.getName(number) for number in range(action.nActions)]
    action.doAction(names.index("Press") if "Press" in names else 0)
    return True


def press_enter():
    """In the window that has the keyboard."""
    pyatspi.Registry.generateKeyboardEvent(0xFF0D, None, pyatspi.KEY_SYM)
    return True


def wait_until_gone(name):
    return bool(waited(lambda: not find(name, False), f"{name} is still there"))


def set_text(name, text):
    waited(lambda: find(name, True), f"nothing enabled is named {name}").queryEditableText().setTextContents(text)
    return True


def select_row(text):
    """In the list of credential sets, the row of that name: its first cell says that and goes on."""
    def chosen():
        table = next(c for c in everything(application()) if c.name == "Credential sets" and "Table" in
                     pyatspi.listInterfaces(c)).queryTable()
        for number in range(table.nRows):
            if (table.getAccessibleAt(number, 0).name + ", ").startswith(text + ", "):
                return table.addRowSelection(number)
        return False
    return bool(waited(chosen, f"no row {text}"))


def texts():
    """All that can be read by somebody who listens."""
    found = []
    for control in everything(application()):
        try:
            found += [control.name, control.description]
            interfaces = pyatspi.listInterfaces(control)
            if "Text" in interfaces:
                found.append(control.queryText().getText(0, -1))
            if "Table" in interfaces:
                table = control.queryTable()
                found += [table.getAccessibleAt(row, column).name
                          for row in range(min(table.nRows, 20)) for column in range(table.nColumns)]
        except Exception:  # noqa: BLE001 - it has gone
            continue
    return sorted({text for text in found if text})


for line in sys.stdin:
    name, *arguments = json.loads(line)
    try:
        print(json.dumps({"is": globals()[name](*arguments)}), flush=True)
    except Exception as reason:  # noqa: BLE001 - told to whoever asked
        print(json.dumps({"wrong": f"{type(reason).__name__}: {reason}"}), flush=True)
