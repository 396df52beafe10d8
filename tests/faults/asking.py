# SPDX-License-Identifier: MIT
"""What the rows of network and answers have in common: a mint that stores nothing, and what holds of
every failure."""
from __future__ import annotations

import base64
import unicodedata
from urllib.parse import quote, quote_plus

import certificates
from hostile_server import TOKEN, Server
from session import CLIENT_ID, SECRET, Ended, Place, Profile
from table import check

AD_HOC = ("mint", "--provider", "practice", "--environment", "sandbox", "--client-id", CLIENT_ID, "--secret-stdin")


def known_to(profile: Profile, url: str, *, ca: object = None, **fields) -> Profile:
    """Writes the provider file for a server at `url` whose authority is trusted."""
    environment = fields.pop("environment", {})
    if url.startswith("https:"):
        environment = {"caCertificates": str(ca or certificates.authority().file)} | environment
    profile.provider(url, environment=environment, **fields)
    return profile


def mint(place: Place, url: str, *arguments: str, environment: dict[str, str] | None = None, seconds: float = 60,
         **fields) -> Ended:
    """Mints from `url` by options alone: no set, no keychain."""
    return known_to(place.profile(), url, **fields).cli(*AD_HOC, *arguments, stdin=SECRET, environment=environment,
                                                        seconds=seconds)


def added(place: Place, server: Server, *names: str) -> Profile:
    """A profile with a set of each name for `server`."""
    profile = known_to(place.profile(), server.url())
    for name in names:
        check(profile.add(name).code == 0, "the set was not added")
    return profile


def spellings(text: str) -> dict[str, str]:
    """How languages and tools print a text or its bytes."""
    data = text.encode()
    return {"in octal": "".join(f"\\{byte:03o}" for byte in data), "as Rust has it": "".join(f"\\u{{{ord(c):x}}}" for c in text),
            "in long escapes": "".join(f"\\U{ord(c):08x}" for c in text),
            "as JavaScript escapes": "".join(f"%u{ord(c):04X}" for c in text),
            "in HTML without semicolons": "".join(f"&#{ord(c)}" for c in text),
            "as numbers": ", ".join(map(str, data)), "as Go's numbers": " ".join(map(str, data)),
            "in hex with colons": data.hex(":"), "in hex with blanks": data.hex(" "),
            "in hex with 0x": ", ".join(f"0x{byte:02x}" for byte in data),
            "in Base64 twice": base64.b64encode(base64.b64encode(data)).decode(),
            "parted unseen": "\u00ad".join((text[:9], text[9:]))}


def secret_forms(*more: str) -> list[str]:
    pair = [f"{CLIENT_ID}:{SECRET}", f"{quote_plus(CLIENT_ID)}:{quote_plus(SECRET)}"]
    forms = [base64.b64encode(text.encode()).decode() for text in [*pair, SECRET]]
    for text in (SECRET, *more):
        forms += [text, quote(text, safe=""), quote_plus(text), *spellings(text).values()]
    return forms


def clean(ended: Ended, *tokens: str) -> None:
    """No secret and no token in the words, and nothing that moves a terminal's cursor or hides text."""
    for form in secret_forms(TOKEN, *tokens):
        check(form not in ended.err and form.replace("\u00ad", "\\u00AD") not in ended.err,
              f"a secret in the words: {ended.err!r}")
    odd = [c for c in ended.err if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Cs")]
    check(not odd, f"control characters in the words: {ended.err!r}")


def failed(ended: Ended, code: int | tuple[int, ...], *said: str, tokens: tuple[str, ...] = ()) -> None:
    """It ended with `code`, nothing on standard output, words that hold each of `said`, and no secret."""
    codes = code if isinstance(code, tuple) else (code,)
    check(ended.code in codes, f"exit code {ended.code} instead of {code}: {ended.err!r} {ended.out!r}")
    check(ended.out == "", f"on standard output: {ended.out!r}")
    check(ended.err.strip() != "", "no words")
    for words in said:
        check(words in ended.err, f"without {words!r}: {ended.err!r}")
    clean(ended, *tokens)


def minted(ended: Ended, token: str = TOKEN) -> None:
    check(ended.code == 0 and ended.out == token + "\n", f"no token: {ended!r}")
    clean(ended)


def sent_once(server: Server) -> None:
    """One whole request arrived, and on no other connection was anything said."""
    check(len(server.requests) == 1, f"{len(server.requests)} requests")
    check(server.begun == 1, f"something was said on {server.begun} connections")
    check(server.connections <= 2, f"{server.connections} connections")
