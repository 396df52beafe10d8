# SPDX-License-Identifier: MIT
"""curl NAME: whatever .curlrc, a file of options or an answer says, the header is nowhere but at the API."""
from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import certificates
from bench import Bench, bench, refused, succeeded
from hostile_server import Proxy, Server, answer
from session import Ended, Place
from table import check, row, rows


@contextmanager
def api(*, to: str = "") -> Iterator[ThreadingHTTPServer]:
    """Answers everything, or sends everybody to another place; keeps the headers that came."""
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.server.heads.append(str(self.headers))
            self.send_response(302 if to else 200)
            if to:
                self.send_header("Location", to)
            self.end_headers()
            self.wfile.write(b"answered\n")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.heads, server.url = [], f"http://127.0.0.1:{server.server_port}/me"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def untold(it: Bench, ended: Ended) -> None:
    """No file that is new holds the token, nor what was printed, in any line that a trace makes of it."""
    token = it.server.tokens[-1]
    pieces = [token[at:at + 12] for at in range(0, len(token) - 12, 6)]
    for file in it.profile.home.rglob("*"):
        if file.is_file():
            text = file.read_bytes().decode("latin-1")
            check(not any(piece in text for piece in pieces), f"the token is in {file.name}")
    for words in (ended.out, ended.err):
        check(not any(piece in words for piece in pieces), f"the token is told: {words}")


TALKS = [("trace-ascii", "trace-ascii = told\n"), ("trace", "trace = told\n"), ("libcurl", "libcurl = told\n"),
         ("verbose into a file", "verbose\nstderr = told\n"), ("trace-ascii to standard output", "trace-ascii = -\n"),
         ("trace to standard error", "trace = %\n"), ("dump-header", "dump-header = told\n")]


@rows("leaks", [(f"curl with {name} in {where}", "It would write what is sent itself", text, where)
                for name, text in TALKS for where in (".curlrc", "a --config file", "a --config that it reads from a pipe")],
      promised="The answer is there; no file and no output holds the token")
def talkative(place: Place, text: str, where: str) -> None:
    with bench(place) as it, api() as server:
        it.add()
        (it.profile.home / (".curlrc" if where == ".curlrc" else "options")).write_text(text)
        words = {".curlrc": (), "a --config file": ("--config", "options")}.get(where, ("--config", "-"))
        ended = it.profile.cli("curl", "Parcels", "--", "--silent", *words, server.url, stdin=text)
        check("answered" in succeeded(ended).out, ended.out)
        check(it.server.tokens[-1] in server.heads[-1], "the API did not get it")
        untold(it, ended)


@rows("leaks", [("curl --verbose with stderr in .curlrc", "What --verbose shows would go into a file", ("--verbose",),
                 "stderr = told\n"),
                ("curl -sSv with stderr in .curlrc", "The same, said in short", ("-sSv",), "stderr = told\n"),
                ("curl -vvv", "From curl 8.10 on that is a trace in short lines", ("-vvv",), ""),
                ("curl --verb with a trace in .curlrc", "An option cut short, and a trace to standard error", ("--verb",),
                 "trace-ascii = %\n"),
                ("curl --verbose --stderr -", "What it shows goes to standard output", ("--verbose", "--stderr", "-"),
                 "stderr = told\n")],
      promised="It is shown, masked, or refused by curl; no file holds the token")
def verbose(place: Place, words: tuple[str, ...], text: str) -> None:
    with bench(place) as it, api() as server:
        it.add()
        (it.profile.home / ".curlrc").write_text(text)
        ended = it.profile.cli("curl", "Parcels", "--", *words, server.url)
        if words == ("--verb",) and "is unknown" in ended.err:  # as newer ones say of what is cut short
            untold(it, refused(ended, 2))
            return
        succeeded(ended)
        check("uthorization: Bearer ••••••" in ended.out + ended.err, f"not shown: {ended.err}")
        untold(it, ended)


