"""`kgw do N-5 …`: looking at a corridor note, and what becomes of it, without the screens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import click

from kgw_tui.cli_codes import read_code, title_of
from kgw_tui.cli_lines import line_of, marks_of, told
from kgw_tui.cli_verbs import Given, Verb, Verbs
from kgw_tui.i18n import _
from kgw_tui.records.corridor import Basis, CorridorNote, Voices
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.rules.corridor import item_title, raised_by
from kgw_tui.rules.directory import fold
from kgw_tui.usecases import triaging
from kgw_tui.usecases.bringing_up import bring_up, coming, series_called
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.reporting import leave_untold, report_back, report_of, tell_later
from kgw_tui.workspace import Workspace

_VOICES: Final[dict[str, Voices]] = {"one": "one", "een": "one", "pattern": "pattern", "patroon": "pattern"}
_BASES: Final[dict[str, Basis]] = {
    "assumption": "assumption",
    "aanname": "assumption",
    "evidence": "evidence",
    "onderbouwd": "evidence",
}


def _kind(workspace: Workspace, note: CorridorNote, given: Given) -> str:
    changed = triaging.set_kind(workspace, note.id, read_code(workspace, "kind", given.text))
    return f"{note.handle}: {title_of(workspace, 'kind', changed.kind)}"


def _voices(workspace: Workspace, note: CorridorNote, given: Given) -> str:
    voices = _VOICES.get(fold(given.text))
    if voices is None:
        raise click.UsageError(_("is it one voice, or a pattern? Say 'one' or 'pattern'"))
    triaging.set_voices(workspace, note.id, voices)
    said = _("one voice") if voices == "one" else _("a pattern")
    return f"{note.handle}: {said}"


def _basis(workspace: Workspace, note: CorridorNote, given: Given) -> str:
    basis = _BASES.get(fold(given.text))
    if basis is None:
        raise click.UsageError(_("is it an assumption, or is there evidence? Say 'assumption' or 'evidence'"))
    changed = triaging.set_basis(workspace, note.id, basis, given.why or None)
    said = _("an assumption") if basis == "assumption" else _("it rests on something")
    return f"{note.handle}: {said}" + (f" · {changed.known}" if changed.known else "")


def _promise(workspace: Workspace, note: CorridorNote, given: Given) -> str:
    return told(workspace, note.handle, triaging.promise(workspace, note.id, line_of(workspace, given.text, given)))


def _to_agenda(workspace: Workspace, note: CorridorNote, given: Given) -> str:
    found = coming(workspace)
    if not given.series and not found:
        raise click.UsageError(_("there is no series of meetings yet; plan or hold one first"))
    series = series_called(workspace, given.series) if given.series else found[0].series
    item = bring_up(workspace, [note.id], series.id, given.text or item_title(note.themes[0] if note.themes else ""))
    meeting = workspace.shared.get(MEETINGS, item.meeting)
    where = f"{meeting.title} {meeting.date.isoformat()} ({meeting.handle})" if meeting else ""
    return f"{note.handle}: {where} · {item.title}"


def _to_action(workspace: Workspace, note: CorridorNote, given: Given) -> str:
    line = line_of(workspace, given.text or note.text.split("\n")[0], given)
    return told(workspace, note.handle, triaging.to_action(workspace, note.id, line))


def _to_question(workspace: Workspace, note: CorridorNote, given: Given) -> str:
    line = line_of(workspace, given.text or note.text.split("\n")[0], given)
    return told(workspace, note.handle, triaging.to_question(workspace, note.id, line))


def _settle(outcome: str, words: Callable[[Given], str], workspace: Workspace, note: CorridorNote, given: Given) -> str:
    changed = triaging.settle(workspace, note.id, outcome, words(given))
    again = changed.look_again.isoformat() if changed.look_again else ""
    parts = (title_of(workspace, "outcome", outcome), again, changed.reason)
    return f"{note.handle}: " + " · ".join(part for part in parts if part)


def _to_expert(workspace: Workspace, note: CorridorNote, given: Given) -> str:
    whom = marks_of(workspace, given.to)
    words = f"{whom}: {given.why}" if given.why else whom
    return _settle("to-expert", lambda _given: words, workspace, note, given)


def _reopen(workspace: Workspace, note: CorridorNote, given: Given) -> str:
    del given
    triaging.reopen(workspace, note.id)
    said = _("in the inbox again")
    return f"{note.handle}: {said}"


def _reported(workspace: Workspace, note: CorridorNote, given: Given) -> str:
    report = report_of(workspace, note)
    changed = report_back(workspace, note.id, given.text or (report.words if report else ""))
    whom = raised_by(changed, workspace.settings.writer)
    said = _("told {name}").format(name=directory_of(workspace).name(whom)) if whom else _("told")
    return f"{note.handle}: {said}" + (f" · {changed.told}" if changed.told else "")


def _untold(workspace: Workspace, note: CorridorNote, given: Given) -> str:
    changed = leave_untold(workspace, note.id, given.why)
    said = _("nobody has to hear it: {why}").format(why=changed.untold)
    return f"{note.handle}: {said}"


def _later(workspace: Workspace, note: CorridorNote, given: Given) -> str:
    return f"{note.handle}: {tell_later(workspace, note.id, given.until)}"


def _text(workspace: Workspace, note: CorridorNote, given: Given) -> str:
    return f"{note.handle}: {triaging.rewrite(workspace, note.id, given.text).text}"


def _delete(workspace: Workspace, note: CorridorNote, given: Given) -> str:
    if not given.yes:
        raise click.UsageError(_("that takes out the note with what you promised in it; say --yes if you mean it"))
    triaging.delete(workspace, note.id)
    said = _("deleted")
    return f"{note.handle}: {said}"


NOTE_VERBS: Final[Verbs[CorridorNote]] = {
    "kind": Verb((("kind",), ("soort",)), _kind, value="text"),
    "voices": Verb((("voices",), ("stemmen",)), _voices, value="text"),
    "basis": Verb((("basis", "known"), ("basis", "bekend")), _basis, frozenset({"why"}), "text"),
    "promise": Verb((("promise",), ("toezeggen", "toezegging")), _promise, frozenset({"to", "until"}), "text"),
    "answered": Verb(
        (("answered", "answer"), ("beantwoord", "beantwoorden")),
        partial(_settle, "answered", lambda given: given.why),
        value="why",
        may_lack=True,
    ),
    "to-agenda": Verb(
        (("to-agenda", "agenda", "to-an-agenda"), ("naar-agenda", "agenda", "naar-de-agenda")),
        _to_agenda,
        frozenset({"series"}),
        "text",
        may_lack=True,
    ),
    "to-action": Verb(
        (("to-action", "action", "to-an-action"), ("naar-actie", "actie", "naar-een-actie")),
        _to_action,
        frozenset({"to", "until"}),
        "text",
        may_lack=True,
    ),
    "to-knowledge-question": Verb(
        (
            ("to-knowledge-question", "to-question", "to-a-knowledge-question"),
            ("naar-kennisvraag", "kennisvraag", "naar-een-kennisvraag"),
        ),
        _to_question,
        frozenset({"to", "until"}),
        "text",
        may_lack=True,
    ),
    "to-expert": Verb(
        (
            ("to-expert", "expert", "to-someone-who-knows-more"),
            ("doorverwijzen", "verwijzen", "naar-wie-er-meer-van-weet"),
        ),
        _to_expert,
        frozenset({"why"}),
        "to",
    ),
    "watch": Verb(
        (("watch", "keep-an-eye-on-it"), ("volgen", "in-de-gaten-houden")),
        partial(_settle, "watch", lambda given: given.until or _("in 2 weeks")),
        value="until",
        may_lack=True,
    ),
    "nothing": Verb(
        (("nothing", "let-it-rest"), ("laten-rusten", "niets")),
        partial(_settle, "nothing", lambda given: given.why),
        frozenset({"why"}),
    ),
    "closed-with-reason": Verb(
        (("close", "closed", "closed-with-reason", "closed-with-a-reason"), ("sluiten", "gesloten-met-reden")),
        partial(_settle, "closed-with-reason", lambda given: given.why),
        value="why",
    ),
    "reported": Verb(
        (("reported", "report", "told"), ("teruggekoppeld", "terugkoppelen", "verteld")),
        _reported,
        value="text",
        may_lack=True,
    ),
    "untold": Verb((("untold",), ("niet-terugkoppelen",)), _untold, value="why"),
    "tell-later": Verb((("tell-later",), ("later-terugkoppelen",)), _later, value="until"),
    "reopen": Verb((("reopen", "open"), ("heropen", "heropenen")), _reopen),
    "text": Verb((("text", "rewrite"), ("tekst", "herschrijven")), _text, value="text"),
    "delete": Verb((("delete",), ("verwijderen", "wissen")), _delete, frozenset({"yes"})),
}
"""What can be done to a note; the outcomes under the ids of corridor.toml."""
