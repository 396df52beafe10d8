# SPDX-License-Identifier: MIT
"""What a program does to the world, step by step, and how to end it at any of them: see steps.c."""
from __future__ import annotations

import atexit
import functools
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

from table import NotPossible

_building = threading.Lock()


@functools.cache
def _library() -> Path:
    compiler = shutil.which("cc") or shutil.which("g++")
    if not compiler:
        raise NotPossible("There is no C compiler, which builds what is preloaded to count the steps.")
    folder = Path(tempfile.mkdtemp(prefix="tokenwright-steps-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    library = folder / "steps.so"
    subprocess.run([compiler, "-x", "c", "-std=c11", "-O1", "-fPIC", "-shared", "-o", library,
                    Path(__file__).with_name("steps.c"), "-ldl"], check=True)
    return library


def environment(log: Path, orders: str = "") -> dict[str, str]:
    """For a program whose steps go to `log`; `orders` are "kill before 12", "kill after 12", "stop before 12"."""
    with _building:
        library = _library()
    log.unlink(missing_ok=True)
    return {"LD_PRELOAD": str(library), "TOKENWRIGHT_FAULTS_STEPS": str(log), "TOKENWRIGHT_FAULTS_AT": orders}


def taken(log: Path) -> list[str]:
    """The steps that were begun, in order: "rename credential-sets.json"."""
    return [line.partition(" ")[2] for line in log.read_text(errors="replace").splitlines()] if log.exists() else []
