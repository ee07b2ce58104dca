"""What the files of a damaged store are to be, so that it opens and all that could be read is in it.

A line that is lost gets a line in its place that holds what it must have done, where that can be told from the
snapshot that follows, and otherwise nothing. That line is filled so that its sum is that of the line it stands for:
whatever follows stays as it is, byte for byte, in this journal and in those after it.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Final

import msgspec

from ..store import snapshot
from ..store.files import journal_path, snapshot_path
from ..store.journal import Begin, Done, End, Line, encode, parse, sum_text
from ..store.log import SCHEMA
from ..store.snapshot import Meta
from .files import SURE, JournalFile, SnapshotFile, StoreFiles, is_only_begun, removes
from .finding import told_of
from .records import sorted_out
from .replay import State, between, do, sensible, take_back
from .salvage import Piece, words_of
from .sums import FILLING, filled, sum_before

LOST: Final = "doctor.lost"
"""The label of what stands for a lost transaction."""

_NOBODY: Final = ""
_LONG_AGO: Final = "1970-01-01T00:00:00+00:00"


class Plan(msgspec.Struct):
    """What files are to be: path -> bytes; those that are in the way; the words of what could not be brought back,
    of what was brought back though nothing vouches for it, and of what was removed once and is back.
    """

    writes: dict[Path, bytes] = msgspec.field(default_factory=dict[Path, bytes])
    aside: list[Path] = msgspec.field(default_factory=list[Path])
    lost: list[str] = msgspec.field(default_factory=list[str])
    doubtful: list[str] = msgspec.field(default_factory=list[str])
    back: list[str] = msgspec.field(default_factory=list[str])


class _Slot(msgspec.Struct):
    """One transaction: its line where that is sure, else what is to stand for it."""

    done: Done
    piece: Piece | None = None


class _Generation(msgspec.Struct):
    """One generation: its journal, where there is one, and the transactions that belong in it."""

    number: int
    after: int
    last: int
    slots: list[_Slot]
    journal: JournalFile | None
    ended: bool
    prev: str = ""
    """The sum that it follows, where that is sure."""

    @property
    def begin(self) -> Piece | None:
        """Its first line, where that is sure."""
        journal = self.journal
        return journal.pieces[0] if journal is not None and journal.begin is not None else None


def planned(files: StoreFiles) -> Plan:
    """What is to become of the files of a store. Nothing is written."""
    plan = Plan()
    generations = _generations(files)
    _words(files, plan)
    states = _mend_snapshots(files, generations, plan)
    chains = _write_journals(files, generations, plan)
    for generation in generations:
        state = states.get(generation.number)
        if state is not None:
            path = snapshot_path(files.folder, generation.number)
            plan.writes[path] = _snapshot_bytes(generation, state, chains[generation.number], files)
    return plan


def _generations(files: StoreFiles) -> list[_Generation]:
    numbers = sorted(each for each, journal in files.journals.items() if not is_only_begun(files, journal))
    if not numbers:
        numbers = sorted(files.snapshots)[-1:]
    if not numbers:
        return []
    newest = files.journals.get(numbers[-1])
    goes_on = newest is not None and newest.end is not None
    top = max(numbers[-1] + goes_on, max(files.snapshots, default=0))
    found: list[_Generation] = []
    before = -1
    for number in range(numbers[0], top + 1):
        generation = _generation(files, number, before, ended=number < top)
        before = generation.last
        found.append(generation)
    _give_moments(files, found)
    return found


def _give_moments(files: StoreFiles, generations: list[_Generation]) -> None:
    """What stands for a lost transaction was when the one before it was, or else the one after it."""
    slots = [slot for generation in generations for slot in generation.slots]
    known = [kept.rows.meta.at for kept in files.snapshots.values() if kept.sure and kept.rows.meta]
    at = next((slot.done.at for slot in slots if slot.piece is not None), min(known, default=_LONG_AGO))
    for slot in slots:
        if slot.piece is None and not slot.done.at:
            slot.done = msgspec.structs.replace(slot.done, at=at)
        at = slot.done.at


def _generation(files: StoreFiles, number: int, before: int, *, ended: bool) -> _Generation:
    journal = files.journals.get(number)
    done = {} if journal is None else journal.done
    after = _started_after(files, number)
    if after is None:
        kept = files.snapshots.get(number)
        meta = None if kept is None else kept.rows.meta
        likely = (
            min(done, default=1) - 1 if meta is None or meta.sequence >= min(done, default=1 << 62) else meta.sequence
        )
        after = before if before >= 0 else likely
    last = max([after, *done])
    following = _started_after(files, number + 1)
    end = None if journal is None else journal.end
    if following is not None:
        last = following
    elif end is not None and isinstance(end.line, End):
        last = end.line.after
    slots: list[_Slot] = []
    strays = [] if journal is None else [each for each in journal.pieces if each.state == "stray"]
    chain = None if journal is None or journal.begin is None else journal.pieces[0].after
    for each in range(after + 1, last + 1):
        piece = done.get(each) or _out_of_place(strays, each, chain)
        chain = None if piece is None else piece.after
        line = None if piece is None else piece.line
        if not isinstance(line, Done):
            slots.append(_Slot(Done(each, "", _NOBODY, LOST)))
            continue
        sure = piece is not None and piece.state in SURE
        slots.append(_Slot(line, piece) if sure else _Slot(sensible(line)))
    return _Generation(number, after, last, slots, journal, ended, _sum_before(files, number))


def _out_of_place(strays: list[Piece], number: int, chain: int | None) -> Piece | None:
    """A line that is whole and stands elsewhere in the journal than where it belongs."""
    for each in strays:
        if isinstance(each.line, Done) and each.line.n == number and chain is not None:
            lines = parse(each.data, chain).lines
            if lines:
                after = lines[0][2]
                return Piece("whole", each.start, each.end, each.number, each.data, each.line, chain, after)
    return None


def _started_after(files: StoreFiles, number: int) -> int | None:
    """The number of the transaction that a generation follows, as far as that is sure."""
    journal, kept = files.journals.get(number), files.snapshots.get(number)
    if journal is not None and journal.begin is not None:
        return journal.begin.after
    return kept.rows.meta.sequence if kept is not None and kept.sure and kept.rows.meta else None


def _sum_before(files: StoreFiles, number: int) -> str:
    """The sum that a generation follows, as far as that is sure; else ""."""
    journal, kept = files.journals.get(number), files.snapshots.get(number)
    if journal is not None and journal.begin is not None:
        return journal.begin.prev
    return kept.rows.meta.chain if kept is not None and kept.sure and kept.rows.meta else ""


def _words(files: StoreFiles, plan: Plan) -> None:
    for number, journal in files.journals.items():
        for piece in journal.pieces if number >= files.newest_state else ():
            if removes(piece):
                continue  # told when it isn't done
            if piece.state == "read":
                plan.doubtful += told_of(piece)
            elif piece.state in ("stray", "lost"):
                plan.lost += told_of(piece)


def _mend_snapshots(files: StoreFiles, generations: list[_Generation], plan: Plan) -> dict[int, State]:
    """Go through the history from each moment of which the documents are known to the next; what snapshots are to hold
    that have to be made anew.
    """
    made: dict[int, State] = {}
    sure = {number: each for number, each in files.snapshots.items() if each.sure}
    for each in files.snapshots.values():
        if each.rows.mended is not None:
            plan.writes[each.path] = each.rows.mended
    state: State | None = None
    slots: list[_Slot] = []
    for generation in generations:
        kept = files.snapshots.get(generation.number)
        if generation.number == 1 and not files.plain:
            state = State()
        if kept is not None and kept.rows.likely and state is not None and _intact(slots):
            plan.writes.pop(kept.path, None)
            plan.aside.append(kept.path)  # what comes to it through the journals is surer
        elif kept is not None and kept.sure:
            known = _state_of(kept)
            _fill(state, slots, known, plan)
            state, slots = known, []
        elif kept is not None:
            if generation.number > max(sure, default=0) and (state is None or not _intact(slots)):
                known = _salvaged(state, slots, kept)
                plan.lost += _gone(kept, known)
                _fill(state, slots, known, plan)
                made[generation.number] = known
                state, slots = known, []
            else:
                plan.aside.append(kept.path)
        elif state is None and generation is generations[0] and not any(each >= generation.number for each in sure):
            state = made[generation.number] = State()
        slots += generation.slots
    _fill(state, slots, None, plan)
    for number, kept in files.snapshots.items():
        if not kept.sure and generations and number < generations[0].number:
            plan.aside.append(kept.path)  # no journal leads to it or from it: nothing can make it good
    return made


def _intact(slots: list[_Slot]) -> bool:
    return all(each.piece is not None for each in slots)


def _state_of(kept: SnapshotFile) -> State:
    meta = kept.rows.meta
    return State(kept.rows.tables, {} if meta is None else dict(meta.numbers)).copy()


def _salvaged(before: State | None, slots: list[_Slot], kept: SnapshotFile) -> State:
    """The documents of a damaged snapshot: its rows that can be read over those that came to it through journals."""
    found = State() if before is None else before.copy()
    for slot in slots:
        do(found, slot.done, [] if slot.piece is None else None)
    known = _state_of(kept)
    fitting = sorted_out(known.tables)
    whole = kept.rows.meta is not None and not kept.rows.lost and fitting == known.tables
    for name, rows in fitting.items():
        if whole:  # then these are all there were; else what is known from elsewhere stays beside them
            found.tables[name] = {}
        found.rows(name).update(rows)
    for name, number in known.numbers.items():
        found.numbers[name] = max(number, found.numbers.get(name, 0))
    return found


def _gone(kept: SnapshotFile, known: State) -> list[str]:
    """The words in those lines of a damaged snapshot that can't be read, of which the documents aren't known either."""
    there = {word for rows in known.tables.values() for raw in rows.values() for word in words_of(bytes(raw))}
    return [word for line in kept.rows.lost for word in words_of(line) if word not in there]


def _fill(state: State | None, slots: list[_Slot], known: State | None, plan: Plan) -> None:
    """Let the transactions lead from `state` to `known`: what was lost is told from that, or does nothing."""
    if state is None or _intact(slots):
        return
    now = state.copy()
    last = max(number for number, slot in enumerate(slots) if slot.piece is None)
    target = None if known is None else known.copy()
    if target is not None and not take_back(target, (slot.done for slot in reversed(slots[last + 1 :]))):
        target, last = None if known is None else known.copy(), len(slots) - 1
    for slot in slots[: len(slots) if target is None else last]:
        back = plan.back if slot.piece is None else None
        fitting, words = do(now, slot.done, back)
        plan.lost += words if known is None else ()
        if fitting is not slot.done:
            slot.done, slot.piece = fitting, None
    if target is not None and known is not None:
        before = slots[last].done
        slots[last].done = msgspec.structs.replace(before, ops=between(now, target), numbers=known.numbers)
        slots[last].piece = None


def _snapshot_bytes(generation: _Generation, state: State, chain: int, files: StoreFiles) -> bytes:
    kept = files.snapshots.get(generation.number)
    before = None if kept is None else kept.rows.meta
    next_doc = {name: max(rows, default=0) + 1 for name, rows in state.tables.items()}
    for name, number in ({} if before is None else before.next_doc).items():
        next_doc[name] = max(number, next_doc.get(name, 1))
    at = _moment(generation) if before is None else before.at
    schema = files.schema or SCHEMA
    meta = Meta(schema, generation.number, generation.after, sum_text(chain), at, state.numbers, next_doc)
    return snapshot.encode(meta, {name: snapshot.encode_table(rows) for name, rows in sorted(state.tables.items())})


def _moment(generation: _Generation) -> str:
    return next((slot.done.at for slot in generation.slots), _LONG_AGO)


def _write_journals(files: StoreFiles, generations: list[_Generation], plan: Plan) -> dict[int, int]:
    """Make those journals anew that aren't whole; the sum that each generation follows."""
    chains: dict[int, int] = {}
    chain: int | None = None
    for generation, following in zip(generations, [*generations[1:], None], strict=True):
        begin = generation.begin
        begun = begin.line if begin is not None and isinstance(begin.line, Begin) else None
        if chain is None:
            chain = int(generation.prev or "0", 16)
        chains[generation.number] = chain
        journal = generation.journal
        fits = begun is not None and int(begun.prev, 16) == chain and begun.after == generation.after
        if fits and journal is not None and journal.whole and _intact(generation.slots) and _closed(generation):
            chain = journal.chain or 0
            continue
        data, chain = _journal_bytes(generation, following, begin if fits else None, chain, files.schema or SCHEMA)
        if journal is not None and journal.packed:
            plan.writes[journal.path] = zlib.compress(data, wbits=31)
        else:
            plan.writes[journal_path(files.folder, generation.number)] = data
    return chains


