# SPDX-License-Identifier: MIT
"""Answers that are malformed or hostile, by kinds; what is promised of each was worked out by hand.

A body is (its name, what the server sends, what is promised): a token, or an exit code. Whatever comes,
a failure leaves standard output empty, no word tells a secret or a token, and nothing that the provider
wrote reaches the terminal as a control character.
"""
from __future__ import annotations

import base64
import json
import time
from dataclasses import dataclass
from urllib.parse import quote

from asking import AD_HOC, clean, failed, known_to
from hostile_server import TOKEN, Server, answer, token_body
from session import CLIENT_ID, SECRET, Ended, Place
from table import Broken, check, row, rows

ANY = "any of them, or exit 1"
UNKNOWN = "unknown"
MALFORMED, REJECTED, LATER = 1, 4, 6


@dataclass
class Body:
    name: str
    sent: bytes  # the whole answer
    promised: int | str  # an exit code, or the token
    lifetime: object = None  # seconds, or UNKNOWN; None: not looked at


def body(name: str, content: bytes | str, promised: int | str, status: str = "200 OK", *headers: str,
         lifetime: object = None) -> Body:
    return Body(name, answer(content, status, *headers), promised, lifetime)


def _kept(ended: Ended, wanted: Body) -> None:
    if isinstance(wanted.promised, int):
        failed(ended, wanted.promised)
        check(len(ended.err) < 2_000, f"{len(ended.err)} characters of words")
        return
    if wanted.promised == ANY and ended.code != 0:
        failed(ended, MALFORMED)
        return
    check(ended.code == 0, f"exit code {ended.code}: {ended.err!r}")
    check(not any(ord(c) < 0x20 and c != "\n" or c in "\x7f\x9b\u202e\u2028" for c in ended.out),
          f"control characters: {ended.out!r}")
    given = json.loads(ended.out)
    if wanted.promised != ANY:
        check(given["access_token"] == wanted.promised, f"the token {given['access_token'][:80]!r}")
    if wanted.lifetime is not None:
        left = given["expires_in"]
        check(left is None if wanted.lifetime == UNKNOWN else left is not None and 0 <= wanted.lifetime - left <= 5,
              f"expires_in {left}")
    clean(ended)


def asked(place: Place, bodies: list[Body], **fields) -> None:
    """Mints once for each of them; tells all that were not as promised."""
    broken: list[str] = []
    with Server(tls=None) as server:
        profile = known_to(place.profile(), server.url(), **fields)
        for each in bodies:
            server.script = each.sent
            before = len(server.requests)
            ended = profile.cli(*AD_HOC, "--json", stdin=SECRET)
            try:
                check(len(server.requests) == before + 1, f"{len(server.requests) - before} requests")
                _kept(ended, each)
            except Exception as reason:  # noqa: BLE001 - told with its body's name
                broken.append(f"{each.name}: {reason}")
    if broken:
        raise Broken(f"{len(broken)} of {len(bodies)}: " + "; ".join(text[:400] for text in broken[:6]))


KINDS: list[tuple] = []


def kind(name: str, promised: str, **fields):
    """Adds a row for the bodies that the decorated function makes."""
    def add(function):
        bodies = function()
        KINDS.append((name, f"{len(bodies)} bodies: {bodies[0].name}, {bodies[1].name}, …", promised, bodies, fields))
        return function
    return add


# --- every JSON type in every field ------------------------------------------------------------------------

TYPES = ["null", "true", "false", "0", "1", "-1", "1.5", "1e400", '""', '" "', '"x"', "[]", '["x"]', "{}", '{"x":"y"}', "[[]]"]


def _with(field: str, value: str) -> str:
    members = {"access_token": json.dumps(TOKEN), "token_type": '"Bearer"', "expires_in": "3600"} | {field: value}
    return "{" + ",".join(f'"{name}":{text}' for name, text in members.items()) + "}"


@kind("access_token of every type", "Only a text that can stand in a header is a token")
def _():
    return [body(f"access_token {value}", _with("access_token", value), "x" if value == '"x"' else MALFORMED)
            for value in TYPES if value != "1e400"]


@kind("expires_in of every type", "A number or a text that is one; anything else: unknown; 0 and less: none left")
def _():
    lifetimes = {"0": 0, "1": 1, "-1": 0, "1.5": 1}
    return [body(f"expires_in {value}", _with("expires_in", value), TOKEN, lifetime=lifetimes.get(value, UNKNOWN))
            for value in TYPES if value != "1e400"]


