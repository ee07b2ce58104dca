"""The shipped content: the same in both languages, and short plain lines that a chair can read aloud."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

CONTENT = Path(__file__).parents[1] / "data" / "content"
NAMES = sorted(path.name for path in (CONTENT / "nl").glob("*.toml"))
LONGEST = {"title": 32, "ask": 110, "say": 110}
SAME = {"id", "set", "phase", "lead"}


def load(language: str, name: str) -> dict[str, object]:
    return tomllib.loads((CONTENT / language / name).read_text("utf-8"))


def leaves(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    """Every value that isn't a table or a list, with the keys that lead to it."""
    if isinstance(value, dict):
        for key, inner in cast("dict[str, object]", value).items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(cast("list[object]", value)):
            yield from leaves(inner, (*path, str(number)))
    else:
        yield path, value


def skeleton(document: dict[str, object]) -> list[tuple[tuple[str, ...], object]]:
    """What must be the same in both languages: tables, ids, numbers, and how many texts; not the texts themselves."""
    shape: list[tuple[tuple[str, ...], object]] = []
    for path, value in leaves(document):
        in_list = path[-1].isdigit()
        if not in_list:
            shape.append((path, value if path[-1] in SAME or not isinstance(value, str) else "text"))
    return shape


def test_both_languages_have_the_same_files() -> None:
    assert sorted(path.name for path in (CONTENT / "en").glob("*.toml")) == NAMES
    demo = {code: sorted(path.name for path in (CONTENT / "demo" / code).glob("*.txt")) for code in ("nl", "en")}
    assert demo["nl"] == demo["en"]
    assert len(NAMES) == 8


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_the_same_in_both_languages_but_for_its_texts(name: str) -> None:
    assert skeleton(load("nl", name)) == skeleton(load("en", name))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_texts_are_plain_short_lines(language: str, name: str) -> None:
    for path, value in leaves(load(language, name)):
        if not isinstance(value, str):
            continue
        key = next(part for part in reversed(path) if not part.isdigit())
        assert value or key == "phase", path
        assert value == unicodedata.normalize("NFC", value).strip(), path
        assert "\n" not in value, path
        assert len(value) <= LONGEST.get(key, 160), path


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_ids_are_ascii_words_and_each_is_there_once_in_its_table(language: str, name: str) -> None:
    def tables(value: object) -> Iterator[list[dict[str, object]]]:
        if isinstance(value, dict):
            for inner in cast("dict[str, object]", value).values():
                yield from tables(inner)
        elif isinstance(value, list):
            rows = [cast("dict[str, object]", row) for row in cast("list[object]", value) if isinstance(row, dict)]
            if rows:
                yield rows
            for row in rows:
                yield from tables(row)

    for rows in tables(load(language, name)):
        ids = [(row.get("set"), str(row["id"])) for row in rows if "id" in row]
        assert len(ids) == len(set(ids))
        assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found) for _set, found in ids)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_agenda_takes_as_long_as_its_items(language: str) -> None:
    agendas = cast("list[dict[str, object]]", load(language, "agendas.toml")["agenda"])
    for agenda in agendas:
        items = cast("list[dict[str, int]]", agenda["item"])
        assert agenda["minutes"] == sum(item["minutes"] for item in items), agenda["id"]
