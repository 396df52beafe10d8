# SPDX-License-Identifier: MIT
"""Whether a secret, a token or a client ID gets anywhere but into the keychain, the clipboard and `exec`'s child."""
from __future__ import annotations

import base64
import functools
import os
import re
import resource
import shutil
import signal
import subprocess
import threading
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

from bench import NEW_ID, NEW_SECRET, Bench, bench, own_bench, succeeded
from keychain_window import clipboard, copied
from keyring import wait_until
from screen import Screen
from session import CLIENT_ID, SECRET, Place, Session
from table import SCREEN, NotPossible, check, row, rows
from window import Window

TALKATIVE = {"QT_LOGGING_RULES": "*=true", "QT_LOGGING_TO_CONSOLE": "1", "G_MESSAGES_DEBUG": "all",
             "QT_DEBUG_PLUGINS": "1"}
ID_GIVEN = re.compile(rb"--client-id\0[^\0]*")  # which whoever types the command line puts there
NEEDED = 12  # characters of a secret in a row: fewer are found by chance


@functools.cache
def forms_of(value: str) -> dict[str, bytes]:
    """The value, in every form in which it could lie somewhere. Not to be changed: it is kept."""
    raw = value.encode()
    forms = {"as it is": raw, "URL-encoded": urllib.parse.quote(value, safe="").encode(),
             "form-encoded": urllib.parse.quote_plus(value).encode(),
             "UTF-16": value.encode("utf-16-le"), "UTF-16 big": value.encode("utf-16-be"),
             "hex": raw.hex().encode(), "HEX": raw.hex().upper().encode(), "backwards": raw[::-1],
             "JSON": value.replace("\\", "\\\\").replace('"', '\\"').replace("/", "\\/").encode()}
    for shift in range(3):  # wherever in the encoded text it begins
        padded = base64.b64encode(b"\0" * shift + raw)
        inner = padded[4 * (shift > 0): len(padded) - 4]
        forms[f"Base64 from {shift}"] = inner
        forms[f"URL-safe Base64 from {shift}"] = inner.replace(b"+", b"-").replace(b"/", b"_")
    return {name: form for name, form in forms.items() if len(form) >= NEEDED}


class Watch:
    """What must not be seen, and where it was seen all the same. While it is entered it looks at the arguments
    and the environment of every process of the session, over and over."""

    def __init__(self, it: Bench, *values: str) -> None:
        self.it, self.found, self.looks = it, set(), 0
        self.values = {*values, CLIENT_ID, SECRET, NEW_ID, NEW_SECRET}
        self._marker = f"TOKENWRIGHT_TEST_SESSION={it.profile.session.folder}".encode()
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look)

    def forms(self) -> Iterator[tuple[str, bytes]]:
        for value in {*self.values, *self.it.server.tokens}:
            for name, form in forms_of(value).items():
                yield f"{value[:24]}… {name}", form

    def search(self, where: str, content: bytes) -> None:
        for name, form in self.forms():
            if form in content:
                self.found.add(f"{where}: {name}")

    def _environment(self, process: Path) -> bytes:
        """Nothing of a process that is not the session's, or has gone."""
        try:
            environment = (process / "environ").read_bytes()
        except OSError:
            return b""
        return environment if self._marker in environment else b""

    def _look(self) -> None:
        while not self._over.wait(0.02):
            for process in set(Path("/proc").glob("[0-9]*")) - self._others:
                try:
                    environment, arguments = self._environment(process), (process / "cmdline").read_bytes()
                except OSError:
                    continue
                if not environment:
                    continue
                if b"tokenwright" in arguments.partition(b"\0")[0]:
                    self.looks += 1
                    self.search(f"environment of {arguments!r}", environment)
                self.search("arguments of a process", ID_GIVEN.sub(b"", arguments))

    def __enter__(self) -> "Watch":
        # what is no session's by now does not come into one
        self._others = {process for process in Path("/proc").glob("[0-9]*") if not self._environment(process)}
        self._looking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._looking.join()

    def search_files(self, *folders: Path) -> int:
        """All files there but the keyring's own, which are encrypted, and what the row itself wrote as input."""
        count = 0
        for folder in folders:
            for path in folder.rglob("*"):
                if path.name.startswith("given-") or not path.is_file() or path.is_symlink():
                    continue
                count += 1
                self.search(str(path), path.read_bytes())
                self.search("a file's name", os.fsencode(path))
        return count

    def nothing_was_found(self) -> None:
        check(not self.found, f"{len(self.found)} places: {sorted(self.found)[:8]}")


