#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the build lets each room of src and ui include: the rooms that the arrows lead to, nothing else.

    test_rooms.py CHECKOUT BUILD

The compiler is asked with each room's own flags, as the build has recorded them, for every header there is.
"""
from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

CHECKOUT, BUILD = (Path(argument).resolve() for argument in sys.argv[1:])
# What each room sees besides itself. An arrow more is a line here, with its reason in CONTRIBUTING.md.
SEES = {
    "src/core": set(),
    "src/languages": {"src/core"},
    "src/platform": {"src/core"},
    "src/providers": {"src/core"},
    "src/http": {"src/core", "src/platform"},
    "src/crypto": {"src/core", "src/platform"},
}
SEES["src/keychain"] = {"src/core", "src/platform"}
SEES["src/credentials"] = {"src/core", "src/providers", "src/keychain", "src/crypto"}
SEES["src/oauth"] = SEES["src/credentials"] | {"src/credentials", "src/http"}
SEES["src/tokens"] = SEES["src/oauth"] | {"src/oauth", "src/platform"}
SEES["src/formats"] = SEES["src/tokens"] | {"src/tokens"}
SEES["src/transfer"] = SEES["src/oauth"] | {"src/oauth"}
SEES["ui/widgets"] = {"src/core"}
SEES["ui/preferences"] = SEES["ui/widgets"] | {"ui/widgets"}
SEES["ui/clipboard"] = SEES["ui/preferences"] | {"ui/preferences"} | SEES["src/formats"] | {"src/formats"}
SEES["ui/editor"] = SEES["ui/preferences"] | {"ui/preferences"} | SEES["src/tokens"] | {"src/tokens", "src/transfer"}
SEES["ui/import"] = SEES["ui/preferences"] | SEES["src/transfer"] | {"src/transfer"}
SEES["ui/providers"] = SEES["ui/preferences"] | SEES["src/transfer"]
SEES["ui/window"] = SEES["ui/clipboard"] | SEES["ui/import"] | {f"ui/{room}" for room in (
    "clipboard", "editor", "import", "providers", "preferences")}
SEES["ui/palette"] = SEES["ui/clipboard"] | {"ui/clipboard", "ui/window"}
SEES["ui/desktop"] = SEES["ui/clipboard"] | {"ui/clipboard", "ui/window", "src/platform"}
SEES["ui/preferences"] = SEES["ui/preferences"] | {"src/languages"} # to choose one: it alone

# Libraries that a room alone may include, by how the header's name begins.
FOREIGN = {"openssl/": {"src/crypto"}, "qt6keychain/": {"src/keychain"}, "keychain.h": {"src/keychain"},
           "yaml-cpp/": {"src/transfer"}, "QDBus": {"src/platform", "src/keychain"},
           "QNetwork": {"src/http"}, "QSsl": {"src/http", "src/crypto"}}


def headers(room: str) -> list[str]:
    folder = CHECKOUT / room
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*.h"))


def flags_of(room: str) -> list[str]:
    """What the room's files are compiled with, of all its libraries, but for what names files."""
    commands = [shlex.split(one["command"]) for one in json.loads((BUILD / "compile_commands.json").read_text())
                if re.search(rf" -o {room}/CMakeFiles/\w+\.dir/", one["command"]) and "autogen" not in one["file"]]
    flags = [commands[0][0]]
    for command in commands:
        before = ""
        for word in command[1:]:
            if word.startswith(("-I", "-D", "-std", "-f")) and word not in flags:
                flags.append(word)
            elif before == "-isystem" and word not in flags:
                flags += [before, word]
            before = word
    return flags


def compiled(room: str, text: str, *flags: str) -> subprocess.CompletedProcess:
    with tempfile.TemporaryDirectory() as empty:  # what lies beside a file is found without flags
        return subprocess.run([*flags_of(room), *flags, "-x", "c++", "-"], cwd=empty, input=text, text=True,
                              capture_output=True)


def seen(room: str, of: list[str]) -> set[str]:
    text = "".join(f'#if __has_include("{one}")\nseen {one}\n#endif\n' for one in of)
    told = compiled(room, text, "-E", "-P")
    assert told.returncode == 0, told.stderr
    return {line.removeprefix("seen ").replace(" ", "") for line in told.stdout.splitlines() if line.startswith("seen ")}


def problems() -> list[str]:
    found = []
    rooms = {f"{file.parent.parent.name}/{file.parent.name}" for top in ("src", "ui")
             for file in (CHECKOUT / top).glob("*/CMakeLists.txt")}
    if rooms != set(SEES):
        found.append(f"rooms without a line, or lines without a room: {sorted(rooms ^ set(SEES))}")
    for room in sorted(rooms & set(SEES)):
        visible = seen(room, [header for other in SEES for header in headers(other)])
        for other in SEES:
            expected = set(headers(other)) if other in SEES[room] | {room} else set()
            if visible & set(headers(other)) != expected:
                found.append(f"{room} {'does not see' if expected else 'sees'} {other}")
        for file in (CHECKOUT / room).rglob("*.*"):
            for name in re.findall(r"^#include <(.+)>", file.read_text(encoding="utf-8"), re.M):
                for begin, allowed in FOREIGN.items():
                    if name.startswith(begin) and room not in allowed:
                        found.append(f"{file.relative_to(CHECKOUT)} includes {name}")
        if room.startswith("src/") and compiled(room, "#include <QGuiApplication>\n", "-E").returncode == 0:
            found.append(f"{room} finds Qt Gui")
    against = compiled("src/core", '#include "TokenService.h"\n', "-fsyntax-only")
    if against.returncode == 0 or "No such file" not in against.stderr:
        found.append(f"core builds with a header of tokens: {against.stderr}")
    return found


if __name__ == "__main__":
    wrong = problems()
    print("\n".join(wrong) or f"{len(SEES)} rooms see what the arrows lead to, and nothing else")
    sys.exit(1 if wrong else 0)
