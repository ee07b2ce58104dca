"""Lists of names in a header are read as people write them, and any name can be written so that it is read again."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kgw_tui.capture.names import ListedName, read_names, write_names

PARTS = (
    "a",
    "Jan",
    '"',
    "\\",
    ",",
    "(",
    ")",
    " en ",
    " and ",
    " ",
    "b",
    " behalve ",
    ";",
    "@x",
    "@{",
    "{",
    "}",
    "é",
    "😀",
)
NAMES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=8).map(lambda parts: "".join(parts).strip()).filter(bool)
LISTED = st.builds(
    ListedName, NAMES, alias=st.sampled_from(("", "jp")), notes=st.sampled_from(((), ("mk",), ("punt 2", "zk")))
)


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Sanne de Wit, Karim Bouzid en Fatima El Idrissi", ["Sanne de Wit", "Karim Bouzid", "Fatima El Idrissi"]),
        ("Ann Lee and Bo Ray", ["Ann Lee", "Bo Ray"]),
        ("Jan; Piet ;; , Klaas,", ["Jan", "Piet", "Klaas"]),
        ('"Van Dam en Zoon", Jan', ["Van Dam en Zoon", "Jan"]),
        ("k[n, ken[, [ken, [m]", ["k[n", "ken[", "[ken", "[m]"]),
        ('Jan "Jopie" Pol', ['Jan "Jopie" Pol']),
        ("", []),
    ],
)
def test_names_are_divided_by_commas_and_the_last_and(value: str, names: list[str]) -> None:
    assert [name.name for name in read_names(value)] == names


def test_what_stands_in_brackets_belongs_to_the_name() -> None:
    assert read_names("Jan Pol (mk), Ans Vis (@av) (punt 2, zk)") == [
        ListedName("Jan Pol", notes=("mk",)),
        ListedName("Ans Vis", alias="av", notes=("punt 2", "zk")),
    ]


def test_a_group_may_have_exceptions() -> None:
    assert read_names("team 2 behalve Ans en Jan, Karim") == [
        ListedName("team 2", excepted=("Ans", "Jan")),
        ListedName("Karim"),
    ]


@given(st.lists(LISTED, min_size=1, max_size=4))
@example([ListedName("a"), ListedName("@{"), ListedName("}")])
def test_any_name_comes_back(names: list[ListedName]) -> None:
    def plain(name: ListedName) -> tuple[str, str, tuple[str, ...]]:
        return name.name, name.alias, name.notes

    assert [plain(name) for name in read_names(write_names(names))] == [plain(name) for name in names]


@given(st.text())
def test_any_text_is_read(value: str) -> None:
    assert all(name.name for name in read_names(value))
