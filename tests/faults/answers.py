# SPDX-License-Identifier: MIT
"""Answers that are malformed or hostile, by kinds: a row each."""
from __future__ import annotations

import json
import time

import answers_formats
import answers_json  # noqa: F401 - adds its kinds
import answers_text
from answer_bodies import KINDS, Body, asked
from asking import clean, known_to
from hostile_server import TOKEN, Server, answer, token_body
from session import Place
from table import check, row, rows


@rows("answers", KINDS)
def answered(place: Place, bodies: list[Body], fields: dict) -> None:
    begun = time.monotonic()
    asked(place, bodies, **fields)
    check(time.monotonic() - begun < 2 * len(bodies) + 10, f"{time.monotonic() - begun:.0f} s for {len(bodies)} bodies")


@row("answers", "What a check is answered", done="Escapes, the token, HTML, nothing and a mebibyte, with 200 to 503",
     promised="A verdict by the status; no token and no control character in the words")
def checked(place: Place) -> None:
    with Server(answer(token_body()), tls=None) as server:
        profile = known_to(place.profile(), server.url(), environment={"apiBaseUrl": server.url("")},
                           check={"url": "{apiBaseUrl}/me"})
        check(profile.add().code == 0, "the set was not added")
        check(profile.cli("token", "Parcels").code == 0, "no token")
        contents = ["", answers_formats.PAGE, TOKEN, json.dumps({"message": TOKEN}),
                    json.dumps({"error": "x", "message": "".join(answers_text.HOSTILE.values())}),
                    "x" * (1 << 20), "x" * (2 << 20),
                    json.dumps({"error": "x", "error_description": f"{TOKEN} {TOKEN}"})]
        for status in (200, 401, 403, 503):
            for content in contents:
                server.script = answer(content, f"{status} Any")
                ended = profile.cli("check", "Parcels")
                check((ended.code == 0) == (status == 200 and len(content) <= 1 << 20), f"{status}: {ended!r}")
                check(TOKEN not in ended.out, f"the token: {ended.out!r}")
                clean(ended)
        check(len(server.requests) == 1 + 4 * len(contents), f"{len(server.requests)} requests")
