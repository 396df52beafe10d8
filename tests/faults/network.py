# SPDX-License-Identifier: MIT
"""What lies between here and the token endpoint: answers that lead elsewhere, end early or never end."""
from __future__ import annotations

import functools
import gzip
import time
import zlib
from base64 import b64decode
from concurrent.futures import Future, ThreadPoolExecutor

import network_heads  # noqa: F401 - adds its rows, as the next two do
import network_proxies  # noqa: F401
import network_ways  # noqa: F401
from asking import AD_HOC, added, failed, known_to, mint, minted, sent_once
from hostile_server import TOKEN, Connection, Request, Server, answer, good, token_body
from preloads import preload
from session import SECRET, Ended, Place
from table import ALONE, check, row, rows

# --- redirects ---------------------------------------------------------------------------------------


@rows("network", [(f"Redirect {status}", "To the same host, another host, plain http, a relative path, a script, "
                   "nowhere" if status in (302, 307) else "To another host", status)
                  for status in (300, 301, 302, 303, 304, 305, 306, 307, 308)],
      promised="Not followed: one POST, nothing to anybody else, exit 1, the target without its query")
def redirected(place: Place, status: int) -> None:
    with Server(good()) as elsewhere, Server(good(), tls=None) as plain, Server() as server:
        targets = [elsewhere.url("/take?state=s3", "localhost"), server.url("/other?state=s3"),
                   plain.url("/take?state=s3"), "/other?state=s3", "javascript:alert(1)", None]
        for target in targets if status in (302, 307) else targets[:1]:
            server.script = answer(token_body(), f"{status} Elsewhere", *[f"Location: {target}"] * bool(target))
            before = len(server.requests)
            ended = mint(place, server.url())
            failed(ended, 1, f"HTTP {status}")
            check("s3" not in ended.err, f"the target's query is shown: {ended.err!r}")
            check(len(server.requests) == before + 1, f"{len(server.requests) - before} requests for {target}")
        check(elsewhere.connections + plain.connections == 0, "somebody else was connected to")


@row("network", "Redirect of a check", done="The API answers 302 and 307 to another host, to plain http",
     promised="The token goes to nobody else: one call, no other connection, not 'accepted'")
def redirected_check(place: Place) -> None:
    with Server(good()) as elsewhere, Server(good(), tls=None) as plain, Server() as server:
        profile = known_to(place.profile(), server.url(), environment={"apiBaseUrl": server.url("")},
                           check={"url": "{apiBaseUrl}/me"})
        server.script = good()
        check(profile.add().code == 0, "the set was not added")
        check(profile.cli("token", "Parcels").code == 0, "no token")
        for status in (302, 307):
            for target in (elsewhere.url("/me", "localhost"), plain.url("/me")):
                server.script = answer("", f"{status} Elsewhere", f"Location: {target}")
                before = len(server.requests)
                ended = profile.cli("check", "Parcels")
                check(ended.code != 0 and TOKEN not in ended.err, f"{ended!r}")
                check(len(server.requests) == before + 1, f"{len(server.requests) - before} calls")
        check(server.requests[-1].header("Authorization") == f"Bearer {TOKEN}", "the call was made without its token")
        check(elsewhere.connections + plain.connections == 0, "the token went elsewhere")


# --- challenges ----------------------------------------------------------------------------------------


@rows("network", [(f"401 with {name}", "As WWW-Authenticate", scheme) for name, scheme in (
    ("Basic", 'Basic realm="x"'), ("Negotiate", "Negotiate"), ("NTLM", "NTLM"),
    ("Digest", 'Digest realm="x", nonce="abc", qop="auth", algorithm=MD5'),
    ("Bearer", 'Bearer realm="x", error="invalid_client"'),
    ("three at once", 'Negotiate\r\nWWW-Authenticate: NTLM\r\nWWW-Authenticate: Basic realm="x"'))],
    promised="No login but the pair's own: one POST, exit 4, also of a client that sends no Authorization")
def challenged(place: Place, scheme: str) -> None:
    with Server(answer("", "401 Unauthorized", f"WWW-Authenticate: {scheme}")) as server:
        for method in ("client_secret_basic", "client_secret_post"):
            server.requests.clear()
            server.begun = server.connections = 0
            ended = mint(place, server.url(), request={"clientAuthentication": method})
            failed(ended, 4, "HTTP 401")
            sent_once(server)
            login = server.requests[0].header("Authorization") or ""
            check(login.startswith("Basic ") == (method == "client_secret_basic"), f"Authorization: {login}")


@row("network", "407 from the server itself", done="The token endpoint answers 407 with Proxy-Authenticate; no proxy",
     promised="As any other 4xx: exit 4, no proxy is blamed, one POST")
