"""Every text that a user sees stands translated, with the same placeholders; the compiled files are what stands."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from tools.translations import MESSAGES, compiled, gather, messages, read, translated, twofold

FILES = sorted(MESSAGES.glob("*.po"))
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\(\w+\)s")


def texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, tuple | list) else [str(value)]


def test_every_text_in_the_code_is_translated_and_nothing_else_stands_there() -> None:
    wanted = {str(message.id) for message in messages(gather())}
    found = {str(message.id): message for message in messages(read(MESSAGES / "kgw.po"))}
    assert sorted(wanted - set(found)) == [], "run python tools/translations.py"
    assert sorted(set(found) - wanted) == [], "run python tools/translations.py"
    assert [key for key, message in found.items() if not translated(message)] == []


def test_no_text_stands_alone_and_with_a_plural() -> None:
    assert twofold() == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_placeholders_are_the_same_on_both_sides(path: Path) -> None:
    for message in messages(read(path)):
        wanted = {placeholder for text in texts(message.id) for placeholder in PLACEHOLDER.findall(text)}
        for text in texts(message.string):
            assert set(PLACEHOLDER.findall(text)) <= wanted, message.id
        assert {found for text in texts(message.string) for found in PLACEHOLDER.findall(text)} == wanted, message.id


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_is_fuzzy_or_left_over(path: Path) -> None:
    catalog = read(path)
    assert not catalog.obsolete
    assert not any(message.fuzzy for message in messages(catalog))
    assert "#~" not in path.read_text("utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_compiled_file_says_what_the_text_does(path: Path) -> None:
    written = read_mo(BytesIO(path.with_suffix(".mo").read_bytes()))
    fresh = read_mo(BytesIO(compiled(read(path))))
    assert {str(message.id): message.string for message in messages(written)} == {
        str(message.id): message.string for message in messages(fresh)
    }, "run python tools/translations.py"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_translation_begins_and_ends_as_its_text_does(path: Path) -> None:
    for message in messages(read(path)):
        for text in texts(message.string):
            source = texts(message.id)[0]
            assert text == text.strip() or source != source.strip(), message.id
            assert text.endswith("…") == source.endswith("…"), message.id
