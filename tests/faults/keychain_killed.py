# SPDX-License-Identifier: MIT
"""The keychain's daemon dies or is replaced while a command is at work: at each message it is sent."""
from __future__ import annotations

import signal
import subprocess
import time

import steps
from bench import Bench, bench, own_bench, succeeded
from files_kill import IMPORTED, OPERATIONS, Operation, state_of
from keyring import wait_until
from screen import Screen
from session import Place
from table import LONG, SCREEN, Broken, check, row, rows, tell
from window import Window


def stopped_at(it: Bench, operation: Operation, number: int) -> subprocess.Popen:
    """The operation, which has stopped itself before that step, or ended before it came there."""
    log = it.profile.home / "steps"
    process = it.profile.start(*operation.command, stdin=subprocess.PIPE,
                               environment=steps.environment(log, f"stop before {number}"))
    process.stdin.write(operation.stdin.encode())
    process.stdin.close()
    process.stdin = None

    def stands() -> bool:
        if process.poll() is not None:
            return True
        with open(f"/proc/{process.pid}/stat", encoding="ascii") as stat:
            return stat.read().rpartition(")")[2].split()[0] == "T"

    wait_until(stands, f"it stops before step {number}")
    return process


def bus_steps(it: Bench, operation: Operation) -> list[tuple[int, str]]:
    """The steps of an undisturbed run that are messages with a name."""
    log = it.profile.home / "steps"
    succeeded(it.profile.cli(*operation.command, stdin=operation.stdin, environment=steps.environment(log)))
    return [(number, name) for number, name in enumerate(steps.taken(log), 1)
            if name.startswith("bus ") and name != "bus a message"]


def emptied(it: Bench) -> None:
    for name in it.names():
        succeeded(it.profile.cli("remove", name, "--yes"))


def killed_at(it: Bench, operation: Operation, number: int) -> None:
    """One daemon's death, and what is found when another one is unlocked."""
    operation.prepare(it)
    before = state_of(it)
    process = stopped_at(it, operation, number)
    it.keyring.kill()
    process.send_signal(signal.SIGCONT)
    _, err = process.communicate(timeout=60)
    check(process.returncode in (0, 1, 5), f"exit {process.returncode}: {err!r}")
    it.keyring.unlock()
    state = state_of(it)
    check(state in (before, operation.after) or operation.between(state), f"neither: {state}")
    check(process.returncode != 0 or state == operation.after or operation.name == "mint", f"exit 0, and {state}")
    again = it.profile.cli(*operation.command, stdin=operation.stdin)
    check(again.code in operation.again, f"the next time exit {again.code}: {again.err}")
    check(state_of(it) == operation.after, f"after the next time: {state_of(it)}")
    emptied(it)


@rows("keychain", [(f"It is killed in the middle of {operation.name}",
                    "kill -9 for its daemon before each message of the command" if LONG
                    else "kill -9 for its daemon before its changes arrive", operation)
                   for operation in OPERATIONS if operation.name in ("add", "edit of the pair", "remove", "mint", "rotate", "forget",
                                                              "revoke")],
      promised="Exit 0, 1 or 5; unlocked, the old or the new state, no secret without a row; the same again works")
def killed_in_the_middle(place: Place, operation: Operation) -> None:
    with own_bench(place) as it:
        operation.prepare(it)
        messages = bus_steps(it, operation)
        emptied(it)
        if not LONG:
            messages = [found for found in messages if found[1] in ("bus CreateItem", "bus Delete")][:2]
        check(bool(messages), "no messages")
        for number, name in messages:
            try:
                killed_at(it, operation, number)
            except Broken as reason:
                raise Broken(f"before {number} ({name}): {reason}") from reason
        tell(f"{len(messages)} deaths")


@row("keychain", "The bus dies in the middle of header",
     done="kill -9 for the session's bus before each message by which libsecret gets the token",
     promised="Exit 5 in words, or 0 with the token: no signal ends it")
def bus_killed_in_the_middle(place: Place) -> None:
    header = Operation("header", ("header", "Parcels"), {})
    with bench(place) as it:
        it.add()
        messages = bus_steps(it, header)
    # The first of its own; while it connects GLib does end the program, until its loop has said that there is a bus.
    messages = messages[[name for _, name in messages].index("bus GetAll"):]
    check(bool(messages), "no messages")
    for number, name in messages:
        with own_bench(place) as it:
            it.add()
            process = stopped_at(it, header, number)
            it.keyring.kill_bus()
            process.send_signal(signal.SIGCONT)
            out, err = process.communicate(timeout=60)
            check(process.returncode in (0, 5), f"before {number} ({name}): exit {process.returncode}: {err!r}")
            check(process.returncode == 0 or b"keychain" in err.lower() and not out, f"{out!r}, {err!r}")
    tell(f"{len(messages)} deaths")


@row("keychain", "It is restarted between two operations of one program",
     done="import adds two sets; before the second the daemon is killed and another one unlocked",
     promised="Both are added, each with its pair")
def restarted(place: Place) -> None:
    operation = next(operation for operation in OPERATIONS if operation.name == "import")
    with own_bench(place) as it:
        operation.prepare(it)
        log = it.profile.home / "steps"
        succeeded(it.profile.cli(*operation.command, environment=steps.environment(log)))
        names = steps.taken(log)
        second = [number for number, name in enumerate(names, 1) if name == "lock credential-sets.lock"][1]
        emptied(it)
        process = stopped_at(it, operation, second)
        check(process.poll() is None and it.names() == [next(iter(IMPORTED))], f"not between the two: {it.names()}")
        it.keyring.kill()
        it.keyring.unlock()
        process.send_signal(signal.SIGCONT)
        _, err = process.communicate(timeout=60)
        check(process.returncode == 0, f"exit {process.returncode}: {err!r}")
        check(state_of(it) == operation.after, state_of(it))


@row("keychain", "It is restarted while the window runs",
     done="Minted in the window; daemon killed, unlocked; minted again",
     promised="Both tokens are had and kept, without a question", turn=SCREEN, long=True)
def restarted_under_the_window(place: Place) -> None:
    screen = Screen.shared()
    with bench(place, screen.session) as it:
        it.add(minted=False)
        with Window(it.profile) as window:
            for number in (1, 2):
                window.select_row("Parcels")
                window.press("Mint token")
                wait_until(lambda: len(it.server.tokens) == number, f"mint {number}")
                kept = f"tokenwright/{it.identifier('Parcels')}/token"
                wait_until(lambda: it.server.tokens[-1] in it.entries().get(kept, ""), "the token is kept")
                screen.keyring.kill()
                screen.keyring.unlock()
                time.sleep(0.2)
            check(not screen.prompts(), "somebody is asked")
        check(it.server.tokens[1] in succeeded(it.profile.cli("header", "Parcels")).out, "another token")
