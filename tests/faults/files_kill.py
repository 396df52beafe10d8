# SPDX-License-Identifier: MIT
"""kill -9 at every step between keychain, index and ledger: the old or the new state, never neither.

Quick: the steps around renames and keychain calls, before and after by turns, and every 20th of the others; what was
made is removed once. With --long every step, before and after it; --kills FILE gets the list of them with what was
found after each.
"""
from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass

import steps
from bench import NEW_ID, NEW_SECRET, Bench, bench, succeeded
from session import SECRET, Place
from table import LONG, Broken, check, rows, tell

State = dict[str, tuple[str, bool]]  # of each row by its name: its secret ("" without one), and if a token is kept


@dataclass
class Operation:
    """A command that writes, what it may leave behind when it is cut off, and what it makes in the end."""

    name: str
    command: tuple[str, ...]
    after: State
    between: Callable[[State], bool] = lambda state: False  # besides old and new
    stdin: str = ""
    needs: bool = True  # "Parcels" with a token is there before
    again: tuple[int, ...] = (0,)  # how the same command may end the next time: it may be done already

    def prepare(self, it: Bench) -> None:
        if self.name == "revoke":
            it.profile.provider(it.server.url, environment={"revocationUrl": it.server.url})
        if self.needs:
            it.add()
        (it.profile.home / "pairs.env").write_text(
            f"PRACTICE_CLIENT_ID=imported\nPRACTICE_CLIENT_SECRET={NEW_SECRET}\n"
            f"OTHER_CLIENT_ID=imported-too\nOTHER_CLIENT_SECRET={NEW_SECRET}-2\n")
        if self.name == "accepting a moved endpoint":
            it.profile.provider(it.server.url.replace("127.0.0.1", "localhost"))


IMPORTED = {"Practice": NEW_SECRET, "Other": f"{NEW_SECRET}-2"}  # as import names them
OPERATIONS = [
    Operation("add", ("add", "Parcels", "--provider", "practice", "--environment", "sandbox", "--client-id", NEW_ID,
                      "--secret-stdin"), {"Parcels": (NEW_SECRET, False)}, needs=False, stdin=NEW_SECRET,
              between=lambda s: s == {"Parcels": ("", False)}, again=(0, 1)),
    Operation("edit of the name", ("edit", "Parcels", "--name", "Renamed"), {"Renamed": (SECRET, True)}, again=(0, 3)),
    Operation("edit of the pair", ("edit", "Parcels", "--client-id", NEW_ID, "--secret-stdin"),
              {"Parcels": (NEW_SECRET, True)}, stdin=NEW_SECRET),
    Operation("remove", ("remove", "Parcels", "--yes"), {}, again=(0, 3),
              between=lambda s: set(s) == {"Parcels"} and s["Parcels"][0] == ""),
    Operation("mint", ("mint", "Parcels"), {"Parcels": (SECRET, True)}),
    Operation("import", ("import", "pairs.env", "--yes", "--map", "PRACTICE=practice/sandbox", "--map",
                         "OTHER=practice/sandbox"), {name: (secret, False) for name, secret in IMPORTED.items()},
              needs=False, again=(0, 1),
              between=lambda s: all(value in (("", False), (IMPORTED.get(name), False)) for name, value in s.items())),
    Operation("rotate", ("rotate", "Parcels", "--secret-stdin"), {"Parcels": (NEW_SECRET, True)}, stdin=NEW_SECRET,
              again=(0, 1)),
    Operation("forget", ("forget", "Parcels"), {"Parcels": (SECRET, False)}),
    Operation("revoke", ("revoke", "Parcels"), {"Parcels": (SECRET, False)}, again=(0, 1)),
    Operation("accepting a moved endpoint", ("edit", "Parcels", "--accept-endpoint"), {"Parcels": (SECRET, True)}),
]


def state_of(it: Bench) -> State:
    """What index and keychain hold; Broken if a secret has no row, or the index cannot be read."""
    try:
        identifiers = {row["id"]: row["name"] for row in it.rows()}
    except (ValueError, KeyError) as reason:
        raise Broken(f"the index cannot be parsed: {reason}") from reason
    entries = it.entries()
    orphans = [key for key in entries if key.split("/")[1] not in identifiers]
    check(not orphans, f"in the keychain without a row: {orphans}")
    if it.profile.ledger.exists():
        json.loads(it.profile.ledger.read_text())
    return {name: (json.loads(entries.get(f"tokenwright/{id}/client", '{"secret": ""}'))["secret"],
                   f"tokenwright/{id}/token" in entries) for id, name in identifiers.items()}


