"""The page of today: what needs the writer now, read from both stores, and what can be done about it right there."""

from __future__ import annotations

from collections.abc import Generator

import msgspec

from kgw_tui import clock
from kgw_tui.capture.dates import read_date, say_date
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _, current_language
from kgw_tui.records.entries import ENTRIES, Action, Decision, Question
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.rules.today import Needs, Said, may_need, needs
from kgw_tui.text import clean_line
from kgw_tui.usecases.doing import Deed, do
from kgw_tui.usecases.kept_said import KeptSaid
from kgw_tui.usecases.reading import calendar_of
from kgw_tui.workspace import Workspace


class Today:
    """What needs the writer, read from both stores at the first look, and from then on kept in step with them: a line
    that is written somewhere costs what it touches, however much was said in all the years.
    """

    def __init__(self, workspace: Workspace) -> None:
        """Nothing is read yet."""
        self._workspace = workspace
        stores = ((workspace.shared, False), (workspace.private, True))
        self._kept = [KeptSaid(store, may_need, private=private) for store, private in stores]

    def reading(self) -> Generator[None, None, bool]:
        """Read what it takes to say that, in small steps between which anything may be done; True after the last."""
        for kept in self._kept:
            yield from kept.reading(self._workspace.settings.writer)
        return True

    def needs(self) -> Needs:
        """What needs the writer of the settings today; where they name nobody, what needs anybody."""
        writer = self._workspace.settings.writer
        said = [each for kept in self._kept for each in kept.said(writer)]
        return needs(self._workspace.shared.all(MEETINGS), said, clock.today(), writer)


def note_done(workspace: Workspace, said: Said, words: str) -> str:
    """Note that an action is done, with what came of it (may be ""), or the answer to a question; gives a sentence.

    Raises Refused for a question without an answer, and when it has ended or gone meanwhile.
    """
    verb = "answer" if isinstance(said.entry, Question) else "done"
    do(workspace, _handle(said), Deed(verb, clean_line(words).strip()))
    return _("✓ answered") if verb == "answer" else _("✓ done")


def let_lapse(workspace: Workspace, said: Said, words: str) -> str:
    """Drop an action or question, for a reason; gives a sentence. Raises Refused without one, and as `note_done`."""
    why = clean_line(words).strip()
    if not why:
        raise Refused(_("why does it lapse? Say it in a few words; it goes into the minutes"))
    do(workspace, _handle(said), Deed("drop", why))
    return _("✓ dropped")


def set_day(workspace: Workspace, said: Said, words: str) -> str:
    """Give an action or question another due day, a decision another day to look back; gives a sentence with the day.

    Without words the day goes. Minutes in which it was said stay what they are, adopted ones too (`minutes.edited`).
    Raises Refused for what is no day, or one that is past, and when it has gone meanwhile.
    """
    wanted = clean_line(words).strip().removeprefix(">").strip()
    reading = read_date(wanted, calendar_of(workspace)) if wanted else None
    if wanted and reading is None:
        raise Refused(_("'{words}' isn't a day; such as 1 mar, or Monday").format(words=wanted))
    day = reading.day if reading else None
    if day is not None and day < clock.today():
        raise Refused(_("that day is past"))
    with workspace.writing(workspace.private if said.private else workspace.shared, "entry.fill") as tx:
        entry = tx.get(ENTRIES, said.entry.id)
        if not isinstance(entry, Action | Question | Decision):
            raise NotFound(_("that entry is gone; somebody else took it out"))
        field = "review" if isinstance(entry, Decision) else "due"
        tx.put(ENTRIES, msgspec.structs.replace(entry, **{field: day}))
    return f"✓ {say_date(day, clock.today(), current_language())}" if day else _("✓ without a day")


def _handle(said: Said) -> str:
    entry = said.entry
    return entry.handle or entry.id
