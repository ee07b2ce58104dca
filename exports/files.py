"""Files that leave: what they are called, and how they are written without harming what is there."""

from __future__ import annotations

import errno
import os
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from kgw_tui.errors import Refused
from kgw_tui.i18n import N_, _, language
from kgw_tui.rules.dossier import Dossier

from .opening import kind_word, meeting_name
from .options import ExportOptions, Format, Genre

_RESERVED: Final = frozenset('<>:"/\\|?*')
_LONGEST: Final = 120
"""Bytes of UTF-8: leaves room for ` (2)` and the folder within every system's limits."""
_FAULTS: Final[dict[int, str]] = {
    errno.ENOENT: N_("there is no folder {folder}"),
    errno.ENOTDIR: N_("{folder} is not a folder"),
    errno.EACCES: N_("you may not write in {folder}"),
    errno.EPERM: N_("you may not write in {folder}"),
    errno.EROFS: N_("{folder} is read-only"),
    errno.ENOSPC: N_("the disk is full; make room and try again"),
    errno.EDQUOT: N_("the disk is full; make room and try again"),
    errno.ENAMETOOLONG: N_("the name is too long; choose a shorter one"),
}


def file_name(dossier: Dossier, genre: Genre, form: Format, options: ExportOptions | None = None) -> str:
    """What the file is called: `2026-11-24 MT-overleg notulen.docx`, safe on Windows too (WORD.md, "File name")."""
    options = options or ExportOptions()
    with language(options.language):
        name, kind = meeting_name(dossier), kind_word(genre, options)
        day = dossier.meeting.date.isoformat()
        room = _LONGEST - len(f"{day}  {kind}.{form}".encode())
        parts = (day, _shortened(_safe(name), room), _safe(kind))
        return f"{' '.join(part for part in parts if part)}.{form}"


def write_new(target: Path, data: bytes, *, name: str, force: bool = False) -> Path:
    """Write `data` to `target`, or as `name` into it when it is a folder; gives where it stands now.

    What exists is never overwritten: in a folder ` (2)` is added to the name, a file is refused without `force`.
    The file appears whole or not at all. Raises Refused with a sentence.
    """
    try:
        if target.is_dir():
            return _placed(data, _numbered(target / name))
        if force:
            return _replaced(data, target.resolve())
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
        return _placed(data, [target])
    except FileExistsError:
        raise Refused(_("{name} is there already; choose another name, or add --force").format(name=target)) from None
    except OSError as error:
        raise Refused(_sentence(error, target)) from error
    except ValueError as error:  # a NUL in the path
        raise Refused(_("that is no name for a file")) from error


def _placed(data: bytes, paths: Iterable[Path]) -> Path:
    """Write under the first of `paths` (all in one folder) that is free. Raises FileExistsError when none is."""
    temporary: Path | None = None
    try:
        for path in paths:
            if os.path.lexists(path):
                continue
            temporary = temporary or _written_beside(path, data)
            with suppress(FileExistsError):
                _claim(temporary, path)
                _sync_folder(path.parent)
                return path
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    finally:
        if temporary:
            temporary.unlink(missing_ok=True)


def _replaced(data: bytes, path: Path) -> Path:
    if path.exists() and not path.is_file():
        raise Refused(_("{name} is no ordinary file; choose another name").format(name=path))
    temporary = _written_beside(path, data)
    try:
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    return path


def _written_beside(path: Path, data: bytes) -> Path:
    """A new file with `data`, safe on the disk, in the folder of `path`, with the rights that the umask gives."""
    temporary = path.parent / f".{secrets.token_hex(8)}.kgw"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _claim(temporary: Path, path: Path) -> None:
    """Give the finished file its name. Raises FileExistsError when somebody else was first."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # a file system without hard links: hold the name, then take it
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        temporary.replace(path)


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # not every system can open a folder; the file itself is safe
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _numbered(path: Path) -> Iterator[Path]:
    yield path
    for number in range(2, 1000):
        yield path.with_name(f"{path.stem} ({number}){path.suffix}")


def _sentence(error: OSError, target: Path) -> str:
    too_long = error.errno == errno.ENAMETOOLONG  # then nothing can be asked of the path
    folder = target if not too_long and target.is_dir() else target.parent
    fault = _FAULTS.get(error.errno or 0)
    if fault:
        return _(fault).format(folder=folder)
    return _("{name} can't be written: {why}").format(name=target, why=error.strerror or error)


def _safe(text: str) -> str:
    """`text` as part of a file name: no control or invisible characters, none that Windows keeps for itself."""
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    visible = "".join(char for char in spaced if unicodedata.category(char)[0] != "C")
    return " ".join("".join("-" if char in _RESERVED else char for char in visible).split()).strip(". ")


def _shortened(text: str, room: int) -> str:
    """`text` in at most `room` bytes of UTF-8, without cutting a letter from its marks."""
    kept = text.encode()[:room].decode("utf-8", "ignore")
    while kept and len(kept) < len(text) and unicodedata.category(text[len(kept)])[0] == "M":
        kept = kept[:-1]
    return kept.rstrip(". ")
