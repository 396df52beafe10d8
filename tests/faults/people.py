# SPDX-License-Identifier: MIT
"""What people have: files of other programs, as they lie about. Imported right or refused with the true
reason, never stored wrong: the pair is read back from the keychain, and, where the file names a server
of this computer, from the request that server gets."""
from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote_plus

from asking import clean
from hostile_server import TOKEN, Request, Server, good
from keyring import Keyring
from session import CHECKOUT, Place, Profile
from table import check, row, rows

FILES = CHECKOUT / "tests/transfer/import-files"
SANDBOX, PRODUCTION = "ebay/sandbox", "ebay/production"
SBX = ("Practice-Catalog-SBX-1a2b3c4d5e6f-7a8b9c0d", "SBX-1a2b3c4d5e6f-0000-4111-8222-9333")
PRD = ("Practice-Catalog-PRD-1a2b3c4d5e6f-7a8b9c0d", "PRD-1a2b3c4d5e6f-0000-4111-8222-9333")
JANE_WHOLE = ("JaneDoe-Shop-PRD-0a1b2c3d4-5e6f7a8b", "PRD-0a1b2c3d4e5f-6a7b-8c9d-0e1f-2a3b")
JANE = ("JaneDoe-Shop-PRD-0a1b2c3d4-5e6f7a8b", "PRD-0a1b2c3d4e5f-6a7b-8c9d")
PITNEY = ("practiceApiKey0001abcd", "practiceApiSecret01")
HERE = "oauth2/production"
SCOPE = "https://api.ebay.com/oauth/api_scope"


@dataclass
class Stored:
    """A set as it has to be stored. `sent` is looked for in what a local server gets: fields of the body
    or query, and "header:name"."""

    place: str  # provider/environment
    client_id: str
    secret: str
    fields: dict = field(default_factory=dict)  # of the index
    sent: dict = field(default_factory=dict)


def ebay(pair: tuple[str, str], place: str = PRODUCTION, **fields) -> Stored:
    return Stored(place, *pair, fields)


def here(client_id: str, secret: str, **sent) -> Stored:
    return Stored(HERE, client_id, secret, {},
                  {name.replace("__", ":").replace("_", "-") if "__" in name else name: value
                                               for name, value in sent.items()})


def stored_in(profile: Profile) -> list[tuple[str, str, str]]:
    """Each set of the index: "provider/environment", and the client ID and secret that the keychain has."""
    entries = Keyring(profile.session).entries()
    pairs = [(s, json.loads(entries[f"tokenwright/{s['id']}/client"]))
             for s in json.loads(profile.index.read_text())["credentialSets"]]
    return [(f"{s['provider']}/{s['environment']}", pair["id"], pair["secret"]) for s, pair in pairs]


def _fields(request: Request) -> dict:
    if (request.header("Content-Type") or "").startswith("application/json"):
        return json.loads(request.body)
    given = parse_qs(request.target.partition("?")[2]) | parse_qs(request.body.decode(), keep_blank_values=True)
    return {name: values[0] if len(values) == 1 else values for name, values in given.items()}


def _pair(request: Request, raw: bool) -> tuple[str, str]:
    login = request.header("Authorization")
    if login is None:
        return _fields(request)["client_id"], _fields(request)["client_secret"]
    client_id, _, secret = base64.b64decode(login.removeprefix("Basic ")).decode().partition(":")
    return (client_id, secret) if raw else (unquote_plus(client_id), unquote_plus(secret))


