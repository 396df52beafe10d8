# SPDX-License-Identifier: MIT
"""What the disk, links and other owners can do to the files."""
from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
from pathlib import Path

from bench import NEW_ID, NEW_SECRET, Bench, bench, refused, succeeded
from screen import Screen
from session import Ended, Place, Profile
from small_disk import Mounted, cli, fill, small_disk
from table import SCREEN, NotPossible, check, row, rows
from window import Window

PAIR = ("--client-id", NEW_ID, "--secret-stdin")


@rows("files", [("The disk is full: index", "The config folder's disk holds not a byte more", "config"),
                ("The disk is full: index, locks and ledger", "Nor does the data folder's", "config", "data")],
      promised="A change is exit 1 with the reason, the index is the same to the byte, no secret without a row; list "
               "and the kept token work, and with room again everything")
def full_disk(place: Place, *names: str) -> None:
    with small_disk(place, *names) as (it, disk, folders):
        index = disk.inside(it.profile.index)
        before, entries = index.read_bytes(), it.entries()
        fillers = [fill(disk, folder) for folder in folders]
        for command in (("add", "Second", "--provider", "practice", "--environment", "sandbox", *PAIR),
                        ("edit", "Parcels", "--name", "Renamed"), ("edit", "Parcels", *PAIR)):
            ended = cli(it, disk, *command, stdin=NEW_SECRET)
            check(ended.code == 1 and "space" in ended.err, f"{command[0]}: exit {ended.code}: {ended.err}")
            check(index.read_bytes() == before, f"{command[0]} changed the index")
        check(it.entries() == entries, "the keychain changed")
        succeeded(cli(it, disk, "list"))
        check(it.server.tokens[0] in succeeded(cli(it, disk, "header", "Parcels")).out, "another token")
        for filler in fillers:
            disk.inside(filler).unlink()
        succeeded(cli(it, disk, "edit", "Parcels", *PAIR, stdin=NEW_SECRET))
        succeeded(cli(it, disk, "mint", "Parcels"))


@row("files", "The disk is full: ledger", done="The data folder's disk holds not a byte more; mint, header",
     promised="The token is handed out; the ledger is the same to the byte; with room again it is written")
def full_ledger(place: Place) -> None:
    with small_disk(place, "data") as (it, disk, (folder,)):
        ledger = disk.inside(it.profile.ledger)
        before = ledger.read_bytes()
        filler = fill(disk, folder)
        minted = succeeded(cli(it, disk, "mint", "Parcels"))
        check(it.server.tokens[1] in minted.out, minted.out)
        check(ledger.read_bytes() == before, "the ledger changed")
        succeeded(cli(it, disk, "list"))
        disk.inside(filler).unlink()
        succeeded(cli(it, disk, "mint", "Parcels"))
        check(ledger.read_bytes() != before, "the ledger was not written")


@row("files", "No file may grow", done="ulimit -f 0, as batch systems set limits; mint, edit, exec",
     promised="The token is handed out, a change is exit 1 with the reason, files are the same; commands get the signal again")
def no_file_may_grow(place: Place) -> None:
    with bench(place) as it:
        it.add()
        before = it.profile.index.read_bytes(), it.profile.ledger.read_bytes()

        def limited(*words: str) -> Ended:
            done = subprocess.run(["sh", "-c", 'ulimit -f 0; exec "$@"', "sh", it.profile.programs / "tokenwright-cli", *words],
                                  env=it.profile.environment, capture_output=True, text=True, timeout=60)
            return Ended(done.returncode, done.stdout, done.stderr)

        minted = succeeded(limited("mint", "Parcels"))
        check(it.server.tokens[1] in minted.out, "no token")
        refused(limited("edit", "Parcels", "--name", "Renamed"), 1, "too large")
        check((it.profile.index.read_bytes(), it.profile.ledger.read_bytes()) == before, "files have changed")
        ignored = succeeded(limited("exec", "Parcels", "--", "grep", "SigIgn", "/proc/self/status")).out.split()[1]
        check(not int(ignored, 16) >> (signal.SIGXFSZ - 1) & 1, f"the command ignores it: {ignored}")


@rows("files", [("The disk is full: settings", "The window is resized and closed on a disk that holds not a byte more", 0),
                ("The disk is nearly full: settings", "It holds one page more, the settings two", 4096)],
      promised="It closes; settings.ini is the same to the byte", turn=SCREEN, long=True)
