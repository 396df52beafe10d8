#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes languages that nobody speaks, to see what a translation would meet.

    pseudo.py CHECKOUT LRELEASE FOLDER

writes into FOLDER, from what the sources say at this moment:

    longer.qm     every text half as long again, between ⟦ and ⟧; what is put into it between ⟨ and ⟩
    mirrored.qm   in Hebrew letters, and from right to left

language=/FOLDER/longer.qm in settings.ini lets both programs speak one.
"""
from __future__ import annotations

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

# What a translation must leave alone: places, tags, what is typed as it stands.
KEPT = re.compile(r"%(?:L?\d+|n)|<[^<>]*>|&(?=\w)|\n|\t|--[\w-]+|\*\.\w+")
KEYS = re.compile(r"(?:(?:Ctrl|Alt|Shift|Meta)\+)+.|F\d+")  # pressed, not read
FILLER = "ŵôŕđš ĺöñĝéŕ ţĥáñ ţĥé šöüŕçé "
HEBREW = str.maketrans("abcdefghijklmnopqrstuvwxyz", "אבגדהוזחטיכלמנסעפצקרשתאבגד")


def pieces(text: str) -> list[tuple[bool, str]]:
    """What is kept, and what is between it."""
    found, end = [], 0
    for match in KEPT.finditer(text):
        found += [(False, text[end:match.start()]), (True, match.group())]
        end = match.end()
    return [piece for piece in [*found, (False, text[end:])] if piece[1]]


def longer(text: str) -> str:
    if KEYS.fullmatch(text):
        return text
    inner = "".join(f"⟨{piece}⟩" if kept and re.fullmatch(r"%L?\d+", piece) else piece
                    for kept, piece in pieces(text))
    more = len(text) // 2
    filler = (FILLER * (more // len(FILLER) + 1))[:more].rstrip()
    return f"⟦{inner}{' ' * bool(more)}{filler}⟧"


def mirrored(text: str) -> str:
    if KEYS.fullmatch(text):
        return text
    return "".join(piece if kept else piece.lower().translate(HEBREW) for kept, piece in pieces(text))


def make(checkout: Path, lrelease: str, folder: Path, name: str, translated, mirror: bool) -> None:
    source = folder / f"tokenwright_{name}.ts"
    source.unlink(missing_ok=True)
    subprocess.run([checkout / "resources/translations/update", name], check=True,
                   env=os.environ | {"TOKENWRIGHT_TRANSLATIONS": str(folder)})
    tree = ElementTree.parse(source)
    root = tree.getroot()
    root.set("language", "en")
    for message in root.iter("message"):
        text = translated(message.find("source").text)
        translation = message.find("translation")
        translation.attrib.clear()
        translation.text = text
        for form in translation.findall("numerusform"):
            translation.remove(form)
        if message.get("numerus"):
            translation.text = None
            for _ in range(2):
                ElementTree.SubElement(translation, "numerusform").text = text
    if mirror:
        context = ElementTree.SubElement(root, "context")
        ElementTree.SubElement(context, "name").text = "QGuiApplication"
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = "QT_LAYOUT_DIRECTION"
        ElementTree.SubElement(message, "translation").text = "RTL"
    tree.write(source, encoding="utf-8", xml_declaration=True)
    subprocess.run([lrelease, "-silent", source, "-qm", folder / f"{name}.qm"], check=True)


if __name__ == "__main__":
    at, release, into = Path(sys.argv[1]).resolve(), sys.argv[2], Path(sys.argv[3])
    into.mkdir(parents=True, exist_ok=True)
    make(at, release, into.resolve(), "longer", longer, False)
    make(at, release, into.resolve(), "mirrored", mirrored, True)
