"""`kgw do`: what the screens can do to a record, without them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict, TypeVar, Unpack

import click

from kgw_tui.cli_codes import complete_code
from kgw_tui.cli_completing import Completing, complete_person, complete_series, completing
from kgw_tui.cli_do_entry import ENTRY_VERBS
from kgw_tui.cli_do_meeting import MEETING_VERBS
from kgw_tui.cli_do_note import NOTE_VERBS
from kgw_tui.cli_do_person import PERSON_VERBS, THEME_VERBS
from kgw_tui.cli_json import say_json
from kgw_tui.cli_output import say
from kgw_tui.cli_shape import command, handle_argument, opened
from kgw_tui.cli_verbs import Given, Sayable, Verbs, all_words, filled, offered, read_verb
from kgw_tui.errors import KgwError, NotFound, Refused
from kgw_tui.i18n import _
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import kind_of
from kgw_tui.records.meetings import Meeting
from kgw_tui.records.people import Person
from kgw_tui.usecases.by_name import Named, ThemePage, find_named, theme_page
from kgw_tui.usecases.listing import Placed, handle_of
from kgw_tui.usecases.people import person_of
from kgw_tui.workspace import Workspace

T = TypeVar("T")


class Asked(TypedDict):
    """The options of a call, under the names that click gives them."""

    why: str | None
    by: str | None
    to: str | None
    until: str | None
    series: str | None
    text: str | None
    yes: bool


def do_command() -> click.Command:
    """`kgw do HANDLE VERB`."""
    return command(
        "do",
        _do,
        [
            handle_argument(),
            click.Argument(["verb"], nargs=-1, required=True, metavar=_("WHAT"), shell_complete=_complete_verb),
            click.Option(["--why"], metavar=_("TEXT"), help=_("What came of it, the answer, or how we know.")),
            click.Option(["--by"], metavar=_("NUMBER"), help=_("With replace: the decision that takes its place.")),
            click.Option(
                ["--to"],
                metavar="@…",
                shell_complete=complete_person,
                help=_("Whose it is from now on, or who knows more."),
            ),
            click.Option(["--until"], metavar=_("DATE"), help=_("The day that it gets; none takes it away.")),
            click.Option(
                ["--series"],
                metavar=_("TITLE"),
                shell_complete=complete_series,
                help=_("On the agenda of which series; else of the one that meets first."),
            ),
            click.Option(["--text"], metavar=_("TEXT"), help=_("The words that it gets.")),
            click.Option(["--yes"], is_flag=True, help=_("Yes, take it out.")),
            click.Option(["--json", "as_json"], is_flag=True, help=_("Give the record as it now is, as JSON.")),
        ],
        short=_("Close, settle, withdraw or reopen a record."),
        explains="\n\n".join(_explained()),
    )


def _explained() -> list[str]:
    """What can be done to each kind of record, a paragraph each."""
    kinds = {
        "action": _("Actions: {verbs}."),
        "question": _("Questions: {verbs}."),
        "assumption": _("Assumptions: {verbs}."),
        "decision": _("Decisions: {verbs}."),
        "meeting": _("Meetings: {verbs}."),
        "note": _("Corridor notes: {verbs}."),
        "person": _("People (@name): {verbs}."),
        "theme": _("What was heard on a theme ('#theme'): {verbs}."),
    }
    beginning = _(
        "Do something to a record. What is needed for it may stand behind it: kgw do A-12 postpone 1 dec; "
        "kgw do N-5 kind idea."
    )
    return [beginning, *(kinds[kind].format(verbs=", ".join(offered(verbs))) for kind, verbs in _tables().items())]


def _do(*, handle: str, verb: tuple[str, ...], as_json: bool, **asked: Unpack[Asked]) -> None:
    if not any(read_verb(verbs, verb) for verbs in _tables().values()):
        words = _("'{words}' is nothing that can be done; what can be done: {verbs}")
        raise click.UsageError(words.format(words=" ".join(verb), verbs=", ".join(_offered_for(handle))))
    given = Given(
        why=asked["why"] or "",
        by=asked["by"] or "",
        to=asked["to"] or "",
        until=asked["until"] or "",
        series=asked["series"] or "",
        text=asked["text"] or "",
        yes=asked["yes"],
    )
    with opened() as workspace:
        record = find_named(workspace, handle)
        said = _done(workspace, record, verb, given)
        if not as_json:
            say(said)
            return
        now = _as_it_is(workspace, record)
        if now is None:
            say_json({"removed": handle})
        else:
            from kgw_tui.cli_show import show_record

            show_record(workspace, now, as_json=True)


def _as_it_is(workspace: Workspace, record: Named) -> Named | None:
    """A record after something was done to it; None when it is gone."""
    try:
        match record:
            case Person():
                return person_of(workspace, record.id)
            case ThemePage():
                return theme_page(workspace, record.theme)
            case Placed():
                return find_named(workspace, handle_of(record.entry))
            case _:
                return find_named(workspace, record.handle)
    except NotFound:
        return None


def _done(workspace: Workspace, record: Named, verb: tuple[str, ...], given: Given) -> str:
    match record:
        case Placed():
            return _with(ENTRY_VERBS.get(kind_of(record.entry), {}), workspace, record, verb, given)
        case Meeting():
            return _with(MEETING_VERBS, workspace, record, verb, given)
        case CorridorNote():
            return _with(NOTE_VERBS, workspace, record, verb, given)
        case Person():
            return _with(PERSON_VERBS, workspace, record, verb, given)
        case ThemePage():
            return _with(THEME_VERBS, workspace, record, verb, given)
        case _:
            raise Refused(_("nothing can be done to {name} from here").format(name=record.handle))


def _with(verbs: Verbs[T], workspace: Workspace, record: T, typed: tuple[str, ...], given: Given) -> str:
    found = read_verb(verbs, typed)
    if found is None:
        if not verbs:
            raise Refused(_("nothing can be done to this kind of entry"))
        words = _("'{verb}' can't be done to this; what can be done: {verbs}")
        raise Refused(words.format(verb=" ".join(typed), verbs=", ".join(offered(verbs))))
    verb, rest = found
    return verb.do(workspace, record, filled(verb, given, rest))


def _offered_for(handle: str) -> list[str]:
    """What can be done to a record; to any, where nothing answers to the handle."""
    try:
        with opened() as workspace:
            return offered(_verbs_of(find_named(workspace, handle)))
    except KgwError:
        return list(dict.fromkeys(word for verbs in _tables().values() for word in offered(verbs)))


def _verbs_of(record: Named) -> Mapping[str, Sayable]:
    """What can be done to a record."""
    match record:
        case Placed():
            return ENTRY_VERBS.get(kind_of(record.entry), {})
        case Meeting():
            return MEETING_VERBS
        case CorridorNote():
            return NOTE_VERBS
        case Person():
            return PERSON_VERBS
        case ThemePage():
            return THEME_VERBS
        case _:
            return {}


def _tables() -> dict[str, Mapping[str, Sayable]]:
    """The verbs of each kind of record, by the name of the kind."""
    own = {"meeting": MEETING_VERBS, "note": NOTE_VERBS, "person": PERSON_VERBS, "theme": THEME_VERBS}
    return {**ENTRY_VERBS, **own}


def _complete_verb(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The verbs that begin with what stands there, of this record; behind `kind` the kinds, behind `owner` people."""
    typed = context.params.get("verb") or ()
    if typed:
        return _complete_value(list(typed))(context, parameter, incomplete)

    def words(workspace: Workspace, _context: click.Context) -> list[str]:
        verbs = _verbs_of(find_named(workspace, str(context.params.get("handle") or "")))
        return all_words(verbs) if incomplete else offered(verbs)

    return completing(words)(context, parameter, incomplete)


def _complete_value(typed: list[str]) -> Completing:
    for verbs in _tables().values():
        found = read_verb(verbs, typed)
        if found is not None and found[0].value == "to":
            return complete_person
        if found is not None and found[0] is NOTE_VERBS["kind"]:
            return complete_code("kind")
    return completing(lambda _workspace, _context: ())
