# SPDX-License-Identifier: MIT
"""The parts that the programs load when they need them (src/platform/ProgramPart.h): missing, and replaced."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import Bench, bench, refused, succeeded
from hardening import configured
from keyring import wait_until
from screen import Screen
from session import Place, parts_of
from table import SCREEN, check, row, rows
from window import Window

FILE_PROBLEM = 1
SIGNED = {"request": {"clientAuthentication": "client_secret_jwt"}}


@contextmanager
def copied_programs(it: Bench, within: str = "") -> Iterator[Path]:
    """The programs and their parts, in a folder of their own that may be changed: where the parts are."""
    with tempfile.TemporaryDirectory(prefix="tokenwright-faults-") as temporary:
        folder = Path(temporary, within)
        programs, parts = it.profile.programs, parts_of(it.profile.programs)
        it.profile.programs = Path(shutil.copytree(programs, Path(folder, "bin"), ignore=lambda _, names: [
            name for name in names if not name.startswith("tokenwright") or not os.access(programs / name, os.X_OK)]))
        yield Path(shutil.copytree(parts, Path(folder, os.path.relpath(parts, programs.parent))))


@rows("parts", [(f"{name} is not there", "list, header of a token at hand, mint, and without network.so header --confirm; "
                 "the part is put back and mint again", name) for name in ("network.so", "keys.so")],
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
            if name == "network.so":
                refused(it.profile.cli("header", "Parcels", "--confirm"), FILE_PROBLEM, "install it anew")
            check(it.entries() == before, "the keychain is another")
            (parts / "elsewhere").rename(parts / name)
            succeeded(it.profile.cli("mint", "Parcels"))


@row("parts", "An update beneath the window", done="While the window runs, each part is replaced by what is none; then "
     "a token is minted for which both are needed, and the window started again",
     promised="The window's own parts mint it; the second start, which has none, says so", turn=SCREEN)
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
            second = subprocess.run([it.profile.programs / "tokenwright"], env=it.profile.environment, timeout=15,
                                    capture_output=True, text=True)
            check(second.returncode == 1 and "install it anew" in second.stderr and "running" not in second.stderr,
                  f"{second.returncode}: {second.stderr}")


@row("parts", "A part comes back beneath the window", done="The window is started without keys.so and a token asked "
     "for that needs it; it is put back, and the token asked for again", promised="The token is minted", turn=SCREEN)
def comes_back(place: Place) -> None:
    screen = Screen.shared()
    with bench(place, screen.session) as it:
        it.profile.provider(it.server.url, **SIGNED)
        it.add(minted=False)
        with copied_programs(it) as parts:
            (parts / "keys.so").rename(parts / "elsewhere")
            with Window(it.profile) as window:
                window.select_row("Parcels")
                window.press("Mint token")
                wait_until(lambda: "install it anew" in " ".join(window.texts()), "the window says what is missing", 15)
                (parts / "elsewhere").rename(parts / "keys.so")
                window.press("Mint token")
                wait_until(lambda: bool(it.server.tokens), "the token is minted", 15)


@rows("parts", [(f"The programs lie in {ascii(name)}", "mint", name)
                for name in (b"$LIB", b"${ORIGIN}", b"caf\xe9", b"co:lon", b"a\nline")],
      promised="Their parts are found, and the token is minted")
def odd_folder(place: Place, name: bytes) -> None:
    with bench(place) as it:
        it.profile.provider(it.server.url, **SIGNED)
        it.add(minted=False)
        with copied_programs(it, os.fsdecode(name)):
            succeeded(it.profile.cli("mint", "Parcels"))


@row("parts", "Those of another version", done="The program's parts are where another version has its own; mint",
     promised="Ends with 1 and says what to do: what other versions mean by their functions is not known")
def of_another_version(place: Place) -> None:
    with bench(place) as it:
        it.add(minted=False)
        with copied_programs(it) as parts:
            parts.rename(parts.with_name("0.0.1"))
            refused(it.profile.cli("mint", "Parcels"), FILE_PROBLEM, "install it anew")


@row("parts", "Libraries are installed far from the programs", done="cmake with CMAKE_INSTALL_LIBDIR=/opt/elsewhere/lib",
     promised="Nothing is built outside of the build folder")
def built_inside(place: Place) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _, ninja = configured(folder, "-DCMAKE_INSTALL_LIBDIR=/opt/elsewhere/lib")
    built = re.findall(r"^build (\S+/(?:network|keys)\.so):", ninja, re.MULTILINE)
    check(len(built) == 2 and not any(path.startswith(("/", "..")) for path in built), built)
