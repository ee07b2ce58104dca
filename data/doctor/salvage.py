"""Reading what can be read of a journal or a snapshot that isn't what was written.

A line that follows damage is known by its own sum and by that of the line before it, so that reading finds its way
again; a single flipped bit is found and put right by calculation (`doctor_sums`).
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from typing import Final, Literal

import msgspec

from ..store import snapshot
from ..store.journal import Begin, Done, End, Line, encode, parse
from ..store.memory import id_of
from ..store.snapshot import META_TABLE, Meta, Raw
from .sums import flip, flipped_bit, sum_before

State = Literal["whole", "flipped", "vouched", "read", "stray", "lost", "room"]
"""What became of a line: it is what was written; one bit had flipped, and this is what was written; its sum is
damaged (or only the end of the line is gone), and it is what was written all the same; it can be read, though something
in it isn't what was written; it can be read and nothing vouches for it, or it stands there twice; it can't be read; or
it isn't a line: something stands in the room for lines to come.
"""

_TAIL: Final = len(encode(End(0, 0), 0)[0]) - len(msgspec.json.encode(End(0, 0))) + 1
_FRAME: Final = b',"sum":"'
_SUM_AT_END: Final = re.compile(re.escape(_FRAME) + rb'([0-9a-f]{8})"\}\n')
_PREFIX: Final = b'{"%s":{"1":{"sum":"' % META_TABLE.encode()
_START: Final = b'{"line":"'
_FIRST: Final = b'{"line":"begin"'
_LONGEST_SEARCH: Final = 1 << 26
"""So many bytes are looked through for a flipped bit, and no more: it takes a second for each few million."""

_SURELY_ONE: Final = 1 << 20
"""Of more bytes, the sum of other damage may look like that of one flipped bit: in one of 500 cases, and more."""
_FEW: Final = 8
"""So many lines may be missing before a last one for which nothing vouches, and it is still taken for what it says."""

_ROW_START: Final = re.compile(rb'"([0-9]{1,15})":\{')
_ROW: Final = re.compile(rb'"[0-9]{1,15}":\{.*\}[,}]*')
_EMPTY_TABLE: Final = re.compile(rb',?"((?:[^"\\]|\\.)*)":\{\}[,}]*')
_TABLE_START: Final = re.compile(rb',?"((?:[^"\\]|\\.)*)":\{')
_WORDS: Final = re.compile(rb'"(?:text|title|name)":"((?:[^"\\]|\\.)*)"')

NAMELESS: Final = ""
"""The table of rows that stand before the first name of one that can be read."""

_UNREADABLE: Final = (msgspec.MsgspecError, UnicodeDecodeError)

_line: Final = msgspec.json.Decoder(Line)
_json: Final = json.JSONDecoder()


class _MetaTable(msgspec.Struct):
    row: Meta = msgspec.field(name="1")


class _MetaOnly(msgspec.Struct):
    meta: _MetaTable = msgspec.field(name=META_TABLE)


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a journal: from `start` to `end` in bytes, the line with this number in the file.

    `data` is what was written, as far as that is known; `before` the sum that it follows and `after` its own (of a
    line that can't be read: what the next one follows), or None where nothing tells.
    """

    state: State
    start: int
    end: int
    number: int
    data: bytes
    line: Line | None = None
    before: int | None = None
    after: int | None = None


