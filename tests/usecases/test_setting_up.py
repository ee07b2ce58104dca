"""The wizard's answers: what they make, that they can be skipped, and that asking again only changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kgw_tui.data.opening import open_workspace
from kgw_tui.records.people import GROUPS, PEOPLE, SERIES
from kgw_tui.usecases.setting_up import Answers, names_in, set_up, standing_answers
from kgw_tui.workspace import Workspace

FULL = Answers("nl", "Sanne de Wit", "Het Getij", "MT", ("Karim Bouzid", "Jan Pol (roostermaker)"))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "home")
    yield opened
    opened.close()


def names(workspace: Workspace) -> list[str]:
    return sorted(person.name for person in workspace.shared.all(PEOPLE))


def test_five_answers_make_people_a_group_a_series_and_the_settings(workspace: Workspace) -> None:
    set_up(workspace, FULL)
    people = {person.id: person for person in workspace.shared.all(PEOPLE)}
    (group,) = workspace.shared.all(GROUPS)
    (series,) = workspace.shared.all(SERIES)
    assert names(workspace) == ["Jan Pol", "Karim Bouzid", "Sanne de Wit"]
    assert [people[member].name for member in group.members] == ["Sanne de Wit", "Karim Bouzid", "Jan Pol"]
    assert people[group.chair].name == "Sanne de Wit"
    assert (series.title, series.group) == ("MT", group.id)
    assert people[workspace.settings.writer].name == "Sanne de Wit"
    assert (workspace.settings.school, workspace.settings.language) == ("Het Getij", "nl")
    assert workspace.settings.group == group.id
    assert {person.name: person.function for person in people.values()}["Jan Pol"] == "roostermaker"


def test_what_was_answered_is_there_the_next_time(workspace: Workspace) -> None:
    set_up(workspace, FULL)
    assert standing_answers(workspace) == Answers("nl", "Sanne de Wit", "Het Getij", "MT", ("Karim Bouzid", "Jan Pol"))


def test_the_same_answers_again_change_nothing(workspace: Workspace) -> None:
    set_up(workspace, FULL)
    before, cursor = workspace.settings, workspace.shared.cursor
    set_up(workspace, standing_answers(workspace))
    assert (workspace.settings, workspace.shared.cursor) == (before, cursor)


def test_every_question_can_be_skipped(workspace: Workspace) -> None:
    set_up(workspace, Answers())
    assert not workspace.shared.all(PEOPLE)
    assert standing_answers(workspace) == Answers()


def test_a_changed_name_renames_and_makes_nobody_new(workspace: Workspace) -> None:
    set_up(workspace, FULL)
    writer = workspace.settings.writer
    set_up(workspace, Answers(name="Sanne Wit-Pol"))
    assert workspace.settings.writer == writer
    assert names(workspace) == ["Jan Pol", "Karim Bouzid", "Sanne Wit-Pol"]


def test_a_changed_group_keeps_its_members_and_its_series(workspace: Workspace) -> None:
    set_up(workspace, FULL)
    set_up(workspace, Answers(group="Managementteam"))
    (group,) = workspace.shared.all(GROUPS)
    (series,) = workspace.shared.all(SERIES)
    assert (group.name, len(group.members)) == ("Managementteam", 3)
    assert (series.title, series.group) == ("Managementteam", group.id)


def test_who_is_no_longer_named_leaves_the_group_and_stays_known(workspace: Workspace) -> None:
    set_up(workspace, FULL)
    set_up(workspace, Answers(colleagues=("Karim Bouzid", "Fatima El Idrissi")))
    assert standing_answers(workspace).colleagues == ("Karim Bouzid", "Fatima El Idrissi")
    assert "Jan Pol" in names(workspace)


def test_colleagues_without_a_group_are_known_all_the_same(workspace: Workspace) -> None:
    set_up(workspace, Answers(name="Sanne de Wit", colleagues=("Karim Bouzid",)))
    assert names(workspace) == ["Karim Bouzid", "Sanne de Wit"]
    assert not workspace.shared.all(GROUPS)


def test_a_name_that_comes_after_the_group_joins_it(workspace: Workspace) -> None:
    set_up(workspace, Answers(group="MT", colleagues=("Karim Bouzid",)))
    set_up(workspace, Answers(name="Sanne de Wit"))
    (group,) = workspace.shared.all(GROUPS)
    assert group.members[0] == workspace.settings.writer
    assert len(group.members) == 2


@pytest.mark.parametrize(
    ("pasted", "names"),
    [
        ("A, B en C; D", ["A", "B", "C", "D"]),
        ("Sanne de Wit and Jan Pol & Fatima El Idrissi", ["Sanne de Wit", "Jan Pol", "Fatima El Idrissi"]),
        ("Jan Pol\nAns Vis\n", ["Jan Pol", "Ans Vis"]),
        ("- Jan Pol\n- Ans Vis", ["Jan Pol", "Ans Vis"]),
        ("Wit, Sanne de <s.dewit@school.nl>; Pol, Jan <j.pol@school.nl>", ["Sanne de Wit", "Jan Pol"]),
        ("Jan Pol <j@s.nl>, Ans Vis <a@s.nl>", ["Jan Pol", "Ans Vis"]),
        ("Jan Pol, jan pol, JAN POL", ["JAN POL"]),
        ("@jan, @ans", ["jan", "ans"]),
        ("Anne-Marie van 't Hof", ["Anne-Marie van 't Hof"]),
        ("", []),
        (" ,;\n ", []),
    ],
)
def test_names_are_found_in_what_is_pasted(pasted: str, names: list[str]) -> None:
    assert names_in(pasted) == names
