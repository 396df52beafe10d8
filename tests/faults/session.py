# SPDX-License-Identifier: MIT
"""Where a row runs: a desktop session of its own (tests/kit/private-session) and profiles in it."""
from __future__ import annotations

import functools
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from gi.repository import Gio, GLib

from keyring import Keyring
from table import Broken, NotPossible

CHECKOUT = Path(__file__).resolve().parents[2]
PRIVATE_SESSION = CHECKOUT / "tests/kit/private-session"
# Plainly no real ones. Each is long and unlike anything else, so that a search for it means something.
CLIENT_ID = "not-a-real-client-id-Kq7Zt2Vw"
SECRET = "not-a-real-secret/+%=Xb81 Rm4Qy"

MOST_EMPTIED = 50_000  # bytes of the shared keychain's file, some hundred entries: a new session is made as quickly


@dataclass
class Ended:
    """A command that has ended: its exit code (negative: the signal), and what it wrote."""

    code: int
    out: str
    err: str


@functools.cache
def folder_of_sessions() -> str:
    """Memory, where there is enough of it: a keychain waits for the disk at each change, which says nothing about
    a promise, because no row cuts the power."""
    memory = Path("/dev/shm")
    roomy = memory.is_mount() and os.access(memory, os.W_OK | os.X_OK) and shutil.disk_usage(memory).free > 1 << 30
    return str(memory) if roomy else tempfile.gettempdir()


@functools.cache
def sanitizer_of(programs: Path) -> str | None:
    """Of the sanitizer that the programs are built with the library that has to be loaded before any other, or "";
    None without a sanitizer."""
    program = programs / "tokenwright-cli"
    if not re.search(rb"__[at]san_init", program.read_bytes()):
        return None
    libraries = subprocess.run(["ldd", program], check=True, capture_output=True, text=True).stdout
    runtime = re.search(r"=> (/\S*/lib[at]san\.so\S*)", libraries)
    return runtime[1] if runtime else ""


