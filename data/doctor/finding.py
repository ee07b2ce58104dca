"""What `kgw doctor` can find, as data without words: they are put in words where they are told."""

from __future__ import annotations

import msgspec

from ..store.journal import Delete, Done, Insert, Update, fields_of
from .salvage import Piece, words_of

_TOLD: tuple[str, ...] = ("handle", "text", "title", "name", "place")


class Finding(msgspec.Struct, frozen=True):
    """One thing that isn't as it should be.

    `code` says what (`journal.lost`), `path` which file or folder it is about, `values` what more the words need.
    `lost` holds, in the words of the records, what can't be brought back (or isn't sure), `kept` what can. `mends`
    tells that `--repair` puts it right, `harmless` that all records are as they should be and only what was before
    them is touched, `worth` that it is only worth knowing: then it counts for nothing.
    """

    code: str
    path: str
    values: dict[str, str | int] = {}
    lost: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    mends: bool = False
    harmless: bool = False
    worth: bool = False


def told_of(piece: Piece) -> tuple[str, ...]:
    """The words of the records in a line of a journal, as far as they can be read."""
    return told_by(piece.line) if isinstance(piece.line, Done) else words_of(piece.data)


def told_by(done: Done) -> tuple[str, ...]:
    """The words of the records that a transaction made, changed or removed."""
    found: list[str] = []
    for op in done.ops:
        match op:
            case Insert():
                found.append(told(op.new))
            case Update():
                found.append(told(b"{}" if not op.set else msgspec.json.encode(op.set)))
            case Delete():
                found.append(told(op.old))
    return tuple(each for each in found if each)


def told(document: msgspec.Raw | bytes) -> str:
    """What a record is called and says, in one line; "" when it has no words."""
    try:
        fields = fields_of(document)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return " ".join(words_of(bytes(document)))
    texts: list[str] = []
    for name in _TOLD:
        try:
            value = msgspec.json.decode(fields.get(name, b'""'), type=str)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            continue
        texts.append(value)
    return " ".join(text for text in texts if text)
