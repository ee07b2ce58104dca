"""A process that dies at a chosen step of making a backup or of putting one back; see `crashing`."""

from __future__ import annotations

import datetime as dt
import errno
import os
import subprocess
import sys
from pathlib import Path

from .crashing import DIED, ROOT, die_at


def dies_backing_up(folder: Path, step: int) -> bool:
    """Make the backup of today of the store up to `step`; False when it had fewer steps and was made."""
    return _dies("back up", folder, folder, step)


def dies_restoring(folder: Path, backup: Path, step: int, *, links: bool = True) -> bool:
    """Put the backup back up to `step`, on a disk with `links` or without; False when it had fewer steps, all done."""
    return _dies("restore" if links else "restore without links", folder, backup, step)


_process: subprocess.Popen[str] | None = None


def _dies(action: str, folder: Path, backup: Path, step: int) -> bool:
    global _process
    if _process is None or _process.poll() is not None:
        _process = subprocess.Popen(
            [sys.executable, "-m", "tests.data.crashing_backups"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
    assert _process.stdin is not None
    assert _process.stdout is not None
    _process.stdin.write(f"{action}\t{folder}\t{backup}\t{step}\n")
    _process.stdin.flush()
    answer = _process.stdout.readline().strip()
    assert answer in {"0", str(DIED)}
    return answer != "0"


def stop() -> None:
    """End the process."""
    global _process
    if _process is not None:
        _process.communicate()
        _process = None


def _do(action: str, folder: Path, backup: Path, step: int) -> None:
    from kgw_tui.data.backups import archive, restoring
    from kgw_tui.data.backups import making as backups
    from kgw_tui.data.places import Place
    from kgw_tui.data.store.engine import EmbeddedStore

    place = Place("private", folder)
    if action == "back up":
        frozen = EmbeddedStore(folder).frozen()
        die_at(step)
        backups.make_now(place, frozen)
    else:
        then = archive.read(backup).memory("private")
        if action == "restore without links":
            Path.hardlink_to = no_links
        die_at(step)
        restoring.restore(place, then, dt.datetime.fromisoformat("2026-11-25T15:04"))


def no_links(_self: Path, _target: object) -> None:
    """What a disk without links says."""
    raise OSError(errno.EPERM, "no links here")


def _main() -> None:
    import filelock

    import kgw_tui.data.backups.restoring

    assert filelock
    assert kgw_tui.data.backups.restoring
    for line in sys.stdin:
        action, folder, backup, step = line.rstrip("\n").split("\t")
        child = os.fork()
        if not child:
            code = 1
            try:
                _do(action, Path(folder), Path(backup), int(step))
                code = 0
            finally:
                os._exit(code)
        _pid, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _main()