@rows("leaks", [("curl with words behind another --", "curl NAME -- --silent -- URL, and a trace in .curlrc", ("--", "URL"), 0),
                ("curl with an option that lacks its value", "curl NAME -- URL --output, and a trace in .curlrc",
                 ("URL", "--output"), 2),
                ("curl with a cut option that lacks its value", "curl NAME -- URL --heade, and a trace in .curlrc",
                 ("URL", "--heade"), 2),
                ("curl with short ones of which the last lacks its value", "curl NAME -- URL -so, and a trace in .curlrc",
                 ("URL", "-so"), 2)],
      promised="As curl takes it by itself; no file holds the token, none has an odd name")
def where_words_end(place: Place, words: tuple[str, ...], code: int) -> None:
    with bench(place) as it, api() as server:
        it.add()
        (it.profile.home / ".curlrc").write_text("trace-ascii = told\n")
        ended = it.profile.cli("curl", "Parcels", "--", "--silent", *(server.url if w == "URL" else w for w in words))
        check(ended.code == code, f"exit {ended.code}: {ended.err}")
        check(code or "answered" in ended.out, ended.out)
        untold(it, ended)
        odd = [file.name for file in it.profile.home.iterdir() if file.name.startswith("-")]
        check(not odd, f"there is {odd}")


@rows("leaks", [(f"curl {word}", "What stands in .curlrc is not wanted", word) for word in ("-q", "-qs", "--disable")],
      promised="It is not read")
def without_file(place: Place, word: str) -> None:
    with bench(place) as it, api() as server:
        it.add()
        (it.profile.home / ".curlrc").write_text("output = told\n")
        ended = succeeded(it.profile.cli("curl", "Parcels", "--", word, "--silent", server.url))
        check("answered" in ended.out and not (it.profile.home / "told").exists(), ended.out)


@rows("leaks", [("curl through a proxy of .curlrc", "proxy = http://… in .curlrc, an API of https", "file"),
                ("curl through a proxy of the environment", "https_proxy is set, an API of https", "https_proxy"),
                ("curl through a proxy that is named", "curl NAME -- --proxy http://…, an API of https", "--proxy"),
                ("curl through a proxy that is named in short", "curl NAME -- -sx http://…, an API of https", "-sx")],
      promised="The proxy opens a tunnel and sees no header; the API gets it")
def proxied(place: Place, how: str) -> None:
    with bench(place) as it, Proxy() as proxy, Server(answer("{}")) as server:
        it.add()
        (it.profile.home / ".curlrc").write_text(f"cacert = {certificates.authority().file}\n" + (
            f"proxy = http://{proxy.address}\n" if how == "file" else ""))
        given = {how: f"http://{proxy.address}"} if how == "https_proxy" else {}
        words = (how, f"http://{proxy.address}") if how.startswith("-") else ()
        succeeded(it.profile.cli("curl", "Parcels", "--", "--silent", *words, server.url(), environment=given))
        check(proxy.connections == 1 and server.peers[-1] in proxy.ports, "not through the proxy")
        check(all("authorization" not in head.lower() for head in proxy.heads), "the proxy has the header")
        check(it.server.tokens[-1] in (server.requests[-1].header("Authorization") or ""), "the API has not")


@rows("leaks", [("curl to this computer in clear: http_proxy", "The variable names a proxy", "http_proxy"),
                ("curl to this computer in clear: ALL_PROXY", "The variable names a proxy", "ALL_PROXY"),
                ("curl to this computer in clear: .curlrc", "It names a proxy", "file")],
      promised="The API gets the header, the proxy is not asked: it could read all")
def loopback(place: Place, how: str) -> None:
    with bench(place) as it, api() as server, Proxy() as proxy:
        it.add()
        if how == "file":
            (it.profile.home / ".curlrc").write_text(f"proxy = http://{proxy.address}\n")
        given = {how: f"http://{proxy.address}"} if how != "file" else {}
        succeeded(it.profile.cli("curl", "Parcels", "--", "--silent", server.url, environment=given))
        check(proxy.connections == 0, f"the proxy was asked: {proxy.heads}")


@rows("leaks", [(f"curl {' '.join(words)}", "What an option says is written as a plain URL of another computer is", words)
                for words in (("--data", "http://elsewhere.invalid/"), ("-sd", "http://elsewhere.invalid/"),
                              ("--referer", "http://elsewhere.invalid/"), ("-A", "http://elsewhere.invalid/bot"))],
      promised="The API gets the header: nothing is sent to what is no URL of the call")
