"""What stands in a Word document, against the record."""

from __future__ import annotations

import io
import re

import pytest
from docx2python import docx2python
from hypothesis import HealthCheck, given, settings

from benchmarks.naive_minutes import build_naive
from kgw_tui.exports.options import ExportOptions
from kgw_tui.exports.reading import read
from kgw_tui.exports.registry import render
from kgw_tui.exports.wordml import legal
from kgw_tui.records.entries import Action, Assumption, Decision, Evidence, Note, Parked
from kgw_tui.rules.dossier import Dossier

from . import dossiers
from .dossiers import Maker
from .strategies import AWKWARD
from .strategies import dossiers as any_dossier
from .word_text import styled, texts

EN = ExportOptions(language="en")
_MARK = re.compile(r"⟦(\d+)⟧")
many = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _expected(dossier: Dossier) -> list[str]:
    """The texts of titles and entries that may be seen, in order."""
    expected: list[str] = []
    for part in read(dossier, EN).parts:
        if part.number and not part.walled:
            expected.append(part.title)
        expected += [each.text for line in part.lines for each in line.walk()]
    return expected


@many
@given(any_dossier())
def test_every_title_and_entry_stands_in_the_minutes_once_and_in_order(dossier: Dossier) -> None:
    written = "\n".join(texts(render(dossier, "minutes", "docx", EN)))
    plain = re.sub(r"Stands on: .*", "", written)  # names claims that stand above
    expected = _expected(dossier)
    assert _MARK.findall(plain) == _MARK.findall("\n".join(expected))
    for text in expected:
        assert legal(text) in written


@many
@given(any_dossier())
def test_docx2python_reads_the_same_text_in_the_same_order(dossier: Dossier) -> None:
    package = render(dossier, "minutes", "docx", EN)
    with docx2python(io.BytesIO(package)) as read_back:
        body = read_back.body_runs
    flat = "\n".join(str(run) for table in body for row in table for cell in row for par in cell for run in par)
    plain = re.sub(r"Stands on: [^\n]*", "", flat)
    assert _MARK.findall(plain) == _MARK.findall("\n".join(_expected(dossier)))


@many
@given(any_dossier())
def test_lists_hold_every_visible_decision_and_action_once_and_in_order(dossier: Dossier) -> None:
    reading = read(dossier, EN)
    decisions = "\n".join(texts(render(dossier, "decisions", "docx", EN)))
    wanted = [line.text for _part, line, _entry in reading.of(Decision)]
    for text in wanted:
        assert decisions.count(legal(text)) == 1
    actions = "\n".join(texts(render(dossier, "actions", "docx", EN)))
    for kind in (Action, Parked):
        for _part, line, _entry in reading.of(kind):
            assert actions.count(legal(line.text)) == 1


def test_what_is_held_back_never_leaves_nor_what_belongs_to_it() -> None:
    maker = Maker()
    maker.item("Item")
    claim = maker.add(Assumption, "kept out", held_back=True)
    maker.add(Evidence, "grounds of what is kept out", parent=claim.id)
    maker.add(Note, "said aloud")
    maker.add(Action, "secret action", held_back=True)
    dossier = maker.dossier(dossiers.everything().meeting)
    for genre, form in (("minutes", "docx"), ("concise", "docx"), ("actions", "docx")):
        written = "\n".join(texts(render(dossier, genre, form, EN)))
        assert "kept out" not in written
        assert "secret" not in written
    for genre, form in (("minutes", "md"), ("minutes", "json"), ("minutes", "csv"), ("actions", "json")):
        written = render(dossier, genre, form, EN).decode()
        assert "kept out" not in written
        assert "secret" not in written


def test_a_confidential_item_shows_that_it_was_there_and_nothing_else() -> None:
    dossier = dossiers.everything()
    for genre in ("minutes", "concise", "decisions", "actions"):
        written = "\n".join(texts(render(dossier, genre, "docx", EN)))
        for word in ("Personele zaken", "zieke collega", "vervang", "V-01", "A-15"):
            assert word not in written
    headings = [text for style, text in styled(render(dossier, "minutes", "docx", EN)) if style == "Heading1"]
    assert headings[3] == "Confidential item"


def test_confidential_items_have_minutes_of_their_own_under_their_own_number() -> None:
    package = render(dossiers.everything(), "minutes", "docx", ExportOptions(language="en", confidential=True))
    written = styled(package)
    assert [text for style, text in written if style == "Heading1"] == ["Personele zaken"]
    assert ("Subtitle", "CONFIDENTIAL · DRAFT") in written
    assert any(text.startswith("Decision V-01: De vervanging loopt door") for _style, text in written)
    assert not any("Toetskalender" in text for _style, text in written)


