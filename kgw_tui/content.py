"""What the program asks and suggests, as records: the phases of an item and the kinds of meeting."""

from __future__ import annotations

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


class Content(msgspec.Struct, frozen=True):
    """The content in one language."""

    phases: tuple[PhaseGuide, ...]
    agendas: tuple[AgendaTemplate, ...]

    def phase(self, phase: Phase) -> PhaseGuide | None:
        """The guide of a phase; None for no phase."""
        return next((guide for guide in self.phases if guide.id == phase), None)

    def agenda(self, agenda_id: str) -> AgendaTemplate | None:
        """The kind of meeting with this id, or None."""
        return next((template for template in self.agendas if template.id == agenda_id), None)
