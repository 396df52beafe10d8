#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Holds every provider file to the schema, and the schema to a table of mistakes it must refuse.

    test_providerschema.py FOLDER    the folder of the provider files
"""
import copy
import json
import pathlib
import sys
import unittest

import jsonschema

FOLDER = pathlib.Path(sys.argv.pop(1))
SCHEMA = json.loads((FOLDER / "schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())

# Every field once ("everything"), what may stand there instead ("others"), and what is wrong with a file that
# has this value there, or none ("mistakes"): the last part of the path must be named.
EXAMPLES = json.loads((pathlib.Path(__file__).parent / "formatexamples.json").read_text())
EVERYTHING = EXAMPLES["everything"]


def with_mistake(path, *value):
    document = copy.deepcopy(EVERYTHING)
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place = document
    for part in way:
        place = place[part]
    if value:
        place[last], = value
    else:
        del place[last]
    return document


def complaints(document):
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(document)]


def fields_of(node):
    """Every field that the schema describes, with what it says of it."""
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            for name, field in node["properties"].items():
                target = SCHEMA["$defs"][field["$ref"].split("/")[-1]] if "$ref" in field else {}
                yield name, {**target, **field}
        for child in node.values():
            yield from fields_of(child)
    elif isinstance(node, list):
        for child in node:
            yield from fields_of(child)


class ProviderSchema(unittest.TestCase):
    def test_provider_files(self):
        files = [file for file in FOLDER.glob("*.json") if file.name != "schema.json"]
        self.assertTrue(files)
        for file in files:
            with self.subTest(file.name):
                document = json.loads(file.read_text())
                self.assertEqual(complaints(document), [])
                self.assertEqual(next(iter(document)), "$schema")  # editors look there first
                self.assertTrue((FOLDER / document["$schema"]).samefile(FOLDER / "schema.json"))

    def test_schema(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)
        for name, field in fields_of(SCHEMA):
            with self.subTest(name):
                self.assertTrue(field.get("title"))
                self.assertTrue(field.get("description"))

    def test_every_field_is_allowed(self):
        self.assertEqual(complaints(EVERYTHING), [])
        for path, value in EXAMPLES["others"]:
            with self.subTest(f"{path} = {value!r}"):
                self.assertEqual(complaints(with_mistake(path, value)), [])
        used = json.dumps([EVERYTHING, EXAMPLES["others"]])
        for name, _ in fields_of(SCHEMA):
            self.assertIn(f'"{name}"', used)

    def test_mistakes(self):
        for path, *value in EXAMPLES["mistakes"]:
            with self.subTest(f"{path} = {value[0] if value else 'absent'!r}"):
                found = complaints(with_mistake(path, *value))
                self.assertTrue(found, "not refused")
                self.assertTrue(any(path.split(".")[-1] in complaint for complaint in found), found)


if __name__ == "__main__":
    unittest.main()
