"""What a meeting leaves to be seen to when it closes: what is missing, who must be told, what wasn't discussed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Question
from kgw_tui.records.meetings import Attendee, Meeting
from kgw_tui.records.people import Who
from kgw_tui.rules.closing import holds
from kgw_tui.rules.discussed import was_discussed
from kgw_tui.rules.dossier import Dossier, Section
from kgw_tui.rules.grounds import untested_grounds
from kgw_tui.rules.presence import Presence, presence


@dataclass(frozen=True)
class ToTell:
    """Somebody who owns what was agreed while they weren't there; `sure` is false where nobody noted whether they were.

    `confidential` says that it was agreed in an item that is kept out of the general minutes.
    """

    who: Who
    entries: tuple[Action | Question, ...]
    sure: bool = True
    confidential: bool = False


def is_whole(entry: Action | Question) -> bool:
    """Whether nothing is missing: it has an owner and a day, or has ended."""
    return entry.status != "open" or bool(entry.owners and entry.due)


def gaps_first(entries: Iterable[Action | Question]) -> list[Action | Question]:
    """The entries with those that miss something first, each in the order in which they came."""
    return sorted(entries, key=is_whole)


def to_tell(dossier: Dossier, *, confidential: bool = False) -> list[ToTell]:
    """The owners who weren't there when it was agreed, with what they own; in order of appearance (CAPTURE.md, the
    closing ritual). Of the confidential items, or of all others.

    A guest for some items is there for these only. Of somebody of whom nothing was noted it is told as not sure, and
    only where it was noted who was there at all; of somebody who is expected (`present` is None) not yet.
    """
    entries = list(dossier.entries())
    noted = any(attendee.present is not None for attendee in dossier.meeting.attendees)
    expected = {attendee.who for attendee in dossier.meeting.attendees if attendee.present is None}
    absent: dict[Who, list[Action | Question]] = {}
    unsure: dict[Who, list[Action | Question]] = {}
    for section in dossier.sections:
        for entry in section.entries if section.confidential == confidential else ():
            if isinstance(entry, Action | Question) and entry.status == "open":
                for owner in (who for who in entry.owners if not who.role):
                    there = _there(dossier, entries, owner, entry, section.number)
                    if there == "absent":
                        absent.setdefault(owner, []).append(entry)
                    elif there == "unknown" and noted and owner not in expected:
                        unsure.setdefault(owner, []).append(entry)
    told = [ToTell(who, tuple(owned), True, confidential) for who, owned in absent.items()]
    return told + [ToTell(who, tuple(owned), False, confidential) for who, owned in unsure.items()]


def unanswered(dossier: Dossier, decision: Decision) -> list[Assumption]:
    """The claims that a decision which holds stands on and that nobody has checked: what the nudge was about
    (PRODUCT.md, principle 2).
    """
    return untested_grounds(decision, dossier.entries()) if holds(decision) else []


def undiscussed(section: Section, now: dt.datetime) -> bool:
    """Whether nothing was said in an item that is still open, and it took no minute until `now` (UTC)."""
    item = section.item
    return item is not None and item.state == "open" and not was_discussed(item, section.entries, now)


def passed_over(dossier: Dossier, now: dt.datetime) -> list[Section]:
    """The items that weren't discussed, and those of which it has been said what becomes of them, in order."""
    return [
        section
        for section in dossier.sections
        if section.item and (section.item.state in {"deferred", "dropped"} or undiscussed(section, now))
    ]


def unsaid(meeting: Meeting) -> list[Attendee]:
    """Those who are expected and of whom nobody has said whether they are there."""
    return [attendee for attendee in meeting.attendees if attendee.present is None]


def _there(dossier: Dossier, entries: list[AnyEntry], who: Who, at: AnyEntry, number: int) -> Presence:
    """Whether `who` was there when `at` was agreed in the item with this number."""
    said = presence(dossier.meeting, entries, who, at, number)
    if said != "unknown" or any(each.who == who for each in dossier.meeting.attendees):
        return said
    at_the_table = {dossier.meeting.chair, dossier.meeting.minute_taker}
    writes = bool(who.person) and who.person == dossier.directory.writer
    return "present" if writes or who in at_the_table else "unknown"
