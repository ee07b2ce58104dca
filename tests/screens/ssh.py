"""A real sshd on the loopback, with keys and a configuration of its own, and the real client in a terminal."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import pytest

from .terminals import PATIENCE, Terminal, command, environment

SEPARATION = Path("/run/sshd")
"""The empty folder that an sshd run by root goes to; a package's service would have made it."""


@dataclass
class Host:
    """Where one can log in as oneself, and what somebody who does has around them."""

    folder: Path
    port: int
    daemon: subprocess.Popen[bytes]

    def command(self, environ: Mapping[str, str]) -> str:
        """What runs kgw there, in place of a shell."""
        words = " ".join(f"{name}={value!r}" for name, value in environ.items() if name != "TERM")
        return f"exec env {words} {command()}"

    def login(self, *arguments: str, size: tuple[int, int] = (80, 24)) -> Terminal:
        """The client in a terminal; with arguments it runs these there, else a shell."""
        options = [
            "-F", "/dev/null", "-tt", "-q", "-p", str(self.port), "-i", str(self.folder / "client"),
            "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no",
            "-o", f"UserKnownHostsFile={self.folder / 'known'}", "-o", f"ConnectTimeout={PATIENCE:.0f}",
        ]  # fmt: skip
        return Terminal(self.folder, *options, "127.0.0.1", *arguments, size=size, program=shutil.which("ssh") or "ssh")

    def kgw(self, *, size: tuple[int, int] = (80, 24)) -> Terminal:
        """kgw over the connection."""
        return self.login(self.command(environment(self.folder)), size=size)

    def sessions(self) -> list[int]:
        """The processes of kgw that work in the home of this host."""
        home = f"KGW_HOME={self.folder / 'home'}"
        return [each for each in processes() if home in environment_of(each) and not _name(each).startswith("ssh")]

    def connections(self) -> list[int]:
        """The processes of sshd that hold a connection open."""
        parents = {each: parent_of(each) for each in processes()}
        found = {self.daemon.pid}
        for _generation in range(3):
            found |= {each for each, parent in parents.items() if parent in found and _name(each).startswith("sshd")}
        return sorted(found - {self.daemon.pid})

    def all_gone(self) -> bool:
        """Whether nothing of kgw runs any more, waiting for it a while."""
        end = monotonic() + PATIENCE
        while self.sessions():
            if monotonic() > end:
                return False
            sleep(0.02)
        return True


@contextmanager
def sshd(folder: Path) -> Generator[Host]:
    """An sshd that lets only this user in, by a key made for it; skips the test where there is none to be had."""
    folder.mkdir(parents=True, exist_ok=True)
    programs = [shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin") for name in ("sshd", "ssh-keygen")]
    server, keygen = programs
    if server is None or keygen is None or shutil.which("ssh") is None:
        pytest.skip("needs sshd and ssh (Debian: openssh-server, openssh-client)")
    for name in ("host", "client"):
        made = [keygen, "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(made, check=True, stdin=subprocess.DEVNULL)
    port = _free_port()
    (folder / "config").write_text(
        f"ListenAddress 127.0.0.1\nPort {port}\nHostKey {folder / 'host'}\nPidFile none\n"
        f"AuthorizedKeysFile {folder / 'client.pub'}\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
        "KbdInteractiveAuthentication no\nPermitRootLogin prohibit-password\nPrintMotd no\nPrintLastLog no\n"
        "MaxStartups 100\n"
    )
    if os.geteuid() == 0:
        SEPARATION.mkdir(mode=0o755, exist_ok=True)
    with (folder / "sshd.log").open("wb") as log:
        daemon = subprocess.Popen([server, "-D", "-e", "-f", str(folder / "config")], stdout=log, stderr=log)
    host = Host(folder, port, daemon)
    try:
        if not _listens(host):
            pytest.skip(f"sshd doesn't start here: {(folder / 'sshd.log').read_text().strip()}")
        if not _lets_in(host):
            pytest.skip(f"sshd lets nobody in here: {(folder / 'sshd.log').read_text().strip()[-300:]}")
        yield host
    finally:
        for each in (*host.connections(), *host.sessions()):
            kill(each)
        daemon.kill()
        daemon.wait()


def kill(process: int, sent: signal.Signals = signal.SIGKILL) -> None:
    """Send a signal to a process that may be gone by now."""
    with suppress(ProcessLookupError):
        os.kill(process, sent)


def processes() -> list[int]:
    """All that run; empty where the system has no /proc."""
    with suppress(OSError):
        return [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit()]
    return []


def environment_of(process: int) -> list[str]:
    """The environment that a process was started with; nothing when it is gone or not ours."""
    with suppress(OSError):
        return Path(f"/proc/{process}/environ").read_bytes().decode("utf-8", "replace").split("\0")
    return []


def parent_of(process: int) -> int:
    """The process that started another; 0 when that is gone."""
    with suppress(OSError):
        return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    return 0


def _name(process: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{process}/comm").read_text()
    return ""


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return tried.getsockname()[1]


def _listens(host: Host) -> bool:
    end = monotonic() + PATIENCE
    while host.daemon.poll() is None and monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", host.port), timeout=1):
            return True
        sleep(0.02)
    return False


def _lets_in(host: Host) -> bool:
    tried = host.login("true")
    try:
        return tried.ends() == 0
    finally:
        tried.process.close(force=True)