def imported(place: Place, name: str, content: bytes, wanted: list[Stored], said: list[str],
             *, tries: bool = True) -> None:
    """Imports a file with this content and looks at everything; `tries`: with --dry-run first."""
    with Server(good(), tls=None) as server:
        content = re.sub(rb"127\.0\.0\.1:(8443|9)\b", b"127.0.0.1:%d" % server.port, content)
        content = content.replace(b'"port":"9"', b'"port":"%d"' % server.port)
        profile = place.profile()
        file = profile.home / name
        file.write_bytes(content)
        tried = [profile.cli("import", "--dry-run", str(file))] if tries else []
        check(not profile.index.exists(), "--dry-run wrote something")
        ended = profile.cli("import", "--yes", str(file))
        for each in (*tried, ended):
            check(each.code == (0 if wanted else 1), f"exit code {each.code}: {each.err!r}")
            clean(each, *[stored.secret for stored in wanted if len(stored.secret) > 5])
            for words in said:
                check(words in each.err + each.out, f"without {words!r}: {each.err!r} {each.out!r}")
        sets = json.loads(profile.index.read_text())["credentialSets"] if profile.index.exists() else []
        seen = stored_in(profile) if sets else []
        check(seen == [(s.place, s.client_id, s.secret) for s in wanted], f"stored: {seen}")
        on_disk = profile.index.read_text() if sets else ""
        for stored, wanting in zip(sets, wanted):
            check(wanting.client_id not in on_disk and (not wanting.secret or wanting.secret not in on_disk),
                  "the pair is in a file")
            check({key: stored.get(key) for key in wanting.fields} == wanting.fields, f"stored: {stored}")
            if "127.0.0.1" not in str(stored.get("variables")) or not wanting.secret:
                continue
            server.requests.clear()
            got = profile.cli("token", "--environment", stored["environment"], "--", stored["name"])
            check(got.code == 0 and got.out == TOKEN + "\n", f"{got!r}")
            request, = server.requests
            raw = stored.get("clientAuthentication") == "client_secret_basic_raw"
            check(_pair(request, raw) == (wanting.client_id, wanting.secret), f"sent: {_pair(request, raw)}")
            for key, value in wanting.sent.items():
                sent = request.header(key[7:]) if key.startswith("header:") else \
                    request.head.split(" HTTP")[0] if key == "line" else _fields(request).get(key)
                check(sent == value, f"{key} was sent as {sent!r}")
        check(all(TOKEN not in s for s in (ended.out, ended.err)), "a token in the words")


# --- the files that lie beside the tests of the importers ------------------------------------------------------

