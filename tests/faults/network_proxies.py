# SPDX-License-Identifier: MIT
"""Through the proxy or not at all; and what the window opens ahead."""
from __future__ import annotations

import shutil
import subprocess
import time

from asking import failed, known_to, mint, minted, secret_forms, sent_once
from hostile_server import TOKEN, Connection, Proxy, Server, answer, good, token_body
from session import Place, Profile, Session
from table import SCREEN, NotPossible, check, row, rows

# An address that leads to this computer and is no loopback to the program: a proxy counts for it, and
# whoever goes there directly is seen by the server.
NEAR = "0.0.0.0"


def by_proxy_alone(server: Server, proxy: Proxy) -> None:
    patience = time.monotonic() + 2  # the server may hear of a connection before the proxy has noted its port
    while (direct := set(server.peers) - proxy.ports) and time.monotonic() < patience:
        time.sleep(0.05)
    check(not direct, f"{len(direct)} of {server.connections} connections went round the proxy")


@row("network", "No proxy", done="Nothing is set",
     promised="The server is reached directly; or the next rows prove nothing")
def no_proxy(place: Place) -> None:
    with Server(good()) as server:
        minted(mint(place, server.url(host=NEAR)))
        sent_once(server)


SPELLINGS = [
    ({name: scheme + "@PROXY@" + end}, f"{name}={scheme}…{end}")
    for name, scheme, end in (
        ("https_proxy", "http://", ""), ("HTTPS_PROXY", "http://", ""), ("all_proxy", "http://", ""),
        ("ALL_PROXY", "http://", ""),
        ("https_proxy", "", ""), ("HTTPS_PROXY", "", "/"), ("https_proxy", "HTTP://", "/path?query"),
        ("https_proxy", "http:/", ""),
        ("https_proxy", "socks5://", ""), ("ALL_PROXY", "socks5h://", ""), ("https_proxy", "http://user:p%40ss@", ""))]
SPELLINGS += [
    ({"https_proxy": "@PROXY@", "HTTPS_PROXY": "127.0.0.1:1", "all_proxy": "127.0.0.1:1"},
     "https_proxy before the others"),
    ({"https_proxy": "", "all_proxy": "@PROXY@"}, "an empty https_proxy does not count"),
    ({"https_proxy": "@PROXY@", "no_proxy": "0.0.0.1, example.com .0.0.0 10.0.0.0/8"}, "no_proxy names others"),
    ({"https_proxy": "@PROXY@", "no_proxy": "", "NO_PROXY": "other.example"}, "NO_PROXY names others"),
]


@rows("network", [(f"Proxy: {name}", "A proxy on loopback; mint, then a stored set's token and its check", variables)
                  for variables, name in SPELLINGS],
      promised="Every connection through it: mint, mint ahead, check")
def spelled(place: Place, variables: dict[str, str]) -> None:
    with Server(good()) as server, Proxy() as proxy:
        given = {name: value.replace("@PROXY@", proxy.address) for name, value in variables.items()}
        url = server.url(host=NEAR)
        profile = known_to(place.profile(), url, environment={"apiBaseUrl": server.url("", NEAR)},
                           check={"url": "{apiBaseUrl}/me"})
        check(profile.add().code == 0, "the set was not added")
        minted(profile.cli("token", "Parcels", environment=given))
        check(profile.cli("check", "Parcels", environment=given).code == 0, "not checked")
        check(len(server.requests) == 2 and proxy.connections >= 2, f"{proxy.connections} connections to the proxy")
        by_proxy_alone(server, proxy)
        check(all(target == f"{NEAR}:{server.port}" for target in proxy.tunnels), proxy.tunnels)


@rows("network", [(f"Direct: {name}", "A proxy that must not be asked", variables) for variables, name in (
    ({"http_proxy": "@PROXY@"}, "http_proxy is not for https"), ({"HTTP_PROXY": "@PROXY@"}, "HTTP_PROXY never counts"),
    ({"https_proxy": "@PROXY@", "no_proxy": "0.0.0.0"}, "no_proxy names it"),
    ({"https_proxy": "@PROXY@", "NO_PROXY": "x.example , 0.0.0.0"}, "NO_PROXY names it among others"),
    ({"https_proxy": "@PROXY@", "no_proxy": "*"}, "no_proxy=*"), ({"https_proxy": "@PROXY@", "no_proxy": "0.0.0.0/8"},
                                                                  "its network"))],
    promised="As curl reads them: the proxy is not asked")
def direct(place: Place, variables: dict[str, str]) -> None:
    with Server(good()) as server, Proxy() as proxy:
        minted(mint(place, server.url(host=NEAR),
                    environment={name: value.replace("@PROXY@", proxy.address) for name, value in variables.items()}))
        check(proxy.connections == 0, "the proxy was asked")


@row("network", "Loopback and a proxy", done="Every variable names a proxy; the server is 127.0.0.1 and localhost",
     promised="Never through a proxy")
