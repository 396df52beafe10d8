# SPDX-License-Identifier: MIT
"""What is left in the memory of the programs some seconds after its last use: looked for from outside, as
root, with each value in every form that a body or a header gives it (heap.py)."""
from __future__ import annotations

import re
import subprocess
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import certificates
import heap
from hostile_server import Connection, Request, Server, answer, good
from session import Place, Profile, Session
from table import WAITING, check, row, rows
from window import Window

LET_GO = 5  # seconds after the last use
SEARCHED = "which keeps what was freed, in terabytes of address space"
PROMISED = f"{LET_GO} s later it is nowhere in the writable memory of the process"
METHODS = ("client_secret_basic", "client_secret_basic_raw", "client_secret_post", "query", "private_key_jwt",
           "tls_client_auth")


def key_forms(file: Path) -> dict[str, bytes]:
    """A private key as PEM gives it, by a line of its own, and its number as bytes, either way round."""
    text = subprocess.run(["openssl", "pkey", "-in", file, "-noout", "-text"], check=True, capture_output=True,
                          text=True).stdout
    number = bytes.fromhex(re.sub(r"[\s:]", "", re.search(r"priv:\s*([0-9a-f:\s]+)", text)[1]))[-32:]
    line = file.read_text().splitlines()[2]  # the first is the same in every key of the kind
    return {"number": number, "number, reversed": number[::-1], "PEM": line.encode(), "PEM, UTF-16": line.encode("utf-16-le")}


class Kept:
    """A set of its own provider and server, and everything of it that must not stay."""

    def __init__(self, profile: Profile, method: str, stack: ExitStack, *, name: str = "", script=None,
                 lifetime: int = 7200) -> None:
        self.name = name = name or method
        self.client_id, self.secret = f"not-a-real-id-of-{name}-Gx61", f"not-a-real-secret-of-{name}/+Wd38"
        self.tokens = [f"not-a-real-token-{number}-of-{name}-Jv94" for number in (1, 2)]
        self.server = stack.enter_context(Server(script or [good(t, lifetime=lifetime) for t in self.tokens]))
        identifier = name.replace("_", "-")
        profile.provider(self.server.url(), identifier=identifier, request={"clientAuthentication": method},
                         environment={"caCertificates": str(certificates.authority().file)})
        arguments, secret = [], self.secret
        self.key: Path | None = None
        if method in ("private_key_jwt", "tls_client_auth"):
            both = certificates.authority(method).certificate()
            self.key = both.with_suffix(".key")
            arguments += ["--private-key-file", str(self.key)]
            if method == "tls_client_auth":
                arguments += ["--certificate-file", str(both.with_suffix(".crt"))]
            secret = ""
        added = profile.cli("add", name, "--provider", identifier, "--environment", "sandbox", "--client-id",
                            self.client_id, *([] if self.key else ["--secret-stdin"]), *arguments, stdin=secret)
        check(added.code == 0, added.err)

    def asked(self, count: int = 1) -> None:
        """Waits until the server has had that many requests."""
        end = time.monotonic() + 30
        while len(self.server.requests) < count:
            check(time.monotonic() < end, f"{self.name}: {len(self.server.requests)} requests instead of {count}")
            time.sleep(0.02)

    def needles(self) -> dict[str, dict[str, bytes]]:
        found = {f"token {number}": heap.forms(token) for number, token in enumerate(self.tokens, 1)}
        if self.key:
            found["private key"] = key_forms(self.key)
            for request in self.server.requests:
                if assertion := re.search(rb"client_assertion=([^&]+)", request.body):
                    found["assertion"] = heap.forms(assertion[1].decode())
        else:
            found |= {"secret": heap.forms(self.secret), "pair": heap.pair_forms(self.client_id, self.secret)}
        return found


def nothing_left(found: list[str]) -> None:
    check(not found, "; ".join(found))


TYPED = "not-a-real-secret-typed-Hc27"


class Once:
    """Does something for the first row that asks; the others get the same outcome, a failure too."""

    def __init__(self, work) -> None:
        self._work, self._lock, self._outcome = work, threading.Lock(), None

    def __call__(self, *arguments) -> dict[str, list[str]]:
        with self._lock:
            if self._outcome is None:
                try:
                    self._outcome = self._work(*arguments)
                except Exception as reason:  # noqa: BLE001 - raised below, for each row
                    self._outcome = reason
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome


