# SPDX-License-Identifier: MIT
"""Libraries in C that are loaded into a program under test (LD_PRELOAD), each built once a run."""
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


def preload(source: str) -> dict[str, str]:
    """The environment of a program into which what `source` says in C, or the file of that name here, is loaded."""
    with _building:
        return {"LD_PRELOAD": str(_library(source))}


@functools.cache
def _library(source: str) -> Path:
    compiler = shutil.which("cc") or shutil.which("g++")
    if not compiler:
        raise NotPossible("There is no C compiler, which builds what is preloaded.")
    folder = Path(tempfile.mkdtemp(prefix="tokenwright-preload-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    library = folder / "preload.so"
    text = Path(__file__).with_name(source).read_text() if source.endswith(".c") else source
    subprocess.run([compiler, "-x", "c", "-std=c11", "-O1", "-fPIC", "-shared", "-o", library, "-", "-ldl"],
                   input=text, text=True, check=True)
    return library
