# SPDX-License-Identifier: MIT
"""Answers whose heads or chunks are none, whose status is another success, and who else may answer."""
from __future__ import annotations

from asking import added, failed, mint, minted, sent_once
from hostile_server import TOKEN, Server, answer, good, token_body
from session import Place
from table import check, row, rows

TOKEN_BODY = token_body().encode()
LENGTH = f"Content-Length: {len(TOKEN_BODY)}"


def _headed(*lines: str) -> bytes:
    return "\r\n".join(("HTTP/1.1 200 OK", *lines)).encode("latin-1") + b"\r\n\r\n" + TOKEN_BODY


def _chunked(text: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + text


CHUNK = b"%x" % len(TOKEN_BODY)
EITHER = {  # either the token, whole, or a failure; never anything between
    "no Content-Length, closed": _headed(), "Content-Length twice": _headed(LENGTH, LENGTH),
    "two lengths": _headed("Content-Length: 3", LENGTH),
          "the lengths the other way": _headed(LENGTH, "Content-Length: 3"),
    "negative length": _headed("Content-Length: -1"), "length in words": _headed("Content-Length: many"),
    "length and chunks": b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
                         + CHUNK + b"\r\n" + TOKEN_BODY + b"\r\n0\r\n\r\n",
    "too short a length": _headed("Content-Length: 9"), "a megabyte of header": _headed("X-Long: " + "x" * 1_000_000,
                                                                                        LENGTH),
    "10,000 headers": _headed(*[f"X-{i}: {i}" for i in range(10_000)], LENGTH),
    "a header without colon": _headed("no colon here", LENGTH), "a header without name": _headed(": value", LENGTH),
    "a folded header": _headed("X-Folded: a\r\n b", LENGTH), "NUL in a header": _headed("X-Nul: a\0b", LENGTH),
    "bytes beyond ASCII": _headed("X-Wide: \xff\xfe", LENGTH), "a bare CR": _headed("X-Cr: a\rSet-Cookie: b", LENGTH),
    "line feeds alone": b"HTTP/1.1 200 OK\nContent-Length: %d\n\n" % len(TOKEN_BODY) + TOKEN_BODY,
    "blanks before the colon": _headed(LENGTH.replace(":", " :")),
    "HTTP/1.0": _headed(LENGTH).replace(b"/1.1", b"/1.0"), "HTTP/9.9": _headed(LENGTH).replace(b"/1.1", b"/9.9"),
    "ICY 200 OK": _headed(LENGTH).replace(b"HTTP/1.1", b"ICY"), "HTTP/0.9": TOKEN_BODY,
    "status 099": _headed(LENGTH).replace(b" 200 ", b" 099 "),
          "status 1000": _headed(LENGTH).replace(b" 200 ", b" 1000 "),
    "status abc": _headed(LENGTH).replace(b" 200 ", b" abc "),
          "status -200": _headed(LENGTH).replace(b" 200 ", b" -200 "),
    "status 600": _headed(LENGTH).replace(b" 200 ", b" 600 "), "no reason": _headed(LENGTH).replace(b" OK", b""),
    "escapes in the reason": _headed(LENGTH).replace(b"200 OK", b"500 \x1b]0;owned\x07\x1b[31m\xe2\x80\xae"),
    "100, then the answer": b"HTTP/1.1 100 Continue\r\n\r\n" + _headed(LENGTH),
    "103, then the answer": b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + _headed(LENGTH),
    "101": _headed("Upgrade: websocket", "Connection: Upgrade", LENGTH).replace(b" 200 OK", b" 101 Switching"),
    "two answers": _headed(LENGTH) + answer(token_body("another-token"), "500 Oops"),
    "rubbish before it": b"\r\n\r\nrubbish\r\n" + _headed(LENGTH), "SSH": b"SSH-2.0-OpenSSH_9.2\r\n",
          "binary": bytes(range(256)) * 8,
    "whole chunks": _chunked(CHUNK + b"\r\n" + TOKEN_BODY + b"\r\n0\r\n\r\n"),
    "a trailer": _chunked(CHUNK + b"\r\n" + TOKEN_BODY + b"\r\n0\r\nX-Trailer: 1\r\n\r\n"),
    "a chunk extension": _chunked(CHUNK + b";a=b\r\n" + TOKEN_BODY + b"\r\n0\r\n\r\n"),
    "a size that is none": _chunked(b"zz\r\n" + TOKEN_BODY + b"\r\n0\r\n\r\n"),
          "a negative size": _chunked(b"-5\r\n" + TOKEN_BODY),
    "a size beyond 64 bits": _chunked(b"fffffffffffffffffffff\r\n" + TOKEN_BODY),
          "a size with 0x": _chunked(b"0x" + CHUNK + b"\r\n" + TOKEN_BODY),
    "too small a size": _chunked(b"5\r\n" + TOKEN_BODY + b"\r\n0\r\n\r\n"),
          "no size at all": _chunked(b"\r\n" + TOKEN_BODY),
    "chunks announced, none sent": _chunked(TOKEN_BODY),
          "an unknown transfer coding": _headed("Transfer-Encoding: rot13", LENGTH),
}


@rows("network", [(f"Head: {name}", "The token behind it is whole", sent) for name, sent in EITHER.items()],
      promised="The whole token, or exit 1, 4 or 6 and nothing on standard output; one POST; no escapes shown")
def odd_head(place: Place, sent: bytes) -> None:
    with Server(sent) as server:
        ended = mint(place, server.url(), seconds=25)
        if ended.code == 0:
            minted(ended)
        else:
            failed(ended, (1, 4, 6))
        sent_once(server)


@rows("network", [(f"{status} with a token", "A whole token answer with this status", f"{status} Any", True)
                  for status in (200, 201, 202, 203, 206, 299)]
      + [(f"{status} without a body", "Nothing but the head", f"{status} Any", False)
         for status in (200, 201, 202, 204, 205, 206)],
      promised="Any 2xx with a usable token is a token, without one exit 1")
def success(place: Place, status: str, has_token: bool) -> None:
    with Server(answer(token_body() if has_token else "", status, length=status[:3] != "204")) as server:
        ended = mint(place, server.url())
        if has_token:
            minted(ended)
        else:
            failed(ended, 1, f"HTTP {status[:3]}")
        sent_once(server)


@row("network", "Set-Cookie",
     done="Cookies for this host, its path and its domain; two sets mint in one process, then again",
     promised="No cookie is ever sent back, none is stored")
def cookies(place: Place) -> None:
    with Server(good(TOKEN, "Set-Cookie: session=c00kie; Path=/",
                     "Set-Cookie: id=c00kie; Max-Age=9999; Secure")) as server:
        profile = added(place, server, "First", "Second")
        check(profile.cli("env", "First", "Second").code == 0, "no tokens")
        check(profile.cli("mint", "First").code == 0, "no token")
        check(len(server.requests) == 3, f"{len(server.requests)} requests")
        check(not any(request.header("Cookie") for request in server.requests), "a cookie came back")
        kept = [file for file in profile.home.rglob("*") if file.is_file() and b"c00kie" in file.read_bytes()]
        check(not kept, f"in {kept}")


PORTAL = "<html><head><title>Wi-Fi</title><script>alert(1)</script></head><body>Please log in</body></html>"


@rows("network", [("Captive portal, 200", "A login page as text/html",
                   answer(PORTAL, "200 OK", "Content-Type: text/html"), 1),
                  ("Captive portal, 302", "A redirect to its login page", answer(
                      "", "302 Found", "Location: https://portal.invalid/login?mac=00"), 1),
                  ("Captive portal, 511", "As RFC 6585 wants it", answer(
                      PORTAL, "511 Network Authentication Required", "Content-Type: text/html"), 6)],
      promised="No token, the markup is not taken for one; one POST")
def portal(place: Place, sent: bytes, code: int) -> None:
    with Server(sent) as server:
        failed(mint(place, server.url()), code, "HTTP ")
        sent_once(server)