KEPT: dict[str, tuple] = {
    "curl-chrome-cmd.txt": ([here("shop-id", "shop-Secret-123", scope="orders.read stock.read",
                                  line="POST /shop/token")], []),
    "curl-chrome-cmd-json.txt": ([here("shop-json", "s3cr3t-Zx91-abc", header__Content_Type="application/json",
                                       grant_type="client_credentials")], []),
    "curl-firefox-cmd.txt": ([here("ff-id", "ff-Secret-456")], []),
    "curl-trailing-blank.txt": ([here("blank-id", "blank-S3cret-77", scope="read")], ["Blanks between"]),
    "curl-smart-quotes.txt": ([here("smart-id", "smart-S3cret-88")], ["quotation marks"]),
    "curl-smart-quotes-only.txt": ([here("smart2-id", "smart2-S3cret-88")], ["quotation marks"]),
    # a server reads a form so: what curl sends as it is
    "curl-raw-d.txt": ([here("rawd-id", "100%Zz 9x==")], ["%2B would be a plus"]),
    "curl-basic-newline.txt": ([here("nl-id", "nl-S3cret-99")], ["line ends around the client secret were taken off"]),
    "curl-form-type.txt": ([here("ft-id", "ft-S3cret-0021")], ["multipart/form-data"]),
    "curl-postman-form.txt": ([here("form-id", "form-S3cret-0020")], ["multipart/form-data"]),
    "curl-extra-header.txt": ([here("hdr-id", "hdr-S3cret-0011", header__x_merchant_id="7788",
                                    header__User_Agent="shop-tool/1.0",
                                    audience="https://api.example.com", company="4711")], []),
    "curl-get.txt": ([here("get-id", "get-S3cret-0012",
                           line="GET /get/token?client_id=get-id&client_secret=get-S3cret-0012"
                           "&grant_type=client_credentials")], []),
    "curl-json.txt": ([here("json-id", "json-S3cret-0013", scope=["a", "b"], audience="https://api.example.com")],
                      ["“nested”"]),
    "curl-mtls.txt": ([here("mtls-id", "")], ["client.pem", "client.key", "--cacert ca.pem"]),
    "curl-ebay.txt": ([ebay(SBX, SANDBOX, scopes=[SCOPE, f"{SCOPE}/buy.item.bulk"])], []),
    "curl-pitney-bowes.txt": ([Stored("pitney-bowes/production", *PITNEY)], []),
    "curl-as-printed.txt": ([], ["line 1", "line 6", "placeholder", "nothing to import"]),
    "variables.ps1": ([ebay(JANE)], []), "variables.bat": ([ebay(JANE)], []), "variables.fish": ([ebay(JANE)], []),
    "compose.yml": ([ebay(JANE)], []), "exports.sh": ([ebay(JANE)], []), "semicolons.env": ([ebay(JANE)], []),
    "declared.env": ([ebay(JANE)], []),
    "odd-lines.env": ([ebay(JANE)], ["line 2", "line 4"]), "odd-concatenation.env": ([ebay(JANE)], ["line 1"]),
    "odd-apostrophe.env": ([ebay(JANE)], ["line 1"]),
    "compose-map.yml": ([Stored("pitney-bowes/sandbox", PITNEY[0], "practice$ApiSecret01")],
                        ["ACME_CLIENT_ID", "number or a truth value", "quotation marks are a part",
                         "SPOTIFY_CLIENT_SECRET", "LOGIN_CLIENT_SECRET"]),
    "k8s.yml": ([Stored("pitney-bowes/sandbox", *PITNEY)], ["PAYPAL_CLIENT_SECRET", "not in the file"]),
    "ebay-rest-users.json": ([ebay(JANE_WHOLE), Stored("ebay-user/production", *JANE_WHOLE)],
                             ["the refresh token"]),
    "ebay-user.env": ([ebay(JANE_WHOLE), Stored("ebay-user/production", *JANE_WHOLE),
                       Stored(HERE, "practice-id", "practice-S3cret-0001"),
                       Stored("oauth2-refresh-token/production", "practice-id", "practice-S3cret-0001")], ["refresh token"]),
    "several.env": ([ebay(SBX, SANDBOX, scopes=[SCOPE, f"{SCOPE}/buy.deal"]),
                     ebay(PRD, scopes=[SCOPE, f"{SCOPE}/buy.deal"]),
                     Stored("pitney-bowes/sandbox", PITNEY[0], "practice#ApiSecret01"),
                     Stored("auth0/production", "practiceauth0client01", 'practice "auth0" secret',
                            {"variables": {"domain": "practice.eu.auth0.com"},
                             "parameters": {"audience": "https://api.example.com/"}}),
                     Stored(HERE, "practice-login-key", "practice-login-secret",
                            {"variables": {"tokenUrl": "https://login.example.com/realms/practice/token"}})],
                    ["--map ACME_BILLING=", "line 29", "placeholder", "line 31", "secret is missing"]),
    "ebay-java.yaml": ([ebay(SBX, SANDBOX), ebay(PRD)], []), "ebay-java-merged.yaml": ([ebay(SBX, SANDBOX)],
                                                                                       ["line 9", "placeholder"]),
    "ebay-node.json": ([ebay(SBX, SANDBOX)], ["PRODUCTION", "placeholder"]),
    "ebay-python.json": ([ebay(PRD)], ["api.sandbox.ebay.com", "placeholder"]),
    "ebay-rest.json": ([ebay((JANE[0], "PRD-0a1b2c3d4e5f-6a7b-8c9d-0e1f-2a3b")),
                        ebay(("JaneDoe-Shop-SBX-0a1b2c3d4-5e6f7a8b", "SBX-0a1b2c3d4e5f-6a7b-8c9d-0e1f-2a3b"), SANDBOX)],
                       ["Not carried over: password"]),
    "environment-dash.json": ([ebay(JANE, name="-prod")], []), "environment-list.json": ([], ["--map Shop=",
                                                                                              "cannot be told"]),
    "newman-environment.json": ([ebay(("JaneDoe-Shop-SBX-0a1b2c3d4-5e6f7a8b", "SBX-0a1b2c3d4e5f-6a7b-8c9d"), SANDBOX)],
                                []),
    "postman-collection-v20.json": ([ebay(PRD, name="Old shop", scopes=[SCOPE])], []),
    "postman-collection-v21.json": ([ebay(SBX, SANDBOX, name="eBay catalogue", scopes=[SCOPE]),
                                     Stored("pitney-bowes/production", *PITNEY),
                                     Stored("pitney-bowes/sandbox", "practiceApiKey0002abcd", "practiceApiSecret02"),
                                     Stored("oauth2/sandbox", "practice-machine-client", "practice-machine-secret",
                                            {"parameters": {"audience": "https://api.example.com/",
                                                            "resource_owner": "practice-extra"},
                                             "clientAuthentication": "client_secret_post"})],
                                    ["authorization_code", "vault:secret"]),
    "postman-environment.json": ([Stored("pitney-bowes/sandbox", *PITNEY)], []),
    "postman-escape.json": ([here("esc-id", "esc-S3cret-0019")], ["cannot be seen"]),
    "postman-old-auth.json": ([here("old-id", "old-S3cret-0003", header__X_Org="7", audience="https://x.example.com",
                                    scope="a b",
                                    line="POST /old/token?q=1")], []),
    "postman-requests.json": ([here("ue-id", "ue-S3c+ret%41-9",
                                    resource=["https://a.example.com", "https://b.example.com"]),
                               here("nr-id", "nr-S3cret-0123"), here("ht-id", "ht-S3cret-0123")],
                              ["Not carried over: Authorization"]),
    "settings.json": ([Stored("entra/production", "practice-entra-client", "practice-entra-secret",
                              {"variables": {"tenant": "practice.onmicrosoft.com"}}),
                       ebay(SBX, SANDBOX, name="Ebay Sandbox"),
                       Stored("oauth2/sandbox", "practice-acme-client", "practice-acme-secret",
                              {"variables": {"tokenUrl": "https://acme.example.com/token"}}),
                       Stored(HERE, "practice-second-client", "practice-second-secret", {"name": "2"})], []),
    "settings.yaml": ([Stored(HERE, "practice-shop-client", "practice-shop-secret",
                              {"name": "shop", "scopes": ["orders.read", "orders.write"],
                               "variables": {"tokenUrl": "https://login.example.com/shop/token"}})],
                      ["authorization_code", "not in the file itself"]),
}


