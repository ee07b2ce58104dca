"""`kgw backup`: a backup beside the records now, or one file with everything for another disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgw_tui import clock
from kgw_tui.cli_counts import counted, store_word
from kgw_tui.cli_files import show_name
from kgw_tui.cli_output import on_a_terminal, say, say_bytes, tell
from kgw_tui.cli_shape import command, start
from kgw_tui.errors import Refused
from kgw_tui.i18n import _, ngettext

if TYPE_CHECKING:
    from kgw_tui.data.backups.archive import Manifest
    from kgw_tui.data.places import Place
    from kgw_tui.data.store.engine import EmbeddedStore


def backup_command() -> click.Command:
    """`kgw backup [--to FILE|FOLDER] [--force]`."""
    return command(
        "backup",
        _backup,
        [
            click.Option(
                ["--to"],
                metavar=_("FILE|FOLDER|-"),
                help=_("One file with everything, for another disk (- is the output). Without it: beside the records."),
            ),
            click.Option(["--force"], is_flag=True, help=_("With --to: replace a file that is there.")),
        ],
        short=_("Make a backup now, or one file with everything."),
        explains=_(
            "Make a backup now and say where it is. One is made each day without being asked, and while kgw is open "
            "another each hour in which something changed: of these, today's first and newest stay, and of other days "
            "the newest. Of the last 7 days that have any, all others stay too (10 a day at most); of the last 8 weeks "
            "and 12 months, the newest one each; the rest goes, also what you asked for. They lie beside the records. "
            "--to makes a file for another disk, with the shared and the private records, the settings and your own "
            "content; that one stays."
        ),
    )


def _backup(*, to: str | None, force: bool) -> None:
    from kgw_tui.data.opening import home_folder, open_stores, read_settings

    if to == "":
        raise click.UsageError(_("--to names no file or folder"))
    if force and to is None:
        raise click.UsageError(_("--force goes with --to only"))
    home = home_folder(start().home or None)
    stores = open_stores(home, read_settings(home))
    try:
        for store in stores.values():
            for notice in store.notices:
                tell(notice)
        if to == "-":
            _to_output(home, stores)
        elif to is not None:
            _everything(home, stores, Path(to), force=force)
        else:
            _beside(stores)
    finally:
        for store in stores.values():
            store.close()


def _beside(stores: Mapping[Place, EmbeddedStore]) -> None:
    from kgw_tui.data.backups.archive import manifest_of
    from kgw_tui.data.backups.making import is_empty, make_now

    frozen = {place: store.frozen() for place, store in stores.items()}
    if all(is_empty(each) for each in frozen.values()):
        raise Refused(_("there is nothing yet to make a backup of"))
    for place, each in frozen.items():
        if not is_empty(each):
            path = make_now(place, each)
            say(str(path))
            tables = manifest_of(path).stores[place.name].tables
            tell(f"{store_word(place.name)}: {counted(tables)}")


def _everything(home: Path, stores: Mapping[Place, EmbeddedStore], target: Path, *, force: bool) -> None:
    from kgw_tui.data.backups.whole import write_whole

    path = target / f"kgw-{clock.today()}.zip" if target.is_dir() else target
    if path.exists() and path != target and not force:
        path = target / f"kgw-{clock.local_now():%Y-%m-%dT%H%M%S}.zip"
    if path.exists() and not force:
        words = _("{name} is there already; give another name, or --force to replace it")
        raise Refused(words.format(name=show_name(path)))
    made = write_whole(home, stores, path)
    say(str(path))
    _tell(made)
    if path.stat().st_mode & 0o077:
        tell(_("This disk can't keep files from others who use it."))


def _to_output(home: Path, stores: Mapping[Place, EmbeddedStore]) -> None:
    from kgw_tui.data.backups.archive import read
    from kgw_tui.data.backups.whole import pack_whole

    if on_a_terminal():
        raise Refused(_("a backup is no text to show; name a file, or send the output to one"))
    data = pack_whole(home, stores)
    made = read(Path("-"), data)
    say_bytes(data)
    _tell(made.manifest)


def _tell(made: Manifest) -> None:
    """What is in a file with everything, and that it isn't for everybody."""
    told = [f"{store_word(name)}: {counted(stored.tables)}" for name, stored in made.stores.items() if stored.tables]
    own = sum(name.startswith("content/") for name in made.sums)
    if own:
        told.append(
            ngettext("{count} file of your own content", "{count} files of your own content", own).format(count=own)
        )
    tell("; ".join(told) or _("nothing in it yet"))
    if made.stores["private"].tables:
        tell(_("Your private notes are in it: keep it where nobody else can read it."))
