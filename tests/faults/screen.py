# SPDX-License-Identifier: MIT
"""A session with a display: the keychain's own prompt on it, and keys for it."""
from __future__ import annotations

import atexit
import re
import subprocess
import time

from keyring import Keyring, wait_until
from session import Session
from table import NotPossible


class Screen:
    """One display for all rows that need a prompt; they run one at a time (turn=SCREEN)."""

    _shared: "Screen | None" = None

    @classmethod
    def shared(cls) -> "Screen":
        """The keyring is unlocked and no prompt is open."""
        if cls._shared is None:
            try:
                cls._shared = Screen()
            except RuntimeError as reason:
                raise NotPossible(f"{reason}: xvfb, openbox and xdotool would be needed.") from reason
            atexit.register(cls._shared.session.close)
        it = cls._shared
        it.keyring.unlock()  # a new daemon, which no earlier row has to do with
        wait_until(lambda: not it.prompts(), "no prompt is left of an earlier row", 10)
        return it

    def __init__(self) -> None:
        self.session = Session(display=True)
        self.keyring = Keyring(self.session)

    def run(self, *command: str) -> str:
        return subprocess.run(command, env=self.session.environment, capture_output=True, text=True).stdout

    def windows(self) -> list[str]:
        return re.findall(r"0x[0-9a-f]+", self.run("xprop", "-root", "-notype", "_NET_CLIENT_LIST"))

    def prompts(self) -> list[str]:
        """The windows of the keychain's prompter: all that are not the program's."""
        return [window for window in self.windows()
                if "tokenwright" not in self.run("xprop", "-id", window, "WM_CLASS").lower()]

    def wait_for_prompt(self) -> None:
        wait_until(lambda: bool(self.prompts()), "the keychain's prompt is on the screen", 20)

    def wait_for_no_prompt(self, seconds: float = 10) -> None:
        wait_until(lambda: not self.prompts(), "the prompt is gone from the screen", seconds)

    def answer(self, *keys: str) -> None:
        """Presses keys in the prompt, which takes the keyboard a moment after it is shown."""
        time.sleep(0.4)
        for key in keys:
            self.run("xdotool", *(["key", key] if key in ("Return", "Escape", "Tab") else ["type", key]))
