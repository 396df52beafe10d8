#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints the table of faults; see run. The last line counts the outcomes; the exit code is 1 if one failed."""
import argparse
import importlib
import os
import signal
import sys
from pathlib import Path

import table
from session import Place

AREAS = ("network", "answers", "fuzzing", "keychain", "keychain_chosen", "keychain_prompt", "keychain_window", "keychain_killed", "files",
         "files_damage", "files_locks", "files_kill", "files_log", "refresh", "editing", "destinations", "memory", "leaks", "children", "curl",
         "hardening", "parts", "load", "people")


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--long", action="store_true", help="with the rows and repetitions that take longer")
    arguments.add_argument("--programs", type=Path, required=True, help="where tokenwright and tokenwright-cli are")
    arguments.add_argument("--list", action="store_true", help="the rows, without running them")
    arguments.add_argument("--kills", type=Path, metavar="FILE", help="gets each step a program was killed at, "
                           "and what was found after it")
    arguments.add_argument("--workers", type=int, metavar="NUMBER", default=(os.cpu_count() or 2) + 1,
                           help="rows at a time; 1: none beside another, waiting ones neither")
    arguments.add_argument("--times", type=Path, metavar="FILE", help="gets each row's seconds, and with one worker "
                           "those of processors, the slowest first")
    arguments.add_argument("words", nargs="*", help="only rows whose area or case holds one of these")
    given = arguments.parse_args()
    nothing_is_ignored()
    table.LONG = given.long
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
    failed = table.run(chosen, lambda: Place(given.programs.resolve()), given.workers)
    if given.times:
        slowest_first = sorted(chosen, key=lambda r: -r.seconds)
        given.times.write_text("".join(times_of(r, given.workers == 1) for r in slowest_first))
    return 1 if failed else 0


def nothing_is_ignored() -> None:
    """What a shell starts in the background, or nohup, ignores signals, and so would the programs that rows end by
    them."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


def times_of(row: table.Row, single: bool) -> str:
    """A line for --times. What processors were used for is one row's only if there is no other."""
    return f"{row.seconds:6.1f} " + (f"{row.processor:6.1f} " if single else "") + f"{row.area} {row.case}\n"


if __name__ == "__main__":
    sys.exit(main())
