"""Killing writers at random moments, round after round: `python -m tests.data.kill_rounds 200 [WRITERS [SEED]]`.

In each round one or more processes write lines, changes and now and then a snapshot in the same store, and tell what
was acknowledged through a pipe; at a random moment one of them, or all, get SIGKILL. Then the store must open by
itself with every acknowledged line in it once, in the order in which each writer wrote them, and every acknowledged
change; and a session that was open all the while must see the same and write on.
"""

from __future__ import annotations

import os
import random
import selectors
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import filelock
import msgspec

from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.records.entries import ENTRIES, Note
from kgw_tui.records.record import new_id

from .stores import MADE

assert filelock  # imported here once, rather than by each child


@dataclass
class Writer:
    """A process that writes, and what it has said."""

    pid: int
    pipe: int
    said: bytes = b""


@dataclass
class Acknowledged:
    """What must be there: for each writer its lines in order, and for each line that was changed its newest text."""

    lines: list[list[str]] = field(default_factory=list[list[str]])
    texts: dict[str, str] = field(default_factory=dict[str, str])


def write_until_killed(folder: Path, pipe: int, number: int) -> None:
    """Write lines and say so; never ends."""
    store = EmbeddedStore(folder)
    turn = 0
    newest = ""
    while True:
        turn += 1
        store.refresh()
        with store.transaction("entry.add") as tx:
            entry = Note(id=new_id(), created_at=MADE, meeting="m1", text=f"{number}/{tx.next_number('line')}")
            tx.put(ENTRIES, entry)
            seen = tx.get(ENTRIES, newest) if turn % 7 == 6 else None
            if seen is not None:
                tx.put(ENTRIES, msgspec.structs.replace(seen, text=f"changed {turn}"))
        os.write(pipe, f"{entry.id} {entry.text}\n".encode())
        if seen is not None:
            os.write(pipe, f"{seen.id} changed {turn}\n".encode())
        newest = entry.id
        if turn % 23 == 22:
            store.compact()


def start(folder: Path, number: int) -> Writer:
    """A child that writes."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            os.close(reading)
            write_until_killed(folder, writing, number)
        finally:
            os._exit(1)
    os.close(writing)
    return Writer(pid, reading)


def listen(writers: list[Writer], until: float) -> None:
    """Hear what the writers say up to a moment, so that none of them has to wait for a full pipe."""
    with selectors.DefaultSelector() as heard:
        for writer in writers:
            heard.register(writer.pipe, selectors.EVENT_READ, writer)
        while (left := until - time.monotonic()) > 0:
            for key, _events in heard.select(left):
                key.data.said += os.read(key.fd, 1 << 16)


def stop(writer: Writer) -> None:
    """Kill a writer and hear the rest of what it said. It must have been alive."""
    os.kill(writer.pid, signal.SIGKILL)
    _pid, status = os.waitpid(writer.pid, 0)
    assert os.WIFSIGNALED(status), f"a writer ended by itself, with {status}"
    while part := os.read(writer.pipe, 1 << 16):
        writer.said += part
    os.close(writer.pipe)


def note_down(acknowledged: Acknowledged, writer: Writer) -> None:
    """Take over what a writer has said; a last line that it didn't finish saying counts for nothing."""
    lines: list[str] = []
    for said in writer.said.split(b"\n")[:-1]:
        record_id, text = said.decode().split(" ", 1)
        acknowledged.texts[record_id] = text
        if not text.startswith("changed"):
            lines.append(record_id)
    acknowledged.lines.append(lines)


def check(folder: Path, acknowledged: Acknowledged, witness: EmbeddedStore) -> int:
    """Compare what is there with what must be; how many lines there are."""
    store = EmbeddedStore(folder)
    documents = store.tinydb.table("entries").all()
    order = {str(document["id"]): place for place, document in enumerate(documents)}
    assert len(order) == len(documents), "a line is there twice"
    for lines in acknowledged.lines:
        places = [order[record_id] for record_id in lines]
        assert places == sorted(places), "lines of one writer changed places"
    found = {entry.id: entry.text for entry in store.all(ENTRIES)}
    for record_id, text in acknowledged.texts.items():
        seen = found[record_id]
        assert seen == text or (text[0].isdigit() and seen.startswith("changed")) or newer(seen, text)
    numbers = [int(text.split("/")[1]) for text in found.values() if "/" in text]
    assert len(numbers) == len(set(numbers)), "a number was given twice"
    witness.refresh()
    assert witness.all(ENTRIES) == store.all(ENTRIES)
    with witness.transaction("number") as tx:
        assert tx.next_number("line") > max(numbers, default=0)
    store.close()
    return len(documents)


def newer(seen: str, text: str) -> bool:
    """Whether a change that wasn't acknowledged any more came over one that was."""
    return seen.startswith("changed") and text.startswith("changed") and int(seen[8:]) > int(text[8:])


def rounds(count: int, writers: int, seed: int, folder: Path) -> tuple[int, int]:
    """Kill for so many rounds; how many lines were acknowledged and how many are there. Raises AssertionError."""
    chance = random.Random(seed)
    acknowledged = Acknowledged()
    present = 0
    witness = EmbeddedStore(folder)
    for _round in range(count):
        team = [start(folder, number) for number in range(writers)]
        listen(team, time.monotonic() + chance.uniform(0.0, 0.12))
        chance.shuffle(team)
        while team:
            writer = team.pop()
            stop(writer)
            note_down(acknowledged, writer)
            listen(team, time.monotonic() + chance.choice((0.0, 0.01)))
        present = check(folder, acknowledged, witness)
    witness.close()
    return sum(map(len, acknowledged.lines)), present


def main() -> None:
    """Kill as often as is asked for, and say what came of it."""
    count = int(sys.argv[1])
    writers = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    folder = Path(tempfile.mkdtemp(prefix="kgw-kill-"))
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.SystemRandom().randrange(1 << 30)
    said, there = rounds(count, writers, seed, folder)
    sys.stdout.write(f"{count} rounds, {writers} writers, seed {seed}: {said} lines acknowledged, {there} there\n")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
