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
ABSENT = object()

# Every field once.
EVERYTHING = {
    "$schema": "./schema.json", "schema": 1, "id": "my-server", "name": "My server",
    "portalUrl": "https://portal.example.com/keys",
    "labels": {"clientId": "Key", "clientSecret": "Password"},
    "environments": {"sandbox": {
        "name": "Sandbox", "production": False, "tokenUrl": "https://{tenant}.example.com/token",
        "issuer": "https://{tenant}.example.com", "revocationUrl": "https://{tenant}.example.com/revoke",
        "apiBaseUrl": "http://127.0.0.1:8080/api", "caCertificates": "{tenant}.pem",
        "credentialHints": {"clientIdContains": "-S-", "clientSecretPrefix": "S-"}}},
    "variables": [{"name": "tenant", "label": "Tenant", "pattern": "[a-z]+", "default": "acme"}],
    "request": {
        "method": "POST", "bodyFormat": "form", "clientAuthentication": "private_key_jwt",
        "clientCertificate": "optional",
        "clientIdParameter": "key", "clientSecretParameter": "pass", "grantType": "app",
        "authorizationScheme": "ID",
        "assertion": {"use": "grant", "algorithm": "ES256", "keyId": "1",
                      "audience": "https://example.com", "lifetime": 60,
                      "claims": {"sub": "{tenant}", "jti": None, "scope": ["{scopes}"], "n": 1}},
        "parameters": [{"name": "resource", "label": "Resource", "required": True, "default": "all",
                        "secret": False, "multiple": True}],
        "headers": [{"name": "X-One", "value": "{uuid}"}],
        "scopes": {"required": True, "separator": ",", "default": "a",
                   "catalog": [{"scope": "a", "description": "A"}]}},
    "response": {
        "format": "json", "accessToken": "token", "apiBaseUrl": ["instance_url"], "expiresIn": ["ttl"], "tokenType": ["kind"],
        "expiresAt": [{"path": "until", "unit": "iso8601"}], "lifetimeFallback": 1800,
        "issuedAt": [{"path": "data.0.at", "unit": "ms"}], "refreshToken": ["next"]},
    "useToken": {"header": "X-Api-Token", "scheme": "",
                 "headers": [{"name": "X-Id", "value": "{client_id}"}]},
    "policy": {"mintLimit": {"count": 5, "per": "second"}, "revokesPrevious": True,
               "sameTokenUntilExpiry": True, "lockoutAfter": 3, "secretLifetime": 180, "note": "Slow."},
    "check": {
        "method": "POST", "url": "{apiBaseUrl}/me", "headers": [{"name": "X-Two", "value": "2"}],
        "body": {"a": 1}, "useToken": {"header": "Authorization", "scheme": "OAuth"},
        "okStatus": [200], "okStatusWithCode": [400], "badTokenStatus": [401],
        "badTokenCodes": ["1001"], "missingScopeStatus": [403], "missingScopeCodes": ["1100"],
        "quotas": {"each": "limits.*.calls", "name": "name", "limit": "all", "remaining": "left",
                   "reset": "again"},
        "note": "Reads one thing."},
    "errors": {"codePaths": ["c"], "messagePaths": ["m.0"], "help": {"e1": "Do this."},
               "tryLaterCodes": ["busy"], "textPattern": "<p>(.*)</p>"},
    "facts": [{"claim": "c", "source": "https://example.com", "checked": "2026-01-02", "confidence": "A"}],
}

# What may stand there instead.
OTHERS = [
    ("policy.mintLimit", {"count": 10, "seconds": 28800}), ("request.grantType", None),
    ("request.clientIdParameter", None), ("request.bodyFormat", "none"),
    ("request.clientAuthentication", "none"), ("request.clientAuthentication", "client_secret_jwt"),
    ("request.assertion.algorithm", "EdDSA"), ("request.assertion.algorithm", "HS512"),
]

