#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Does things to the window of a process by accessible names, as a person with a screen reader does.

    press.py PID VERB NAME [TEXT] …    verbs: press NAME, wait NAME, type NAME TEXT, select NAME (a row)

Runs in the session whose bus and display are meant, as a process of its own: the library keeps one bus."""
import sys
import time

import pyatspi

PATIENCE = 20  # seconds


def controls(parent):
    """What is below, children first seen first; what has gone meanwhile is left out."""
    for child in parent:
        if child is None:
            continue
        yield child
        yield from controls(child)


def find(pid: int, name: str):
    """The first control of the process with that name (or a row that begins with it) that shows."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            for program in pyatspi.Registry.getDesktop(0):
                if program is None or program.get_process_id() != pid:
                    continue
                for control in controls(program):
                    if (control.name == name or control.name.startswith(name + ",")) \
                            and control.getState().contains(pyatspi.STATE_SHOWING):
                        return control
        except Exception:  # noqa: BLE001 - a control went while it was looked at
            pass
        time.sleep(0.05)
    sys.exit(f"nothing named {name!r} shows")


def main(pid: int, words: list[str]) -> None:
    while words:
        verb, name, *words = words
        control = find(pid, name)
        if verb == "press":
            control.queryAction().doAction(0)
        elif verb == "type":
            text, *words = words
            control.queryEditableText().setTextContents(text)
        elif verb == "select":
            table = control.parent.queryTable()
            table.addRowSelection(table.getRowAtIndex(control.getIndexInParent()))
        elif verb != "wait":
            sys.exit(f"no verb {verb!r}")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
