# SPDX-License-Identifier: MIT
"""The way to the token endpoint: proxies, TLS, names, none at all."""
from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import time

import certificates
from asking import failed, known_to, mint, minted, secret_forms, sent_once
from hostile_server import TOKEN, Connection, Proxy, Server, answer, good, token_body
from session import Place, Profile, Session
from table import NotPossible, check, row, rows

# An address that leads to this computer and is no loopback to the program: a proxy counts for it, and
# whoever goes there directly is seen by the server.
NEAR = "0.0.0.0"


def by_proxy_alone(server: Server, proxy: Proxy) -> None:
    direct = set(server.peers) - proxy.ports
    check(not direct, f"{len(direct)} of {server.connections} connections went round the proxy")


@row("network", "No proxy", done="Nothing is set", promised="The server is reached directly; or the next rows prove nothing")
def no_proxy(place: Place) -> None:
    with Server(good()) as server:
        minted(mint(place, server.url(host=NEAR)))
        sent_once(server)


SPELLINGS = [
    ({name: scheme + "@PROXY@" + end}, f"{name}={scheme}…{end}")
    for name, scheme, end in (
        ("https_proxy", "http://", ""), ("HTTPS_PROXY", "http://", ""), ("all_proxy", "http://", ""), ("ALL_PROXY", "http://", ""),
        ("https_proxy", "", ""), ("HTTPS_PROXY", "", "/"), ("https_proxy", "HTTP://", "/path?query"), ("https_proxy", "http:/", ""),
        ("https_proxy", "socks5://", ""), ("ALL_PROXY", "socks5h://", ""), ("https_proxy", "http://user:p%40ss@", ""))]
SPELLINGS += [
    ({"https_proxy": "@PROXY@", "HTTPS_PROXY": "127.0.0.1:1", "all_proxy": "127.0.0.1:1"}, "https_proxy before the others"),
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
        profile = known_to(place.profile(), url, environment={"apiBaseUrl": server.url("", NEAR)}, check={"url": "{apiBaseUrl}/me"})
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
    ({"https_proxy": "@PROXY@", "no_proxy": "*"}, "no_proxy=*"), ({"https_proxy": "@PROXY@", "no_proxy": "0.0.0.0/8"}, "its network"))],
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
    "https://127.0.0.1:1", "socks4://127.0.0.1:1", "ftp://127.0.0.1:1", "http://127.0.0.1:99999", "http://127.0.0.1:x", "http://",
    "http://127.0.0.1:1", "127.0.0.1", "socks5h://127.0.0.1:1", "http://proxy.invalid:3128", "http://me:h1dden@127.0.0.1:1",
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
    ("502", answer("", "502 Bad Gateway")), ("200 with a token", good()), ("302", answer("", "302 Found", "Location: https://x.invalid/")),
    ("what is no HTTP", b"SSH-2.0-x\r\n"), ("with escapes", answer("", "500 \x1b]0;owned\x07")))],
    promised="Exit 6, no direct connection instead, the pair stays unsaid")
