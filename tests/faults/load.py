# SPDX-License-Identifier: MIT
"""Area 7, load: many sets at once, many rows, a whole day. The programs of load/ do the work; what is
measured is told in the row's words. Limits of time are for the very window that people run."""
from __future__ import annotations

import json
import re
import signal
import subprocess
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import certificates
from bench import new_row, succeeded
from hostile_server import Server as HostileServer, good
from keyring import wait_until
from preloads import preload
from session import CLIENT_ID, SECRET, Place, Profile, Session, sanitizer_of
from table import ALONE, LONG, NotPossible, check, row, rows, tell

MANY = 1000 if LONG else 40
DAY_SETS = 1000 if LONG else 12
COMMANDS = 50 if LONG else 20  # at once
WRITERS = 4  # of pairs at once: each waits for the keyring's answers far longer than that works
KEYSTROKE = 0.06  # seconds between two keys of somebody who types fast
MOST_STALL = 50  # milliseconds
TIMES = "whose times say nothing"
MOST_AT_A_TIME = 6  # mints with one server, as TokenService documents


def built(place: Place, name: str) -> Path:
    """A program of load/, built beside the programs."""
    program = place.programs.parent / "tests/faults/load" / name
    if not program.exists():
        raise NotPossible(f"{name} is not built; needs a build with TOKENWRIGHT_TESTS=ON and its target")
    return program


class Server:
    """A token server with TLS (tokenwright-load serve) that counts."""

    def __init__(self, place: Place, *, lifetime: int = 7200, delay: int = 0) -> None:
        self._process = subprocess.Popen([built(place, "tokenwright-load"), "serve", str(lifetime), str(delay)],
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.place = json.loads(self._process.stdout.readline())

    def seen(self) -> dict:
        """requests, clients, mostOfOne (requests), mostAtATime, connections."""
        self._process.stdin.write("?\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.wait()


def pairs(place: Place, server: Server, profile: Profile, lines: str) -> None:
    """Writes "ID CLIENT SECRET" lines into the real keyring."""
    subprocess.run([built(place, "tokenwright-load"), "pairs", server.place["origin"]], input=lines, text=True,
                   env=profile.environment, check=True)


def many_sets(place: Place, server: Server, profile: Profile, count: int, *, client: str = "client",
              **fields) -> list[str]:
    """Writes an index of `count` sets and their pairs into the real keyring; the names."""
    profile.provider(server.place["url"], environment={"caCertificates": server.place["ca"]})
    sets = [new_row(f"Set {n:04}") | fields for n in range(count)]
    profile.index.write_text(json.dumps({"schema": 1, "credentialSets": sets}))
    lines = [f"{one['id']} {client}-{n:04} {SECRET.replace(' ', '')}\n" for n, one in enumerate(sets)]
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda part: pairs(place, server, profile, "".join(part)),
                      [lines[n::WRITERS] for n in range(min(WRITERS, len(lines)))]))
    return [one["name"] for one in sets]


