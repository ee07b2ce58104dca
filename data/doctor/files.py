"""The files of one store, read as far as they can be, and what isn't right in them or between them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from ..filesystem import read_file
from ..store import snapshot
from ..store.files import files_in, journal_path, packed_path, snapshot_path
from ..store.journal import Begin, Delete, Done, End, encode, sum_text
from ..store.log import SCHEMA
from ..store.snapshot import Raw
from .finding import Finding, told_of
from .salvage import Piece, Rows, read_journal, read_snapshot
from .sums import flip

SURE: Final = ("whole", "flipped", "vouched")
"""States of lines that are what was written."""

_HEAD: Final = zlib.compressobj(wbits=31).compress(b"") or zlib.compress(b"", wbits=31)[:10]
"""How a compressed file starts: no name, no moment."""

_SUMS: Final = 8
_NUMBER: Final = re.compile(r"journal-([0-9]{8,})\.")
_STEP: Final = 4096


class JournalFile(msgspec.Struct):
    """One journal: where it lies, its pieces, and what they are of it that count.

    `packed` tells that it is compressed, `broken` that it couldn't be decompressed to its end.
    """

    generation: int
    path: Path
    pieces: list[Piece]
    packed: bool = False
    broken: bool = False
    odd: bool = False

    @property
    def begin(self) -> Begin | None:
        """Its first line, where that is sure."""
        line = self.pieces[0].line if self.pieces and self.pieces[0].state in SURE else None
        return line if isinstance(line, Begin) else None

    @property
    def end(self) -> Piece | None:
        """Its end line, where that is sure."""
        last = next((each for each in reversed(self.pieces) if each.state in SURE), None)
        return last if last is not None and isinstance(last.line, End) else None

    @property
    def done(self) -> dict[int, Piece]:
        """Number -> the line of a transaction, of those that can be read and belong here."""
        lines = [(each.line, each) for each in self.pieces if each.state in (*SURE, "read")]
        return {line.n: each for line, each in lines if isinstance(line, Done)}

    @property
    def last(self) -> int:
        """The number of the last transaction in it that is sure, or that it began after; -1 for neither."""
        begin = self.begin
        sure = (number for number, piece in self.done.items() if piece.state in SURE)
        return max(sure, default=-1 if begin is None else begin.after)

    @property
    def chain(self) -> int | None:
        """The sum of its last line."""
        return next((each.after for each in reversed(self.pieces) if each.after is not None), None)

    @property
    def whole(self) -> bool:
        """Whether every line of it is what was written."""
        return not self.broken and not self.odd and all(each.state == "whole" for each in self.pieces)


class SnapshotFile(msgspec.Struct):
    """One snapshot: where it lies, and what can be read of it. `whole` tells that it is what was written, `misfit` that
    it is of another generation or another store than the journal beside it.
    """

    generation: int
    path: Path
    rows: Rows
    whole: bool
    misfit: bool = False

    @property
    def sure(self) -> bool:
        """Whether it is known what was written, and that it was written for this place."""
        return (self.whole or self.rows.mended is not None) and not self.misfit


class StoreFiles(msgspec.Struct):
    """All files of a store that records stand in."""

    folder: Path
    journals: dict[int, JournalFile]
    snapshots: dict[int, SnapshotFile]
    plain: bool = False
    unreadable: list[tuple[Path, str]] = msgspec.field(default_factory=list[tuple[Path, str]])

    @property
    def schema(self) -> int:
        """The newest schema that something sure in it was written by; what is damaged only counts by itself."""
        sure = [each.begin.schema for each in self.journals.values() if each.begin]
        sure += [each.rows.meta.schema for each in self.snapshots.values() if each.sure and each.rows.meta]
        return max(sure, default=0)

    @property
    def newest_state(self) -> int:
        """The newest generation before which all records are known; 0 for none."""
        return max((number for number, each in self.snapshots.items() if each.sure), default=0)


def read_store(folder: Path) -> StoreFiles:
    """Read every journal and snapshot of a store. Raises OSError for a folder that can't be read."""
    files = files_in(folder)
    found = StoreFiles(folder, {}, {}, files.plain)
    for generation in files.journals:
        packed = generation in files.packed
        path = packed_path(folder, generation) if packed else journal_path(folder, generation)
        try:
            data = read_file(path)
        except OSError as error:
            found.unreadable.append((path, error.strerror or ""))
            continue
        text, broken = _unpacked(data) if packed else (data, False)
        odd = packed and not broken and not _as_we_pack(data)
        found.journals[generation] = JournalFile(generation, path, read_journal(text), packed, broken, odd)
    for generation in files.snapshots:
        path = snapshot_path(folder, generation)
        try:
            data = read_file(path)
        except OSError as error:
            found.unreadable.append((path, error.strerror or ""))
            continue
        kept = found.snapshots[generation] = _snapshot(generation, path, data)
        kept.misfit = _is_misfit(kept, found.journals.get(generation))
    return found


