# SPDX-License-Identifier: MIT
"""How a malformed or hostile answer is written down, sent and judged; the kinds of them are in
answers_json, answers_text and answers_formats.

A body is (its name, what the server sends, what is promised): a token, or an exit code. Whatever comes,
a failure leaves standard output empty, no word tells a secret or a token, and nothing that the provider
wrote reaches the terminal as a control character. What is promised of each was worked out by hand.
"""
from __future__ import annotations

import json
import zlib
from dataclasses import dataclass

from asking import AD_HOC, clean, failed, known_to
from hostile_server import Server, answer
from session import SECRET, Ended, Place
from table import LONG, Broken, check

FEW = 6  # bodies: of a kind that has no more, all are sent
ANY = "any of them, or exit 1"
UNKNOWN = "unknown"
MALFORMED, REJECTED, LATER = 1, 4, 6


@dataclass
class Body:
    name: str
    sent: bytes  # the whole answer
    promised: int | tuple | str  # an exit code, or several, or the token
    lifetime: object = None  # seconds, or UNKNOWN; None: not looked at


def body(name: str, content: bytes | str, promised: int | str, status: str = "200 OK", *headers: str,
         lifetime: object = None) -> Body:
    return Body(name, answer(content, status, *headers), promised, lifetime)


def _kept(ended: Ended, wanted: Body) -> None:
    if isinstance(wanted.promised, (int, tuple)):
        failed(ended, wanted.promised)
        check(len(ended.err) < 2_000, f"{len(ended.err)} characters of words")
        return
    if wanted.promised == ANY and ended.code != 0:
        failed(ended, MALFORMED)
        return
    check(ended.code == 0, f"exit code {ended.code}: {ended.err!r}")
    check(not any(ord(c) < 0x20 and c != "\n" or c in "\x7f\x9b\u202e\u2028" for c in ended.out),
          f"control characters: {ended.out!r}")
    given = json.loads(ended.out)
    if wanted.promised != ANY:
        check(given["access_token"] == wanted.promised, f"the token {given['access_token'][:80]!r}")
    if wanted.lifetime is not None:
        left = given["expires_in"]
        check(left is None if wanted.lifetime == UNKNOWN else left is not None and 0 <= wanted.lifetime - left <= 5,
              f"expires_in {left}")
    clean(ended)


def asked(place: Place, bodies: list[Body], **fields) -> None:
    """Mints once for each of them; tells all that were not as promised."""
    broken: list[str] = []
    with Server(tls=None) as server:
        profile = known_to(place.profile(), server.url(), **fields)
        for each in bodies:
            server.script = each.sent
            before = len(server.requests)
            ended = profile.cli(*AD_HOC, "--json", stdin=SECRET)
            try:
                check(len(server.requests) == before + 1, f"{len(server.requests) - before} requests")
                _kept(ended, each)
            except Exception as reason:  # noqa: BLE001 - told with its body's name
                broken.append(f"{each.name}: {reason}")
    if broken:
        raise Broken(f"{len(broken)} of {len(bodies)}: " + "; ".join(text[:400] for text in broken[:6]))


def share(bodies: list[Body]) -> list[Body]:
    """All with --long. Otherwise the first of each promise, and a third of the others by their names, so that one more
    body changes nothing for the rest: to start the program for each takes longer than all else that the rows do."""
    if LONG or len(bodies) <= FEW:
        return bodies
    firsts = {(each.promised, each.lifetime): each for each in reversed(bodies)}.values()
    return [each for each in bodies if any(each is first for first in firsts)
            or zlib.crc32(each.name.encode("utf-8", "surrogatepass")) % 3 == 0]


KINDS: list[tuple] = []


def kind(name: str, promised: str, **fields):
    """Adds a row for the bodies that the decorated function makes."""
    def add(function):
        bodies = function()
        KINDS.append((name, f"{len(bodies)} bodies: {bodies[0].name}, {bodies[1].name}, …", promised, bodies, fields))
        return function
    return add
