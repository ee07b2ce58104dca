"""`kgw doctor --repair`: what was found is put right, and what stood there before is kept aside."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec

from kgw_tui import clock
from kgw_tui.errors import StoreError
from kgw_tui.i18n import _

from .. import filesystem
from ..damage import unavailable
from ..filesystem import PRIVATE, Modes
from ..places import Place, places
from ..settings_file import NAME
from ..store.engine import EmbeddedStore
from ..store.files import LOCK
from ..store.lock import StoreLock
from .examining import Examined, examine, settings_of
from .files import file_findings, read_store, too_new
from .finding import Finding
from .mend_files import Plan, planned
from .mend_records import bring_back, heal
from .place import salvaged_settings, temporary_files, torn_files, unreadable_drafts, wrong_mode

WORDS: Final = "words.txt"
"""The file beside what is kept aside that says in words what was lost, and what to look at again."""

_PATIENCE: Final = 5.0


class Repaired(msgspec.Struct, frozen=True):
    """What was found before, what is left of it, and the folders in which is kept what was replaced. `trouble` says
    in sentences why something couldn't be written.
    """

    before: Examined
    after: Examined
    aside: tuple[Path, ...]
    trouble: tuple[str, ...] = ()

    @property
    def mended(self) -> tuple[Finding, ...]:
        """What was found and isn't there any more."""
        left = {(each.code, each.path) for each in self.after.findings}
        return tuple(each for each in self.before.ill if (each.code, each.path) not in left)


class Aside:
    """A folder `damaged-<moment>` beside what is repaired; it is made when something is to be kept in it."""

    def __init__(self, beside: Path, modes: Modes) -> None:
        """Nothing is kept yet."""
        self._beside = beside
        self._modes = modes
        self._words: list[str] = []
        self.folder: Path | None = None

    def copy(self, path: Path) -> None:
        """Keep a copy of a file; one that isn't there has none. Raises OSError."""
        with suppress(FileNotFoundError):
            data = path.read_bytes() if self._modes.group is None else filesystem.read_file(path)
            filesystem.write_file(self._place_for(path.name), data, self._modes)

    def move(self, path: Path) -> None:
        """Take a file away, and keep it. Raises OSError."""
        with suppress(FileNotFoundError):
            path.rename(self._place_for(path.name))
            filesystem.sync_folder(path.parent)

    def say(self, heading: str, words: list[str]) -> None:
        """Note words for whoever looks at what was kept. Raises OSError."""
        if words:
            self._words += [heading, *(f"- {' '.join(each.split())}" for each in dict.fromkeys(words)), ""]
            filesystem.write_file(self._made() / WORDS, "\n".join(self._words).encode(), self._modes)

    def write(self, name: str, data: bytes) -> None:
        """Keep something that was no file of its own. Raises OSError."""
        filesystem.write_file(self._place_for(name), data, self._modes)

    def _place_for(self, name: str) -> Path:
        target, number = self._made() / name, 1
        while target.exists():
            target, number = self._made() / f"{number}-{name}", number + 1
        return target

    def _made(self) -> Path:
        if self.folder is None:
            name = f"damaged-{clock.now():%Y%m%dT%H%M%S}"
            folder, number = self._beside / name, 1
            while folder.exists():
                folder, number = self._beside / f"{name}-{number}", number + 1
            filesystem.make_folder_of(folder, self._modes)
            self.folder = folder
        return self.folder


def repair(home: Path) -> Repaired:
    """Put right what can be, store by store. What can't be done now is still among the findings afterwards."""
    before = examine(home)
    asides = [Aside(home, PRIVATE)]
    trouble: list[str] = []
    with _told(home, trouble):
        _mend_home(home, before, asides[0])
    mended: dict[Place, Aside] = {}
    for place in places(home, settings_of(home)):
        with _told(place.folder, trouble):
            if place.folder.is_dir():
                aside = mended[place] = Aside(place.folder, place.modes)
                asides.append(aside)
                _mend_place(place, before, aside)
    with _told(home, trouble):
        _mend_records(mended)
    kept = tuple(each.folder for each in asides if each.folder is not None)
    return Repaired(before, examine(home), kept, tuple(dict.fromkeys(trouble)))


@contextmanager
def _told(folder: Path, trouble: list[str]) -> Generator[None]:
    """Go on with the next when something can't be written, and say why."""
    try:
        yield
    except OSError as error:
        trouble.append(str(unavailable(error, folder)))
    except StoreError as error:
        trouble.append(str(error))