# What is wrong with a file that has this value there. The last part of the path must be named.
MISTAKES = [
    ("schema", 2), ("id", ABSENT), ("id", "My server"), ("name", ABSENT), ("name", ""),
    ("portalUrl", "http://portal.example.com"), ("protalUrl", "https://portal.example.com"),
    ("labels.secret", "Password"), ("labels.clientId", 1),
    ("environments", ABSENT), ("environments", {}), ("environments", []),
    ("environments.The sandbox", {"tokenUrl": "https://example.com"}),
    ("environments.sandbox.tokenUrl", ABSENT),
    ("environments.sandbox.tokenUrl", "http://example.com/token"),
    ("environments.sandbox.tokenUrl", "http://localhost.example.com/token"),
    ("environments.sandbox.apiBaseUrl", "example.com"),
    ("environments.sandbox.production", "yes"), ("environments.sandbox.caCertificates", True),
    ("environments.sandbox.credentialHints.prefix", "S-"),
    ("variables", {}), ("variables.0.name", "a b"), ("variables.0.pattern", "["),
    ("variables.0.required", True),
    ("request.method", "post"), ("request.bodyFormat", "xml"),
    ("request.clientAuthentication", "basic"), ("request.grantType", ""),
    ("request.clientCertificate", "always"), ("request.clientCertificate", True),
    ("request.assertion.use", "both"), ("request.assertion.lifetime", 0),
    ("request.assertion.claims", ["sub"]), ("request.assertion.claims.exp", 5),
    ("request.authorizationScheme", "Basic "), ("request.clientIdParameter", ""),
    ("response.apiBaseUrl", "a b"), ("useToken.headers", {}),
    ("policy.mintLimit.seconds", 0), ("policy.lockoutAfter", 0),
    ("policy.sameTokenUntilExpiry", "yes"),
    ("request.assertion.algorithm", "none"), ("request.assertion.key", "secret"),
    ("request.parameters.0.name", ABSENT), ("request.parameters.0.multiple", "yes"),
    ("request.headers.0.name", "X One"), ("request.headers.0.value", "1\r\nX-Two: 2"),
    ("request.scopes.default", [1]), ("request.scopes.catalog.0.scope", "a b"),
    ("response.format", "yaml"), ("response.expiresIn", ["a..b"]),
    ("response.issuedAt.0.unit", "seconds"), ("response.expiresAt.0.path", ABSENT),
    ("response.lifetimeFallback", 0.5), ("response.refreshToken", [1]),
    ("useToken.header", ""), ("useToken.scheme", "Bearer token"),
    ("policy.mintLimit.count", 0), ("policy.mintLimit.per", "week"), ("policy.mintLimit.per", ABSENT),
    ("policy.revokesPrevious", "no"), ("policy.secretLifetime", 0), ("policy.secretLifetime", "180"),
    ("check.url", ABSENT), ("check.url", "/me"), ("check.method", "DELETE"), ("check.body", 5),
    ("check.okStatus", 200), ("check.okStatus", [2000]), ("check.okStatusWithCode", ["400"]),
    ("check.badTokenStatus", [401, 401]), ("check.badTokenCodes", [1001]),
    ("check.missingScopeStatus", [99]), ("check.missingScopeCodes", ""),
    ("check.useToken.name", "Authorization"),
    ("check.quotas.each", ABSENT), ("check.quotas.remaining", "a..b"), ("check.quotas.window", "day"),
    ("errors.codePaths", ".error"), ("errors.messagePaths", [1]), ("errors.help.e1", 1),
    ("facts.0.claim", ABSENT), ("facts.0.source", "example.com"), ("facts.0.checked", "2.1.2026"),
    ("facts.0.confidence", "D"),
]


def with_mistake(path, value):
    document = copy.deepcopy(EVERYTHING)
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place = document
    for part in way:
        place = place[part]
    if value is ABSENT:
        del place[last]
    else:
        place[last] = value
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
        for path, value in OTHERS:
            with self.subTest(f"{path} = {value!r}"):
                self.assertEqual(complaints(with_mistake(path, value)), [])
        used = json.dumps([EVERYTHING, OTHERS])
        for name, _ in fields_of(SCHEMA):
            self.assertIn(f'"{name}"', used)

    def test_mistakes(self):
        for path, value in MISTAKES:
            with self.subTest(f"{path} = {'absent' if value is ABSENT else value!r}"):
                found = complaints(with_mistake(path, value))
                self.assertTrue(found, "not refused")
                self.assertTrue(any(path.split(".")[-1] in complaint for complaint in found), found)


if __name__ == "__main__":
    unittest.main()
