# SPDX-License-Identifier: MIT
"""Where tokens and secrets go: to nobody whom nobody has agreed to, whatever a provider file says by now."""
from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from bench import NEW_SECRET, Bench, bench, refused, succeeded
from hostile_server import Server, answer
from keyring import wait_until
from screen import Screen
from session import CLIENT_ID, SECRET, Place
from table import SCREEN, check, row, rows
from window import Window

CHECK = {"check": {"url": "{apiBaseUrl}/me"}}


@contextmanager
def apis(number: int) -> Iterator[list[Server]]:
    """Servers that take every token."""
    servers = [Server(answer("{}"), tls=None) for _ in range(number)]
    try:
        yield servers
    finally:
        for server in servers:
            server.close()


def at(it: Bench, api: Server | None, **environment: str) -> None:
    """The provider file says from now on that the token is used at `api`."""
    it.profile.provider(it.server.url, environment=({"apiBaseUrl": api.url("")} if api else {}) | environment,
                        **(CHECK if api else {}))


def added(it: Bench, api: Server | None) -> None:
    at(it, api)
    succeeded(it.profile.add())
    succeeded(it.profile.cli("header", "Parcels"))


def held_back(it: Bench, api: Server, *named: str) -> None:
    """A check asks first: it names who would get the token and how to agree, and nobody is told anything."""
    ended = refused(it.profile.cli("check", "Parcels"), 1, "--accept-endpoint")
    check(all(name in ended.err for name in (str(api.port), *named)), f"names no server: {ended.err}")
    check(api.connections == 0, f"{api.connections} connections to it")


@row("leaks", "check: the API has moved", done="The provider file's apiBaseUrl names another server than when the set was added",
     promised="Nothing goes there until edit --accept-endpoint, then it does, and nowhere else")
def api_moved(place: Place) -> None:
    with bench(place) as it, apis(3) as (first, second, third):
        added(it, first)
        succeeded(it.profile.cli("check", "Parcels"))
        check(len(first.requests) == 1, "the first API was not asked")
        at(it, second)
        held_back(it, second, str(first.port))
        ended = succeeded(it.profile.cli("edit", "Parcels", "--accept-endpoint"))
        check(str(second.port) in ended.err, f"what was agreed to is not said: {ended.err}")
        succeeded(it.profile.cli("check", "Parcels"))
        check(len(second.requests) == 1, "the second API was not asked")
        at(it, third)
        held_back(it, third, str(second.port))
        check(len(it.server.tokens) == 1, "another token was minted for it")


@rows("leaks", [
    ("check: an API comes up", "The provider file named none when the set was added", False),
    ("check: a set of an earlier version", "The keychain does not say where its tokens may go", True),
], promised="Nothing goes there until edit --accept-endpoint")
def api_comes_up(place: Place, is_earlier: bool) -> None:
    with bench(place) as it, apis(1) as (api,):
        if is_earlier:
            it.add()
        else:
            added(it, None)
        at(it, api)
        held_back(it, api)
        succeeded(it.profile.cli("edit", "Parcels", "--accept-endpoint"))
        succeeded(it.profile.cli("check", "Parcels"))
        check(len(api.requests) == 1, "it was not asked")


@rows("leaks", [
    ("check: an edit is no consent", "apiBaseUrl moves; then edit of a scope and of the ID", ("edit", "Parcels", "--scope", "a",
                                                                                            "--client-id", "another-id")),
    ("check: a rotation is no consent", "apiBaseUrl moves; then rotate", ("rotate", "Parcels", "--secret-stdin")),
    ("check: a secret parameter is no consent", "apiBaseUrl moves; then edit --secret-parameter",
     ("edit", "Parcels", "--secret-parameter", "tag=-")),
], promised="Nothing goes to the new server by that")
def no_consent(place: Place, words: tuple[str, ...]) -> None:
    with bench(place) as it, apis(2) as (first, second):
        added(it, first)
        at(it, second)
        succeeded(it.profile.cli(*words, stdin=NEW_SECRET))
        held_back(it, second)
        at(it, first)
        succeeded(it.profile.cli("check", "Parcels"))


