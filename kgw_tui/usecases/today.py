"""The page of today: what needs the writer now, read from both stores, and what can be done about it right there."""

from __future__ import annotations

from collections.abc import Generator

import msgspec

from kgw_tui import clock
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _
from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.entries import ENTRIES, Decision, Question
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.rules.postponing import asks_whether_it_lives
from kgw_tui.rules.today import Heard, Needs, Said, may_need, needs
from kgw_tui.text import clean_line
from kgw_tui.usecases import acting, reporting
from kgw_tui.usecases.kept_said import KeptSaid
from kgw_tui.usecases.patterns import patterns_now
from kgw_tui.usecases.reporting import promises, reports_due
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
        self._heard_at: tuple[object, Heard] = ((), Heard())

    def reading(self) -> Generator[None, None, bool]:
        """Read what it takes to say that, in small steps between which anything may be done; True after the last."""
        for kept in self._kept:
            yield from kept.reading(self._workspace.settings.writer)
        return True

    def needs(self) -> Needs:
        """What needs the writer of the settings today; where they name nobody, what needs anybody."""
        writer = self._workspace.settings.writer
        said = [each for kept in self._kept for each in kept.said(writer)]
        return needs(self._workspace.shared.all(MEETINGS), said, clock.today(), writer, self._heard())

    def _heard(self) -> Heard:
        """What the corridor has, read anew when a store has changed."""
        workspace = self._workspace
        state = (workspace.shared.cursor, workspace.private.cursor, clock.today(), workspace.settings)
        if self._heard_at[0] != state:
            inbox = sorted(workspace.private.query(CORRIDOR_NOTES, outcome=""), key=lambda note: note.heard_at)
            heard = Heard(
                reports=tuple(reports_due(workspace)),
                watched=tuple(workspace.private.query(CORRIDOR_NOTES, outcome="watch")),
                inbox=tuple(inbox),
                patterns=tuple(pattern for pattern in patterns_now(workspace) if pattern.waits),
                to_tell=tuple(each.action for each in promises(workspace) if each.action.status == "done"),
            )
            self._heard_at = (state, heard)
        return self._heard_at[1]


def note_done(workspace: Workspace, said: Said, words: str) -> str:
    """Note that an action is done, with what came of it (may be ""), or the answer to a question; gives a sentence.

    Raises Refused for a question without an answer, and when it has ended or gone meanwhile.
    """
    entry = acting.finish(workspace, said.entry.id, words)
    return _("✓ answered") if isinstance(entry, Question) else _("✓ done")


def note_told(workspace: Workspace, said: Said, words: str) -> str:
    """Note that a promise was kept, and whoever it was made to has heard what came of it; gives a sentence.

    Raises Refused when it isn't one, was kept already, or has lapsed.
    """
    if not said.private:
        raise Refused(_("only what was promised in the corridor is reported back"))
    reporting.kept(workspace, said.entry.id, words)
    return _("✓ kept, and told")


def let_lapse(workspace: Workspace, said: Said, words: str) -> str:
    """Drop an action or question, for a reason; gives a sentence. Raises Refused without one, and as `note_done`."""
    acting.drop(workspace, said.entry.id, words)
    return _("✓ dropped")


def set_day(workspace: Workspace, said: Said, words: str) -> str:
    """Give an action or question another due day, with the reason behind a colon, a decision another day to look back;
    gives a sentence with the day.

    Without words the day goes. Minutes in which it was said stay what they are, adopted ones too (`minutes.edited`).
    Raises Refused for what is no day, or one that is past, and when it has gone meanwhile.
    """
    when, _colon, why = clean_line(words).partition(":")
    if isinstance(said.entry, Decision):
        return _set_review(workspace, said.entry.id, when)
    if not when.strip():
        acting.without_day(workspace, said.entry.id)
        return _("✓ without a day")
    entry = acting.postpone(workspace, said.entry.id, when, why)
    told = f"✓ {acting.told_day(entry.due)}" if entry.due else ""
    lives = _("put off so often: does it have to live? x lets it lapse")
    return f"{told} · {lives}" if asks_whether_it_lives(entry) else told


def _set_review(workspace: Workspace, entry_id: str, words: str) -> str:
    day = acting.read_day(workspace, words) if words.strip() else None
    with workspace.writing(workspace.shared, "entry.fill") as tx:
        entry = tx.get(ENTRIES, entry_id)
        if not isinstance(entry, Decision):
            raise NotFound(_("that entry is gone; somebody else took it out"))
        tx.put(ENTRIES, msgspec.structs.replace(entry, review=day))
    return f"✓ {acting.told_day(day)}" if day else _("✓ without a day")
