"""What is read back when a meeting closes: decisions, actions with what is missing first, and all that is left open."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from rich.console import Group, RenderableType

from kgw_tui.i18n import _, ngettext
from kgw_tui.records.entries import Action, Assumption, Decision, Parked, Question
from kgw_tui.records.people import Who
from kgw_tui.rules.dossier import Dossier
from kgw_tui.rules.presence import presence
from kgw_tui.usecases.live import LiveMeeting

from .pages import page_heading, paragraph
from .widgets.rows import STATES, vote_text
from .words import day, present_names


def closing_page(live: LiveMeeting, unfinished: str = "") -> Group:
    """The page of `live`, as it can be read aloud; what is confidential stands apart at its end."""
    whole_dossier = live.dossier
    dossier = dataclasses.replace(
        whole_dossier, sections=tuple(section for section in whole_dossier.sections if not section.confidential)
    )
    gaps = [action for action in dossier.actions if not action.owners or action.due is None]
    whole = [action for action in dossier.actions if action.owners and action.due is not None]
    questions = [e for e in dossier.entries() if isinstance(e, Question) and e.status == "open"]
    untested = [e.text for e in dossier.entries() if isinstance(e, Assumption) and e.status == "untested"]
    name = dossier.directory.name
    parts = [
        *_part(_("Decisions"), [_decision(decision) for decision in dossier.decisions], _("none")),
        *_part(_("Actions without a name or a day"), [_to_do(dossier, action) for action in gaps]),
        *_part(_("Actions"), [_to_do(dossier, action) for action in whole], "" if gaps else _("none")),
        *_part(_("Must be told, for they weren't there"), [name(who) for who in _to_tell(whole_dossier)]),
        *_part(_("Open questions"), [_to_do(dossier, question) for question in questions]),
        *_part(_("Assumptions that nobody has checked"), untested),
        *_part(_("Parked"), [e.text for e in dossier.entries() if isinstance(e, Parked)]),
        *_part(_("Not discussed"), _undiscussed(dossier)),
        *_part(_("Present"), _present(whole_dossier), _("nobody noted: /present and the names")),
    ]
    hidden = dataclasses.replace(
        whole_dossier, sections=tuple(section for section in whole_dossier.sections if section.confidential)
    )
    parts += _part(
        _("Confidential: don't read this aloud"),
        [_decision(decision) for decision in hidden.decisions]
        + [_to_do(whole_dossier, action) for action in hidden.actions],
    )
    parts += _part(_("Still in the line; it is kept for when you go on"), [unfinished] if unfinished.strip() else [])
    private = len(live.private_notes())
    if private:
        words = ngettext("{count} note is for you alone", "{count} notes are for you alone", private)
        parts += _part(_("Not in the minutes"), [words.format(count=private)])
    return Group(*parts)


def _part(title: str, lines: Sequence[str], none: str = "") -> list[RenderableType]:
    """A heading with its lines; without lines `none` stands there, and without that nothing does."""
    if not lines and not none:
        return []
    return [page_heading(title), *(paragraph(line) for line in lines or [none])]


def _decision(decision: Decision) -> str:
    review = _("look back {day}").format(day=day(decision.review)) if decision.review else _("no day to look back")
    state = _(STATES[decision.state]) if STATES[decision.state] else ""
    told = " · ".join(part for part in (state, vote_text(decision), review) if part)
    return f"{decision.handle}  {decision.text}  ({told})"


def _to_do(dossier: Dossier, entry: Action | Question) -> str:
    owners = dossier.directory.names(entry.owners) or _("nobody yet")
    due = day(entry.due) if entry.due else _("no day yet")
    return f"{entry.handle}  {entry.text}  ({owners} · {due})"


def _to_tell(dossier: Dossier) -> list[Who]:
    """Owners of actions who weren't there when the action was agreed."""
    entries = list(dossier.entries())
    return list(
        dict.fromkeys(
            owner
            for action in dossier.actions
            for owner in action.owners
            if not owner.role and presence(dossier.meeting, entries, owner, action) == "absent"
        )
    )


def _undiscussed(dossier: Dossier) -> list[str]:
    """The titles of the items that are open and in which nothing was said."""
    return [
        section.title
        for section in dossier.sections
        if section.item and section.item.state == "open" and not section.entries
    ]


def _present(dossier: Dossier) -> list[str]:
    """In one line, who was there: from the beginning, or from when on."""
    present, _absent = present_names(dossier)
    return [", ".join(present)] if present else []
