"""The settings as a file beside the stores: read with care, written whole."""

from __future__ import annotations

from pathlib import Path
from typing import Final, cast

import msgspec

from kgw_tui import clock
from kgw_tui.i18n import _
from kgw_tui.settings import Settings

from .damage import unavailable, unreadable
from .filesystem import PRIVATE, write_file

NAME: Final = "settings.json"


def find_settings(home: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings of a home, and what the user should know about how they were found.

    A file that can't be understood is set aside (never overwritten), and the settings are those of a new home. Raises
    StoreUnavailable for one that can't be read now: without it nobody knows where the shared store lies, or who writes.
    """
    path = home / NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Settings(), ()
    except OSError as error:
        raise unreadable(error, path) from error
    try:
        return msgspec.json.decode(data, type=Settings), ()
    except (msgspec.DecodeError, UnicodeDecodeError):
        pass
    aside = path.with_name(f"settings.broken-{clock.now():%Y%m%dT%H%M%S}.json")
    try:
        path.rename(aside)
    except OSError:
        aside = path
    sentence = _(
        "The settings couldn't be understood; they are kept as {path}, and the settings are those of a new home."
    )
    return Settings(), (sentence.format(path=aside),)


def read_settings(home: Path) -> Settings:
    """The settings of a home, or those of a new one; nothing is written or set aside."""
    try:
        return msgspec.json.decode((home / NAME).read_bytes(), type=Settings)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return Settings()


def write_settings(home: Path, settings: Settings) -> None:
    """Write the settings durably. What a newer version added to the file stays in it. Raises StoreUnavailable,
    for settings that stand there and can't be read too.
    """
    path = home / NAME
    fields = cast("dict[str, object]", msgspec.to_builtins(settings))
    try:
        write_file(path, msgspec.json.format(msgspec.json.encode(_foreign(path) | fields)) + b"\n", PRIVATE)
    except OSError as error:
        raise unavailable(error, home) from error


def _foreign(path: Path) -> dict[str, object]:
    """What stands in the file that this version knows nothing of. Raises StoreUnavailable."""
    try:
        present = msgspec.json.decode(path.read_bytes(), type=dict[str, object])
    except OSError as error:
        if isinstance(error, FileNotFoundError):
            return {}
        raise unreadable(error, path) from error  # what stands there must not be written over
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {}
    return {name: value for name, value in present.items() if name not in Settings.__struct_fields__}
