"""Files that a user names: reading text from one, and what went wrong with one in words."""

from __future__ import annotations

import codecs
import errno
import os
import sys
from pathlib import Path
from typing import Final

from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import N_, _

LARGEST: Final = 64 * 1024 * 1024
"""Bytes; a text larger than this is no meeting."""

_RARE: Final = 20
"""A text has a stray NUL at most once in so many characters (it is taken out); what has more isn't text."""

_FAULTS: Final[dict[int, str]] = {
    errno.ENOENT: N_("there is no file or folder {name}"),
    errno.ENOTDIR: N_("{name} is no folder"),
    errno.EISDIR: N_("{name} is a folder; name a file in it"),
    errno.EACCES: N_("no permission for {name}"),
    errno.EPERM: N_("no permission for {name}"),
    errno.EROFS: N_("{name} can't be written, it is on a read-only disk"),
    errno.ENOSPC: N_("the disk is full; make room and try again"),
    errno.ENAMETOOLONG: N_("the name {name} is too long"),
}
_BEGINNINGS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"PK\x03\x04", N_("{name} is a Word file or an archive, not plain text; save it as plain text (.txt) first")),
    (b"%PDF", N_("{name} is a PDF, not plain text; copy its text into a file first")),
    (b"\xd0\xcf\x11\xe0", N_("{name} is an old Word file, not plain text; save it as plain text (.txt) first")),
    (b"{\\rtf", N_("{name} is rich text (RTF), not plain text; save it as plain text (.txt) first")),
)
_MARKS: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(name: str) -> str:
    """The text of a file, or of stdin for `-`: UTF-8, or what its byte order mark says.

    Raises Refused with a sentence for anything that isn't text in one of these; a guess could put wrong letters
    into somebody's minutes.
    """
    shown = _("the input") if name == "-" else show_name(name)
    content = _bytes(name)
    if len(content) > LARGEST:
        raise Refused(_("{name} is larger than 64 MB; that is no meeting").format(name=shown))
    for beginning, sentence_ in _BEGINNINGS:
        if content.startswith(beginning):
            raise Refused(_(sentence_).format(name=shown))
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if b"\0" in content:
            raise Refused(_("{name} isn't text").format(name=shown)) from None
        words = _("{name} isn't UTF-8 text (line {line}); save it as UTF-8 and try again")
        raise Refused(words.format(name=shown, line=line)) from None
    if text.count("\0") * _RARE > len(text):
        raise Refused(_("{name} isn't text").format(name=shown))
    return text


def show_name(name: str | bytes | Path) -> str:
    """A file's name as it can be shown: bytes that aren't UTF-8 and control characters as a replacement mark."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(ch if ch.isprintable() else "\ufffd" for ch in text)


def sentence(error: OSError) -> str:
    """What went wrong with a file, in words."""
    name = show_name(error.filename) if isinstance(error.filename, str | bytes | Path) else _("the output")
    if error.errno in _FAULTS:
        return _(_FAULTS[error.errno]).format(name=name)
    return f"{name}: {error.strerror or error}"


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    path = Path(name)
    if not path.exists():
        raise NotFound(_("there is no file or folder {name}").format(name=show_name(name)))
    with path.open("rb") as file:
        return file.read(LARGEST + 1)