def _closed(generation: _Generation) -> bool:
    return not generation.ended or (generation.journal is not None and generation.journal.end is not None)


def _journal_bytes(
    generation: _Generation, following: _Generation | None, begin: Piece | None, chain: int, schema: int
) -> tuple[bytes, int]:
    """The bytes of a journal that follows a line with the sum `chain`, and the sum of its last line."""
    first = Begin(generation.number, generation.after, sum_text(chain), schema, _moment(generation))
    lines: list[tuple[Line, Piece | None]] = [(begin.line if begin and begin.line else first, begin)]
    lines += [(slot.done, slot.piece) for slot in generation.slots]
    if begin is None and generation.begin is not None:
        lines[0] = (first, None)
    if generation.ended:
        lines.append((End(generation.number + 1, generation.last), _end_piece(generation, following)))
    parts: list[bytes] = []
    for place, (line, piece) in enumerate(lines):
        if piece is not None and (isinstance(line, Begin) or piece.before == chain) and piece.after is not None:
            parts.append(piece.data)
            chain = piece.after
            continue
        needed = _needed(generation, lines, place)
        data, chain = _made(line, chain, needed)
        parts.append(data)
    return b"".join(parts), chain


def _needed(generation: _Generation, lines: list[tuple[Line, Piece | None]], place: int) -> int | None:
    """The sum that a line has to have, so that what follows it stays as it is; None where nothing that is sure does."""
    own = lines[place][1] or (generation.begin if place == 0 else None)
    if own is not None and own.after is not None:
        return own.after
    after = lines[place + 1][1] if place + 1 < len(lines) else None
    return None if after is None else after.before


def _end_piece(generation: _Generation, following: _Generation | None) -> Piece | None:
    """The end line, where the generation after it tells what its sum was."""
    if following is None or not following.prev:
        return None
    line = End(generation.number + 1, generation.last)
    body, total = msgspec.json.encode(line), int(following.prev, 16)
    return Piece("whole", 0, 0, 0, _framed(body, total), line, sum_before(body, total), total)


def _made(line: Line, chain: int, needed: int | None) -> tuple[bytes, int]:
    """A line that follows one with the sum `chain`, filled so that its own sum is the one that is needed."""
    data, total = encode(line, chain)
    if needed is None or total == needed:
        return data, total
    start = msgspec.json.encode(line)[:-1] + b',"fill":"'
    body = filled(start + FILLING + b'"}', len(start), 0 if isinstance(line, Begin) else chain, needed)
    return _framed(body, needed), needed


def _framed(body: bytes, total: int) -> bytes:
    return body[:-1] + b',"sum":"%08x"}\n' % total
