"""Opening what a user works with: where the home is, both stores and the settings."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import Final, NoReturn

from kgw_tui import clock
from kgw_tui.care import Care, NoCare
from kgw_tui.content import Content
from kgw_tui.drafts import Drafts
from kgw_tui.i18n import _
from kgw_tui.presence import Alone
from kgw_tui.settings import Settings
from kgw_tui.workspace import Workspace

from .damage import for_reading, leads_nowhere, unavailable
from .filesystem import PRIVATE, broken_link, make_folder, network_type, tighten
from .places import Place, places
from .sessions.presence import FOLDER, PresenceFiles
from .settings_file import find_settings, read_settings, write_settings
from .store.engine import EmbeddedStore

__all__ = ["home_folder", "open_store", "open_stores", "open_workspace", "read_settings"]

_TOLD: Final = "told-network-file-system"

_SET_BACK: Final = dt.timedelta(minutes=5)
"""Clocks of several machines that write in one store differ by less."""


def home_folder(option: str | None) -> Path:
    """Where the records of this user live: `--home`, else `$KGW_HOME`, else the platform's data folder."""
    named = option or os.environ.get("KGW_HOME")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("kgw", appauthor=False)


def open_workspace(
    home: Path, *, shared: Path | None = None, throw_away: bool = False, read_only: bool = False
) -> Workspace:
    """Open both stores and the settings of `home`, making what isn't there.

    The shared store lies in `shared`, else `$KGW_SHARED`, else where the settings say, else in the home; outside the
    home a group may write it. With `throw_away`, a home that was missing or empty is removed on closing. With
    `read_only` nothing is made, mended or written, by the opening nor by anybody who asks for it later (that raises
    StoreUnavailable, also for what is half typed), and colleagues aren't told: for looking at what is the matter.
    Raises StoreUnavailable, StoreDamaged, StoreTooNew.
    """
    fresh = _is_empty(home)
    if not read_only:
        _make(home)
    settings, notices = (read_settings(home), ()) if read_only else find_settings(home)
    stores = open_stores(home, settings, shared, read_only=read_only)
    (place, common), (_own, private) = stores.items()
    notices = (*notices, *common.notices, *private.notices, *_clock_notice(common, private))
    kind = _ThrowAway if throw_away and fresh else Workspace
    return kind(
        home=home,
        shared=common,
        private=private,
        settings=settings,
        write_settings=partial(_refuse, home) if read_only else partial(write_settings, home),
        content=partial(_content, own=home / "content"),
        open_drafts=partial(_refuse, home) if read_only else partial(_drafts, home / "private" / "drafts"),
        keep_elsewhere=partial(_refuse, home) if read_only else _keep_elsewhere,
        left_elsewhere=_left_elsewhere,
        notices=notices if read_only else (*notices, *_network_notice(home, place.folder)),
        throw_away=throw_away,
        presence=Alone() if read_only else PresenceFiles(place.folder / FOLDER, place.modes),
        care=NoCare() if throw_away or read_only else _Care(stores),
    )


def open_stores(
    home: Path, settings: Settings, shared: Path | None = None, *, read_only: bool = False
) -> dict[Place, EmbeddedStore]:
    """Open the shared and the private store of a home, in this order. Raises a StoreError, with neither open then."""
    common_place, private_place = places(home, settings, shared)
    private = open_store(private_place, read_only=read_only)
    try:
        return {common_place: open_store(common_place, read_only=read_only), private_place: private}
    except BaseException:
        private.close()
        raise


def open_store(place: Place, *, read_only: bool = False) -> EmbeddedStore:
    """Open a store, making what isn't there unless it is `read_only`. Raises a StoreError."""
    if read_only:
        return EmbeddedStore(place.folder, place.modes, read_only=True)
    _make(place.folder, 0o770 if place.outside else PRIVATE.folder)
    if not place.outside:
        tighten(place.folder, PRIVATE.folder)
    return EmbeddedStore(place.folder, place.modes)


class _ThrowAway(Workspace):
    """A workspace of which nothing stays."""

    def close(self) -> None:
        """Close both stores and remove the home."""
        super().close()
        import shutil

        shutil.rmtree(self.home, ignore_errors=True)


def _content(language: str, own: Path) -> Content:
    from .content_files import content  # it is read when it is asked for: most commands never do

    return content(language, own)


def _drafts(folder: Path) -> Drafts:
    from .sessions.drafts import DraftFiles  # nothing is half typed in most commands

    return DraftFiles(folder)


class _Care:
    """The care for both stores, loaded when it is first asked for: a command that only reads never does."""

    def __init__(self, stores: dict[Place, EmbeddedStore]) -> None:
        self._stores = stores

    @cached_property
    def _whole(self) -> Care:
        from .care import StoreCare

        return StoreCare(self._stores)

    def look_after(self, stop: Callable[[], bool] = bool) -> tuple[str, ...]:
        return self._whole.look_after(stop)

    def look_after_briefly(self) -> tuple[str, ...]:
        return self._whole.look_after_briefly()


def _left_elsewhere() -> list[Path]:
    from .sessions.elsewhere import left_elsewhere

    return left_elsewhere()


def _keep_elsewhere(text: str) -> Path:
    from .sessions.elsewhere import keep_elsewhere

    return keep_elsewhere(text)


def _is_empty(home: Path) -> bool:
    try:
        return next(home.iterdir(), None) is None
    except OSError:
        return True


def _make(folder: Path, mode: int = PRIVATE.folder) -> None:
    try:
        link = broken_link(folder)
        if link is None:
            make_folder(folder, mode)
            return
    except OSError as error:
        raise unavailable(error, _there(folder)) from error
    raise leads_nowhere(link)


def _there(folder: Path) -> Path:
    """The folder, or the one above it where it isn't there; on a disk that answers nothing, the folder."""
    try:
        return folder if folder.exists() else folder.parent
    except OSError:
        return folder


def _refuse(home: Path, *_what: object) -> NoReturn:
    raise for_reading(home)


def _clock_notice(*stores: EmbeddedStore) -> tuple[str, ...]:
    """A sentence when the clock of this machine was set back, by what was written last."""
    newest = max((moment for store in stores if (moment := store.newest) is not None), default=None)
    if newest is None or newest - clock.now() < _SET_BACK:
        return ()
    sentence = _(
        "The clock of this machine says {now}, and the last line was written at {last}. Set it right; until then "
        "dates and times of what you write are wrong, and nothing else is."
    )
    return (sentence.format(now=_moment(clock.now()), last=_moment(newest)),)


def _moment(moment: dt.datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _network_notice(home: Path, shared: Path) -> tuple[str, ...]:
    """A sentence, once in the life of a home, when it lies on a file system of the network."""
    place = next((each for each in (home, shared) if network_type(each)), None)
    if place is None or (home / _TOLD).exists():
        return ()
    try:
        (home / _TOLD).touch(mode=PRIVATE.file)
    except OSError:
        return ()
    sentence = _(
        "{folder} lies on a network file system, where a power cut or a second machine can harm what was saved. "
        "A folder on this machine's own disk is safer."
    )
    return (sentence.format(folder=place),)
