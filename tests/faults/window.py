# SPDX-License-Identifier: MIT
"""The real window on a display, worked by the names of its controls (window_driver.py)."""
from __future__ import annotations

import functools
import json
import subprocess
from pathlib import Path

from session import Profile
from table import NotPossible, check

PYTHON = "/usr/bin/python3"  # the system's: it has pyatspi


@functools.cache
def can_be_worked() -> bool:
    return subprocess.run([PYTHON, "-c", "import pyatspi"], capture_output=True).returncode == 0


class Window:
    """A running tokenwright; methods are window_driver.py's functions."""

    def __init__(self, profile: Profile, environment: dict[str, str] | None = None,
                 prefix: tuple[str, ...] = (), arguments: tuple[str, ...] = (), **options) -> None:
        if not can_be_worked():
            raise NotPossible("The window is worked through pyatspi: python3-pyatspi would be needed.")
        self.errors = profile.home / "window-errors"
        surroundings = profile.environment | (environment or {})
        with open(self.errors, "wb") as errors:
            self.process = subprocess.Popen([*prefix, profile.programs / "tokenwright", *arguments], env=surroundings,
                                            cwd=profile.home, stdin=subprocess.DEVNULL, stdout=errors, stderr=errors,
                                            **options)
        self._driver = subprocess.Popen([PYTHON, Path(__file__).with_name("window_driver.py"), str(self.process.pid)],
                                        env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.wait_for_window()

    def __getattr__(self, name: str):
        def ask(*arguments: str):
            self._driver.stdin.write(json.dumps([name, *arguments]) + "\n")
            self._driver.stdin.flush()
            line = self._driver.stdout.readline()
            check(bool(line), "the driver has ended")
            answer = json.loads(line)
            check("wrong" not in answer, f"{name}{arguments}: {answer.get('wrong')}")
            return answer["is"]

        return ask

    def __enter__(self) -> "Window":
        return self

    def __exit__(self, *_: object) -> None:
        for process in (self._driver, self.process):
            process.kill()
            process.wait()