class Window:
    """The built window with a watch preloaded (load/preload.cpp), on the session's display."""

    def __init__(self, place: Place, environment: dict[str, str], folder: Path) -> None:
        self._told = folder / "stalls"
        self._environment = environment
        # a desktop without assistive technologies, as most are
        given = {k: v for k, v in environment.items() if k != "QT_LINUX_ACCESSIBILITY_ALWAYS_ON"}
        preloaded = f"{given.get('LD_PRELOAD', '')} {built(place, 'libstallwatch.so')}".strip()
        self.process = subprocess.Popen(
            [place.programs / "tokenwright"], cwd=folder,
            env=given | {"LD_PRELOAD": preloaded, "STALLWATCH_FILE": str(self._told)})
        self.window = self.xdo("search", "--sync", "--onlyvisible", "--pid", str(self.process.pid)).split()[-1]
        mapped = time.monotonic()
        while not self.ticks(mapped):  # it paints for the first time: starting is measured by tests/bench
            time.sleep(0.05)
        self.shown = time.monotonic()

    def xdo(self, *words: str) -> str:
        return subprocess.run(["xdotool", *words], env=self._environment, check=True, capture_output=True,
                              text=True, timeout=60).stdout

    def rest(self, seconds: float = 1) -> None:
        """Waits until it has not stalled for a while: it has started, or done what it was asked."""
        for _ in range(60):
            before = time.monotonic()
            time.sleep(seconds)
            if max((stall - waited for _, stall, waited in self.ticks(before)), default=99) < 10:
                return
        raise AssertionError("the window does not come to rest")

    def ticks(self, since: float) -> list[tuple[float, float, float]]:
        """(now, stall, waited for a processor), in milliseconds, since that moment of time.monotonic()."""
        lines = self._told.read_text().splitlines() if self._told.exists() else []
        ticks = [tuple(map(float, line.split())) for line in lines if line.count(" ") == 2]
        return [tick for tick in ticks if tick[0] > since * 1000]

    def longest(self, since: float, what: str) -> None:
        """Waits until it rests, tells the longest stall since then, and checks it."""
        self.rest(0.6)
        self.judge(self.ticks(since), what)

    def longest_of_each(self, parts: list[tuple[float, str]]) -> None:
        """The same of each part, which lasts until the next begins, after a single rest."""
        self.rest(0.6)
        ends = [begun for begun, _ in parts[1:]] + [time.monotonic()]
        for (begun, what), end in zip(parts, ends):
            self.judge([tick for tick in self.ticks(begun) if tick[0] <= end * 1000], what)

    def judge(self, ticks: list[tuple[float, float, float]], what: str) -> None:
        """The window must have been heard of."""
        check(ticks, f"{what}: the watch was silent, nothing was measured")
        _, stall, waited = max(ticks, key=lambda tick: tick[1] - tick[2])
        tell(f"{what}: longest stall {stall - waited:.0f} ms (and {waited:.0f} ms waiting for a processor)")
        check(stall - waited < MOST_STALL, f"{what}: stalled for {stall - waited:.0f} ms")

    def memory(self, kind: str = "Pss") -> float:
        """In MiB; the proportional set size changes with the programs that share Qt with this one, "Anonymous" does
        not."""
        rollup = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        return int(re.search(rf"^{kind}:\s+(\d+)", rollup, re.M)[1]) / 1024

    def __enter__(self) -> "Window":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def together(place: Place, profile: Profile) -> dict:
    """tokenwright-load together: what it tells."""
    ended = subprocess.run([built(place, "tokenwright-load"), "together"], env=profile.environment,
                           capture_output=True, text=True, timeout=900)
    check(ended.returncode == 0, ended.stderr)
    return json.loads(ended.stdout)


@row("load", "Many sets are minted together",
     done=f"One program asks for tokens of {MANY} sets of one server at once: real keyring, real TLS",
     promised=f"Each gets its own with one request, at most {MOST_AT_A_TIME} at a time")
def minted_together(place: Place) -> None:
    with Server(place, delay=30) as server:
        profile = place.profile()
        many_sets(place, server, profile, MANY)
        told, seen = together(place, profile), server.seen()
        tell(f"{told['minted']} in {told['seconds']:.1f} s, at most {seen['mostAtATime']} at a time, "
             f"{told['descriptors']} descriptors, longest stall {told['stall']:.0f} ms")
        check(told["minted"] == MANY and not told["failures"], told)
        check(seen["requests"] == MANY == seen["clients"], seen)
        check(1 < seen["mostAtATime"] <= MOST_AT_A_TIME, seen)
        check(told["descriptors"] < 100, told)
        listed = json.loads(profile.cli("list", "--json").out)
        check(sum(bool(one["expires_in"]) for one in listed) == MANY, "the ledger does not know them all")


@row("load", "Many sets are minted together: stalls", long=True, turn=ALONE,
     done="The same; the first of a program's requests, which loads TLS, is among them",
     promised=f"No stall of {MOST_STALL} ms")