@kind("Numbers beyond all bounds", "At most a hundred years, never negative, never an overflow; or no JSON")
def _():
    century = 100 * 365 * 86400
    numbers = {"1e18": century, "1e308": century, "9223372036854775807": century, "18446744073709551616": century,
               "99999999999999999999999999": century, '"1e400"': century, "-1e308": 0, "1e-10": 0, "-0": 0, "0.9": 0,
               '"NaN"': UNKNOWN, '"Infinity"': UNKNOWN, '"inf"': UNKNOWN, '"0x10"': UNKNOWN, '" 3600 "': 3600, '"3600s"': UNKNOWN,
               '"3,600"': UNKNOWN, '"\uff13\uff16\uff10\uff10"': UNKNOWN, '"35999"': 35999, "3599.0": 3599, '"+60"': 60,
               '"1e3"': 1000, '"' + "9" * 5000 + '"': century}
    return [body(f"expires_in {text[:30]}", _with("expires_in", text), TOKEN, lifetime=seconds)
            for text, seconds in numbers.items()] + [
        body(f"{name} {text}", _with(name, text), ANY) for name in ("expires_in", "access_token", "other")
        for text in ("1e400", "-1e400", "1" + "0" * 400, "0." + "0" * 400 + "1")]


@kind("token_type of every type", "Only a scheme that is another's (DPoP, MAC) is refused; the header is Bearer's")
def _():
    return [body(f"token_type {value}", _with("token_type", value), TOKEN) for value in TYPES if value != "1e400"] + [
        body(f"token_type {value}", _with("token_type", json.dumps(value)),
             MALFORMED if value.strip().lower() in ("dpop", "mac") else TOKEN)
        for value in ("DPoP", "dpop", " DPOP ", "MAC", "mac", "BearerToken", "Application Access Token", "bearer\r\nX-Evil: 1",
                      "B" * 5000, "\x1b[31m", "N_A")]


@kind("scope of every type", "Whatever it is, the token is handed out")
def _():
    return [body(f"scope {value}", _with("scope", value), TOKEN) for value in TYPES if value != "1e400"] + [
        body(f"scope {name}", _with("scope", json.dumps(value)), TOKEN) for name, value in (
            ("with escapes", "read \x1b]0;owned\x07 \u202ewrite"), ("with line ends", "a\r\nb"), ("a long one", "read " * 20_000),
            ("the secret", SECRET), ("many", [f"s{i}" for i in range(5000)]))]


@kind("error of every type beside a token", "What says nothing (null, false, 0, empty) is none; anything else rejects")
def _():
    nothing = {"null", "false", "0", '""', '" "', "[]", "{}", "[[]]"}
    return [body(f"error {value}", _with("error", value), TOKEN if value in nothing else REJECTED)
            for value in TYPES if value != "1e400"] + [
        body(f"error {code}", _with("error", json.dumps(code)), LATER)
        for code in ("temporarily_unavailable", "server_error", "slow_down", "SLOW_DOWN")]


@kind("Other fields of every type", "Nobody looks at them; the token is handed out")
def _():
    return [body(f"{name} {value}", _with(name, value), TOKEN) for name in ("issued_at", "refresh_token", "message")
            for value in TYPES if value != "1e400"]


# --- JSON that is none ----------------------------------------------------------------------------------------


@kind("A token answer cut off", "Exit 1; what was there of the token is not told")
def _():
    whole = token_body()
    return [body(f"after {size} bytes", whole[:size], MALFORMED) for size in range(1, len(whole), 4)]