def proxy_refuses(place: Place, sent: bytes) -> None:
    with Server(good()) as server, Proxy(refuse=sent) as proxy:
        ended = mint(place, server.url(host=NEAR), environment={"https_proxy": proxy.address})
        failed(ended, 6)
        check(server.connections == 0, "a direct connection")
        check(proxy.connections >= 1, "the proxy was not asked")
        said = "\n".join(proxy.heads)
        check("Authorization:" not in said.replace("Proxy-Authorization", "") and not any(f in said for f in secret_forms()),
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


@row("network", "Proxy and the window", done="The row rests, then Ctrl+C", alone=True,
     promised="The connection opened ahead goes through the proxy as the mint does: no direct one, one POST")
def window_proxy(place: Place) -> None:
    with Server(good()) as server, Proxy() as proxy, \
            _Window(place, server, NEAR, {"https_proxy": proxy.address}) as window:
        window.rest(server)
        by_proxy_alone(server, proxy)
        check(not server.requests, "a request before anybody asked for one")
        window.copy()
        check(_within(15, lambda: window.clipboard() == f"Authorization: Bearer {TOKEN}"), f"clipboard: {window.clipboard()!r}")
        sent_once(server)
        by_proxy_alone(server, proxy)


@row("network", "A prepared connection that the server closes", done="The row rests, the server hangs up, then Ctrl+C", alone=True,
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
        check(_within(10, lambda: window.clipboard() == f"Authorization: Bearer {TOKEN}"), f"clipboard: {window.clipboard()!r}")
        sent_once(server)


@row("network", "A prepared connection that died unseen", done="The row rests; the connection goes mute; Ctrl+C after 40 s",
     alone=True, long=True, promised="One token on a fresh connection, one POST, within seconds")
def window_dead(place: Place) -> None:
    def idle(connection: Connection) -> None:
        if connection.server.connections == 1:
            connection.wait(120)
            connection.socket.close()

    with Server(good(), idle=idle) as server, _Window(place, server) as window:
        window.rest(server)
        time.sleep(40)
        window.copy()
        check(_within(10, lambda: window.clipboard() == f"Authorization: Bearer {TOKEN}"), f"clipboard: {window.clipboard()!r}")
        check(len(server.requests) == 1, f"{len(server.requests)} requests")


# --- TLS -----------------------------------------------------------------------------------------------


def _only_old() -> ssl.SSLContext:
    tls = certificates.context()
    tls.set_ciphers("ALL:@SECLEVEL=0")
    tls.minimum_version = tls.maximum_version = ssl.TLSVersion.TLSv1_1
    return tls


def _speaks_old(server: Server) -> None:
    """Somebody who is content with TLS 1.1 gets it; or the row would prove nothing."""
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
    client.set_ciphers("ALL:@SECLEVEL=0")
    client.minimum_version = ssl.TLSVersion.TLSv1_1
    try:
        with socket.create_connection(("127.0.0.1", server.port)) as plain, client.wrap_socket(plain) as tls:
            check(tls.version() == "TLSv1.1", tls.version())
    except ssl.SSLError as reason:
        raise NotPossible(f"this Python's OpenSSL has no TLS 1.1: {reason}") from reason


TLS_FAULTS = {
    "self-signed": lambda: certificates.context(certificates.self_signed()),
    "expired": lambda: certificates.context(certificates.authority().certificate(begins=-30, ends=-0.01)),
    "not yet valid": lambda: certificates.context(certificates.authority().certificate(begins=0.1)),
    "for another name": lambda: certificates.context(certificates.authority().certificate("DNS:token.example")),
    "for a wildcard of everything": lambda: certificates.context(certificates.authority().certificate("DNS:*")),
    "of an unknown authority": lambda: certificates.context(certificates.authority("unknown").certificate()),
    "TLS 1.1 alone": _only_old,
}


@rows("network", [(f"TLS: {name}", "The handshake of the token endpoint", name) for name in TLS_FAULTS],
      promised="Exit 6, the reason in the words, not a byte of a request")
def bad_tls(place: Place, name: str) -> None:
    with Server(good(), tls=TLS_FAULTS[name]()) as server:
        if name == "TLS 1.1 alone":
            _speaks_old(server)
        before = server.connections
        failed(mint(place, server.url()), 6, "TLS")
        check(server.connections > before, "nobody connected")
        check(not server.requests and server.begun == 0, "something was sent")


@row("network", "TLS: not spoken at all", done="https, and the server speaks plain HTTP, then rubbish",
     promised="Exit 6, no request in clear")
def no_tls(place: Place) -> None:
    seen: list[bytes] = []

    def greet(_: Server, client: socket.socket) -> bool:
        seen.append(client.recv(4096))
        client.sendall(good() if len(seen) < 2 else b"\0\1\2rubbish" * 100)
        return False

    with Server(greet=greet) as server:
        for _ in range(2):
            failed(mint(place, server.url()), 6)
    check(len(seen) >= 2 and not any(form.encode() in b"".join(seen) for form in secret_forms()), "the pair in clear")


@row("network", "Two authorities at one host", done="Two sets with one token URL; each trusts another authority; both mint in "
     "one process, in either order, and the server changes its certificate",
     promised="Each accepts its own authority alone, also after the other's success")
def two_authorities(place: Place) -> None:
    ours, theirs = certificates.authority(), certificates.authority("unknown")
    for trusted, other in ((ours, theirs), (theirs, ours)):
        with Server(good(TOKEN, "Connection: keep-alive"), tls=certificates.context(trusted.certificate())) as server:
            profile = place.profile()
            for name, ca in (("trusting", trusted), ("wary", other)):
                profile.provider(server.url(), identifier=name, environment={"caCertificates": str(ca.file)})
                check(profile.add(name, provider=name).code == 0, "the set was not added")
            for order in (("trusting", "wary"), ("wary", "trusting")):
                ended = profile.cli("env", "--force", *order)
                failed(ended, 6, "TLS")
            check(all(TOKEN not in profile.cli("token", "wary", "--no-mint").out for _ in "1"), "a token for the wary one")
            minted(profile.cli("token", "trusting"))
            before = len(server.requests)
            failed(profile.cli("token", "wary"), 6, "TLS")
            check(len(server.requests) == before, "the wary one sent its pair")
            check(server.refused != [], "no handshake was refused")


# --- names, addresses, no network --------------------------------------------------------------------------


@row("network", "IPv6 alone", done="The server listens on ::1 alone; [::1] and localhost", promised="The token, one POST")
def six(place: Place) -> None:
    try:
        server = Server(good(), host="::1")
    except OSError as reason:
        raise NotPossible(f"this machine has no IPv6 on loopback: {reason}") from reason
    with server:
        minted(mint(place, server.url()))
        sent_once(server)
        if "::1" in {entry[4][0] for entry in socket.getaddrinfo("localhost", server.port)}:
            minted(mint(place, server.url(host="localhost")))


@rows("network", [("No such name", "https://tokenwright.invalid", "https://tokenwright.invalid/token"),
                  ("A name in no use", "A name of the longest kind", f"https://{'.'.join(['a' * 63] * 3)}.invalid/token"),
                  ("Nobody listens", "A closed port", "https://127.0.0.1:1/token")],
      promised="Exit 6, says so, at once")
def nobody(place: Place, url: str) -> None:
    begun = time.monotonic()
    failed(mint(place, url), 6)
    check(time.monotonic() - begun < 20, f"{time.monotonic() - begun:.0f} s")


@row("network", "Offline at start", done="In a network namespace that has no network, loopback down",
     promised="list and a kept token work, a mint is exit 6 and says so, nothing is lost; back online it mints")
def offline(place: Place) -> None:
    alone = ["unshare", "--net", "--"]
    if subprocess.run([*alone, "true"], capture_output=True).returncode:
        alone[1:1] = ["--map-current-user"]
    if not shutil.which("unshare") or subprocess.run([*alone, "true"], capture_output=True).returncode:
        raise NotPossible("no network namespace may be made here: needs root, or user namespaces for everybody")
    with Server(good()) as server:
        profile = known_to(place.profile(), server.url())
        for name in ("Kept", "Fresh"):
            check(profile.add(name).code == 0, "the set was not added")
        minted(profile.cli("token", "Kept"))

        def away(*arguments: str) -> subprocess.CompletedProcess:
            return subprocess.run([*alone, place.programs / "tokenwright-cli", *arguments], env=profile.environment,
                                  cwd=profile.home, capture_output=True, text=True, timeout=60)

        listed = away("list")
        check(listed.returncode == 0 and "Kept" in listed.stdout and "Fresh" in listed.stdout, f"{listed!r}")
        kept = away("token", "Kept")
        check(kept.returncode == 0 and kept.stdout == TOKEN + "\n", f"{kept!r}")
        for command in (("token", "Fresh"), ("token", "Kept", "--force")):
            ended = away(*command)
            check(ended.returncode == 6 and ended.stdout == "" and ended.stderr, f"{ended!r}")
        minted(profile.cli("token", "Kept", "--no-mint"))
        minted(profile.cli("token", "Fresh"))
        check(len(server.requests) == 2, f"{len(server.requests)} requests")
