#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whether every translation says all that the sources say, with what must stand in it.

    check.py CHECKOUT [FOLDER]

FOLDER holds the translations, resources/translations of the checkout unless it is named.
"""
from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path
from typing import Iterator, NamedTuple

# How a language quotes: what opens and what closes, as often as “ and ” in the source.
QUOTES = {"en": "“”", "de": "„“", "fr": "«»", "es": "«»", "pt_BR": "“”", "ja": "「」", "zh_CN": "“”"}
# What ends a text and says something by that: that more is asked, or that something follows.
ENDS = {"…": ("…",), ":": (":", "："), ".": (".", "。"), "?": ("?", "？")}
KEYS = re.compile(r"(?:(?:Ctrl|Alt|Shift|Meta)\+)+.|F\d+")
# As often in a translation as in its source.
SAME = {
    "a place": re.compile(r"%L?\d+"),
    "a tag": re.compile(r"</?\w+[^<>]*>"),
    "a line end or tab": re.compile(r"[\n\t]"),
    "an option": re.compile(r"(?<![\w-])--[a-z][\w-]+"),
    "a file or a pattern": re.compile(r"(?:~/|\*\.|[\w-]+\.)(?:[\w/*-]+\.)*(?:json|jsonl|ini|env|sh|pem|key|crt|cer|qm)\b"),
    "a word of the protocol": re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b"),
    "a variable": re.compile(r"\b[A-Z]+(?:_[A-Z]+)+\b"),
    "a word that is searched by": re.compile(r"\b(?:is|env|provider|tag):[a-z]+"),
    "a line of PEM": re.compile(r"-----"),
}

# One word for one thing, also in English: what is said no more (but of two keys, which are a pair), and what is said
# instead (terms.tsv).
RETIRED = {re.compile(r"(?<!key )\bpairs?\b", re.IGNORECASE): "credentials"}


class Message(NamedTuple):
    context: str
    source: str
    comment: str
    forms: tuple[str, ...]
    isPlural: bool
    state: str  # "", "unfinished", "vanished", "obsolete"

    @property
    def key(self) -> tuple[str, str, str]:
        return self.context, self.source, self.comment


def messages(file: Path) -> Iterator[Message]:
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            plural = message.get("numerus") == "yes"
            forms = ([form.text or "" for form in translation.iter("numerusform")] if plural
                     else [translation.text or ""])
            comment = message.find("comment")
            yield Message(context.findtext("name"), message.findtext("source"),
                          "" if comment is None else comment.text or "", tuple(forms), plural,
                          translation.get("type", ""))


def mnemonics(text: str) -> list[str]:
    return re.findall(r"&(\w)", text.replace("&&", ""))


def edges(text: str) -> tuple[str, str]:
    return re.match(r"\s*", text).group(), re.search(r"\s*$", text).group()


def wrong_with(source: str, form: str, language: str, plural: bool) -> Iterator[str]:
    """What a translation of \a source lacks or has too much of."""
    if not form.strip():
        yield "is empty"
        return
    if KEYS.fullmatch(source):
        if form != source:
            yield "are other keys"
        return
    for what, pattern in SAME.items():
        if Counter(pattern.findall(source)) != Counter(pattern.findall(form)):
            yield f"loses or adds {what}: {pattern.findall(source)} became {pattern.findall(form)}"
    if "%n" in form and not plural:
        yield "has %n and is no plural"
    if len(mnemonics(source)) != len(mnemonics(form)):
        yield "loses or adds the letter behind &"
    wideComma = source == ", " and language in ("ja", "zh_CN")  # it has its room with it
    if edges(source) != edges(form) and not wideComma:
        yield "has other blanks around it"
    opening, closing = QUOTES[language]
    pairs = source.count("“")
    if (form.count(opening), form.count(closing)) != (pairs, pairs):
        yield f"quotes {pairs} times in English, and not as often by {opening} and {closing}"
    if language == "fr" and re.search("« | »", form):
        yield "lets a line end between a quotation mark and what it quotes"
    if form.count('"') != source.count('"'):
        yield 'has another number of " than its source'
    for end, theirs in ENDS.items():
        if source.rstrip().endswith(end) != form.rstrip().endswith(theirs):
            yield f"ends otherwise, one of them in {end}"


def terms(checkout: Path) -> list[dict[str, str]]:
    with open(checkout / "resources/translations/terms.tsv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def retired_words(place: str, text: str) -> Iterator[str]:
    for word, instead in RETIRED.items():
        if found := word.search(text):
            yield f"{place}: “{text}” says “{found.group()}”, which is called “{instead}”"


def provider_problems(file: Path) -> Iterator[str]:
    """What a provider file has people read, its facts too: the window shows them."""
    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, (dict, list)):
            for part in value.values() if isinstance(value, dict) else value:
                yield from texts(part)
    for text in texts(json.loads(file.read_text(encoding="utf-8"))):
        yield from retired_words(file.name, text)


def desktop_problems(file: Path, language: str) -> Iterator[str]:
    """What a desktop shows of the program, in each of its groups."""
    group, keys = "", {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            group = line
        elif "=" in line and not line.startswith("#"):
            key, value = line.split("=", 1)
            keys[group, key] = value
    for group, key in keys:
        shown = key in ("GenericName", "Comment", "Keywords") or (key == "Name" and "Action" in group)
        if shown and not keys.get((group, f"{key}[{language}]")):
            yield f"{file.name}: {group} has no {key}[{language}]"


def metainfo_problems(file: Path, language: str) -> Iterator[str]:
    """What a shop of programs tells, but for its release notes."""
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    parents = [element for element in ElementTree.parse(file).getroot().iter() if element.tag != "releases"]
    notes = {child for element in parents if element.tag == "release" for child in element.iter()}
    for parent in parents:
        for tag in {"summary", "p", "li", "caption"}:
            texts = [child for child in parent.findall(tag) if parent not in notes]
            own = [text for text in texts if not text.get(lang)]
            theirs = [text for text in texts if text.get(lang) == language]
            if len(own) != len(theirs):
                yield f"{file.name}: {len(theirs)} of {len(own)} <{tag}> in <{parent.tag}> are in {language}"


def problems_of(file: Path, checkout: Path, folder: Path) -> Iterator[str]:
    language = file.stem.removeprefix("tokenwright_")
    if language not in QUOTES:
        yield f"{file.name}: no language that tests/languages/check.py knows the quotation marks of"
        return
    own = {message.key: message for message in messages(file)}
    fresh = {message.key: message for message in messages(folder / file.name)}
    for key in fresh.keys() - own.keys():
        yield f"{file.name}: “{key[1]}” ({key[0]}) is missing; run resources/translations/update"
    for key in own.keys() - fresh.keys():
        yield f"{file.name}: “{key[1]}” ({key[0]}) is said nowhere; run resources/translations/update"
    for message in own.values():
        if language == "de":  # once for all: they have the same sources
            yield from retired_words(message.context, message.source)
        if message.state:
            yield f"{file.name}: “{message.source}” ({message.context}) is {message.state}"
            continue
        for form in message.forms:
            for wrong in wrong_with(message.source, form, language, message.isPlural):
                yield f"{file.name}: “{message.source}” ({message.context}) became “{form}”, which {wrong}"
        if message.isPlural and "%n" not in message.forms[-1]:
            yield f"{file.name}: “{message.source}” has no %n where it is about several"


def problems(checkout: Path, translations: Path) -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = sorted(translations.glob("tokenwright_*.ts"))
        for file in files:
            shutil.copy(file, folder)
        subprocess.run([checkout / "resources/translations/update"], check=True, stdout=subprocess.DEVNULL,
                       env=os.environ | {"TOKENWRIGHT_TRANSLATIONS": name})
        found = [problem for file in files for problem in problems_of(file, checkout, folder)]
    for language in sorted(file.stem.removeprefix("tokenwright_") for file in files):
        if language == "en":
            continue
        for file in sorted((checkout / "resources/desktop").glob("*.desktop")):
            found += desktop_problems(file, language)
        for file in sorted((checkout / "resources/desktop").glob("*.metainfo.xml")):
            found += metainfo_problems(file, language)
    for file in sorted((checkout / "resources/providers").glob("*.json")):
        if file.name != "schema.json":
            found += provider_problems(file)
    rows = terms(checkout)
    languages = set(QUOTES) - {"en"}
    for row in rows:
        if None in row or any(not (row.get(language) or "").strip() for language in languages):
            found.append(f"terms.tsv: “{row['term']}” is not in every language")
    return found


if __name__ == "__main__":
    at = Path(sys.argv[1]).resolve()
    wrong = problems(at, Path(sys.argv[2]) if len(sys.argv) > 2 else at / "resources/translations")
    print("\n".join(wrong) or "Every translation is whole.")
    sys.exit(1 if wrong else 0)