@rows("people", [(name, f"import of {name}", name, *wanted) for name, wanted in KEPT.items()],
      promised="Each pair as it is meant, each refusal with its reason, nothing else; --dry-run writes nothing")
def kept(place: Place, name: str, wanted: list[Stored], said: list[str]) -> None:
    imported(place, name, (FILES / name).read_bytes(), wanted, said)


@row("people", "Every kept file is a row", done="The folder of the importers' files is listed",
     promised="None is without its row")
def all_kept(_: Place) -> None:
    files = {file.name for file in FILES.iterdir()}
    check(files == set(KEPT), f"{files ^ set(KEPT)}")


@rows("people", [(f"{name} in {encoding}", "As Windows and its editors write it", name, encoding) for name in (
    "several.env", "curl-chrome-cmd.txt", "postman-requests.json",
    "ebay-java.yaml") for encoding in ("CRLF", "UTF-8 with its mark", "UTF-16", "UTF-16, big end first")],
    promised="The same as in UTF-8 with line feeds")
def encoded(place: Place, name: str, encoding: str) -> None:
    text = (FILES / name).read_text(encoding="utf-8")
    text = re.sub(r"127\.0\.0\.1:(8443|9)\b", "127.0.0.1:9", text)
    with Server(good(), tls=None) as server:
        text = text.replace("127.0.0.1:9", f"127.0.0.1:{server.port}").replace('"port":"9"', f'"port":"{server.port}"')
    content = {"CRLF": text.replace("\n", "\r\n").encode(), "UTF-8 with its mark": b"\xef\xbb\xbf" + text.encode(),
               "UTF-16": b"\xff\xfe" + text.encode("utf-16-le"),
               "UTF-16, big end first": b"\xfe\xff" + text.encode("utf-16-be")}[encoding]
    profile = place.profile()
    file = profile.home / name
    file.write_bytes(content)
    ended = profile.cli("import", "--yes", str(file))
    check(ended.code == 0, f"{ended!r}")
    seen = stored_in(profile)
    wanted = [(s.place, s.client_id, s.secret) for s in KEPT[name][0]]
    check(seen == wanted, f"stored: {seen}")


# --- what stands in a line of variables ---------------------------------------------------------------------------

