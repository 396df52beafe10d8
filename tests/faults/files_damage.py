# SPDX-License-Identifier: MIT
"""Files that are damaged, gone, of another version: what is kept, what is said, what still works."""
from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from bench import NEW_SECRET, Bench, bench, refused, succeeded
from files import PAIR
from keyring import wait_until
from screen import Screen
from session import CLIENT_ID, SECRET, Place
from table import SCREEN, NotPossible, check, row, rows
from window import Window

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda whole: b"", "cut in the middle": lambda whole: whole[:len(whole) // 2],
    "cut by one byte": lambda whole: whole.rstrip()[:-1], "all zero": lambda whole: b"\0" * len(whole),
    "no JSON": lambda whole: b"\x7fELF\x02\x01" + whole, "an array": lambda whole: b"[" + whole.strip() + b"]\n",
    "followed by rubbish": lambda whole: whole + b"}}rubbish", "written twice": lambda whole: whole + whole,
    "nested 100,000 deep": lambda whole: b"[" * 100_000,
    "of a future schema": lambda whole: whole.replace(b'"schema":1', b'"schema":99'),
    "of a schema that is text": lambda whole: whole.replace(b'"schema":1', b'"schema":"2"'),
    "of a schema between two": lambda whole: whole.replace(b'"schema":1', b'"schema":1.5'),
    "of another shape": lambda whole: b'{"schema":1,"credentialSets":{"a":1},"tokens":[1]}\n',
}


def other_work_goes_on(it: Bench) -> None:
    """What needs no list of sets."""
    succeeded(it.profile.cli("providers"))
    minted = succeeded(it.profile.cli("mint", "--provider", "practice", "--environment", "sandbox", *PAIR,
                                      stdin=NEW_SECRET))
    check(len(it.server.tokens) == 2 and it.server.tokens[1] in minted.out, "no token")


def damaged_index(place: Place, damage: Callable[[bytes], bytes], _: str) -> None:
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
            check(ended.code == 1 and "credential-sets.json" in ended.err,
                  f"{command[0]}: exit {ended.code}: {ended.err}")
            check(it.profile.index.read_bytes() == broken, f"{command[0]} changed it")
        check(it.entries() == entries, "the keychain changed")
        other_work_goes_on(it)
        it.profile.index.write_bytes(whole)
        check(it.server.tokens[0] in succeeded(it.profile.cli("header", "Parcels")).out, "another token")


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
        if what.startswith("of a"):
            check(it.profile.ledger.read_bytes() == broken and not aside, "it was touched")
        else:
            check(len(aside) == 1 and aside[0].read_bytes() == broken, f"aside: {aside}")
            check("fingerprint" in it.profile.ledger.read_text(), "it was not begun anew")
            check(it.profile.cli("header", "Parcels").out == header.out, "not reused")


INDEX = ("list and every change are exit 1 naming it; it stays as it is to the byte; nothing comes into the keychain; "
         "providers and a mint without a set work; put back, all is as before")
LEDGER = ("list and header work and say so; a damaged one is kept beside under another name and begun anew, one of a "
          "future schema left as it is to the byte")
QUICK = ("empty", "cut in the middle", "no JSON", "of a future schema", "of a schema that is text", "of another shape")


def damages(name: str, *, quick: bool) -> list[tuple]:
    return [(f"The {name} is {what}", "Written over with that", damage, what)
            for what, damage in DAMAGES.items() if (what in QUICK) == quick]


for quick in (True, False):
    rows("files", damages("index", quick=quick), promised=INDEX, long=not quick)(damaged_index)
    rows("files", damages("ledger", quick=quick), promised=LEDGER, long=not quick)(damaged_ledger)


@row("files", "One row of the index is damaged", done="Of three rows the second is no set any more",
     promised="list says so; the others work, can be edited and removed; the damaged one stays as it was")
def damaged_row(place: Place) -> None:
    with bench(place) as it:
        for name in ("First", "Parcels", "Third"):
            it.add(name, minted=False)
        index = json.loads(it.profile.index.read_text())
        index["credentialSets"][1] = broken = {"id": 5, "name": ["Parcels"], "left": "here"}
        it.profile.index.write_text(json.dumps(index))
        listed = it.profile.cli("list")
        check("First" in succeeded(listed).out and "cannot be read" in listed.err, listed.err)
        succeeded(it.profile.cli("edit", "First", "--name", "Renamed"))
        succeeded(it.profile.cli("header", "Renamed"))
        succeeded(it.profile.cli("remove", "Third", "--yes"))
        check(broken in it.rows() and len(it.rows()) == 2, it.rows())