def stalls_together(place: Place) -> None:
    place.not_sanitized(TIMES)
    with Server(place, delay=30) as server:
        profile = place.profile()
        many_sets(place, server, profile, MANY)
        told = together(place, profile)
        check(told["minted"] == MANY, told)
        check(told["stall"] < MOST_STALL, told)


@row("load", "Those that fail say why, the others do not suffer",
     done="40 sets at once, of which the server rejects 10 and puts 10 off", promised="20 tokens, and 20 reasons")
def failing_together(place: Place) -> None:
    with Server(place) as server:
        profile = place.profile()
        many_sets(place, server, profile, 40)
        ids = [one["id"] for one in json.loads(profile.index.read_text())["credentialSets"]]
        lines = "".join(f"{name} {'wrong' if n < 10 else 'later'}-{n} secret\n" for n, name in enumerate(ids[:20]))
        pairs(place, server, profile, lines)
        told, seen = together(place, profile), server.seen()
        check(told["minted"] == 20 and seen["requests"] == 40 and seen["mostOfOne"] == 1, (told, seen))
        reasons = told["failures"]
        check(sorted(reasons.values()) == [10, 10], reasons)
        check(any("invalid_client" in words or "reject" in words for words in reasons), reasons)


@row("load", "A slow server does not run the ones behind out of time", long=True, turn=ALONE,
     done="100 sets at once of a server that takes 3 s for each answer: 50 s in all, with 30 s for each request",
     promised="All get their token: the time of a request begins when it is its turn")
def slow_together(place: Place) -> None:
    with Server(place, delay=3000) as server:
        profile = place.profile()
        many_sets(place, server, profile, 100)
        told = together(place, profile)
        check(told["minted"] == 100, told)


@row("load", "Many command lines ask for one set at once", turn=ALONE,
     done=f"{COMMANDS} processes of `header` start together on a set without a token; the answer takes 1.5 s",
     promised=f"One request, one token, {COMMANDS} times exit 0")
def processes_of_one_set(place: Place) -> None:
    with Server(place, delay=1500) as server:
        profile = place.profile()
        name, = many_sets(place, server, profile, 1)
        with ThreadPoolExecutor(COMMANDS) as pool:
            ended = list(pool.map(lambda _: profile.cli("header", name), range(COMMANDS)))
        check({one.code for one in ended} == {0}, [one for one in ended if one.code][:3])
        check(len({one.out for one in ended}) == 1, {one.out for one in ended})
        check(server.seen()["requests"] == 1, server.seen())


@row("load", "Many command lines mint many sets at once", turn=ALONE,
     done=f"{COMMANDS} processes start together, each for a set of its own",
     promised=f"{COMMANDS} tokens; ledger and keyring have all")
def processes_of_many_sets(place: Place) -> None:
    with Server(place) as server:
        profile = place.profile()
        names = many_sets(place, server, profile, COMMANDS)
        with ThreadPoolExecutor(COMMANDS) as pool:
            ended = list(pool.map(lambda name: profile.cli("mint", name), names))
        check({one.code for one in ended} == {0}, [one for one in ended if one.code][:3])
        check(len({one.out for one in ended}) == COMMANDS == server.seen()["requests"], server.seen())
        kept = profile.cli("env", "--no-mint", "--format", "json", *names)
        check(kept.code == 0, kept.err)
        missing = [one.out for one in ended if json.dumps(one.out.strip()) not in kept.out]
        check(not missing, f"{len(missing)} tokens are not kept, or others")


@row("load", "The window keeps many sets fresh", turn=ALONE,
     done=f"It starts with {MANY} sets that are to be kept fresh and have no token: real keyring, real TLS",
     promised="All have one in the end, each by one request; longest stall of the window under 50 ms")
