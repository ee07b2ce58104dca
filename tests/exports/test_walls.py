"""An attack: everything that a confidential item can leave behind, looked for in every document that isn't its own."""

from __future__ import annotations

import datetime as dt
from typing import get_type_hints

import msgspec
import pytest
from msgspec.structs import replace

from kgw_tui.errors import NotFound
from kgw_tui.exports.options import AUDIENCES, Audience, ExportOptions, Format, Genre
from kgw_tui.exports.page import render_page
from kgw_tui.exports.registry import MAKERS, render
from kgw_tui.records.entries import (
    Action,
    Assumption,
    Decision,
    Evidence,
    Movement,
    Note,
    Parked,
    PutAside,
    Question,
)
from kgw_tui.records.meetings import AgendaItem, Attendee
from kgw_tui.records.people import Who
from kgw_tui.rules.dossier import Dossier, Earlier, Origin

from . import dossiers
from .dossiers import MADE, Maker
from .test_what_stays_in import said

SECRETS = ("geheim", "zwijger", "v-77", "v-78", "a-666", "q-666", "c-666", "punt 2", "item 2")
"""No word of these may be found, whatever its case."""
GENERAL = [
    (genre, form, audience)
    for genre, form in sorted(MAKERS)
    for audience in AUDIENCES
    if form != "txt" and (genre, form, audience) != ("minutes", "json", "group")
]
"""The text and, for the group itself, the JSON are the whole meeting, and say so (see `let_through`)."""


def walled() -> Dossier:
    """A meeting whose second item is confidential, with all that can lead out of it."""
    maker = Maker(["Sanne de Wit", "Karim Bouzid", "Rein Zwijger", "Loes Zwijger", "Piet Zwijger"])
    sanne, karim, rein, loes, piet = (Who(person=person.id) for person in maker.people)
    maker.item("Rooster", 10)
    maker.add(Note, "Iedereen leest het rooster.")
    open_item = maker.items[-1]
    maker.item(
        "Geheim gesprek",
        20,
        confidential=True,
        led_by=piet,
        papers=("Geheim dossier",),
        carried_from="secret-origin",
        adopts="secret-minutes",
        state="deferred",
        hint="geheime tip",
    )
    claim = maker.add(Assumption, "Geheime aanname", handle="C-666", status="accepted-risk", outcome="geheime reden")
    source = maker.add(Evidence, "Geheime bron", parent=claim.id)
    maker.add(Note, "Geheime opmerking", mentions=(rein,), themes=("geheim",))
    maker.add(Action, "Geheime actie", handle="A-666", owners=(rein,), due=dt.date(2026, 12, 1), outcome="geheim")
    maker.add(Question, "Geheime vraag?", handle="Q-666", outcome="geheim")
    maker.add(
        Decision,
        "Geheim besluit",
        handle="V-77",
        conditions="geheim",
        measure="geheim",
        review=dt.date(2027, 1, 1),
        stands_on=(claim.id,),
        outcome="geheim",
    )
    maker.add(Parked, "Geheim geparkeerd")
    maker.add(Movement, "", who=loes, arrives=True, time=dt.time(13, 40))
    maker.add(Movement, "", who=loes, arrives=False, time=dt.time(13, 50))
    maker.item("Rondvraag", 5, carried_from="secret-parked")
    maker.add(
        Decision,
        "Open besluit",
        handle="2026-020",
        stands_on=(claim.id, source.id),
        state="replaced",
        replaced_by="V-78",
    )
    maker.add(Evidence, "Open bron", parent=claim.id)
    maker.add(Action, "Open actie", handle="A-1", owners=(sanne,), put_aside=PutAside(handles=("C-666",)))
    meeting = msgspec.structs.replace(
        dossiers.everything().meeting,
        chair=sanne,
        minute_taker=karim,
        attendees=(
            Attendee(sanne),
            Attendee(karim),
            Attendee(rein, guest=True, guest_items=(2,)),
            Attendee(piet, False, notice=True, guest=True, guest_items=(2,)),
            Attendee(Who(name="Zwijger senior"), None, guest=True, guest_items=(2,)),
            Attendee(Who(name="Gast"), guest=True, guest_items=(1, 2)),
        ),
    )
    before = msgspec.structs.replace(meeting, id="before", handle="M-1", date=dt.date(2026, 10, 27), attendees=())
    secret_item = AgendaItem(id="s", created_at=MADE, meeting="before", title="Geheim van toen", confidential=True)
    earlier = Maker(first=6000)
    leftovers = (
        Earlier(earlier.add(Action, "Geheime oude actie", handle="A-666", outcome="geheim"), before, secret_item),
        Earlier(earlier.add(Question, "Geheime oude vraag?", handle="Q-666"), before, secret_item),
        Earlier(earlier.add(Action, "Geheim gehouden actie", handle="A-666", held_back=True), before, open_item),
    )
    origins = {
        "secret-origin": Origin(before, "Geheim van toen", confidential=True),
        "secret-minutes": Origin(before),
        "secret-parked": Origin(before, "Geheim geparkeerd", confidential=True),
    }
    return maker.dossier(meeting, open_before=leftovers, settled_here=leftovers, origins=origins)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("genre", "form", "audience"), GENERAL)
def test_nothing_of_a_confidential_item_is_found_outside_its_own_minutes(
    genre: Genre, form: Format, audience: Audience, language: str
) -> None:
    options = ExportOptions(language=language, audience=audience, speakers=True, untested=True)
    for several in ([walled()], [walled(), replace(walled(), open_before=())]):
        if len(several) > 1 and genre in {"minutes", "concise"}:
            continue
        try:
            content = said(render(several, genre, form, options), form).casefold()
        except NotFound:
            continue
        assert [secret for secret in SECRETS if secret in content] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_of_it_is_on_the_page_that_is_shown(language: str) -> None:
    content = render_page(walled(), language).casefold()
    assert [secret for secret in SECRETS if secret in content] == []


def test_its_own_minutes_tell_it_and_nothing_else() -> None:
    content = said(render(walled(), "minutes", "md", ExportOptions(confidential=True)), "md")
    for told in ("Geheim gesprek", "Geheim dossier", "Piet Zwijger", "Geheim besluit", "A-666", "Rein Zwijger"):
        assert told in content
    for other in ("Iedereen leest", "Open besluit", "Geheime oude actie", "Geheim gehouden"):
        assert other not in content


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_field_of_a_confidential_item_is_told_on_the_page_of_a_meeting(language: str) -> None:
    """Whatever fields an item gets some day."""
    whole, secret = walled(), "Vanwege de klacht"
    said: dict[object, object] = {str: secret, tuple[str, ...]: (secret,), Who | None: Who(name=secret)}
    own = {"id", "meeting", "zone", "created_by", "changed_by"}
    types = get_type_hints(AgendaItem)
    told = {name: said[kind] for name, kind in types.items() if kind in said and name not in own}
    assert {"title", "hint", "facts", "papers", "led_by"} <= told.keys()
    sections = tuple(
        replace(each, item=replace(each.item, **told)) if each.item is not None and each.item.confidential else each
        for each in whole.sections
    )
    assert sections != whole.sections
    assert secret not in render_page(replace(whole, sections=sections), language)
