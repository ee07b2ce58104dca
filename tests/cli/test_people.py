"""`kgw do @somebody …`: gone and back, another name, one of two, and erased, as processes."""

from __future__ import annotations

import json
from typing import cast

import pytest

from tests.cli.processes import Kgw

Object = dict[str, object]


@pytest.fixture
def leader(school: Kgw) -> Kgw:
    """kgw with the demo school, of which the head is at the keyboard."""
    assert school("setup", "--plain", stdin="nl\nMirjam Achterberg\nHet Getij\nMT-overleg\n\n").code == 0
    return school


def people(kgw: Kgw) -> list[str]:
    return [cast("str", each["name"]) for each in json.loads(kgw("list", "people", "--all", "--json").out)]


def everything(kgw: Kgw) -> str:
    """What the command line tells of all there is."""
    kinds = ("people", "meetings", "actions", "decisions", "questions", "notes", "promises")
    told = [kgw("list", kind, "--all", "--json").out or kgw("list", kind, "--json").out for kind in kinds]
    return "".join([*told, *(kgw("show", each).out for each in ("V-1", "V-2", "V-3"))])


def test_a_colleague_leaves_is_found_by_the_whole_name_only_and_comes_back(leader: Kgw) -> None:
    assert "is weg" in leader("do", "@daan", "vertrokken").out
    assert leader("do", "@dho", "terug").code == 1
    assert leader("do", "A-1", "overdragen", "@hoek").err != ""
    assert leader("do", "Daan Hoekstra", "terug").code == 0
    assert leader("do", "@daan", "functie", "docent").code == 0


def test_two_names_of_one_person_become_one_when_it_is_meant(leader: Kgw) -> None:
    assert leader("import", "-", stdin="@dh D. Hoekstra, docent geschiedenis\n@ia Iemand Anders\n").code == 0
    asked = leader("do", "D. Hoekstra", "dezelfde-als", "@daan")
    assert asked.code == 2
    assert "--yes" in asked.err
    assert "D. Hoekstra" in people(leader)
    done = leader("do", "D. Hoekstra", "dezelfde-als", "@daan", "--yes")
    assert (done.code, "Daan Hoekstra" in done.out) == (0, True), done.err
    assert "D. Hoekstra" not in people(leader)
    assert leader("do", "@daan", "dezelfde-als", "@daan", "--yes").code == 1


def test_a_name_that_is_erased_is_nowhere_any_more_and_it_says_what_has_it_still(leader: Kgw) -> None:
    assert "Hoekstra" in everything(leader)
    asked = leader("do", "@daan", "wissen")
    assert asked.code == 2
    assert "12 regels" in asked.err
    done = leader("do", "@daan", "wissen", "--yes")
    assert (done.code, "12 regels" in done.out) == (0, True), done.err
    assert "reservekopieën" in done.err
    assert "Daan" not in everything(leader)
    assert "Hoekstra" not in everything(leader)


def test_another_name_is_the_same_in_everything_that_is_shown(leader: Kgw) -> None:
    done = leader("do", "@daan", "hernoemen", "Daniëlle Hoekstra")
    assert (done.code, done.err) == (0, "")
    assert "Daan" not in everything(leader)
    assert "Daniëlle" in leader("show", "@danielle").out
    taken = leader("do", "@danielle", "hernoemen", "Ravi Jagernath")
    assert taken.code == 1
    assert "staat al in de lijst" in taken.err


def test_who_is_at_the_keyboard_isnt_erased(leader: Kgw) -> None:
    refused = leader("do", "@mirjam", "wissen", "--yes")
    assert refused.code == 1
    assert "Mirjam Achterberg" in people(leader)
