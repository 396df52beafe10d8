# SPDX-License-Identifier: MIT
"""The keychain's unlock prompt on a real screen: answered, dismissed, and the program ended while it is open."""
from __future__ import annotations

import signal
import subprocess
import time

from bench import NEW_SECRET, Bench, bench, succeeded
from keychain import PAIR, all_is_as_before
from screen import Screen
from session import Place
from table import SCREEN, check, row, rows

ADD = ("add", "Second", "--provider", "practice", "--environment", "sandbox", "--client-id", "x", "--secret-stdin")
COMMANDS = {"header": ("header", "Parcels"), "mint": ("mint", "Parcels"), "add": ADD,
            "edit": ("edit", "Parcels", *PAIR), "remove": ("remove", "Parcels", "--yes"),
            "import": ("import", "pairs.env", "--yes", "--map", "PRACTICE=practice/sandbox")}
QUICK = ("header",)


def asking(it: Bench, screen: Screen, what: str) -> subprocess.Popen:
    """A command that has brought up the prompt and waits."""
    (it.profile.home / "pairs.env").write_text(f"PRACTICE_CLIENT_ID=imported\nPRACTICE_CLIENT_SECRET={NEW_SECRET}\n")
    screen.keyring.lock()
    process = it.profile.start(*COMMANDS[what], stdin=subprocess.PIPE)
    process.stdin.write(NEW_SECRET.encode())
    process.stdin.close()
    process.stdin = None
    screen.wait_for_prompt()
    check(process.poll() is None, "it did not wait for the answer")
    return process


def nothing_is_left(it: Bench, screen: Screen) -> None:
    """No prompt, no lock, no change: others work at once, and the same command afterwards."""
    screen.wait_for_no_prompt()
    begun = time.monotonic()
    succeeded(it.profile.cli("edit", "Parcels", "--name", "Renamed", seconds=8))
    succeeded(it.profile.cli("edit", "Renamed", "--name", "Parcels", seconds=8))
    check(time.monotonic() - begun < 8, "a lock was waited for")
    check(not screen.prompts(), "a second prompt")
    screen.keyring.unlock()
    all_is_as_before(it)


def in_screen(place: Place, screen: Screen):
    return bench(place, screen.session)


def dismissed(place: Place, what: str) -> None:
    screen = Screen.shared()
    with in_screen(place, screen) as it:
        it.add()
        process = asking(it, screen, what)
        screen.answer("Escape")
        out, err = process.communicate(timeout=20)
        check(process.returncode == 5 and out == b"", f"exit {process.returncode}: {err!r}")
        nothing_is_left(it, screen)


def ended(place: Place, what: str, number: int) -> None:
    screen = Screen.shared()
    with in_screen(place, screen) as it:
        it.add()
        process = asking(it, screen, what)
        process.send_signal(number)
        begun = time.monotonic()
        out, err = process.communicate(timeout=10)
        check(process.returncode == -number, f"exit {process.returncode}: {err!r}")
        check(out == b"" and time.monotonic() - begun < 3, f"{time.monotonic() - begun:.1f} s, {out!r}")
        screen.wait_for_no_prompt(4)
        nothing_is_left(it, screen)


LEFT = "exit 5, nothing on stdout, one prompt alone, no lock, no change; unlocked, the same token is there"
rows("keychain", [(f"Its prompt is dismissed: {what}", f"Escape at the prompt of {what}", what) for what in QUICK],
     promised=LEFT, turn=SCREEN)(dismissed)
rows("keychain", [(f"Its prompt is dismissed: {what}", f"Escape at the prompt of {what}", what)
                  for what in COMMANDS if what not in QUICK], promised=LEFT, turn=SCREEN, long=True)(dismissed)

GONE = "The prompt goes from the screen, the program ends by that signal, no lock stays, nothing was changed"
ENDINGS = [(f"{name} while its prompt is open: {what}", f"{name} to {what}, which waits for the prompt", what, number)
           for what in COMMANDS for name, number in (("SIGINT", signal.SIGINT), ("SIGTERM", signal.SIGTERM),
                                                     ("SIGHUP", signal.SIGHUP), ("SIGQUIT", signal.SIGQUIT))]
QUICK_ENDINGS = (("header", signal.SIGINT), ("add", signal.SIGTERM))
rows("keychain", [it for it in ENDINGS if it[2:] in QUICK_ENDINGS], promised=GONE, turn=SCREEN)(ended)
rows("keychain", [it for it in ENDINGS if it[2:] not in QUICK_ENDINGS], promised=GONE, turn=SCREEN, long=True)(ended)


@row("keychain", "Its prompt is answered", done="The password is typed at the prompt of header",
     promised="The kept token is handed out; one prompt alone", turn=SCREEN)
def answered(place: Place) -> None:
    screen = Screen.shared()
    with in_screen(place, screen) as it:
        it.add()
        process = asking(it, screen, "header")
        screen.answer("test", "Return")
        out, err = process.communicate(timeout=20)
        check(process.returncode == 0 and it.server.tokens[0].encode() in out, f"exit {process.returncode}: {err!r}")
        screen.wait_for_no_prompt()


@row("keychain", "SIGINT is ignored, as under nohup",
     done="header with SIGINT ignored waits at the prompt; SIGINT comes",
     promised="It goes on waiting; answered, it hands out the token", turn=SCREEN, long=True)
def ignored(place: Place) -> None:
    screen = Screen.shared()
    with in_screen(place, screen) as it:
        it.add()
        screen.keyring.lock()
        process = it.profile.start("header", "Parcels",
                                   preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
        screen.wait_for_prompt()
        process.send_signal(signal.SIGINT)
        time.sleep(1)
        check(process.poll() is None and screen.prompts(), "it did not go on")
        screen.answer("test", "Return")
        out, err = process.communicate(timeout=20)
        check(process.returncode == 0 and it.server.tokens[0].encode() in out, f"exit {process.returncode}: {err!r}")


@row("keychain", "Its daemon dies while its prompt is open", done="kill -9 for the daemon during the prompt of header",
     promised="exit 5, nothing is left; unlocked, the same token is there", turn=SCREEN)
def daemon_dies(place: Place) -> None:
    screen = Screen.shared()
    with in_screen(place, screen) as it:
        it.add()
        process = asking(it, screen, "header")
        screen.keyring.kill()
        out, err = process.communicate(timeout=20)
        check(process.returncode == 5 and out == b"", f"exit {process.returncode}: {err!r}")
        nothing_is_left(it, screen)
