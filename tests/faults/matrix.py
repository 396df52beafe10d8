#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints the table of faults; see run. The last line counts the outcomes; the exit code is 1 if one failed."""
import argparse
import importlib
import os
import sys
from pathlib import Path

import table
from session import Place

AREAS = ("network", "answers", "fuzzing", "keychain", "keychain_prompt", "keychain_window", "keychain_killed", "files",
         "files_damage", "files_locks", "files_kill", "memory", "leaks", "hardening", "load", "people")


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--long", action="store_true", help="with the rows and repetitions that take longer")
    arguments.add_argument("--programs", type=Path, required=True, help="where tokenwright and tokenwright-cli are")
    arguments.add_argument("--list", action="store_true", help="the rows, without running them")
    arguments.add_argument("--kills", type=Path, metavar="FILE", help="gets each step a program was killed at, "
                           "and what was found after it")
    arguments.add_argument("words", nargs="*", help="only rows whose area or case holds one of these")
    given = arguments.parse_args()
    os.environ["TOKENWRIGHT_FAULTS_LONG"] = "1" if given.long else ""
    if given.kills:
        given.kills.write_text("")
        os.environ["TOKENWRIGHT_FAULTS_KILLS"] = str(given.kills.resolve())
    for area in AREAS:
        if (Path(__file__).parent / f"{area}.py").exists():
            importlib.import_module(area)
    chosen = [r for r in table.ROWS if (given.long or not r.long)
              and (not given.words or any(w.lower() in f"{r.area} {r.case}".lower() for w in given.words))]
    if given.list:
        for r in chosen:
            print(f"{r.area:<10} {r.case} | {r.done} | {r.promised}")
        return 0
    return 1 if table.run(chosen, lambda: Place(given.programs.resolve()), os.cpu_count() or 2) else 0


if __name__ == "__main__":
    sys.exit(main())
