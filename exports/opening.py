"""How every document begins: title, status and the heading block, and the facts that go into its properties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from kgw_tui.i18n import N_, _
from kgw_tui.records.meetings import Meeting
from kgw_tui.rules.attendance import NAMED_UP_TO, Attendance, Somebody, attendance
from kgw_tui.rules.dossier import Dossier
from kgw_tui.rules.wording import date_text, sentence_case, weekday_text

from .blocks import Block, Document, Paragraph, Span, paragraph
from .options import ExportOptions, Genre

KINDS: Final[dict[Genre, str]] = {
    "minutes": N_("minutes"),
    "concise": N_("concise minutes"),
    "decisions": N_("decision list"),
    "actions": N_("action list"),
}
_TITLES: Final[dict[Genre, str]] = {
    "minutes": N_("{meeting}: minutes of {date}"),
    "concise": N_("{meeting}: concise minutes of {date}"),
    "decisions": N_("{meeting}: decisions of {date}"),
    "actions": N_("{meeting}: actions of {date}"),
}
_TITLES_OVER_TIME: Final[dict[Genre, str]] = {
    "decisions": N_("{meeting}: decision list"),
    "actions": N_("{meeting}: action list"),
}


_OFF_TIME: Final = 5
"""Minutes from which on a meeting that began or closed at another time than planned is said to."""


def meeting_name(dossier: Dossier) -> str:
    """What the meeting is called: its title, else its group's name, else the word for it."""
    return dossier.meeting.title or (dossier.group.name if dossier.group else "") or _("Meeting")


def kind_word(genre: Genre, options: ExportOptions) -> str:
    """The word for the genre: "besluitenlijst", "vertrouwelijke notulen"."""
    word = _(KINDS[genre])
    return _("{kind}, confidential").format(kind=word) if options.confidential else word


def title(dossiers: Sequence[Dossier], genre: Genre) -> str:
    """The title: "Notulen MT-overleg 24 november 2026"; over several meetings without a date."""
    last = dossiers[-1]
    name = meeting_name(last)
    if len({meeting_name(dossier) for dossier in dossiers}) > 1:
        return sentence_case(_(KINDS[genre]))
    if len(dossiers) > 1 and genre in _TITLES_OVER_TIME:
        return _(_TITLES_OVER_TIME[genre]).format(meeting=name)
    return _(_TITLES[genre]).format(meeting=name, date=date_text(last.meeting.date))


def status(meeting: Meeting, options: ExportOptions) -> str:
    """What the minutes are (WORD.md, "States"): "Vastgesteld d.d. 8 december 2026", "Definitief" where asked for,
    "Nog niet vastgesteld" when they have been sent, also without a read-through, "Nagelezen, nog niet vastgesteld"
    after one, else "CONCEPT".
    """
    if meeting.minutes_state == "adopted":
        if meeting.adopted_on:
            return _("Adopted on {date}").format(date=date_text(meeting.adopted_on))
        return _("Adopted")
    if options.final:
        return _("Final")
    if meeting.minutes_state == "sent":
        return _("Not adopted yet")
    return _("Read through, not adopted yet") if meeting.minutes_state == "reviewed" else _("DRAFT")


def head(text: str, state: str, options: ExportOptions) -> list[Block]:
    """School, title and status."""
    blocks: list[Block] = []
    if options.school:
        blocks.append(paragraph("school", options.school))
    blocks.append(paragraph("title", text))
    standing = _standing(state, options)
    if standing:
        blocks.append(paragraph("status", standing))
    return blocks


def fields(dossier: Dossier, options: ExportOptions) -> list[Block]:
    """The heading block: group, date and time, place, who was there, who wasn't, who gets a copy."""
    meeting = dossier.meeting
    who = attendance(dossier, general=not options.confidential)
    rows = [
        (_("Group"), dossier.group.name if dossier.group else ""),
        (_("Date"), ", ".join([_moment(meeting), *_as_it_went(meeting)])),
        (_("Place"), meeting.place),
        (_("Present"), _present(who)),
        (_("Guests"), _listed(who.guests)),
        (_("Absent"), _listed(who.absent)),
        (_("Attendance"), _("not recorded for {names}").format(names=_listed(who.unknown)) if who.unknown else ""),
        (_("Copies to"), ", ".join(who.copies_to)),
    ]
    return [field(label, value) for label, value in rows if value]


def field(label: str, value: str) -> Paragraph:
    """One row of the heading block."""
    return Paragraph("field", (Span(label, "label"), Span("\t" + value)))