def server_plays_proxy(place: Place) -> None:
    for scheme in ('Basic realm="x"', "Negotiate", "NTLM"):
        with Server(answer("", "407 Proxy Authentication Required", f"Proxy-Authenticate: {scheme}")) as server:
            ended = mint(place, server.url())
            failed(ended, 4, "HTTP 407")
            sent_once(server)
            check(server.requests[0].header("Proxy-Authorization") is None, "a login for proxies was sent")


# --- ends that come too early --------------------------------------------------------------------------

CUTS = {
    "before the status line": b"", "in the status line": b"HTTP/1.1 2", "after the status line": b"HTTP/1.1 200 OK\r\n",
    "in the headers": b"HTTP/1.1 200 OK\r\nContent-Le",
    "after the headers": b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n",
    "in the body": b'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"access_',
    "behind a whole token": answer(token_body()).replace(b"Content-Length: ", b"Content-Length: 9"),
    "in a chunk": b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{"acc',
    "before the last chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
    "after 100 Continue": b"HTTP/1.1 100 Continue\r\n\r\n",
}


@rows("network", [(f"Closed {place}", "By FIN, by RST, at once and later, over TLS and plain", sent)
                  for place, sent in CUTS.items()], promised="Sent once: one POST, exit 6, no token")
def cut(place: Place, sent: bytes) -> None:
    def end(by_reset: bool, later: float):
        def script(connection: Connection, _: Request) -> None:
            connection.wait(later)
            connection.send(sent)
            if by_reset:
                connection.wait(0.02)  # or what was sent is thrown away with it
                connection.reset()
        return script

    for tls, by_reset, later in ((True, False, 0), (True, True, 0.1), (None, False, 0.1), (None, True, 0)):
        with Server(end(by_reset, later), tls=tls) as server:
            ended = mint(place, server.url())
            time.sleep(0.05)
            failed(ended, 6)
            sent_once(server)


def _nothing_at_all(_: Server, client) -> bool:
    return False


def _first_bytes(server: Server, client) -> bool:
    client.recv(16)  # a part of the handshake
    return False


def _head_alone(connection: Connection) -> None:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.socket.recv(1)
    with connection.server.lock:
        connection.server.begun += 1
    connection.socket.close()


@rows("network", [("Closed when it connects", "TLS and plain", {"greet": _nothing_at_all}),
                  ("Closed in the TLS handshake", "After its first bytes", {"greet": _first_bytes}),
                  ("Closed before the body was read", "After the request's head, with its body unread",
                   {"idle": _head_alone})],
      promised="Said on one connection at most, exit 6, no token")
def cut_before(place: Place, hooks: dict) -> None:
    for tls in (True, None):
        with Server(good(), tls=tls, **hooks) as server:
            ended = mint(place, server.url())
            time.sleep(0.05)
            failed(ended, 6)
            check(server.connections >= 1, "nobody connected")
            check(len(server.requests) == 0 and server.begun <= 1, f"said on {server.begun} connections")


# --- connections that are there already ----------------------------------------------------------------


@row("network", "A connection kept alive", done="The server says keep-alive and goes mute, or closes; two sets mint in "
     "one process", promised="Each on a fresh connection: two tokens, two POSTs, at once")
def kept_alive(place: Place) -> None:
    def stays(connection: Connection, _: Request) -> None:
        connection.send(good(TOKEN, "Connection: keep-alive", "Keep-Alive: timeout=60"))
        connection.wait(20)

    for script in (stays, good(TOKEN, "Connection: keep-alive", "Keep-Alive: timeout=60")):
        with Server(script) as server:
            profile = added(place, server, "First", "Second")
            begun = time.monotonic()
            ended = profile.cli("env", "First", "Second")
            check(ended.code == 0 and ended.out.count(TOKEN) >= 2, f"{ended!r}")
            check(len(server.requests) == 2, f"{len(server.requests)} requests")
            check(time.monotonic() - begun < 10, f"{time.monotonic() - begun:.1f} s")


@row("network", "A connection opened ahead that dies", done="The server closes or resets it right after the handshake",
     promised="One token; or, when the request was on its way already, exit 6: sent once, no long wait")
def dead_ahead(place: Place) -> None:
    def once(end):
        def idle(connection: Connection) -> None:
            if connection.server.connections == 1:
                end(connection)
        return idle

    for end in (lambda c: c.socket.close(), Connection.reset):
        with Server(good(), idle=once(end)) as server:
            profile = added(place, server, "Parcels")
            begun = time.monotonic()
            ended = profile.cli("token", "Parcels")
            if ended.code == 0:
                minted(ended)
                check(len(server.requests) == 1 and server.connections == 2, f"{server.connections} connections")
            else:
                failed(ended, 6)
                check(not server.requests and server.begun <= 1, f"{len(server.requests)} requests")
            check(time.monotonic() - begun < 10, f"{time.monotonic() - begun:.1f} s")


# --- never-ending ones -----------------------------------------------------------------------------------


def _stream(head: bytes, piece: bytes):
    def script(connection: Connection, _: Request) -> None:
        connection.send(head)
        while connection.wait(0):
            connection.send(piece)
    return script


def _drip(data: bytes, pause: float):
    def script(connection: Connection, _: Request) -> None:
        for at in range(len(data)):
            connection.send(data[at:at + 1])
            if not connection.wait(pause):
                return
    return script


def _mute(connection: Connection, _: Request | None = None) -> None:
    connection.wait(90)


STALLS = {
    "before TLS": {"greet": lambda server, _: server.ended.wait(90)},
    "in the TLS handshake": {"greet": lambda server, client: bool(client.recv(16)) and server.ended.wait(90)},
    "after the request": {"script": _mute},
    "in the status line": {"script": lambda c, _: (c.send(b"HTTP/1.1 2"), _mute(c))},
    "after the headers": {"script": lambda c, _: (c.send(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"), _mute(c))},
    "in the body": {"script": lambda c, _: (c.send(answer(token_body())[:-9]), _mute(c))},
    "but for one byte each 5 s": {"script": _drip(good(), 5)},
    "but for one byte of the body each 5 s": {"script": lambda c, r: (c.send(answer(token_body())[:-30]),
                                                                     _drip(b" " * 30, 5)(c, r))},
    "but for 100 Continue each second": {"script": lambda c, _: [c.send(b"HTTP/1.1 100 Continue\r\n\r\n")
                                                                 for _ in range(90) if c.wait(1)]},
}


@functools.cache
def _stalls(place: Place) -> dict[str, Future]:
    """All of them at once: each takes the whole deadline."""
    def one(hooks: dict) -> tuple:
        with Server(**hooks) as server:
            profile = known_to(place.profile(), server.url())
            begun = time.monotonic()
            ended = profile.cli(*AD_HOC, stdin=SECRET)
            return ended, time.monotonic() - begun, server

    pool = ThreadPoolExecutor(len(STALLS))
    return {name: pool.submit(one, hooks) for name, hooks in STALLS.items()}


@rows("network", [(f"Silence {name}", "Nothing more is sent", name) for name in STALLS],
      promised="Given up 30 s after the start, not 30 s after the last byte: exit 6, at most one POST", long=True)
def silent(place: Place, name: str) -> None:
    ended, seconds, server = _stalls(place)[name].result()
    failed(ended, 6, "30 seconds")
    check(29 <= seconds < 36, f"{seconds:.1f} s")
    check(server.connections >= 1 and len(server.requests) <= 1, f"{len(server.requests)} requests")


@row("network", "One byte at a time", done="A whole answer, a byte each 10 ms", promised="Patience: the token, exit 0")
def slow(place: Place) -> None:
    with Server(_drip(good(), 0.01)) as server:
        minted(mint(place, server.url()))
        sent_once(server)


def _peak(place: Place, server: Server) -> tuple:
    """A mint, and the most memory that it took, in MiB."""
    return known_to(place.profile(), server.url()).peak(*AD_HOC, stdin=SECRET)


MOST = 150  # MiB; a mint takes about 30


def _within(place: Place, memory: float) -> None:
    """The last of a row's checks."""
    place.not_sanitized("which keeps what was freed: all but the memory is as promised")
    check(memory < MOST, f"{memory:.0f} MiB")


def _endless(place: Place, script, longest: float) -> None:
    with Server(script) as server:
        begun = time.monotonic()
        ended, memory = _peak(place, server)
        failed(ended, (1, 6))
        sent_once(server)
        check(time.monotonic() - begun < longest, f"{time.monotonic() - begun:.0f} s")
        _within(place, memory)


@rows("network", [
    ("Endless body", "No Content-Length, bytes for ever", _stream(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536)),
    ("Endless chunks", "Chunks for ever", _stream(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                                                  b"1000\r\n" + b" " * 4096 + b"\r\n")),
    ("Content-Length of a terabyte", "And bytes for ever",
     _stream(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n", b" " * 65536)),
    ("Content-Length beyond 64 bits", "And bytes for ever",
     _stream(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n", b" " * 65536)),
], promised=f"Given up within seconds, {MOST} MiB at most, exit 1, one POST")
def endless(place: Place, script) -> None:
    _endless(place, script, 20)


@rows("network", [
    ("Endless header", "One header line for ever", _stream(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x" * 65536)),
    ("Endless headers", "Header lines for ever", _stream(b"HTTP/1.1 200 OK\r\n", b"X-More: abcdefgh\r\n" * 4096)),
    ("Endless status line", "A reason for ever", _stream(b"HTTP/1.1 200 ", b"x" * 65536)),
    ("Endless 1xx answers", "100 Continue for ever", _stream(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1024)),
    ("Endless trailer", "Header lines for ever behind the last chunk",
     _stream(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", b"X-More: abcdefgh\r\n" * 4096)),
    ("Endless chunk extension", "A chunk's size line for ever",
     _stream(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;", b"x" * 65536)),
], promised=f"Given up within seconds, {MOST} MiB at most, exit 1 or 6, one POST")
def endless_head(place: Place, script) -> None:
    _endless(place, script, 20)


@row("network", "Endless header beside others", done="One server's header does not end; tokens of nine sets at another are minted meanwhile",
     promised=f"The one is given up within seconds and named, the nine are minted; {MOST} MiB at most")
def endless_beside(place: Place) -> None:
    flood = _stream(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x" * 65536)
    with Server(flood) as bad, Server(good()) as fine:
        profile = known_to(known_to(place.profile(), fine.url()), bad.url(), identifier="flooding")
        names = [f"Set {number}" for number in range(9)]
        check(all(profile.add(name).code == 0 for name in names), "not added")
        check(profile.add("Flooded", provider="flooding").code == 0, "not added")
        ended, memory = profile.peak("env", *names, "Flooded")
        failed(ended, 1, "KiB")
        check(len(fine.requests) == 9, f"{len(fine.requests)} tokens: {ended.err}")
        _within(place, memory)


@row("network", "Threads that end late", done="The request's thread lingers in OpenSSL's clean-up of it, as on a busy "
     "machine, while the program ends", promised="Each command ends as it would without: the token, exit 0")
def ending_late(place: Place) -> None:
    with Server(good()) as server:
        profile = known_to(place.profile(), server.url())
        told = profile.home / "lingering"
        linger = preload("lingering.c") | {"TOKENWRIGHT_FAULTS_LINGERING": str(told)}
        for _ in range(3):
            minted(profile.cli(*AD_HOC, stdin=SECRET, environment=linger))
        check(told.exists(), "no thread was in OpenSSL's clean-up")


def _deflated(data: bytes, bits: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, bits)
    return packer.compress(data) + packer.flush()


BLANKS = b" " * (64 << 20)
BOMBS = {
    "gzip": lambda: gzip.compress(BLANKS), "deflate": lambda: zlib.compress(BLANKS, 9),
    "deflate, raw": lambda: _deflated(BLANKS, -15), "gzip, gzip": lambda: gzip.compress(gzip.compress(BLANKS)),
    # 64 MiB of blanks as brotli -q 11 -w 24 has them
    "br": lambda: b64decode("z///f/glQOKxQCD3/p/////wSwDEYQGA7v0/////4ZcAiMMiAN37f/7//8MvARCHBQC69/8D"),
    # RFC 8878: a frame of 512 blocks that each repeat a blank 128 Ki times
    "zstd": lambda: bytes.fromhex("28b52ffda000000004") + bytes.fromhex("02001020") * 511 + bytes.fromhex("03001020"),
}


@rows("network", [(f"Bomb: {name}", "64 MiB of blanks in a small body", name) for name in BOMBS],
      promised=f"Exit 1, one POST, less than {MOST} MiB")
def bomb(place: Place, name: str) -> None:
    body = BOMBS[name]()
    check(len(body) < 100_000, "no bomb")
    with Server(answer(body, "200 OK", f"Content-Encoding: {name.removesuffix(', raw')}")) as server:
        ended, memory = _peak(place, server)
        failed(ended, 1)
        sent_once(server)
        _within(place, memory)


@row("network", "Compression", done="Whole tokens in gzip and deflate; broken, cut and unasked-for ones",
     promised="What can be read is read; anything else is exit 1 or 6, never half a token")
def compressed(place: Place) -> None:
    body = token_body().encode()
    with Server() as server:
        for encoding, packed in (("gzip", gzip.compress(body)), ("deflate", zlib.compress(body))):
            server.script = answer(packed, "200 OK", f"Content-Encoding: {encoding}")
            minted(mint(place, server.url()))
        for encoding, packed in (("gzip", body), ("gzip", gzip.compress(body)[:-12]), ("deflate", b"\xff" * 50),
                                 ("br", body), ("compress", gzip.compress(body)), ("gzip", zlib.compress(body))):
            server.script = answer(packed, "200 OK", f"Content-Encoding: {encoding}")
            ended = mint(place, server.url())
            if encoding == "gzip" and packed == zlib.compress(body) and ended.code == 0:
                minted(ended)  # a forgiving reader tells them apart by their first bytes
            else:
                failed(ended, (1, 6))