@kind("Nearly JSON", "Exit 1; nothing is guessed")
def _():
    whole = token_body()
    texts = {
        "single quotes": whole.replace('"', "'"), "a comma too many": whole.replace("}", ",}"), "a comment": "/* */" + whole,
        "a line comment": whole.replace("{", "{ // x\n"), "names without quotes": whole.replace('"access_token"', "access_token"),
        "JSONP": f"callback({whole})", "the guard of some APIs": ")]}',\n" + whole, "two answers": whole + whole,
        "rubbish behind it": whole + "x", "rubbish before it": "x" + whole, "NaN": _with("expires_in", "NaN"),
        "Infinity": _with("expires_in", "Infinity"), "hex": _with("expires_in", "0x10"), "a plus": _with("expires_in", "+5"),
        "True": _with("expires_in", "True"), "undefined": _with("expires_in", "undefined"),
        "a raw line end in a text": whole.replace("token-", "token-\n"),
        "a broken escape": whole.replace("token-", "token-\\x"), "half an escape": whole.replace("token-", "token-\\u12"),
        "no colon": whole.replace(":", ""), "semicolons": whole.replace(",", ";"), "a list around its middle": "[" + whole,
        "a server-sent event": f"data: {whole}\n\n", "a quoted one": json.dumps(whole), "in HTML": f"<pre>{whole}</pre>",
        "in Markdown": f"```json\n{whole}\n```", "as Python prints it": str(json.loads(whole)), "YAML": "access_token: x\n",
        "a log line": f"2026-01-01 INFO {whole}", "NUL behind it": whole + "\0", "NUL before it": "\0" + whole}
    loose = ("a raw line end in a text", "a broken escape", "NUL behind it")  # some readers read these
    return [body(name, text, ANY if name in loose else MALFORMED) for name, text in texts.items()]


@kind("Other things than an object", "Exit 1; a text that is the token itself is not told")
def _():
    texts = ["", " ", "\r\n", "null", "true", "0", "123", '""', json.dumps(TOKEN), TOKEN, f"Bearer {TOKEN}", "[]", "[[]]", "[1]",
             json.dumps([TOKEN]), f"[{token_body()}]", "{}", "[null]", "\0" * 1000, "{" * 10, "}" * 10, '{"a"', "\\", "%", "=", "&", "<", "<>"]
    return [body(repr(text[:30]), text, MALFORMED) for text in texts]


@kind("Nesting", "Exit 1 at once, at any depth")
def _():
    made = []
    for depth in (10, 31, 32, 33, 100, 512, 1023, 1024, 1025, 10_000, 200_000):
        made += [body(f"{depth} lists", "[" * depth + "]" * depth, MALFORMED),
                 body(f"{depth} open lists", "[" * depth, MALFORMED),
                 body(f"{depth} open objects", '{"a":' * depth, MALFORMED)]
    return made + [body("token 40 deep", '{"access_token":' * 40 + f'"{TOKEN}"' + "}" * 40, MALFORMED),
                   body("a deep neighbour", _with("other", "[" * 400 + "]" * 400), TOKEN),
                   body("a neighbour too deep", _with("other", "[" * 5000 + "]" * 5000), ANY)]


@kind("Names that come twice", "One of the tokens, whole, or exit 1")
def _():
    pairs = [("access_token", "access_token"), ("access_token", "Access_Token"), ("access_token", "accessToken"),
             ("ACCESS_TOKEN", "accesstoken"), ("access_token", "access__token"), ("access_token", "\\u0061ccess_token")]
    return [body(f"{one} and {two}", f'{{"{one}":"{TOKEN}","{two}":"another-token"}}', ANY) for one, two in pairs] + [
        body("expires_in twice", f'{{"access_token":"{TOKEN}","expires_in":3600,"expiresIn":60}}', TOKEN, lifetime=60),
        body("200 spellings", json.dumps({"_" * i + "access_token": TOKEN for i in range(200)}), TOKEN),
        body("error twice, empty first", f'{{"access_token":"{TOKEN}","error":"","Error":"x"}}', REJECTED)]


# --- characters ----------------------------------------------------------------------------------------------

NOT_IN_A_HEADER = ["\0", "\x01", "\t", "\n", "\r", "\r\n", "\r\nX-Evil: 1\r\n", "\x1b[31m", "\x7f", "\x80", "\xa0", "é", "\u200b", "\u202e",
                   "\u2028", "\ufeff", "\U0001f511", "\ud800", "\udc00\ud800", " "]


@kind("Control characters in a token", "Exit 1: it never reaches a header; it is not told either")
def _():
    return [body(f"{name} {text!r}", token_body(whole), MALFORMED) for text in NOT_IN_A_HEADER
            for name, whole in (("inside", f"{TOKEN}{text}{TOKEN}"), ("behind", f"{TOKEN}{text}"))]