def attached_names(dossier: Dossier, options: ExportOptions) -> tuple[str, ...]:
    """The names for the attached list; none when they stand in the heading."""
    present = attendance(dossier, general=not options.confidential).present
    return tuple(map(str, present)) if len(present) > NAMED_UP_TO else ()


def finish(
    dossiers: Sequence[Dossier],
    genre: Genre,
    options: ExportOptions,
    blocks: Sequence[Block],
    *,
    state: str,
    names: Sequence[str] = (),
    wide: bool = False,
) -> Document:
    """The document with its properties: author is the minute-taker, created is the moment of the (last) meeting."""
    last = dossiers[-1]
    meeting = last.meeting
    text = title(dossiers, genre)
    taker = meeting.minute_taker
    return Document(
        title=text,
        running=" · ".join(each for each in (text, _standing(state, options)) if each),
        kind=kind_word(genre, options),
        language=options.language,
        author=last.directory.name(taker) if taker else "",
        subject=last.group.name if last.group else meeting_name(last),
        status=state,
        created=_began(meeting),
        modified=_last_change(dossiers),
        blocks=tuple(blocks),
        names=tuple(paragraph("name", name) for name in names),
        wide=wide,
    )


def next_meeting(options: ExportOptions) -> list[Block]:
    """When and where the next meeting is, where that is known."""
    following = options.next_meeting
    if following is None:
        return []
    place = f", {following.place}" if following.place else ""
    return [paragraph("section", _("Next meeting")), paragraph("flush", sentence_case(f"{_moment(following)}{place}"))]


def _moment(meeting: Meeting) -> str:
    day = weekday_text(meeting.date)
    if meeting.start and meeting.end:
        return _("{day}, {start}–{end}").format(day=day, start=f"{meeting.start:%H:%M}", end=f"{meeting.end:%H:%M}")
    if meeting.start:
        return _("{day}, {start}").format(day=day, start=f"{meeting.start:%H:%M}")
    return day


def _as_it_went(meeting: Meeting) -> list[str]:
    """When it began and closed, where that was another time than planned, and on its own day."""
    zone = _zone(meeting.zone)
    moments = [(_("begun at {time}"), meeting.started_at, meeting.start)]
    moments.append((_("closed at {time}"), meeting.closed_at if meeting.started_at else None, meeting.end))
    told: list[str] = []
    for words, moment, planned in moments:
        wall = moment.astimezone(zone) if moment else None
        if wall is None or wall.date() != meeting.date:
            continue
        if planned is None or abs(_minutes(wall.time()) - _minutes(planned)) >= _OFF_TIME:
            told.append(words.format(time=f"{wall:%H:%M}"))
    return told


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _present(who: Attendance) -> str:
    if len(who.present) <= NAMED_UP_TO:
        return _listed(who.present)
    leading = [somebody for somebody in who.present if somebody.leads]
    if not leading:
        return _("{count} people; the names are attached").format(count=len(who.present))
    return _("{count} people, among them {leading}; the names are attached").format(
        count=len(who.present), leading=_listed(leading)
    )


def _listed(people: Sequence[Somebody]) -> str:
    return ", ".join(map(str, people))


def _standing(state: str, options: ExportOptions) -> str:
    parts = (_("CONFIDENTIAL") if options.confidential else "", _audience(options), state)
    return " · ".join(part for part in parts if part)


def _audience(options: ExportOptions) -> str:
    words = {
        "group": "",
        "mr": _("For the participation council"),
        "board": _("For the board"),
        "all": "",
    }
    return words[options.audience]


def _began(meeting: Meeting) -> dt.datetime:
    if meeting.started_at:
        return meeting.started_at.astimezone(dt.UTC).replace(microsecond=0)
    wall = dt.datetime.combine(meeting.date, meeting.start or dt.time(), _zone(meeting.zone))
    return wall.astimezone(dt.UTC)


def _zone(offset: str) -> dt.timezone:
    try:
        moment = dt.datetime.strptime(offset, "%z")
    except ValueError:
        return dt.UTC
    return dt.timezone(moment.utcoffset() or dt.timedelta())


def _last_change(dossiers: Sequence[Dossier]) -> dt.datetime:
    records = [
        record
        for dossier in dossiers
        for record in (dossier.meeting, *(s.item for s in dossier.sections if s.item), *dossier.entries())
    ]
    latest = max(record.changed_at or record.created_at for record in records)
    return latest.astimezone(dt.UTC).replace(microsecond=0)
