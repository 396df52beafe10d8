# SPDX-License-Identifier: MIT
"""A small disk of its own under a profile's folders, in a mount namespace: to be filled, or made read-only."""
from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import Bench, bench
from session import Ended, Place
from table import NotPossible, check


def mount_of(folder: Path) -> Path:
    """Where what the folder lies on is mounted."""
    return next(place for place in (folder, *folder.parents) if place.is_mount())


class Mounted:
    """A mount namespace in which `folder` is a small disk with what it held; commands run in it by `prefix`."""

    def __init__(self, *folders: Path, size: str = "256k") -> None:
        if os.geteuid() != 0:
            raise NotPossible("Mounting a small disk needs root.")
        # Not all mounts are made private, which unshare does by itself: below a chroot there may be none at "/".
        # That of the folder is enough, for what is mounted is told to whoever shares the mount it is put upon.
        script = "".join(f"cp -a '{f}' '{f}.kept'; mount --make-private '{mount_of(f)}' && "
                         f"mount -t tmpfs -o size={size},mode=700 tmpfs '{f}' && "
                         f"cp -a '{f}.kept/.' '{f}' && " for f in folders) + "echo ready && exec sleep 1000"
        self._holder = subprocess.Popen(["unshare", "-m", "--propagation", "unchanged", "sh", "-c", script],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if self._holder.stdout.readline() != b"ready\n":
            raise NotPossible(f"No small disk could be mounted: {self._holder.stderr.read().decode()}")
        self.prefix = ("nsenter", "-t", str(self._holder.pid), "-m", "--root", "--wd=/")
        self.root = Path(f"/proc/{self._holder.pid}/root")

    def run(self, *command: str) -> None:
        subprocess.run([*self.prefix, *command], check=True, capture_output=True)

    def inside(self, path: Path) -> Path:
        """How the path there is reached from here."""
        return self.root / path.relative_to("/")

    def __enter__(self) -> "Mounted":
        return self

    def __exit__(self, *_: object) -> None:
        self._holder.kill()
        self._holder.wait()


def cli(it: Bench, disk: Mounted, *command: str, stdin: str = "") -> Ended:
    """tokenwright-cli where that disk is mounted."""
    done = subprocess.run([*disk.prefix, str(it.profile.programs / "tokenwright-cli"), *command],
                          input=stdin.encode(), capture_output=True, env=it.profile.environment, timeout=60)
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


@contextmanager
def small_disk(place: Place, *names: str) -> Iterator[tuple[Bench, Mounted, list[Path]]]:
    with bench(place) as it:
        it.add()
        roots = {"config": it.profile.config, "data": it.profile.data, "state": it.profile.state}
        folders = [roots[name] / "tokenwright" for name in names]
        with Mounted(*folders) as disk:
            yield it, disk, folders


def fill(disk: Mounted, folder: Path, spare: int = 0) -> Path:
    """Until the disk holds not a byte more, or `spare` bytes; gives what it was filled with."""
    filler = folder / "filler"
    subprocess.run([*disk.prefix, "dd", "if=/dev/zero", f"of={filler}", "bs=512", "count=4096"], capture_output=True)
    os.truncate(disk.inside(filler), disk.inside(filler).stat().st_size - spare)
    check(shutil.disk_usage(disk.inside(folder)).free == spare, "the disk is not as full as wanted")
    return filler