@rows("files", [(f"A row's ID is {name}", "Written into the index by hand; commands of every kind", identifier)
                for name, identifier in (("a way out", "../../../../../escaped"), ("a folder", "a/b"),
                                         ("a lock of ours", "credential-sets"), ("two lines", "a\nb"))],
      promised="The row is told of and left as it is; no file or folder is made for it, no lock of ours taken")
def odd_identifier(place: Place, identifier: str) -> None:
    with bench(place) as it:
        it.add(minted=False)
        index = json.loads(it.profile.index.read_text())
        odd = index["credentialSets"][0] | {"id": identifier, "name": "Odd"}
        index["credentialSets"].append(odd)
        it.profile.index.write_text(json.dumps(index))
        check("“Odd”" in succeeded(it.profile.cli("list")).err, "it is not told of")
        for command in (("mint", "Odd"), ("forget", "Odd"), ("edit", "Odd", *PAIR), ("remove", "Odd", "--yes")):
            check(it.profile.cli(*command, stdin=NEW_SECRET, seconds=8).code == 3, f"{command[0]} took it")
        succeeded(it.profile.cli("edit", "Parcels", "--name", "Renamed"))
        check(odd in it.rows(), it.rows())
        locks = it.profile.data / "tokenwright/locks"
        check(all(file.suffix == ".lock" and "\n" not in file.name for file in locks.iterdir()), list(locks.iterdir()))
        check(not list(it.profile.session.folder.glob("**/escaped*")), "a file elsewhere")


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
            check(ended.code == 1 and "credential-sets.json" in ended.err,
                  f"{command[0]}: exit {ended.code}: {ended.err}")
        check(not it.profile.index.exists() and it.entries() == entries, "something was made")
        aside.rename(it.profile.index)
        check(it.server.tokens[0] in succeeded(it.profile.cli("header", "Parcels")).out, "another token")


@row("files", "The ledger is gone", done="tokens.json is removed after a mint",
     promised="list works; header brings a token")
def ledger_gone(place: Place) -> None:
    with bench(place) as it:
        it.add()
        it.profile.ledger.unlink()
        succeeded(it.profile.cli("list"))
        got = succeeded(it.profile.cli("header", "Parcels"))
        check(it.server.tokens[-1] in got.out, "no token")
        check(it.profile.ledger.exists(), "it was not begun anew")