def no_url(place: Place, words: tuple[str, ...]) -> None:
    with bench(place) as it, api() as server:
        it.add()
        check("answered" in succeeded(it.profile.cli("curl", "Parcels", "--", "--silent", "--get", *words, server.url)).out, "")
        check(it.server.tokens[-1] in server.heads[-1], "the API did not get it")


@row("leaks", "curl with a URL from a file, and a referrer on this computer",
     done="curl NAME -- --referer http://localhost/ --config FILE, in which the URL is plain http",
     promised="It speaks TLS: nothing that listens in clear is told the token")
def referrer_is_no_url(place: Place) -> None:
    with bench(place) as it, api() as server:
        it.add()
        (it.profile.home / "options").write_text(f"url = {server.url}\n")
        ended = it.profile.cli("curl", "Parcels", "--", "--silent", "--referer", "http://localhost/", "--config", "options")
        check(ended.code != 0 and not server.heads, f"exit {ended.code}: {server.heads}")


@rows("leaks", [("curl with insecure in .curlrc", "Somebody else answers for the API", (), 60),
                ("curl --insecure", "Somebody else answers for the API, and that is wanted", ("--insecure",), 0),
                ("curl -sk", "Somebody else answers for the API, and that is wanted", ("-sk",), 0)],
      promised="Exit 60, and it is not told the token, unless the command line itself says so")
def insecure(place: Place, words: tuple[str, ...], code: int) -> None:
    with bench(place) as it, Server(answer("{}"), tls=certificates.context(certificates.self_signed())) as server:
        it.add()
        (it.profile.home / ".curlrc").write_text("insecure\n")
        ended = it.profile.cli("curl", "Parcels", "--", "--silent", *words, server.url())
        check(ended.code == code, f"exit {ended.code}: {ended.err}")
        check(len(server.requests) == (code == 0), "it was asked")


OWN_HEADER = {"useToken": {"header": "X-Api-Token", "scheme": ""}}


def sent_on(it: Bench, *words: str) -> tuple[Ended, list[str], list[str]]:
    """What curl ended with, and the headers that the API and the place it sends everybody to got."""
    with api() as other, api(to=other.url.replace("127.0.0.1", "localhost")) as server:
        return it.profile.cli("curl", "Parcels", "--", "--silent", *words, server.url), server.heads, other.heads


@rows("leaks", [("curl --location", "The API sends everybody to another host", ("--location",), "", {}, 0),
                ("curl with location-trusted in .curlrc", "The API sends everybody to another host", (),
                 "location-trusted\n", {}, 0),
                ("curl --location with location-trusted in .curlrc", "The API sends everybody to another host", ("-L",),
                 "location-trusted\n", {}, 0),
                ("curl --location-trusted", "The API sends everybody to another host", ("--location-trusted",), "", {}, 2),
                ("curl --location-trusted, cut short", "The API sends everybody to another host", ("--location-t",), "", {}, 2),
                ("curl --location with a header of its own", "Of which curl knows not that it is secret", ("--location",), "",
                 OWN_HEADER, 2),
                ("curl -sL with a header of its own", "The same in short", ("-sL",), "", OWN_HEADER, 2),
                ("curl with location in .curlrc and a header of its own", "Of which curl knows not that it is secret", (),
                 "location\n", OWN_HEADER, 0)],
      promised="The other host gets no token; what would send it there is exit 2")
def redirected(place: Place, words: tuple[str, ...], text: str, fields: dict, code: int) -> None:
    with bench(place) as it:
        it.add()
        it.profile.provider(it.server.url, **fields)
        (it.profile.home / ".curlrc").write_text(text)
        ended, here, there = sent_on(it, *words)
        if code:
            refused(ended, code, words[0])
        else:
            succeeded(ended)
            check(it.server.tokens[-1] in here[-1], "the API did not get it")
        check(all(it.server.tokens[-1] not in head for head in there), "the other host has the token")
        check(bool(there) == ("--location" in words or "-L" in words) or code, f"{len(there)} requests there")
