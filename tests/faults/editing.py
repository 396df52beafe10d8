# SPDX-License-Identifier: MIT
"""Two programs edit, complete, add or remove one set at a time, and what an edit leaves alone."""
from __future__ import annotations

import json
import signal
import subprocess
import time

from bench import NEW_ID, NEW_SECRET, Bench, bench, refused, succeeded
from keyring import wait_until
from screen import Screen
from session import CLIENT_ID, SECRET, Place
from table import SCREEN, check, row, rows
from window import Window

TAG = "not-a-real-parameter-Wm63"


def pair(it: Bench, identifier: str) -> dict:
    return json.loads(it.entries()[f"tokenwright/{identifier}/client"])


@rows("files", [
    ("Two edit one set: the secret last", "edit --secret-stdin waits for it; two more edits meanwhile",
     ("--secret-stdin",), NEW_SECRET, ("--secret-parameter", "tag=tag"), {"secret": NEW_SECRET}),
    ("Two edit one set: a parameter last", "edit --secret-parameter waits for it; the secret is rotated meanwhile",
     ("--secret-parameter", "tag=-"), TAG, ("--client-id", NEW_ID), {"id": NEW_ID}),
], promised="All are done: secret, parameter, name and scope; the token of before is not used again")
def two_edit(place: Place, first: tuple[str, ...], said: str, second: tuple[str, ...], kept: dict) -> None:
    with bench(place) as it:
        identifier = it.add()
        (it.profile.home / "tag").write_text(TAG)
        waiting = it.profile.start("edit", "Parcels", *first, stdin=subprocess.PIPE)
        time.sleep(1)  # nothing says that a program has read row and pair
        succeeded(it.profile.cli("edit", "Parcels", *second))
        succeeded(it.profile.cli("edit", "Parcels", "--name", "Letters", "--scope", "fresh"))
        check(waiting.poll() is None, "it did not wait")
        _, err = waiting.communicate(said.encode(), timeout=30)
        check(waiting.returncode == 0, f"exit {waiting.returncode}: {err!r}")
        now, of_row = pair(it, identifier), it.rows()[0]
        wanted = {"id": CLIENT_ID, "secret": SECRET} | kept
        check({name: now[name] for name in wanted} == wanted, f"lost: {sorted(now)}")
        check(now.get("parameters") == {"tag": TAG}, f"the parameter is lost: {now.get('parameters')}")
        check((of_row["name"], of_row["scopes"]) == ("Letters", ["fresh"]), of_row)
        check(it.profile.cli("header", "Letters", "--no-mint").code != 0, "the old token")


@row("files", "Two edit one set: at the same moment", done="edit --scope and edit --parameter are started together, 4 times",
     promised="Both are done")
def at_the_same_moment(place: Place) -> None:
    with bench(place) as it:
        it.add(minted=False)
        for number in range(4):
            both = [it.profile.start("edit", "Parcels", *words) for words in
                    (("--scope", f"s{number}"), ("--parameter", f"v{number}=x"))]
            check([process.wait(30) for process in both] == [0, 0], "not done")
            row_now = it.rows()[0]
            check(row_now["scopes"] == [f"s{number}"] and f"v{number}" in row_now["parameters"], row_now)


@row("files", "Two edit one set: in the window and on the command line",
     done="Its dialog is open; edit rotates the secret and sets a scope; the dialog saves another client ID",
     promised="All three are done", turn=SCREEN)
def dialog_and_command(place: Place) -> None:
    screen = Screen.shared()
    with bench(place, screen.session) as it:
        identifier = it.add(minted=False)
        with Window(it.profile) as window:
            window.select_row("Parcels")
            window.press("Edit credential set")
            time.sleep(1)  # the pair is read
            succeeded(it.profile.cli("edit", "Parcels", "--secret-stdin", "--scope", "fresh", stdin=NEW_SECRET))
            window.set_text("Client ID", NEW_ID)
            window.press("Save")
            wait_until(lambda: pair(it, identifier)["id"] == NEW_ID, "it is saved")
            check(pair(it, identifier)["secret"] == NEW_SECRET, "the new secret is lost")
            check(it.rows()[0]["scopes"] == ["fresh"], it.rows())