def read_journal(data: bytes) -> list[Piece]:
    """All that stands in a journal, in order."""
    found: list[Piece] = []
    room = min(len(data.rstrip(b"\n")) + 1, len(data))  # up to the end of the last line
    at, chain, sequence = 0, 0, -1
    while at < room:
        parsed = parse(data[at:], chain)
        for line, end, after in parsed.lines:
            start = at + (found[-1].end - at if found and found[-1].end > at else 0)
            before = found[-1].line if found else None
            fits = isinstance(line, Begin) == (not found) and not isinstance(before, End)
            state: State = "whole" if fits or before is None else "stray"
            found.append(Piece(state, start, at + end, len(found) + 1, data[start : at + end], line, chain, after))
            chain = after
            sequence = _number(line, sequence)
        if parsed.bad is None:
            return found
        bad = at + parsed.bad.offset
        at, needed = _found_again(data, bad, room, chain, sequence)
        for piece in _damaged(data[bad:at], chain, needed, sequence):
            start, end = bad + piece.start, bad + piece.end
            found.append(msgspec.structs.replace(piece, start=start, end=end, number=len(found) + 1))
            sequence = _number(piece.line, sequence) if piece.state != "stray" else sequence
            chain = chain if piece.after is None else piece.after
        chain = chain if needed is None else needed
    return found


def read_end(data: bytes, before: bytes) -> list[Piece]:
    """What was cut off a journal: `before` is what stands in the journal up to there."""
    last = next((each for each in reversed(read_journal(before)) if each.after is not None), None)
    chain = 0 if last is None or last.after is None else last.after
    pieces = list(_damaged(data.rstrip(b"\n") + b"\n", chain, None, -1 if last is None else _number(last.line, -1)))
    return [msgspec.structs.replace(each, number=number) for number, each in enumerate(pieces, 1)]


def words_of(data: bytes) -> tuple[str, ...]:
    """The words of records that can be read in a piece of a file, whatever it is."""
    return tuple(_unquoted(match[1]) for match in _WORDS.finditer(data))


def _number(line: Line | None, before: int) -> int:
    """The number of the last transaction after this line."""
    match line:
        case Begin() | End():
            return line.after
        case Done():
            return line.n
        case None:
            return before


def _lines_of(data: bytes) -> Iterator[tuple[int, int]]:
    """Where the lines of a piece start and end, those that aren't empty."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start) + 1 or len(data)
        if end - start > 1 or data[start] != ord("\n"):
            yield start, end
        start = end


def _sum_in(whole: bytes) -> int | None:
    """The sum that stands in a line, or None where none can be read."""
    match = _SUM_AT_END.fullmatch(whole[-_TAIL:])
    return None if match is None else int(match[1], 16)


def _body(whole: bytes) -> bytes:
    """What the sum of a line is of: all before the sum, and the bracket."""
    at = whole.rfind(_FRAME, max(len(whole) - _TAIL, 0))  # the end of it may be gone
    return whole[: -_TAIL if at < 0 else at] + b"}"


def _decoded(whole: bytes) -> Line | None:
    try:
        return _line.decode(_body(whole))
    except _UNREADABLE:
        return None


def _checked(whole: bytes, chain: int) -> Line | None:
    """The line that follows one with the sum `chain`, or None when it doesn't."""
    lines = parse(whole, chain).lines
    return lines[0][0] if lines else None


def _found_again(data: bytes, bad: int, room: int, chain: int, sequence: int) -> tuple[int, int | None]:
    """Where, from a bad line on, there is a line again of which the sum is right, and the sum that it follows.

    A line that stands where another is missing is such a line, if those after it follow from it.
    """
    rest = data[bad:room]
    first, second = ([rest[start:end] for start, end in _lines_of(rest)] + [b"", b""])[:2]
    total, line = _sum_in(first), _decoded(first)
    if total is not None and isinstance(line, Done) and line.n > sequence + 1 and _mended(first, chain, None) is None:
        following = _checked(second, total)
        if following is not None and _number(following, 0) == line.n + isinstance(following, Done):
            return bad, sum_before(_body(first), total)
    if total is not None and isinstance(line, End) and line.after > sequence and not second:
        return (bad, sum_before(_body(first), total)) if _mended(first, chain, None) is None else (room, None)
    for start, end in _lines_of(rest):
        total = _sum_in(rest[:start])
        if total is not None and _checked(rest[start:end], total) is not None:
            return bad + start, total
    return room, None


