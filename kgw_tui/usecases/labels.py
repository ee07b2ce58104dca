"""The labels of transactions in words: what an undo says that it turned back."""

from __future__ import annotations

from typing import Final

from kgw_tui.i18n import N_, _

LABELS: Final[dict[str, str]] = {
    "entry.add": N_("a line"),
    "entry.edit": N_("an edit"),
    "entry.kind": N_("another kind"),
    "entry.delete": N_("a deletion"),
    "entry.private": N_("making a line private"),
    "entry.move": N_("a move"),
    "entry.hold-back": N_("keeping a line out"),
    "entry.take-back": N_("taking a line back in"),
    "entry.without-speaker": N_("taking out a name"),
    "item.add": N_("a new item"),
    "item.go": N_("going to an item"),
    "item.phase": N_("a phase"),
    "item.confidential": N_("the mark of a confidential item"),
    "item.minutes": N_("the minutes of an item"),
    "item.edit": N_("the words of an item"),
    "item.move": N_("another place for an item"),
    "item.delete": N_("taking out an item"),
    "item.papers": N_("the papers of an item"),
    "item.carry": N_("what came back"),
    "person.arrives": N_("somebody coming in"),
    "person.leaves": N_("somebody leaving"),
    "private.add": N_("a note for yourself"),
    "meeting.start": N_("a new meeting"),
    "meeting.plan": N_("the next meeting"),
    "meeting.date": N_("the day of the meeting"),
    "meeting.time": N_("the time of the meeting"),
    "meeting.drop": N_("the deletion of a meeting"),
    "meeting.close": N_("the closing of the meeting"),
    "meeting.reopen": N_("opening the meeting again"),
    "minutes.reviewed": N_("the mark that the minutes are read through"),
    "minutes.sent": N_("the mark that the minutes are sent"),
    "minutes.adopted": N_("the adoption of the minutes"),
    "meeting.attendees": N_("who is present"),
    "meeting.title": N_("the name of the meeting"),
    "meeting.place": N_("the place"),
    "meeting.chair": N_("who chairs"),
    "meeting.minutetaker": N_("who takes the minutes"),
    "decision.vote": N_("a vote"),
    "decision.state": N_("the state of a decision"),
    "decision.withdraw": N_("a withdrawal"),
    "decision.replace": N_("a replacement"),
    "assumption.outcome": N_("an outcome"),
    "assumption.risk": N_("a risk that was taken"),
    "decision.link": N_("what a decision stands on"),
    "decision.terms": N_("what was said about a decision"),
    "item.park": N_("parking the rest of an item"),
    "item.lead": N_("who leads an item"),
    "item.defer": N_("putting off an item"),
    "item.drop": N_("dropping an item"),
    "entry.fill": N_("a name or a day"),
    "entry.keep": N_("what is relevant still"),
    "entry.drop": N_("what was dropped"),
    "person.guest": N_("a guest"),
    "action.outcome": N_("an outcome"),
    "question.outcome": N_("an answer"),
    "import": N_("an import"),
    "note.add": N_("a note from the corridor"),
    "setup": N_("the setting up"),
    "demo": N_("the demo school"),
    "restore": N_("a backup that was put back"),
    "draft": N_("an unfinished line"),
    "doctor.lost": N_("what was lost and told from other files"),
    "doctor.read": N_("what could still be read of a damaged line"),
    "doctor.repair": N_("what kgw doctor put right"),
}
"""Label -> what it did, as it follows "undone: "."""


def in_words(label: str) -> str:
    """What a transaction with this label did, in the language in force."""
    return _(LABELS[label]) if label in LABELS else _("a change")
