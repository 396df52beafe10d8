# SPDX-License-Identifier: MIT
"""Programs that get a token: what they print is masked, and otherwise it is as if they ran by themselves."""
from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import quote

from bench import Bench, bench, refused, succeeded
from keyring import wait_until
from session import Place
from table import check, row, rows

TOKEN = "not/a+real=token<in>many&forms"  # whose characters are spelled differently here and there


def is_alive(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat", encoding="ascii") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def masked(it: Bench, *command: str, **options) -> subprocess.Popen:
    return it.profile.start("exec", "--mask", "Parcels", "--", *command, **options)


@rows("leaks", [
    ("A masked command's reader goes: head", "yes | head", ("yes",)),
    ("A masked command's reader goes: ignored by the command", "It ignores SIGPIPE, and writes until it cannot",
     ("/usr/bin/python3", "-c", "import os\nwhile True: os.write(1, b'y' * 999)")),
    ("A masked command's reader goes: in a shell", "yes | cat | head", ("sh", "-c", "yes | cat")),
], promised="It ends at once, as it would by itself")
def reader_goes(place: Place, command: tuple[str, ...]) -> None:
    with bench(place) as it:
        it.add()
        process = masked(it, *command, stderr=subprocess.DEVNULL)
        check(process.stdout.read(2) != b"", "nothing is printed")
        process.stdout.close()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            check(False, "it goes on")


@rows("files", [
    ("The disk is full: a masked command's output", "exec --mask … > /dev/full", ("exec", "--mask"), ("echo", "words")),
    ("The disk is full: curl's output", "curl … > /dev/full", ("curl",), ("--silent", "--request", "POST", "URL")),
], promised="Exit 1, and says why")
def output_is_full(place: Place, command: tuple[str, ...], then: tuple[str, ...]) -> None:
    with bench(place) as it, open("/dev/full", "wb") as full:
        it.add()
        then = tuple(it.server.url if word == "URL" else word for word in then)
        process = it.profile.start(*command, "Parcels", "--", *then, stdout=full)
        _, err = process.communicate(timeout=30)
        check(process.returncode == 1, f"exit {process.returncode}")
        check(b"cannot be written" in err, err)


@rows("leaks", [(f"{name} to a masked command", f"kill -{name[3:]} for exec --mask, as a supervisor does",
                 getattr(signal, name)) for name in ("SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP")],
      promised="The command gets it, and both end by it")
def signal_to_the_mask(place: Place, number: int) -> None:
    with bench(place) as it:
        it.add()
        process = masked(it, "sh", "-c", "echo $$; exec sleep 60", start_new_session=True)
        child = int(process.stdout.readline())
        process.send_signal(number)
        try:
            check(process.wait(15) == -number, f"exit {process.returncode}")
            wait_until(lambda: not is_alive(child), "the command has ended")
        except subprocess.TimeoutExpired:
            check(False, "it goes on")
        finally:
            if is_alive(child):
                os.kill(child, signal.SIGKILL)
            process.kill()


@contextmanager
def on_a_terminal(it: Bench, *command: str):
    """tokenwright-cli at a terminal of its own: its process and the other end of that."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(it.profile.home)
        os.execve(it.profile.programs / "tokenwright-cli", ["tokenwright-cli", *command], it.profile.environment)
    try:
        yield process, terminal
    finally:
        if is_alive(process):
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def told(terminal: int, wanted: bytes, seconds: float = 15) -> bytes:
    seen, deadline = b"", time.monotonic() + seconds
    os.set_blocking(terminal, False)
    while wanted not in seen:
        check(time.monotonic() < deadline, f"without {wanted!r}: {seen!r}")
        try:
            seen += os.read(terminal, 4096)
        except BlockingIOError:
            time.sleep(0.02)
        except OSError:
            check(False, f"it has ended, without {wanted!r}: {seen!r}")
    return seen


@row("leaks", "Ctrl-C twice at a masked command", done="It goes on after the first and counts them",
     promised="It gets each of them once, and its output is still seen")
def interrupted_twice(place: Place) -> None:
    counts = ("import signal, sys, time\nn = 0\ndef caught(*_):\n global n; n += 1; print('caught', n, flush=True)\n"
              "signal.signal(signal.SIGINT, caught)\nprint('ready', flush=True)\nwhile n < 2: time.sleep(0.05)\n"
              "time.sleep(0.3); print('end', n, flush=True)")
    with bench(place) as it:
        it.add()
        with on_a_terminal(it, "exec", "--mask", "Parcels", "--", "/usr/bin/python3", "-c", counts) as (_, terminal):
            told(terminal, b"ready")
            for number in (b"1", b"2"):
                os.write(terminal, b"\x03")
                seen = told(terminal, b"caught " + number)
            told(seen and terminal, b"end 2")
            os.close(terminal)


@row("leaks", "The terminal of a masked command goes", done="It is closed while the command waits",
     promised="Both end: a token is left in no environment")
def terminal_goes(place: Place) -> None:
    with bench(place) as it:
        it.add()
        with on_a_terminal(it, "exec", "--mask", "Parcels", "--", "sh", "-c", "echo $$.; sleep 60") as (process, terminal):
            child = int(told(terminal, b".").split(b".")[0])
            os.close(terminal)
            wait_until(lambda: not is_alive(process) and not is_alive(child), "both have ended")
            os.waitpid(process, 0)


@rows("leaks", [
    ("A masked command ends before what it started: tee", "Its output goes through another program, as exec > >(tee LOG) does",
     ("bash", "-c", "exec > >(sleep 0.5; cat) 2>&1; echo begun $TOKENWRIGHT_ACCESS_TOKEN ended"), b"begun \xe2\x80\xa2"),
    ("A masked command ends before what it started: a server", "It leaves one running that has its output",
     ("sh", "-c", "sleep 60 & echo $!."), b"."),
], promised="What is printed at once is passed on, masked; nobody is waited for who goes on for ever")
def others_print(place: Place, command: tuple[str, ...], wanted: bytes) -> None:
    with bench(place) as it:
        it.add()
        process = masked(it, *command)
        try:
            out, _ = process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            check(False, "it waits for ever")
        check(process.returncode == 0 and wanted in out, f"exit {process.returncode}: {out!r}")
        check(it.server.tokens[-1].encode() not in out, out)
        if command[0] == "sh":
            os.kill(int(out[:-2]), signal.SIGKILL)


@row("leaks", "A masked command prints its token 20,000 times", done="A token whose characters are spelled differently here and there",
     promised="All are masked, within seconds: what the mask takes grows with the length alone")
def token_again_and_again(place: Place) -> None:
    with bench(place, prefix=TOKEN, size=64) as it:
        it.add()
        process = masked(it, "/usr/bin/python3", "-c", "import os\nprint(os.environ['TOKENWRIGHT_ACCESS_TOKEN'] * 20000)")
        try:
            out, _ = process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            check(False, "it takes too long")
        check(out == "\u2022".encode() * 6 * 20000 + b"\n", out[:200])


@contextmanager
def echoing_api(answer: bytes):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/headers"
    finally:
        server.shutdown()
        server.server_close()


@rows("leaks", [
    ("An API echoes the token: as it is", "curl prints the answer", lambda token: token),
    ("An API echoes the token: JSON, as PHP writes it", "curl prints the answer", lambda token: token.replace("/", r"\/")),
    ("An API echoes the token: JSON, as Go writes it", "curl prints the answer",
     lambda token: "".join(rf"\u{ord(c):04x}" if c in "<>&" else c for c in token)),
    ("An API echoes the token: JSON, as Gson writes it", "curl prints the answer",
     lambda token: "".join(rf"\u{ord(c):04x}" if c in "<>&='" else c for c in token)),
    ("An API echoes the token: JSON, as .NET writes it", "curl prints the answer",
     lambda token: "".join(rf"\u{ord(c):04X}" if c in "<>&'+\"`" else c for c in token)),
    ("An API echoes the token: HTML", "curl prints the answer",
     lambda token: token.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    ("An API echoes the token: in a URL", "curl prints the answer", lambda token: quote(token, safe="")),
], promised="No output shows it")
def api_echoes(place: Place, spelled) -> None:
    with bench(place, prefix=TOKEN, size=60) as it:
        it.add()
        form = spelled(it.server.tokens[-1])
        with echoing_api(json.dumps({"url": "x"}).encode() + b" <" + form.encode() + b">\n") as url:
            ended = succeeded(it.profile.cli("curl", "Parcels", "--", "--silent", "--verbose", url))
        check(form[:12] not in ended.out and "••••••" in ended.out, ended.out)
        check(it.server.tokens[-1] not in ended.err and "••••••" in ended.err, ended.err)


@rows("leaks", [(f"curl {' '.join(words)}", "It would write what was sent itself", words) for words in
                (("--trace", "-"), ("--trace-ascii", "-"), ("--trace-ascii", "%"), ("--trace-asc", "-"),
                 ("--trace", "trace"), ("--libcurl", "code.c"), ("--stderr", "words", "--verbose"))],
      promised="Exit 2, names --verbose; no request, no file with the token")
def curl_traces(place: Place, words: tuple[str, ...]) -> None:
    with bench(place) as it:
        it.add()
        with echoing_api(b"answered") as url:
            refused(it.profile.cli("curl", "Parcels", "--", *words, url), 2, "--verbose")
        found = [file for file in it.profile.home.iterdir() if file.is_file()]
        check(not found, f"there is {found}")


@rows("leaks", [(f"curl {' '.join(words)}", "It would send the token in clear to another computer", words) for words in
                (("http://api.invalid/",), ("HTTP://api.invalid/",), ("http:/api.invalid/",), ("--url", "http://api.invalid/"),
                 ("https://api.invalid/", "http://127.0.0.1.api.invalid/"))],
      promised="Exit 2, names the URL and https; no request")
def curl_in_clear(place: Place, words: tuple[str, ...]) -> None:
    with bench(place) as it:
        it.add()
        asked = it.server.asked.is_set()
        refused(it.profile.cli("curl", "Parcels", "--", *words), 2, words[-1])
        check(it.server.asked.is_set() == asked, "a token was asked for")


@rows("leaks", [("curl without a scheme", "curl NAME -- HOST:PORT, where plain http would be taken elsewhere", "scheme"),
                ("curl with a URL from a file", "curl NAME -- --config FILE, in which the URL is plain http", "file"),
                ("curl with a choice of schemes", "curl NAME -- {http}://HOST", "choice")],
      promised="It speaks TLS: nothing that listens in clear is told the token")
def curl_without_scheme(place: Place, how: str) -> None:
    with bench(place) as it:
        it.add()
        with echoing_api(b"answered") as url:
            (it.profile.home / "curl.conf").write_text(f'url = "{url}"\n')
            words = {"scheme": (url.removeprefix("http://"),), "file": ("--config", "curl.conf"),
                     "choice": ("{http}" + url.removeprefix("http"),)}
            ended = it.profile.cli("curl", "Parcels", "--", "--silent", "--show-error", *words[how])
        check(ended.code != 0 and "answered" not in ended.out, f"exit {ended.code}: {ended.out}")