@kind("Odd tokens", "Visible ASCII is a token, whatever shells make of it; a scheme before it is taken off")
def _():
    tokens = ["a", "v^1.1#i^1#p^1#r^0#f^0#I^3|x=", "$(reboot)`id`", "'\"\\", "--help", "%s%n", "<script>", "=" * 10, "{}[]", "~!@#$%^&*()_+",
              "x" * 4_000, "x" * 100_000, "x" * 1_000_000]
    return [body(f"token {token[:20]} ({len(token)})", token_body(token), token) for token in tokens] + [
        body("Bearer before it", token_body(f"Bearer {TOKEN}"), TOKEN), body("bearer  before it", token_body(f"bearer  {TOKEN}"), TOKEN),
        body("another scheme before it", token_body(f"MAC {TOKEN}"), MALFORMED), body("Bearer alone", token_body("Bearer "), MALFORMED)]


HOSTILE = {"a title and colours": "\x1b]0;owned\x07\x1b[31mred\x1b[0m", "cursor and erase": "\x1b[2J\x1b[1;1H\x9b2K\r\b\b",
           "bidi": "\u202egnirts\u2066x\u2069\u200f", "line ends": "one\r\ntwo\u2028three\u2029four\x0b\x0c\x85five",
           "NUL and DEL": "a\0b\x7fc", "invisible": "\u200b\u00ad\ufeff\U000e0041\ufffe\ud800"}


@kind("Escapes in what a provider says", "Rejected, and every one of them spelled out")
def _():
    made = []
    for name, text in HOSTILE.items():
        places = {
            "error": {"error": text}, "error_description": {"error": "invalid_client", "error_description": text},
            "hint": {"error": "x", "error_description": "y", "hint": text}, "error_uri": {"error": "x", "message": "y", "error_uri": text},
            "message": {"message": text}, "errors": {"errors": [{"errorCode": text, "errorDescription": text}]},
            "a name": {text: text}, "a value nobody knows": {"weather": text}, "a list": [text]}
        made += [body(f"{name} in {place}", json.dumps(content), REJECTED, "400 Bad Request") for place, content in places.items()]
        raw = text.encode("utf-8", "surrogatepass").replace(b"\r\n", b"\t")
        made += [body(f"{name} as it is", raw, REJECTED, "400 Bad Request", "Content-Type: text/plain"),
                 Body(f"{name} in a challenge", b"HTTP/1.1 401 No\r\nContent-Length: 0\r\nWWW-Authenticate: Bearer error=\"invalid_token\", "
                      b"error_description=\"" + raw.replace(b"\0", b"") + b"\"\r\n\r\n", REJECTED)]
    return made


@kind("Escapes beside no token", "Exit 1; names and types alone, spelled out")
def _():
    return [body(f"{name} in {place}", json.dumps(content), MALFORMED) for name, text in HOSTILE.items()
            for place, content in (("a name", {text: 1}), ("a value", {"weather": text}), ("a list", [text]))] + [
        body("in the content type", "x", MALFORMED, "200 OK", "Content-Type: text/\x1b[31m\udce2\udc80\udcae"),
        body("in a redirect", "", MALFORMED, "302 Found", "Location: https://x.example/\x1b]0;owned\x07")]


# --- secrets that come back -----------------------------------------------------------------------------------

PAIR = base64.b64encode(f"{CLIENT_ID}:{SECRET}".encode()).decode()
ECHOES = {"as it is": SECRET, "URL-encoded": quote(SECRET, safe=""), "as a form has it": SECRET.replace("+", "%2B").replace(" ", "+"),
          "in Base64": base64.b64encode(SECRET.encode()).decode(), "in URL-safe Base64": base64.urlsafe_b64encode(SECRET.encode()).decode(),
          "as the Basic header": f"Basic {PAIR}", "the pair": f"{CLIENT_ID}:{SECRET}", "with JSON's escapes": SECRET.replace("/", "\\/"),
          "with HTML's": SECRET.replace("+", "&#43;").replace("=", "&#x3D;"), "as code points": "".join(f"\\u{ord(c):04x}" for c in SECRET),
          "in hex": SECRET.encode().hex(), "in capitals": SECRET.upper(), "twice": SECRET + SECRET}


@kind("The secret comes back", "Rejected; no form of it in the words")
def _():
    made = []
    for name, text in ECHOES.items():
        for place, content in (("error_description", {"error": "invalid_client", "error_description": f"bad secret {text}, try again"}),
                               ("an unknown field", {"you_sent": text}), ("a nested text", {"request": json.dumps({"body": text})}),
                               ("error", {"error": text})):
            made.append(body(f"{name} in {place}", json.dumps(content), REJECTED, "401 Unauthorized"))
        made.append(body(f"{name} in plain text", f"refused: {text}", REJECTED, "401 Unauthorized", "Content-Type: text/plain"))
    return made + [body(f"cut at {at}", "x" * at + " " + SECRET, REJECTED, "400 No", "Content-Type: text/plain") for at in (470, 480, 490, 495)]


