# SPDX-License-Identifier: MIT
"""The log of requests: whatever becomes of it, no mint fails, and what was in it can be read."""
from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import steps
from bench import Bench, bench, succeeded
from session import CLIENT_ID, SECRET, Place
from small_disk import cli, fill, small_disk
from table import LONG, WAITING, check, row, rows, tell

FIELDS = {"at", "credential_set", "provider", "environment", "endpoint", "client_authentication", "http_status",
          "duration_ms", "outcome", "code", "message", "request_ids", "asked_by"}
MOST, KEPT = 2000, 1000


def line(number: int, identifier: str = "another") -> str:
    return json.dumps({"at": f"2027-01-15T08:00:00.{number % 1000:03}Z", "credential_set": "Parcels",
                       "credential_set_id": identifier, "provider": "practice", "environment": "sandbox",
                       "endpoint": "https://api.example.com/token", "client_authentication": "client_secret_basic",
                       "http_status": 200, "duration_ms": number, "outcome": "minted", "code": None, "message": None,
                       "request_ids": {}, "asked_by": "window"}) + "\n"


def logged(it: Bench, *arguments: str) -> list[dict]:
    """What `log --json` tells, newest last."""
    entries = [json.loads(each) for each in succeeded(it.profile.cli("log", *arguments, "--json")).out.splitlines()]
    check(all(set(entry) == FIELDS for entry in entries), entries[:1])
    return entries


@row("files", "The request log after mints of every kind", done="A mint, one that the set's scopes are not, one of no set",
     promised="A line each with all fields, mode 0600 in a folder 0700, neither secret, token nor client ID")
def log_written(place: Place) -> None:
    with bench(place) as it:
        it.add()
        succeeded(it.profile.cli("mint", "Parcels"))
        succeeded(it.profile.cli("token", "Parcels", "--scope", "other"))
        succeeded(it.profile.cli("mint", "--provider", "practice", "--environment", "sandbox", "--client-id", CLIENT_ID,
                                 "--secret-stdin", stdin=SECRET))
        entries, log = logged(it), it.profile.request_log
        check(len(entries) == 4 and all(entry["outcome"] == "minted" for entry in entries), entries)
        check([entry["credential_set"] for entry in entries] == ["Parcels"] * 3 + [None], entries)
        check(len(logged(it, "Parcels")) == 3, "those of one set")
        check(log.stat().st_mode & 0o777 == 0o600 and log.parent.stat().st_mode & 0o777 == 0o700, "modes")
        content = log.read_text()
        check(not any(value in content for value in (SECRET, CLIENT_ID, *it.server.tokens)), "the log tells")


@row("files", "kill -9 at each step that touches the request log",
     done="SIGKILL before or after each of a mint's steps with it, or both with --long; then with 1,999 requests in it, so that it is cut back",
     promised="Every line that was there is there or was cut back, none is half a request, no lock is held; the next mint "
     "is added")
def killed_while_appending(place: Place) -> None:
    count = 0
    with bench(place) as it:
        identifier = it.add()
        log, taken = it.profile.request_log, it.profile.home / "steps"
        for before in (3, MOST - 1):
            start = "".join(line(number, identifier) for number in range(before))
            log.write_text(start)
            succeeded(it.profile.cli("mint", "Parcels", environment=steps.environment(taken)))
            touching = [number for number, name in enumerate(steps.taken(taken), 1) if "requests." in name]
            check(len(touching) >= 3, f"too few steps: {steps.taken(taken)}")
            for number in touching:
                for side in ("before", "after") if LONG else (("before", "after")[number % 2],):
                    log.write_text(start)
                    it.profile.cli("mint", "Parcels", environment=steps.environment(taken, f"kill {side} {number}"))
                    found = len(logged(it))
                    check(found in (before, before + 1, KEPT), f"kill {side} {number}: {found} requests")
                    check(all(json.loads(each) for each in log.read_text().splitlines()), "half a request")
                    begun = time.monotonic()
                    succeeded(it.profile.cli("mint", "Parcels"))
                    check(time.monotonic() - begun < 9, "a lock is held")
                    after = len(logged(it))
                    check(after in (found + 1, KEPT), f"kill {side} {number}: {found}, then {after}")
                    count += 1
    tell(f"{count} kills")


@row("files", "Many programs add to the request log at once", done="Twelve mints of three sets at once, and a foreign writer",
     promised="Each has its line, whole; the foreign lines are passed over")
def many_at_once(place: Place) -> None:
    with bench(place) as it:
        names = ("Parcels", "Letters", "Crates")
        for name in names:
            it.add(name, minted=False)
        log = it.profile.request_log
        log.parent.mkdir(parents=True, exist_ok=True)
        processes = [it.profile.start("mint", name) for _ in range(4) for name in names]
        lock = it.profile.data / "tokenwright/locks/requests.lock"
        for _ in range(30):
            if lock.exists():
                with open(lock, "r+b") as held:
                    fcntl.flock(held, fcntl.LOCK_EX)
                    with open(log, "a", encoding="utf-8") as file:
                        file.write("not ours\n")
            time.sleep(0.02)
        for process in processes:
            _, err = process.communicate(timeout=120)
            check(process.returncode == 0, f"exit {process.returncode}: {err!r}")
        entries = logged(it)
        check(len(entries) == 12, f"{len(entries)} of 12 requests")
        check(all(len(logged(it, name)) == 4 for name in names), "a request of another set")


DAMAGES: dict[str, Callable[[str], bytes]] = {
    "cut in its last line": lambda text: text.encode()[:-40],
    "cut in its first line": lambda text: text.encode()[40:],
    "empty": lambda text: b"",
    "no JSON": lambda text: b"\0\xff not ours\n" * 20,
    "ten megabytes in one line": lambda text: text.encode() + b"x" * 10_000_000,
}