@row("leaks", "check: the answer names the API", done="The token's answer says where it is used; the provider file another place",
     promised="It goes where the server said that gave it")
def api_of_the_answer(place: Place) -> None:
    with apis(1) as (api,):
        told = answer(json.dumps({"access_token": "not-a-real-token-Ab12", "expires_in": 900, "instance_url": api.url("")}))
        with bench(place) as it, Server(told, tls=None) as tokens:
            it.profile.provider(tokens.url(), environment={"apiBaseUrl": "https://api.invalid"},
                                response={"apiBaseUrl": ["instance_url"]}, **CHECK)
            succeeded(it.profile.add())
            succeeded(it.profile.cli("check", "Parcels"))
            check(len(api.requests) == 1, "it was not asked")


@rows("leaks", [("revoke: the place has moved", "revocationUrl names another server", "revocationUrl", ("revoke", "Parcels")),
                ("token: the endpoint has moved", "tokenUrl names another server", "tokenUrl",
                 ("token", "Parcels", "--force")),
                ("check: the endpoint has moved", "tokenUrl and apiBaseUrl name another server", "tokenUrl",
                 ("check", "Parcels"))],
      promised="Exit 1, names both servers and for an endpoint edit --accept-endpoint; nothing is sent")
def endpoint_moved(place: Place, field: str, words: tuple[str, ...]) -> None:
    with bench(place) as it, apis(1) as (other,):
        added(it, None)
        at(it, other, **{field: other.url()})
        ended = refused(it.profile.cli(*words), 1, "--accept-endpoint" if field == "tokenUrl" else str(other.port))
        check(str(other.port) in ended.err and it.server.url.rpartition(":")[2].split("/")[0] in ended.err, ended.err)
        check(other.connections == 0, "something was sent there")


@row("leaks", "token: the endpoint has moved to a name that looks the same",
     done="A letter of the host in tokenUrl is another script's by now", promised="Exit 1; the two can be told apart; nothing is sent")
def endpoint_looks_the_same(place: Place) -> None:
    with bench(place) as it:
        it.profile.provider("https://login.example.com/token")
        succeeded(it.profile.add())
        it.profile.provider("https://login.ex\u0430mple.com/token")
        ended = refused(it.profile.cli("token", "Parcels"), 1, "--accept-endpoint")
        check(ended.err.isascii() or "\u0430" not in ended.err, f"looks the same: {ended.err}")
        check("https://login.xn--" in ended.err, ended.err)


@row("leaks", "A set's endpoint looks like another server's", done="A .env whose TOKEN_URL has a letter of another script; import, "
     "mint, log; the set in the window", promised="Wherever its server is named, it can be told from the other", turn=SCREEN)
def set_looks_the_same(place: Place) -> None:
    screen = Screen.shared()
    with bench(place, screen.session) as it:
        (it.profile.home / ".env").write_text(f"CLIENT_ID={CLIENT_ID}\nCLIENT_SECRET={SECRET}\n"
                                              "TOKEN_URL=https://login.ex\u0430mple.com:1/token\n")
        preview = it.profile.cli("import", "--dry-run", ".env")
        succeeded(it.profile.cli("import", "--yes", ".env"))
        name = it.names()[0]
        minted, log = it.profile.cli("token", name), it.profile.cli("log", "--json")
        check(minted.code == 6, f"exit {minted.code}: {minted.err}")
        with Window(it.profile) as window:
            window.select_row(name)
            shown = window.texts()
        for words in (preview.out, preview.err, minted.err, log.out, *shown):
            check("\u0430" not in words, f"looks the same: {words}")
        check(any("https://login.xn--" in text for text in shown), shown)


@row("leaks", "check: the address has a login", done="check.url of the provider file says user and password before the host",
     promised="Exit 1; nothing is sent, and the password is not told")
def check_with_login(place: Place) -> None:
    with bench(place) as it, apis(1) as (api,):
        added(it, api)
        it.profile.provider(it.server.url, environment={"apiBaseUrl": api.url("")},
                            check={"url": api.url("/me").replace("//", "//me:h1dden@")})
        ended = refused(it.profile.cli("check", "Parcels"), 1, "apiBaseUrl")
        check("h1dden" not in ended.err and api.connections == 0, ended.err)