VALUES: dict[str, str | None] = {  # as it stands behind "=": what it is, or None where it must be refused
    "plain-Value-1": "plain-Value-1", '"in double quotes"': "in double quotes",
                                 "'in single quotes'": "in single quotes", "a=b=c==": "a=b=c==",
    "a#b": "a#b", '"a#b" # words': "a#b", "'it\"s'": 'it"s', "%41%zz": "%41%zz", "a+b/c=": "a+b/c=",
                                 "'$HOME/x'": "$HOME/x", "'`id`'": "`id`", "'a\\nb'": "a\\nb",
    "pässwörd-Länge": "pässwörd-Länge", "p\U0001f511ssword-1": "p\U0001f511ssword-1",
                                 "  blanks-around  ": "blanks-around", '"a\\"b-secret"': 'a"b-secret',
                                 "Ab3-" * 900: "Ab3-" * 900,
    "": None, '""': None, "changeme": None, "<your-secret>": None, "your-client-secret": None, "xxxxxxxx": None,
                                 "${SECRET}": None, "$SECRET": None, "$(pass show x)": None,
    "{{secret}}": None, '"never closed': None, "\u201ctypographic-1\u201d": None, "zero\u200bwidth-1": None,
                                 "nobreak\u00a0space-1": None, "bidi\u202etxt-12": None, "esc\x1b[31mape-1": None,
}


def _lines(number: int, text: str) -> str:
    return f"ACME_{number}_CLIENT_ID=acme-id-{number:04}\nACME_{number}_CLIENT_SECRET={text}\n" \
           f"ACME_{number}_TOKEN_URL=http://127.0.0.1:9/acme\n"


@row("people", "Values of variables", done=f"{len(VALUES)} secrets in a .env, as people quote and forget to",
     promised="What is meant is stored and sent")
def valued(place: Place) -> None:
    meant = {number: (text, value) for number, (text, value) in enumerate(VALUES.items()) if value is not None}
    imported(place, "acme.env", "".join(_lines(number, text) for number, (text, _) in meant.items()).encode(),
             [here(f"acme-id-{number:04}", value) for number, (_, value) in meant.items()], [])


@row("people", "Values that are none",
     done="Empty, placeholders, other variables, commands, a document's quotation marks, invisible "
     "characters, each in a .env of its own", promised="Refused, nothing is stored, nothing of it moves the terminal")
def not_valued(place: Place) -> None:
    for number, (text, value) in enumerate(VALUES.items()):
        if value is None:
            imported(place, "acme.env", _lines(number, text).encode("utf-8", "surrogatepass"), [], ["acme.env"],
                     tries=False)


@row("people", "Credentials in a token URL",
     done="A .env whose token URL has user information and, in its query, client ID, client secret and an API key",
     promised="None of it is in the index; the key is sent from the keychain, and what is left out is named")
def credentials_in_url(place: Place) -> None:
    imported(place, "acme.env", b"ACME_CLIENT_ID=acme-id-0001\nACME_CLIENT_SECRET=acme-S3cret-0001\n"
             b"ACME_TOKEN_URL=http://u:acme-S3cret-0001@127.0.0.1:9/t?client_secret=acme-S3cret-0001"
             b"&client_id=acme-id-0001&api_key=acme-key-0001&v=1\n",
             [Stored(HERE, "acme-id-0001", "acme-S3cret-0001", {"parameters": {}},
                     {"api_key": "acme-key-0001", "line": "POST /t?v=1"})],
             ["user name and password in the URL", "“client_secret” in the URL", "“api_key” moves"])


@row("people", "Secrets as variables", done="add and import with --variable password=…, and with URLs that hold secrets",
     promised="Exit 2, stores nothing, and does not repeat the value")
def secret_variables(place: Place) -> None:
    profile = place.profile()
    for value in ("password=acme-S3cret-0001", "tokenUrl=https://a.example/t?client_secret=acme-S3cret-0001",
                  "tokenUrl=https://acme-S3cret-0001@a.example/t"):
        for command in (("import", "--yes", str(FILES / "several.env")),
                        ("add", "Acme", "--provider", "oauth2", "--environment", "sandbox", "--client-id", "acme-id",
                         "--secret-stdin")):
            ended = profile.cli(*command, "--variable", value, stdin="acme-S3cret-0002")
            check(ended.code == 2 and value.partition("=")[0] in ended.err, f"{ended!r}")
            clean(ended, "acme-S3cret-0001", "acme-S3cret-0002")
    check(not profile.index.exists(), "something was stored")


