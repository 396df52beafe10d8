# SPDX-License-Identifier: MIT
"""Refresh tokens that change with each use: never a lost one, never one used twice.

What nobody can keep is told apart: with the answer that brings the next one, the server has ended the one before; who
is killed between that answer and his first word to the keychain has neither. A server that answers the last use once
more (`lenient`) mends even that; with a strict one the next mint has to say what happened and what to do.
"""
from __future__ import annotations

import json
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import steps
from bench import NEW_SECRET, Bench, bench, own_bench, succeeded
from files_kill import Beginning, Operation, quickly
from keyring import wait_until
from leaks import TALKATIVE, Watch
from session import Place, Session
from table import ALONE, LONG, SCREEN, Broken, check, row, rows, tell
from token_server import RefreshTokens

MINT = Operation("mint with a refresh token", ("mint", "Parcels"), {})
ROTATE = Operation("rotate with a refresh token", ("rotate", "Parcels", "--secret-stdin"), {}, stdin=NEW_SECRET)


def kept(it: Bench) -> str:
    """The refresh token that the keychain has."""
    pair = it.entries()[f"tokenwright/{it.identifier('Parcels')}/client"]
    return json.loads(pair)["parameters"]["refresh_token"]


def whole(it: Bench) -> None:
    """What must be true whenever nothing is under way."""
    tokens = it.server.refresh
    check(kept(it) == tokens.latest, f"kept {kept(it)}, the latest is {tokens.latest}")
    check(not tokens.revoked, "one was used twice")
    check(len(set(tokens.sent)) == len(tokens.sent), f"sent twice: {tokens.sent}")


def orders_for(names: list[str]) -> list[str]:
    every = [f"kill {side} {number}" for number in range(1, len(names) + 1) for side in ("before", "after")]
    if LONG:
        return every
    counts = ("network", "bus CreateItem", "bus SetSecret", "rename")
    return [order for order in every if names[int(order.split()[-1]) - 1].startswith(counts)] + every[3::20]


def killed(it: Bench, operation: Operation, orders: str) -> str:
    """Ends the operation at one step, and says how the refresh token fared: "unused", "kept" or "lost"."""
    log, tokens = it.profile.home / "steps", it.server.refresh
    ended = it.profile.cli(*operation.command, stdin=operation.stdin, environment=steps.environment(log, orders))
    names = steps.taken(log)
    at = int(orders.split()[-1])
    where = f"{orders} ({names[at - 1] if len(names) >= at else 'it has ended before'})"
    deadline = time.monotonic() + 1  # the server may still be at what was sent
    while not tokens.sent and any(name.startswith("network") for name in names[:at]) and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        check(ended.code in (-9, 0), f"exit {ended.code}: {ended.err}")
        found, answered = kept(it), len(tokens.given) > 1
        hasSpoken = "bus CreateItem" in names[:at - ("before" in orders)]
        check(found in tokens.given, f"kept {found}, which nobody gave")
        check(not hasSpoken or not answered or found == tokens.latest, f"kept {found} after {tokens.latest} was to be")
        check(len(tokens.sent) < 2, f"sent by one mint: {tokens.sent}")
        isLost = found != tokens.latest
        again = quickly(it, "mint", "Parcels")
        if isLost and not tokens.lenient:
            check(again.code == 4 and "refresh token" in again.err, f"the next time exit {again.code}: {again.err}")
        else:
            succeeded(again)
            check(kept(it) == tokens.latest and not tokens.revoked, f"kept {kept(it)}, latest {tokens.latest}")
            succeeded(quickly(it, "mint", "Parcels"))
            check(kept(it) == tokens.latest and not tokens.revoked, f"kept {kept(it)}, latest {tokens.latest}")
    except Broken as broken:
        raise Broken(f"{where}: {broken}") from broken
    return "lost" if isLost else "kept" if answered else "unused"


@rows("files", [(f"kill -9 at each step of {operation.name}, at a server that {words}",
                 "SIGKILL before and after each of its steps", operation, lenient)
                for lenient, words in ((False, "ends all at a second use"), (True, "forgives the last use"))
                for operation in ((MINT, ROTATE) if LONG or not lenient else (MINT,))],
      promised="The latest is kept, or the one before where no word reached the keychain; the next mint works or explains")
def killed_at_each_step(place: Place, operation: Operation, lenient: bool) -> None:
    fates, broken = [], []
    with bench(place, refresh=RefreshTokens(lenient=lenient)) as it:
        it.add(minted=False)
        begun = Beginning(it, Operation("", (), {}, needs=False))
        log = it.profile.home / "steps"
        succeeded(it.profile.cli(*operation.command, stdin=operation.stdin, environment=steps.environment(log)))
        names = steps.taken(log)
        check(any(name.startswith("network") for name in names) and "bus CreateItem" in names, f"too few steps: {names}")
        for orders in orders_for(names):
            begun.put_back()
            it.server.refresh = RefreshTokens(lenient=lenient)
            try:
                fates.append(killed(it, operation, orders))
            except Broken as reason:
                broken.append(str(reason))
    check(not broken, f"{len(broken)} of {len(broken) + len(fates)}: " + "; ".join(broken[:3]))
    check("kept" in fates and "unused" in fates, f"not all was tried: {fates}")
    tell(", ".join(f"{fates.count(fate)} {fate}" for fate in ("unused", "kept", "lost")))


@row("keychain", "Twenty programs use one refresh token at once", done="20 times mint, 20 times header, together",
     promised="Each mint sends another one, none twice, and the last one that came is kept", turn=ALONE)