class Session:
    """A private bus, a real unlocked gnome-keyring unless `keyring` is off, a virtual display if asked."""

    def __init__(self, *, keyring: bool = True, display: bool = False) -> None:
        options = ["--keyring"] * keyring + ["--display"] * display
        self._process = subprocess.Popen(
            [PRIVATE_SESSION, *options, "sh", "-c", "env -0; printf END; exec cat >/dev/null"],
            env=os.environ | {"TMPDIR": folder_of_sessions()}, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        told = b""
        while not told.endswith(b"END"):
            byte = os.read(self._process.stdout.fileno(), 65536)
            if not byte:
                raise RuntimeError("the private session did not start")
            told += byte
        self.environment = dict(entry.split("=", 1) for entry in os.fsdecode(told[:-3]).split("\0") if "=" in entry)
        self.folder = Path(self.environment["TOKENWRIGHT_TEST_SESSION"])

    @functools.cached_property
    def bus(self) -> Gio.DBusConnection:
        """A connection to its bus, made when it is first needed."""
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        return Gio.DBusConnection.new_for_address_sync(self.environment["DBUS_SESSION_BUS_ADDRESS"], flags, None, None)

    def keychain_size(self) -> int:
        file = self.folder / "home/.local/share/keyrings/login.keyring"
        return file.stat().st_size if file.exists() else 0

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def parts_of(programs: Path) -> Path:
    """The folder of the parts that the programs there load (src/platform/ProgramPart.h): those of their version."""
    told = subprocess.run([programs / "tokenwright-cli", "--version"], check=True, capture_output=True, text=True)
    return next(programs.parent.glob(f"lib*/**/tokenwright/{told.stdout.split()[-1]}/network.so")).parent


class Profile:
    """Folders of its own (HOME and XDG) in a session: sets, tokens and providers that no other row sees."""

    def __init__(self, session: Session, programs: Path) -> None:
        self.session, self.programs = session, programs
        self.home = Path(tempfile.mkdtemp(prefix="profile-", dir=session.folder))
        self.config, self.data, self.state = (self.home / name for name in (".config", ".local/share", ".local/state"))
        for folder in (self.config, self.data, self.state, self.home / ".cache"):
            folder.mkdir(parents=True)
        self.environment = session.environment | {
            "HOME": str(self.home), "XDG_CONFIG_HOME": str(self.config), "XDG_DATA_HOME": str(self.data),
            "XDG_STATE_HOME": str(self.state), "XDG_CACHE_HOME": str(self.home / ".cache")}

    @property
    def index(self) -> Path:
        return self.config / "tokenwright/credential-sets.json"

    @property
    def ledger(self) -> Path:
        return self.data / "tokenwright/tokens.json"

    @property
    def request_log(self) -> Path:
        return self.state / "tokenwright/requests.jsonl"

    def start(self, *arguments: str, environment: dict[str, str] | None = None, **options) -> subprocess.Popen:
        """tokenwright-cli, running. The options are Popen's."""
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
        given = self.environment | (environment or {})
        if "LD_PRELOAD" in given and (runtime := sanitizer_of(self.programs)):
            given["LD_PRELOAD"] = f"{runtime} {given['LD_PRELOAD']}"
        return subprocess.Popen([self.programs / "tokenwright-cli", *arguments], env=given, cwd=self.home, **options)

    def cli(self, *arguments: str, stdin: str | bytes = b"", seconds: float = 60,
            environment: dict[str, str] | None = None) -> Ended:
        """Runs tokenwright-cli to its end; raises subprocess.TimeoutExpired (and kills it) after `seconds`."""
        process = self.start(*arguments, environment=environment, stdin=subprocess.PIPE)
        try:
            out, err = process.communicate(stdin.encode() if isinstance(stdin, str) else stdin, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise
        return Ended(process.returncode, out.decode("utf-8", "backslashreplace"), err.decode("utf-8", "backslashreplace"))

    def peak(self, *arguments: str, stdin: str = "", seconds: float = 60) -> tuple[Ended, float]:
        """Runs tokenwright-cli to its end, and tells the most memory that it took, in MiB."""
        told = self.home / "peak"
        process = subprocess.Popen(["/usr/bin/python3", Path(__file__).with_name("peak.py"), told,
                                    self.programs / "tokenwright-cli", *arguments], env=self.environment, cwd=self.home,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   start_new_session=True)
        try:
            out, err = process.communicate(stdin.encode(), timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise
        return (Ended(process.returncode, out.decode("utf-8", "backslashreplace"), err.decode("utf-8", "backslashreplace")),
                int(told.read_text()) / 1024)

    def provider(self, token_url: str, *, identifier: str = "practice", **fields) -> None:
        """Writes a provider file of one environment, "sandbox". `fields` replace or add top-level fields;
        `environment` adds to the environment's own (caCertificates, …)."""
        environment = {"name": "Sandbox", "tokenUrl": token_url} | fields.pop("environment", {})
        file = self.config / f"tokenwright/providers/{identifier}.json"
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.write_text(json.dumps({"schema": 1, "id": identifier, "name": identifier.title(),
                                    "environments": {"sandbox": environment}} | fields))

    def add(self, name: str = "Parcels", *, provider: str = "practice", secret: str = SECRET,
            client_id: str = CLIENT_ID, arguments: tuple[str, ...] = ()) -> Ended:
        """Adds a credential set by the command line, as a user does."""
        return self.cli("add", name, "--provider", provider, "--environment", "sandbox", "--client-id", client_id,
                        "--secret-stdin", *arguments, stdin=secret)


class Place:
    """What a row is given: the programs, a session kept from row to row, profiles, the repository."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        """The session that rows share which do nothing to its bus, keyring or display."""
        if self._session is None:
            self._session = Session()
        return self._session

    def not_sanitized(self, why: str) -> None:
        """Raises NotPossible where the programs are built with a sanitizer; `why` says what of it is in the way."""
        if sanitizer_of(self.programs) is not None:
            raise NotPossible(f"built with a sanitizer, {why}; needs a build without")

    def profile(self, session: Session | None = None) -> Profile:
        """A fresh profile, in the shared session unless one is given."""
        return Profile(session or self.session, self.programs)

    def tidy(self) -> None:
        """Between two rows: a keychain that holds much is slow, because it writes and searches all of it. One that
        cannot be emptied is made anew."""
        try:
            if self._session and self._session.keychain_size() < MOST_EMPTIED:
                Keyring(self._session).empty()
                return
        except (GLib.Error, Broken):
            pass
        self.close()

    def close(self) -> None:
        if self._session:
            self._session.close()
            self._session = None