def loopback(place: Place) -> None:
    names = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    with Server(good()) as server, Proxy() as proxy:
        for host in ("127.0.0.1", "localhost"):
            minted(mint(place, server.url(host=host), environment=dict.fromkeys(names, proxy.address)))
        check(proxy.connections == 0, "the proxy was asked")


@rows("network", [(f"Unusable proxy: {value}", f"https_proxy={value}", value) for value in (
    "https://127.0.0.1:1", "socks4://127.0.0.1:1", "ftp://127.0.0.1:1", "http://127.0.0.1:99999", "http://127.0.0.1:x",
    "http://",
    "http://127.0.0.1:1", "127.0.0.1", "socks5h://127.0.0.1:1", "http://proxy.invalid:3128",
    "http://me:h1dden@127.0.0.1:1",
    "http://127.0.0.1:1 ", "::::")],
    promised="Exit 6, no direct connection instead, no password in the words")
def unusable(place: Place, value: str) -> None:
    with Server(good()) as server:
        ended = mint(place, server.url(host=NEAR), environment={"https_proxy": value})
        failed(ended, 6)
        check("h1dden" not in ended.err, f"the proxy's password: {ended.err!r}")
        check("prox" in ended.err.lower(), f"no word of the proxy: {ended.err!r}")
        check(server.connections == 0, "a direct connection")


def _asks(scheme: str) -> bytes:
    return answer("", "407 Proxy Authentication Required", f"Proxy-Authenticate: {scheme}")


@rows("network", [(f"Proxy answers {name}", "Instead of a tunnel", sent) for name, sent in (
    ("407 Basic", _asks('Basic realm="x"')), ("407 Negotiate", _asks("Negotiate")),
    ("407 Digest", _asks('Digest realm="x", nonce="abc"')), ("403", answer("blocked", "403 Forbidden")),
    ("502", answer("", "502 Bad Gateway")), ("200 with a token", good()),
    ("302", answer("", "302 Found", "Location: https://x.invalid/")),
    ("what is no HTTP", b"SSH-2.0-x\r\n"), ("with escapes", answer("", "500 \x1b]0;owned\x07")))],
    promised="Exit 6, no direct connection instead, the pair stays unsaid")
def proxy_refuses(place: Place, sent: bytes) -> None:
    with Server(good()) as server, Proxy(refuse=sent) as proxy:
        ended = mint(place, server.url(host=NEAR), environment={"https_proxy": proxy.address})
        failed(ended, 6)
        check(server.connections == 0, "a direct connection")
        check(proxy.connections >= 1, "the proxy was not asked")
        said = "\n".join(proxy.heads)
        check("Authorization:" not in said.replace("Proxy-Authorization",
                                                   "") and not any(f in said for f in secret_forms()),
              f"said to the proxy: {said}")


@rows("network", [("Proxy answers 407 NTLM", "And hangs up before the login is over", _asks("NTLM")),
                  ("Proxy answers nothing", "It hangs up", b"")], long=True,
      promised="Exit 6 by the deadline, no direct connection instead, the pair stays unsaid")
def proxy_falls_silent(place: Place, sent: bytes) -> None:
    proxy_refuses(place, sent)


@rows("network", [(f"Proxy dies {name}", "Its tunnel ends there", dies) for name, dies in (
    ("with the tunnel open", 0), ("in the TLS handshake", 200), ("in the answer", 1400))],
    promised="Exit 6, no direct connection instead, one POST at most")
def proxy_dies(place: Place, dies: int) -> None:
    # as much body as to end in it, whatever a handshake takes
    with Server(answer(token_body() + " " * 20_000)) as server, Proxy(dies=dies if dies < 1400 else 12_000) as proxy:
        ended = mint(place, server.url(host=NEAR), environment={"https_proxy": proxy.address})
        failed(ended, 6)
        check(proxy.tunnels != [], "no tunnel was opened")
        by_proxy_alone(server, proxy)
        check(len(server.requests) == (1 if dies == 1400 else 0), f"{len(server.requests)} requests")


@rows("network", [(f"Proxy login, and the server answers 407 {scheme.split()[0]}",
                   "Through a proxy with a login, mint and check", scheme)
                  for scheme in ('Basic realm="x"', "Negotiate", "NTLM", 'Digest realm="x", nonce="abc"')],
      promised="The login is the proxy's alone: the server never gets it; one request each")
def login_wanted(place: Place, scheme: str) -> None:
    with Server(good()) as server, Proxy(login="someone:l0gin-to-proxy") as proxy:
        given = {"https_proxy": f"http://someone:l0gin-to-proxy@{proxy.address}"}
        profile = known_to(place.profile(), server.url(host=NEAR), environment={"apiBaseUrl": server.url("", NEAR)},
                           check={"url": "{apiBaseUrl}/me"})
        check(profile.add().code == 0, "the set was not added")
        minted(profile.cli("token", "Parcels", environment=given))
        server.script = answer("", "407 Proxy Authentication Required", f"Proxy-Authenticate: {scheme}")
        for command in (("token", "Parcels", "--force"), ("check", "Parcels")):
            before = len(server.requests)
            ended = profile.cli(*command, environment=given)
            check(ended.code != 0 and "HTTP 407" in ended.err, f"{ended!r}")
            check(len(server.requests) == before + 1, f"{len(server.requests) - before} requests of {command[0]}")
        by_proxy_alone(server, proxy)
        told = [r.header("Proxy-Authorization") for r in server.requests]
        check(not any(told), f"the server got the proxy's login: {told}")