@kind("A token where none is looked for", "Exit 1 with names and types alone; of an error its words without the token")
def _():
    shapes = {"token": TOKEN, "data": {"token": TOKEN}, "access": {"token": {"id": TOKEN, "meta": {}}}, "tokens": [TOKEN], "jwt": TOKEN, "id_token": TOKEN}
    return [body(f"in {name}", json.dumps({name: content}), MALFORMED) for name, content in shapes.items()] + [
        body(f"in {name} of an error", json.dumps({"error": "x", name: content}), REJECTED, "400 No") for name, content in shapes.items()] + [
        body("as a name", json.dumps({TOKEN: 1}), MALFORMED), body("access_token of an error", token_body(), REJECTED, "403 Forbidden"),
        body("access_token of a fault", token_body(), LATER, "503 Unavailable"), body("access_token of a redirect", token_body(), MALFORMED, "302 Found")]


# --- encodings and other formats ----------------------------------------------------------------------------------


@kind("Encodings", "UTF-8, with or without its mark; of any other the token, whole, or exit 1")
def _():
    whole = token_body()
    wide = token_body(scope="Schlüssel")
    return [body("UTF-8's mark", b"\xef\xbb\xbf" + whole.encode(), TOKEN), body("its mark twice", b"\xef\xbb\xbf" * 2 + whole.encode(), ANY),
            body("blanks around", " \r\n\t" + whole + "\r\n ", TOKEN)] + [
        body(codec, whole.encode(codec), ANY) for codec in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "utf-7", "cp037")] + [
        body("Latin-1 beside it", wide.replace("\\u00fc", "ü").encode("latin-1"), ANY),
        body("bytes that are no UTF-8", whole.replace("Bearer", "\udcff\udcfe").encode("utf-8", "surrogateescape"), ANY),
        body("overlong in the token", whole.encode().replace(b"token-", b"token-\xc0\xaf"), MALFORMED),
        body("a charset that is a lie", whole, TOKEN, "200 OK", "Content-Type: application/json; charset=utf-16"),
        body("no content type at all", whole, TOKEN, "200 OK", "Content-Type: "), body("text/html", whole, TOKEN, "200 OK", "Content-Type: text/html")]


ENTITY = "<!DOCTYPE a [<!ENTITY e {}>]><a><access_token>&e;</access_token></a>"
LAUGHS = "<!DOCTYPE a [<!ENTITY a0 'x'>" + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12)) + "]><a><access_token>&a11;</access_token></a>"
XML = f"<a><access_token>{TOKEN}</access_token><expires_in>3600</expires_in></a>"
XMLS = {
    "external entity": ENTITY.format('SYSTEM "file:///etc/passwd"'), "external entity, http": ENTITY.format('SYSTEM "http://127.0.0.1:1/x"'),
    "a billion laughs": LAUGHS, "an endless entity": "<!DOCTYPE a [<!ENTITY e '&e;'>]><a><access_token>&e;</access_token></a>",
    "not closed": XML[:-4], "closed wrongly": XML.replace("</a>", "</b>"), "two roots": XML + XML, "cut": XML[:30], "10,000 deep": "<a>" * 10_000,
    "1,000 deep and closed": "<a>" * 1000 + "</a>" * 1000, "10,000 attributes": "<a " + " ".join(f"b{i}='1'" for i in range(10_000)) + "/>",
    "an endless tag": "<a " + "b" * 200_000, "only a comment": "<!-- -->", "only a declaration": '<?xml version="1.0"?>', "empty": "<a/>",
    "the token as an attribute": f'<a access_token="{TOKEN}"/>', "an unknown entity": "<a><access_token>&nope;</access_token></a>",
    "line end in the token": "<a><access_token>x&#13;&#10;y</access_token></a>", "HTML": f"<html><body>{XML}</body></html>", "<": "<", "NUL": "<a>\0</a>",
}


@kind("XML where JSON is due", "No entity is fetched or unfolded; exit 1")
def _():
    return [body(name, text, MALFORMED, "200 OK", "Content-Type: application/xml") for name, text in XMLS.items()]


