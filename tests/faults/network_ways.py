# SPDX-License-Identifier: MIT
"""The way to the token endpoint: TLS, names, no network at all."""
from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import time

import certificates
from asking import failed, known_to, mint, minted, secret_forms, sent_once
from hostile_server import TOKEN, Server, good
from session import Place
from table import NotPossible, check, row, rows


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


@row("network", "Two authorities at one host",
     done="Two sets with one token URL; each trusts another authority; both mint in "
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
            check(all(TOKEN not in profile.cli("token", "wary", "--no-mint").out for _ in "1"),
                  "a token for the wary one")
            minted(profile.cli("token", "trusting"))
            before = len(server.requests)
            failed(profile.cli("token", "wary"), 6, "TLS")
            check(len(server.requests) == before, "the wary one sent its pair")
            check(server.refused != [], "no handshake was refused")


# --- names, addresses, no network --------------------------------------------------------------------------


@row("network", "IPv6 alone", done="The server listens on ::1 alone; [::1] and localhost",
     promised="The token, one POST")
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
                  ("A name in no use", "A name of the longest kind",
                   f"https://{'.'.join(['a' * 63] * 3)}.invalid/token"),
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