def full_settings(place: Place, spare: int) -> None:
    screen = Screen.shared()

    def closed(prefix: tuple[str, ...], before_closing=lambda: None) -> None:
        with Window(it.profile, prefix=prefix) as window:
            before_closing()
            window_id = screen.windows()[0]
            screen.run("xdotool", "windowsize", "--sync", window_id, "720", "500")
            screen.run("xdotool", "windowactivate", "--sync", window_id, "key", "alt+F4")
            check(window.process.wait(15) == 0, f"exit {window.process.returncode}")

    with bench(place, screen.session) as it:
        it.add(minted=False)
        closed(())
        settings = it.profile.config / "tokenwright/settings.ini"
        settings.write_text(settings.read_text() + f"[foreign]\nkey={'x' * 6000}\n")
        with Mounted(settings.parent) as disk:
            before = disk.inside(settings).read_bytes()
            closed(disk.prefix, lambda: fill(disk, settings.parent, spare=spare))
            check(before and disk.inside(settings).read_bytes() == before, "the settings changed")


@rows("files", [("Read-only: config folder", "It is mounted read-only", "config"),
                ("Read-only: config and data folder", "Both are mounted read-only", "config", "data")],
      promised="list, the kept token and a mint work; a change is exit 1 with the reason, and changes nothing")
def read_only(place: Place, *names: str) -> None:
    with small_disk(place, *names) as (it, disk, folders):
        before, entries = disk.inside(it.profile.index).read_bytes(), it.entries()
        for folder in folders:
            disk.run("mount", "-o", "remount,ro", str(folder))
        succeeded(cli(it, disk, "list"))
        check(it.server.tokens[0] in succeeded(cli(it, disk, "header", "Parcels")).out, "another token")
        minted = succeeded(cli(it, disk, "mint", "Parcels"))
        check(len(it.server.tokens) == 2 and it.server.tokens[1] in minted.out, "no mint")
        for command in (("add", "Second", "--provider", "practice", "--environment", "sandbox", *PAIR),
                        ("edit", "Parcels", "--name", "Renamed")):
            ended = cli(it, disk, *command, stdin=NEW_SECRET)
            check(ended.code == 1 and ("ead-only" in ended.err or "not writable" in ended.err),
                  f"{command[0]}: exit {ended.code}: {ended.err}")
        check(disk.inside(it.profile.index).read_bytes() == before, "the index changed")
        check(set(it.entries()) == set(entries), f"the keychain holds {set(it.entries())}")


@row("files", "Exports over the program's own files",
     done="export --force onto index, ledger, a provider's file and a link to the index",
     promised="exit 1 with the reason; each is the same to the byte")
def own_files(place: Place) -> None:
    with bench(place) as it:
        it.add()
        link = it.profile.home / "sets.json"
        link.symlink_to(it.profile.index)
        for file in (it.profile.index, it.profile.ledger, it.profile.config / "tokenwright/providers/practice.json", link):
            before = file.read_bytes()
            ended = it.profile.cli("export", "--force", "--output", str(file))
            check(ended.code == 1 and "its own files" in ended.err, f"{file.name}: exit {ended.code}: {ended.err}")
            check(file.read_bytes() == before, f"{file.name} changed")
        succeeded(it.profile.cli("header", "Parcels"))


@row("files", "The disk is full: export", done="export --force over an export, on a disk that holds not a byte more",
     promised="exit 1 with the reason; the earlier export is the same to the byte")
def full_export(place: Place) -> None:
    with small_disk(place, "data") as (it, disk, (folder,)):
        file = folder / "sets.json"
        succeeded(cli(it, disk, "export", "--output", str(file)))
        before = disk.inside(file).read_bytes()
        succeeded(it.profile.cli("edit", "Parcels", "--name", "Renamed"))
        fill(disk, folder)
        ended = cli(it, disk, "export", "--output", str(file), "--force")
        check(ended.code == 1 and "space" in ended.err, f"exit {ended.code}: {ended.err}")
        check(before and disk.inside(file).read_bytes() == before, "the earlier export is gone")


@rows("files", [("The index is a link", "credential-sets.json links to a file in a folder of dotfiles", "file"),
                ("The config folder is a link", "…/tokenwright links to a folder elsewhere", "folder"),
                ("The ledger is a link", "tokens.json links to a file elsewhere", "ledger")],
      promised="It stays a link, what it leads to is changed, mode 0600; everything works")
def linked(place: Place, what: str) -> None:
    with bench(place) as it:
        it.add()
        path = {"file": it.profile.index, "folder": it.profile.index.parent, "ledger": it.profile.ledger}[what]
        target = it.profile.home / "elsewhere" / path.name
        target.parent.mkdir()
        path.rename(target)
        path.symlink_to(target)
        before = target.read_bytes() if target.is_file() else b""
        succeeded(it.profile.cli("edit", "Parcels", "--name", "Renamed"))
        succeeded(it.profile.cli("mint", "Renamed"))
        check(path.is_symlink(), "the link was replaced by a file")
        check(target.is_dir() or target.read_bytes() != before, "what it leads to is as before")
        check(it.names() == ["Renamed"], it.names())
        check(stat.S_IMODE(it.profile.index.stat().st_mode) == 0o600, oct(it.profile.index.stat().st_mode))


