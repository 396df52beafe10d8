# SPDX-License-Identifier: MIT
"""The table of faults: how a row is written, run and told.

A row is a function that makes one fault happen for real and checks what was promised:

    @row("network", "The server redirects to another host",
         done="A 302 names https://elsewhere/", promised="One request, no second host, exit 1, no secret told")
    def redirected(place: Place) -> None: ...

It passes when it returns, fails with what it raises (`check` says what was seen), and is "not possible
here" with what `NotPossible` says. What it measured it says by `tell`. Many rows of one shape come from
`rows`.
"""
from __future__ import annotations

import os
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Callable, Iterable


class NotPossible(Exception):
    """Says why a row cannot be produced on this machine, and what would be needed."""


class Broken(AssertionError):
    """A promise that was not kept; the words say what was seen."""


def check(kept: bool, seen: object = "") -> None:
    """Raises Broken with what was seen unless the promise was kept."""
    if not kept:
        raise Broken(str(seen))


@dataclass
class Row:
    area: str
    case: str
    done: str
    promised: str
    run: Callable[["Place"], None]  # noqa: F821 - given by session.py
    long: bool = False  # only with --long
    alone: bool = False  # not beside other rows: it measures, or takes the display
    outcome: str = ""  # "passed", "failed", "not possible here"
    words: str = ""
    seconds: float = 0.0


ROWS: list[Row] = []


def row(area: str, case: str, *, done: str, promised: str, long: bool = False, alone: bool = False):
    """Adds the function it decorates to the table."""

    def add(function):
        ROWS.append(Row(area, case, done, promised, function, long, alone))
        return function

    return add


def rows(area: str, cases: Iterable[tuple], *, promised: str | None = None, long: bool = False,
         alone: bool = False):
    """Adds one row per (case, done, promised, *arguments), or (case, done, *arguments) where all rows
    promise the same. The function gets the place and the arguments."""

    def add(function):
        for case, done, *arguments in cases:
            says = promised if promised is not None else arguments.pop(0)
            ROWS.append(Row(area, case, done, says,
                            lambda place, given=tuple(arguments): function(place, *given), long, alone))
        return function

    return add


_printing = threading.Lock()


def _tell(row: Row) -> None:
    with _printing:
        print(f"{row.outcome:<17} {row.area:<10} {row.case} | {row.done} | {row.promised}"
              + (f"\n    {row.words}" if row.words else ""), flush=True)


_running = threading.local()


def tell(words: str) -> None:
    """Adds what a row measured to what is printed of it, whatever its outcome."""
    _running.row.words += ("; " if _running.row.words else "") + words


def _run(row: Row, place) -> None:
    _running.row = row
    begun = time.monotonic()
    try:
        row.run(place)
        row.outcome = "passed"
    except NotPossible as reason:
        row.outcome = "not possible here"
        tell(str(reason))
    except Exception as reason:  # noqa: BLE001 - any other end is a failure, told with its place
        where = traceback.extract_tb(reason.__traceback__)[-1]
        row.outcome = "failed"
        tell(f"{type(reason).__name__}: {reason} ({os.path.basename(where.filename)}:{where.lineno})")
    row.seconds = time.monotonic() - begun
    _tell(row)


def run(chosen: list[Row], places, workers: int) -> int:
    """Runs the rows, `workers` at a time, each worker in a place of its own (`places()` makes one,
    which has close()), prints the table, and returns how many failed."""
    local, made = threading.local(), []

    def one(row: Row) -> None:
        if not hasattr(local, "place"):
            local.place = places()
            made.append(local.place)
        _run(row, local.place)

    try:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(one, [r for r in chosen if not r.alone]))
        with ThreadPoolExecutor(1) as pool:
            list(pool.map(one, [r for r in chosen if r.alone]))
    finally:
        for place in made:
            place.close()
    count = {name: sum(r.outcome == name for r in chosen) for name in ("passed", "failed", "not possible here")}
    slow = sorted(chosen, key=lambda r: -r.seconds)[:3]
    print("Slowest: " + ", ".join(f"{r.case} {r.seconds:.1f} s" for r in slow))
    print(f"{len(chosen)} rows: {count['passed']} passed, {count['failed']} failed, "
          f"{count['not possible here']} not possible here", flush=True)
    return count["failed"]