def _damaged(region: bytes, chain: int, needed: int | None, sequence: int) -> Iterator[Piece]:
    """What can be made of a stretch of damage that follows a line with the sum `chain`; the line after it, if there
    is one, follows `needed`.
    """
    if needed is None and len(odd := region.strip(b"\n")) == 1 and (odd[0] ^ ord("\n")).bit_count() == 1:
        yield Piece("room", 0, len(region), 0, b"\n" * len(region))
        return
    mended = _mended(region, chain, needed)
    at = 0
    if mended is not None:
        for line, end, after in parse(mended, chain).lines:
            state: State = "whole" if mended[at:end] == region[at:end] else "flipped"
            yield Piece(state, at, min(end, len(region)), 0, mended[at:end], line, chain, after)
            at, chain = end, after
        return
    places = list(_lines_of(region))
    for place, (start, end) in enumerate(places):
        following = region[slice(*places[place + 1])] if place + 1 < len(places) else b""
        piece = _single(region[start:end], chain, following, needed, sequence)
        if piece.state not in ("stray", "lost"):
            sequence = _number(piece.line, sequence)
        yield msgspec.structs.replace(piece, start=start, end=end)
        chain = chain if piece.after is None else piece.after


def _single(data: bytes, chain: int, following: bytes, needed: int | None, sequence: int) -> Piece:
    """What can be made of one line in a stretch of damage; where none is `following` in it, then what is `needed`."""

    def goes_on(total: int) -> bool:
        return _checked(following, total) is not None if following else total == needed

    whole = data if data.endswith(b"\n") else data + b"\n"
    written = _sum_in(whole)
    line = _checked(whole, chain)
    if line is not None:
        state: State = "stray" if _number(line, 0) < sequence else "whole" if whole == data else "vouched"
        return Piece(state, 0, 0, 0, whole, line, chain, written)
    line = _decoded(whole)
    made = zlib.crc32(_body(whole), 0 if whole.startswith(_FIRST) else chain)
    twice = isinstance(line, Done) and line.n <= sequence
    if line is not None and not twice and goes_on(made):
        return Piece("vouched", 0, 0, 0, _body(whole)[:-1] + b'%s%08x"}\n' % (_FRAME, made), line, chain, made)
    if written is not None and goes_on(written):
        next_one = not isinstance(line, Done) or line.n == sequence + 1  # else its number is among what is damaged
        state = "lost" if line is None else "read" if next_one else "stray"
        return Piece(state, 0, 0, 0, data, line, chain, written)
    last = needed is None and not following and _FRAME in data[-_TAIL:]
    if line is not None and last and sequence < _number(line, 0) <= sequence + _FEW:
        return Piece("read", 0, 0, 0, data, line, chain)
    return Piece("lost" if line is None else "stray", 0, 0, 0, data, line, chain)


def _mended(region: bytes, chain: int, needed: int | None) -> bytes | None:
    """The stretch with the one bit put right that makes all of it lines, or None where no single bit does."""
    for bit in _suspects(region, chain):
        mended = flip(region, bit)
        mended += b"" if mended.endswith(b"\n") else b"\n"
        parsed = parse(mended, chain)
        if parsed.bad is None and parsed.lines and needed in (None, parsed.lines[-1][2]):
            return mended
    return None


def _suspects(region: bytes, chain: int) -> Iterator[int]:
    """The bits (8 times the byte, and the place in it) that may have flipped."""
    ends = [end for _start, end in _lines_of(region)][:3]
    if len(region) > _SURELY_ONE or not ends:
        return
    for end in ends:
        total = _sum_in(region[:end])
        for seed in (chain,) if total is None or chain == 0 else (chain, 0):
            bit = None if total is None else flipped_bit(region[: end - _TAIL] + b"}", seed, total)
            if bit is not None and bit < (end - _TAIL) * 8:
                yield bit
        for byte in range(max(end - _TAIL, 0), end):
            yield from range(byte * 8, byte * 8 + 8)
    for byte in range(_TAIL, len(region)):
        other = region[byte] ^ ord("\n")
        if other.bit_count() == 1 and region[byte - 2 : byte] == b'"}':
            yield byte * 8 + other.bit_length() - 1