def echo(connection: Connection, request: Request) -> None:
    """Rejects the pair and says it once more."""
    connection.send(answer('{"error":"invalid_client","error_description":"%s"}' % request.header("Authorization"),
                           "401 Unauthorized"))


@Once
def worked_with(programs: Path) -> dict[str, list[str]]:
    """What is found in one window in which everything below was done, by the name of the row it is for."""
    with ExitStack() as stack:
        session = stack.enter_context(Session(display=True))
        profile = Profile(session, programs)
        sets = {method: Kept(profile, method, stack) for method in METHODS}
        outlived = Kept(profile, "client_secret_post", stack, name="outlived", lifetime=4)
        rejected = Kept(profile, "client_secret_basic", stack, name="rejected", script=echo)
        edited = Kept(profile, "client_secret_basic", stack, name="edited")
        copied = Kept(profile, "client_secret_basic", stack, name="copied")
        (profile.config / "tokenwright/settings.ini").write_text("[clipboard]\nclearAfterSeconds=600\n")
        window = stack.enter_context(Window(profile))

        def mint(kept: Kept, count: int = 1) -> None:
            window.select_row(kept.name)
            window.press("Mint token")
            kept.asked(count)

        mint(outlived)
        for kept in (*sets.values(), rejected):
            mint(kept)
        mint(outlived, 2)
        window.select_row(copied.name)
        window.press("Copy bearer header")
        copied.asked()
        window.select_row(edited.name)
        window.press("Edit credential set")
        window.set_text("Client secret", TYPED)
        window.press("Save")
        time.sleep(4 + LET_GO)
        needles = {kept.name: kept.needles() for kept in (*sets.values(), outlived, rejected, edited)}
        needles["edited"]["what was typed"] = heap.forms(TYPED)
        needles["on the clipboard"] = copied.needles()
        found = heap.found(window.process.pid, needles)
        window.press("Clear now")
        time.sleep(LET_GO)
        return found | heap.found(window.process.pid, {"cleared": copied.needles()})


@rows("memory", [
    *((f"A mint in the window by {method}", "The server answers", method) for method in METHODS),
    ("Tokens that ran out", "Two tokens of 4 s are minted, the second by force, which keeps the first at hand", "outlived"),
    ("A rejected pair", "401; its words say the pair once more", "rejected"),
    ("A secret that is typed", "Another is put into its field and saved", "edited"),
    ("A header that was copied", "It is cleared from the clipboard", "cleared")],
      promised="Of secret, pair, key, assertion and token: " + PROMISED, turn=WAITING)
def in_the_window(place: Place, name: str) -> None:
    place.not_sanitized(SEARCHED)
    nothing_left(worked_with(place.programs)[name])


@row("memory", "The search itself", done="A header is on the clipboard while the window is searched",
     promised="Its token is found, for the clipboard's content keeps it, and nothing else of the set", turn=WAITING)
def search_finds(place: Place) -> None:
    place.not_sanitized(SEARCHED)
    found = worked_with(place.programs)["on the clipboard"]
    check(found and all(line.startswith("token 1 ") for line in found), found)


@rows("memory", [(f"The command line by {method}", "env of two sets; the second's server is silent for a while", method)
                 for method in METHODS],
      promised="Of the first set's secret, pair, key and assertion: " + PROMISED, turn=WAITING)
def command_line(place: Place, method: str) -> None:
    def silent(connection: Connection, _: Request) -> None:
        connection.wait(30)

    place.not_sanitized(SEARCHED)
    with ExitStack() as stack:
        profile = place.profile()
        first = Kept(profile, method, stack)
        second = Kept(profile, "client_secret_post" if method != "client_secret_post" else "query", stack, script=silent)
        process = profile.start("env", first.name, second.name)
        try:
            first.asked()
            second.asked()
            time.sleep(LET_GO)
            needles = {what: forms for what, forms in first.needles().items() if not what.startswith("token")}
            check(process.poll() is None, "the program has ended")
            nothing_left(heap.found(process.pid, {method: needles})[method])
        finally:
            process.kill()
            process.communicate()
