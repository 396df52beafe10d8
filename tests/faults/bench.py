# SPDX-License-Identifier: MIT
"""What the rows of keychain, files and leaks share: a profile with a working set, and how it is compared."""
from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from keyring import Keyring
from session import CLIENT_ID, SECRET, Ended, Place, Profile, Session
from table import check
from token_server import TokenServer

NEW_SECRET = "not-a-real-secret-after-the-change-Jd72"
NEW_ID = "not-a-real-client-id-after-the-change-Ux51"


def new_row(name: str) -> dict:
    """Of the index, for a set of the provider that Profile.provider() writes."""
    return {"id": str(uuid.uuid4()), "name": name, "provider": "practice", "environment": "sandbox", "scopes": [],
            "parameters": {}, "variables": {}, "pairMark": str(uuid.uuid4())}


class Bench:
    """A profile with a provider whose server works, and the keychain it is in."""

    def __init__(self, profile: Profile, server: TokenServer) -> None:
        self.profile, self.server, self.keyring = profile, server, Keyring(profile.session)
        self.others = set(self.keyring.entries())  # of other profiles in the same session
        profile.provider(server.url, **({"request": {"grantType": "refresh_token"}} if server.refresh else {}))

    def add(self, name: str = "Parcels", *, minted: bool = True) -> str:
        """Makes a set as `add` leaves it, because rows of its own see to what `add` does, with a token unless told
        otherwise; gives its id."""
        made, index = new_row(name), self.profile.index
        content = json.dumps({"credentialSets": [*self.rows(), made], "schema": 1}, separators=(",", ":"))
        for file in (index, self.profile.data / "tokenwright/locks/credential-sets.lock"):
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.touch(mode=0o600)
        index.write_text(content + "\n")
        pair = {"id": CLIENT_ID, "origin": self.server.url.removesuffix("/token"), "secret": SECRET}
        if self.server.refresh:
            pair["parameters"] = {"refresh_token": self.server.refresh.latest}
        self.keyring.write(f"tokenwright/{made['id']}/client", json.dumps(pair).encode())
        if minted:
            succeeded(self.profile.cli("header", name))
        return made["id"]

    def rows(self) -> list[dict]:
        """What the index holds; raises when it cannot be parsed."""
        if not self.profile.index.exists():
            return []
        return json.loads(self.profile.index.read_text())["credentialSets"]

    def names(self) -> list[str]:
        return [row["name"] for row in self.rows()]

    def identifier(self, name: str) -> str:
        return next(row["id"] for row in self.rows() if row["name"] == name)

    def entries(self) -> dict[str, str]:
        """What the keychain holds of this profile's sets, or of nobody's."""
        return {key: secret for key, secret in self.keyring.entries().items() if key not in self.others}

    def orphans(self) -> list[str]:
        """Keys in the keychain without a row in the index."""
        ids = {row["id"] for row in self.rows()}
        return [key for key in self.entries() if key.split("/")[1] not in ids]


@contextmanager
def bench(place: Place, session: Session | None = None, **server) -> Iterator[Bench]:
    """In the session that rows share, unless one is given."""
    with TokenServer(**server) as tokens:
        yield Bench(place.profile(session), tokens)


@contextmanager
def own_bench(place: Place, *, display: bool = False, **server) -> Iterator[Bench]:
    """In a session of its own, for rows that do something to bus, keyring or display."""
    with Session(display=display) as session, bench(place, session, **server) as it:
        yield it


def succeeded(ended: Ended) -> Ended:
    check(ended.code == 0, f"exit {ended.code}: {ended.err}{ended.out}")
    return ended


def refused(ended: Ended, code: int, *words: str) -> Ended:
    """It ended by that code, said one of the words, put nothing on stdout and told no secret."""
    check(ended.code == code, f"exit {ended.code}, not {code}: {ended.err}{ended.out}")
    check(ended.out == "", f"on stdout: {ended.out}")
    check(not words or any(word.lower() in ended.err.lower() for word in words), f"said: {ended.err}")
    check(SECRET not in ended.err and CLIENT_ID not in ended.err, f"told: {ended.err}")
    return ended
