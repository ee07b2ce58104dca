"""The content files that ship with kgw, and a school's own copies of them, read into records."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from kgw_tui.content import AgendaTemplate, Check, Content, CorridorGuide, LeaderRole, PhaseGuide

SHIPPED = Path(__file__).parent / "content"

T = TypeVar("T")


class _Phases(msgspec.Struct, frozen=True):
    phase: tuple[PhaseGuide, ...]


class _Agendas(msgspec.Struct, frozen=True):
    agenda: tuple[AgendaTemplate, ...]


class _Checks(msgspec.Struct, frozen=True):
    check: tuple[Check, ...]


class _Knowledge(msgspec.Struct, frozen=True):
    leader_role: tuple[LeaderRole, ...]


@cache
def content(language: str, own: Path | None = None) -> Content:
    """The content in `language` (`nl` or `en`).

    A file of the same name in `own/<language>/` is taken instead of the shipped one; one that can't be read as
    content is passed over, so that a slip in it never stands between a chair and a meeting.
    """
    return Content(
        phases=lambda: _load("phases.toml", language, own, _Phases).phase,
        agendas=lambda: _load("agendas.toml", language, own, _Agendas).agenda,
        checks=lambda: _load("checks.toml", language, own, _Checks).check,
        leader_roles=lambda: _load("knowledge.toml", language, own, _Knowledge).leader_role,
        corridor=lambda: _load("corridor.toml", language, own, CorridorGuide),
    )


def demo_files(language: str) -> list[Path]:
    """The demo school's files in the order in which they are imported: people first, then the meetings by date."""
    folder = SHIPPED / "demo" / language
    return [folder / f"{name}.txt" for name in ("people", "meeting-1", "plc", "corridor", "visits", "meeting-2")]


def _load(name: str, language: str, own: Path | None, kind: type[T]) -> T:
    if own is not None:
        try:
            return msgspec.convert(tomllib.loads((own / language / name).read_text("utf-8")), kind)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError):
            pass
    return msgspec.convert(tomllib.loads((SHIPPED / language / name).read_text("utf-8")), kind)
