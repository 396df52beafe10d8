# SPDX-License-Identifier: MIT
"""JSON: every type in every field, nearly JSON, nesting, names that come twice."""
from __future__ import annotations

import json

from answer_bodies import ANY, LATER, MALFORMED, REJECTED, UNKNOWN, body, kind
from hostile_server import TOKEN, token_body
from session import SECRET

# --- every JSON type in every field ------------------------------------------------------------------------

TYPES = ["null", "true", "false", "0", "1", "-1", "1.5", "1e400", '""', '" "', '"x"', "[]", '["x"]', "{}", '{"x":"y"}',
         "[[]]"]


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
               '"NaN"': UNKNOWN, '"Infinity"': UNKNOWN, '"inf"': UNKNOWN, '"0x10"': UNKNOWN, '" 3600 "': 3600,
               '"3600s"': UNKNOWN,
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
        for value in ("DPoP", "dpop", " DPOP ", "MAC", "mac", "BearerToken", "Application Access Token",
                      "bearer\r\nX-Evil: 1",
                      "B" * 5000, "\x1b[31m", "N_A")]


@kind("scope of every type", "Whatever it is, the token is handed out")
def _():
    return [body(f"scope {value}", _with("scope", value), TOKEN) for value in TYPES if value != "1e400"] + [
        body(f"scope {name}", _with("scope", json.dumps(value)), TOKEN) for name, value in (
            ("with escapes", "read \x1b]0;owned\x07 \u202ewrite"), ("with line ends", "a\r\nb"),
            ("a long one", "read " * 20_000),
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
    return [body(f"{name} {value}", _with(name, value), TOKEN) for name in ("issued_at",)
            for value in TYPES if value != "1e400"]


# --- JSON that is none ----------------------------------------------------------------------------------------


@kind("A token answer cut off", "Exit 1; what was there of the token is not told")
def _():
    whole = token_body()
    return [body(f"after {size} bytes", whole[:size], MALFORMED) for size in range(1, len(whole), 6)]


@kind("Nearly JSON", "Exit 1; nothing is guessed")
def _():
    whole = token_body()
    texts = {
        "single quotes": whole.replace('"', "'"), "a comma too many": whole.replace("}", ",}"),
        "a comment": "/* */" + whole,
        "a line comment": whole.replace("{", "{ // x\n"), "names without quotes": whole.replace('"access_token"',
                                                                                                "access_token"),
        "JSONP": f"callback({whole})", "the guard of some APIs": ")]}',\n" + whole, "two answers": whole + whole,
        "rubbish behind it": whole + "x", "rubbish before it": "x" + whole, "NaN": _with("expires_in", "NaN"),
        "Infinity": _with("expires_in", "Infinity"), "hex": _with("expires_in", "0x10"),
        "a plus": _with("expires_in", "+5"),
        "True": _with("expires_in", "True"), "undefined": _with("expires_in", "undefined"),
        "a raw line end in a text": whole.replace("token-", "token-\n"),
        "a broken escape": whole.replace("token-", "token-\\x"),
        "half an escape": whole.replace("token-", "token-\\u12"),
        "no colon": whole.replace(":", ""), "semicolons": whole.replace(",", ";"),
        "a list around its middle": "[" + whole,
        "a server-sent event": f"data: {whole}\n\n", "a quoted one": json.dumps(whole),
        "in HTML": f"<pre>{whole}</pre>",
        "in Markdown": f"```json\n{whole}\n```", "as Python prints it": str(json.loads(whole)),
        "YAML": "access_token: x\n",
        "a log line": f"2026-01-01 INFO {whole}", "NUL behind it": whole + "\0", "NUL before it": "\0" + whole}
    loose = ("a raw line end in a text", "a broken escape", "NUL behind it")  # some readers read these
    return [body(name, text, ANY if name in loose else MALFORMED) for name, text in texts.items()]


@kind("Other things than an object", "Exit 1; a text that is the token itself is not told")
def _():
    texts = ["", " ", "\r\n", "null", "true", "0", "123", '""', json.dumps(TOKEN), TOKEN, f"Bearer {TOKEN}", "[]",
             "[[]]", "[1]",
             json.dumps([TOKEN]), f"[{token_body()}]", "{}", "[null]", "\0" * 1000, "{" * 10, "}" * 10, '{"a"', "\\",
             "%", "=", "&", "<", "<>"]
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
