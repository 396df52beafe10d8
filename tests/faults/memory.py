# SPDX-License-Identifier: MIT
"""What is left in the memory of the programs five seconds after its last use: looked for from outside, as
root, with the pair in every form that a body or a header gives it (heap.py)."""
from __future__ import annotations

import base64
import functools
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import certificates
import heap
from hostile_server import Connection, Request, Server, answer, good, token_body
from session import CLIENT_ID, SECRET, Place, Profile, Session
from table import NotPossible, check, row, rows

LET_GO = 5  # seconds after the last use
TOKENS = ("not-a-real-token-first-Vb73", "not-a-real-token-second-Ny15")
METHODS = ("client_secret_basic", "client_secret_basic_raw", "client_secret_post", "query", "private_key_jwt",
           "tls_client_auth")
NOTHING_LEFT = f"None of ours is in any writable memory {LET_GO} s later"


def key_forms(file: Path) -> dict[str, bytes]:
    """A private key as PEM gives it, line by line, and its number as OpenSSL keeps it, either way round."""
    text = subprocess.run(["openssl", "pkey", "-in", file, "-noout", "-text"], check=True, capture_output=True,
                          text=True).stdout
    number = bytes.fromhex("".join(re.search(r"priv:\s*([0-9a-f:\s]+)", text)[1].split()).replace(":", ""))[-32:]
    found = {"number": number, "number, reversed": number[::-1]}
    # The second line alone: the first is the same in every key of the kind, the last may be short.
    found["PEM"] = file.read_text().splitlines()[2].encode()
    found["PEM, UTF-16"] = file.read_text().splitlines()[2].encode("utf-16-le")
    return found


class Window:
    """The real window on a profile, driven by accessible names."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.process = subprocess.Popen([profile.programs / "tokenwright"], env=profile.environment,
                                        stderr=subprocess.DEVNULL)

    def do(self, *words: str) -> None:
        ended = subprocess.run(["/usr/bin/python3", Path(__file__).parent / "press.py", str(self.process.pid), *words],
                               env=self.profile.environment, capture_output=True, text=True)
        check(ended.returncode == 0, ended.stderr[-300:])

    def __enter__(self) -> "Window":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()


def asked(server: Server, count: int) -> None:
    """Waits until the server has that many requests."""
    end = time.monotonic() + 30
    while len(server.requests) < count:
        check(time.monotonic() < end, f"{len(server.requests)} requests instead of {count}")
        time.sleep(0.02)


def pair(client_id: str, secret: str) -> dict[str, dict[str, bytes]]:
    return {"secret": heap.forms(secret), "client ID": heap.forms(client_id), "pair": heap.pair_forms(client_id, secret)}