@row("network", "Proxy dies between mint and check", done="A token is kept; then the proxy is gone",
     promised="The check is exit 6 and no direct connection; the kept token is still handed out")
def proxy_gone(place: Place) -> None:
    with Server(good()) as server:
        profile = known_to(place.profile(), server.url(host=NEAR), environment={"apiBaseUrl": server.url("", NEAR)},
                           check={"url": "{apiBaseUrl}/me"})
        check(profile.add().code == 0, "the set was not added")
        with Proxy() as proxy:
            given = {"https_proxy": proxy.address}
            minted(profile.cli("token", "Parcels", environment=given))
        failed(profile.cli("check", "Parcels", environment=given), 6)
        minted(profile.cli("token", "Parcels", environment=given))
        failed(profile.cli("token", "Parcels", "--force", environment=given), 6)
        by_proxy_alone(server, proxy)


class _Window:
    """The real window on a display of its own, with two sets of one server."""

    def __init__(self, place: Place, server: Server, host: str = "", environment: dict[str, str] | None = None) -> None:
        for tool in ("Xvfb", "openbox", "xdotool", "xclip"):
            if not shutil.which(tool):
                raise NotPossible(f"{tool} is not installed")
        self._session = Session(display=True)
        self.profile: Profile = known_to(place.profile(self._session), server.url(host=host))
        for name in ("Letters", "Parcels"):
            check(self.profile.add(name).code == 0, "the set was not added")
        self._environment = self.profile.environment | (environment or {})
        self._process = subprocess.Popen([place.programs / "tokenwright"], env=self._environment, cwd=self.profile.home,
                                         stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def _run(self, *command: str) -> str:
        return subprocess.run(command, env=self._environment, capture_output=True, text=True, timeout=20).stdout

    def _press(self, *keys: str) -> None:
        self._run("xdotool", "search", "--sync", "--onlyvisible", "--name", "Tokenwright", "windowactivate", "--sync",
                  "key", *keys)

    def rest(self, server: Server) -> None:
        """Moves to another row and stays there, until the connection ahead is there."""
        for key in ("Down", "Up") * 4:
            self._press(key)
            if _within(3, lambda: server.connections >= 1):
                return
        check(False, "nothing was opened ahead")

    def copy(self) -> None:
        self._press("ctrl+c")

    def clipboard(self) -> str:
        return self._run("timeout", "2", "xclip", "-o", "-selection", "clipboard")

    def __enter__(self) -> "_Window":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()
        self._session.close()


def _within(seconds: float, holds) -> bool:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


@row("network", "Proxy and the window", done="The row rests, then Ctrl+C", turn=SCREEN,
     promised="The connection opened ahead goes through the proxy as the mint does: no direct one, one POST")
def window_proxy(place: Place) -> None:
    with Server(good()) as server, Proxy() as proxy, \
            _Window(place, server, NEAR, {"https_proxy": proxy.address}) as window:
        window.rest(server)
        by_proxy_alone(server, proxy)
        check(not server.requests, "a request before anybody asked for one")
        window.copy()
        check(_within(15, lambda: window.clipboard() == f"Authorization: Bearer {TOKEN}"),
              f"clipboard: {window.clipboard()!r}")
        sent_once(server)
        by_proxy_alone(server, proxy)


@row("network", "A prepared connection that the server closes", done="The row rests, the server hangs up, then Ctrl+C",
     turn=SCREEN,
     promised="One token on a fresh connection, one POST, within seconds")
def window_stale(place: Place) -> None:
    def idle(connection: Connection) -> None:
        if connection.server.connections == 1:
            connection.wait(0.3)
            connection.socket.close()

    with Server(good(), idle=idle) as server, _Window(place, server) as window:
        window.rest(server)
        time.sleep(1)
        window.copy()
        check(_within(10, lambda: window.clipboard() == f"Authorization: Bearer {TOKEN}"),
              f"clipboard: {window.clipboard()!r}")
        sent_once(server)


@row("network", "A prepared connection that died unseen",
     done="The row rests; the connection goes mute; Ctrl+C after 40 s",
     turn=SCREEN, long=True, promised="One token on a fresh connection, one POST, within seconds")
def window_dead(place: Place) -> None:
    def idle(connection: Connection) -> None:
        if connection.server.connections == 1:
            connection.wait(120)
            connection.socket.close()

    with Server(good(), idle=idle) as server, _Window(place, server) as window:
        window.rest(server)
        time.sleep(40)
        window.copy()
        check(_within(10, lambda: window.clipboard() == f"Authorization: Bearer {TOKEN}"),
              f"clipboard: {window.clipboard()!r}")
        check(len(server.requests) == 1, f"{len(server.requests)} requests")
