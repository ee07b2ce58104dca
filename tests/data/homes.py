"""A home for the doctor's tests, and what is asked of it again and again."""

from __future__ import annotations

from pathlib import Path

from kgw_tui.data.doctor.examining import examine
from kgw_tui.data.doctor.repair import Repaired, repair
from kgw_tui.data.opening import open_workspace
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Action, Note
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.settings import Settings

from .stores import MADE, add, contents, texts


def filled(home: Path) -> Path:
    """A home with a meeting, two lines and an action in the shared store and a note in the private one."""
    workspace = open_workspace(home)
    with workspace.shared.transaction("import") as tx:
        tx.put(MEETINGS, Meeting(id="m1", created_at=MADE, title="MT", date=MADE.date(), handle="M-1"))
        tx.put(ITEMS, AgendaItem(id="i1", created_at=MADE, meeting="m1", title="Opening"))
        tx.raise_number("meeting", 1)
    for number in range(2):
        add(workspace.shared, line(f"e{number}", f"line {number}"))
    with workspace.shared.transaction("entry.add") as tx:
        action = Action(id="e2", created_at=MADE, meeting="m1", item="i1", text="call", handle="A-1")
        tx.put(ENTRIES, action)
        tx.next_number("action")
    with workspace.private.transaction("note.add") as tx:
        tx.put(CORRIDOR_NOTES, CorridorNote(id="n1", created_at=MADE, heard_at=MADE, text="smoke", handle="N-1"))
        tx.next_number("note")
    workspace.save_settings(Settings(school="De Brug", language="en"))
    workspace.close()
    return home


def line(record_id: str, text: str, meeting: str = "m1", item: str = "i1", parent: str = "") -> Note:
    return Note(id=record_id, created_at=MADE, meeting=meeting, item=item, text=text, parent=parent)


def codes(home: Path) -> list[str]:
    """What isn't right; what is only worth knowing isn't in it."""
    before = contents(home)
    found = [each.code for each in examine(home).ill]
    assert contents(home) == before
    return found


def repaired(home: Path) -> Repaired:
    """Let it be repaired until nothing is left, with nothing gone that was there."""
    before = contents(home)
    done = repair(home)
    assert done.after.ill == ()
    after = contents(home)
    kept = {data for name, data in after.items() if "damaged-" in name}
    lasting = {name: data for name, data in before.items() if not name.endswith(".tmp")}
    gone = {name for name, data in lasting.items() if name not in after and data not in kept}
    assert gone <= {"shared/lock", "private/lock"}, gone
    assert codes(home) == []
    return done


def shared_texts(home: Path) -> list[str]:
    store = EmbeddedStore(home / "shared")
    found = texts(store)
    store.close()
    return found


def replaced(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))


def tampered(home: Path, table: str, *documents: dict[str, object], store: str = "shared") -> None:
    """Put documents in a store as no use case would."""
    opened = EmbeddedStore(home / store)
    for document in documents:
        opened.tinydb.table(table).insert(document)
    opened.close()