@row("files", "add stopped between row and secret, and the set removed",
     done="SIGSTOP as soon as the row is there; remove; SIGCONT",
     promised="Whichever comes first: no secret without a row, no row without a secret")
def add_and_remove(place: Place) -> None:
    with bench(place) as it:
        for _ in range(3):
            adding = it.profile.start("add", "Parcels", "--provider", "practice", "--environment", "sandbox",
                                      "--client-id", CLIENT_ID, "--secret-stdin", stdin=subprocess.PIPE)
            adding.stdin.write(SECRET.encode())
            adding.stdin.close()
            end = time.monotonic() + 20
            while b"Parcels" not in (it.profile.index.read_bytes() if it.profile.index.exists() else b""):
                check(time.monotonic() < end, "it made no row")
            adding.send_signal(signal.SIGSTOP)
            removing = it.profile.start("remove", "Parcels", "--yes")
            time.sleep(1)  # it is done, or waits for the lock
            adding.send_signal(signal.SIGCONT)
            adding.wait(30)
            check(removing.wait(30) == 0, removing.stderr.read())
            check(not it.names() and not it.entries(), f"{it.names()}, {it.orphans()}")


@row("files", "add completes a row without a pair", done="A set with scope, parameters and headers loses its pair; add",
     promised="What add does not say stays, unknown fields too; it can be used")
def add_completes(place: Place) -> None:
    with bench(place) as it:
        identifier = it.add(minted=False)
        index = json.loads(it.profile.index.read_text())
        index["credentialSets"][0] |= {"scopes": ["a", "b"], "parameters": {"tenant": "x"}, "minimumSeconds": 900,
                                       "headers": [{"name": "X-Team", "value": "1", "note": "mine"}],
                                       "keepFresh": True, "notes": "mine"}
        it.profile.index.write_text(json.dumps(index))
        before = it.rows()[0]
        it.keyring.delete(f"tokenwright/{identifier}/client")
        succeeded(it.profile.add(arguments=("--parameter", "region=eu")))
        now = it.rows()
        check(now[0].pop("pairMark") != before.pop("pairMark"), "the mark of a pair that is lost")
        check(now[0].pop("secretSetAt"), "when the pair was entered is not told")
        before.pop("secretSetAt", None)
        check(now == [before | {"parameters": {"tenant": "x", "region": "eu"}}], now)
        succeeded(it.profile.cli("header", "Parcels"))


@rows("files", [
    ("An edit that changes nothing: the same secret", "edit --secret-stdin with the secret that is there",
     ("--secret-stdin",)),
    ("An edit that changes nothing: the same ID", "edit --client-id with the ID that is there",
     ("--client-id", CLIENT_ID)),
    ("An edit that changes nothing: no endpoint has moved", "edit --accept-endpoint", ("--accept-endpoint",)),
], promised="Index and keychain are the same; the kept token is used")
def nothing_changes(place: Place, words: tuple[str, ...]) -> None:
    with bench(place) as it:
        it.add()
        before = it.profile.index.read_bytes(), it.entries()
        succeeded(it.profile.cli("edit", "Parcels", *words, stdin=SECRET))
        check((it.profile.index.read_bytes(), it.entries()) == before, "something was changed")
        check(it.server.tokens[0] in succeeded(it.profile.cli("header", "Parcels", "--no-mint")).out, "another token")


@row("files", "A plain parameter becomes a secret one, and plain again",
     done="edit --parameter, --secret-parameter and --parameter of one name, a mint after each",
     promised="It is in one place at a time and is sent once; the index and an export do not keep what became secret")