@row("people", "Notes of variables and commands", done="One file with a pair in variables and another in a curl command",
     promised="Both are stored; it may be deleted only if nothing else is in it")
def notes(place: Place) -> None:
    pair = b"SHOP_CLIENT_ID=shop-id-0001\nSHOP_CLIENT_SECRET=shop-S3cret-1\nSHOP_TOKEN_URL=http://127.0.0.1:9/t\n"
    command = f"# carrier\ncurl {URL}2 -u carrier-id-2:carrier-S3cret-2 {GRANT}\n".encode()
    both = [here("shop-id-0001", "shop-S3cret-1"), here("carrier-id-2", "carrier-S3cret-2")]
    imported(place, "notes.txt", pair + command, both, ["delete it"], tries=False)
    imported(place, "notes.txt", pair + command + b"OTHER_CLIENT_ID=other\nOTHER_CLIENT_SECRET=other-S3cret-3\n", both,
             ["not everything in it was taken over", "Whose credentials these are"], tries=False)


# --- commands ------------------------------------------------------------------------------------------------------

URL = "http://127.0.0.1:9/t"
GRANT = "-d grant_type=client_credentials"
COMMANDS: dict[str, tuple[list[Stored], list[str]]] = {
    f"curl {URL} -u 'c-id:c-S3cret:9' {GRANT}": ([here("c-id", "c-S3cret:9")], []),
    f"curl --user c-id:c-S3cret-9 {GRANT} --url {URL}": ([here("c-id", "c-S3cret-9")], []),
    f"curl -uc-id:c-S3cret-9 {GRANT} {URL}": ([here("c-id", "c-S3cret-9")], []),
    f"curl -sSL -X POST {URL} {GRANT}'&client_id=c-id&client_secret=c%2BS3cret%25'": ([here("c-id", "c+S3cret%")], []),
    f"curl {URL} {GRANT} --data-urlencode 'client_id=c-id' "
    "--data-urlencode 'client_secret=c+S3c&r=t%'": ([here("c-id", "c+S3c&r=t%")], []),
    f"curl {URL} -u $'c-id:c-S3\\'cret\\x21' {GRANT}": ([here("c-id", "c-S3'cret!")], []),
    f"curl {URL} -u \"c-id:c-\\\"S3\\$cret\" {GRANT}": ([here("c-id", 'c-"S3$cret')], []),
    f"curl {URL} --json '{{\"grant_type\":\"client_credentials\",\"client_id\":\"c-id\","
    "\"client_secret\":\"c-S3\\u0021\"}'": ([here("c-id", "c-S3!")], []),
    f"curl {URL} -u 'c-id:c-S3cret-9' {GRANT} -H 'Cookie: a=b'": ([here("c-id", "c-S3cret-9")], ["Cookie"]),
    f"curl {URL} -u 'c-id:c-S3cret-9' {GRANT}; curl {URL}2 -u 'd-id:d-S3cret-9' {GRANT}": ([here("c-id", "c-S3cret-9"),
                                                                                            here("d-id", "d-S3cret-9")],
                                                                                           []),
    f"curl.exe `\n  {URL} `\n  -u \"c-id:c-S3cret-9\" `\n  {GRANT}": ([here("c-id", "c-S3cret-9")], []),
    f"$ curl {URL} -u c-id:c-S3cret-9 {GRANT} | jq .": ([here("c-id", "c-S3cret-9")], []),
    f"curl {URL} -u c-id {GRANT}": ([], ["asks for the secret"]),
    f"curl {URL} -u \"$ID:$SECRET\" {GRANT}": ([], []),
    f"curl {URL} -u c-id:$(pass show x) {GRANT}": ([], []),
    f"curl {URL} -u c-id:c-S3cret-9 -d grant_type=password -d username=u -d password=p": ([], ["password"]),
    f"curl {URL} -u c-id:c-S3cret-9 -d grant_type=refresh_token -d refresh_token=r":
        ([Stored("oauth2-refresh-token/production", "c-id", "c-S3cret-9")], []),
    f"curl {URL} -u c-id:c-S3cret-9 -d @body.txt": ([], ["another file (-d)"]),
    f"curl {URL} -K curl.conf": ([], []),
    f"curl http://token.example/t -u c-id:c-S3cret-9 {GRANT}": ([], ["https"]),
    f"curl {URL} -H 'Authorization: Bearer eyJhbGciOiJub25lIn0.e30.' {GRANT}": ([], []),
    f"curl {URL} -H 'Authorization: Basic !!!notbase64' {GRANT}": ([], []),
    f"curl {URL} -H 'Authorization: Basic Yy1pZDr//kE=' {GRANT}": ([], []),
    f"curl {URL} -H 'Authorization: Basic bm8tY29sb24taW4taXQ=' {GRANT}": ([], []),
    f"curl {URL} -u 'c-id:never closed {GRANT}": ([], []),
}