@rows("files", [(f"The request log is {what}", "Written over with that; mint, log", damage)
                for what, damage in DAMAGES.items()],
      promised="The mint works and is the last line; log tells what is whole and is exit 0")
def damaged_log(place: Place, damage: Callable[[str], bytes]) -> None:
    with bench(place) as it:
        identifier = it.add()
        damaged = damage("".join(line(number, identifier) for number in range(4)))
        it.profile.request_log.write_bytes(damaged)
        whole = sum(each.startswith(b"{") and each.endswith(b"}") for each in damaged.split(b"\n"))
        succeeded(it.profile.cli("list"))
        check(len(logged(it)) <= whole, "half a request")
        succeeded(it.profile.cli("mint", "Parcels"))
        entries = logged(it, "Parcels")
        check(entries and entries[-1]["asked_by"] == "command line" and len(entries) <= whole + 1, entries)


@rows("files", [("The request log is a link", "It links to a file elsewhere", "link", True),
                ("The request log is a link to nowhere", "Its target is made", "nowhere", True),
                ("The request log is a folder", "mkdir", "folder", False),
                ("The request log is a pipe", "mkfifo", "pipe", False),
                ("The request log is a link to a device", "It links to /dev/full", "/dev/full", False),
                ("The request log is a link to itself", "ELOOP", "itself", False)],
      promised="Within seconds every mint and header brings a token; what cannot be written is named on stderr, nothing "
      "else is changed; a link stays one and what it leads to has the line, mode 0600")
def strange_log(place: Place, what: str, works: bool) -> None:
    with bench(place) as it:
        it.add()
        log, target = it.profile.request_log, it.profile.home / "elsewhere.jsonl"
        content = log.read_bytes()
        log.unlink()
        if what == "link":
            target.write_bytes(content)
        {"link": lambda: log.symlink_to(target), "nowhere": lambda: log.symlink_to(target), "folder": log.mkdir,
         "pipe": lambda: os.mkfifo(log), "itself": lambda: log.symlink_to(log),
         "/dev/full": lambda: log.symlink_to("/dev/full")}[what]()
        minted = succeeded(it.profile.cli("mint", "Parcels", seconds=20))
        check(it.server.tokens[-1] in minted.out, "no token")
        check(("requests.jsonl" in minted.err) == (not works), minted.err)
        told = it.profile.cli("log", "--json", seconds=5)
        check(told.code == (0 if works else 1), f"log: exit {told.code}: {told.err}")
        if works:
            check(log.is_symlink() and target.stat().st_mode & 0o777 == 0o600, "the link or its target's mode")
            check(len(told.out.splitlines()) == (2 if what == "link" else 1), told.out)
        else:
            check(told.out == "" and "requests.jsonl" in told.err, told.err)
        succeeded(it.profile.cli("header", "Parcels", seconds=5))


@row("files", "The disk is full: request log", done="The state folder's disk holds not a byte more; mint, log",
     promised="The token is handed out, stderr names the log, which is the same to the byte; with room again it is written")
def full_log(place: Place) -> None:
    with small_disk(place, "state") as (it, disk, (folder,)):
        log = disk.inside(it.profile.request_log)
        entries = log.read_text()
        # what still fits into the last page of a full disk is less than a line
        log.write_text(entries + "x" * (4095 - 50 - len(entries)) + "\n")
        before = log.read_bytes()
        filler = fill(disk, folder)
        minted = succeeded(cli(it, disk, "mint", "Parcels"))
        check(it.server.tokens[-1] in minted.out and "requests.jsonl" in minted.err, minted.err)
        check(log.read_bytes() == before, "the log changed")
        check(len(succeeded(cli(it, disk, "log", "--json")).out.splitlines()) == 1, "log")
        disk.inside(filler).unlink()
        succeeded(cli(it, disk, "mint", "Parcels"))
        check(len(succeeded(cli(it, disk, "log", "--json")).out.splitlines()) == 2, "it is not written")


@row("files", "Read-only: state folder", done="It is mounted read-only; mint, log, list",
     promised="The token is handed out, stderr names the log, which is the same to the byte and can be read")
def read_only_log(place: Place) -> None:
    with small_disk(place, "state") as (it, disk, (folder,)):
        before = disk.inside(it.profile.request_log).read_bytes()
        disk.run("mount", "-o", "remount,ro", str(folder))
        minted = succeeded(cli(it, disk, "mint", "Parcels"))
        check(it.server.tokens[-1] in minted.out and "requests.jsonl" in minted.err, minted.err)
        check(disk.inside(it.profile.request_log).read_bytes() == before, "the log changed")
        check(len(succeeded(cli(it, disk, "log", "--json")).out.splitlines()) == 1, "log")
        succeeded(cli(it, disk, "list"))


@row("files", "The request log's lock is held by another program that does not let go", done="flock; mint, header",
     promised="The token is handed out within seconds, stderr names the log; let go, the next request is logged",
     turn=WAITING)
def log_lock_held(place: Place) -> None:
    with bench(place) as it:
        it.add()
        with open(it.profile.data / "tokenwright/locks/requests.lock", "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            begun = time.monotonic()
            minted = succeeded(it.profile.cli("mint", "Parcels"))
            check(time.monotonic() - begun < 8 and it.server.tokens[-1] in minted.out, "it waited")
            check("requests.jsonl" in minted.err, minted.err)
            succeeded(it.profile.cli("header", "Parcels"))
        succeeded(it.profile.cli("mint", "Parcels"))
        check(len(logged(it)) == 2, "the next one is not logged")
