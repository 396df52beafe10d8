# SPDX-License-Identifier: MIT
"""Looks for values in the memory of a running process, from outside and as root."""
from __future__ import annotations

import base64
import json
import os
import re
from collections import Counter
from urllib.parse import quote, quote_plus

from table import NotPossible


def forms(value: str) -> dict[str, bytes]:
    """A value as bodies, headers, files and Qt give it: every byte sequence that would give it away."""
    raw = value.encode()
    written = {"as it is": value, "percent": quote(value, safe=""), "form": quote_plus(value),
               "JSON": json.dumps(value)[1:-1], "JSON with \\/": json.dumps(value)[1:-1].replace("/", "\\/"),
               "hex": raw.hex()}
    found = {}
    for name, text in written.items():
        found[name] = text.encode()
        found[name + ", UTF-16"] = text.encode("utf-16-le")
    return {name: text for name, text in found.items()}


def pair_forms(client_id: str, secret: str) -> dict[str, bytes]:
    """The Basic pair (RFC 6749 section 2.3.1, and unencoded as many providers document it)."""
    pairs = {"Basic": f"{quote_plus(client_id)}:{quote_plus(secret)}", "Basic, raw": f"{client_id}:{secret}"}
    found = {}
    for name, pair in pairs.items():
        text = base64.b64encode(pair.encode())
        # The last group depends on what follows; what comes before it gives the pair away just as well.
        found[name] = text[:-4]
        found[name + ", UTF-16"] = text[:-4].decode().encode("utf-16-le")
    return found


PIECE, OVERLAP = 1 << 20, 1 << 10  # bytes read at a time; those read twice, so that nothing lies between two


def writable(pid: int):
    """What a process can write to, piece by piece: (the region's name, first address, bytes)."""
    if os.geteuid() != 0:
        raise NotPossible("only root reads another process's memory")
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            match = re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+\s*(.*)", line)
            first, last, rights, name = int(match[1], 16), int(match[2], 16), match[3], match[4].strip()
            if "w" not in rights or "s" in rights:
                continue
            for begin in range(first, last, PIECE):
                try:
                    memory.seek(begin)
                    yield name or "anonymous", begin, memory.read(min(PIECE + OVERLAP, last - begin))
                except OSError:
                    break


HEAD = 8  # bytes: almost all values begin alike, and what begins nowhere need not be looked for


def _by_head(needles: dict[str, dict[str, dict[str, bytes]]]) -> dict[bytes, list[tuple[str, str, bytes]]]:
    """(group, what to say, text) by the text's first bytes, each text of a value once."""
    heads: dict[bytes, list[tuple[str, str, bytes]]] = {}
    for group, values in needles.items():
        for what, shapes in values.items():
            for text, form in {text: form for form, text in reversed(shapes.items())}.items():
                heads.setdefault(text[:HEAD], []).append((group, f"{what} ({form})", text))
    return heads


def found(pid: int, needles: dict[str, dict[str, dict[str, bytes]]]) -> dict[str, list[str]]:
    """For each group of values, one line per value and form that is in the process's memory: where, how often."""
    seen: dict[str, Counter] = {group: Counter() for group in needles}
    heads = _by_head(needles)
    for region, _, content in writable(pid):
        for texts in (texts for head, texts in heads.items() if head in content):
            for group, what, text in texts:
                if count := content.count(text):
                    seen[group][f"{what} in {region}"] += count
    return {group: [f"{text}: {count}" for text, count in sorted(lines.items())] for group, lines in seen.items()}


def surroundings(pid: int, needle: bytes, before: int = 96, after: int = 160) -> list[tuple[str, bytes]]:
    """What stands around each place, to tell who keeps it."""
    places = []
    for region, first, content in writable(pid):
        at = content.find(needle)
        while at >= 0:
            places.append((f"{region} {first + at:#x}", content[max(0, at - before):at + len(needle) + after]))
            at = content.find(needle, at + 1)
    return places
