# SPDX-License-Identifier: MIT
"""Servers that do what they should not: TLS and HTTP by the byte, and proxies, on loopback.

A server answers each whole request as its script says: bytes are sent as they are, a list of them one
after another (the last one for ever), a function is called with the connection and the request. Then it
hangs up. What it saw is kept: connections, handshakes that failed, requests with their bodies.
"""
from __future__ import annotations

import base64
import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import certificates

TOKEN = "practice-token-Hm4xQz81.Lw7"


def answer(body: bytes | str = b"", status: str = "200 OK", *headers: str, length: bool = True) -> bytes:
    """A whole HTTP answer; JSON unless a Content-Type is among the headers."""
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", *headers]
    if not any(header.lower().startswith("content-type") for header in headers):
        lines.append("Content-Type: application/json")
    if length:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body


def token_body(token: str = TOKEN, **fields) -> str:
    return json.dumps({"access_token": token, "token_type": "Bearer", "expires_in": 3600} | fields)


def good(token: str = TOKEN, *headers: str, lifetime: int = 3600) -> bytes:
    return answer(token_body(token, expires_in=lifetime), "200 OK", *headers)


@dataclass
class Request:
    """A request that arrived whole."""

    head: str
    body: bytes

    @property
    def method(self) -> str:
        return self.head.split(" ")[0]

    @property
    def target(self) -> str:
        return self.head.split(" ")[1]

    def header(self, name: str) -> str | None:
        for line in self.head.split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return None