def window_mints(place: Place) -> None:
    place.not_sanitized(TIMES)
    with Session(display=True) as session, Server(place) as server:
        profile = place.profile(session)
        many_sets(place, server, profile, MANY, keepFresh=True)
        with Window(place, profile.environment, profile.home) as window:
            for _ in range(1200):
                if server.seen()["requests"] >= MANY:
                    break
                time.sleep(0.5)
            taken = time.monotonic() - window.shown
            window.rest()
            seen = server.seen()
            check(seen["requests"] == MANY == seen["clients"] and seen["mostAtATime"] <= 4, seen)
            tokens = json.loads(profile.ledger.read_text())["tokens"]
            check(sum("expires" in one for one in tokens.values()) == MANY, "the ledger does not know them all")
            tell(f"{MANY} renewed in {taken:.1f} s, {window.memory():.0f} MiB")
            window.longest(window.shown, "while it renewed")


SLOWLY = 0.4  # seconds; slowtls.c has them
TLS_IS_FOR = {
    "the system's authorities": ("client_secret_post", False),
    "authorities of a file": ("client_secret_post", True),
    "a certificate of the client's": ("tls_client_auth", True),
    "an assertion with a certificate": ("private_key_jwt", True),
}


@rows("load", [(f"TLS is slow to be loaded, for {what}", "The window is to keep a set fresh, and each library that Qt "
                f"loads for TLS takes {SLOWLY} s more", *needed) for what, needed in TLS_IS_FOR.items()],
      promised=f"Nothing is loaded before; then the window stalls for less than {MOST_STALL} ms, because it is no work "
               "of its own", turn=ALONE)
def slow_tls(place: Place, method: str, trusted: bool) -> None:
    place.not_sanitized(TIMES)
    with Session(display=True) as session, HostileServer(good()) as server:
        profile = place.profile(session)
        profile.provider(server.url(), request={"clientAuthentication": method}, environment={
            "caCertificates": str(certificates.authority().file)} if trusted else {})
        words = ()
        if method != "client_secret_post":
            both = certificates.authority(method).certificate()
            words = ("--private-key-file", str(both.with_suffix(".key")),
                     "--certificate-file", str(both.with_suffix(".crt")))
        succeeded(profile.cli("add", "Parcels", "--provider", "practice", "--environment", "sandbox", "--client-id",
                              CLIENT_ID, *(words or ("--secret-stdin",)), stdin="" if words else SECRET))
        index = json.loads(profile.index.read_text())
        index["credentialSets"][0]["keepFresh"] = True
        told = profile.home / "slow"
        slow = preload("slowtls.c") | {"TOKENWRIGHT_FAULTS_SLOW": str(told)}
        with Window(place, profile.environment | slow, profile.home) as window:
            window.rest()
            check(not told.exists(), "TLS was loaded before there was a use for it")
            begun = time.monotonic()
            profile.index.write_text(json.dumps(index))
            wait_until(lambda: server.requests or server.refused, "the server is asked")
            check(told.exists(), "TLS was loaded some other way")
            window.longest(begun, "while TLS was loaded")
        check(bool(server.requests) == trusted, f"{server.requests} {server.refused}")


@row("load", "Ten thousand sets are listed by the command line",
     done="`list` and `list --json` of 10,000 sets with tokens", promised="All of them, within 80 MiB")
def ten_thousand_listed(place: Place) -> None:
    profile = ten_thousand(place, place.session)
    for words in (("list",), ("list", "--json")):
        begun = time.monotonic()
        ended, peak = profile.peak(*words)
        text = ended.out
        check(ended.code == 0 and text.count("Set ") == 10_000, text[-200:])
        tell(f"{' '.join(words)}: {time.monotonic() - begun:.2f} s, {peak:.0f} MiB")
        if words == ("list",):
            check(all("left" in line for line in text.splitlines()), text[-200:])
        if sanitizer_of(place.programs) is None:
            check(peak < 80, f"{peak:.0f} MiB")


