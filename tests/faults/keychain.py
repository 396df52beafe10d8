# SPDX-License-Identifier: MIT
"""What a keychain can do to the programs: be away, be locked, refuse, hang, die, change behind our back."""
from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import time
from pathlib import Path

from bench import NEW_ID, NEW_SECRET, Bench, bench, own_bench, refused, succeeded
from keyring import wait_until
from preloads import preload
from session import Place, Session
from table import WAITING, check, row, rows

PAIR = ("--client-id", NEW_ID, "--secret-stdin")


def nothing_works_and_nothing_is_lost(it: Bench, environment: dict[str, str], *words: str) -> None:
    """With "Parcels" in `it`, whose token is kept: what needs the keychain ends by 5, all else works."""
    profile, before = it.profile, it.rows()
    succeeded(profile.cli("list", environment=environment))
    refused(profile.cli("header", "Parcels", environment=environment), 5, *words)
    refused(profile.cli("mint", "Parcels", environment=environment), 5, *words)
    refused(profile.cli("add", "Second", "--provider", "practice", "--environment", "sandbox", "--client-id", "other",
                        "--secret-stdin", stdin="other-secret", environment=environment), 5, *words)
    refused(profile.cli("edit", "Parcels", *PAIR, stdin=NEW_SECRET, environment=environment), 5, *words)
    refused(profile.cli("remove", "Parcels", "--yes", environment=environment), 5, *words)
    check(it.rows() == before, f"the index changed: {it.rows()}")
    succeeded(profile.cli("edit", "Parcels", "--name", "Renamed", environment=environment))
    succeeded(profile.cli("edit", "Renamed", "--name", "Parcels", environment=environment))
    check(len(it.server.tokens) == 1, f"{len(it.server.tokens)} requests")


def all_is_as_before(it: Bench) -> None:
    check(it.server.tokens[0] in succeeded(it.profile.cli("header", "Parcels")).out, "another token")
    succeeded(it.profile.cli("mint", "Parcels"))
    check(it.names() == ["Parcels"] and not it.orphans(), f"{it.names()}, {it.orphans()}")


@rows("keychain", [
    ("There is no keychain: a bus without one", "The programs run on a bus that has no Secret Service", "service"),
    ("There is no keychain: the bus is gone", "DBUS_SESSION_BUS_ADDRESS leads nowhere", "bus"),
    ("There is no keychain: no bus at all", "No DBUS_SESSION_BUS_ADDRESS, no XDG_RUNTIME_DIR", "address"),
], promised="list and renaming work, the rest is exit 5 with nothing on stdout; no row is made or lost, and when the "
            "keychain is back the same token is still there")
