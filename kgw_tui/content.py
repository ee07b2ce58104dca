"""What the program asks and suggests, as records: the phases of an item, the kinds of meeting, the checks."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import msgspec

from kgw_tui.records.meetings import Phase


class Prompt(msgspec.Struct, frozen=True):
    """A question that the chair can ask, and what to ask on."""

    id: str
    ask: str
    follow_up: tuple[str, ...] = ()


class Signal(msgspec.Struct, frozen=True):
    """A sign that the group runs ahead or lingers, and what the chair can say."""

    id: str
    sign: str
    say: str


class Done(msgspec.Struct, frozen=True):
    """How one sees that a phase is done."""

    id: str
    item: str


class PhaseGuide(msgspec.Struct, frozen=True):
    """One phase of the road: `id` is why, what or how; `frame` its name in the BOB model."""

    id: Phase
    title: str
    frame: str
    aim: str
    prompt: tuple[Prompt, ...]
    signal: tuple[Signal, ...]
    done: tuple[Done, ...]


class TemplateItem(msgspec.Struct, frozen=True):
    """An item of a kind of meeting; `minutes` is its budget, `lead` is chair, expert or any."""

    id: str
    title: str
    minutes: int
    phase: Phase
    lead: str
    hint: str


class AgendaTemplate(msgspec.Struct, frozen=True):
    """A kind of meeting with its sample agenda; `minutes` is the sum of its items."""

    id: str
    title: str
    aim: str
    minutes: int
    item: tuple[TemplateItem, ...]


class Option(msgspec.Struct, frozen=True):
    """One of the answers that a check can end in: for the assumption check, what a claim's status may become."""

    id: str
    title: str
    hint: str


class Check(msgspec.Struct, frozen=True):
    """A check along the way: what to ask, and the answers to choose from (checks.toml)."""

    id: str
    title: str
    aim: str
    when: str
    question: tuple[Prompt, ...]
    option: tuple[Option, ...]


class Titled(msgspec.Struct, frozen=True):
    """A kind of corridor conversation, or what may become of one: its id, what it is called, and what it means."""

    id: str
    title: str
    hint: str


class Step(msgspec.Struct, frozen=True):
    """A question that a leader asks, of another or of themselves, while a note is looked at."""

    id: str
    ask: str


class WritingHint(msgspec.Struct, frozen=True):
    """How one writes about people so that they may read it."""

    id: str
    hint: str


class CorridorGuide(msgspec.Struct, frozen=True):
    """What corridor.toml holds: kinds, the steps of looking at a note, what becomes of it, and how one writes."""

    kind: tuple[Titled, ...]
    step: tuple[Step, ...]
    outcome: tuple[Titled, ...]
    writing_hint: tuple[WritingHint, ...]


class LeaderRole(msgspec.Struct, frozen=True):
    """What a leader can do while somebody else leads: step aside, keep the pace, … (knowledge.toml)."""

    id: str
    title: str
    hint: str


class Content:
    """The content in one language; each part is read when it is first asked for."""

    def __init__(
        self,
        phases: Callable[[], tuple[PhaseGuide, ...]],
        agendas: Callable[[], tuple[AgendaTemplate, ...]],
        checks: Callable[[], tuple[Check, ...]],
        leader_roles: Callable[[], tuple[LeaderRole, ...]],
        corridor: Callable[[], CorridorGuide],
    ) -> None:
        """Made of what reads each part."""
        self._phases, self._agendas, self._checks, self._leader_roles = phases, agendas, checks, leader_roles
        self._corridor = corridor

    @cached_property
    def phases(self) -> tuple[PhaseGuide, ...]:
        """The phases of an item, in their order."""
        return self._phases()

    @cached_property
    def agendas(self) -> tuple[AgendaTemplate, ...]:
        """The kinds of meeting."""
        return self._agendas()

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The checks: assumption, stakeholders, vision, funding, convergence, capacity."""
        return self._checks()

    @cached_property
    def leader_roles(self) -> tuple[LeaderRole, ...]:
        """What a leader can do while somebody else leads."""
        return self._leader_roles()

    @cached_property
    def corridor(self) -> CorridorGuide:
        """Kinds of corridor conversation, what becomes of them, and how one writes them down."""
        return self._corridor()

    def phase(self, phase: Phase) -> PhaseGuide | None:
        """The guide of a phase; None for no phase."""
        return next((guide for guide in self.phases if guide.id == phase), None)

    def agenda(self, agenda_id: str) -> AgendaTemplate | None:
        """The kind of meeting with this id, or None."""
        return next((template for template in self.agendas if template.id == agenda_id), None)

    def check(self, check_id: str) -> Check | None:
        """The check with this id, or None."""
        return next((check for check in self.checks if check.id == check_id), None)
