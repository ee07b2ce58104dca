"""Initials: nobody has those of another, and they are as short as that allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgw_tui.records.people import Person
from kgw_tui.rules.initials import initials_of

from ..workspaces import TUESDAY


def people(*names: str) -> list[Person]:
    return [Person(id=f"{number:03}", created_at=TUESDAY, name=name) for number, name in enumerate(names)]


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (("Karim Bouzid", "Sanne de Wit", "Fatima El Idrissi"), ("KB", "SW", "FI")),
        (("Karim Bouzid", "Koen Bos"), ("KaB", "KoB")),
        (("Karim Bouzid", "Karin Bos", "Jan Pol"), ("KBou", "KBos", "JP")),
        (("Jan Pol", "Jan Pol"), ("JP1", "JP2")),
        (("J. Pol", "Jo"), ("JP", "Jo")),
        (("Anne-Marie Pol",), ("AP",)),
        (("李 明",), ("李明",)),
        (("de Wit", "de"), ("Wi", "De")),
    ],
)
def test_they_are_as_people_write_them_and_longer_only_where_two_have_the_same(
    names: tuple[str, ...], wanted: tuple[str, ...]
) -> None:
    found = initials_of(people(*names))
    assert tuple(found[each] for each in sorted(found)) == wanted


@given(st.lists(st.text(max_size=12), max_size=12))
def test_nobody_has_those_of_another_whatever_people_are_called(names: list[str]) -> None:
    found = initials_of(people(*names))
    assert len(found) == len(names)
    assert len(set(found.values())) == len(names)
    assert all(found.values())