def finds_all(it: Bench) -> None:
    """The search itself: each form is found where it lies."""
    watch = Watch(it)
    for name, form in list(watch.forms()):
        watch.search(name, b"\1..." + form + b"\2")
        check(any(found.startswith(f"{name}:") for found in watch.found), f"not found: {name}")
    basic = base64.b64encode(f"{CLIENT_ID}:{SECRET}".encode())
    watch.found.clear()
    watch.search("a Basic pair", basic)
    check(len(watch.found) >= 2, f"a Basic pair: {watch.found}")


COMMANDS = [  # whatever there is; what is refused must not tell either
    ("list",), ("list", "--json"), ("providers",), ("header", "Parcels"), ("mint", "Parcels"), ("check", "Parcels"),
    ("export",), ("export", "--output", "export.json"), ("header", "Parcels", "--no-mint"),
    ("edit", "Parcels", "--name", "Renamed"), ("edit", "Renamed", "--name", "Parcels"),
    ("edit", "Parcels", "--accept-endpoint"), ("header", "None"),
    ("edit", "Parcels", "--parameter", "password=x"), ("mint", "Parcels", "--scope", "a b"),
    ("inspect", "Parcels"), ("inspect", "Parcels", "--json"), ("log",), ("log", "Parcels", "--json"),
]


@row("leaks", "The command line, with all that it can do",
     done="Every command, at the most talkative log level",
     promised="No secret, token or client ID, in any form, in arguments (but for --client-id), environment, logs, "
     "standard error, or any file under HOME and TMPDIR")
def command_line(place: Place) -> None:
    with Session() as session, bench(place, session) as it:
        finds_all(it)
        it.profile.environment |= TALKATIVE | {"TMPDIR": str(it.profile.home / "tmp")}
        (it.profile.home / "tmp").mkdir()
        with Watch(it) as watch:
            it.server.answers.clear()
            threading.Timer(0.5, it.server.answers.set).start()  # long enough to be looked at
            added = succeeded(it.profile.add("Parcels"))
            watch.search("stderr of add", added.err.encode())
            for command in COMMANDS:
                ended = it.profile.cli(*command)
                watch.search(f"stderr of {command}", ended.err.encode())
                if command[0] not in ("header", "mint"):
                    watch.search(f"stdout of {command}", ended.out.encode())
            (it.profile.home / "given-pairs.env").write_text(
                f"PRACTICE_CLIENT_ID={NEW_ID}\nPRACTICE_CLIENT_SECRET={NEW_SECRET}\n")
            for more in (("--dry-run",), ("--yes",)):
                ended = it.profile.cli("import", "given-pairs.env", "--map", "PRACTICE=practice/sandbox", *more)
                check(ended.code == 0, f"exit {ended.code}: {ended.err[-500:]}")
                watch.search("stderr of import", ended.err.encode())
                # the preview shows a client ID, as the window does; nothing else of the pair
                for form in forms_of(NEW_SECRET).values():
                    check(form not in ended.out.encode(), "import prints the secret")
            succeeded(it.profile.cli("edit", "Parcels", "--secret-stdin", stdin=NEW_SECRET))
            child = it.profile.cli("exec", "Parcels", "--", "sh", "-c", 'test "$TOKENWRIGHT_ACCESS_TOKEN"')
            check(child.code == 0, f"exit {child.code}")
            check(it.profile.request_log.stat().st_size > 500, "no request was logged")
            files = watch.search_files(it.profile.home, session.folder / "log", session.folder / "runtime")
        check(watch.looks > 5 and files > 5, f"{watch.looks} looks, {files} files: too few to say anything")
        check("tokenwright" in added.err or "qt." in added.err, "it did not talk")
        watch.nothing_was_found()


GATE = "not-a-real-gate-of-a-header-Rt58"
SIGNED = {"request": {"clientAuthentication": "private_key_jwt", "clientCertificate": "optional",
                      "parameters": [{"name": "gate", "secret": True, "required": True}],
                      "headers": [{"name": "X-Gate", "value": "{secret:gate}"}]},
          "useToken": {"headers": [{"name": "X-Gate", "value": "{secret:gate}"}]}}


def made_key(folder: Path) -> tuple[list[str], str]:
    """A private key protected by a passphrase, its passphrase and a certificate, as files that the search leaves out;
    what of them must not be seen, and the passphrase."""
    passphrase = "not-a-real-passphrase-Kp31"
    (folder / "given-passphrase").write_text(passphrase + "\n")
    (folder / "given-gate").write_text(GATE + "\n")
    key = ["openssl", "pkey", "-in", "given-key.pem", "-passin", "file:given-passphrase"]
    for command in (["openssl", "genpkey", "-algorithm", "RSA", "-aes-256-cbc", "-pass", "file:given-passphrase",
                     "-out", "given-key.pem"],
                    ["openssl", "req", "-x509", "-key", "given-key.pem", "-passin", "file:given-passphrase",
                     "-subj", "/CN=practice", "-out", "given-certificate.pem"]):
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    plain = subprocess.run(key, cwd=folder, check=True, capture_output=True).stdout.decode()
    texts = [plain, (folder / "given-key.pem").read_text(), (folder / "given-certificate.pem").read_text()]
    return [line for text in texts for line in text.splitlines() if len(line) == 64], passphrase


