# SPDX-License-Identifier: MIT
"""Another store is chosen than the one that a set's secrets are in: the kernel's keyring, or the desktop's keychain."""
from __future__ import annotations

from pathlib import Path

from bench import Bench, bench, own_bench, refused, succeeded
from keyring import wait_until
from session import Place
from table import NotPossible, check, row, rows


def choose(it: Bench, store: str) -> None:
    (it.profile.config / "tokenwright/settings.ini").write_text(f"[keychain]\nstore={store}\n")


def add_to_the_keychain(it: Bench, name: str) -> str:
    """A set with a token, after which the kernel's keyring is chosen; gives its id."""
    choose(it, "keychain")
    identifier = it.add(name)
    choose(it, "kernel")
    check(len(it.entries()) == 2 and not of_the_kernel(identifier), "not in the keychain alone")
    return identifier


def of_the_kernel(identifier: str) -> list[str]:
    """The keys of that set that the kernel's keyring holds."""
    return [key for key in Path("/proc/keys").read_text().split() if key.startswith(f"tokenwright/{identifier}/")]


def gone_from_the_kernel(identifier: str) -> None:
    """The kernel collects what nothing refers to any more in its own time."""
    wait_until(lambda: not of_the_kernel(identifier), "the kernel's keyring holds nothing of it")


def add_to_the_kernel(it: Bench) -> str:
    """A set with a token; gives its id."""
    choose(it, "kernel")
    added = it.profile.add()
    if added.code == 5:
        raise NotPossible(f"The kernel refuses its keyring here: {added.err.strip()}")
    succeeded(added)
    succeeded(it.profile.cli("header", "Parcels"))
    identifier = it.identifier("Parcels")
    check(len(of_the_kernel(identifier)) == 2 and not it.entries(), "not in the kernel's keyring alone")
    return identifier


@rows("keychain", [
    ("Another is chosen: the keychain", "A set with a token is in the kernel's keyring; the keychain is chosen; the set is "
     "removed", "kernel"),
    ("Another is chosen: the kernel's keyring", "The other way round", "keychain"),
], promised="Neither store holds anything of it")
def removed_elsewhere(place: Place, first: str) -> None:
    with bench(place) as it:
        identifier = add_to_the_kernel(it)
        if first == "keychain":
            succeeded(it.profile.cli("remove", "Parcels", "--yes"))
            identifier = add_to_the_keychain(it, "Parcels")
        else:
            choose(it, "keychain")
        succeeded(it.profile.cli("remove", "Parcels", "--yes"))
        check(not it.rows() and not it.entries(), f"{it.rows()}, {it.entries()}")
        gone_from_the_kernel(identifier)


@row("keychain", "Another is chosen, and the one of before is locked",
     done="Two sets, one in the keychain, one in the kernel's keyring, which is chosen; the keychain is locked and "
          "nobody can be asked; both are removed",
     promised="The one in the keychain stays, exit 5, and nothing of it is lost; the other one goes without a question")
def removed_while_locked(place: Place) -> None:
    with own_bench(place) as it:
        other = add_to_the_kernel(it)
        add_to_the_keychain(it, "Kept")
        it.keyring.lock()
        refused(it.profile.cli("remove", "Kept", "--yes"), 5, "locked")
        succeeded(it.profile.cli("remove", "Parcels", "--yes"))
        check(it.names() == ["Kept"], f"{it.names()}")
        gone_from_the_kernel(other)
        it.keyring.unlock()
        check(len(it.entries()) == 2 and not it.orphans(), f"{it.entries()}")
        choose(it, "keychain")
        succeeded(it.profile.cli("header", "Kept"))
        choose(it, "kernel")
        succeeded(it.profile.cli("remove", "Kept", "--yes"))
        check(not it.rows() and not it.entries(), f"{it.rows()}, {it.entries()}")
