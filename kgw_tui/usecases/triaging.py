"""Looking at a corridor note afterwards: its kind, what is known, what was promised, and what becomes of it."""

from __future__ import annotations

import re
from typing import Final, TypeVar, get_args

import msgspec

from kgw_tui import clock
from kgw_tui.capture.line import parse_line
from kgw_tui.capture.parsed import LineKind, ParsedLine
from kgw_tui.errors import Refused
from kgw_tui.i18n import _
from kgw_tui.records.corridor import CORRIDOR_NOTES, Basis, CorridorNote, Voices
from kgw_tui.records.entries import ENTRIES, Action, Question
from kgw_tui.records.people import Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.directory import Directory, fold
from kgw_tui.rules.handles import NUMBERING, give_handle
from kgw_tui.store import Transaction
from kgw_tui.text import clean, clean_line
from kgw_tui.usecases.acting import read_day
from kgw_tui.usecases.corridor_notes import alter_note, demand_note
from kgw_tui.usecases.listing import handle_of
from kgw_tui.usecases.reading import line_context
from kgw_tui.workspace import Workspace

T = TypeVar("T", Action, Question)
OUTCOMES: Final = (
    "answered",
    "to-agenda",
    "to-action",
    "to-knowledge-question",
    "to-expert",
    "watch",
    "nothing",
    "closed-with-reason",
)
"""What may become of a note: the ids of corridor.toml."""
BREAK: Final = "↵"
"""What stands for the end of a line where a note is changed in one line."""
_HEARD_AT_ONCE: Final = frozenset({"answered", "nothing"})
"""Outcomes that whoever said it knows at once: there is nothing to report back (corridor.toml says so of both)."""
_BECOMES: Final = {"to-agenda": "bring_up", "to-action": "to_action", "to-knowledge-question": "to_question"}


def set_kind(workspace: Workspace, note_id: str, kind: str) -> CorridorNote:
    """Say what kind of conversation it was: an id of corridor.toml, or "". Raises NotFound when the note is gone."""
    return _change(workspace, note_id, "note.kind", kind=kind)


def set_voices(workspace: Workspace, note_id: str, voices: str) -> CorridorNote:
    """Say whether it is one voice (`one`), or was heard more often (`pattern`); "" takes that back."""
    _demand_one_of(voices, Voices)
    return _change(workspace, note_id, "note.voices", voices=voices)


def set_basis(workspace: Workspace, note_id: str, basis: str, known: str | None = None) -> CorridorNote:
    """Say whether it is an assumption (`assumption`), or rests on something (`evidence`), or take that back (""); and
    what is known of it (None: leave that as it is).
    """
    _demand_one_of(basis, Basis)
    said = {} if known is None else {"known": clean_line(known).strip()}
    return _change(workspace, note_id, "note.basis", basis=basis, **said)


def set_known(workspace: Workspace, note_id: str, words: str) -> CorridorNote:
    """Say what is known of it, and where that stands; no words take that back."""
    return _change(workspace, note_id, "note.basis", known=_plain(workspace, clean_line(words).strip()))


def promise(workspace: Workspace, note_id: str, line: str) -> Action:
    """Note what was promised in the conversation, typed as an action (with or without its `!`): mine, unless an `@`
    at its beginning or end says whose. Raises Refused for no words, and NotFound when the note is gone.
    """
    return _stand_below(workspace, note_id, _action(workspace, line), "note.promise", becomes=False)


def to_action(workspace: Workspace, note_id: str, line: str) -> Action:
    """Let the note become an action, typed as one; as `promise`, and out of the inbox."""
    return _stand_below(workspace, note_id, _action(workspace, line), "note.to-action", becomes=True)


def to_question(workspace: Workspace, note_id: str, line: str) -> Question:
    """Let the note become a question to find something out about: who (me, unless an `@` says who) and by when."""
    parsed = _read(workspace, f"! {clean_line(line).strip().lstrip('?!').strip()}")
    fields = {**stamp(workspace.settings.writer), "owners": _owners(workspace, parsed), "due": parsed.day}
    said = {"text": parsed.text, "mentions": parsed.mentions, "themes": parsed.themes}
    question = msgspec.convert({"kind": "question", **fields, **said}, Question)
    return _stand_below(workspace, note_id, question, "note.to-question", becomes=True)


def settle(workspace: Workspace, note_id: str, outcome: str, words: str = "") -> CorridorNote:
    """Say what becomes of a note: one of OUTCOMES but those that make something else of it.

    `words` are the answer, who knows more, why nothing is done (needed for `closed-with-reason`), or, of `watch`, the
    day to look at it again. Raises Refused for words that don't do, and NotFound when the note is gone.
    """
    if outcome in _BECOMES or outcome not in OUTCOMES:
        raise Refused(_("'{outcome}' isn't something that a note ends in by itself").format(outcome=outcome))
    said = clean_line(words).strip()
    if outcome == "closed-with-reason" and not said:
        raise Refused(_("why is nothing done? Say it in a few words; who came with it will hear it"))
    if outcome == "to-expert" and not said:
        raise Refused(_("who knows more of it? Type @ and a name, or who it is"))
    fields = _begins_anew(outcome)
    if outcome == "watch":
        fields["look_again"] = read_day(workspace, said)
    else:
        fields["reason"] = _plain(workspace, said)
    if outcome in _HEARD_AT_ONCE:
        fields["reported_on"] = clock.today()
    return _change(workspace, note_id, "note.settle", **fields)