class Rows(msgspec.Struct):
    """What can be read of a snapshot that is damaged: of itself, its rows by table, and the lines that can't be read.

    `mended` is the whole of it where one flipped bit was all; `likely` tells that this isn't quite sure.
    """

    meta: Meta | None = None
    tables: dict[str, dict[int, Raw]] = msgspec.field(default_factory=dict[str, dict[int, Raw]])
    lost: list[bytes] = msgspec.field(default_factory=list[bytes])
    mended: bytes | None = None
    likely: bool = False


def read_snapshot(data: bytes) -> Rows:
    """What can be read of a snapshot whose sum is wrong."""
    mended = _mended_snapshot(data)
    if mended is not None:
        meta, tables = snapshot.decode(mended)
        return Rows(meta, {name: _rows(raw) for name, raw in tables.items()}, [], mended, len(data) > _SURELY_ONE)
    found = Rows()
    head, *lines = data.split(b"\n")
    found.meta = _meta(head)
    if found.meta is None:  # where its end is damaged too, rows stand in the same line, and others are gone with it
        rows = {doc: raw for doc, raw in _rows_in(head) if not bytes(raw).startswith(b'{"sum":')}
        found.tables |= {NAMELESS: rows} if rows else {}
        found.lost.append(head)
    table: dict[int, Raw] | None = None
    for line in lines:
        start = _TABLE_START.fullmatch(line)
        if start is not None:
            table = found.tables.setdefault(_unquoted(start[1]), {})
            continue
        rows = dict(_rows_in(line))
        if rows:
            table = found.tables.setdefault(NAMELESS, {}) if table is None else table
            table.update(rows)
        if not _ROW.fullmatch(line) or len(rows) != 1:
            without = line.strip(b"{},\n ")
            if without and not _EMPTY_TABLE.fullmatch(line):
                found.lost.append(line)
    return found


def _rows_in(line: bytes) -> Iterator[tuple[int, Raw]]:
    """The rows that can be read in a line: one, or more where the ends of lines are damaged."""
    for match in _ROW_START.finditer(line):
        document = _document_in(line[match.end() - 1 :])
        if document is not None:
            yield int(match[1]), document


def _mended_snapshot(data: bytes) -> bytes | None:
    """The snapshot with the one bit put right that makes it whole, or None where no single bit does."""
    end = len(_PREFIX) + 8
    head, rest = data[:end], data[end:]
    right = b"%s%08x" % (_PREFIX, zlib.crc32(rest))
    if len(head) == end and sum((one ^ other).bit_count() for one, other in zip(head, right, strict=True)) == 1:
        mended = right + rest
    elif re.fullmatch(re.escape(_PREFIX) + rb"[0-9a-f]{8}", head) and len(data) <= _LONGEST_SEARCH:
        bit = flipped_bit(rest, 0, int(head[len(_PREFIX) :], 16))
        mended = data if bit is None else flip(data, end * 8 + bit)
    else:
        return None
    try:
        snapshot.decode(mended)
    except ValueError:
        return None
    return mended


def _meta(head: bytes) -> Meta | None:
    for whole in (head.removesuffix(b",") + b"}", head):
        try:
            return msgspec.json.decode(whole, type=_MetaOnly).meta.row
        except _UNREADABLE:
            continue
    return None


def _rows(raw: Raw) -> dict[int, Raw]:
    return msgspec.json.decode(raw, type=dict[int, Raw])


def _document_in(raw: bytes) -> Raw | None:
    """The document that a row begins with, whatever comes after it."""
    try:
        end = _json.raw_decode(raw.decode("latin-1"))[1]  # a character a byte, so that it counts bytes
        document = raw[:end]
        document.decode()
        id_of(Raw(document))
    except (*_UNREADABLE, ValueError):
        return None
    return Raw(document)


def _unquoted(raw: bytes) -> str:
    text = raw.decode("utf-8", "replace")
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text
