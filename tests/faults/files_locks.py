# SPDX-License-Identifier: MIT
"""Lock files of every kind, locks that are held, and another writer."""
from __future__ import annotations

import fcntl
import json
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

from bench import bench, succeeded
from screen import Screen
from session import Place
from table import LONG, SCREEN, WAITING, check, row, rows
from window import Window

LOCKS: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "foreign": lambda path: path.write_text("4711\nQtCreator\nanother-machine\n\n\n"),
    "stale": lambda path: path.write_text("keychain\n"),
    "read-only": lambda path: (path.write_text("x"), path.chmod(0o400)),
    "a megabyte": lambda path: path.write_bytes(b"x" * 1_000_000),
}


@rows("files", [(f"The lock files are {what}", "So is each lock file of the profile before the commands run", make)
                for what, make in LOCKS.items()],
      promised="Nobody holds them: edit, mint and remove work within seconds")
def lock_files(place: Place, make: Callable[[Path], object]) -> None:
    with bench(place) as it:
        identifier = it.add()
        for name in ("credential-sets.lock", "tokens.lock", f"{identifier}.lock", "window.lock"):
            path = it.profile.data / "tokenwright/locks" / name
            path.unlink(missing_ok=True)
            make(path)
        begun = time.monotonic()
        succeeded(it.profile.cli("edit", "Parcels", "--name", "Renamed"))
        succeeded(it.profile.cli("mint", "Renamed"))
        succeeded(it.profile.cli("remove", "Renamed", "--yes"))
        check(time.monotonic() - begun < 9, f"{time.monotonic() - begun:.1f} s")


@rows("files", [("A lock file is a folder", "mkdir", Path.mkdir), ("A lock file is a pipe", "mkfifo", os.mkfifo)],
      promised="Within seconds exit 1 naming it, or done; nothing hangs, nothing is lost")
def strange_lock(place: Place, make: Callable[[Path], object]) -> None:
    with bench(place) as it:
        it.add()
        path = it.profile.data / "tokenwright/locks/credential-sets.lock"
        path.unlink()
        make(path)
        ended = it.profile.cli("edit", "Parcels", "--name", "Renamed", seconds=20)
        check(ended.code == 0 or ended.code == 1 and "credential-sets.lock" in ended.err,
              f"exit {ended.code}: {ended.err}")
        check(it.names() == ["Renamed" if ended.code == 0 else "Parcels"], it.names())


@row("files", "A lock file is a link", done="The index's lock links to a file of somebody's; edit",
     promised="exit 1 naming the lock; what the link leads to is the same to the byte")
def linked_lock(place: Place) -> None:
    with bench(place) as it:
        it.add()
        path, target = it.profile.data / "tokenwright/locks/credential-sets.lock", it.profile.home / "of-somebody"
        target.write_text("theirs")
        path.unlink()
        path.symlink_to(target)
        ended = it.profile.cli("edit", "Parcels", "--name", "Renamed", seconds=20)
        check(ended.code == 1 and "credential-sets.lock" in ended.err, f"exit {ended.code}: {ended.err}")
        check(target.read_text() == "theirs" and it.names() == ["Parcels"], "something was written")


@row("files", "Notes are typed while a lock is held, and the window is ended",
     done="flock on the index's lock; tags are typed; SIGTERM; a second later the lock is let go",
     promised="What was typed is there, and it has ended by that signal", turn=SCREEN)
def notes_at_the_end(place: Place) -> None:
    screen = Screen.shared()
    with bench(place, screen.session) as it:
        it.add(minted=False)
        with Window(it.profile) as window, open(it.profile.data / "tokenwright/locks/credential-sets.lock", "r+b") as file:
            window.select_row("Parcels")
            window.press("Notes")
            fcntl.flock(file, fcntl.LOCK_EX)
            window.set_text("Tags", "typed just now")
            window.process.send_signal(signal.SIGTERM)
            time.sleep(1)
            fcntl.flock(file, fcntl.LOCK_UN)
            check(window.process.wait(15) == -signal.SIGTERM, f"exit {window.process.returncode}")
        check(it.rows()[0].get("tags") == ["typed just now"], it.rows()[0])


@row("files", "A lock is held by another program that does not let go",
     done="flock on the index's lock; edit, list, header",
     promised="edit is exit 6 after 10 s naming the lock, list and the kept token work at once; let go, edit works",
     turn=WAITING)
def lock_held(place: Place) -> None:
    with bench(place) as it:
        it.add()
        with open(it.profile.data / "tokenwright/locks/credential-sets.lock", "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            process = it.profile.start("edit", "Parcels", "--name", "Renamed")
            begun = time.monotonic()
            succeeded(it.profile.cli("list"))
            succeeded(it.profile.cli("header", "Parcels"))
            check(time.monotonic() - begun < 8, "list and header waited")
            _, err = process.communicate(timeout=40)
            check(process.returncode == 6 and b"credential-sets.lock" in err, f"exit {process.returncode}: {err!r}")
        check(it.names() == ["Parcels"], it.names())
        succeeded(it.profile.cli("edit", "Parcels", "--name", "Renamed"))


@row("files", "Another process writes the index 1,000 times",
     done="1,000 atomic writes under the lock, which add and take away a row, while the command line lists and renames",
     promised="Each list shows the old or the new state; no change of either is lost")
def another_writer(place: Place) -> None:
    with bench(place) as it:
        it.add(minted=False)
        path, lock = it.profile.index, it.profile.data / "tokenwright/locks/credential-sets.lock"
        done, written = threading.Event(), 0

        def write() -> None:
            nonlocal written
            for number in range(1000):
                with open(lock, "r+b") as file:
                    fcntl.flock(file, fcntl.LOCK_EX)
                    index = json.loads(path.read_text())
                    index["credentialSets"] = [row for row in index["credentialSets"] if row["name"] != "Another"]
                    if number % 2 == 0:
                        another = {"id": "another", "name": "Another"}
                        index["credentialSets"].append(index["credentialSets"][0] | another)
                    index["writes"] = number + 1
                    new = path.with_name("new")
                    new.write_text(json.dumps(index))
                    new.rename(path)
                written = number + 1
                time.sleep(0.002)
            done.set()

        writer = threading.Thread(target=write)
        writer.start()
        name, seen, renames = "Parcels", set(), 0
        while not done.is_set() and renames < (1000 if LONG else 12):
            listed = [row["credential_set"] for row in json.loads(succeeded(it.profile.cli("list", "--json")).out)]
            check(sorted(listed) in ([name], sorted([name, "Another"])), f"neither: {listed}")
            seen.add(len(listed))
            renames += 1
            succeeded(it.profile.cli("edit", name, "--name", f"Name {renames}"))
            name = f"Name {renames}"
        writer.join()
        check(written == 1000 and json.loads(path.read_text())["writes"] == 1000, "a write of the other was lost")
        check(it.names() == [name], it.names())
        check(renames > 5, f"only {renames} renames meanwhile")
