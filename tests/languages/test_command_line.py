#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""All that the command line says to people was translated: in a language where each text stands between ⟦ and ⟧
(pseudo.py), nothing is left outside but what is typed, and what is data.

    test_command_line.py TOKENWRIGHT-CLI LONGER.QM
"""
from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

CLI, LANGUAGE = sys.argv[1:]

# What is typed as it stands, or is the name of something.
TYPED = re.compile(r"""
    (?:tokenwright-cli|curl|eval|exec|export)\b.*      # a line of an example or of the usage
    | (?:-\w,\ )?--?[\w-]+(?:[ ][^\s]+)?          # an option and what it takes
    | ~?/\S*(?:\ \S+=\S*)*                        # a file
    | [A-Z][A-Z_]+(?:,\ [A-Z_]+)*                 # a variable or what stands for an argument
    | https_proxy,\ no_proxy
    | \[options\] | COMMAND | NAME\S*
    | \S+(?:,\ \S+)*                             # a word, or several: commands, choices, IDs, codes
    | No\ such\ file\ or\ directory                # the system says that, in its own language
    | [\w.-]+\s{2,}\S.*                           # a row of data: an ID, then names that providers gave
""", re.X)

RUNS = {  # the arguments, and the exit code
    (): 2, ("--help",): 0, ("-x",): 2, ("nonsense",): 2, ("help", "nonsense"): 2,
    ("header",): 2, ("header", "Nobody"): 3, ("header", "Nobody", "--nonsense"): 2, ("header", "a", "b"): 2,
    ("header", "Nobody", "--format", "nonsense"): None, ("header", "Nobody", "--min-ttl", "x"): None,
    ("env", "Nobody", "--format", "nonsense"): None, ("exec", "Nobody"): 2, ("exec", "--", "true"): 2,
    ("add", "New"): 2, ("add", "New", "--provider", "nonsense"): None, ("edit", "Nobody", "--name", ""): None,
    ("add", "New", "--provider", "ebay", "--environment", "nonsense"): None,
    ("remove", "Nobody"): None, ("import", "/nowhere"): None, ("import", "/dev/null"): None,
    ("export", "Nobody"): 3, ("providers", "validate", "/nowhere"): 1, ("providers", "nonsense"): 2,
    ("completions", "nonsense"): None, ("discover", "nonsense"): None, ("log",): 0, ("list",): 0,
    ("mint", "--provider", "nonsense"): None, ("rotate", "Nobody"): None,
}


def said(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([CLI, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          env=os.environ)


def outside(text: str) -> list[str]:
    """The pieces that no translation holds, or that were put into one; a line each."""
    pieces, stack, piece = [], [], ""
    for letter in text:
        if letter in "⟦⟨":
            if not stack or stack[-1] == "⟨":
                pieces.append(piece)
                piece = ""
            stack.append(letter)
        elif letter in "⟧⟩":
            if stack and stack[-1] == "⟨":
                pieces.append(piece)
                piece = ""
            if stack:
                stack.pop()
        elif not stack or stack[-1] == "⟨":
            piece += letter
    return [line.strip(" .,:;()“”?") for part in [*pieces, piece] for line in part.split("\n")]


def speak(language: str) -> None:
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "tokenwright"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "settings.ini").write_text(f"[General]\nlanguage={language}\n", encoding="utf-8")


def problems() -> list[str]:
    assert outside("⟦All⟧ and ⟦of ⟨this⟩⟧") == ["", "and", "this", ""], outside("⟦All⟧ and ⟦of ⟨this⟩⟧")
    assert not TYPED.fullmatch("some words") and TYPED.fullmatch("--json")
    found, seen = [], 0
    commands = [line.split()[0] for line in subprocess.run([CLI], capture_output=True, text=True).stderr.splitlines()
                if re.match(r"  [a-z]+ ", line)]
    assert len(commands) > 15, commands
    speak(LANGUAGE)
    runs = RUNS | {(command, "--help"): 0 for command in commands}
    for arguments, code in runs.items():
        answer = said(*arguments)
        if code is not None and answer.returncode != code:
            found.append(f"{' '.join(arguments)}: exit code {answer.returncode}: {answer.stderr}")
        text = answer.stdout + answer.stderr
        seen += text.count("⟦")
        found += [f"{' '.join(arguments)}: “{piece}”" for piece in outside(text)
                  if re.search(r"[^\W\d_]{2,}", piece) and not TYPED.fullmatch(piece)]
    if seen < 200:
        found.append(f"only {seen} translated texts were seen")
    for machine in (["list", "--json"], ["providers", "--json"], ["log", "--json"]):
        if "⟦" in said(*machine).stdout:
            found.append(f"{' '.join(machine)} is translated, though a program reads it")
    return found


if __name__ == "__main__":
    wrong = problems()
    print("\n".join(wrong) or "All that the command line says was translated.")
    sys.exit(1 if wrong else 0)
