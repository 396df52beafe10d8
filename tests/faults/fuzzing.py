# SPDX-License-Identifier: MIT
"""What others wrote: the corpora of the fuzz targets replayed, ten minutes of libFuzzer each, quoted values
read by the real shells, and time that grows with the length alone. See fuzz/run."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from session import CHECKOUT, Place
from table import ALONE, NotPossible, check, row, rows

FOLDER = CHECKOUT / "tests/faults/fuzz"
CORPUS = FOLDER / "corpus"
TARGETS = sorted(folder.name for folder in CORPUS.iterdir())


def driver(place: Place, *arguments: object, seconds: float = 120) -> str:
    """What the driver of this build prints; it ends with 0."""
    program = place.programs.parent / "tests/faults/fuzz/tokenwright-fuzz"
    if not program.exists():
        raise NotPossible(f"{program} is not there: it takes a build with tests")
    ended = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, errors="backslashreplace",
                           timeout=seconds, env=os.environ | {"QT_LOGGING_RULES": "*=false"})
    check(ended.returncode == 0, f"exit {ended.returncode}: {ended.stdout[-600:]}{ended.stderr[-600:]}")
    return ended.stdout


@rows("answers", [(f"Fuzz corpus: {target}", "Every input that was ever of interest is read again", target)
                  for target in TARGETS],
      promised="No crash; limits, round trips and silence about secrets hold")
def replayed(place: Place, target: str) -> None:
    there = len(list((CORPUS / target).iterdir()))
    said = re.search(rf"^{re.escape(target)} +(\d+) inputs", driver(place, CORPUS, target), re.M)
    check(said and int(said[1]) == there, f"{said and said[1]} of {there} inputs were read")


@rows("answers", [(f"Fuzzing: {target}", "libFuzzer with sanitizers for ten minutes", target) for target in TARGETS],
      promised="No crash; limits, round trips and silence about secrets hold", long=True)
def fuzzed(place: Place, target: str) -> None:
    if not shutil.which("clang++-19"):
        raise NotPossible("clang++-19 with libFuzzer is not there: app/packages/install fuzz")
    ended = subprocess.run([FOLDER / "run", "--seconds", "600", target], capture_output=True, text=True)
    check(ended.returncode == 0, ended.stdout[-600:] + ended.stderr[-600:])
    said = re.search(r"(\d+) executions, cov: (\d+)", ended.stdout)
    check(said and int(said[1]) > 1000 and int(said[2]) > 0, ended.stdout[-600:])


def shells(place: Place, made: int) -> None:
    said = driver(place, "--shells", CORPUS, made, seconds=600)
    for shell in ("bash", "dash", "zsh", "fish"):
        if shutil.which(shell):
            counts = re.search(rf"^{shell}: (\d+) of (\d+)", said, re.M)
            check(counts and counts[1] == counts[2] and int(counts[2]) > made, said)


@row("answers", "Quoted values, read by bash, dash, zsh and fish",
     done="2,000 values of what shells care for, and the corpus", promised="Each is one word and the same")
def quoted(place: Place) -> None:
    shells(place, 2_000)


@row("answers", "100,000 quoted values, read by bash, dash, zsh and fish",
     done="100,000 values of what shells care for, and the corpus", promised="Each is one word and the same", long=True)
def quoted_long(place: Place) -> None:
    shells(place, 100_000)


def doubled(place: Place, *arguments: str) -> None:
    said = driver(place, "--doubling", *arguments, seconds=1800)
    counts = re.search(r"^(\d+) shapes measured, 0 not linear$", said, re.M)
    check(counts and int(counts[1]) > 10, said[-600:])


@row("answers", "Reading takes a time that grows with the length alone",
     done="The worst shapes of each parser, doubled twice, in CPU time",
     promised="Twice as long takes less than three times as long", turn=ALONE)
def linear(place: Place) -> None:
    doubled(place, "--quick")


@row("answers", "Reading takes a time that grows with the length alone, every shape",
     done="All shapes of all parsers, doubled twice, in CPU time",
     promised="Twice as long takes less than three times as long", long=True, turn=ALONE)
def linear_long(place: Place) -> None:
    doubled(place)
