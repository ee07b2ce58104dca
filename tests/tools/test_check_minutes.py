"""All of a capture file stands in its Word minutes, and the script that checks it would say so if it didn't."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from tools.check_minutes import check, faults, paragraphs

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "data" / "content" / "demo"
REAL = sorted((ROOT / ".." / "shared" / "real").glob("*.txt"))

FILE = """vergadering: Team
datum: 2026-11-24
aanwezig: Jan Pol

## Rooster (10)
Dat het rooster vol is
! Bel de ouders @jan >2026-12-03
= Het wordt maandag #rooster
; dit is van mij
## Personeel {vertrouwelijk}
Dit hoort niemand
## Rest
Blijft liggen {blijft binnen}
"""
IN_WORD = (
    "Notulen Team",
    "Rooster",
    "Dat het rooster vol is",
    "Actie A-1: Bel de ouders\nJan Pol · donderdag 3 december 2026",
    "Besluit 2026-001: Het wordt maandag",
    "Vertrouwelijk punt",
    "Rest",
)


def word(*texts: str) -> bytes:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_all_of_the_demo_stands_in_the_minutes(language: str) -> None:
    folder = DEMO / language
    files = [folder / f"{name}.txt" for name in ("people", "meeting-1", "plc", "corridor", "visits", "meeting-2")]
    assert check(files, language) == []


@pytest.mark.skipif(not REAL, reason="the real minutes aren't here")
@pytest.mark.parametrize("file", REAL, ids=lambda file: file.stem)
def test_all_of_real_minutes_stands_in_the_minutes(file: Path) -> None:
    assert check([file], "nl") == []


def test_a_whole_document_is_found_whole() -> None:
    assert faults(FILE, word(*IN_WORD), "nl") == []


@pytest.mark.parametrize("number", range(1, 5))
def test_what_is_left_out_is_missed(number: int) -> None:
    (fault,) = faults(FILE, word(*IN_WORD[:number], *IN_WORD[number + 1 :]), "nl")
    assert "missing" in fault


def test_what_stands_out_of_order_is_missed() -> None:
    assert faults(FILE, word(*IN_WORD[:2], IN_WORD[3], IN_WORD[2], *IN_WORD[4:]), "nl")


def test_what_stands_twice_is_noticed() -> None:
    (fault,) = faults(FILE, word(*IN_WORD, IN_WORD[4]), "nl")
    assert "2 times" in fault


@pytest.mark.parametrize("secret", ["dit is van mij", "Dit hoort niemand", "Blijft liggen"])
def test_what_ought_not_to_leave_is_noticed(secret: str) -> None:
    (fault,) = faults(FILE, word(*IN_WORD, secret), "nl")
    assert "ought not" in fault


@pytest.mark.parametrize("line", ["Jan Smit · donderdag 3 december 2026", "Jan Pol · vrijdag 4 december 2026"])
def test_another_owner_or_day_is_noticed(line: str) -> None:
    assert faults(FILE, word(*IN_WORD[:3], f"Actie A-1: Bel de ouders\n{line}", *IN_WORD[4:]), "nl")


ITEM = """vergadering: Team
datum: 2026-11-24
verwacht: Jan Pol

## Rooster (10) {doorgeschoven}
    {geleid door: Ans Vis}
    {stukken: Nota rooster; Advies}
= Het wordt maandag {voorwaarde: als het kan} {ingetrokken 2026-11-30: het kan niet}
## Personeel {vertrouwelijk}
    {stukken: Dossier}
"""
TOLD = (
    "Aanwezigheid\tniet genoteerd van Jan Pol",
    "Rooster",
    "Onder leiding van Ans Vis\nStukken: Nota rooster; Advies",
    "Besluit 2026-001 (ingetrokken): Het wordt maandag\nVoorwaarde: als het kan\nhet kan niet",
)


def test_what_braces_say_is_looked_for() -> None:
    assert faults(ITEM, word(*TOLD), "nl") == []


@pytest.mark.parametrize("words", ["Jan Pol", "Ans Vis", "Nota rooster", "Advies", "als het kan", "het kan niet"])
def test_what_braces_say_and_nobody_is_told_is_missed(words: str) -> None:
    (fault,) = faults(ITEM, word(*(text.replace(words, "iets") for text in TOLD)), "nl")
    assert words in fault


def test_papers_of_a_confidential_item_are_noticed() -> None:
    (fault,) = faults(ITEM, word(*TOLD, "Stukken: Dossier"), "nl")
    assert "ought not" in fault


def test_what_stands_in_the_file_stands_in_the_minutes_that_are_made(tmp_path: Path) -> None:
    file = tmp_path / "team.txt"
    file.write_text(ITEM, "utf-8")
    assert check([file], "nl") == []


def test_tables_are_read_where_they_stand() -> None:
    document = docx.Document()
    document.add_paragraph("voor")
    document.add_table(1, 2).rows[0].cells[1].text = "in"
    document.add_paragraph("na")
    file = io.BytesIO()
    document.save(file)
    assert paragraphs(file.getvalue()) == ["voor", "", "in", "na"]