@row("leaks", "Keys, certificates, assertions and headers, at the command line",
     done="A set with a protected private key, a certificate and a secret header: added, minted from, copied, used with "
     "curl, refused by a server that sends all of it back, exported and logged, at the most talkative log level",
     promised="No line of the key or the certificate, no passphrase, assertion or header's secret in arguments, "
     "environment, logs, standard error, or any file under HOME and TMPDIR")
def keys(place: Place) -> None:
    with Session() as session, bench(place, session) as it:
        it.profile.environment |= TALKATIVE | {"TMPDIR": str(it.profile.home / "tmp")}
        (it.profile.home / "tmp").mkdir()
        it.profile.provider(it.server.url, identifier="signed", **SIGNED)
        lines, passphrase = made_key(it.profile.home)
        with Watch(it, GATE, passphrase, *lines) as watch:
            ended = [succeeded(it.profile.cli(
                "add", "Signed", "--provider", "signed", "--environment", "sandbox", "--client-id", CLIENT_ID,
                "--private-key-file", "given-key.pem", "--key-passphrase-file", "given-passphrase",
                "--certificate-file", "given-certificate.pem", "--secret-parameter", "gate=given-gate"))]
            shown = succeeded(it.profile.cli("header", "Signed", "--format", "curl"))
            check(f"X-Gate: {GATE}" in shown.out, "the standing header is not copied along")
            sent = urllib.parse.parse_qs(it.server.bodies[-1].decode())
            assertion = sent["client_assertion"][0]
            check(it.server.headers[-1].get("X-Gate") == GATE and assertion.count(".") == 2, f"sent: {sorted(sent)}")
            watch.values |= {assertion, assertion.rpartition(".")[2]}
            it.server.echoes = True  # all that was sent comes back with the refusal
            for command in (("mint", "Signed"), ("log",), ("log", "--json"), ("list", "--json"), ("export",),
                            ("inspect", "Signed"), ("curl", "Signed", "--", "-sv", it.server.url)):
                ended.append(it.profile.cli(*command))
            assertion = urllib.parse.parse_qs(it.server.bodies[-1].decode()).get("client_assertion", [assertion])[0]
            watch.values |= {assertion, assertion.rpartition(".")[2]}
            check(ended[1].code == 4 and "x-gate" in ended[1].err.lower(), f"exit {ended[1].code}: {ended[1].err[-800:]}")
            for number, run in enumerate(ended):
                # who types the client ID may read it
                watch.search(f"what run {number} said", run.err.replace(CLIENT_ID, "").encode())
                watch.search(f"what run {number} printed", run.out.encode())
            files = watch.search_files(it.profile.home, session.folder / "log", session.folder / "runtime")
        check(watch.looks > 5 and files > 5, f"{watch.looks} looks, {files} files: too few to say anything")
        watch.nothing_was_found()


@row("leaks", "The window, with all that it shows",
     done="Copied, edited, minted anew, renamed and removed in the real window, at the most talkative log level, until "
     "the clipboard's time has run out",
     promised="Nothing, in any form, in arguments, environment, log, files, PRIMARY, the accessibility tree; after its "
     "time not on the clipboard", turn=SCREEN)
def window(place: Place) -> None:
    screen = Screen.shared()
    with bench(place, screen.session) as it:
        it.add(minted=False)
        settings = it.profile.config / "tokenwright/settings.ini"
        settings.write_text("[clipboard]\nclearAfterSeconds=6\n")
        (it.profile.home / "tmp").mkdir()
        with Watch(it) as watch, Window(it.profile, TALKATIVE | {"TMPDIR": str(it.profile.home / "tmp")}) as shown:
            copied(it, shown, screen, "Parcels")
            for selection in ("primary", "secondary"):
                watch.search(selection, clipboard(screen, selection).encode())
            watch.search("the accessibility tree", "\n".join(shown.texts()).encode())
            shown.press("Edit credential set")
            time.sleep(1)
            texts = shown.texts()  # the ID is there to be read and edited; the secret is not
            for form in forms_of(SECRET).values():
                check(form not in "\n".join(texts).encode(), "the dialog tells the secret")
            shown.set_text("Name", "Renamed")
            shown.press("Save")
            shown.select_row("Renamed")
            shown.press("Mint token")
            wait_until(lambda: len(it.server.tokens) == 2, "a new token")
            wait_until(lambda: it.server.tokens[0] not in clipboard(screen), "the clipboard is cleared", 20)
            for selection in ("clipboard", "primary", "secondary"):
                watch.search(f"{selection} after its time", clipboard(screen, selection).encode())
            watch.search("the accessibility tree afterwards", "\n".join(shown.texts()).encode())
            files = watch.search_files(it.profile.home, screen.session.folder / "log",
                                       screen.session.folder / "runtime")
            shown.press("Remove credential set")  # which can be undone for ten seconds
            wait_until(lambda: it.names() == [], "the set is removed", 30)
            files += watch.search_files(it.profile.home)
            check(shown.errors.stat().st_size > 1000, "it did not talk")
        check(watch.looks > 5 and files > 3, f"{watch.looks} looks, {files} files: too few to say anything")
        watch.nothing_was_found()


