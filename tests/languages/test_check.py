#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check.py finds what it is there to find.

    test_check.py CHECKOUT
"""
from __future__ import annotations

import shutil
import sys
import tempfile
import unittest
from pathlib import Path

import check

CHECKOUT = Path(sys.argv.pop(1)).resolve()


def wrong(source: str, form: str, language: str = "de", plural: bool = False) -> str:
    return "; ".join(check.wrong_with(source, form, language, plural))


class Faults(unittest.TestCase):
    def test_good(self):
        for source, form, language in [
                ("&Save", "&Speichern", "de"), ("&Save", "保存(&S)", "ja"),
                ("“%1” is gone.", "„%1“ ist weg.", "de"), ("“%1” is gone.", "« %1 » n’est plus là.", "fr"),
                ("“%1” is gone.", "「%1」はもうありません。", "ja"), ("Usage: %1", "用法：%1", "zh_CN"),
                ("%1 of %2", "%2 के %1", "es"), ("Ctrl+M", "Ctrl+M", "de"), ("Choose…", "Wählen…", "de"),
                ("value ends at “&” or “|”.", "Wert endet bei „&“ oder „|“.", "de"),
                ("say --yes.", "sagen Sie --yes.", "de")]:
            with self.subTest(source):
                self.assertEqual(wrong(source, form, language), "")

    def test_retired(self):
        self.assertIn("“credentials”", " ".join(check.retired_words("here", "Enter the pair.")))
        self.assertFalse(list(check.retired_words("here", "Repair it, and enter the credentials.")))

    def test_bad(self):
        for source, form, language, part in [
                ("“%1” is", "« %1 » est", "fr", "between a quotation mark"),
                ("%1 of %2", "%1 von", "de", "a place"), ("%1 of", "%1 von %2", "de", "a place"),
                ("<b>Bold</b>", "<b>Fett<b>", "de", "a tag"), ("&Save", "Speichern", "de", "letter behind &"),
                ("Save", "&Speichern", "de", "letter behind &"), ("a: ", "a:", "de", "blanks"),
                ("“%1” is", '"%1" ist', "de", "quotes"), ("“%1” is", "“%1” ist", "de", "quotes"),
                ("Choose…", "Wählen", "de", "ends"), ("Done.", "Fertig", "de", "ends"), ("Done", "Fertig.", "de", "ends"),
                ("say --yes.", "sagen Sie --ja.", "de", "an option"), ("Ctrl+M", "Strg+M", "de", "other keys"),
                ("is:failed", "ist:gescheitert", "de", "searched by"), ("One\ntwo", "Eins zwei", "de", "line end"),
                ("in settings.ini", "in den Einstellungen", "de", "a file"), ("Save", " ", "de", "empty"),
                ("use client_secret_post", "client-secret-post", "de", "protocol"), ("Some", "%n", "de", "no plural")]:
            with self.subTest(form):
                self.assertIn(part, wrong(source, form, language))

    def test_files(self):
        """A language that lacks a text, has one too many, or one that is unfinished."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            file = folder / "tokenwright_en.ts"
            shutil.copy(CHECKOUT / "resources/translations/tokenwright_en.ts", file)
            text = file.read_text(encoding="utf-8")
            self.assertEqual([one for one in check.problems(CHECKOUT, folder) if "tokenwright_en" in one], [])
            file.write_text(text.replace("%n second(s)<", "%n gone(s)<", 1), encoding="utf-8")
            found = "\n".join(check.problems(CHECKOUT, folder))
            self.assertIn("“%n second(s)” (Tokenwright) is missing", found)
            self.assertIn("“%n gone(s)” (Tokenwright) is said nowhere", found)
            file.write_text(text.replace("<translation>", '<translation type="unfinished">', 1), encoding="utf-8")
            self.assertIn("is unfinished", "\n".join(check.problems(CHECKOUT, folder)))


if __name__ == "__main__":
    unittest.main()