def quickly(it: Bench, *command: str, stdin: str = ""):
    """No stale lock holds it up."""
    begun = time.monotonic()
    ended = it.profile.cli(*command, stdin=stdin)
    check(time.monotonic() - begun < 9, f"{command[0]} took {time.monotonic() - begun:.0f} s")
    return ended


class Beginning:
    """What an operation finds: files and keychain of the profile, kept to be put back before each kill."""

    def __init__(self, it: Bench, operation: Operation) -> None:
        operation.prepare(it)
        self._it, self.state, self._entries = it, state_of(it), it.entries()
        self._files = shutil.copytree(it.profile.home, it.profile.home.with_suffix(".kept"), symlinks=True)

    def put_back(self) -> None:
        home, keyring = self._it.profile.home, self._it.keyring
        shutil.rmtree(home)
        shutil.copytree(self._files, home, symlinks=True)
        for key in set(self._it.entries()) - set(self._entries):
            keyring.delete(key)
        for key, secret in self._entries.items():
            keyring.write(key, secret.encode())
        check(state_of(self._it) == self.state, "the beginning was not put back")


def killed(it: Bench, operation: Operation, before: State, orders: str, *, removes: bool) -> str:
    """Ends the operation at one step; gives the step and what was found. `removes`: nothing is left afterwards."""
    log = it.profile.home / "steps"
    ended = it.profile.cli(*operation.command, stdin=operation.stdin, environment=steps.environment(log, orders))
    if ended.code != -9:  # two threads take steps: a count may differ by one
        check(ended.code == 0, f"exit {ended.code}: {ended.err}")
    names = steps.taken(log)
    at = int(orders.split()[-1])
    where = f"{orders} ({names[at - 1]})" if len(names) >= at else f"{orders} (it has ended before)"
    try:
        state = state_of(it)
        known = {str(before): "the old state", str(operation.after): "the new state"}
        found = known.get(str(state))
        check(found or operation.between(state), f"neither the old nor the new state: {state}")
        if LONG:
            succeeded(quickly(it, "list"))
        again = quickly(it, *operation.command, stdin=operation.stdin)
        check(again.code in operation.again, f"the next time exit {again.code}: {again.err}")
        check(state_of(it) == operation.after, f"after the next time: {state_of(it)}")
        if operation.after:
            succeeded(quickly(it, "env", *operation.after))
        if removes:
            for name in operation.after:
                succeeded(quickly(it, "remove", name, "--yes"))
            check(state_of(it) == {}, "not all could be removed")
    except Broken as broken:
        raise Broken(f"{where}: {broken}") from broken
    return f"{operation.name}: {where}: {found or f'between them: {state}'}; the next time exit {again.code}"


def chosen(names: list[str]) -> list[str]:
    """The orders: all, or those at what counts, before and after by turns, and some of the others."""
    every = [f"kill {side} {number}" for number in range(1, len(names) + 1) for side in ("before", "after")]
    if LONG:
        return every
    counts = ("rename", "write cred", "write tok", "bus CreateItem", "bus Delete", "bus SetSecret")
    return [order for order in every if names[int(order.split()[-1]) - 1].startswith(counts)][::3] + every[3::40]


@rows("files", [(f"kill -9 at each step of {operation.name}", "SIGKILL before and after each of its steps", operation)
                for operation in OPERATIONS],
      promised="The old or the new state, no secret without a row, no row lost, no lock held; the same again works")
def killed_at_each_step(place: Place, operation: Operation) -> None:
    found, broken = [], []
    with bench(place) as it:
        beginning = Beginning(it, operation)
        log = it.profile.home / "steps"
        succeeded(it.profile.cli(*operation.command, stdin=operation.stdin, environment=steps.environment(log)))
        names = steps.taken(log)
        check(len(names) > 5 and any(name.startswith("sync ") for name in names), f"too few steps: {names}")
        for number, orders in enumerate(ordered := chosen(names), 1):
            beginning.put_back()
            try:
                found.append(killed(it, operation, beginning.state, orders, removes=LONG or number == len(ordered)))
            except Broken as reason:
                broken.append(f"{operation.name}: {reason}")
                found.append(broken[-1])
    if listing := os.environ.get("TOKENWRIGHT_FAULTS_KILLS"):
        with open(listing, "a", encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in found))
    check(not broken, f"{len(broken)} of {len(found)}: " + "; ".join(broken[:3]))
    tell(f"{len(found)} kills at {len(names)} steps")
