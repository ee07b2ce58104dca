"""The page of today: what needs the writer now, read from both stores, and what can be done about it right there."""

from __future__ import annotations

from collections.abc import Generator

import msgspec

from kgw_tui import clock
from kgw_tui.errors import NotFound
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.entries import ENTRIES, Decision, Question
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.rules.postponing import asks_whether_it_lives
from kgw_tui.rules.today import Need, Needs, may_need, needs
from kgw_tui.text import clean_line
from kgw_tui.usecases import acting, reporting, triaging
from kgw_tui.usecases.kept_heard import KeptHeard
from kgw_tui.usecases.kept_said import KeptSaid
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
        self.corridor = KeptHeard(workspace)
        """What was heard and promised in the corridor, for whoever else shows it."""

    def reading(self) -> Generator[None, None, bool]:
        """Read what it takes to say that, in small steps between which anything may be done; True after the last."""
        for kept in self._kept:
            yield from kept.reading(self._workspace.settings.writer)
        yield from self.corridor.reading()
        return True

    def needs(self) -> Needs:
        """What needs the writer of the settings today; where they name nobody, what needs anybody."""
        writer = self._workspace.settings.writer
        said = [each for kept in self._kept for each in kept.said(writer)]
        return needs(self._workspace.shared.all(MEETINGS), said, clock.today(), writer, self.corridor.heard())


def note_done(workspace: Workspace, need: Need, words: str) -> str:
    """Note that an action is done, with what came of it (may be ""), or the answer to a question; gives a sentence.

    Raises Refused for a question without an answer, and when it has ended or gone meanwhile.
    """
    if need.said is None:
        return ""
    entry = acting.finish(workspace, need.said.entry.id, words)
    if isinstance(entry, Question):
        return _("✓ answered")
    return _("✓ done; t when it was told too") if need.whom is not None else _("✓ done")


def note_told(workspace: Workspace, need: Need, words: str) -> str:
    """Note that whoever said something, or whoever something was promised to, has heard what came of it, in these
    words (may be ""); gives a sentence. Raises Refused when it has been told already, or has lapsed.
    """
    if need.said is not None:
        reporting.kept(workspace, need.said.entry.id, words)
        return _("✓ kept, and told")
    if need.report is None:
        return ""
    note_id = need.report.note.id
    reporting.report_back(workspace, note_id, words)
    left = sum(promise.note.id == note_id for promise in reporting.promises(workspace))
    said = ngettext("✓ told; {count} promise is still open", "✓ told; {count} promises are still open", left)
    return said.format(count=left) if left else _("✓ told")


def let_lapse(workspace: Workspace, need: Need, words: str) -> str:
    """Drop an action, a question or a promise, say why nobody has to hear what came of a note, or close one that is
    watched; for a reason. Gives a sentence. Raises Refused without one, and as `note_done`.
    """
    if need.kind == "told" and need.said is not None:
        reporting.let_go(workspace, need.said.entry.id, words)
        return _("✓ nobody has to hear it")
    if need.said is not None:
        acting.drop(workspace, need.said.entry.id, words)
        return _("✓ dropped")
    if need.report is not None:
        reporting.leave_untold(workspace, need.report.note.id, words)
        return _("✓ nobody has to hear it")
    if need.note is not None:
        triaging.settle(workspace, need.note.id, "closed-with-reason", words)
    return _("✓ closed")


def set_day(workspace: Workspace, need: Need, words: str) -> str:
    """Give an action or question another due day, with the reason behind a colon; a decision another day to look back,
    a note another day to look at it again or to tell what came of it. Gives a sentence with the day.

    Without words the day of an action, question or decision goes. Minutes in which it was said stay what they are,
    adopted ones too (`minutes.edited`). Raises Refused for what is no day, or one that is past, and when it has gone
    meanwhile.
    """
    when, _colon, why = clean_line(words).partition(":")
    if need.report is not None:
        return f"✓ {reporting.tell_later(workspace, need.report.note.id, when)}"
    if need.said is None:
        return _watch_until(workspace, need, when)
    if isinstance(need.said.entry, Decision):
        return _set_review(workspace, need.said.entry.id, when)
    if when.strip():
        entry = acting.postpone(workspace, need.said.entry.id, when, why)
    else:
        entry = acting.without_day(workspace, need.said.entry.id)
    told = f"✓ {acting.told_day(entry.due)}" if entry.due else _("✓ without a day")
    lives = _("put off so often: does it have to live? In Actions (5) x lets it lapse")
    return f"{told} · {lives}" if asks_whether_it_lives(entry) else told


def _watch_until(workspace: Workspace, need: Need, words: str) -> str:
    note = triaging.settle(workspace, need.note.id, "watch", words) if need.note is not None else None
    return f"✓ {acting.told_day(note.look_again)}" if note is not None and note.look_again is not None else ""


def _set_review(workspace: Workspace, entry_id: str, words: str) -> str:
    day = acting.read_day(workspace, words) if words.strip() else None
    with workspace.writing(workspace.shared, "entry.fill") as tx:
        entry = tx.get(ENTRIES, entry_id)
        if not isinstance(entry, Decision):
            raise NotFound(_("that entry is gone; somebody else took it out"))
        tx.put(ENTRIES, msgspec.structs.replace(entry, review=day))
    return f"✓ {acting.told_day(day)}" if day else _("✓ without a day")
