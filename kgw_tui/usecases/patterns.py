"""The patterns in the corridor notes of the writer as they are today, and what of one goes to an agenda."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import msgspec

from kgw_tui import clock
from kgw_tui.errors import Refused
from kgw_tui.i18n import _
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.meetings import AgendaItem
from kgw_tui.rules.corridor import item_title
from kgw_tui.rules.patterns import Pattern, fact, is_on_agenda, patterns, summary, waits
from kgw_tui.store import Transaction
from kgw_tui.text import clean_line
from kgw_tui.usecases.bringing_up import bring_up
from kgw_tui.usecases.corridor_notes import alter_note
from kgw_tui.usecases.reading import directory_of
from kgw_tui.workspace import Workspace

MOST_WEEKS: Final = 52
SUMMARY: Final = "summary"
"""What stands in the place of a note's id for the fact that says how often it was heard, and by whom."""


@dataclass(frozen=True)
class Fact:
    """A sentence that may stand with an agenda item, and the id of the note that it comes from (SUMMARY: of all).

    `on_agenda` tells that the note went to an agenda before: then it isn't proposed again.
    """

    note_id: str
    words: str
    on_agenda: bool = False


def patterns_now(workspace: Workspace) -> list[Pattern]:
    """The patterns within the weeks of the settings: those that wait first, of these the theme with most notes."""
    notes = workspace.private.all(CORRIDOR_NOTES)
    return patterns(notes, directory_of(workspace), clock.today(), workspace.settings.pattern_weeks)


def pattern_on(workspace: Workspace, theme: str) -> Pattern | None:
    """The pattern on a theme, within the weeks of the settings; None when there are too few notes."""
    notes = workspace.private.query(CORRIDOR_NOTES, themes=theme)
    found = patterns(notes, directory_of(workspace), clock.today(), workspace.settings.pattern_weeks)
    return next((each for each in found if each.theme == theme), None)


def facts_of(workspace: Workspace, pattern: Pattern) -> list[Fact]:
    """What of a pattern may stand with an agenda item: how often it was heard, then what each note says, no names."""
    directory = directory_of(workspace)
    facts = [Fact(note.id, fact(note, directory), is_on_agenda(note)) for note in pattern.notes]
    return [Fact(SUMMARY, summary(pattern)), *facts]


def proposed_out(facts: Collection[Fact]) -> set[str]:
    """What is left out unless somebody takes it in: what went to an agenda before."""
    return {each.note_id for each in facts if each.on_agenda}


def bring_up_pattern(
    workspace: Workspace, pattern: Pattern, series_id: str, title: str = "", left_out: Collection[str] | None = None
) -> AgendaItem:
    """Make an agenda item of a pattern, with its facts but those `left_out` (ids of notes, or SUMMARY; None: what was
    brought up before). Every note of it becomes that and leaves the inbox; where something else was settled about one,
    that stays. What went to an agenda before stays there, unless its fact goes along again.

    A title is made from the theme where none is given. Raises Refused where all went to an agenda before and nothing
    goes along again, and what `bring_up` does.
    """
    facts = facts_of(workspace, pattern)
    out = proposed_out(facts) if left_out is None else left_out
    taken = [each for each in facts if each.note_id not in out]
    words = {each.note_id for each in taken}
    notes = [note for note in pattern.notes if note.id in words or not is_on_agenda(note)]
    if not notes:
        raise Refused(_("all of it is on an agenda already; take along again what has to be said once more"))
    beside = {note.id for note in notes if not waits(note)}
    ids = [note.id for note in notes]
    called = title or item_title(pattern.theme)
    return bring_up(workspace, ids, series_id, called, [each.words for each in taken], beside=beside)


def rephrase(workspace: Workspace, note_id: str, words: str) -> CorridorNote:
    """Say how a note may stand with an agenda item; without words, as the rule makes it. The note stays as it is.

    Raises NotFound when the note is gone.
    """
    said = clean_line(words).strip()

    def rephrased(_tx: Transaction, note: CorridorNote) -> CorridorNote:
        plain = fact(msgspec.structs.replace(note, nameless=""), directory_of(workspace))
        return msgspec.structs.replace(note, nameless="" if said == plain else said)

    return alter_note(workspace, note_id, "note.nameless", rephrased)


def set_weeks(workspace: Workspace, weeks: int) -> None:
    """Look so many weeks back from now on. Raises Refused for none or more than a year."""
    if not 1 <= weeks <= MOST_WEEKS:
        raise Refused(_("patterns look 1 to {most} weeks back").format(most=MOST_WEEKS))
    workspace.save_settings(msgspec.structs.replace(workspace.settings, pattern_weeks=weeks))
