"""What the store asks of the file system: private files, whole writes, syncs that hold, and where they don't."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec

NETWORK_TYPES: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "afpfs", "webdav", "davfs", "davfs2", "ncpfs",
     "ceph", "glusterfs", "lustre", "beegfs", "ocfs2", "gfs2", "fuse.sshfs", "fuse.rclone", "fuse.davfs2",
     "fuse.glusterfs", "fuse.s3fs", "virtiofs", "vboxsf"}
)  # fmt: skip
"""Types of file system on which a lock or a sync may not mean what it says."""

_WHOLE: Final = 0o7777
_OTHERS: Final = 0o077

_AS_IT_IS: Final = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""How files of ours are opened: byte for byte, never through a link, and not waiting for the other end of a pipe."""


class Modes(msgspec.Struct, frozen=True):
    """The modes of what is made: `folder` and `file`; `group` is the group that files get, or None for the user's."""

    folder: int
    file: int
    group: int | None = None


PRIVATE: Final = Modes(folder=0o700, file=0o600)


def group_modes(folder: Path) -> Modes:
    """The modes of a shared store that a group of the machine may write: 0770/0660, in the group of `folder`."""
    try:
        group = folder.stat().st_gid if hasattr(os, "fchown") else None
    except OSError:
        group = None
    return Modes(folder=0o770, file=0o660, group=group)


def make_folder(path: Path, mode: int) -> None:
    """Make `path` with exactly `mode`, whatever the umask; the folders above it that are missing get 0700.

    A folder that exists stays as it is. Raises OSError.
    """
    missing = [path]
    while not missing[-1].parent.exists():
        missing.append(missing[-1].parent)
    for each in reversed(missing):
        try:
            each.mkdir(mode=0o700)
        except FileExistsError:
            if not each.is_dir():
                raise
        else:
            each.chmod(mode if each == path else 0o700)
            sync_folder(each.parent)


def broken_link(path: Path) -> Path | None:
    """The link in the way to `path` (or that it is) behind which there is nothing, if any. Raises OSError."""
    return next((each for each in (path, *path.parents) if each.is_symlink() and not each.exists()), None)


def make_folder_of(path: Path, modes: Modes) -> None:
    """Make a folder in a store, with its modes and for its group; one that exists stays as it is.

    Raises OSError; FileNotFoundError where the store isn't there (any more): it isn't made anew by what lies in it;
    NotADirectoryError for a link where others than the user may put one: it could lead to what isn't theirs.
    """
    if modes.folder & _OTHERS and path.is_symlink():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), path)
    if path.is_dir():
        return
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path.parent)
    make_folder(path, modes.folder)
    if modes.group is not None:
        with suppress(OSError):  # not a member of it: the folder's owner has to see to it
            os.chown(path, -1, modes.group)


def tighten(path: Path, mode: int) -> None:
    """Take away from `path` (a file or folder of ours) what `mode` doesn't give to others; leave it when we may not."""
    try:
        present = path.stat().st_mode & _WHOLE
        if os.name == "posix" and present & 0o777 & ~mode:
            path.chmod(present & ~0o777 | present & mode)
    except OSError:
        return


def open_for_writing(path: Path, modes: Modes) -> int:
    """Open `path` for reading and writing, making it if need be; the descriptor.

    Raises OSError, also for a link and whatever else isn't a file.
    """
    return _open(path, os.O_RDWR | os.O_CREAT, modes)


def write_file(path: Path, data: bytes, modes: Modes, *, durable: bool = True) -> None:
    """Put `data` at `path` so that either the old file or the whole new one is there, whatever happens.

    A temporary file beside it, a sync, a rename, a sync of the folder; without `durable`, no syncs. Raises OSError; the
    temporary file is removed.
    """
    with whole_file(path, modes, durable=durable) as fd:
        write_at(fd, data, 0)


@contextmanager
def whole_file(path: Path, modes: Modes, *, durable: bool = True) -> Generator[int]:
    """A descriptor to write the whole of `path` through, which is there at the end of the `with`, or not at all.

    The temporary file has a name that nobody can foresee, or has: processes of two machines may have one number.
    Raises OSError; the temporary file is removed then.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    fd = _open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, modes)
    try:
        try:
            yield fd
            if durable:
                sync(fd)
        finally:
            os.close(fd)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(path.parent)


def open_for_reading(path: Path) -> int:
    """A descriptor of a file to read. Raises OSError, also for a link and whatever else isn't a file."""
    return _file(os.open(path, os.O_RDONLY | _AS_IT_IS))


