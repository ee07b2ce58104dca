"""`kgw restore`: what backups there are, what one would change, and putting it back."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgw_tui import clock
from kgw_tui.capture.day_words import say_date
from kgw_tui.cli_counts import counted, store_word
from kgw_tui.cli_files import show_name
from kgw_tui.cli_output import on_a_terminal, say, say_rows, tell
from kgw_tui.cli_shape import command, read_day, start
from kgw_tui.errors import NotFound, Refused, StoreError
from kgw_tui.i18n import _, current_language, ngettext

if TYPE_CHECKING:
    from kgw_tui.data.backups.archive import Archive
    from kgw_tui.data.backups.names import Backup, Choice
    from kgw_tui.data.backups.restoring import Restored
    from kgw_tui.data.places import Place
    from kgw_tui.data.store.memory import Memory


def restore_command() -> click.Command:
    """`kgw restore [NAME|FILE|DATE] [--only shared|private] [--yes]`."""
    return command(
        "restore",
        _restore,
        [
            click.Argument(["what"], required=False, metavar=_("[NAME|FILE|DATE]"), shell_complete=_complete),
            click.Option(
                ["--only"],
                type=click.Choice(("shared", "private")),
                metavar="shared|private",
                help=_("Put back only the shared or only the private records."),
            ),
            click.Option(["--yes"], is_flag=True, help=_("Don't ask.")),
        ],
        short=_("List the backups, or put one back."),
        explains=_(
            "Without a name, list the backups there are. With one, say what is in it and what would change, ask, and "
            "put it back. What it replaces is kept as a backup of its own, so that this can be undone."
        ),
    )


def _restore(*, what: str | None, only: str | None, yes: bool) -> int:
    from kgw_tui.data.opening import home_folder, read_settings
    from kgw_tui.data.places import places

    home = home_folder(start().home or None)
    settings = read_settings(home)
    there = [place for place in places(home, settings) if only in (None, place.name)]
    if what is None:
        _list(there)
        return 0
    archives, whole = _found(there, what)
    memories = {place: archive.memory(place.name) for place, archive in archives.items()}
    if not _show(archives, memories):
        say(_("Nothing would change."))
    elif not yes and not _agreed():
        tell(_("nothing was changed"))
        return 1
    else:
        _put_back(memories, settings.writer)
    if whole is not None and only is None:
        _put_rest_back(home, whole)
    return 0


def _list(there: Sequence[Place]) -> None:
    """The backups, newest first: name, when, and what is in them."""
    from kgw_tui.data.backups.names import choices

    found = choices(there)
    if not found:
        tell(_("there are no backups yet; kgw backup makes one"))
    if on_a_terminal():
        _list_for_people(found, there)
        return
    rows = [(choice.name, _when(choice), *(_in_store(choice, place) for place in there)) for choice in found]
    say_rows((_("Backup"), _("made"), *(store_word(place.name) for place in there)), rows)


def _list_for_people(found: Sequence[Choice], there: Sequence[Place]) -> None:
    """A line each, however narrow the terminal: as much of what is in it as has room. Naming one tells all of it."""
    names = [choice.name for choice in found]
    moments = [_when(choice) for choice in found]
    columns = shutil.get_terminal_size().columns - 1
    room = columns - max(map(len, [_("Backup"), *names]), default=0) - 2
    if room < max(map(len, [_("made"), *moments]), default=0):
        moments = [""] * len(found)
    else:
        room -= max(map(len, [_("made"), *moments]), default=0) + 2
    rows = [
        (name, moment, _as_far_as(_parts(choice, there), room))
        for name, moment, choice in zip(names, moments, found, strict=True)
    ]
    what = _("what is in it")
    say_rows((_("Backup"), _("made"), what if len(what) <= room else ""), rows)


def _parts(choice: Choice, there: Sequence[Place]) -> list[str]:
    """What is in a backup, what can't be read first."""
    from kgw_tui.data.backups.archive import is_of, manifest_of

    tables: dict[str, int] = {}
    wrong: list[str] = []
    for place in there:
        if place.name not in choice.backups:
            continue
        trouble = ""
        try:
            manifest = manifest_of(choice.backups[place.name].path)
            if is_of(manifest, place.name):
                tables.update(manifest.stores[place.name].tables)
            else:
                trouble = _("of other records")
        except StoreError:
            trouble = _("can't be read")
        if trouble:
            wrong.append(f"{store_word(place.name)}: {trouble}")
    return [*wrong, *(counted(tables).split(", ") if tables or not wrong else [])]


