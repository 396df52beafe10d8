# SPDX-License-Identifier: MIT
"""A token server on loopback that does what it should, for rows whose fault lies elsewhere."""
from __future__ import annotations

import json
import threading
import urllib.parse
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class RefreshTokens:
    """A family of refresh tokens (RFC 9700, 4.14.2): each is good for one use, which brings the next, and a second use
    ends the family. A `lenient` one answers the last use once more, as long as what it brought was not used: a client
    may never have had the answer."""

    def __init__(self, *, lenient: bool = False) -> None:
        self.lenient, self.revoked = lenient, False
        self.given = ["not-a-real-refresh-token-Bv58-0000"]
        self.sent: list[str] = []
        self._lock = threading.Lock()

    @property
    def latest(self) -> str:
        return self.given[-1]

    def use(self, token: str) -> str | None:
        """What comes in its place; nothing: it is refused."""
        with self._lock:
            repeated, again = token in self.sent, self.lenient and self.given[-2:-1] == [token]
            self.sent.append(token)
            if again:
                return self.latest
            self.revoked = self.revoked or repeated
            if self.revoked or token != self.latest:
                return None
            self.given.append(f"not-a-real-refresh-token-Bv58-{len(self.given):04d}")
            return self.latest


class TokenServer:
    """Gives each request a token of its own, `size` characters that begin with `prefix`, while `answers` is set.
    `refresh`: for one of those refresh tokens, and with the next."""

    def __init__(self, prefix: str = "not-a-real-token-Wq93", size: int = 40, lifetime: int = 7200,
                 refresh: RefreshTokens | None = None) -> None:
        self.prefix, self.size, self.lifetime, self.refresh = prefix, size, lifetime, refresh
        self.tokens: list[str] = []
        self.bodies: list[bytes] = []
        self.headers: list[Message] = []  # whose names are found in any case: Qt 6.8 sends them in lower case
        self.echoes = False  # refuses, and sends back all that came
        self.answers = threading.Event()  # cleared: requests wait
        self.answers.set()
        self.asked = threading.Event()  # a request has come
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                owner.bodies.append(body)
                owner.headers.append(self.headers)
                owner.asked.set()
                owner.answers.wait(120)
                if owner.echoes:
                    self.refuse()
                    return
                given = {}
                if owner.refresh:
                    form = urllib.parse.parse_qs(body.decode())
                    successor = owner.refresh.use(form.get("refresh_token", [""])[0])
                    if not successor:
                        self._answer(400, {"error": "invalid_grant", "error_description": "Token is not active"})
                        return
                    given = {"refresh_token": successor}
                token = f"{owner.prefix}-{len(owner.tokens):04d}-"
                token += "x" * (owner.size - len(token))
                owner.tokens.append(token)
                self._answer(200, {"access_token": token, "token_type": "Bearer", "expires_in": owner.lifetime} | given)

            def _answer(self, status: int, fields: dict) -> None:
                body = json.dumps(fields).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def refuse(self) -> None:
                sent = owner.bodies[-1].decode("utf-8", "replace")
                self._answer(401, {"error": "invalid_client", "error_description": f"No: {sent} {dict(self.headers)}"})

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                pass  # a client that was killed

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/token"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def __enter__(self) -> "TokenServer":
        return self

    def __exit__(self, *_: object) -> None:
        self.answers.set()
        self._server.shutdown()
        self._server.server_close()
