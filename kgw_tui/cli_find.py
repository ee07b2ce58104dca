"""`kgw find`: whatever was said, heard or noted, and whoever is called so, by words; as rows or as JSON."""

from __future__ import annotations

from typing import Final

import click

from kgw_tui.capture.sought import KIND_WORDS
from kgw_tui.cli_json import Object, present, say_json
from kgw_tui.cli_output import say_rows
from kgw_tui.cli_shape import command, opened
from kgw_tui.cli_words import day_text
from kgw_tui.errors import NotFound
from kgw_tui.i18n import N_, _
from kgw_tui.records.entries import kind_of
from kgw_tui.records.meetings import AgendaItem
from kgw_tui.usecases.finding_others import Other, Others
from kgw_tui.usecases.searching import Hit, Search, result_of
from kgw_tui.workspace import Workspace

_HEADINGS: Final = (N_("kind"), N_("number"), N_("when"), N_("meeting"), N_("what"))
_KINDS: Final = {
    "action": N_("action"),
    "question": N_("question"),
    "assumption": N_("assumption"),
    "decision": N_("decision"),
    "evidence": N_("evidence"),
    "parked": N_("parked"),
    "note": N_("note"),
    "movement": N_("note"),
    "item": N_("item"),
    "meeting": N_("meeting"),
    "heard": N_("corridor"),
    "visit": N_("visit"),
    "mine": N_("for you alone"),
    "person": N_("person"),
}


def find_command() -> click.Command:
    """`kgw find WORDS…`."""
    return command(
        "find",
        _find,
        [
            click.Argument(["words"], nargs=-1, metavar=_("WORDS")),
            click.Option(
                ["--kind"], metavar=_("KIND"), help=_("Only this kind: action, decision, corridor, person, …")
            ),
            click.Option(["--person"], metavar=_("NAME"), help=_("Only what names this person.")),
            click.Option(["--theme"], metavar=_("THEME"), help=_("Only what bears this theme.")),
            click.Option(["--since"], metavar=_("DAY"), help=_("Only from this day on: 1 aug, 2026-08-31.")),
            click.Option(["--json", "as_json"], is_flag=True, help=_("As JSON, for other programs.")),
        ],
        short=_("Find anything by words, person, theme, kind and day."),
        explains=_(
            "Find what was said in meetings, heard in the corridor or noted for yourself, and people, by all words "
            "that you type; the newest first. In the words, decision: names a kind, and since October from when on; "
            "put quotes round # and >."
        ),
    )


def _find(
    *, words: tuple[str, ...], kind: str | None, person: str | None, theme: str | None, since: str | None, as_json: bool
) -> None:
    if kind and kind.casefold() not in KIND_WORDS:
        known = ", ".join(KIND_WORDS)
        raise click.UsageError(_("'{words}' is no kind; there are: {kinds}").format(words=kind, kinds=known))
    narrowed = [f"{kind.casefold()}:"] if kind else []
    narrowed += [f"@{person.removeprefix('@')}"] if person else []
    narrowed += [f"#{theme.removeprefix('#')}"] if theme else []
    text = " ".join((*narrowed, *words, *((f"sinds {since}",) if since else ())))
    if not text.strip():
        raise click.UsageError(_("what are you looking for? Type a few words"))
    with opened() as workspace:
        found = _found(workspace, text)
        if not found:
            raise NotFound(_("nothing has all that"))
        if as_json:
            say_json([_object(each) for each in found])
        else:
            say_rows([_(heading) for heading in _HEADINGS], [_row(each) for each in found])


def _found(workspace: Workspace, text: str) -> list[Hit | Other]:
    others = result_of(Others(workspace).finding(text))
    return [*others, *Search(workspace).find(text).hits]


def _kind(found: Hit | Other) -> str:
    if isinstance(found, Other):
        return found.kind
    if found.record is None:
        return "meeting"
    return "item" if isinstance(found.record, AgendaItem) else kind_of(found.record)


def _text(found: Hit | Other) -> str:
    if isinstance(found, Other):
        return found.text
    if found.record is None:
        return found.meeting.title
    return found.record.title if isinstance(found.record, AgendaItem) else found.record.text


def _row(found: Hit | Other) -> list[str]:
    day = found.day if isinstance(found, Other) else found.meeting.date
    meeting = "" if isinstance(found, Other) else found.meeting.title
    return [_(_KINDS[_kind(found)]), found.handle, day_text(day) if day else "", meeting, _text(found)]


def _object(found: Hit | Other) -> Object:
    day = found.day if isinstance(found, Other) else found.meeting.date
    return present(
        {
            "kind": _kind(found),
            "handle": found.handle,
            "id": found.id,
            "date": day.isoformat() if day else "",
            "meeting": "" if isinstance(found, Other) else found.meeting.handle,
            "text": _text(found),
            "private": isinstance(found, Other) and found.private,
        }
    )