def file_findings(files: StoreFiles) -> Iterator[Finding]:
    """What isn't right in the files of a store and between them, the oldest generation first."""
    for found in _all_findings(files):
        number = _NUMBER.search(Path(found.path).name)
        if number is not None and int(number[1]) < files.newest_state:
            yield msgspec.structs.replace(found, lost=(), kept=found.kept + found.lost, harmless=True)
        else:
            yield found


def _all_findings(files: StoreFiles) -> Iterator[Finding]:
    for path, reason in files.unreadable:
        yield Finding("file.unreadable", str(path), {"reason": reason})
    for generation in sorted(files.journals.keys() | files.snapshots.keys()):
        kept = files.snapshots.get(generation)
        if kept is not None:
            yield from _in_snapshot(files, kept)
        journal = files.journals.get(generation)
        if journal is not None:
            yield from _in_journal(files, journal)
    yield from _between(files)


def _unpacked(data: bytes) -> tuple[bytes, bool]:
    """What a compressed journal holds, as far as it can be read, and whether it broke off or its sum is wrong."""
    reader = zlib.decompressobj(wbits=31)
    parts: list[bytes] = []
    at, step = 0, _STEP
    while at < len(data):
        before = reader.copy()
        try:
            parts.append(reader.decompress(data[at : at + step]))
            at += step
        except zlib.error:
            if step == 1:
                return b"".join(parts), True
            reader, step = before, 1  # byte by byte up to the damage
    return b"".join(parts), not reader.eof or bool(reader.unused_data)


def _as_we_pack(data: bytes) -> bool:
    """Whether what no sum covers in a compressed file is as this program writes it: its head, and the bits that are
    left over in the last byte before the sum.
    """
    if data[: len(_HEAD)] != _HEAD or len(data) <= len(_HEAD) + _SUMS:
        return False
    last = len(data) - _SUMS - 1
    for bit in range(7, 0, -1):
        if data[last] >> bit & 1:
            return _unpacked(flip(data, last * 8 + bit))[1]
    return True


def _snapshot(generation: int, path: Path, data: bytes) -> SnapshotFile:
    try:
        meta, raw = snapshot.decode(data)
        tables = {name: msgspec.json.decode(each, type=dict[int, Raw]) for name, each in raw.items()}
    except ValueError:
        return SnapshotFile(generation, path, read_snapshot(data), whole=False)
    return SnapshotFile(generation, path, Rows(meta, tables), whole=True)


def _is_misfit(kept: SnapshotFile, journal: JournalFile | None) -> bool:
    meta = kept.rows.meta if kept.sure else None
    begin = None if journal is None else journal.begin
    if meta is None:
        return False
    return meta.generation != kept.generation or (
        begin is not None and (begin.after, begin.prev) != (meta.sequence, meta.chain)
    )


def _in_snapshot(files: StoreFiles, kept: SnapshotFile) -> Iterator[Finding]:
    path = str(kept.path)
    if kept.misfit:
        yield Finding("snapshot.misfit", path, mends=True)
    elif not kept.sure:
        lost = tuple(dict.fromkeys(word for line in kept.rows.lost for word in _words(line)))
        count = sum(map(len, kept.rows.tables.values()))
        newest = kept.generation == max(files.snapshots)
        code = "snapshot.damaged" if newest else "snapshot.old-damaged"
        yield Finding(code, path, {"rows": count, "lost": len(kept.rows.lost)}, lost, mends=True)
    elif not kept.whole:
        yield Finding("snapshot.flipped", path, mends=True)


def _words(line: bytes) -> tuple[str, ...]:
    return told_of(Piece("lost", 0, 0, 0, line))