def twenty_at_once(place: Place) -> None:
    with bench(place, refresh=RefreshTokens()) as it:
        it.add(minted=False)
        with ThreadPoolExecutor(40) as pool:
            ended = list(pool.map(lambda command: it.profile.cli(command, "Parcels", seconds=120), ["mint", "header"] * 20))
        for one in ended:
            succeeded(one)
        check(len(it.server.refresh.sent) >= 20, f"{len(it.server.refresh.sent)} requests")
        whole(it)
        tell(f"{len(it.server.refresh.sent)} refresh tokens used")


@row("keychain", "It is locked while the provider answers a refresh token",
     done="mint; while the request is under way the keyring is locked; later it is unlocked",
     promised="Said, tried again, kept once unlocked; nobody else sends the old one; the token is handed out")
def locked_meanwhile(place: Place) -> None:
    with own_bench(place, refresh=RefreshTokens()) as it:
        it.add(minted=False)
        it.server.answers.clear()
        process = it.profile.start("mint", "Parcels")
        check(it.server.asked.wait(30), "nothing was asked")
        it.keyring.lock()
        it.server.answers.set()
        line = process.stderr.readline().decode()
        check("keychain does not take it" in line and process.poll() is None, f"said: {line}")
        it.keyring.unlock()
        other = it.profile.start("mint", "Parcels")
        out, err = process.communicate(timeout=60)
        check(process.returncode == 0 and it.server.tokens[0] in out.decode(), f"exit {process.returncode}: {err!r}")
        check(b"has the new refresh token now" in err, f"said: {err!r}")
        _, err = other.communicate(timeout=60)
        check(other.returncode in (0, 5), f"the other: exit {other.returncode}: {err!r}")
        whole(it)


@rows("keychain", [(f"{name} while the provider answers a refresh token", f"{name} for mint while it waits", number)
                   for name, number in (("SIGTERM", signal.SIGTERM), ("Ctrl-C", signal.SIGINT))],
      promised="It ends by that signal, and not before what came is kept")
def asked_to_end(place: Place, number: int) -> None:
    with bench(place, refresh=RefreshTokens()) as it:
        it.add(minted=False)
        it.server.answers.clear()
        process = it.profile.start("mint", "Parcels")
        check(it.server.asked.wait(30), "nothing was asked")
        process.send_signal(number)
        line = process.stderr.readline().decode()
        check("as soon as the keychain has the new refresh token" in line, f"said: {line}")
        it.server.answers.set()
        out, err = process.communicate(timeout=60)
        check(process.returncode == -number and not out, f"exit {process.returncode}: {err!r} {out!r}")
        whole(it)
        succeeded(it.profile.cli("mint", "Parcels"))
        whole(it)


@row("keychain", "The window is closed while the provider answers a refresh token",
     done="SIGTERM for the window while its request is under way", promised="What came is kept before it ends", turn=SCREEN)
def window_ends(place: Place) -> None:
    from screen import Screen
    from window import Window

    with bench(place, Screen.shared().session, refresh=RefreshTokens()) as it:
        it.add(minted=False)
        it.server.answers.clear()
        with Window(it.profile) as window:
            window.select_row("Parcels")
            window.press("Mint token")
            check(it.server.asked.wait(30), "nothing was asked")
            window.process.send_signal(signal.SIGTERM)
            try:
                window.process.wait(0.5)
                raise Broken("it has ended before the answer came")
            except subprocess.TimeoutExpired:
                pass
            it.server.answers.set()
            window.process.wait(30)
        wait_until(lambda: kept(it) == it.server.refresh.latest, "the latest is kept")
        whole(it)


@row("leaks", "Refresh tokens: one that changes, one that is refused, one that a server echoes",
     done="add, mint, rotate, edit, check, log, inspect, at the most talkative log level",
     promised="None of them, in any form, in arguments, environment, logs, standard error, or any file")
def nothing_told(place: Place) -> None:
    with Session() as session, bench(place, session, refresh=RefreshTokens()) as it:
        it.profile.environment |= TALKATIVE | {"TMPDIR": str(it.profile.home / "tmp")}
        (it.profile.home / "tmp").mkdir()
        pasted = it.profile.home / "given-refresh-token"
        pasted.write_text(it.server.refresh.latest + "\n")
        with Watch(it, it.server.refresh.latest) as watch:
            commands = [("mint", "Parcels"), ("rotate", "Parcels", "--secret-stdin"), ("header", "Parcels"),
                        ("inspect", "Parcels"), ("log", "--json"), ("list", "--json"), ("export",),
                        ("edit", "Parcels", "--secret-parameter", f"refresh_token={pasted}"), ("mint", "Parcels")]
            it.profile.add("Parcels", arguments=("--secret-parameter", f"refresh_token={pasted}"))
            for number, command in enumerate(commands * 2):
                it.server.echoes = number > len(commands)
                ended = it.profile.cli(*command, stdin=NEW_SECRET)
                watch.search(f"stderr of {command}", ended.err.encode())
                if command[0] not in ("header", "mint"):
                    watch.search(f"stdout of {command}", ended.out.encode())
            watch.values |= set(it.server.refresh.given)
            check(len(it.server.refresh.given) > 2 and it.server.refresh.revoked, f"{it.server.refresh.sent}")
            check(it.profile.request_log.stat().st_size > 500, "no request was logged")
            watch.search_files(it.profile.home, session.folder / "log", session.folder / "runtime")
        watch.nothing_was_found()
