# SPDX-License-Identifier: MIT
"""The parts that the programs load when they need them (src/platform/ProgramPart.h): missing, and replaced."""
from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import Bench, bench, refused, succeeded
from keyring import wait_until
from screen import Screen
from session import Place, parts_of
from table import SCREEN, check, row, rows
from window import Window

FILE_PROBLEM = 1
SIGNED = {"request": {"clientAuthentication": "client_secret_jwt"}}


@contextmanager
def copied_programs(it: Bench) -> Iterator[Path]:
    """The programs and their parts, in a folder of their own that may be changed: where the parts are."""
    with tempfile.TemporaryDirectory(prefix="tokenwright-faults-") as folder:
        programs, parts = it.profile.programs, parts_of(it.profile.programs)
        it.profile.programs = Path(shutil.copytree(programs, Path(folder, "bin"), ignore=lambda _, names: [
            name for name in names if not name.startswith("tokenwright") or not os.access(programs / name, os.X_OK)]))
        yield Path(shutil.copytree(parts, Path(folder, os.path.relpath(parts, programs.parent))))


@rows("parts", [(f"{name} is not there", "list, header of a token at hand, mint; the part is put back and mint again",
                 name) for name in ("network.so", "keys.so")],
      promised="What needs it not goes on; mint ends with 1, says what to do, and the pair stays as it was")
def missing(place: Place, name: str) -> None:
    with bench(place) as it:
        it.profile.provider(it.server.url, **SIGNED)
        it.add()
        before = it.entries()
        with copied_programs(it) as parts:
            (parts / name).rename(parts / "elsewhere")
            succeeded(it.profile.cli("list"))
            succeeded(it.profile.cli("header", "Parcels"))
            refused(it.profile.cli("mint", "Parcels"), FILE_PROBLEM, "install it anew")
            check(it.entries() == before, "the keychain is another")
            (parts / "elsewhere").rename(parts / name)
            succeeded(it.profile.cli("mint", "Parcels"))


@row("parts", "An update beneath the window", done="While the window runs, each part is replaced by what is none; then "
     "a token is minted for which both are needed", promised="The window's own parts mint it", turn=SCREEN)
def updated(place: Place) -> None:
    screen = Screen.shared()
    with bench(place, screen.session) as it:
        it.profile.provider(it.server.url, **SIGNED)
        it.add(minted=False)
        with copied_programs(it) as parts, Window(it.profile) as window:
            window.select_row("Parcels")
            for part in list(parts.iterdir()):
                (parts / "newer").write_text("no library\n")
                (parts / "newer").rename(part)
            window.press("Mint token")
            wait_until(lambda: bool(it.server.tokens), "the token is minted", 15)
