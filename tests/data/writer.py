"""A process that does one thing to a store, for tests of more processes than one:
`python -m tests.data.writer FOLDER lines COUNT NAME` or `... FOLDER hold`.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.records.entries import ENTRIES, Note
from kgw_tui.records.record import new_id

from .stores import MADE, note


def lines(store: EmbeddedStore, count: int, name: str) -> None:
    """Write so many lines in the same meeting, one a transaction, with a number from the store's counter."""
    for turn in range(count):
        with store.transaction("entry.add") as tx:
            text = f"{name} {turn} {tx.next_number('line')}"
            tx.put(ENTRIES, Note(id=new_id(), created_at=MADE, meeting="m1", text=text))


def hold(store: EmbeddedStore) -> None:
    """Stop in the middle of a transaction, as a suspended program does; go on when continued."""
    with store.transaction("entry.add") as tx:
        tx.put(ENTRIES, note("held", record_id="held"))
        sys.stdout.write("holding\n")
        sys.stdout.flush()
        os.kill(os.getpid(), signal.SIGSTOP)


def main() -> None:
    """Do what the arguments say."""
    store = EmbeddedStore(Path(sys.argv[1]))
    if sys.argv[2] == "lines":
        lines(store, int(sys.argv[3]), sys.argv[4])
    else:
        hold(store)
    store.close()


if __name__ == "__main__":
    main()
