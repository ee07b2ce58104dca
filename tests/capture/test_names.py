"""Finding the people and roles that a mark means."""

from __future__ import annotations

import pytest

from kgw_tui.i18n import language
from kgw_tui.records.people import Who
from kgw_tui.rules.directory import Directory, fold
from tests.capture.line_samples import DIRECTORY, PEOPLE, person


@pytest.mark.parametrize(
    ("mark", "key"),
    [
        ("Sanne de Wit", "sanne"),
        ("sannedewit", "sanne"),
        ("sanne", "sanne"),
        ("SANNE", "sanne"),
        ("wit", "sanne"),
        ("de wit", "sanne"),
        ("dwi", "sanne"),
        ("sdw", "sanne"),
        ("sw", "sanne"),
        ("swi", "sanne"),
        ("s", "sanne"),
        ("ppk", "ppk"),
        ("peter", "ppk"),
        ("peter-paul", "ppk"),
        ("fat", None),
        ("fati", "fatima"),
        ("idrissi", "fatima"),
        ("yildirim", "fatma"),
        ("Yıldırım", "fatma"),
        ("jose", "jose"),
        ("orsted", "jose"),
        ("kees", None),
        ("kb", "kees-b"),
        ("visser", "kees-v"),
        ("ans", None),
        ("oud collega", "gone"),
        ("oud", None),
        ("niemand", None),
        ("", None),
        (" ", None),
    ],
)
def test_any_part_of_a_name_finds_whom_it_can_only_mean(mark: str, key: str | None) -> None:
    assert DIRECTORY.find(mark) == (Who(person=key) if key else None)


def test_abbreviation_from_the_settings_finds_its_person() -> None:
    directory = Directory((person("w", "Sanne Bakker", "dwi"), person("i", "Dwight Pol")))
    assert directory.find("DWI") == Who(person="w")
    assert directory.find("dwig") == Who(person="i")


def test_those_present_go_before_equally_good_others() -> None:
    people = (person("a", "Jan Pol"), person("b", "Jan Vis"))
    assert Directory(people).find("jan") is None
    assert Directory(people, preferred=frozenset({"b"})).find("jan") == Who(person="b")
    assert [one.id for one in Directory(people, preferred=frozenset({"b"})).candidates("j")] == ["b", "a"]


def test_role_goes_before_a_person_but_not_before_an_alias() -> None:
    assert Directory((person("t", "Team Jansen"),)).find("team") == Who(role="team")
    assert Directory((person("t", "Tea Jansen", "team"),)).find("team") == Who(person="t")
    assert Directory(extra_roles=("zorgteam",)).find("Zorgteam") == Who(role="zorgteam")


def test_short_name_is_the_first_name_where_only_one_has_it() -> None:
    shorts = {one.id: DIRECTORY.short_name(Who(person=one.id)) for one in PEOPLE}
    assert shorts["sanne"] == "Sanne"
    assert shorts["kees-b"] == "Kees Bakker"
    assert shorts["jp"] == "J.P. van den Berg"
    assert shorts["same-1"] == "Ans Vis"
    assert shorts["h01ger"] == "h01ger"


def test_every_short_name_finds_its_person_again() -> None:
    for one in PEOPLE:
        who = Who(person=one.id)
        found = DIRECTORY.find(DIRECTORY.short_name(who))
        assert found == who or one.id in {"same-1", "same-2"}


@pytest.mark.parametrize(("code", "name"), [("nl", "leerling"), ("en", "student")])
def test_names_in_the_language_in_force(code: str, name: str) -> None:
    with language(code):
        assert DIRECTORY.name(Who(role="student")) == name
        assert DIRECTORY.names([Who(person="jan"), Who(name="congrescie")]) == "Jan Pol, congrescie"


def test_directory_of_odd_people_never_raises() -> None:
    directory = Directory((person("a", ""), person("b", "  "), person("c", "-"), person("d", "\u0301")))
    for mark in ("", "a", "-", "\u0301", "\ud800"):
        directory.find(mark)
        directory.candidates(mark)
    assert [directory.short_name(Who(person=key)) for key in "abcd"] == ["", "  ", "-", "\u0301"]


@pytest.mark.parametrize(
    ("text", "folded"), [("Ørsted", "orsted"), ("Łukasz", "lukasz"), (" É’ ", "e'"), ("STRAẞE", "strasse")]
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
