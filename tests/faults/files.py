# SPDX-License-Identifier: MIT
"""What can happen to the files: a full or read-only disk, links, other owners, damage, other writers."""
from __future__ import annotations

import fcntl
import json
import os
import shutil
import stat
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import NEW_ID, NEW_SECRET, Bench, bench, succeeded
from session import Ended, Place, Profile
from table import NotPossible, check, row, rows

PAIR = ("--client-id", NEW_ID, "--secret-stdin")
LONG = bool(os.environ.get("TOKENWRIGHT_FAULTS_LONG"))


# --- a disk of its own -------------------------------------------------------------------------------------

class Mounted:
    """A mount namespace in which `folder` is a small disk with what it held; commands run in it by `prefix`."""

    def __init__(self, *folders: Path, size: str = "256k") -> None:
        if os.geteuid() != 0:
            raise NotPossible("Mounting a small disk needs root.")
        script = "".join(f"cp -a '{f}' '{f}.kept'; mount -t tmpfs -o size={size},mode=700 tmpfs '{f}' && "
                         f"cp -a '{f}.kept/.' '{f}' && " for f in folders) + "echo ready && exec sleep 1000"
        self._holder = subprocess.Popen(["unshare", "-m", "--propagation", "private", "sh", "-c", script],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if self._holder.stdout.readline() != b"ready\n":
            raise NotPossible(f"No small disk could be mounted: {self._holder.stderr.read().decode()}")
        self.prefix = ("nsenter", "-t", str(self._holder.pid), "-m", "--wd=/")
        self.root = Path(f"/proc/{self._holder.pid}/root")

    def run(self, *command: str) -> None:
        subprocess.run([*self.prefix, *command], check=True, capture_output=True)

    def inside(self, path: Path) -> Path:
        """How the path there is reached from here."""
        return self.root / path.relative_to("/")

    def __enter__(self) -> "Mounted":
        return self

    def __exit__(self, *_: object) -> None:
        self._holder.kill()
        self._holder.wait()


def cli(it: Bench, disk: Mounted, *command: str, stdin: str = "") -> Ended:
    """tokenwright-cli where that disk is mounted."""
    done = subprocess.run([*disk.prefix, str(it.profile.programs / "tokenwright-cli"), *command],
                          input=stdin.encode(), capture_output=True, env=it.profile.environment, timeout=60)
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


@contextmanager
def small_disk(place: Place, *names: str) -> Iterator[tuple[Bench, Mounted, list[Path]]]:
    with bench(place) as it:
        it.add()
        folders = [{"config": it.profile.config, "data": it.profile.data}[name] / "tokenwright" for name in names]
        with Mounted(*folders) as disk:
            yield it, disk, folders


def fill(disk: Mounted, folder: Path) -> Path:
    filler = folder / "filler"
    subprocess.run([*disk.prefix, "dd", "if=/dev/zero", f"of={filler}", "bs=512"], capture_output=True)
    check(shutil.disk_usage(disk.inside(folder)).free == 0, "the disk is not full")
    return filler


@rows("files", [("The disk is full: index", "The config folder's disk holds not a byte more", "config"),
                ("The disk is full: index, locks and ledger", "Nor does the data folder's", "config", "data")],
      promised="A change is exit 1 with the reason, the index is the same to the byte, no secret without a row; list and "
               "the kept token work, and with room again everything")
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


# --- links and owners --------------------------------------------------------------------------------------

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
      promised="Within 5 s: list is exit 1 naming it, or an empty list for a link to nowhere; a change hangs nowhere and "
               "puts nothing into the keychain that has no row")
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
    done = subprocess.run([*NOBODY, str(programs / "tokenwright-cli"), *command], capture_output=True, cwd="/", timeout=30,
                          env=it.profile.environment | {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"})
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


@rows("files", [
    ("Another owner: the index may not be read", "Owned by root, mode 0600; the program runs as nobody", 0o600, "file", 1),
    ("Another owner: the index may be read", "Owned by root, mode 0644; the program runs as nobody", 0o644, "file", 0),
    ("Another owner: the folder", "Owned by root, mode 0755; the program runs as nobody", 0o755, "folder", 0)],
      promised="What may be read is listed; what may not is exit 1 naming file and reason; a change says why or is made, "
               "and nothing is lost")
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


# --- damage ------------------------------------------------------------------------------------------------

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda whole: b"", "cut in the middle": lambda whole: whole[:len(whole) // 2],
    "cut by one byte": lambda whole: whole.rstrip()[:-1], "all zero": lambda whole: b"\0" * len(whole),
    "no JSON": lambda whole: b"\x7fELF\x02\x01" + whole, "an array": lambda whole: b"[" + whole.strip() + b"]\n",
    "followed by rubbish": lambda whole: whole + b"}}rubbish", "written twice": lambda whole: whole + whole,
    "nested 100,000 deep": lambda whole: b"[" * 100_000, "no UTF-8": lambda whole: whole.replace(b"Parcels", b"\xff\xfe"),
    "of a future schema": lambda whole: whole.replace(b'"schema":1', b'"schema":99'),
    "of another shape": lambda whole: b'{"schema":1,"credentialSets":{"a":1},"tokens":[1]}\n',
}


def other_work_goes_on(it: Bench) -> None:
    """What needs no list of sets."""
    succeeded(it.profile.cli("providers"))
    minted = succeeded(it.profile.cli("mint", "--provider", "practice", "--environment", "sandbox", *PAIR,
                                      stdin=NEW_SECRET))
    check(len(it.server.tokens) == 2 and it.server.tokens[1] in minted.out, "no token")


@rows("files", [(f"The index is {what}", "Written over with that", damage)
                for what, damage in DAMAGES.items() if what != "no UTF-8"],
      promised="list and every change are exit 1 naming it; it stays as it is to the byte; nothing comes into the keychain; "
               "providers and a mint without a set work; put back, all is as before")
def damaged_index(place: Place, damage: Callable[[bytes], bytes]) -> None:
    with bench(place) as it:
        it.add()
        whole, entries = it.profile.index.read_bytes(), it.entries()
        broken = damage(whole)
        check(broken != whole, "nothing was damaged")
        it.profile.index.write_bytes(broken)
        for command in (("list",), ("header", "Parcels"), ("edit", "Parcels", "--name", "Renamed"),
                        ("remove", "Parcels", "--yes"),
                        ("add", "Second", "--provider", "practice", "--environment", "sandbox", *PAIR)):
            ended = it.profile.cli(*command, stdin=NEW_SECRET)
            check(ended.code == 1 and "credential-sets.json" in ended.err, f"{command[0]}: exit {ended.code}: {ended.err}")
            check(it.profile.index.read_bytes() == broken, f"{command[0]} changed it")
        check(it.entries() == entries, "the keychain changed")
        other_work_goes_on(it)
        it.profile.index.write_bytes(whole)
        check(it.server.tokens[0] in succeeded(it.profile.cli("header", "Parcels")).out, "another token")


@row("files", "One row of the index is damaged", done="Of three rows the second is no set any more",
     promised="The others work, can be edited and removed; the damaged one stays in the file as it was")
def damaged_row(place: Place) -> None:
    with bench(place) as it:
        for name in ("First", "Parcels", "Third"):
            it.add(name, minted=False)
        index = json.loads(it.profile.index.read_text())
        index["credentialSets"][1] = broken = {"id": 5, "name": ["Parcels"], "left": "here"}
        it.profile.index.write_text(json.dumps(index))
        check("First" in succeeded(it.profile.cli("list")).out, "list")
        succeeded(it.profile.cli("edit", "First", "--name", "Renamed"))
        succeeded(it.profile.cli("header", "Renamed"))
        succeeded(it.profile.cli("remove", "Third", "--yes"))
        check(broken in it.rows() and len(it.rows()) == 2, it.rows())


@rows("files", [(f"The ledger is {what}", "Written over with that", damage, what)
                for what, damage in DAMAGES.items() if what != "no UTF-8"],
      promised="list and header work and say so; a damaged one is kept beside under another name and begun anew, one of a "
               "future schema left as it is to the byte")
def damaged_ledger(place: Place, damage: Callable[[bytes], bytes], what: str) -> None:
    with bench(place) as it:
        it.add()
        whole = it.profile.ledger.read_bytes()
        broken = damage(whole)
        check(broken != whole, "nothing was damaged")
        it.profile.ledger.write_bytes(broken)
        listed = succeeded(it.profile.cli("list"))
        check("Parcels" in listed.out and "tokens.json" in listed.err, f"{listed.out}{listed.err}")
        header = succeeded(it.profile.cli("header", "Parcels"))
        check(it.server.tokens[-1] in header.out, header.out)
        aside = list(it.profile.ledger.parent.glob("tokens.json.damaged-*"))
        if what in ("of a future schema", "of another shape"):
            check(it.profile.ledger.read_bytes() == broken and not aside, "it was touched")
        else:
            check(len(aside) == 1 and aside[0].read_bytes() == broken, f"aside: {aside}")
            check("fingerprint" in it.profile.ledger.read_text(), "it was not begun anew")
            check(it.profile.cli("header", "Parcels").out == header.out, "not reused")


@row("files", "A provider file is damaged", done="One of two provider files is cut in the middle, its set is used",
     promised="The other provider's set works; list works; the damaged one is named and left as it is")
def damaged_provider(place: Place) -> None:
    with bench(place) as it:
        it.add(minted=False)
        it.profile.provider(it.server.url, identifier="other")
        succeeded(it.profile.add("Second", provider="other"))
        file = it.profile.config / "tokenwright/providers/other.json"
        file.write_bytes(broken := file.read_bytes()[:40])
        succeeded(it.profile.cli("list"))
        succeeded(it.profile.cli("header", "Parcels"))
        ended = it.profile.cli("header", "Second")
        check(ended.code == 1 and "other" in ended.err, f"exit {ended.code}: {ended.err}")
        check("other.json" in it.profile.cli("providers").err, "it is not named")
        check(file.read_bytes() == broken, "it was changed")


@row("files", "The index is gone and comes back", done="It is moved away, commands run, it is moved back",
     promised="Gone, list and every change are exit 1 naming it, nothing is begun anew; back, the same token is there")
def gone_and_back(place: Place) -> None:
    with bench(place) as it:
        it.add()
        entries = it.entries()
        aside = it.profile.index.rename(it.profile.home / "aside")
        for command in (("list",), ("header", "Parcels"), ("edit", "Parcels", "--name", "Renamed"),
                        ("add", "Second", "--provider", "practice", "--environment", "sandbox", *PAIR)):
            ended = it.profile.cli(*command, stdin=NEW_SECRET)
            check(ended.code == 1 and "credential-sets.json" in ended.err, f"{command[0]}: exit {ended.code}: {ended.err}")
        check(not it.profile.index.exists() and it.entries() == entries, "something was made")
        aside.rename(it.profile.index)
        check(it.server.tokens[0] in succeeded(it.profile.cli("header", "Parcels")).out, "another token")


@row("files", "The ledger is gone", done="tokens.json is removed after a mint", promised="list works; header brings a token")
def ledger_gone(place: Place) -> None:
    with bench(place) as it:
        it.add()
        it.profile.ledger.unlink()
        succeeded(it.profile.cli("list"))
        got = succeeded(it.profile.cli("header", "Parcels"))
        check(it.server.tokens[-1] in got.out and it.profile.ledger.exists(), "no token, or the ledger was not begun anew")


@row("files", "Unknown fields of a later version", done="Fields nobody here knows stand in index, rows and ledger; all is edited",
     promised="They are there afterwards")
def unknown_fields(place: Place) -> None:
    with bench(place) as it:
        it.add()
        index, ledger = (json.loads(path.read_text()) for path in (it.profile.index, it.profile.ledger))
        index["later"] = index["credentialSets"][0]["later"] = {"a": [1, None, "é"]}
        ledger["later"] = next(iter(ledger["tokens"].values()))["later"] = {"b": 2.5}
        it.profile.index.write_text(json.dumps(index))
        it.profile.ledger.write_text(json.dumps(ledger))
        succeeded(it.profile.cli("edit", "Parcels", "--name", "Renamed"))
        succeeded(it.profile.cli("edit", "Renamed", *PAIR, stdin=NEW_SECRET))
        succeeded(it.profile.cli("mint", "Renamed"))
        index, ledger = (json.loads(path.read_text()) for path in (it.profile.index, it.profile.ledger))
        check(index.get("later") == index["credentialSets"][0].get("later") == {"a": [1, None, "é"]}, index)
        check(ledger.get("later") == next(iter(ledger["tokens"].values())).get("later") == {"b": 2.5}, ledger)


# --- locks -------------------------------------------------------------------------------------------------

LOCKS: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "foreign": lambda path: path.write_text("4711\nQtCreator\nanother-machine\n\n\n"),
    "stale": lambda path: path.write_text("keychain\n"),
    "read-only": lambda path: (path.write_text("x"), path.chmod(0o400)),
    "a megabyte": lambda path: path.write_bytes(b"x" * 1_000_000),
    "a link": lambda path: path.symlink_to(path.with_suffix(".elsewhere")),
}


@rows("files", [(f"The lock files are {what}", "So is each lock file of the profile before the commands run", make)
                for what, make in LOCKS.items()], promised="Nobody holds them: edit, mint and remove work within seconds")
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
        check(ended.code == 0 or ended.code == 1 and "credential-sets.lock" in ended.err, f"exit {ended.code}: {ended.err}")
        check(it.names() == ["Renamed" if ended.code == 0 else "Parcels"], it.names())


@row("files", "A lock is held by another program that does not let go", done="flock on the index's lock; edit, list, header",
     promised="edit is exit 6 after 10 s naming the lock, list and the kept token work at once; let go, edit works")
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


# --- another writer ----------------------------------------------------------------------------------------

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
                        index["credentialSets"].append(index["credentialSets"][0] | {"id": "another", "name": "Another"})
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
        while not done.is_set() and renames < 1000:
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