@rows("people", [(f"curl {number}", re.sub(r"eyJ\S+", "JWT", command).replace("\n", " ").replace(URL, "URL")[:110],
                  command, *wanted)
                 for number, (command, wanted) in enumerate(COMMANDS.items(), 1)],
      promised="The pair as curl would send it, or refused with its reason; what is not carried over is named")
def commanded(place: Place, command: str, wanted: list[Stored], said: list[str]) -> None:
    imported(place, "command.txt", (command + "\n").encode(), wanted, said, tries=False)


# --- files that are none ---------------------------------------------------------------------------------------------

NO_FILES: dict[str, bytes] = {
    "empty": b"", "blanks": b" \n\t\n", "NULs": b"\0" * 4096, "binary": bytes(range(256)) * 64,
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "broken JSON": b'{"values":[{"key":"client_id"', "deep JSON": b"[" * 100_000, "deep YAML": b"- " * 20_000,
    "YAML's laughs": b"a: &a [x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (98 + i, 98 + i, b",".join([b"*%c" % (97 + i)] * 10)) for i in range(9)),
    "an endless line": b"A_CLIENT_ID=" + b"x" * 5_000_000,
    "100,000 lines": b"A=1\n" * 100_000, "another export": b'{"schema":99,"credentialSets":[]}',
    "HTML": b"<html><body>client_id=abc client_secret=def</body></html>",
    "a private key": b"-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n",
    "Postman's first version": b'{"id":"1","name":"x","order":[],"requests":[]}',
}


@rows("people", [(f"No import: {name}", f"{len(content)} bytes", content) for name, content in NO_FILES.items()],
      promised="Exit 1 within seconds, says why, stores nothing")
def no_import(place: Place, content: bytes) -> None:
    profile = place.profile()
    file = profile.home / "file"
    file.write_bytes(content)
    ended = profile.cli("import", "--yes", str(file), seconds=20)
    check(ended.code == 1 and ended.err, f"{ended!r}"[:500])
    check(len(ended.err) + len(ended.out) < 5_000, f"{len(ended.err) + len(ended.out)} characters of words")
    check(not profile.index.exists(), "something was stored")
    clean(ended)


@row("people", "Export and back",
     done="Sets of every kind are exported, imported into another profile, and given their secrets",
     promised="The same sets without a secret or client ID in the file")
def round_trip(place: Place) -> None:
    profile, other = place.profile(), place.profile()
    names = ("several.env", "postman-collection-v21.json", "curl-extra-header.txt")
    for name in names:
        check(profile.cli("import", "--yes", str(FILES / name)).code in (0, 1), "nothing was imported")
    exported = profile.cli("export")
    check(exported.code == 0, f"{exported!r}")
    for name in names:
        for stored in KEPT[name][0]:
            check(stored.secret not in exported.out and stored.client_id not in exported.out, "a pair in the export")
    file = other.home / "sets.json"
    file.write_text(exported.out)
    ended = other.cli("import", "--yes", str(file))
    check(ended.code == 0, f"{ended!r}")
    again = other.cli("export")
    kept_fields = [[{key: value for key,
                     value in s.items() if key not in ("id", "pairMark")} for s in json.loads(text)["credentialSets"]]
                   for text in (exported.out, again.out)]
    check(kept_fields[0] == kept_fields[1], f"{kept_fields}")
