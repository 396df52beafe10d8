# SPDX-License-Identifier: MIT
"""A token server on loopback that does what it should, for rows whose fault lies elsewhere."""
from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class TokenServer:
    """Gives each request a token of its own, `size` characters that begin with `prefix`, while `answers` is set."""

    def __init__(self, prefix: str = "not-a-real-token-Wq93", size: int = 40, lifetime: int = 7200) -> None:
        self.prefix, self.size, self.lifetime = prefix, size, lifetime
        self.tokens: list[str] = []
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self.echoes = False  # refuses, and sends back all that came
        self.answers = threading.Event()  # cleared: requests wait
        self.answers.set()
        self.asked = threading.Event()  # a request has come
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                owner.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
                owner.headers.append(dict(self.headers))
                owner.asked.set()
                owner.answers.wait(120)
                if owner.echoes:
                    self.refuse()
                    return
                token = f"{owner.prefix}-{len(owner.tokens):04d}-"
                token += "x" * (owner.size - len(token))
                owner.tokens.append(token)
                body = json.dumps({"access_token": token, "token_type": "Bearer",
                                   "expires_in": owner.lifetime}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def refuse(self) -> None:
                sent = owner.bodies[-1].decode("utf-8", "replace")
                body = json.dumps({"error": "invalid_client",
                                   "error_description": f"No: {sent} {dict(self.headers)}"}).encode()
                self.send_response(401)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

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
