# SPDX-License-Identifier: MIT
"""Answers that are malformed or hostile, by kinds: a row each."""
from __future__ import annotations

import json
import time

import answers_formats
import answers_json  # noqa: F401 - adds its kinds
import answers_text
from answer_bodies import KINDS, Body, asked, share
from asking import clean, failed, known_to
from bench import NEW_SECRET
from hostile_server import TOKEN, Server, answer, token_body
from session import SECRET, Place
from table import LONG, check, row, rows, tell


@rows("answers", KINDS)
def answered(place: Place, bodies: list[Body], fields: dict) -> None:
    sent = share(bodies)
    tell(f"{len(sent)} of {len(bodies)} bodies were sent")
    begun = time.monotonic()
    asked(place, sent, **fields)
    check(time.monotonic() - begun < 2 * len(sent) + 10, f"{time.monotonic() - begun:.0f} s for {len(sent)} bodies")


@row("answers", "The old secret comes back", done="rotate and rotate --keep-old are refused in words that name it",
     promised="Exit 4, nothing changed; neither secret in the words nor in the request log")
def old_secret_comes_back(place: Place) -> None:
    words = json.dumps({"error": "invalid_client", "error_description": f"known is {SECRET}, not {NEW_SECRET}"})
    with Server(answer(words, "401 Unauthorized"), tls=None) as server:
        profile = known_to(place.profile(), server.url())
        check(profile.add().code == 0, "the set was not added")
        for options in ((), ("--keep-old",)):
            failed(profile.cli("rotate", "Parcels", "--secret-stdin", *options, stdin=NEW_SECRET), 4, "Nothing was changed",
                   tokens=(NEW_SECRET,))
        check("invalid_client" in profile.request_log.read_text(), "it is not in the log")
        for secret in (SECRET, NEW_SECRET):
            check(json.dumps(secret)[1:-1] not in profile.request_log.read_text(), "a secret is in the log")


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
        every = [(status, content) for status in (200, 401, 403, 503) for content in contents]
        sent = [one for number, one in enumerate(every) if LONG or one[0] == 200 or number % 3 == 0]
        tell(f"{len(sent)} of {len(every)} answers were sent")
        for status, content in sent:
            server.script = answer(token_body())
            check(profile.cli("token", "Parcels").code == 0, "no token")  # one that was refused is not kept
            server.script = answer(content, f"{status} Any")
            ended = profile.cli("check", "Parcels")
            check((ended.code == 0) == (status == 200 and len(content) <= 1 << 20), f"{status}: {ended!r}")
            check(TOKEN not in ended.out, f"the token: {ended.out!r}")
            clean(ended)
        # an answer that is larger than any is no verdict
        refused = sum(status == 401 and len(content) <= 1 << 20 for status, content in sent[:-1])
        check(len(server.requests) == 1 + refused + len(sent), f"{len(server.requests)} requests")
