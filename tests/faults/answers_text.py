# SPDX-License-Identifier: MIT
"""What stands in the texts of an answer: control characters, escapes, secrets and tokens."""
from __future__ import annotations

import base64
import json
from urllib.parse import quote

from answer_bodies import LATER, MALFORMED, REJECTED, Body, body, kind
from asking import spellings
from hostile_server import TOKEN, token_body
from session import CLIENT_ID, SECRET

# --- characters ----------------------------------------------------------------------------------------------

NOT_IN_A_HEADER = ["\0", "\x01", "\t", "\n", "\r", "\r\n", "\r\nX-Evil: 1\r\n", "\x1b[31m", "\x7f", "\x80", "\xa0",
                   "é",
                   "\u200b", "\u202e",
                   "\u2028", "\ufeff", "\U0001f511", "\ud800", "\udc00\ud800", " "]


@kind("Control characters in a token", "Exit 1: it never reaches a header; it is not told either")
def _():
    return [body(f"{name} {text!r}", token_body(whole), MALFORMED) for text in NOT_IN_A_HEADER
            for name, whole in (("inside", f"{TOKEN}{text}{TOKEN}"), ("behind", f"{TOKEN}{text}"))]


@kind("Odd tokens", "Visible ASCII is a token, whatever shells make of it; a scheme before it is taken off")
def _():
    tokens = ["a", "v^1.1#i^1#p^1#r^0#f^0#I^3|x=", "$(reboot)`id`", "'\"\\", "--help", "%s%n", "<script>", "=" * 10,
              "{}[]", "~!@#$%^&*()_+",
              "x" * 4_000, "x" * 100_000, "x" * 1_000_000]
    return [body(f"token {token[:20]} ({len(token)})", token_body(token), token) for token in tokens] + [
        body("Bearer before it", token_body(f"Bearer {TOKEN}"), TOKEN),
        body("bearer  before it", token_body(f"bearer  {TOKEN}"), TOKEN),
        body("another scheme before it", token_body(f"MAC {TOKEN}"), MALFORMED),
        body("Bearer alone", token_body("Bearer "), MALFORMED)]


HOSTILE = {"a title and colours": "\x1b]0;owned\x07\x1b[31mred\x1b[0m",
           "cursor and erase": "\x1b[2J\x1b[1;1H\x9b2K\r\b\b",
           "bidi": "\u202egnirts\u2066x\u2069\u200f", "line ends": "one\r\ntwo\u2028three\u2029four\x0b\x0c\x85five",
           "NUL and DEL": "a\0b\x7fc", "invisible": "\u200b\u00ad\ufeff\U000e0041\ufffe\ud800"}


@kind("Escapes in what a provider says", "Rejected, and every one of them spelled out")
def _():
    made = []
    for name, text in HOSTILE.items():
        places = {
            "error": {"error": text}, "error_description": {"error": "invalid_client", "error_description": text},
            "hint": {"error": "x", "error_description": "y", "hint": text},
            "error_uri": {"error": "x", "message": "y", "error_uri": text},
            "message": {"message": text}, "errors": {"errors": [{"errorCode": text, "errorDescription": text}]},
            "a name": {text: text}, "a value nobody knows": {"weather": text}, "a list": [text]}
        made += [body(f"{name} in {place}", json.dumps(content), REJECTED, "400 Bad Request") for place,
                 content in places.items()]
        raw = text.encode("utf-8", "surrogatepass").replace(b"\r\n", b"\t")
        made += [body(f"{name} as it is", raw, REJECTED, "400 Bad Request", "Content-Type: text/plain"),
                 Body(f"{name} in a challenge",
                      b"HTTP/1.1 401 No\r\nContent-Length: 0\r\nWWW-Authenticate: Bearer error=\"invalid_token\", "
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
ECHOES = {"as it is": SECRET, "URL-encoded": quote(SECRET, safe=""),
          "as a form has it": SECRET.replace("+", "%2B").replace(" ", "+"),
          "in Base64": base64.b64encode(SECRET.encode()).decode(),
          "in URL-safe Base64": base64.urlsafe_b64encode(SECRET.encode()).decode(),
          "as the Basic header": f"Basic {PAIR}", "the pair": f"{CLIENT_ID}:{SECRET}",
          "with JSON's escapes": SECRET.replace("/", "\\/"),
          "with HTML's": SECRET.replace("+", "&#43;").replace("=", "&#x3D;"),
          "as code points": "".join(f"\\u{ord(c):04x}" for c in SECRET),
          "in hex": SECRET.encode().hex(), "in capitals": SECRET.upper(), "twice": SECRET + SECRET,
          **spellings(SECRET)}


@kind("The secret comes back", "Rejected; no form of it in the words")
def _():
    made = []
    for name, text in ECHOES.items():
        for place, content in (("error_description",
                                {"error": "invalid_client", "error_description": f"bad secret {text}, try again"}),
                               ("an unknown field", {"you_sent": text}),
                               ("a nested text", {"request": json.dumps({"body": text})}),
                               ("error", {"error": text})):
            made.append(body(f"{name} in {place}", json.dumps(content), REJECTED, "401 Unauthorized"))
        made.append(body(f"{name} in plain text", f"refused: {text}", REJECTED, "401 Unauthorized",
                         "Content-Type: text/plain"))
    made.append(body("as JSON's list of bytes", json.dumps({"body": list(SECRET.encode())}), REJECTED, "400 No"))
    return made + [body(f"cut at {at}", "x" * at + " " + SECRET, REJECTED, "400 No",
                        "Content-Type: text/plain") for at in (470, 480, 490, 495)]


@kind("A token where none is looked for", "Exit 1 with names and types alone; of an error its words without the token")
def _():
    shapes = {"token": TOKEN, "data": {"token": TOKEN}, "access": {"token": {"id": TOKEN, "meta": {}}},
              "tokens": [TOKEN], "jwt": TOKEN, "id_token": TOKEN}
    return [body(f"in {name}", json.dumps({name: content}), MALFORMED) for name, content in shapes.items()] + [
        body(f"in {name} of an error", json.dumps({"error": "x", name: content}), REJECTED, "400 No") for name,
        content in shapes.items()] + [
        body("as a name", json.dumps({TOKEN: 1}), MALFORMED), body("access_token of an error", token_body(), REJECTED,
                                                                   "403 Forbidden"),
        body("access_token of a fault", token_body(), LATER, "503 Unavailable"),
            body("access_token of a redirect", token_body(), MALFORMED, "302 Found")]