def reopen(workspace: Workspace, note_id: str) -> CorridorNote:
    """Put a note back in the inbox; what it became stays linked to it.

    Raises Refused for one that is there, and NotFound when it is gone.
    """
    note = workspace.private.get(CORRIDOR_NOTES, note_id)
    if note is not None and not note.outcome:
        raise Refused(_("that note is in the inbox"))
    return _change(workspace, note_id, "note.reopen", **{**_begins_anew(""), "settled_on": None})


def in_one_line(note: CorridorNote) -> str:
    """The words of a note, as `rewrite` takes them: `BREAK` where a line of it ends."""
    return f" {BREAK} ".join(note.text.split("\n"))


def rewrite(workspace: Workspace, note_id: str, words: str) -> CorridorNote:
    """Give a note other words; people and themes in them are found. Who said it stays known, but for one whose name
    made place for somebody else's, so that nobody hears what another said.

    A `BREAK` among them begins another line. Raises Refused for no words.
    """
    words = "\n".join(line for each in clean(words).split(BREAK) if (line := each.strip()))
    if not words:
        raise Refused(_("there is nothing to note; give the text, or type it when asked"))
    context = line_context(workspace, looking_back=True)
    parsed = parse_line(words, context)
    if parsed.kind is not LineKind.NOTE:
        parsed = parse_line(f"\\{words}", context)

    def rewritten(_tx: Transaction, note: CorridorNote) -> CorridorNote:
        if words == note.text:
            return note  # as it was put in the line
        directory = context.directory
        others = any(who not in note.mentions for who in parsed.mentions)
        before = (who for who in note.mentions if not (others and _went(who, note.text, parsed.text, directory)))
        mentions = tuple(dict.fromkeys((*before, *parsed.mentions)))
        said = {"text": parsed.text, "mentions": mentions, "themes": parsed.themes or note.themes}
        return msgspec.structs.replace(note, **said, nameless="")  # which was made of the other words

    return alter_note(workspace, note_id, "note.edit", rewritten)


def delete(workspace: Workspace, note_id: str) -> None:
    """Take out a note with what was promised in it and what the private store has of what it became."""
    with workspace.writing(workspace.private, "note.delete") as tx:
        demand_note(tx, note_id)
        for entry in tx.query(ENTRIES, parent=note_id):
            tx.delete(ENTRIES, entry.id)
        tx.delete(CORRIDOR_NOTES, note_id)


def _begins_anew(outcome: str) -> dict[str, object]:
    """The fields of a note of which `outcome` becomes now: what was said of another one before holds no longer."""
    anew: dict[str, object] = {"reason": "", "look_again": None, "reported_on": None, "told": "", "untold": ""}
    return {**anew, "outcome": outcome, "settled_on": clock.today()}


def _demand_one_of(word: str, known: object) -> None:
    if word not in get_args(known):
        words = ", ".join(each for each in get_args(known) if each)
        raise Refused(_("'{word}' isn't one of: {words}").format(word=word, words=words))


def _action(workspace: Workspace, line: str) -> Action:
    words = clean_line(line).strip()
    parsed = _read(workspace, words if words.startswith("!") else f"! {words}")
    fields = {**stamp(workspace.settings.writer), "owners": _owners(workspace, parsed), "due": parsed.day}
    said = {"text": parsed.text, "mentions": parsed.mentions, "themes": parsed.themes, "priority": parsed.priority}
    return msgspec.convert({"kind": "action", **fields, **said}, Action)


def _read(workspace: Workspace, line: str) -> ParsedLine:
    parsed = parse_line(line, line_context(workspace))
    if parsed.refused or not parsed.text:
        raise Refused(parsed.refused or _("type what has to be done"))
    return parsed


def _owners(workspace: Workspace, parsed: ParsedLine) -> tuple[Who, ...]:
    writer = workspace.settings.writer
    return parsed.owners or ((Who(person=writer),) if writer else ())


def _plain(workspace: Workspace, words: str) -> str:
    """`words` with the marks for people turned into their names."""
    if not words:
        return ""
    context = line_context(workspace)
    parsed = parse_line(words, context)
    return parsed.text if parsed.kind is LineKind.NOTE else parse_line(f"\\{words}", context).text


def _went(who: Who, before: str, after: str, directory: Directory) -> bool:
    """Whether somebody was named in a text, in full or by what they are called for short, and isn't any longer."""
    names = {fold(name) for name in (directory.name(who), directory.short_name(who)) if name}
    named = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names)))
    return bool(names) and bool(named.search(fold(before))) and not named.search(fold(after))


def _stand_below(workspace: Workspace, note_id: str, entry: T, label: str, *, becomes: bool) -> T:
    demand_note(workspace.private, note_id)
    # All actions are numbered in one row; the name of what this is for would tell others of a private note.
    with workspace.shared.transaction(NUMBERING, undoable=False) as tx:
        numbered = give_handle(tx, entry, clock.today(), confidential=False)
    standing = msgspec.structs.replace(entry, handle=handle_of(numbered), parent=note_id)
    with workspace.writing(workspace.private, label) as tx:
        note = demand_note(tx, note_id)
        outcome = "to-action" if isinstance(standing, Action) else "to-knowledge-question"
        if becomes and note.outcome == outcome:  # in another terminal, or by a second Enter
            raise Refused(_("that note has become that already; put it back in the inbox to make another of it"))
        tx.put(ENTRIES, standing)
        if becomes:
            became = (*note.became, standing.id)
            tx.put(CORRIDOR_NOTES, msgspec.structs.replace(note, **_begins_anew(outcome), became=became))
    return standing


def _change(workspace: Workspace, note_id: str, label: str, **fields: object) -> CorridorNote:
    return alter_note(workspace, note_id, label, lambda _tx, note: msgspec.structs.replace(note, **fields))
