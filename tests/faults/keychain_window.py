# SPDX-License-Identifier: MIT
"""The window and the keychain's prompt: two sets wait for it, and the program is ended."""
from __future__ import annotations

import signal
import subprocess
import time

from bench import Bench, bench, succeeded
from keychain import all_is_as_before
from keyring import wait_until
from screen import Screen
from session import Place
from table import SCREEN, check, row, rows
from window import Window


def clipboard(screen: Screen, selection: str = "clipboard") -> str:
    done = subprocess.run(["xclip", "-o", "-selection", selection], env=screen.session.environment,
                          capture_output=True, text=True, timeout=10)
    return done.stdout


def copied(it: Bench, window: Window, screen: Screen, name: str) -> None:
    window.select_row(name)
    window.press("Copy bearer header")
    wait_until(lambda: it.server.tokens and it.server.tokens[-1] in clipboard(screen), "the header is copied")


@row("keychain", "Two sets wait for one prompt, the first is cancelled",
     done="In the window two mints wait at the keychain's prompt; the first is cancelled, the second answered",
     promised="The prompt of the first goes; the second gets one of its own, and then its token", turn=SCREEN)
def first_of_two_cancelled(place: Place) -> None:
    screen = Screen.shared()
    with bench(place, screen.session) as it:
        it.add("First", minted=False)
        it.add("Second", minted=False)
        with Window(it.profile) as window:
            screen.keyring.lock()
            window.select_row("First")
            window.press("Mint token")
            screen.wait_for_prompt()
            first = screen.prompts()
            window.select_row("Second")
            window.press("Mint token")
            time.sleep(0.5)  # a press is queued, and acts on the row that is selected by then
            window.select_row("First")
            window.press("Cancel")
            wait_until(lambda: screen.prompts() not in ([], first), "the second has a prompt of its own", 15)
            screen.answer("test", "Return")
            wait_until(lambda: bool(it.server.tokens), "the second has its token", 15)
            check(len(it.server.tokens) == 1, f"{len(it.server.tokens)} requests")


def ended(place: Place, number: int) -> None:
    screen = Screen.shared()
    with bench(place, screen.session) as it:
        it.add()
        with Window(it.profile) as window:
            screen.keyring.lock()
            window.select_row("Parcels")
            window.press("Mint token")
            screen.wait_for_prompt()
            window.process.send_signal(number)
            check(window.process.wait(10) == -number, f"exit {window.process.returncode}")
            screen.wait_for_no_prompt(4)
        succeeded(it.profile.cli("edit", "Parcels", "--name", "Renamed", seconds=8))
        succeeded(it.profile.cli("edit", "Renamed", "--name", "Parcels", seconds=8))
        screen.keyring.unlock()
        all_is_as_before(it)


def clipboard_cleared(place: Place, number: int) -> None:
    screen = Screen.shared()
    with bench(place, screen.session) as it:
        it.add(minted=False)
        with Window(it.profile) as window:
            copied(it, window, screen, "Parcels")
            window.process.send_signal(number)
            check(window.process.wait(10) == -number, f"exit {window.process.returncode}")
            check(it.server.tokens[0] not in clipboard(screen), "it is still there")
            check(not (it.profile.data / "tokenwright/locks/window.socket").exists(), "it did not quit in order")
        with Window(it.profile) as window:
            copied(it, window, screen, "Parcels")
            check(len(it.server.tokens) == 1, "minted again")


for name, number in (("SIGTERM", signal.SIGTERM), ("SIGINT", signal.SIGINT), ("SIGHUP", signal.SIGHUP)):
    rows("keychain", [(f"{name} while the window's prompt is open", f"A mint in the window waits at the prompt; {name}",
                       number)],
         promised="The prompt goes, the program ends by that signal, no lock stays, nothing was changed", turn=SCREEN,
         long=name != "SIGTERM")(ended)
    rows("leaks", [(f"{name} while the clipboard holds a token", f"Copied in the window, then {name}", number)],
         promised="It quits in order, which clears the clipboard, and ends by that signal; it starts again as ever",
         turn=SCREEN, long=name != "SIGTERM")(clipboard_cleared)
