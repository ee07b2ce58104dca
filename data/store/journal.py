"""The journal's lines: one JSON object a transaction, numbered, each with a checksum that also covers the line before.

A file begins with a `begin` line that says which generation it is and what it follows, holds one `do` line a
transaction, and ends, once another generation has begun, with an `end` line. A line is whole when it ends in a
newline and its sum is right. Sums chain: that of a `do` or `end` line starts from the sum of the line before, so a
line that is missing, doubled or moved is noticed as one that was changed. The sum of a `begin` line starts from 0.

An empty line ends a journal; what follows it is room for lines to come (more empty lines): a file that need not grow
is brought to the disk in a third less time.
"""

from __future__ import annotations

import zlib
from typing import Final

import msgspec

Raw = msgspec.Raw
Fields = dict[str, Raw]
"""A document, or some fields of one: name -> value as JSON."""


class Insert(msgspec.Struct, frozen=True, tag="new", tag_field="op"):
    """A document came: its table, its TinyDB number and the whole of it."""

    table: str = msgspec.field(name="in")
    doc: int
    new: Raw


class Update(msgspec.Struct, frozen=True, tag="set", tag_field="op"):
    """Fields changed: what they are now and what they were. A field in only one of the two came, or went."""

    table: str = msgspec.field(name="in")
    doc: int
    id: str
    set: Fields
    was: Fields


class Delete(msgspec.Struct, frozen=True, tag="del", tag_field="op"):
    """A document went: its table, its number and what it was."""

    table: str = msgspec.field(name="in")
    doc: int
    old: Raw


Op = Insert | Update | Delete


class Begin(msgspec.Struct, frozen=True, tag="begin", tag_field="line"):
    """The first line of a generation: it follows the transaction `after`, whose line had the sum `prev`."""

    generation: int
    after: int
    prev: str
    schema: int
    at: str


class Done(msgspec.Struct, frozen=True, omit_defaults=True, tag="do", tag_field="line"):
    """One transaction: its number, when, the session that wrote it, its label, what it did, the counters it moved.

    `of` is the number of the transaction that an undo or a redo is about; 0 otherwise. `who` is the Person at the
    keyboard, "" when nobody is known (as in all lines from before there was such a field).
    """

    n: int
    at: str
    by: str
    label: str
    ops: tuple[Op, ...] = ()
    numbers: dict[str, int] = {}
    of: int = 0
    who: str = ""


class End(msgspec.Struct, frozen=True, tag="end", tag_field="line"):
    """The last line of a generation that another has followed."""

    next: int
    after: int


Line = Begin | Done | End

_SUM: Final = b',"sum":"%08x"}\n'
_SUM_LENGTH: Final = len(_SUM % 0)
_decoder: Final = msgspec.json.Decoder(Line)
_encoder: Final = msgspec.json.Encoder()
_fields: Final = msgspec.json.Decoder(Fields)


def fields_of(raw: Raw | bytes) -> Fields:
    """The fields of a document as it stands in JSON."""
    return _fields.decode(raw)


def encode(line: Line, chain: int) -> tuple[bytes, int]:
    """The bytes of a line that follows one with the sum `chain`, and its own sum."""
    body = _encoder.encode(line)
    total = zlib.crc32(body, 0 if isinstance(line, Begin) else chain)
    return body[:-1] + _SUM % total, total


def sum_text(total: int) -> str:
    """A sum as it is written."""
    return f"{total:08x}"


def last_bytes(chain: int) -> bytes:
    """How a line with this sum ends. As sums chain, that tells of all lines before it whether they are the same."""
    return b'%08x"}\n' % chain


class Bad(msgspec.Struct, frozen=True):
    """A line that isn't what was written: where it starts and its number, both counted from where reading began.

    `last` tells that no whole line follows it: then it may be one that never was finished. (A power cut can leave any
    of the blocks of such a line on the disk, with room between them.)
    """

    offset: int
    line: int
    last: bool


class Parsed(msgspec.Struct):
    """A piece of a journal: its whole lines, each with its end and sum, and the first bad one, if any."""

    lines: list[tuple[Line, int, int]] = msgspec.field(default_factory=list[tuple[Line, int, int]])
    bad: Bad | None = None


def parse(data: bytes, chain: int) -> Parsed:
    """Read the lines of `data`, of which the first follows a line with the sum `chain`."""
    found = Parsed()
    filled = len(data.rstrip(b"\n"))
    start = 0
    while start < filled:
        end = data.find(b"\n", start) + 1
        line = _checked(data[start:end], chain) if end else None
        if line is None:
            last = not end or not holds_a_line(data[end:filled])
            found.bad = Bad(start, len(found.lines) + 1, last)
            break
        chain = int(data[end - 11 : end - 3], 16)
        found.lines.append((line, end, chain))
        start = end
    return found


def line_at(data: bytes, start: int, end: int) -> Line | None:
    """One line out of the middle of a journal, or None when it isn't what was written after the line before it."""
    try:
        chain = int(data[start - 11 : start - 3], 16) if start else 0
    except ValueError:
        return None
    return _checked(data[start:end], chain)


def holds_a_line(rest: bytes) -> bool:
    """Whether there is a line of a journal in what follows a bad one, its sum right or not."""
    return any(piece.startswith(b'{"line":"') and _line(piece[: 1 - _SUM_LENGTH] + b"}") for piece in rest.split(b"\n"))


def _checked(whole: bytes, chain: int) -> Line | None:
    """The line, or None when its sum is wrong or it isn't a line of a journal."""
    body = whole[:-_SUM_LENGTH] + b"}"
    seed = 0 if body.startswith(b'{"line":"begin"') else chain
    if whole[-_SUM_LENGTH:] != _SUM % zlib.crc32(body, seed):
        return None
    return _line(body)


def _line(body: bytes) -> Line | None:
    try:
        return _decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
