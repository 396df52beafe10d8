# SPDX-License-Identifier: MIT
"""The real gnome-keyring of a session, seen and handled behind the programs' back."""
from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable

from session import Session
from table import NotPossible, check

BUS_NAME = "org.freedesktop.secrets"
COLLECTION = "/org/freedesktop/secrets/collection/login"


def wait_until(condition: Callable[[], bool], what: str, seconds: float = 15) -> None:
    """Looks every 20 ms; raises Broken when it has not come true."""
    deadline = time.monotonic() + seconds
    while not condition():
        check(time.monotonic() < deadline, f"not within {seconds} s: {what}")
        time.sleep(0.02)


class Keyring:
    """The keychain of one session; entries go by their key, "tokenwright/<uuid>/client"."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def _run(self, *command: str, stdin: bytes = b"", must: bool = True) -> subprocess.CompletedProcess:
        done = subprocess.run(command, input=stdin, env=self.session.environment, capture_output=True, timeout=30)
        if must and done.returncode:
            raise RuntimeError(f"{command[0]}: {done.stderr.decode(errors='replace')}")
        return done

    def _call(self, destination: str, path: str, method: str, *arguments: str, must: bool = True) -> str:
        return self._run("dbus-send", "--session", "--print-reply", f"--dest={destination}", path, method,
                         *arguments, must=must).stdout.decode()

    def entries(self) -> dict[str, str]:
        """What an unlocked keychain holds of ours: secrets by key."""
        found = self._run("secret-tool", "search", "--all", "server", "tokenwright", must=False)
        secrets = re.findall(r"^secret = (.*)$", found.stdout.decode(errors="replace"), re.M)
        keys = re.findall(r"^attribute.user = (.*)$", found.stderr.decode(errors="replace"), re.M)
        check(len(secrets) == len(keys), f"{len(secrets)} secrets, {len(keys)} keys")
        return dict(zip(keys, secrets))

    def write(self, key: str, secret: bytes) -> None:
        """Replaces an entry as another program would."""
        stored = self._run("secret-tool", "store", "--label=edited", "server", "tokenwright", "user", key, "type",
                           "plaintext", "xdg:schema", "org.qt.keychain", stdin=secret, must=False)
        if b"not valid UTF-8" in stored.stderr:
            raise NotPossible("this secret-tool stores text alone; that of libsecret 0.20 is needed")
        check(stored.returncode == 0, stored.stderr)

    def delete(self, key: str) -> None:
        self._run("secret-tool", "clear", "server", "tokenwright", "user", key)

    def pid(self) -> int:
        """0 while nobody has the name."""
        told = self._call("org.freedesktop.DBus", "/", "org.freedesktop.DBus.GetConnectionUnixProcessID",
                          f"string:{BUS_NAME}", must=False)
        return int(told.split()[-1]) if "uint32" in told else 0

    def is_locked(self) -> bool:
        return "boolean false" not in self._call(
            BUS_NAME, COLLECTION, "org.freedesktop.DBus.Properties.Get",
            "string:org.freedesktop.Secret.Collection", "string:Locked", must=False)

    def lock(self) -> None:
        self._run("keyring-lock")
        wait_until(self.is_locked, "the keyring is locked")

    def unlock(self) -> None:
        """Another daemon takes over, unlocked. The one before may answer for a while, unlocked as well."""
        before = self.pid()
        self._run("keyring-unlock")
        wait_until(lambda: self.pid() not in (0, before), "another daemon has taken over")
        wait_until(lambda: not self.is_locked(), "the keyring is unlocked")

    def signal(self, number: int) -> None:
        os.kill(self.pid(), number)

    def kill(self) -> None:
        before = self.pid()
        self.signal(signal.SIGKILL)
        wait_until(lambda: self.pid() != before, "the keyring's daemon is gone")
