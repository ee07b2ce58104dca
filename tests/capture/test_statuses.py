"""What stands in braces behind a line: both languages are read, the document's is written, and all of it comes back."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgw_tui.capture.line import parse_line
from kgw_tui.capture.statuses import Status, begins_like_status, is_status, read_status, write_status
from kgw_tui.text import clean, clean_line
from tests.capture.line_samples import FILE, awkward

DAY = dt.date(2026, 11, 30)
BEFORE = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("gedaan 2026-11-30: lijst ligt er", Status("done", day=DAY, text="lijst ligt er")),
        ("done 2026-11-30: the list is there", Status("done", day=DAY, text="the list is there")),
        ("gedaan", Status("done")),
        ("Gedaan 30-11-2026", Status("done", day=DAY)),
        ("gedaan: 2026-11-30: toen", Status("done", text="2026-11-30: toen")),
        ("vervallen: geen geld", Status("dropped", text="geen geld")),
        ("beantwoord: ja", Status("answered", text="ja")),
        ("nog nagaan", Status("untested")),
        ("klopt", Status("holds")),
        ("klopt deels: alleen in 2c", Status("partly", text="alleen in 2c")),
        ("klopt niet", Status("refuted")),
        ("weerlegd", Status("refuted")),
        ("weten we niet", Status("unknown")),
        ("we don’t know", Status("unknown")),
        ("risico genomen: het moet nu", Status("accepted-risk", text="het moet nu")),
        ("geparkeerd", Status("parked")),
        ("voorgenomen", Status("proposed")),
        ("ter advies", Status("for-advice")),
        ("ter instemming", Status("for-consent")),
        ("ingetrokken 2026-11-30: achterhaald", Status("withdrawn", day=DAY, text="achterhaald")),
        ("vervangen door 2026-014", Status("replaced", labels=("2026-014",))),
        ("replaced 2026-11-30 by V-02: new law", Status("replaced", day=DAY, labels=("V-02",), text="new law")),
        ("stemming: 8-2-1", Status("vote", counts=(8, 2, 1))),
        ("stemming: 8-2", Status("vote", counts=(8, 2, 0))),
        ("stemming: 8 voor, 2 tegen, 1 onthouding", Status("vote", counts=(8, 2, 1))),
        ("vote: 8 for 2 against 1 abstained", Status("vote", counts=(8, 2, 1))),
        ("unaniem", Status("unanimous")),
        ("voorwaarde: als het kan", Status("condition", text="als het kan")),
        ("maat: 5 van de 54", Status("measure", text="5 van de 54")),
        ("ingang: 2026-11-30", Status("in-force", day=DAY)),
        ("in force 2026-11-30", Status("in-force", day=DAY)),
        ("nr 2026-014", Status("number", text="2026-014")),
        ("nr v-01", Status("number", text="V-01")),
        ("steunt op a1, a3 en a4", Status("stands-on", labels=("a1", "a3", "a4"))),
        ("stands on a1", Status("stands-on", labels=("a1",))),
        ("bij a2", Status("with", labels=("a2",))),
        ("a12", Status("label", labels=("a12",))),
        ("duurde 12 min 30 s", Status("spent", seconds=750)),
        ("komt: Jan Pol", Status("arrives", text="Jan Pol")),
        ("vertrouwelijk", Status("confidential")),
        ("geleid door: Jan Pol", Status("led-by", text="Jan Pol")),
        ("led by: Jan Pol", Status("led-by", text="Jan Pol")),
        ("stukken: Nota rooster; Advies van de MR;", Status("papers", names=("Nota rooster", "Advies van de MR"))),
        ("paper: a\\;b", Status("papers", names=("a;b",))),
        ("doorgeschoven", Status("deferred")),
        ("doorgeschoven naar de volgende vergadering", Status("deferred")),
        ("deferred to the next meeting", Status("deferred")),
        ("stelt vast 2026-11-30", Status("adopts", day=DAY)),
        ("stelt vast: 30-11-2026", Status("adopts", day=DAY)),
        ("adopts the minutes of 2026-11-30 m-7", Status("adopts", day=DAY, labels=("M-7",))),
        ("adopts M-7", Status("adopts", labels=("M-7",))),
        ("terug van 2026-11-30, M-7: Lestijden", Status("carried-from", day=DAY, labels=("M-7",), text="Lestijden")),
        ("uitgesteld 2026-11-30 van 2026-11-23: ziek", Status("put-off", day=DAY, before=BEFORE, text="ziek")),
        ("Put off 30-11-2026 from 23-11-2026", Status("put-off", day=DAY, before=BEFORE)),
        ("postponed 2026-11-30: waiting", Status("put-off", day=DAY, text="waiting")),
        ("teruggekoppeld 2026-11-30", Status("reported", day=DAY)),
        ("reported back: 2026-11-30", Status("reported", day=DAY)),
        ("back from M-7: Resits", Status("carried-from", labels=("M-7",), text="Resits")),
    ],
)
def test_each_status_is_read(words: str, status: Status) -> None:
    assert read_status(words) == status


@pytest.mark.parametrize(
    "words",
    [
        *("", "iets", "gedaan door Jan", "gedaan 2026-02-30", "klopt wel", "maat", "maat:", "komt", "unaniem: ja"),
        *("stemming: veel", "steunt op niets", "nr 14", "a0", "ingang: morgen", "vervangen door twee mensen"),
        *("nr 2026-014: x", "duurde", "duurde lang", "stemming 8-2-1: x"),
        *("stelt vast", "stelt vast dat het zo is", "stelt vast 2026-02-30 M-7", "terug van vakantie", "stukken: ;"),
        *("uitgesteld", "uitgesteld: ziek", "uitgesteld van 2026-11-23", "put off 2026-11-30 until 2026-12-01"),
        *("teruggekoppeld aan Jan", "stukken lopen", "geleid door", "doorgeschoven: later", "adopts M-"),
    ],
)
def test_what_is_no_status_stays_text(words: str) -> None:
    assert not is_status(words)


def test_a_slip_in_a_status_is_recognised_as_one() -> None:
    assert begins_like_status("gedaan door Jan")
    assert not begins_like_status("iets anders")
    assert not begins_like_status("gedaante")


TEXTS = awkward().map(lambda text: clean(text).strip())
OUTCOMES = ("open", "done", "dropped", "answered", "untested", "holds", "partly", "refuted", "unknown", "parked")


@given(st.sampled_from((*OUTCOMES, "withdrawn", "proposed")), st.none() | st.dates(dt.date(1000, 1, 1)), TEXTS)
def test_an_outcome_comes_back_in_either_language(code: str, day: dt.date | None, text: str) -> None:
    status = Status(code, day=day, text=text)
    for language in ("nl", "en"):
        assert read_status(write_status(status, language)[1:-1]) == status


@given(st.dates(dt.date(1000, 1, 1)), st.none() | st.dates(dt.date(1000, 1, 1)), TEXTS)
def test_each_time_that_something_was_put_off_comes_back(day: dt.date, before: dt.date | None, why: str) -> None:
    status = Status("put-off", day=day, before=before, text=why)
    for language in ("nl", "en"):
        assert read_status(write_status(status, language)[1:-1]) == status


@given(st.sampled_from(("condition", "measure", "hint", "arrives")), TEXTS.filter(bool))
def test_a_text_in_braces_comes_back_behind_any_line(code: str, text: str) -> None:
    status = Status(code, text=text)
    for language in ("nl", "en"):
        parsed = parse_line(f"een regel {write_status(status, language)}", FILE)
        assert (parsed.text, [read_status(words) for words in parsed.statuses]) == ("een regel", [status])


@given(st.lists(TEXTS.map(lambda text: clean_line(text).strip()).filter(bool), min_size=1, max_size=4))
def test_papers_come_back_each_by_itself(papers: list[str]) -> None:
    status = Status("papers", names=tuple(papers))
    for language in ("nl", "en"):
        assert read_status(write_status(status, language)[1:-1]) == status


def test_a_status_reads_well() -> None:
    assert write_status(Status("done", day=DAY, text="lijst ligt er"), "nl") == "{gedaan 2026-11-30: lijst ligt er}"
    assert write_status(Status("stands-on", labels=("a1", "a3")), "nl") == "{steunt op a1, a3}"
    papers = Status("papers", names=("Nota; deel 2", "Advies"))
    assert write_status(papers, "nl") == "{stukken: Nota\\; deel 2; Advies}"
    carried = Status("carried-from", day=DAY, labels=("M-7",), text="Lestijden")
    assert write_status(carried, "nl") == "{terug van 2026-11-30 M-7: Lestijden}"
    assert write_status(carried, "en") == "{back from 2026-11-30 M-7: Lestijden}"
    assert write_status(Status("vote", counts=(8, 2, 1)), "en") == "{vote: 8-2-1}"
