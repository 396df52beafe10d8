# SPDX-License-Identifier: MIT
"""The table of faults: how a row is written, run and told.

A row is a function that makes one fault happen for real and checks what was promised:

    @row("network", "The server redirects to another host",
         done="A 302 names https://elsewhere/", promised="One request, no second host, exit 1, no secret told")
    def redirected(place: Place) -> None: ...

It passes when it returns, fails with what it raises (`check` says what was seen), and is "not possible
here" with what `NotPossible` says. What it measured it says by `tell`. Many rows of one shape come from
`rows`.

Rows run beside each other, one more than there are processors, because each waits now and then. What may
not is said by a row's `turn`: SCREEN, one after another on the display that such rows share; WAITING, for
rows that wait much longer than they work, and so take nobody's place; ALONE, after all others, for what measures
stalls or time, or is many processes by itself: two of these at once, because what is waited for a processor is no stall.
"""
from __future__ import annotations

import os
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Callable, Iterable


LONG = False  # with --long, which is read before the rows are
ALONE, SCREEN, WAITING = "alone", "screen", "waiting"
WAITERS = 6  # rows that wait at once
PAIR = 2  # rows at once that want to be alone


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
    turn: str = ""  # ALONE, SCREEN, WAITING; otherwise beside others as soon as a processor is free
    outcome: str = ""  # "passed", "failed", "not possible here"
    words: str = ""
    seconds: float = 0.0
    processor: float = 0.0  # seconds of all processes that have ended meanwhile: its own if one row runs at a time


ROWS: list[Row] = []


def row(area: str, case: str, *, done: str, promised: str, long: bool = False, turn: str = ""):
    """Adds the function it decorates to the table."""

    def add(function):
        ROWS.append(Row(area, case, done, promised, function, long, turn))
        return function

    return add


def rows(area: str, cases: Iterable[tuple], *, promised: str | None = None, long: bool = False,
         turn: str = ""):
    """Adds one row per (case, done, promised, *arguments), or (case, done, *arguments) where all rows
    promise the same. The function gets the place and the arguments."""

    def add(function):
        for case, done, *arguments in cases:
            says = promised if promised is not None else arguments.pop(0)
            ROWS.append(Row(area, case, done, says,
                            lambda place, given=tuple(arguments): function(place, *given), long, turn))
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
    begun, used = time.monotonic(), sum(os.times()[:4])
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
    row.seconds, row.processor = time.monotonic() - begun, sum(os.times()[:4]) - used
    _tell(row)


class _Places:
    """A place for each thread in which rows run; `make()` makes one, which has tidy() and close()."""

    def __init__(self, make: Callable[[], "Place"]) -> None:  # noqa: F821 - given by session.py
        self._make, self._made, self._local = make, [], threading.local()

    def run(self, row: Row) -> None:
        if not hasattr(self._local, "place"):
            self._local.place = self._make()
            self._made.append(self._local.place)
        _run(row, self._local.place)
        self._local.place.tidy()

    def close(self) -> None:
        for place in self._made:
            place.close()


def _together(places: _Places, *threads: tuple[list[Row], int]) -> None:
    """Runs lists of rows beside each other, each in as many threads as are named with it."""
    pools = [(ThreadPoolExecutor(count), rows_of_it) for rows_of_it, count in threads]
    told = [pool.submit(places.run, each) for pool, rows_of_it in pools for each in rows_of_it]
    for future in told:
        future.result()
    for pool, _ in pools:
        pool.shutdown()


def run(chosen: list[Row], make, workers: int) -> int:
    """Runs the rows, `workers` at a time and as their turns say (one by one if `workers` is 1), each in a
    place that `make()` gives, prints the table, and returns how many failed."""
    of_turn = {turn: [r for r in chosen if r.turn == turn] for turn in ("", SCREEN, WAITING, ALONE)}
    places = _Places(make)
    try:
        if workers == 1:
            _together(places, (chosen, 1))
        else:
            _together(places, (of_turn[""], workers), (of_turn[SCREEN], 1), (of_turn[WAITING], WAITERS))
            _together(places, (of_turn[ALONE], PAIR))
    finally:
        places.close()
    count = {name: sum(r.outcome == name for r in chosen) for name in ("passed", "failed", "not possible here")}
    slow = sorted(chosen, key=lambda r: -r.seconds)[:3]
    print("Slowest: " + ", ".join(f"{r.case} {r.seconds:.1f} s" for r in slow))
    print(f"{len(chosen)} rows: {count['passed']} passed, {count['failed']} failed, "
          f"{count['not possible here']} not possible here", flush=True)
    return count["failed"]
