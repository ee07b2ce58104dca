"""The sentences of a store in trouble: what can't be written, and what isn't what was written."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final

import msgspec

from kgw_tui.errors import StoreDamaged, StoreTooNew, StoreUnavailable
from kgw_tui.i18n import N_, _

_REASONS: Final[dict[int, str]] = {
    errno.ENOSPC: N_("The disk is full: nothing was saved in {folder}. Make room and try again."),
    errno.EDQUOT: N_("Your share of the disk is full: nothing was saved in {folder}. Make room and try again."),
    errno.EROFS: N_("{folder} is read-only: nothing was saved. Ask whoever looks after this machine."),
    errno.EACCES: N_("You may not write in {folder}: nothing was saved. Ask whoever looks after this machine."),
    errno.EPERM: N_("You may not write in {folder}: nothing was saved. Ask whoever looks after this machine."),
    errno.EIO: N_("The disk gave an error: nothing was saved in {folder}. Try again, and have the disk looked at."),
}


_SHORT: Final[dict[int, str]] = {
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("your share of the disk is full"),
    errno.EROFS: N_("the disk is read-only"),
    errno.EACCES: N_("it isn't allowed"),
    errno.EPERM: N_("it isn't allowed"),
    errno.ENOENT: N_("it isn't there"),
    errno.EEXIST: N_("something of that name is there already"),
    errno.ENOTDIR: N_("something else is in the way, where a folder should be"),
    errno.EISDIR: N_("a folder is in the way, where a file should be"),
    errno.ENOTEMPTY: N_("the folder isn't empty"),
    errno.ELOOP: N_("there is a link in the way"),
    errno.ENAMETOOLONG: N_("its name is too long"),
    errno.EFBIG: N_("the file would be too large"),
    errno.EIO: N_("the disk gave an error"),
    errno.ENXIO: N_("the disk is gone"),
    errno.ENODEV: N_("the disk is gone"),
    errno.EBUSY: N_("it is in use"),
    errno.ETXTBSY: N_("it is in use"),
    errno.EAGAIN: N_("it is in use"),
    errno.EMFILE: N_("too many files are open"),
    errno.ENFILE: N_("too many files are open"),
    errno.ENOMEM: N_("the memory is full"),
    errno.ENOLCK: N_("nothing can be locked there"),
    errno.ETIMEDOUT: N_("the network doesn't answer"),
    errno.EHOSTUNREACH: N_("the network doesn't answer"),
    errno.ENETUNREACH: N_("the network doesn't answer"),
    errno.ESTALE: N_("the network doesn't answer"),
}


class StoreLocked(StoreUnavailable):
    """Another process holds the lock, and didn't let go of it for as long as one waits."""


class Holder(msgspec.Struct, frozen=True):
    """The process that holds a lock: its number, and whether it was stopped (^z, a debugger)."""

    pid: int
    stopped: bool


class DamagedFile(StoreDamaged):
    """A damaged file of a store: which, at which line (0 for the whole file) and byte, and up to where all is well.

    `sequence` is the number of the last transaction before the damage, for whoever repairs it.
    """

    def __init__(self, sentence: str, path: Path, *, line: int = 0, offset: int = 0, sequence: int = 0) -> None:
        """`offset` in bytes from the start of the file."""
        super().__init__(sentence)
        self.path = path
        self.line = line
        self.offset = offset
        self.sequence = sequence


def in_short(error: OSError) -> str:
    """Why something couldn't be written or read, in a few words: the system's own are English, whatever one speaks."""
    known = _SHORT.get(error.errno or 0)
    if known:
        return _(known)
    return _("error {number}").format(number=error.errno) if error.errno else type(error).__name__


def unavailable(error: OSError, folder: Path) -> StoreUnavailable:
    """The sentence for an error of the system while the store in `folder` was written."""
    known = _REASONS.get(error.errno or 0)
    if known is not None:
        return StoreUnavailable(_(known).format(folder=folder), in_short(error))
    sentence = _("{folder} can't be written ({reason}): nothing was saved. Try again.")
    return StoreUnavailable(sentence.format(folder=folder, reason=in_short(error)), in_short(error))


def unreadable(error: OSError, path: Path) -> StoreUnavailable:
    """The sentence for an error of the system while `path` was read."""
    sentence = _("{path} can't be read ({reason}). Try again, or ask whoever looks after this machine.")
    return StoreUnavailable(sentence.format(path=path, reason=in_short(error)), in_short(error))


def locked(folder: Path, holder: Holder | None = None) -> StoreLocked:
    """The sentence for a lock that another process didn't let go of."""
    if holder is None:
        sentence = _("Another kgw has been busy with {folder} for too long: nothing was saved. Try again, or close it.")
        return StoreLocked(sentence.format(folder=folder), _("another kgw is busy"))
    if holder.stopped:
        sentence = _(
            "Another kgw (process {pid}) was stopped while it was saving in {folder}: nothing was saved here. "
            "Let it go on (fg, in its terminal) or end it (kill -9 {pid}), and try again."
        )
    else:
        sentence = _(
            "Another kgw (process {pid}) has been busy with {folder} for too long: nothing was saved. "
            "Try again, or close it."
        )
    return StoreLocked(sentence.format(folder=folder, pid=holder.pid), _("another kgw is busy"))


def leads_nowhere(link: Path) -> StoreUnavailable:
    """The sentence for a folder that is a link to something that isn't there."""
    sentence = _(
        "{path} is a link to {target}, which isn't there; nothing was opened. "
        "Connect the disk that it is on, or remove the link."
    )
    return StoreUnavailable(sentence.format(path=link, target=link.readlink()))


def for_reading(folder: Path) -> StoreUnavailable:
    """The sentence for writing to a store that was opened to be read only."""
    sentence = _("{folder} was opened to be read only: nothing was saved. Start kgw by itself to write in it.")
    return StoreUnavailable(sentence.format(folder=folder))


def too_new(folder: Path) -> StoreTooNew:
    """The sentence for a store that a newer version has written."""
    return StoreTooNew(
        _(
            "{folder} was written by a newer version of kgw; nothing was changed. Install that version to open it."
        ).format(folder=folder)
    )


def damaged_line(path: Path, line: int, offset: int, sequence: int) -> DamagedFile:
    """The sentence for a line in the middle of a journal that isn't what was written."""
    sentence = _(
        "Line {line} of {path} is damaged; nothing was changed. "
        "Run kgw doctor, which explains it, and kgw doctor --repair."
    )
    return DamagedFile(sentence.format(line=line, path=path), path, line=line, offset=offset, sequence=sequence)


def damaged_file(path: Path, sequence: int = 0) -> DamagedFile:
    """The sentence for a whole file that isn't what was written and can't be made again from the others."""
    sentence = _("{path} is damaged; nothing was changed. Run kgw doctor, which explains it, and kgw doctor --repair.")
    return DamagedFile(sentence.format(path=path), path, sequence=sequence)


def damaged_record(table: str, doc: int) -> StoreDamaged:
    """The sentence for a document that can't be understood as a record of its table."""
    sentence = _(
        "Record {number} of {table} can't be understood; nothing was changed. "
        "Run kgw doctor, which explains it, and kgw doctor --repair."
    )
    return StoreDamaged(sentence.format(number=doc, table=table))


def missing_file(path: Path, sequence: int = 0) -> DamagedFile:
    """The sentence for a file of the store that should be there and isn't."""
    sentence = _(
        "{path} is missing; nothing was changed. Put it back if you have it; otherwise kgw doctor explains what to do."
    )
    return DamagedFile(sentence.format(path=path), path, sequence=sequence)