def ten_thousand(place: Place, session: Session) -> Profile:
    """A profile of 10,000 sets whose tokens are valid for hours: two of the program's own, multiplied."""
    profile = place.profile(session)
    folder = profile.home / "many"
    subprocess.run([built(place, "tokenwright-load"), "sets", "2", folder], check=True, env=profile.environment)
    profile.config, profile.data = folder / "config", folder / "data"
    index, ledger = (json.loads(file.read_text()) for file in (profile.index, profile.ledger))
    two = index["credentialSets"]
    many = [two[n % 2] | {"id": str(uuid.uuid4()), "name": f"Set {n}"} for n in range(10_000)]
    profile.index.write_text(json.dumps(index | {"credentialSets": many}))
    tokens = {one["id"]: ledger["tokens"][two[n % 2]["id"]] for n, one in enumerate(many)}
    profile.ledger.write_text(json.dumps(ledger | {"tokens": tokens}))
    profile.environment |= {"XDG_CONFIG_HOME": str(profile.config), "XDG_DATA_HOME": str(profile.data)}
    return profile


@row("load", "Ten thousand sets are searched and scrolled in the window", turn=ALONE,
     done="The search is typed and deleted letter by letter, the list scrolled by wheel, keys and to its ends",
     promised="Longest stall under 50 ms; within 96 MiB, and no more after doing it again")
def ten_thousand_shown(place: Place) -> None:
    place.not_sanitized(TIMES)
    with Session(display=True) as session:
        profile = ten_thousand(place, session)
        with Window(place, profile.environment, profile.home) as window:
            window.rest()

            def each(what: str, *steps: tuple[str, ...]) -> None:
                parts.append((time.monotonic(), what))
                for step in steps:
                    window.xdo(*step)
                    time.sleep(KEYSTROKE)

            def everything() -> None:
                parts.clear()
                searched = ("73", "set 99", "ebay", "qx")  # all over the list, together, half of it, none
                each("searching", *(step for words in searched for step in (
                    ("key", "ctrl+f"), *(("type", letter) for letter in words), *[("key", "BackSpace")] * len(words))))
                window.xdo("key", "Tab", "Tab")
                x, y = (int(n) for n in re.findall(r"Position: (\d+),(\d+)", window.xdo(
                    "getwindowgeometry", window.window))[0])
                window.xdo("mousemove", str(x + 300), str(y + 200))
                window.xdo("click", "1")
                each("scrolling by wheel", *[("click", "--repeat", "20", "--delay", "5", "5")] * 5)
                each("by keys", *[("key", "Next")] * 10, ("key", "End"), ("key", "Home"))
                window.longest_of_each(parts)

            parts: list[tuple[float, str]] = []
            everything()
            first = window.memory("Anonymous")
            for _ in range(5 if LONG else 1):
                everything()
            last = window.memory("Anonymous")
            tell(f"{window.memory():.0f} MiB; its own {first:.1f} MiB, after doing it again {last:.1f} MiB")
            check(window.memory() < 96 and last - first < 4, f"{first:.1f} MiB, then {last:.1f} MiB")


@row("load", "A whole day",
     done=f"{DAY_SETS} sets kept fresh for a simulated day: 4 suspends, 6 clock steps, some 50 edits by "
          "another program",
     promised="No renewal late, early, double or missing; no growth of heap or descriptors")
def whole_day(place: Place) -> None:
    ended = subprocess.run([built(place, "tokenwright-load"), "day", str(DAY_SETS)], env=place.session.environment,
                           capture_output=True, text=True, timeout=3600)
    check(ended.returncode == 0, ended.stderr[-500:])
    told = json.loads(ended.stdout)
    tell(f"{told['requests']} renewals and {told['edits']} edits in {told['seconds']:.0f} s; "
         f"{told['late']} late, {told['early']} early or double; heap {told['bytes']} bytes, "
         f"{told['grown']:+} since noon and {told['requestsSince']} renewals; "
         f"descriptors {told['descriptors']}, {told['moreDescriptors']:+}")
    check(told["requests"] > 8 * DAY_SETS and told["edits"] > 40, told)
    check(not told["late"] and not told["early"], told["words"])
    check(told["moreDescriptors"] <= 0, told)
    if sanitizer_of(place.programs) is None:
        # What the simulation itself remembers of its edits, and the allocator's odds and ends; a
        # connection that somebody forgot to let go of is 8 kB for each renewal.
        check(told["grown"] < 128 * 1024 + 256 * told["requestsSince"], f"{told['grown']} bytes more")