def _as_far_as(parts: Sequence[str], room: int) -> str:
    """As many of the parts as have room, with a mark when there are more."""
    shown = ""
    for number, part in enumerate(parts):
        longer = f"{shown}, {part}" if shown else part
        if len(longer) + (2 if number < len(parts) - 1 else 0) > room:
            return f"{shown} …" if shown else ""
        shown = longer
    return shown


def _in_store(choice: Choice, place: Place) -> str:
    from kgw_tui.data.backups.archive import is_of, manifest_of

    if place.name not in choice.backups:
        return ""
    try:
        manifest = manifest_of(choice.backups[place.name].path)
    except StoreError:
        return _("can't be read")
    return counted(manifest.stores[place.name].tables) if is_of(manifest, place.name) else _("of other records")


def _when(choice: Choice) -> str:
    """When a backup was made: for people how long ago, for programs the moment."""
    from kgw_tui.data.backups.archive import manifest_of

    made = max(backup.made for backup in choice.backups.values())
    for backup in choice.backups.values():
        try:
            made = manifest_of(backup.path).made.astimezone().replace(tzinfo=None)
        except StoreError:
            continue
    if not on_a_terminal():
        return made.isoformat(timespec="minutes")
    return f"{_age(made.date())}, {made:%H:%M}"


def _age(day: dt.date) -> str:
    days = (clock.today() - day).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if 1 < days < 60:
        return ngettext("{count} day ago", "{count} days ago", days).format(count=days)
    return say_date(day, clock.today(), current_language())


def _found(there: Sequence[Place], what: str) -> tuple[dict[Place, Archive], Archive | None]:
    """The backup that is meant, of each store that it has something of; and the file with everything, if it is one
    that was named. What lies among the backups of a store brings that store alone: others may write there too.

    Raises NotFound, a StoreError.
    """
    from kgw_tui.data.backups.archive import read, read_of
    from kgw_tui.data.backups.names import choices, of_day

    choice = next((each for each in choices(there) if each.name == what.removesuffix(".zip")), None)
    if choice is None and Path(what).is_file():
        whole = read(Path(what))
        found = {place: whole for place in there if place.name in whole.manifest.stores}
        if not found:
            words = _("{name} has nothing of what --only asks for")
            raise NotFound(words.format(name=show_name(what)))
        return found, whole if len(whole.manifest.stores) > 1 else None
    if choice is None and (day := _day(what)) is not None:
        choice = of_day(there, day)
    if choice is None or not choice.backups:
        words = _("there is no backup '{what}'; kgw restore lists them, and a file can be named too")
        raise NotFound(words.format(what=show_name(what)))
    newest = max((backup for backup in choice.backups.values()), key=lambda backup: backup.made)
    if not newest.before_restore:
        _tell_newer(there, newest)
    for place in there:
        if place.name not in choice.backups:
            words = _("{store}: no backup of then; what is there stays")
            tell(words.format(store=store_word(place.name)))
    meant = [place for place in there if place.name in choice.backups]
    return {place: read_of(choice.backups[place.name].path, place.name) for place in meant}, None


