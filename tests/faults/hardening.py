# SPDX-License-Identifier: MIT
"""What the programs are made of, and what the system is told of them while they run."""
from __future__ import annotations

import functools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from session import CHECKOUT, Place, parts_of
from table import NotPossible, check, row, rows

PROGRAMS = ("tokenwright", "tokenwright-cli")
PARTS = ("network.so", "keys.so")
# What a flag is called, and the flag that a program must not be built without.
PROPERTIES = {
    "position-independent": ("-fPIC", "-pie"),
    "read-only relocations": ("-Wl,-z,relro",),
    "bound at start": ("-Wl,-z,now",),
    "no executable stack": ("-Wl,-z,noexecstack",),
    "stack protector": ("-fstack-protector-strong",),
    "IBT note": ("-Wl,-z,ibt",),
    "shadow stack note": ("-Wl,-z,shstk",),
}
FLAGS = ("-fPIC", "-fstack-protector-strong", "-fstack-clash-protection", "-fcf-protection=full",
         "-D_FORTIFY_SOURCE=3", "-D_GLIBCXX_ASSERTIONS")
LINK_FLAGS = ("-Wl,-z,relro,-z,now", "-z,ibt,-z,shstk")


def readelf(program: Path, *options: str) -> str:
    return subprocess.run(["readelf", "--wide", *options, program], check=True, capture_output=True, text=True,
                          env=os.environ | {"LC_ALL": "C"}).stdout


def missing(program: Path) -> list[str]:
    """The properties of PROPERTIES that a program, or a library, lacks."""
    headers, dynamic = readelf(program, "--file-header", "--program-headers"), readelf(program, "--dynamic")
    symbols, notes = readelf(program, "--dyn-syms"), readelf(program, "--notes")
    has = {
        "position-independent": bool(re.search(r"Type:\s+DYN", headers)) and (program.suffix == ".so" or "PIE" in dynamic),
        "read-only relocations": "GNU_RELRO" in headers,
        "bound at start": bool(re.search(r"FLAGS_1.*\bNOW\b", dynamic)),
        "no executable stack": bool(re.search(r"GNU_STACK.*\bRW\b", headers)) and "RWE" not in headers,
        "stack protector": "__stack_chk_fail" in symbols,
        "IBT note": "IBT" in notes,
        "shadow stack note": "SHSTK" in notes,
    }
    if os.uname().machine != "x86_64":
        has["IBT note"] = has["shadow stack note"] = True
    return [name for name, there in has.items() if not there]


def fortified(program: Path) -> bool:
    """Whether calls of the C library were replaced by ones that check (FORTIFY)."""
    return bool(re.search(r"\b__\w+_chk\b", re.sub(r"__stack_chk_\w+", "", readelf(program, "--dyn-syms"))))


@rows("hardening", [(f"{name} as built", "readelf of the program, or of its part", name) for name in PROGRAMS + PARTS],
      promised="PIE, full RELRO bound at start, no executable stack, stack protector, CET notes, no RUNPATH")
def as_built(place: Place, name: str) -> None:
    program = (parts_of(place.programs) if name in PARTS else place.programs) / name
    place.not_sanitized("which is not hardened")
    check(not missing(program), missing(program))
    check(not re.search(r"R(UN)?PATH", readelf(program, "--dynamic")), "it has a RUNPATH")


EVERYTHING = ("-fPIC", "-pie", "-fstack-protector-strong", "-fcf-protection=full", "-Wl,-z,relro", "-Wl,-z,now",
              "-Wl,-z,noexecstack", "-Wl,-z,ibt", "-Wl,-z,shstk")
OPPOSITE = {"-fPIC": "-fno-pic", "-pie": "-no-pie", "-fstack-protector-strong": "-fno-stack-protector",
            "-Wl,-z,relro": "-Wl,-z,norelro", "-Wl,-z,now": "-Wl,-z,lazy", "-Wl,-z,noexecstack": "-Wl,-z,execstack"}


@functools.cache
def missing_when_built(flags: tuple[str, ...]) -> list[str]:
    """What a small program lacks that is made with these flags."""
    with tempfile.TemporaryDirectory() as folder:
        source, program = Path(folder, "a.c"), Path(folder, "a")
        source.write_text("#include <stdio.h>\nint main(int n, char **v)"
                          " { char text[64]; snprintf(text, n, \"%s\", v[0]); return puts(text); }\n")
        subprocess.run(["gcc", source, "-o", program, *flags], check=True, capture_output=True)
        return missing(program)


@rows("hardening", [(f"The check itself: {name}", f"a program is linked without {flags[-1]}", name, flags)
                    for name, flags in PROPERTIES.items()],
      promised="The check names what is missing, and nothing when it is there")
def check_of_the_check(place: Place, name: str, without: tuple[str, ...]) -> None:
    if "note" in name and os.uname().machine != "x86_64":
        raise NotPossible("this machine's programs have no such notes; an x86-64 is needed")
    check(not missing_when_built(EVERYTHING), missing_when_built(EVERYTHING))
    kept = tuple(flag for flag in EVERYTHING if flag not in without)
    seen = missing_when_built(kept + tuple(OPPOSITE[flag] for flag in without if flag in OPPOSITE))
    check(name in seen, f"without {without} it names {seen}")


