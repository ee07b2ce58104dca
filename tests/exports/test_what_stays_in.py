"""What lists over several meetings hold, and what no general document tells of a confidential item."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from kgw_tui.errors import Refused
from kgw_tui.exports.options import Audience, ExportOptions, Format, Genre
from kgw_tui.exports.registry import MAKERS, render
from kgw_tui.records.entries import Action, Decision
from kgw_tui.rules.dossier import Dossier, Earlier
from kgw_tui.usecases.importing import import_text
from kgw_tui.usecases.reading import dossier_of
from tests.workspaces import workspace_at

from . import dossiers
from .dossiers import Maker

GENERAL = [(genre, form) for genre, form in sorted(MAKERS) if form not in {"txt", "ics"}]
"""All but the whole meeting, and calendars, which hold no decision that was replaced."""


def said(content: bytes, form: Format) -> str:
    """All that a document says, whatever it is packed in."""
    if form != "docx":
        return content.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("genre", ["actions", "decisions"])
def test_a_list_for_programs_holds_nothing_confidential_unless_asked(genre: Genre) -> None:
    general = render(dossiers.everything(), genre, "json").decode()
    assert all(word not in general for word in ("vervang", "Personele zaken", "V-01", "A-15", "confidential"))
    asked = json.loads(render(dossiers.everything(), genre, "json", ExportOptions(confidential=True)))
    assert [entry["handle"] for entry in asked] == ["A-15" if genre == "actions" else "V-01"]
    assert asked[0]["confidential"] is True


def replaced_by(number: str, handle: str = "2026-020", *, confidential: bool = False) -> Dossier:
    maker = Maker()
    maker.item("Formatie", confidential=confidential)
    day = dossiers.everything().meeting.date
    maker.add(Decision, "Een klas erbij", handle=handle, state="replaced", replaced_by=number, closed_on=day)
    return maker.dossier(dossiers.everything().meeting)


@pytest.mark.parametrize("form", ["docx", "md", "json", "csv", "ics"])
def test_an_open_action_under_what_is_held_back_stays_in(form: Format, tmp_path: Path) -> None:
    with workspace_at(tmp_path / "home") as workspace:
        for day, lines in (
            ("10", "? Stil {blijft binnen} {a1}\n! Bellen {bij a1}\n! Sloten bestellen"),
            ("24", "! Iets"),
        ):
            report = import_text(workspace, f"vergadering: MT\ndatum: 2026-11-{day}\n\n{lines}\n", language="nl")
        assert report.meeting
        content = said(render(dossier_of(workspace, report.meeting), "actions", form), form)
    assert "Sloten bestellen" in content
    assert "Bellen" not in content


@pytest.mark.parametrize(("genre", "form"), GENERAL)
def test_no_general_document_names_the_confidential_decision_that_replaced_another(genre: Genre, form: Format) -> None:
    assert "V-07" not in said(render(replaced_by("V-07"), genre, form), form)


@pytest.mark.parametrize("form", ["docx", "md"])
def test_a_number_that_may_be_known_is_named(form: Format) -> None:
    assert "2026-021" in said(render(replaced_by("2026-021"), "minutes", form), form)
    apart = render(replaced_by("V-08", "V-07", confidential=True), "minutes", form, ExportOptions(confidential=True))
    assert "V-08" in said(apart, form)


@pytest.mark.parametrize("form", ["docx", "md", "json", "csv", "ics"])
def test_a_list_over_a_period_holds_what_was_open_before_in_every_series(form: Format) -> None:
    def of(series: str, day: int, before: str) -> Dossier:
        whole = dossiers.everything()
        meeting = msgspec.structs.replace(
            whole.meeting, id=f"{series}{day}", series=series, date=whole.meeting.date.replace(day=day)
        )
        maker = Maker(first=9000 + day)
        action = maker.add(Action, before, handle=f"A-{day}")
        return structs.replace(whole, meeting=meeting, open_before=(Earlier(action, whole.meeting),))

    several = [of("a", 2, "Sloten bestellen"), of("b", 3, "Balie bezetten"), of("a", 16, "Stond er nog niet")]
    content = said(render(several, "actions", form), form)
    assert (content.count("Sloten bestellen"), content.count("Balie bezetten")) == (1, 1)
    assert "Stond er nog niet" not in content


@pytest.mark.parametrize("form", ["docx", "md", "json", "csv"])
@pytest.mark.parametrize("audience", ["mr", "board", "all"])
def test_other_readers_do_not_get_who_said_what_of_the_outcome(audience: Audience, form: Format) -> None:
    whole = dossiers.everything()
    maker = Maker([person.name for person in whole.directory.people])
    maker.item("Toetsdruk")
    maker.add(Action, "Fatima belt de ouders", status="done", outcome="Sanne wist van niets.")
    maker.add(
        Decision,
        "Twee toetsen per week",
        handle="2026-030",
        state="withdrawn",
        outcome="Sanne was boos.",
        conditions="Sanne gaat mee.",
        measure="Sanne telt.",
    )
    content = said(render(maker.dossier(whole.meeting), "minutes", form, ExportOptions(audience=audience)), form)
    assert "Sanne" not in content.partition("Toetsdruk")[2]
    assert "Fatima belt de ouders" in content


@pytest.mark.parametrize(("genre", "form"), sorted(MAKERS))
def test_confidential_items_are_made_for_nobody_but_the_group(genre: Genre, form: Format) -> None:
    with pytest.raises(Refused):
        render(dossiers.everything(), genre, form, ExportOptions(confidential=True, audience="mr"))
