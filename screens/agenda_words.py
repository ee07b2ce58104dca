"""What a line makes of an agenda item, in words: its title, minutes, phase, leader, papers and mark."""

from __future__ import annotations

from kgw_tui.i18n import _
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.wording import phase_word
from kgw_tui.usecases.agenda_line import AgendaLine, write_papers

from .widgets.echo_row import EchoRole


def item_echo(said: AgendaLine, directory: Directory, kind: str) -> list[tuple[str, EchoRole]]:
    """The parts of the echo; `kind` says what Enter does."""
    parts: list[tuple[str, EchoRole]] = [(kind, "kind"), (f" · {said.title}", "")]
    if said.minutes is not None:
        parts.append((" · " + _("{total} min").format(total=said.minutes), "date"))
    if said.phase:
        parts.append((f" · {phase_word(said.phase).lower()}", ""))
    if said.led_by is not None:
        parts.append((" · " + _("{name} leads").format(name=directory.name(said.led_by)), "name"))
    for name in said.new_names:
        parts.append((" · " + _("new: {name}").format(name=name), "doubt"))
    if said.papers:
        parts.append((" · " + _("papers: {names}").format(names=write_papers(said.papers)), ""))
    if said.confidential:
        parts.append((" · " + _("confidential"), "doubt"))
    return parts
