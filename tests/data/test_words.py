"""What the system says of a file is said in the language of whoever reads it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgw_tui import i18n
from kgw_tui.data.damage import in_short, unavailable, unreadable


@pytest.fixture
def dutch() -> Iterator[None]:
    with i18n.language("nl"):
        yield


@pytest.mark.usefixtures("dutch")
@pytest.mark.parametrize("code", sorted(errno.errorcode))
def test_no_english_stands_in_a_dutch_sentence(code: int) -> None:
    error = OSError(code, os.strerror(code))
    for sentence in (str(unavailable(error, Path("map"))), str(unreadable(error, Path("map"))), in_short(error)):
        assert os.strerror(code) not in sentence


@pytest.mark.usefixtures("dutch")
def test_the_commonest_have_words_and_the_rest_their_number() -> None:
    assert in_short(OSError(errno.ENOTDIR, "Not a directory")) == "er staat iets anders in de weg, waar een map hoort"
    assert in_short(OSError(errno.EBADF, "Bad file descriptor")) == f"fout {errno.EBADF}"
    assert in_short(OSError("nothing that the system said")) == "OSError"