def mend_files(place: Place, aside: Aside) -> bool:
    """Put right the files of one store, so that it opens; whether that was needed. Raises OSError."""
    lock = StoreLock(place.folder / LOCK, place.modes)
    try:
        if not lock.acquire(_PATIENCE):
            return False
        files = read_store(place.folder)
        found = list(file_findings(files))
        foreign = any(each.code in ("journal.foreign", "file.unreadable") for each in found)
        if too_new(files) or foreign or not any(each.mends for each in found):
            return (
                False  # what is there is of two stores, or can't all be read: whatever would be made of it is a guess
            )
        _carry_out(planned(files), place, aside)
        lock.release()
    finally:
        lock.close()
    return True


def _carry_out(plan: Plan, place: Place, aside: Aside) -> None:
    for path in (*plan.writes, *plan.aside):
        aside.copy(path)
    aside.say(_("These words could not be brought back into the records:"), plan.lost)
    aside.say(_("These words are back in the records, but were damaged; read them once more:"), plan.doubtful)
    aside.say(_("These words had been removed; the line that said so is damaged, and they are back:"), plan.back)
    for path, data in plan.writes.items():
        filesystem.write_file(path, data, place.modes)
    for path in plan.aside:
        path.unlink(missing_ok=True)  # it is kept: a copy of it was written above
    filesystem.sync_folder(place.folder)


def _mend_home(home: Path, found: Examined, aside: Aside) -> None:
    path = home / NAME
    for each in found.findings:
        if each.code in ("mode.open", "mode.closed") and each.mends and Path(each.path) in (home, path):
            _give_mode(Path(each.path), PRIVATE)
        if each.code == "settings.unreadable":
            good = salvaged_settings(path.read_bytes())
            aside.copy(path)
            if good is None:
                path.unlink(missing_ok=True)  # a copy of it was kept just now
            else:
                data = msgspec.json.format(msgspec.json.encode(good)) + b"\n"
                filesystem.write_file(path, data, PRIVATE)


def _mend_place(place: Place, found: Examined, aside: Aside) -> None:
    for each in found.findings:
        path = Path(each.path)
        if not each.mends or place.folder not in (path, path.parent, path.parent.parent):
            continue
        if each.code in ("mode.open", "mode.closed"):
            _give_mode(path, place.modes, whole=path == place.folder)
        elif each.code == "group.other" and place.modes.group is not None and hasattr(os, "fchown"):
            with _as_it_is(path) as fd:
                os.fchown(fd, -1, place.modes.group)
        elif each.code == "backup.unreadable":
            aside.move(path)
    for path in (*temporary_files(place.folder), *unreadable_drafts(place.folder)):
        aside.move(path)
    mend_files(place, aside)


def _mend_records(mended: dict[Place, Aside]) -> None:
    opened: dict[str, EmbeddedStore] = {}
    asides = {place.name: aside for place, aside in mended.items()}
    try:
        for place in mended:
            with suppress(StoreError):  # what the matter is with it is among the findings
                opened[place.name] = EmbeddedStore(place.folder, place.modes)
        for place, aside in mended.items():
            store = opened.get(place.name)
            if store is None:
                continue
            for torn in torn_files(place.folder):
                aside.say(_("These words had been cut off and could not be brought back:"), bring_back(store, torn))
                aside.move(torn.path)
        heal(opened, lambda name, rows: asides[name].write("records.jsonl", rows))
        for name, store in opened.items():
            if asides[name].folder is not None:
                store.compact()
    finally:
        for store in opened.values():
            store.close()


def _give_mode(path: Path, modes: Modes, *, whole: bool = False) -> None:
    """Give a file or folder its mode; `whole` tells that it is the folder of a store itself, which may be a link."""
    mode = wrong_mode(path, modes)
    if mode is None:
        return
    if modes.group is None or whole or not hasattr(os, "fchmod"):
        path.chmod(mode)
    else:
        with _as_it_is(path) as fd:
            os.fchmod(fd, mode)


@contextmanager
def _as_it_is(path: Path) -> Generator[int]:
    """A descriptor of what lies in a folder where others write, too: never of what a link put there leads to. Raises
    OSError.
    """
    fd = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        yield fd
    finally:
        os.close(fd)