def configured(folder: str, *options: str) -> tuple[list[str], str]:
    """The commands that compile our own sources, and those that link the programs, of a fresh build folder."""
    subprocess.run(["cmake", "-S", CHECKOUT, "-B", folder, "-G", "Ninja", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", *options],
                   check=True, capture_output=True, env=os.environ | {"CMAKE_BUILD_TYPE": ""})
    commands = [entry["command"] for entry in json.loads(Path(folder, "compile_commands.json").read_text())
                if entry["file"].startswith(tuple(str(CHECKOUT / room) for room in ("app/", "src/", "ui/")))]
    return commands, Path(folder, "build.ninja").read_text()


def recorded(place: Place, *options: str) -> None:
    """Reads the flags that a build of that kind would use."""
    with tempfile.TemporaryDirectory() as folder:
        commands, ninja = configured(folder, *options)
    check(len(commands) > 100, f"{len(commands)} sources of ours")
    for command in commands:
        check(all(flag in command for flag in FLAGS), [flag for flag in FLAGS if flag not in command] + [command[-80:]])
    for name in PROGRAMS + PARTS:
        link = re.search(rf"^build \S+/{re.escape(name)}: .*?^$", ninja, re.MULTILINE | re.DOTALL)
        flags = LINK_FLAGS + (("-pie",) if name in PROGRAMS else ())
        check(link and all(flag in link[0] for flag in flags), link and link[0][-400:])


EVERY_FLAG = "Every source of ours is compiled, and both programs and their parts are linked, with all of the flags"
row("hardening", "A build without a preset", done="cmake -S . -B FOLDER, and its recorded commands are read",
    promised=EVERY_FLAG)(recorded)
rows("hardening", [(f"A build of type {kind}", f"CMAKE_BUILD_TYPE={kind}, and its recorded commands are read",
                    f"-DCMAKE_BUILD_TYPE={kind}") for kind in ("None", "RelWithDebInfo", "MinSizeRel")],
     promised=EVERY_FLAG, long=True)(recorded)


@row("hardening", "The installed programs", done="A release is built and installed with cmake --install; readelf",
     promised="As built, and the calls of the C library that can be are checked (FORTIFY)", long=True)
def installed(place: Place) -> None:
    with tempfile.TemporaryDirectory() as folder:
        configured(folder)
        subprocess.run(["cmake", "--build", folder], check=True, capture_output=True)
        subprocess.run(["cmake", "--install", folder, "--prefix", f"{folder}/prefix"], check=True, capture_output=True)
        programs = Path(folder, "prefix/bin")
        for program in [programs / name for name in PROGRAMS] + [parts_of(programs) / name for name in PARTS]:
            check(not missing(program), missing(program))
            # of a part's few calls there is none whose target the compiler knows the size of
            check(program.suffix == ".so" or fortified(program), f"{program.name} calls none of the checking functions")
            check(not re.search(r"R(UN)?PATH", readelf(program, "--dynamic")), "it has a RUNPATH")


@row("hardening", "Another program of the same user looks into it",
     done="ptrace and /proc/PID/mem of a waiting command line, by an unprivileged user's process",
     promised="Refused by the system: not dumpable, and a core's limit below any core, for pipes as well")
def not_traceable(place: Place) -> None:
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        raise NotPossible("it takes root to become another user, and setpriv")
    with tempfile.TemporaryDirectory(prefix="tokenwright-faults-") as folder:
        os.chmod(folder, 0o755)
        home = Path(folder, "home")
        home.mkdir()
        os.chown(home, 65534, 65534)
        program = Path(folder, "tokenwright-cli")
        shutil.copy(place.programs / "tokenwright-cli", program)
        user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"]
        clean = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}
        waiting = subprocess.Popen([*user, program, "mint", "--provider", "ebay", "--environment", "sandbox",
                                    "--client-id", "nobody", "--secret-stdin"],
                                   stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=clean)
        other = subprocess.Popen([*user, "sleep", "60"], env=clean)
        look = ("import sys\n"
                "for pid in sys.argv[1:]:\n"
                "    try: open(f'/proc/{pid}/mem', 'rb').close(); print('open')\n"
                "    except PermissionError: print('refused')\n")
        try:
            limits = ""
            for _ in range(200):
                limits = Path(f"/proc/{waiting.pid}/limits").read_text()
                if re.search(r"core file size\s+1 ", limits):
                    break
                os.sched_yield()
                subprocess.run(["sleep", "0.02"])
            check(re.search(r"core file size\s+[01] ", limits), limits)
            seen = subprocess.run([*user, sys.executable, "-c", look, str(waiting.pid), str(other.pid)], env=clean,
                                  capture_output=True, text=True).stdout.split()
            if seen[1:] != ["open"]:
                raise NotPossible(f"this machine refuses the same for every process ({seen})")
            check(seen[0] == "refused", "its memory can be read by a process of the same user")
        finally:
            waiting.kill()
            other.kill()
            waiting.communicate()
            other.wait()