def core_dumped(process: subprocess.Popen, folder: Path) -> list[Path]:
    """Asks a process for a core dump; where one would be by core_pattern."""
    resource.prlimit(process.pid, resource.RLIMIT_CORE)
    process.send_signal(signal.SIGABRT)
    process.wait(20)
    return [path for path in folder.iterdir() if path.name.startswith("core")]


def core_is_possible(folder: Path) -> None:
    """A process that does not mind makes one here."""
    if Path("/proc/sys/kernel/core_pattern").read_text().startswith(("|", "/")):
        raise NotPossible("Core dumps go to a program or a folder of the whole machine (core_pattern), not here.")
    control = subprocess.Popen(["sleep", "60"], cwd=folder, preexec_fn=unlimited)
    time.sleep(0.1)
    dumped = core_dumped(control, folder)
    if not dumped:
        raise NotPossible("Not even sleep makes a core dump here.")
    for path in dumped:
        path.unlink()


def unlimited() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@rows("leaks", [("A core dump of the command line is asked for",
                  "ulimit -c unlimited; SIGABRT while it waits for its token", ""),
                ("A core dump of the window is asked for", "ulimit -c unlimited; SIGABRT after a copy", "window")],
      promised="There is none, where sleep leaves one", turn=SCREEN)
def core_dump(place: Place, what: str) -> None:
    if not what:
        with bench(place) as it:
            core_is_possible(it.profile.home)
            it.add(minted=False)
            it.server.answers.clear()
            process = it.profile.start("mint", "Parcels", preexec_fn=unlimited)
            check(it.server.asked.wait(20), "it did not ask")
            check(core_dumped(process, it.profile.home) == [], "a core dump")
            check(process.returncode == -signal.SIGABRT, process.returncode)
        return
    screen = Screen.shared()
    with bench(place, screen.session) as it:
        core_is_possible(it.profile.home)
        it.add(minted=False)
        with Window(it.profile, preexec_fn=unlimited) as shown:
            copied(it, shown, screen, "Parcels")
            check(core_dumped(shown.process, it.profile.home) == [], "a core dump")
            check(shown.process.returncode == -signal.SIGABRT, shown.process.returncode)


@row("leaks", "The session bus is listened to", done="dbus-monitor, while a pair is added, edited, rotated, used and removed",
     promised="What goes to and comes from the keychain is encrypted: no secret, token or client ID on the bus")
def on_the_bus(place: Place) -> None:
    if not shutil.which("dbus-monitor"):
        raise NotPossible("dbus-monitor is not installed.")
    with own_bench(place) as it:
        listened = it.profile.home / "listened"
        with open(listened, "wb") as file:
            monitor = subprocess.Popen(["dbus-monitor", "--session", "--binary"], env=it.profile.environment, stdout=file)
        try:
            wait_until(lambda: listened.stat().st_size > 0, "it listens")
            succeeded(it.profile.add())
            for command in (("header", "Parcels"), ("edit", "Parcels", "--client-id", NEW_ID),
                            ("rotate", "Parcels", "--secret-stdin"), ("forget", "Parcels"), ("remove", "Parcels", "--yes")):
                succeeded(it.profile.cli(*command, stdin=NEW_SECRET))
        finally:
            monitor.terminate()
            monitor.wait()
        heard = listened.read_bytes()
        check(b"tokenwright/" in heard and b"org.freedesktop.Secret" in heard, "nothing was heard of the keychain")
        for secret in (SECRET, NEW_SECRET, CLIENT_ID, NEW_ID, *it.server.tokens):
            for form in (secret.encode(), base64.b64encode(secret.encode())[:16], secret.encode("utf-16-le")):
                check(form not in heard, f"{form!r} is on the bus")