@kind("XML where XML is due", "A plain one is read; everything else exit 1", response={"format": "xml"})
def _():
    good = {"plain": XML, "a namespace": XML.replace("<a>", '<o:a xmlns:o="x">').replace("</a>", "</o:a>"), "CDATA": XML.replace(TOKEN, f"<![CDATA[{TOKEN}]]>"),
            "blanks around": XML.replace(TOKEN, f"\n {TOKEN} \n"), "a declaration": '<?xml version="1.0"?>\n' + XML, "an entity of XML": XML.replace(".", "&#46;")}
    return [body(name, text, TOKEN, "200 OK", "Content-Type: application/xml") for name, text in good.items()] + [
        body(name, text, MALFORMED, "200 OK", "Content-Type: application/xml") for name, text in XMLS.items()]


@kind("A form where a form is due", "A token that can stand in a header, or exit 1", response={"format": "form"})
def _():
    forms = {f"access_token={TOKEN}&expires_in=60": TOKEN, f"&&access_token={TOKEN}&": TOKEN, f"a=b=c&access_token={TOKEN}": TOKEN,
             "access_token=a%2Bb": "a+b", "access_token=": MALFORMED, "access_token": MALFORMED, "=x": MALFORMED, "access_token=a%0d%0aX: 1": MALFORMED,
             "access_token=a+b": MALFORMED, "access_token=%00": MALFORMED, "access_token=%ff": MALFORMED, "access_token=%E2%80%AE": MALFORMED,
             "error=invalid_client&error_description=no": REJECTED, "": MALFORMED, "&" * 50_000: MALFORMED, "a=1&" * 50_000: MALFORMED,
             "access_token=a%": ANY, "access_token=%zz": ANY, f"access_token={TOKEN}&access_token=b": ANY, f"access_token[]={TOKEN}": MALFORMED}
    return [body(text[:40] or "nothing", text, promised, "200 OK", "Content-Type: application/x-www-form-urlencoded") for text, promised in forms.items()]


@kind("A form where JSON is due", "Exit 1; its token is not told")
def _():
    return [body(text[:40], text, MALFORMED, "200 OK", "Content-Type: application/x-www-form-urlencoded") for text in (
        f"access_token={TOKEN}&expires_in=60", f"token={TOKEN}", f"{TOKEN}=1", f"access_token={TOKEN}")]


PAGE = f"<!DOCTYPE html><html><head><title>No</title></head><body><h1>No</h1><input value='{TOKEN}' name='access_token'></body></html>"
STATUSES = {200: 1, 300: 1, 302: 1, 400: 4, 401: 4, 402: 4, 403: 4, 404: 4, 405: 4, 406: 4, 408: 6, 409: 4, 410: 4, 413: 4, 415: 4, 418: 4, 422: 4,
            425: 6, 429: 6, 451: 4, 500: 6, 501: 6, 502: 6, 503: 6, 504: 6, 511: 6, 599: 6}


@kind("HTML with every status", "The status decides: 2xx and 3xx exit 1, 408, 425, 429 and 5xx exit 6, other 4xx exit 4")
def _():
    return [body(f"{status}", PAGE, code, f"{status} Any", "Content-Type: text/html") for status, code in STATUSES.items()]


@kind("No body with every status", "The same without a word from the provider")
def _():
    return [body(f"{status}", "", code, f"{status} Any") for status, code in STATUSES.items()]


@kind("Codes against statuses", "A code rejects whatever the status; some codes and Retry-After ask to come later")
def _():
    def said(code: str) -> str:
        return json.dumps({"error": code, "error_description": "words"})

    waits = ["5", "0", "Wed, 21 Oct 2037 07:28:00 GMT", "99999999999999999999", "-5", "soon", "\x1b[31m"]
    return [body(f"{code} with {status}", said(code), promised, f"{status} Any") for code, status, promised in (
        ("invalid_client", 200, 4), ("invalid_client", 201, 4), ("invalid_client", 400, 4), ("invalid_scope", 401, 4), ("invalid_client", 500, 6),
        ("temporarily_unavailable", 400, 6), ("temporarily_unavailable", 200, 6), ("server_error", 401, 6), ("slow_down", 403, 6),
        ("unknown_code", 200, 4), ("invalid_client", 302, 4), ("slow_down", 302, 6))] + [
        body(f"400, Retry-After: {wait!r}", said("invalid_client"), 6, "400 Bad Request", f"Retry-After: {wait}") for wait in waits]