def _in_journal(files: StoreFiles, journal: JournalFile) -> Iterator[Finding]:
    path = str(journal.path)
    newest = journal.generation == max(files.journals)
    if journal.broken:
        yield Finding("archive.damaged", path, {"lines": len(journal.done)}, mends=True)
    if journal.odd:
        yield Finding("archive.head", path, mends=True)
    if not journal.pieces:
        yield Finding("journal.empty", path, mends=True)
        return
    first = journal.pieces[0].line
    if journal.pieces[0].state in SURE and not isinstance(first, Begin):
        yield Finding("journal.begin", path, {"line": 1}, mends=True)
    elif isinstance(first, Begin) and journal.begin is not None and first.generation != journal.generation:
        yield Finding("journal.foreign", path, {"before": ""})
    before, unread = -1 if journal.begin is None else journal.begin.after, 0
    for piece in journal.pieces:
        number = piece.line.n if isinstance(piece.line, Done) else -1
        missing = number - before - 1 - unread
        if piece.state in SURE and before >= 0 and missing > 0:
            yield Finding("journal.gap", path, {"line": piece.number, "count": missing}, mends=True)
        unread = unread + 1 if piece.state in ("lost", "stray") else 0
        before = max(before, number) if piece.state != "stray" else before
        if piece.state == "whole":
            continue
        last = newest and piece is journal.pieces[-1] and piece.after is None
        yield _about(journal, piece, unfinished=last and piece.state == "lost")


def _about(journal: JournalFile, piece: Piece, *, unfinished: bool) -> Finding:
    code = "journal.unfinished" if unfinished else "journal.removal" if removes(piece) else f"journal.{piece.state}"
    words = told_of(piece)
    sure = piece.state in SURE
    values: dict[str, str | int] = {"line": piece.number, "at": piece.line.at if isinstance(piece.line, Done) else ""}
    return Finding(code, str(journal.path), values, () if sure else words, words if sure else (), mends=True)


def removes(piece: Piece) -> bool:
    """Whether a damaged line that can be read tells that something was removed, and nothing else."""
    ops = piece.line.ops if piece.state == "read" and isinstance(piece.line, Done) else ()
    return bool(ops) and all(isinstance(op, Delete) for op in ops)


def _between(files: StoreFiles) -> Iterator[Finding]:
    """What isn't right between one generation and the next."""
    generations = sorted(files.journals)
    newest = max(files.snapshots, default=0)
    if not generations:
        if newest:
            yield Finding("journal.missing", str(journal_path(files.folder, newest)), mends=True)
        return
    for generation in range(generations[0], max(generations[-1], newest) + 1):
        journal, following = files.journals.get(generation), files.journals.get(generation + 1)
        if journal is None:
            path = journal_path(files.folder, generation)
            if not any(each.name.startswith(path.name) for each, _reason in files.unreadable):
                yield Finding("journal.missing", str(path), mends=True)
            continue
        if following is not None:
            yield from _follows(files, journal, following)
        elif journal.end is not None and generation >= newest:
            yield Finding("journal.missing", str(journal_path(files.folder, generation + 1)), mends=True)
    if generations[0] > 1 and not any(
        each.sure and number >= generations[0] for number, each in files.snapshots.items()
    ):
        yield Finding("snapshot.missing", str(files.folder), mends=True)


def _follows(files: StoreFiles, journal: JournalFile, following: JournalFile) -> Iterator[Finding]:
    begin, path = following.begin, str(journal.path)
    if is_only_begun(files, following):
        return
    if begin is None or journal.chain is None:
        return  # told of that journal
    if begin.after < journal.last:
        yield Finding("journal.foreign", str(following.path), {"before": journal.path.name})
    elif begin.after > journal.last:
        yield Finding("journal.short", path, {"count": begin.after - journal.last}, mends=True)
    elif journal.end is None:
        damaged = any(each.state in ("read", "lost", "stray") for each in journal.pieces[-1:])
        total = encode(End(following.generation, journal.last), journal.chain)[1]
        if sum_text(total) == begin.prev or damaged:
            if not damaged:
                yield Finding("journal.end", path, mends=True)
        else:
            yield Finding("journal.other", str(following.path), {"before": journal.path.name}, mends=True)
    elif sum_text(journal.chain) != begin.prev:
        yield Finding("journal.other", str(following.path), {"before": journal.path.name}, mends=True)


def is_only_begun(files: StoreFiles, journal: JournalFile) -> bool:
    """Whether a journal was made for a generation to come, which somebody was kept from going on to: it counts for
    nothing, and is made again.
    """
    before = files.journals.get(journal.generation - 1)
    if before is None or before.end is not None or journal.generation in files.snapshots:
        return False
    return len(journal.pieces) == 1 and journal.begin is not None


def too_new(files: StoreFiles) -> bool:
    """Whether something in it was written by a newer version. What is damaged tells nothing of its version, unless
    nothing else does.
    """
    if files.schema > SCHEMA:
        return True
    for generation, kept in files.snapshots.items():
        journal = files.journals.get(generation)
        unsure = not kept.sure and (journal is None or journal.begin is None)
        if unsure and kept.rows.meta is not None and kept.rows.meta.schema > SCHEMA:
            return True
    return False
