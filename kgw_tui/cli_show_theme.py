"""`kgw show '#testing'`: all that bears a theme, in meetings and in the corridor."""

from __future__ import annotations

from kgw_tui.cli_codes import title_of
from kgw_tui.cli_json import entry_object, note_object, say_json
from kgw_tui.cli_output import say, say_rows, tell
from kgw_tui.cli_words import day_text, entry_state
from kgw_tui.i18n import N_, _, ngettext
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.rules.wording import kind_word
from kgw_tui.usecases.by_name import ThemePage
from kgw_tui.usecases.listing import Placed, handle_of, stays_in
from kgw_tui.usecases.reading import directory_of
from kgw_tui.workspace import Workspace

_HEADINGS = (N_("number"), N_("date"), N_("kind"), N_("state"), N_("what"))


def show_theme(workspace: Workspace, page: ThemePage, *, confidential: bool, as_json: bool) -> None:
    """Put out what bears a theme, in order of time; what was said in confidential items only when asked for."""
    directory = directory_of(workspace)
    shown = [each for each in page.entries if confidential or not each.confidential]
    if as_json:
        entries = [entry_object(workspace, directory, each) for each in shown if not stays_in(workspace, each)]
        say_json({"theme": page.theme, "entries": entries, "notes": [note_object(directory, n) for n in page.notes]})
    else:
        say(f"#{page.theme}")
        rows = [_row(each) for each in shown]
        heard = [_heard(workspace, note) for note in page.notes]
        say_rows([_(heading) for heading in _HEADINGS], rows + heard)
    left_out = len(page.entries) - len(shown)
    if left_out:
        words = ngettext(
            "{count} more in confidential items; --confidential takes it along",
            "{count} more in confidential items; --confidential takes them along",
            left_out,
        )
        tell(words.format(count=left_out))


def _heard(workspace: Workspace, note: CorridorNote) -> list[str]:
    became = title_of(workspace, "outcome", note.outcome) if note.outcome else ""
    return [note.handle, f"{note.heard_at.astimezone():%Y-%m-%d}", _("note"), became, note.text]


def _row(placed: Placed) -> list[str]:
    entry, meeting = placed.entry, placed.meeting
    text = f"{entry.text} ({_('private')})" if placed.private else entry.text
    return [handle_of(entry), day_text(meeting.date if meeting else None), kind_word(entry), entry_state(entry), text]
