# SPDX-License-Identifier: MIT
"""Certificates as nobody should accept them, and as everybody may: made by the openssl command."""
from __future__ import annotations

import atexit
import functools
import shutil
import ssl
import subprocess
import tempfile
import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path

HERE = "IP:127.0.0.1,IP:0.0.0.0,IP:::1,DNS:localhost"
_making = threading.RLock()


def _openssl(*arguments: str | Path, folder: Path) -> None:
    ended = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True)
    if ended.returncode:
        raise RuntimeError(f"openssl {arguments[0]}: {ended.stderr}")


@functools.cache
def _place() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="tokenwright-certificates-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


class Authority:
    """A certificate authority; `file` is what a provider file names as caCertificates."""

    def __init__(self, name: str) -> None:
        self.folder = _place() / name
        self.folder.mkdir()
        self.file = self.folder / "ca.pem"
        (self.folder / "issued").mkdir()
        (self.folder / "index.txt").touch()
        (self.folder / "serial").write_text("01\n")
        (self.folder / "ca.conf").write_text(
            "[ca]\ndefault_ca=this\n[this]\ndir=.\ndatabase=index.txt\nserial=serial\nnew_certs_dir=issued\n"
            "certificate=ca.pem\nprivate_key=ca.key\ndefault_md=sha256\npolicy=any\nunique_subject=no\n"
            "[any]\ncommonName=supplied\n")
        _openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
                 "-subj", f"/CN=Practice authority {name}", "-keyout", "ca.key", "-out", "ca.pem", folder=self.folder)

    @functools.cache
    def certificate(self, names: str = HERE, *, begins: float = -1, ends: float = 30) -> Path:
        """Key and certificate in one file, for `names`, valid from `begins` to `ends`, in days from now."""
        with _making:
            stem = f"leaf-{len(list(self.folder.glob('leaf-*.pem')))}"
            days = [(datetime.now(timezone.utc) + timedelta(days=day)).strftime("%Y%m%d%H%M%SZ")
                    for day in (begins, ends)]
            _openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                     "-subj", "/CN=practice", "-keyout", f"{stem}.key", "-out", f"{stem}.csr", folder=self.folder)
            (self.folder / f"{stem}.ext").write_text(f"subjectAltName={names}\n")
            _openssl("ca", "-batch", "-notext", "-config", "ca.conf", "-startdate", days[0], "-enddate", days[1],
                     "-extfile", f"{stem}.ext", "-in", f"{stem}.csr", "-out", f"{stem}.crt", folder=self.folder)
            file = self.folder / f"{stem}.pem"
            file.write_text("".join((self.folder / f"{stem}.{part}").read_text() for part in ("key", "crt")))
            return file


@functools.cache
def _authority(name: str) -> Authority:
    return Authority(name)


def authority(name: str = "known") -> Authority:
    with _making:
        return _authority(name)


def self_signed() -> Path:
    """Key and certificate of a server that vouches for itself."""
    with _making:
        file = _place() / "self-signed.pem"
        if not file.exists():
            _openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
                     "-subj", "/CN=127.0.0.1", "-addext", f"subjectAltName={HERE}", "-keyout", "self.key",
                     "-out", "self.crt", folder=_place())
            file.write_text("".join((_place() / f"self.{part}").read_text() for part in ("key", "crt")))
        return file


def context(certificate: Path | None = None) -> ssl.SSLContext:
    """TLS as a server speaks it, with the known authority's certificate unless another is named."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate or authority().certificate())
    return tls