@rows("files", [("The index is a link to nowhere", "Its target is gone", "nowhere"),
                ("The index is a link to itself", "ELOOP", "itself"), ("The index is a folder", "mkdir", "folder"),
                ("The index is a pipe", "mkfifo", "pipe")],
      promised="Within 5 s: list is exit 1 naming it, or an empty list for a link to nowhere; a change hangs nowhere "
               "and puts nothing into the keychain that has no row")
def strange_index(place: Place, what: str) -> None:
    with bench(place) as it:
        it.add()
        aside = it.profile.index.rename(it.profile.home / "aside")
        {"nowhere": lambda: it.profile.index.symlink_to(it.profile.home / "nothing"),
         "itself": lambda: it.profile.index.symlink_to(it.profile.index),
         "folder": it.profile.index.mkdir, "pipe": lambda: os.mkfifo(it.profile.index)}[what]()
        listed = it.profile.cli("list", seconds=5)
        check(listed.code == 1 and "credential-sets.json" in listed.err, f"exit {listed.code}: {listed.err}")
        entries = it.entries()
        added = it.profile.cli("add", "Second", "--provider", "practice", "--environment", "sandbox", *PAIR,
                               stdin=NEW_SECRET, seconds=20)
        check(added.code == 1, f"exit {added.code}: {added.err}")
        check(it.entries() == entries, "something came into the keychain")
        if what == "folder":
            it.profile.index.rmdir()
        else:
            it.profile.index.unlink()
        aside.rename(it.profile.index)
        succeeded(it.profile.cli("header", "Parcels"))


NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


def as_nobody(it: Bench, programs: Path, *command: str) -> Ended:
    done = subprocess.run([*NOBODY, str(programs / "tokenwright-cli"), *command], capture_output=True, cwd="/",
                          timeout=30, env=it.profile.environment | {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"})
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


@rows("files", [
    ("Another owner: the index may not be read", "Owned by root, mode 0600; the program runs as nobody", 0o600, "file",
     1),
    ("Another owner: the index may be read", "Owned by root, mode 0644; the program runs as nobody", 0o644, "file", 0),
    ("Another owner: the folder", "Owned by root, mode 0755; the program runs as nobody", 0o755, "folder", 0)],
      promised="What may be read is listed; what may not is exit 1 naming file and reason; a change says why or is "
               "made, and nothing is lost")
def another_owner(place: Place, mode: int, what: str, listed: int) -> None:
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        raise NotPossible("Running as another user needs root and setpriv.")
    with bench(place) as it:
        it.add(minted=False)
        # the session's folder is root's alone: the profile moves to where nobody may go
        with Elsewhere(it.profile) as programs:
            subprocess.run(["chown", "-R", "65534:65534", it.profile.home], check=True)
            it.profile.index.chmod(0o644)
            path = it.profile.index if what == "file" else it.profile.index.parent
            os.chown(path, 0, 0)
            path.chmod(mode)
            before = it.profile.index.read_bytes()
            seen = as_nobody(it, programs, "list")
            check(seen.code == listed, f"list: exit {seen.code}: {seen.err}")
            check(("Parcels" in seen.out) if listed == 0 else ("credential-sets.json" in seen.err), seen.err)
            edited = as_nobody(it, programs, "edit", "Parcels", "--name", "Renamed")
            check(edited.code in (0, 1), f"edit: exit {edited.code}: {edited.err}")
            if edited.code == 0:
                check(it.names() == ["Renamed"], it.names())
            else:
                check(it.profile.index.read_bytes() == before, "refused, and changed")
                check("ermission" in edited.err or "credential-sets" in edited.err, edited.err)


class Elsewhere:
    """Moves a profile, and a copy of the command line, below a folder that every user may enter."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    def __enter__(self) -> Path:
        self.folder = Path(subprocess.run(["mktemp", "-d", "/tmp/tokenwright-owner.XXXXXX"], check=True,
                                          capture_output=True, text=True).stdout.strip())
        self.folder.chmod(0o755)
        shutil.copy2(self._profile.programs / "tokenwright-cli", self.folder)
        (self.folder / "tokenwright-cli").chmod(0o755)
        home = str(self._profile.home)
        moved = shutil.move(home, self.folder / "home")
        for name, value in self._profile.environment.items():
            self._profile.environment[name] = value.replace(home, str(moved))
        self._profile.home = Path(moved)
        self._profile.config, self._profile.data = Path(moved) / ".config", Path(moved) / ".local/share"
        return self.folder

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
