"""What goes wrong with files, in words that name the file and never obey it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator

import pytest

from kgw_tui.cli_files import sentence, show_name
from kgw_tui.i18n import language


@pytest.fixture(autouse=True)
def dutch() -> Iterator[None]:
    with language("nl"):
        yield


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, "notulen.txt bestaat niet"),
        (errno.EACCES, "notulen.txt mag je niet openen"),
        (errno.EPERM, "notulen.txt mag je niet openen"),
        (errno.EISDIR, "notulen.txt is een map; noem een bestand dat erin staat"),
        (errno.ENOTDIR, "notulen.txt is geen map"),
        (errno.EROFS, "notulen.txt is niet te schrijven: de schijf is alleen-lezen"),
        (errno.ENOSPC, "de schijf is vol; maak ruimte en probeer het opnieuw"),
        (errno.ENAMETOOLONG, "de naam notulen.txt is te lang"),
    ],
)
def test_each_fault_of_a_file_has_its_sentence(number: int, words: str) -> None:
    assert sentence(OSError(number, os.strerror(number), "notulen.txt")) == words


def test_a_fault_without_a_file_is_about_the_output() -> None:
    assert sentence(OSError(errno.EIO, "Input/output error")) == "de uitvoer: Input/output error"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("a\x1b[31mb", "a\ufffd[31mb"), (b"caf\xe9.txt", "caf\ufffd.txt"), ("[bold]", "[bold]"), ("a\nb", "a\ufffdb")],
)
def test_a_name_is_shown_without_what_a_terminal_would_obey(name: str | bytes, shown: str) -> None:
    assert show_name(name) == shown
