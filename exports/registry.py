"""All documents that can be made: one table of genres and formats, and what is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import N_, _
from kgw_tui.records.entries import Action, Decision
from kgw_tui.rules.dossier import Dossier

from .json_format import entry_json
from .options import FORMATS, GENRES, ExportOptions, Format, Genre

__all__ = ["MAKERS", "entry_json", "offered", "render"]

Maker: TypeAlias = Callable[[Sequence[Dossier], Genre, ExportOptions], bytes]


def render(
    dossiers: Dossier | Sequence[Dossier],
    genre: Genre,
    form: Format,
    options: ExportOptions | None = None,
) -> bytes:
    """The document about a meeting, or about several (decision and action lists), as the bytes of a file.

    Raises Refused with a sentence for what makes no sense together, NotFound when there is nothing to write.
    """
    options = options or ExportOptions()
    if options.confidential and options.audience != "group":
        raise Refused(_("confidential items are for the group itself; leave out --for, or --confidential"))
    chosen = [dossiers] if isinstance(dossiers, Dossier) else list(dossiers)
    maker = MAKERS.get((genre, form))
    if maker is None:
        formats = ", ".join(offered(genre))
        raise Refused(_(_NO_SUCH).format(genre=genre, format=form, formats=formats))
    if not chosen:
        raise NotFound(_("there is no meeting to make a document of"))
    if genre in {"minutes", "concise"}:
        if len(chosen) > 1:
            raise Refused(_("minutes are of one meeting; name it, or make a list with --as decisions or actions"))
        if options.since is not None:
            raise Refused(_("--since is for lists; use it with --as decisions or --as actions"))
    else:
        chosen = _in_period(chosen, options)
    return maker(chosen, genre, options)


def offered(genre: Genre) -> list[Format]:
    """The formats in which `genre` can be made."""
    return [form for form in FORMATS if (genre, form) in MAKERS]


def _in_period(dossiers: Sequence[Dossier], options: ExportOptions) -> list[Dossier]:
    ordered = sorted(dossiers, key=_held)
    found = [dossier for dossier in ordered if options.since is None or dossier.meeting.date >= options.since]
    if not found:
        raise NotFound(_("there is no meeting in that period; choose an earlier date"))
    return found


def _held(dossier: Dossier) -> tuple[dt.date, dt.time, str]:
    meeting = dossier.meeting
    return meeting.date, meeting.start or dt.time.min, meeting.id


# Each maker imports what it needs when it runs: python-docx alone costs some 60 ms.


def _word(dossiers: Sequence[Dossier], genre: Genre, options: ExportOptions) -> bytes:
    from .genres import document
    from .word import write_docx

    return write_docx(document(dossiers, genre, options))


def _markdown(dossiers: Sequence[Dossier], genre: Genre, options: ExportOptions) -> bytes:
    from .genres import document
    from .markdown import write_markdown

    return write_markdown(document(dossiers, genre, options))


def _text(dossiers: Sequence[Dossier], _genre: Genre, options: ExportOptions) -> bytes:
    from .text import render_text

    if options.audience != "group" or options.confidential:
        raise Refused(_("the plain text is the whole meeting, for the group itself; use md or docx for other readers"))
    return render_text(dossiers[0], options.language).encode("utf-8")


def _json(dossiers: Sequence[Dossier], genre: Genre, options: ExportOptions) -> bytes:
    from .json_format import list_json, meeting_json

    if genre == "minutes":
        return meeting_json(dossiers[0], options)
    return list_json(dossiers, options, Action if genre == "actions" else Decision)


def _csv(dossiers: Sequence[Dossier], genre: Genre, options: ExportOptions) -> bytes:
    from .csv_tables import actions_csv, decisions_csv, entries_csv

    if genre == "minutes":
        return entries_csv(dossiers[0], options)
    return (actions_csv if genre == "actions" else decisions_csv)(dossiers, options)


def _calendar(dossiers: Sequence[Dossier], genre: Genre, options: ExportOptions) -> bytes:
    from .calendar_file import calendar

    return calendar(dossiers, genre, options)


_NO_SUCH: Final = N_("{genre} can't be made as {format}; it can be made as {formats}")

MAKERS: Final[Mapping[tuple[Genre, Format], Maker]] = {
    **{(genre, "docx"): _word for genre in GENRES},
    **{(genre, "md"): _markdown for genre in GENRES},
    ("minutes", "txt"): _text,
    ("minutes", "json"): _json,
    ("decisions", "json"): _json,
    ("actions", "json"): _json,
    ("minutes", "csv"): _csv,
    ("decisions", "csv"): _csv,
    ("actions", "csv"): _csv,
    ("minutes", "ics"): _calendar,
    ("decisions", "ics"): _calendar,
    ("actions", "ics"): _calendar,
}
"""What can be made: concise minutes are for reading, so not for other programs; plain text is the whole meeting."""
