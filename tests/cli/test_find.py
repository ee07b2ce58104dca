"""`kgw find` as a process: everything by words, kind, person, theme and day."""

from __future__ import annotations

import json

import pytest

from .processes import Kgw


def found(kgw: Kgw, *arguments: str) -> list[dict[str, object]]:
    outcome = kgw("find", *arguments, "--json")
    assert outcome.code == 0, outcome.err
    objects: list[dict[str, object]] = json.loads(outcome.out)
    return objects


def test_words_find_lines_notes_and_people(school: Kgw) -> None:
    kinds = [each["kind"] for each in found(school, "kwame")]
    assert {"person", "heard", "action"} <= set(kinds)
    assert kinds[0] == "person"


@pytest.mark.parametrize(
    ("arguments", "kinds"),
    [
        (("toets", "--kind", "besluit"), {"decision"}),
        (("toets", "--kind", "decision"), {"decision"}),
        (("besluit:", "toets"), {"decision"}),
        (("=", "toets"), {"decision"}),
        (("wandelgang:", "toets"), {"heard"}),
        (("!", "kwame"), {"action", "promise"}),
        (("toezegging:", "kwame"), {"promise"}),
        (("--kind", "persoon", "docent"), {"person"}),
    ],
)
def test_a_kind_is_named_by_an_option_a_word_or_its_mark(
    school: Kgw, arguments: tuple[str, ...], kinds: set[str]
) -> None:
    assert {each["kind"] for each in found(school, *arguments)} == kinds


def test_person_theme_and_day_narrow_it(school: Kgw) -> None:
    assert {each["handle"] for each in found(school, "--kind", "wandelgang", "--person", "@ravi")} == {"N-12"}
    everything = found(school, "--kind", "wandelgang", "--theme", "toetsing")
    lately = found(school, "--kind", "wandelgang", "--theme", "#toetsing", "--since", "2026-11-05")
    assert {str(each["handle"]) for each in lately} == {"N-9", "N-12"}
    assert len(everything) > len(lately)
    assert {str(each["handle"]) for each in found(school, "wandelgang:", "#toetsing", "sinds", "november")} == {
        "N-6", "N-7", "N-8", "N-9", "N-12",
    }  # fmt: skip


def test_a_handle_stands_first_and_rows_are_plain(school: Kgw) -> None:
    done = school("find", "n-3")
    assert done.lines[0].split("\t")[:3] == ["wandelgang", "N-3", "2026-10-29"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("qqxx",), 1, "niets heeft dat allemaal"),
        ((), 2, "waar zoek je naar?"),
        (("x", "--kind", "onzin"), 2, "is geen soort"),
    ],
)
def test_what_cant_be_found_gets_a_sentence(school: Kgw, arguments: tuple[str, ...], code: int, says: str) -> None:
    done = school("find", *arguments)
    assert done.code == code
    assert says in done.err
