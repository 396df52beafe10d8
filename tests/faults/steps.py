# SPDX-License-Identifier: MIT
"""What a program does to the world, step by step, and how to end it at any of them: see steps.c."""
from __future__ import annotations

from pathlib import Path

from preloads import preload


def environment(log: Path, orders: str = "") -> dict[str, str]:
    """For a program whose steps go to `log`; `orders` are "kill before 12", "kill after 12", "stop before 12"."""
    log.unlink(missing_ok=True)
    return preload("steps.c") | {"TOKENWRIGHT_FAULTS_STEPS": str(log), "TOKENWRIGHT_FAULTS_AT": orders}


def taken(log: Path) -> list[str]:
    """The steps that were begun, in order: "rename credential-sets.json"."""
    return [line.partition(" ")[2] for line in log.read_text(errors="replace").splitlines()] if log.exists() else []