def _tell_newer(there: Sequence[Place], meant: Backup) -> None:
    """Whoever names a day and means the end of it is told of a newer backup of that day."""
    from kgw_tui.data.backups.names import of_day

    of_that_day = of_day(there, meant.made.date()).backups.values()
    newer = max(of_that_day, key=lambda backup: backup.made, default=meant)
    if newer.made > meant.made:
        tell(_("there is a newer one of that day: {name}").format(name=newer.name))


def _day(what: str) -> dt.date | None:
    try:
        return read_day(what)
    except click.BadParameter:
        return None


def _show(archives: Mapping[Place, Archive], memories: Mapping[Place, Memory]) -> bool:
    """Say what is in a backup and what would change; whether anything would."""
    from kgw_tui.data.backups.restoring import difference_to

    changes = False
    for place, archive in archives.items():
        manifest = archive.manifest
        words = _("{store}, {day} {time}: {what}")
        made = manifest.made.astimezone()
        say(
            words.format(
                store=store_word(place.name),
                day=say_date(made.date(), clock.today(), current_language()),
                time=f"{made:%H:%M}",
                what=counted(manifest.stores[place.name].tables),
            )
        )
        difference = difference_to(place, memories[place])
        if difference is None:
            changes = True
            words = _("can't be opened now; its files are set aside for this. kgw doctor may save more of them")
            say(f"  {words}")
            continue
        changes = changes or not difference.nothing
        for words, tables in (
            (_("comes back: {what}"), difference.back),
            (_("goes: {what}"), difference.gone),
            (_("becomes what it was: {what}"), difference.changed),
        ):
            if tables:
                say("  " + words.format(what=counted(tables)))
        if difference.nothing:
            say("  " + _("stays as it is"))
        elif place.outside:
            words = _("these are the records of everybody who uses {folder}")
            say("  " + words.format(folder=place.folder))
    return changes


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise Refused(_("add --yes to put this back without being asked"))
    words = _("Put this back? What goes is kept. (yes/no)")
    sys.stderr.write(f"{words} ")
    sys.stderr.flush()
    answer = sys.stdin.readline().strip().casefold()
    return answer in {"y", "yes", "j", "ja", _("yes")}


def _put_back(memories: Mapping[Place, Memory], writer: str) -> None:
    from kgw_tui.data.backups.restoring import restore

    moment = clock.local_now()
    kept: dict[str, list[str]] = {}
    try:
        for place, memory in memories.items():
            done = restore(place, memory, moment, writer)
            _tell_done(place, done)
            if done.kept is not None and done.difference is not None:
                kept.setdefault(done.kept.stem, []).append(place.name)
    finally:
        for name, stores in kept.items():
            only = f" --only {stores[0]}" if len(stores) == 1 else ""
            say(_("this undoes it: {command}").format(command=f"kgw restore {name}{only}"))


def _tell_done(place: Place, done: Restored) -> None:
    store = store_word(place.name)
    if done.difference is None:
        words = _("{store}: put back. What stood there is in {folder}.")
        say(words.format(store=store, folder=done.kept))
    elif done.difference.nothing:
        say(_("{store}: stays as it is").format(store=store))
    else:
        say(_("{store}: put back").format(store=store))


def _put_rest_back(home: Path, whole: Archive) -> None:
    from kgw_tui.data.backups.whole import put_rest_back

    made = put_rest_back(home, whole)
    if made:
        say(_("also put back: {names}").format(names=", ".join(made)))
    left = [name for name in whole.files if name == "settings.json" or name.startswith("content/")]
    if left and not made:
        tell(_("the settings and your own content stay as they are"))


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The names of the backups that begin with what stands there."""
    from kgw_tui.data.backups.names import choices
    from kgw_tui.data.opening import home_folder, read_settings
    from kgw_tui.data.places import places

    home = home_folder(start().home or None)
    try:
        found = choices(places(home, read_settings(home)))
    except StoreError:
        return []
    return [choice.name for choice in found if choice.name.startswith(incomplete)]