@kind("Shapes of errors seen in the wild", "Rejected, with the provider's own words")
def _():
    shapes = ['{"errors":[{"errorId":1001,"domain":"OAuth","longMessage":"Invalid access token"}]}', '{"errors":[{"errorCode":"1","errorDescription":"x"}]}',
              '[{"errorCode":"PB-1","message":"x"}]', '[{"key":"a","message":"x"}]', '{"status":"ERROR","errors":[{"errorCode":"1"}]}',
              '{"fault":{"faultstring":"Invalid client","detail":{"errorcode":"oauth.v2.InvalidClientIdentifier"}}}', '{"errcode":40013,"errmsg":"x"}',
              '{"error":{"code":401,"message":"x"}}', '{"error":{"error":"x"}}', '{"error":["a","b"]}', '{"error":401}', '{"error":true}', '{"error":[[["x"]]]}',
              '{"errors":["plain words"]}', '{"errors":{"0":{"code":"x"}}}']
    return [body(text[:40], text, REJECTED, status) for text in shapes for status in ("200 OK", "400 Bad Request")]


@kind("Sizes", "A mebibyte is read, a byte more is not; long words are cut; at once")
def _():
    def padded(size: int) -> str:
        return token_body() + " " * (size - len(token_body()))

    many = {f"k{i}": i for i in range(60_000)}
    return [body("1 MiB", padded(1 << 20), TOKEN), body("1 MiB and a byte", padded((1 << 20) + 1), MALFORMED),
            body("60,000 fields beside it", json.dumps({"access_token": TOKEN} | many), TOKEN), body("60,000 fields", json.dumps(many), MALFORMED),
            body("100,000 items", json.dumps([0] * 100_000), MALFORMED), body("a name of 900 kB", json.dumps({"k" * 900_000: 1}), MALFORMED),
            body("a text of 900 kB", json.dumps({"k": "v" * 900_000}), MALFORMED),
            body("an error of 900 kB", json.dumps({"error": "x" * 900_000}), REJECTED, "400 No"),
            body("words of 900 kB", json.dumps({"error": "x", "error_description": "words " * 150_000}), REJECTED, "400 No"),
            body("secrets of 900 kB", json.dumps({"error": "x", "error_description": SECRET * 30_000}), REJECTED, "400 No"),
            body("quotation marks of 900 kB", '"' * 900_000, REJECTED, "400 No"), body("brackets of 900 kB", "<" * 900_000, REJECTED, "400 No"),
            body("names and equals of 900 kB", "token=" * 150_000, REJECTED, "400 No"), body("a status of 900 kB", PAGE * 4_000, LATER, "500 Oops"),
            body("backslashes of 900 kB", "\\" * 900_000, REJECTED, "400 No"), body("a JWT's dots of 900 kB", "eyJhb." * 150_000, REJECTED, "400 No")]


@rows("answers", KINDS)
def answered(place: Place, bodies: list[Body], fields: dict) -> None:
    begun = time.monotonic()
    asked(place, bodies, **fields)
    check(time.monotonic() - begun < 2 * len(bodies) + 10, f"{time.monotonic() - begun:.0f} s for {len(bodies)} bodies")


@row("answers", "What a check is answered", done="Escapes, the token, HTML, nothing and a mebibyte, with 200 to 503",
     promised="A verdict by the status; no token and no control character in the words")
def checked(place: Place) -> None:
    with Server(answer(token_body()), tls=None) as server:
        profile = known_to(place.profile(), server.url(), environment={"apiBaseUrl": server.url("")}, check={"url": "{apiBaseUrl}/me"})
        check(profile.add().code == 0, "the set was not added")
        check(profile.cli("token", "Parcels").code == 0, "no token")
        contents = ["", PAGE, TOKEN, json.dumps({"message": TOKEN}), json.dumps({"error": "x", "message": "".join(HOSTILE.values())}), "x" * (1 << 20), "x" * (2 << 20),
                    json.dumps({"error": "x", "error_description": f"{TOKEN} {TOKEN}"})]
        for status in (200, 401, 403, 503):
            for content in contents:
                server.script = answer(content, f"{status} Any")
                ended = profile.cli("check", "Parcels")
                check((ended.code == 0) == (status == 200 and len(content) <= 1 << 20), f"{status}: {ended!r}")
                check(TOKEN not in ended.out, f"the token: {ended.out!r}")
                clean(ended)
        check(len(server.requests) == 1 + 4 * len(contents), f"{len(server.requests)} requests")
