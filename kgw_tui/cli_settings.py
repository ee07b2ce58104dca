"""`kgw setup --show`: what the settings of a home are, under the names that they have in its file."""

from __future__ import annotations

from kgw_tui.cli_output import say_rows
from kgw_tui.i18n import _, current_language
from kgw_tui.records.people import GROUPS, PEOPLE
from kgw_tui.workspace import Workspace


def show_settings(workspace: Workspace) -> None:
    """Put out the settings, a row each; where nothing was set, what holds then."""
    settings, reader = workspace.settings, workspace.shared
    writer = reader.get(PEOPLE, settings.writer) if settings.writer else None
    group = reader.get(GROUPS, settings.group) if settings.group else None
    months = settings.history_months
    rows = [
        ["language", settings.language or _("{language} (from the locale)").format(language=current_language())],
        ["theme", settings.theme or _("as the terminal tells")],
        ["writer", writer.name if writer else ""],
        ["school", settings.school],
        ["group", group.name if group else ""],
        ["shared", settings.shared or str(workspace.home / "shared")],
        ["roles", " ".join(f"@{role}" for role in settings.roles)],
        ["holidays", ", ".join(f"{each.name} {each.first} – {each.last}" for each in settings.holidays)],
        ["history_months", str(months) if months else _("0 (for ever)")],
        ["pattern_weeks", str(settings.pattern_weeks)],
        ["writing_hints", _("yes") if settings.writing_hints else _("no")],
        ["file", str(workspace.home / "settings.json")],
    ]
    say_rows([_("setting"), _("value")], rows)