@row("files", "Unknown fields of a later version",
     done="Fields nobody here knows stand in index, rows and ledger; all is edited",
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


def endless(path: Path, what: str) -> None:
    """Something at path that whoever reads it waits for, or reads for ever."""
    if what == "pipe":
        os.mkfifo(path)
        return
    target = Path(what)
    if what == "link to a pipe":
        target = path.with_suffix(".pipe")
        os.mkfifo(target)
    elif not os.access(target, os.R_OK):
        raise NotPossible(f"{target} cannot be read here.")
    path.symlink_to(target)


ENDLESS = ("pipe", "link to a pipe", "/dev/zero", "/proc/kmsg", "/proc/self/pagemap")


@rows("files", [(f"A provider file never ends: {what}", "It lies among the provider files", what) for what in ENDLESS],
      promised="Nobody waits for it: list, providers and header work within seconds, and providers names it")
def provider_never_ends(place: Place, what: str) -> None:
    with bench(place) as it:
        it.add(minted=False)
        endless(it.profile.config / "tokenwright/providers/endless.json", what)
        for command in (("list",), ("header", "Parcels"), ("providers",)):
            ended = succeeded(it.profile.cli(*command, seconds=8))
        check("endless.json was skipped" in ended.err, ended.err)


@rows("files", [(f"A folder to import holds a file that never ends: {what}", "It lies beside a .env", what) for what in ENDLESS],
      promised="Nobody waits for it: import takes the other file within seconds")
def import_never_ends(place: Place, what: str) -> None:
    with bench(place) as it:
        folder = it.profile.home / "collection"
        folder.mkdir()
        (folder / ".env").write_text(f"CLIENT_ID={CLIENT_ID}\nCLIENT_SECRET={SECRET}\nTOKEN_URL=https://token.invalid/token\n")
        endless(folder / "endless.json", what)
        endless(folder / "other.env", what)
        ended = succeeded(it.profile.cli("import", "--dry-run", str(folder), seconds=8))
        check("token.invalid" in ended.out and SECRET not in ended.out, ended.out)


@rows("files", [(f"A certificate file never ends: {what}", "The provider's caCertificates lead to it", what)
                for what in ENDLESS], promised="header is exit 1 within seconds and names the file; list works")
def certificates_never_end(place: Place, what: str) -> None:
    with bench(place) as it:
        it.add(minted=False)
        path = it.profile.config / "tokenwright/endless.pem"
        endless(path, what)
        it.profile.provider("https://localhost:9/token", environment={"caCertificates": str(path)})
        succeeded(it.profile.cli("edit", "Parcels", "--accept-endpoint", seconds=8))
        refused(it.profile.cli("header", "Parcels", seconds=8), 1, "endless.pem")
        succeeded(it.profile.cli("list", seconds=8))


@row("files", "The settings are a pipe", done="mkfifo settings.ini; the window is started",
     promised="The window comes up with the defaults, and works", turn=SCREEN)
def settings_pipe(place: Place) -> None:
    screen = Screen.shared()
    with bench(place, screen.session) as it:
        it.add(minted=False)
        os.mkfifo(it.profile.config / "tokenwright/settings.ini")
        with Window(it.profile) as window:
            window.select_row("Parcels")
            window.press("Mint token")
            wait_until(lambda: it.server.tokens, "a mint")


@rows("files", [
    ("When sets were last used is a pipe", "mkfifo last-used.json; tokenwright --palette, Enter", os.mkfifo),
    ("When sets were last used is damaged", "last-used.json is cut; tokenwright --palette, Enter",
     lambda path: path.write_text('{"lastUsed":{"'))],
    promised="The palette comes up and copies; nothing but the order is lost", turn=SCREEN)
def last_used_unreadable(place: Place, spoil) -> None:
    screen = Screen.shared()
    with bench(place, screen.session) as it:
        it.add(minted=False)
        state = Path(it.profile.environment["XDG_STATE_HOME"]) / "tokenwright"
        state.mkdir(parents=True, exist_ok=True)
        spoil(state / "last-used.json")
        with Window(it.profile, arguments=("--palette",)) as palette:
            wait_until(lambda: any("Parcels, " in text for text in palette.texts()), "a row of the palette")
            palette.press_enter()
            wait_until(lambda: it.server.tokens, "a mint")
            palette.wait_until_gone("Search")


@row("files", "The index is damaged when a palette is asked for", done="It is cut in the middle; tokenwright --palette",
     promised="The palette names the file", turn=SCREEN)
def damaged_for_the_palette(place: Place) -> None:
    screen = Screen.shared()
    with bench(place, screen.session) as it:
        it.add(minted=False)
        it.profile.index.write_bytes(it.profile.index.read_bytes()[:50])
        with Window(it.profile, arguments=("--palette",)) as palette:
            wait_until(lambda: any("credential-sets.json" in text for text in palette.texts()), "the file's name")


@row("files", "The index is damaged, gone and back while the window runs",
     done="It is cut in the middle, moved away and put back; then the window is started with a damaged one",
     promised="The list stays as it was and the file is named; back, all works; a start says what is wrong, and the set "
     "is there once the file is", turn=SCREEN, long=True)
def damaged_under_the_window(place: Place) -> None:
    screen = Screen.shared()
    with bench(place, screen.session) as it:
        it.add()
        whole = it.profile.index.read_bytes()

        def tells(window: Window) -> bool:
            return any("credential-sets.json" in text for text in window.texts())

        with Window(it.profile) as window:
            window.select_row("Parcels")
            it.profile.index.write_bytes(whole[:50])
            wait_until(lambda: tells(window), "the window names the damaged file")
            window.select_row("Parcels")
            it.profile.index.unlink()
            window.select_row("Parcels")
            check(not it.profile.index.exists(), "it was begun anew")
            it.profile.index.write_bytes(whole)
            window.select_row("Parcels")
            window.press("Mint token")
            wait_until(lambda: len(it.server.tokens) == 2, "it works again")
        it.profile.index.write_bytes(whole[:50])
        with Window(it.profile) as window:
            wait_until(lambda: tells(window), "a start names the damaged file")
            it.profile.index.write_bytes(whole)
            window.select_row("Parcels")
        check(it.profile.index.read_bytes() == whole, "the index changed")