def absent(place: Place, what: str) -> None:
    with bench(place) as it, Session(keyring=False) as other:
        it.add()
        without = {"service": {"DBUS_SESSION_BUS_ADDRESS": other.environment["DBUS_SESSION_BUS_ADDRESS"]},
                   "bus": {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={other.folder}/nowhere"},
                   "address": {"DBUS_SESSION_BUS_ADDRESS": "", "XDG_RUNTIME_DIR": ""}}[what]
        nothing_works_and_nothing_is_lost(it, without, "keychain")
        all_is_as_before(it)
        succeeded(it.profile.cli("remove", "Parcels", "--yes"))


@row("keychain", "It is locked, and nobody can be asked", done="The collection is locked; no program shows a prompt",
     promised="list and renaming work, the rest is exit 5; no row is made or lost; unlocked, the same token is there")
def locked(place: Place) -> None:
    with own_bench(place) as it:
        it.add()
        it.keyring.lock()
        nothing_works_and_nothing_is_lost(it, {}, "locked")
        check(it.keyring.is_locked(), "it was not locked any more")
        it.keyring.unlock()
        all_is_as_before(it)


@row("keychain", "It is denied: the bus lets nobody talk to it",
     done="The bus's policy refuses messages to org.freedesktop.secrets, as a sandbox does",
     promised="list and renaming work, the rest is exit 5; no row is made or lost; allowed again, all is as before")
def denied_by_the_bus(place: Place) -> None:
    with own_bench(place) as it:
        it.add()
        configuration = it.profile.session.folder / "session.conf"
        allowed = configuration.read_text()

        def use(text: str) -> None:
            configuration.write_text(text)
            subprocess.run(["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/",
                            "org.freedesktop.DBus.ReloadConfig"], env=it.profile.session.environment, check=True,
                           capture_output=True)

        use(allowed.replace("</policy>", '<deny send_destination="org.freedesktop.secrets"/></policy>'))
        nothing_works_and_nothing_is_lost(it, {}, "keychain")
        use(allowed)
        all_is_as_before(it)


CANNOT_WRITE = "Its daemon may open no further file, so that it cannot write"


@rows("keychain", [
    ("It is denied: add", CANNOT_WRITE, "exit 5, no row stays", "add", 5),
    ("It is denied: edit of the pair", CANNOT_WRITE, "exit 5, the old pair stays", "edit", 5),
    ("It is denied: mint", CANNOT_WRITE, "the token is handed out all the same", "mint", 0),
    ("It is denied: remove", CANNOT_WRITE, "exit 5, row, pair and token stay", "remove", 5),
])
def denied_by_its_disk(place: Place, what: str, code: int) -> None:
    with own_bench(place) as it:
        it.add()
        before = it.entries()
        daemon = it.keyring.pid()
        usual = resource.prlimit(daemon, resource.RLIMIT_NOFILE)
        opened = max(int(number) for number in os.listdir(f"/proc/{daemon}/fd"))
        resource.prlimit(daemon, resource.RLIMIT_NOFILE, (opened + 1, usual[1]))
        ended = {"add": lambda: it.profile.add("Second"),
                 "edit": lambda: it.profile.cli("edit", "Parcels", *PAIR, stdin=NEW_SECRET),
                 "mint": lambda: it.profile.cli("mint", "Parcels"),
                 "remove": lambda: it.profile.cli("remove", "Parcels", "--yes")}[what]()
        check(ended.code == code, f"exit {ended.code}: {ended.err}")
        check(what != "mint" or it.server.tokens[1] in ended.out, "no token")
        check(it.names() == ["Parcels"], it.names())
        it.keyring.kill()  # as it is in memory, the daemon has forgotten all that it could not write
        it.keyring.unlock()
        check(it.entries() == before, "the keychain holds something else")
        succeeded(it.profile.cli("header", "Parcels"))
        succeeded(it.profile.add("Second"))


@row("keychain", "Its files go and come back",
     done="The keyring's folder is moved away and its daemon dies; it is back before the next login",
     promised="Meanwhile exit 5 and no row without a pair; then the same token is there")
def folder_gone(place: Place) -> None:
    with own_bench(place) as it:
        it.add()
        folder = Path(it.profile.session.environment["XDG_DATA_HOME"]) / "keyrings"
        aside = folder.rename(folder.with_name("aside"))
        it.keyring.kill()  # the next one finds no files; whether the old one notices is luck
        wait_until(lambda: not it.entries(), "a daemon without files has started")
        check(it.profile.add("Second").code == 5, "added to no keyring")
        check(it.profile.cli("edit", "Parcels", *PAIR, stdin=NEW_SECRET).code == 5, "edited in no keyring")
        check(it.names() == ["Parcels"], it.names())
        shutil.rmtree(folder, ignore_errors=True)
        aside.rename(folder)
        it.keyring.kill()
        it.keyring.unlock()
        all_is_as_before(it)


def stopped(place: Place, *command: str) -> None:
    with own_bench(place) as it:
        it.add()
        before = it.rows()
        it.keyring.signal(signal.SIGSTOP)
        process = it.profile.start(*command, stdin=subprocess.PIPE)
        begun = time.monotonic()
        succeeded(it.profile.cli("list"))
        check(time.monotonic() - begun < 5, "list waited")
        out, err = process.communicate(NEW_SECRET.encode(), timeout=40)
        check(9 <= time.monotonic() - begun < 30, f"{time.monotonic() - begun:.1f} s")
        check(process.returncode == 5 and out == b"", f"exit {process.returncode}: {err!r}")
        check(it.rows() == before, "the index changed")
        it.keyring.signal(signal.SIGCONT)
        all_is_as_before(it)


@row("keychain", "It is stopped: header", done="SIGSTOP for its daemon, then header and list",
     promised="header is exit 5 after 10 seconds, list answers at once; nothing lost; resumed, all is as before",
     turn=WAITING)
def stopped_header(place: Place) -> None:
    stopped(place, "header", "Parcels")


@rows("keychain", [("It is stopped: mint", "SIGSTOP, then mint", "mint", "Parcels"),
                   ("It is stopped: remove", "SIGSTOP, then remove", "remove", "Parcels", "--yes"),
                   ("It is stopped: edit of the pair", "SIGSTOP, then edit", "edit", "Parcels", *PAIR)],
      promised="exit 5 after 10 seconds, list at once meanwhile; nothing lost; resumed, all is as before", long=True,
      turn=WAITING)
def stopped_long(place: Place, *command: str) -> None:
    stopped(place, *command)


BEHIND = "Another program writes something else where the pair is"


@rows("keychain", [
    ("Its entry is edited: no JSON", BEHIND, b"not JSON at all"),
    ("Its entry is edited: half of it", BEHIND, b'{"id":"half'),
    ("Its entry is edited: another shape", BEHIND, b'{"id":7,"secret":["a"]}'),
    ("Its entry is edited: an array", BEHIND, b"[]"),
    ("Its entry is edited: bytes that are no text", BEHIND, b"\xff\xfe\x80{}"),
    ("Its entry is edited: without a secret", BEHIND, b'{"id":"only"}'),
    ("Its entry is deleted", "Another program removes the pair", None),
], promised="list and the kept token work; mint fails in words, without a request of a wrong pair; edit mends it")
def pair_edited(place: Place, payload: bytes | None) -> None:
    with bench(place) as it:
        key = f"tokenwright/{it.add()}/client"
        if payload is None:
            it.keyring.delete(key)
        else:
            it.keyring.write(key, payload)
        succeeded(it.profile.cli("list"))
        check(it.server.tokens[0] in succeeded(it.profile.cli("header", "Parcels")).out, "another token")
        ended = it.profile.cli("mint", "Parcels")
        check(ended.code in (1, 5) and ended.out == "" and ended.err, f"exit {ended.code}: {ended.err}")
        check(len(it.server.tokens) == 1, "a request went out")
        check(it.names() == ["Parcels"], "the row went")
        succeeded(it.profile.cli("edit", "Parcels", *PAIR, stdin=NEW_SECRET))
        minted = succeeded(it.profile.cli("mint", "Parcels"))
        check(len(it.server.tokens) == 2 and it.server.tokens[1] in minted.out, "no token")
        succeeded(it.profile.cli("remove", "Parcels", "--yes"))
        check(key not in it.entries(), "removed, and still there")


@rows("keychain", [
    ("Its token is edited: no JSON", BEHIND, b"not JSON at all"),
    ("Its token is edited: another token's", BEHIND, b'{"access_token":"stolen","issued":1,"expires":9999999999999}'),
    ("Its token is edited: line ends in it", BEHIND, None),
    ("Its token is deleted", "Another program removes the token", b""),
], promised="Nothing of it is handed out: one request brings a token, which is the one that is kept then")
def token_edited(place: Place, payload: bytes | None) -> None:
    with bench(place) as it:
        key = f"tokenwright/{it.add()}/token"
        if payload is None:  # all is as the ledger says, but for the token itself
            kept = json.loads(it.entries()[key])
            payload = json.dumps(kept | {"access_token": "a\r\nX-Injected: b"}).encode()
        if payload:
            it.keyring.write(key, payload)
        else:
            it.keyring.delete(key)
        got = succeeded(it.profile.cli("header", "Parcels"))
        check(it.server.tokens[-1] in got.out and len(it.server.tokens) == 2, f"{len(it.server.tokens)}: {got.out}")
        check(it.profile.cli("header", "Parcels").out == got.out, "it was not kept")


@row("keychain", "It is swapped between window and command line",
     done="The command line runs on another bus, whose keyring holds nothing of the set",
     promised="Said with the keychain's name, exit 5 or 1; row and ledger stay, and at home the same token is there")
def swapped(place: Place) -> None:
    with bench(place) as it, Session() as elsewhere:
        it.add()
        there = {"DBUS_SESSION_BUS_ADDRESS": elsewhere.environment["DBUS_SESSION_BUS_ADDRESS"]}
        ended = it.profile.cli("mint", "Parcels", environment=there)
        check(ended.code in (1, 5) and "keychain" in ended.err.lower(), f"exit {ended.code}: {ended.err}")
        succeeded(it.profile.cli("list", environment=there))
        check(it.names() == ["Parcels"] and len(it.server.tokens) == 1, "something was changed")
        check(it.server.tokens[0] in succeeded(it.profile.cli("header", "Parcels")).out, "another token")
        # one that was added over there has its row here as well, and can be given its pair
        succeeded(it.profile.cli("add", "Away", "--provider", "practice", "--environment", "sandbox", "--client-id",
                                 "x", "--secret-stdin", stdin="y", environment=there))
        check(it.profile.cli("header", "Away").code in (1, 5), "a token without a pair")
        succeeded(it.profile.cli("edit", "Away", *PAIR, stdin=NEW_SECRET))
        succeeded(it.profile.cli("header", "Away"))


@row("keychain", "A token of 20 kB", done="The server answers with a token of 20,000 characters",
     promised="Handed out, kept in the keychain and reused byte for byte, without a second request")
def long_token(place: Place) -> None:
    with bench(place, size=20_000) as it:
        it.add()
        token = it.server.tokens[0]
        check(len(token) == 20_000, len(token))
        check(succeeded(it.profile.cli("token", "Parcels")).out == token + "\n", "another token")
        check(len(it.server.tokens) == 1, "it was minted again")


@row("keychain", "Libraries that talk", done="G_MESSAGES_DEBUG=all, by which the keychain's library tells on standard output what it does",
     promised="Standard output holds the header and nothing else")
def talking_libraries(place: Place) -> None:
    with bench(place) as it:
        it.add()
        ended = succeeded(it.profile.cli("header", "Parcels", environment={"G_MESSAGES_DEBUG": "all"}))
        check(ended.out == f"Authorization: Bearer {it.server.tokens[0]}\n", f"on stdout: {ended.out}")
        check("DEBUG" in ended.err, "no library talks here")


@row("keychain", "Libraries that fall at the end",
     done="A library is loaded whose clean-up, after main(), aborts, as one may that has threads of its own",
     promised="Each command ends as it would without")
def falling_libraries(place: Place) -> None:
    with bench(place) as it:
        it.add()
        fall = preload("#include <stdlib.h>\n__attribute__((destructor)) static void fall(void) { abort(); }\n")
        succeeded(it.profile.cli("header", "Parcels", environment=fall))
        refused(it.profile.cli("header", "Nobody", environment=fall), 3)
        succeeded(it.profile.cli("mint", "Parcels", environment=fall))


@row("keychain", "1,000 sets", done="1,000 pairs are imported into a real keyring, listed, used and removed",
     promised="1,000 rows, 1,000 pairs; each of ten has its own; none stays after its removal", long=True)
def thousand(place: Place) -> None:
    with own_bench(place) as it:
        for number in range(1000):
            succeeded(it.profile.cli("add", f"Set {number}", "--provider", "practice", "--environment", "sandbox",
                                     "--client-id", f"id-{number}", "--secret-stdin", stdin=f"secret-{number}"))
        check(len(it.rows()) == 1000 and len(it.entries()) == 1000, f"{len(it.rows())}, {len(it.entries())}")
        check(succeeded(it.profile.cli("list")).out.count("Set ") == 1000, "list")
        for number in range(0, 1000, 100):
            succeeded(it.profile.cli("mint", f"Set {number}"))
            pair = json.loads(it.entries()[f"tokenwright/{it.identifier(f'Set {number}')}/client"])
            check(pair["secret"] == f"secret-{number}", "another's pair")
            succeeded(it.profile.cli("remove", f"Set {number}", "--yes"))
        check(len(it.rows()) == 990 and len(it.entries()) == 990 and not it.orphans(), "not all went, or more")
