# SPDX-License-Identifier: MIT
"""The real gnome-keyring of a session, seen and handled behind the programs' back."""
from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable

from gi.repository import Gio, GLib

from table import check

BUS_NAME = "org.freedesktop.secrets"
SERVICE = "/org/freedesktop/secrets"
COLLECTION = f"{SERVICE}/collection/login"
SECRET = "org.freedesktop.Secret"
OURS = {"server": "tokenwright"}


def wait_until(condition: Callable[[], bool], what: str, seconds: float = 15) -> None:
    """Looks every 20 ms; raises Broken when it has not come true."""
    deadline = time.monotonic() + seconds
    while not condition():
        check(time.monotonic() < deadline, f"not within {seconds} s: {what}")
        time.sleep(0.02)


class Keyring:
    """The keychain of one session; entries go by their key, "tokenwright/<uuid>/client". It is spoken to over the
    session's own connection, because a program started for each question costs more than what is asked about."""

    def __init__(self, session: "Session") -> None:  # noqa: F821 - session.py's
        self.session = session

    def _call(self, path: str, method: str, types: str = "()", *arguments: object, to: str = BUS_NAME) -> tuple:
        """What is answered; raises GLib.Error."""
        interface, _, name = method.rpartition(".")
        return self.session.bus.call_sync(to, path, interface, name, GLib.Variant(types, arguments), None,
                                          Gio.DBusCallFlags.NONE, 30_000, None).unpack()

    def _plain(self) -> str:
        """In which secrets come as they are. A daemon's own, so a new one each time: it may be another daemon."""
        return self._call(SERVICE, f"{SECRET}.Service.OpenSession", "(sv)", "plain", GLib.Variant("s", ""))[1]

    def _found(self, **attributes: str) -> list[str]:
        unlocked, locked = self._call(SERVICE, f"{SECRET}.Service.SearchItems", "(a{ss})", OURS | attributes)
        check(not locked, f"locked: {locked}")
        return unlocked

    def _key(self, item: str) -> str:
        attributes, = self._call(item, "org.freedesktop.DBus.Properties.Get", "(ss)", f"{SECRET}.Item", "Attributes")
        return attributes["user"]

    def entries(self) -> dict[str, str]:
        """What an unlocked keychain holds of ours: secrets by key."""
        secrets, = self._call(SERVICE, f"{SECRET}.Service.GetSecrets", "(aoo)", self._found(), self._plain())
        return {self._key(item): bytes(value).decode(errors="replace") for item, (_, _, value, _) in secrets.items()}

    def write(self, key: str, secret: bytes) -> None:
        """Replaces an entry as another program would."""
        attributes = OURS | {"user": key, "type": "plaintext", "xdg:schema": "org.qt.keychain"}
        self._call(COLLECTION, f"{SECRET}.Collection.CreateItem", "(a{sv}(oayays)b)",
                   {f"{SECRET}.Item.Label": GLib.Variant("s", "edited"),
                    f"{SECRET}.Item.Attributes": GLib.Variant("a{ss}", attributes)},
                   (self._plain(), b"", secret, "text/plain"), True)

    def delete(self, key: str) -> None:
        self._delete(self._found(user=key))

    def empty(self) -> None:
        self._delete(self._found())

    def _delete(self, items: list[str]) -> None:
        for item in items:
            self._call(item, f"{SECRET}.Item.Delete")

    def pid(self) -> int:
        """0 while nobody has the name."""
        try:
            return self._call("/", "org.freedesktop.DBus.GetConnectionUnixProcessID", "(s)", BUS_NAME,
                              to="org.freedesktop.DBus")[0]
        except GLib.Error:
            return 0

    def kill_bus(self) -> None:
        """The bus itself, on which nobody is reached any more."""
        bus = "org.freedesktop.DBus"
        os.kill(self._call("/", f"{bus}.GetConnectionUnixProcessID", "(s)", bus, to=bus)[0], signal.SIGKILL)

    def is_locked(self) -> bool:
        """Also while it cannot be asked."""
        try:
            return self._call(COLLECTION, "org.freedesktop.DBus.Properties.Get", "(ss)", f"{SECRET}.Collection",
                              "Locked")[0]
        except GLib.Error:
            return True

    def lock(self) -> None:
        self._call(SERVICE, f"{SECRET}.Service.Lock", "(ao)", [COLLECTION])
        wait_until(self.is_locked, "the keyring is locked")

    def unlock(self) -> None:
        """Another daemon takes over, unlocked. The one before may answer for a while, unlocked as well."""
        before = self.pid()
        subprocess.run(["keyring-unlock"], env=self.session.environment, check=True, timeout=30)
        wait_until(lambda: self.pid() not in (0, before), "another daemon has taken over")
        wait_until(lambda: not self.is_locked(), "the keyring is unlocked")

    def signal(self, number: int) -> None:
        os.kill(self.pid(), number)

    def kill(self) -> None:
        before = self.pid()
        self.signal(signal.SIGKILL)
        wait_until(lambda: self.pid() != before, "the keyring's daemon is gone")
