# SPDX-License-Identifier: MIT
"""Encodings, XML, forms, pages, statuses, shapes of errors, sizes."""
from __future__ import annotations

import json

from answer_bodies import ANY, LATER, MALFORMED, REJECTED, body, kind
from hostile_server import TOKEN, token_body
from session import SECRET

# --- encodings and other formats ----------------------------------------------------------------------------------


@kind("Encodings", "UTF-8, with or without its mark; of any other the token, whole, or exit 1")
def _():
    whole = token_body()
    wide = token_body(scope="Schlüssel")
    return [body("UTF-8's mark", b"\xef\xbb\xbf" + whole.encode(), TOKEN),
            body("its mark twice", b"\xef\xbb\xbf" * 2 + whole.encode(), ANY),
            body("blanks around", " \r\n\t" + whole + "\r\n ", TOKEN)] + [
        body(codec, whole.encode(codec), ANY) for codec in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be",
                                                            "utf-7", "cp037")] + [
        body("Latin-1 beside it", wide.replace("\\u00fc", "ü").encode("latin-1"), ANY),
        body("bytes that are no UTF-8", whole.replace("Bearer", "\udcff\udcfe").encode("utf-8", "surrogateescape"),
             ANY),
        body("overlong in the token", whole.encode().replace(b"token-", b"token-\xc0\xaf"), MALFORMED),
        body("a charset that is a lie", whole, TOKEN, "200 OK", "Content-Type: application/json; charset=utf-16"),
        body("no content type at all", whole, TOKEN, "200 OK", "Content-Type: "),
                                                                body("text/html", whole, TOKEN, "200 OK",
                                                                     "Content-Type: text/html")]


ENTITY = "<!DOCTYPE a [<!ENTITY e {}>]><a><access_token>&e;</access_token></a>"
LAUGHS = "<!DOCTYPE a [<!ENTITY a0 'x'>" + "".join(
    f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12)) + "]><a><access_token>&a11;</access_token></a>"
XML = f"<a><access_token>{TOKEN}</access_token><expires_in>3600</expires_in></a>"
XMLS = {
    "external entity": ENTITY.format('SYSTEM "file:///etc/passwd"'),
    "external entity, http": ENTITY.format('SYSTEM "http://127.0.0.1:1/x"'),
    "a billion laughs": LAUGHS,
    "an endless entity": "<!DOCTYPE a [<!ENTITY e '&e;'>]><a><access_token>&e;</access_token></a>",
    "not closed": XML[:-4], "closed wrongly": XML.replace("</a>", "</b>"), "two roots": XML + XML, "cut": XML[:30],
    "10,000 deep": "<a>" * 10_000,
    "1,000 deep and closed": "<a>" * 1000 + "</a>" * 1000,
    "10,000 attributes": "<a " + " ".join(f"b{i}='1'" for i in range(10_000)) + "/>",
    "an endless tag": "<a " + "b" * 200_000, "only a comment": "<!-- -->",
    "only a declaration": '<?xml version="1.0"?>', "empty": "<a/>",
    "the token as an attribute": f'<a access_token="{TOKEN}"/>',
    "an unknown entity": "<a><access_token>&nope;</access_token></a>",
    "line end in the token": "<a><access_token>x&#13;&#10;y</access_token></a>",
    "HTML": f"<html><body>{XML}</body></html>", "<": "<", "NUL": "<a>\0</a>",
}


@kind("XML where JSON is due", "No entity is fetched or unfolded; exit 1")
def _():
    return [body(name, text, MALFORMED, "200 OK", "Content-Type: application/xml") for name, text in XMLS.items()]


@kind("XML where XML is due", "A plain one is read; everything else exit 1", response={"format": "xml"})
def _():
    good = {"plain": XML, "a namespace": XML.replace("<a>", '<o:a xmlns:o="x">').replace("</a>", "</o:a>"),
            "CDATA": XML.replace(TOKEN, f"<![CDATA[{TOKEN}]]>"),
            "blanks around": XML.replace(TOKEN, f"\n {TOKEN} \n"), "a declaration": '<?xml version="1.0"?>\n' + XML,
            "an entity of XML": XML.replace(".", "&#46;")}
    return [body(name, text, TOKEN, "200 OK", "Content-Type: application/xml") for name, text in good.items()] + [
        body(name, text, MALFORMED, "200 OK", "Content-Type: application/xml") for name, text in XMLS.items()]


@kind("A form where a form is due", "A token that can stand in a header, or exit 1", response={"format": "form"})
def _():
    forms = {f"access_token={TOKEN}&expires_in=60": TOKEN, f"&&access_token={TOKEN}&": TOKEN,
             f"a=b=c&access_token={TOKEN}": TOKEN,
             "access_token=a%2Bb": "a+b", "access_token=": MALFORMED, "access_token": MALFORMED, "=x": MALFORMED,
             "access_token=a%0d%0aX: 1": MALFORMED,
             "access_token=a+b": MALFORMED, "access_token=%00": MALFORMED, "access_token=%ff": MALFORMED,
             "access_token=%E2%80%AE": MALFORMED,
             "error=invalid_client&error_description=no": REJECTED, "": MALFORMED, "&" * 50_000: MALFORMED,
             "a=1&" * 50_000: MALFORMED,
             "access_token=a%": ANY, "access_token=%zz": ANY, f"access_token={TOKEN}&access_token=b": ANY,
             f"access_token[]={TOKEN}": MALFORMED}
    return [body(text[:40] or "nothing", text, promised, "200 OK",
                 "Content-Type: application/x-www-form-urlencoded") for text, promised in forms.items()]