def read_file(path: Path) -> bytes:
    """The whole of a file. Raises OSError, also for a link and whatever else isn't a file."""
    fd = open_for_reading(path)
    try:
        data = read_at(fd, os.fstat(fd).st_size + 1, 0)
        return data + rest if (rest := read_from(fd, len(data))) else data
    finally:
        os.close(fd)


def read_from(fd: int, offset: int) -> bytes:
    """Everything from `offset` to the end as it is now. Raises OSError."""
    parts: list[bytes] = []
    while part := read_at(fd, 1 << 20, offset):
        parts.append(part)
        offset += len(part)
    return b"".join(parts)


if sys.platform == "win32":

    def read_at(fd: int, count: int, offset: int) -> bytes:
        """At most `count` bytes from `offset`. Raises OSError."""
        os.lseek(fd, offset, os.SEEK_SET)
        return os.read(fd, count)

    def _write_some(fd: int, data: bytes, offset: int) -> int:
        os.lseek(fd, offset, os.SEEK_SET)
        return os.write(fd, data)

else:

    def read_at(fd: int, count: int, offset: int) -> bytes:
        """At most `count` bytes from `offset`. Raises OSError."""
        return os.pread(fd, count, offset)

    def _write_some(fd: int, data: bytes, offset: int) -> int:
        return os.pwrite(fd, data, offset)


def write_at(fd: int, data: bytes, offset: int) -> int:
    """Write the whole of `data` from `offset`; its size. Raises OSError, with a part of it written perhaps."""
    written = _write_some(fd, data, offset)
    while written < len(data):
        written += _write_some(fd, data[written:], offset + written)
    return written


if sys.platform == "darwin":
    import fcntl

    def sync(fd: int) -> None:
        """Bring what was written to the disk itself: on macOS, fsync alone leaves it in the drive's cache."""
        try:
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
        except OSError:
            os.fsync(fd)

elif sys.platform == "win32":

    def sync(fd: int) -> None:
        """Bring what was written to the disk itself. Raises OSError."""
        os.fsync(fd)

else:

    def sync(fd: int) -> None:
        """Bring what was written to the disk itself, with the size of the file where that has changed."""
        os.fdatasync(fd)


def sync_folder(path: Path) -> None:
    """Bring a rename in `path` to the disk; where folders can't be synced (Windows) there is nothing to do."""
    if os.name != "posix":
        return
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def age(path: Path) -> float:
    """The seconds since a file was last written, by the clock of the machine; 0 when it can't be told."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def runs(process: int, *, unknown: bool) -> bool:
    """Whether a process of this machine runs; `unknown` where that can't be asked without harm (Windows)."""
    if os.name != "posix":
        return unknown
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's
    return True


def network_type(path: Path) -> str:
    """The type of the network file system that `path` lies on (`nfs4`), or "" where it is local or unknown."""
    whole = os.path.realpath(path)
    if whole.startswith("\\\\"):
        return "smb"
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape")
    except OSError:
        return ""
    kind = mounted_type(whole, mounts)
    return kind if kind in NETWORK_TYPES else ""


def mounted_type(path: str, mounts: str) -> str:
    """The type of the file system that `path` (absolute, without links) lies on, by the lines of /proc/mounts."""
    best, kind = "", ""
    for line in mounts.splitlines():
        _device, point, found, *_rest = line.split(" ")
        point = point.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, found
    return kind


def _open(path: Path, flags: int, modes: Modes) -> int:
    """A descriptor; a file that this call makes gets exactly the modes, whatever the umask."""
    new = bool(flags & os.O_CREAT) and not path.exists()
    fd = _file(os.open(path, flags | _AS_IT_IS, 0o600))
    if new and hasattr(os, "fchmod"):
        if modes.group is not None:
            _give_to_group(fd, modes.group)
        os.fchmod(fd, modes.file)
    return fd


def _file(fd: int) -> int:
    """The descriptor, when it is of a file. Raises OSError, and closes it, else."""
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return fd


def _give_to_group(fd: int, group: int) -> None:
    try:
        os.fchown(fd, -1, group)
    except OSError:  # not a member of it: the folder's owner has to see to it
        return