HEADERS = [{"name": "hOST", "value": "elsewhere.invalid"}]


@rows("leaks", [("A header names another host", "add --header Host=…", "add", 2),
                ("A header names another host: of the provider", "request.headers of the provider file says Host", "provider", 1),
                ("A header names another host: of an earlier version", "The index has one, which add took once", "index", 1),
                ("A header ends the request elsewhere", "add --header Transfer-Encoding=chunked", "Transfer-Encoding=chunked", 2)],
      promised="Nothing is sent: a server behind the agreed one would get the secret, as at a content delivery network")
def header_names_host(place: Place, how: str, code: int) -> None:
    with bench(place) as it:
        if how in ("provider", "index"):
            it.add(minted=False)
        if how == "provider":
            it.profile.provider(it.server.url, request={"headers": HEADERS})
        elif how == "index":
            index = json.loads(it.profile.index.read_text())
            index["credentialSets"][0]["headers"] = HEADERS
            it.profile.index.write_text(json.dumps(index))
        else:
            name = "Host=elsewhere.invalid" if how == "add" else how
            refused(it.profile.add(arguments=("--header", name)), code, name.partition("=")[0])
            return
        refused(it.profile.cli("token", "Parcels"), code, "header")
        check(not it.server.bodies, "it was sent")
        if how == "index":
            succeeded(it.profile.cli("edit", "Parcels", "--header", "Host="))
            succeeded(it.profile.cli("token", "Parcels"))


CALLS = {"curl": "curl ", "httpie": "http ", "http": "GET ", "powershell": "Invoke-RestMethod ", "fetch": "await fetch("}


@rows("leaks", [(f"header --format {name}: the API has moved", f"apiBaseUrl names another server; header --format {name}, header, "
                 "and once it is agreed to the first again", name) for name in CALLS],
      promised="No command is printed that takes the token there before edit --accept-endpoint; the header alone is")
def written_call(place: Place, name: str) -> None:
    with bench(place) as it, apis(2) as (first, second):
        added(it, first)
        asking = ("header", "Parcels", "--format", name)
        check(first.url("") in succeeded(it.profile.cli(*asking)).out, "it leads elsewhere")
        at(it, second)
        ended = refused(it.profile.cli(*asking), 1, "--accept-endpoint")
        check(str(first.port) in ended.err and str(second.port) in ended.err, f"names no server: {ended.err}")
        succeeded(it.profile.cli("header", "Parcels"))
        succeeded(it.profile.cli("edit", "Parcels", "--accept-endpoint"))
        command = succeeded(it.profile.cli(*asking)).out
        check(command.startswith(CALLS[name]) and second.url("") in command, command)
        check(len(it.server.tokens) == 1, "another token was minted for it")


@row("leaks", "mint --provider --format curl", done="A token of no set, whose provider file names an API", promised="The command "
     "leads there: who says the provider has its file in mind")
def written_call_ad_hoc(place: Place) -> None:
    with bench(place) as it, apis(1) as (api,):
        at(it, api)
        ended = succeeded(it.profile.cli("mint", "--provider", "practice", "--environment", "sandbox", "--client-id", CLIENT_ID,
                                         "--secret-stdin", "--format", "curl", stdin=SECRET))
        check(api.url("") in ended.out, ended.out)


@row("leaks", "check in the window: the API has moved", done="apiBaseUrl names another server; Check token; Cancel; again; agree",
     promised="It asks, names the server, and nothing goes there before the yes", turn=SCREEN)
def asked_in_the_window(place: Place) -> None:
    screen = Screen.shared()
    with bench(place, screen.session) as it, apis(2) as (first, second):
        added(it, first)
        at(it, second)
        with Window(it.profile) as window:
            window.select_row("Parcels")
            window.press("Check token")
            window.press("Cancel")
            window.wait_until_gone("Send it there from now on")
            check(second.connections == 0, "something was sent there")
            window.press("Check token")
            window.press("Send it there from now on")
            wait_until(lambda: len(second.requests) == 1, "it is asked once somebody has agreed")
            check(SECRET not in second.requests[0].head, "the secret")