def test_each_kind_is_set_off_in_its_own_style_with_what_belongs_to_it() -> None:
    written = styled(render(dossiers.everything(), "minutes", "docx", EN))
    assert (
        "KgwDecision",
        "Decision 2026-014: De toetskalender per klas gaat naar twee toetsen per week\n"
        "8 for, 2 against, 1 abstained · in force from 11 January 2027 · review on 1 March 2027\n"
        "Condition: De secties leveren hun toetsdata voor 15 december aan.\n"
        "Measure: Hooguit 5 van de 54 klasweken met drie of meer toetsen.\n"
        "Stands on: Het komt door de toetsweken (does not hold); "
        "Twee toetsen per week is voor elk vak haalbaar "
        "(risk taken: We proberen het één periode; in maart kijken we opnieuw)",
    ) in written
    assert (
        "KgwAction",
        "Action A-12, Fatima El Idrissi, Karim Bouzid: Toetskalender per klas uitdraaien\n"
        "By Friday 27 November 2026 · urgent",
    ) in written
    assert ("KgwAction", "Action A-13: Leerlingpanel in januari herhalen\nOwner still to be agreed") in written
    assert (
        "KgwAction",
        "Action A-14, Sanne de Wit: De MR inlichten\nDone on 25 November 2026\nStaat op de agenda van 2 december.",
    ) in written
    assert ("KgwAssumption", "Assumption, to check: Leerlingen leren alleen nog voor het cijfer") in written
    assert ("KgwEvidence", "Leerlingpanel oktober: 14 van de 20 zeggen dit zelf") in written
    assert (
        "KgwQuestion",
        "Open question Q-3, Karim Bouzid: Wie mag het rooster tussentijds wijzigen?\nBy Tuesday 8 December 2026",
    ) in written
    assert ("KgwDecision", "Decision 2026-015 (for consent): We beginnen om 8.15 uur\nUnanimous") in written
    assert (
        "KgwDecision",
        "Decision 2026-016 (withdrawn on 3 December 2026): De pauze duurt 25 minuten\nPast niet in de bustijden.",
    ) in written
    assert ("KgwParked", "Parked: Herkansingen") in written


def test_phases_are_headings_where_they_were_used_and_nowhere_else() -> None:
    written = styled(render(dossiers.everything(), "minutes", "docx", EN))
    outline = [(style, text) for style, text in written if style.startswith("Heading")]
    assert outline == [
        ("Heading1", "Opening en mededelingen"),
        ("Heading1", "Toetsdruk leerjaar 2"),
        ("Heading2", "Why"),
        ("Heading2", "How"),
        ("Heading1", "Rooster 2027"),
        ("Heading1", "Confidential item"),
        ("Heading1", "Rondvraag"),
    ]


def test_line_times_are_never_printed() -> None:
    dossier = dossiers.everything()
    for genre in ("minutes", "concise", "decisions", "actions"):
        written = "\n".join(texts(render(dossier, genre, "docx", EN)))
        assert "13:04" not in written
        assert "13:12" not in written


def test_concise_minutes_hold_what_came_of_it_and_not_what_was_said() -> None:
    written = "\n".join(texts(render(dossiers.everything(), "concise", "docx", EN)))
    for kept in (
        "Het komt door de toetsweken",
        "Decision 2026-014",
        "Action A-12",
        "Open question Q-3",
        "Herkansingen",
    ):
        assert kept in written
    for left_out in ("Drie mentoren", "alleen nog voor het cijfer", "Leerlingpanel oktober", "Why"):
        assert left_out not in written
    assert "Discussed, without decisions or actions." in written


@pytest.mark.parametrize("text", AWKWARD)
def test_any_text_survives(text: str) -> None:
    maker = Maker([text])
    maker.item(" ".join(text.split()))
    maker.add(Note, text)
    maker.add(Decision, text, conditions=text)
    dossier = maker.dossier(dossiers.everything().meeting)
    assert legal(text) in texts(render(dossier, "minutes", "docx", EN))


def test_a_line_of_100_kilobytes_survives() -> None:
    maker = Maker()
    text = "toets 🎉 & <klas> " * 6000
    maker.add(Note, text)
    dossier = maker.dossier(dossiers.everything().meeting)
    assert text in texts(render(dossier, "minutes", "docx", EN))


def test_what_xml_cannot_carry_is_dropped_and_the_rest_kept() -> None:
    maker = Maker()
    maker.add(Note, "voor\x00\x1b\ud800\ufffena")
    dossier = maker.dossier(dossiers.everything().meeting)
    assert "voorna" in texts(render(dossier, "minutes", "docx", EN))


@pytest.mark.parametrize(
    "dossier", [dossiers.everything(), dossiers.crowded(), dossiers.demo("nl", 2), dossiers.long()]
)
def test_the_naive_peer_of_the_benchmark_writes_the_same_text(dossier: Dossier) -> None:
    naive = [re.sub(r"^\d+ ", "", text) for text in texts(build_naive(dossier))]
    ours = [re.sub(r"^\d+ ", "", text) for text in texts(render(dossier, "minutes", "docx"))]
    assert naive == [ours[0].replace("\N{NO-BREAK SPACE}", " "), *ours[1:]]