@kind("A form where JSON is due", "Exit 1; its token is not told")
def _():
    return [body(text[:40], text, MALFORMED, "200 OK", "Content-Type: application/x-www-form-urlencoded") for text in (
        f"access_token={TOKEN}&expires_in=60", f"token={TOKEN}", f"{TOKEN}=1", f"access_token={TOKEN}")]


PAGE = (f"<!DOCTYPE html><html><head><title>No</title></head><body>"
        f"<h1>No</h1><input value='{TOKEN}' name='access_token'></body></html>")
STATUSES = {200: 1, 300: 1, 302: 1, 400: 4, 401: 4, 402: 4, 403: 4, 404: 4, 405: 4, 406: 4, 408: 6, 409: 4, 410: 4,
            413: 4, 415: 4, 418: 4, 422: 4,
            425: 6, 429: 6, 451: 4, 500: 6, 501: 6, 502: 6, 503: 6, 504: 6, 511: 6, 599: 6}


@kind("HTML with every status",
      "The status decides: 2xx and 3xx exit 1, 408, 425, 429 and 5xx exit 6, other 4xx exit 4")
def _():
    return [body(f"{status}", PAGE, code, f"{status} Any", "Content-Type: text/html") for status,
            code in STATUSES.items()]


@kind("No body with every status", "The same without a word from the provider")
def _():
    return [body(f"{status}", "", code, f"{status} Any") for status, code in STATUSES.items()]


@kind("Codes against statuses", "A code rejects whatever the status; some codes and Retry-After ask to come later")
def _():
    def said(code: str) -> str:
        return json.dumps({"error": code, "error_description": "words"})

    waits = ["5", "0", "Wed, 21 Oct 2037 07:28:00 GMT", "99999999999999999999", "-5", "soon", "\x1b[31m"]
    return [body(f"{code} with {status}", said(code), promised, f"{status} Any") for code, status, promised in (
        ("invalid_client", 200, 4), ("invalid_client", 201, 4), ("invalid_client", 400, 4), ("invalid_scope", 401, 4),
        ("invalid_client", 500, 6),
        ("temporarily_unavailable", 400, 6), ("temporarily_unavailable", 200, 6), ("server_error", 401, 6),
        ("slow_down", 403, 6),
        ("unknown_code", 200, 4), ("invalid_client", 302, 4), ("slow_down", 302, 6))] + [
        # Qt 6.8 takes a header with control characters for none
        body(f"400, Retry-After: {wait!r}", said("invalid_client"), (4, 6) if wait[0] == "\x1b" else 6, "400 Bad Request",
             f"Retry-After: {wait}") for wait in waits]


@kind("Shapes of errors seen in the wild", "Rejected, with the provider's own words")
def _():
    shapes = ['{"errors":[{"errorId":1001,"domain":"OAuth","longMessage":"Invalid access token"}]}',
              '{"errors":[{"errorCode":"1","errorDescription":"x"}]}',
              '[{"errorCode":"PB-1","message":"x"}]', '[{"key":"a","message":"x"}]',
              '{"status":"ERROR","errors":[{"errorCode":"1"}]}',
              '{"fault":{"faultstring":"Invalid client","detail":{"errorcode":"oauth.v2.InvalidClientIdentifier"}}}',
              '{"errcode":40013,"errmsg":"x"}',
              '{"error":{"code":401,"message":"x"}}', '{"error":{"error":"x"}}', '{"error":["a","b"]}', '{"error":401}',
              '{"error":true}', '{"error":[[["x"]]]}',
              '{"errors":["plain words"]}', '{"errors":{"0":{"code":"x"}}}']
    return [body(text[:40], text, REJECTED, status) for text in shapes for status in ("200 OK", "400 Bad Request")]


@kind("Sizes", "A mebibyte is read, a byte more is not; long words are cut; at once")
def _():
    def padded(size: int) -> str:
        return token_body() + " " * (size - len(token_body()))

    many = {f"k{i}": i for i in range(60_000)}
    return [body("1 MiB", padded(1 << 20), TOKEN), body("1 MiB and a byte", padded((1 << 20) + 1), MALFORMED),
            body("60,000 fields beside it", json.dumps({"access_token": TOKEN} | many), TOKEN),
            body("60,000 fields", json.dumps(many), MALFORMED),
            body("100,000 items", json.dumps([0] * 100_000), MALFORMED),
            body("a name of 900 kB", json.dumps({"k" * 900_000: 1}), MALFORMED),
            body("a text of 900 kB", json.dumps({"k": "v" * 900_000}), MALFORMED),
            body("an error of 900 kB", json.dumps({"error": "x" * 900_000}), REJECTED, "400 No"),
            body("words of 900 kB", json.dumps({"error": "x", "error_description": "words " * 150_000}), REJECTED,
                 "400 No"),
            body("secrets of 900 kB", json.dumps({"error": "x", "error_description": SECRET * 30_000}), REJECTED,
                 "400 No"),
            body("quotation marks of 900 kB", '"' * 900_000, REJECTED, "400 No"),
            body("brackets of 900 kB", "<" * 900_000, REJECTED, "400 No"),
            body("names and equals of 900 kB", "token=" * 150_000, REJECTED, "400 No"),
            body("a status of 900 kB", PAGE * 4_000, LATER, "500 Oops"),
            body("backslashes of 900 kB", "\\" * 900_000, REJECTED, "400 No"),
            body("a JWT's dots of 900 kB", "eyJhb." * 150_000, REJECTED, "400 No")]
