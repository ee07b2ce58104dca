"""Which sentence of corridor.toml helps with what is asked about a note."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from kgw_tui.data.content_files import content
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.record import stamp
from kgw_tui.rules.triage import helps_with, is_over

HEARD = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
ASKED = ("kind", "voices", "basis", "promise", "outcome")


def note(**fields: object) -> CorridorNote:
    return msgspec.convert(
        {**stamp(), "heard_at": HEARD, "text": "De toetsweek gaat niet door", **fields}, CorridorNote
    )


@pytest.mark.parametrize(
    ("asked", "raised", "fields", "step"),
    [
        ("kind", True, {}, "heard"),
        ("kind", False, {}, "role"),
        ("voices", True, {}, "pattern"),
        ("basis", True, {"kind": "signal"}, "known"),
        ("basis", True, {"kind": "rumour"}, "first-hand"),
        ("basis", True, {"kind": "rumour", "basis": "assumption"}, "known"),
        ("promise", True, {}, "pledge"),
        ("outcome", True, {"kind": "question"}, "wish"),
        ("outcome", True, {"kind": "incident"}, "who-must-know"),
        ("outcome", True, {"outcome": "to-action"}, "who-must-know"),
        ("outcome", True, {"outcome": "to-action", "reported_on": dt.date(2026, 11, 24)}, "tidy-up"),
        ("outcome", True, {"outcome": "nothing", "untold": "gaat niemand aan"}, "tidy-up"),
        ("reported", True, {}, ""),
    ],
)
def test_a_question_is_helped_by_the_step_that_fits_the_note(
    asked: str, raised: bool, fields: dict[str, object], step: str
) -> None:
    assert helps_with(asked, note(**fields), raised=raised) == step


@pytest.mark.parametrize("code", ["nl", "en"])
def test_every_sentence_that_may_help_stands_in_the_content(code: str) -> None:
    guide = content(code).corridor
    known = {each.id for each in (*guide.step, *guide.writing_hint)}
    kinds = ["", *(each.id for each in guide.kind)]
    ends = ["", *(each.id for each in guide.outcome)]
    for kind in kinds:
        for end in ends:
            for asked in ASKED:
                assert helps_with(asked, note(kind=kind, outcome=end), raised=False) in known


def test_what_is_watched_is_never_over() -> None:
    assert not is_over(note(outcome="watch", untold="nog niet"))
    assert not is_over(note(reported_on=dt.date(2026, 11, 24)))