class Listener:
    """Accepts connections, each in a thread of its own, until it is closed."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.create_server((host, port), family=family, backlog=64)
        self.host, self.port = host, self._socket.getsockname()[1]
        self.connections = 0
        self.peers: list[int] = []  # the ports that connected
        self.lock = threading.Lock()
        self.ended = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while not self.ended.is_set():
            try:
                client, peer = self._socket.accept()
            except OSError:
                return
            with self.lock:
                self.connections += 1
                self.peers.append(peer[1])
            threading.Thread(target=self._served, args=(client,), daemon=True).start()

    def _served(self, client: socket.socket) -> None:
        try:
            self.serve(client)
        except OSError:  # also ssl.SSLError: whoever connected went away
            pass
        finally:
            client.close()

    def serve(self, client: socket.socket) -> None:
        raise NotImplementedError

    def close(self) -> None:
        self.ended.set()
        # wakes accept(), which a mere close() does not
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass
class Connection:
    """What a script is given to answer on."""

    server: "Server"
    socket: socket.socket
    raw: socket.socket = field(repr=False)  # below TLS

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def wait(self, seconds: float) -> bool:
        """Waits; false once the server has been closed."""
        return not self.server.ended.wait(seconds)

    def reset(self) -> None:
        """Ends it by RST, without a farewell."""
        linger = struct.pack("ii", 1, 0)
        self.raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        if self.socket is not self.raw:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.socket.close()


Script = bytes | list[bytes] | Callable[[Connection, Request], None]


class Server(Listener):
    """HTTP over TLS unless `tls` is None. `greet` is called with each new socket, before TLS; when it
    returns false, that was all. `idle` is called with each connection before a request is read."""

    def __init__(self, script: Script = b"", *, tls: ssl.SSLContext | None | bool = True, host: str = "127.0.0.1",
                 port: int = 0, greet: Callable[["Server", socket.socket], bool] | None = None,
                 idle: Callable[[Connection], None] | None = None) -> None:
        self.script, self.greet, self.idle = script, greet, idle
        self.tls = certificates.context() if tls is True else tls or None
        self.requests: list[Request] = []
        self.begun = 0  # connections on which anything was said
        self.refused: list[str] = []  # handshakes that failed, and how
        super().__init__(host, port)

    def url(self, path: str = "/token", host: str = "") -> str:
        name = host or (f"[{self.host}]" if ":" in self.host else self.host)
        return f"http{'s' * bool(self.tls)}://{name}:{self.port}{path}"

    def serve(self, client: socket.socket) -> None:
        if self.greet and not self.greet(self, client):
            return
        raw = client
        if self.tls:
            try:
                client = self.tls.wrap_socket(client, server_side=True)
            except (ssl.SSLError, OSError) as reason:
                with self.lock:
                    self.refused.append(str(reason))
                return
        connection = Connection(self, client, raw)
        try:
            if self.idle:
                self.idle(connection)
            request = self._read(client)
            if request is None:
                return
            with self.lock:
                number = len(self.requests)
                self.requests.append(request)
            script = self.script
            if isinstance(script, list):
                script = script[min(number, len(script) - 1)]
            if callable(script):
                script(connection, request)
            else:
                connection.send(script)
        finally:
            client.close()

    def _read(self, client: socket.socket) -> Request | None:
        data, begun = b"", False
        while b"\r\n\r\n" not in data:
            more = client.recv(65536)
            if not more:
                return None
            if not begun:
                begun = True
                with self.lock:
                    self.begun += 1
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        request = Request(head.decode("latin-1"), b"")
        length = int(request.header("Content-Length") or 0)
        while len(body) < length:
            more = client.recv(65536)
            if not more:
                return None
            body += more
        request.body = body
        return request


class Proxy(Listener):
    """CONNECT of HTTP and SOCKS 5, told apart by their first byte. Wherever it is asked to connect to, it
    connects to that port of this computer. `refuse` is what it sends instead of opening a tunnel (empty:
    it hangs up); `dies` is after how many bytes from the server it hangs up; with `login` it opens a
    tunnel of HTTP only for that Basic login."""

    def __init__(self, *, refuse: bytes | None = None, dies: int | None = None, login: str = "") -> None:
        self.refuse, self.dies, self.login = refuse, dies, base64.b64encode(login.encode()).decode()
        self.tunnels: list[str] = []
        self.heads: list[str] = []
        self.ports: set[int] = set()  # those it connected from
        super().__init__()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def serve(self, client: socket.socket) -> None:
        first = client.recv(65536)
        if first.startswith(b"\x05"):
            client.sendall(b"\x05\x00")
            asked = client.recv(65536)
            is_name = asked[3] == 3
            host = asked[5:-2].decode() if is_name else socket.inet_ntoa(asked[4:-2])
            target, opened = f"{host}:{int.from_bytes(asked[-2:], 'big')}", b"\x05\0\0\x01\0\0\0\0\0\0"
        else:
            while not self._admits(first):
                if b"\r\n\r\n" in first:
                    client.sendall(answer("", "407 Proxy Authentication Required",
                                          'Proxy-Authenticate: Basic realm="x"'))
                    first = b""
                more = client.recv(65536)
                if not more:
                    return
                first += more
            target, opened = first.split(b" ")[1].decode(), b"HTTP/1.1 200 Go\r\n\r\n"
        with self.lock:
            self.tunnels.append(target)
        if self.refuse is not None:
            client.sendall(self.refuse)
            return
        with socket.create_connection(("127.0.0.1", int(target.rpartition(":")[2]))) as server:
            with self.lock:
                self.ports.add(server.getsockname()[1])
            client.sendall(opened)
            threading.Thread(target=self._carry, args=(client, server, None), daemon=True).start()
            self._carry(server, client, self.dies)

    def _admits(self, head: bytes) -> bool:
        if b"\r\n\r\n" not in head:
            return False
        with self.lock:
            self.heads.append(head.decode("latin-1"))
        return f"Proxy-Authorization: Basic {self.login}".strip() in self.heads[-1] or not self.login

    def _carry(self, source: socket.socket, target: socket.socket, limit: int | None) -> None:
        carried = 0
        try:
            while data := source.recv(65536):
                if limit is not None and carried + len(data) > limit:
                    target.sendall(data[:limit - carried])
                    break
                carried += len(data)
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