def plain_and_secret(place: Place) -> None:
    with bench(place) as it:
        identifier = it.add(minted=False)
        (it.profile.home / "tag").write_text(TAG)
        for words, value in ((("--parameter", f"tag={TAG}"), TAG), (("--secret-parameter", "tag=tag"), TAG),
                             (("--parameter", "tag=plain"), "plain")):
            succeeded(it.profile.cli("edit", "Parcels", *words))
            succeeded(it.profile.cli("mint", "Parcels"))
            body = it.server.bodies[-1]
            sent = body.decode() if isinstance(body, bytes) else body
            check(sent.count("tag=") == 1 and f"tag={value}" in sent, sent)
            is_secret = words[0] == "--secret-parameter"
            check(("tag" in pair(it, identifier).get("parameters", {})) == is_secret, "in the keychain, or not")
            check(("tag" in it.rows()[0]["parameters"]) != is_secret, "in the index, or not")
            if is_secret:
                check(TAG not in it.profile.index.read_text() + it.profile.cli("export").out, "told")


@row("files", "Fields within fields that nobody knows",
     done="Index and pair hold fields of other types and within others; edit of name and secret",
     promised="They are as they were")
def unknown_within(place: Place) -> None:
    with bench(place) as it:
        identifier = it.add(minted=False)
        key, index = f"tokenwright/{identifier}/client", json.loads(it.profile.index.read_text())
        of_row = {"assertion": {"algorithm": "RS256", "claims": {"x": 1}}, "minimumSeconds": "300",
                  "headers": [{"name": "X-A", "value": "1", "note": "mine"}], "variables": {"v": {"a": 1}},
                  "parameters": {"p": {"value": "a", "place": "query"}}, "later": {"a": [1]}}
        index["credentialSets"][0] |= of_row
        it.profile.index.write_text(json.dumps(index))
        of_pair = {"parameters": {"list": ["a"], "n": 5}, "privateKey": {"kty": "RSA"}, "later": {"x": 1}}
        it.keyring.write(key, json.dumps(pair(it, identifier) | of_pair).encode())
        succeeded(it.profile.cli("edit", "Parcels", "--name", "Letters", "--secret-stdin", stdin=NEW_SECRET))
        row_now, pair_now = it.rows()[0], pair(it, identifier)
        check(row_now["name"] == "Letters" and pair_now["secret"] == NEW_SECRET, "not done")
        check(row_now | of_row == row_now, row_now)
        check(pair_now | of_pair == pair_now, sorted(pair_now))


def rotated(it: Bench, secret: str, *words: str):
    return it.profile.cli("rotate", "Parcels", "--secret-stdin", *words, stdin=secret)


@row("keychain", "rotate --keep-old, and again", done="A secret is kept beside the present one; another is to be kept as well",
     promised="Exit 1 and names --forget-old before anything is read or asked; nothing is lost. After --forget-old it is done")
def kept_twice(place: Place) -> None:
    with bench(place) as it:
        identifier = it.add(minted=False)
        succeeded(rotated(it, NEW_SECRET, "--keep-old"))
        before, asked = pair(it, identifier), len(it.server.bodies)
        refused(rotated(it, "not-a-real-third-secret", "--keep-old"), 1, "--forget-old")
        check(pair(it, identifier) == before and before["previousSecret"] == SECRET, "the kept one is lost")
        check(len(it.server.bodies) == asked, "it was tried")
        succeeded(it.profile.cli("rotate", "Parcels", "--forget-old"))
        succeeded(rotated(it, "not-a-real-third-secret", "--keep-old"))
        check(pair(it, identifier)["previousSecret"] == NEW_SECRET, "it is not kept")


@row("keychain", "rotate after rotate --keep-old", done="A secret is kept; another rotation keeps nothing more",
     promised="What is kept goes by --forget-old alone")
def kept_through(place: Place) -> None:
    with bench(place) as it:
        identifier = it.add(minted=False)
        succeeded(rotated(it, NEW_SECRET, "--keep-old"))
        succeeded(rotated(it, "not-a-real-third-secret"))
        now = pair(it, identifier)
        check((now["secret"], now.get("previousSecret")) == ("not-a-real-third-secret", SECRET), "the kept one is lost")
        succeeded(it.profile.cli("rotate", "Parcels", "--forget-old"))
        check("previousSecret" not in pair(it, identifier), "it is still there")
