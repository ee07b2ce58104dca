"""Every benchmark runs, and what it prints is a measurement. How fast anything is, no test decides."""

from __future__ import annotations

import math

import pytest

from benchmarks.__main__ import NAMES, script, table
from benchmarks.measuring import Row, Samples, alternate, percentile

PART = 10
"""The part of the records that the scripts have here."""
FEW = 100


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_each_script_measures_subject_and_floor_in_one_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for constant, size in vars(script(name)).items():  # how fast it is with many records isn't asked here
        if constant == "SIZES":
            monkeypatch.setattr(script(name), constant, tuple(each // PART for each in size))
        elif constant == "RECORDS":
            monkeypatch.setattr(script(name), constant, max(size // PART, FEW))
    result = script(name).measure(quick=True)

    assert result.rows
    for row in result.rows:
        assert all(math.isfinite(figure) for figure in (row.subject, row.floor, row.value))
        assert row.subject > 0 or row.comparison == " bytes"
        assert row.floor > 0
    assert len(table(list(result.rows))) == 2 + len(result.rows)


def test_the_table_says_whether_a_goal_is_met() -> None:
    rows = [
        Row("a", "fast enough", 1.0, 1.0, "ms", 1.0, goal=1.5),
        Row("b", "too slow", 2.0, 1.0, "ms", 2.0, goal=1.5),
        Row("c", "faster", 1.0, 6.0, "ms", 6.0, "× as fast", goal=5.0, at_least=True),
        Row("d", "told only", 1.0, 1.0, "bytes", 1.0),
    ]

    holds = [line.split()[-1] for line in table(rows)[2:]]

    assert holds == ["yes", "NO", "yes", "1×"]


def test_floor_and_subject_take_turns_in_going_first() -> None:
    order: list[str] = []
    acts = {name: lambda name=name: order.append(name) for name in ("floor", "kgw", "peer")}

    alternate(acts, 3, Samples())

    assert order == ["floor", "kgw", "peer", "kgw", "peer", "floor", "peer", "floor", "kgw"]


def test_percentiles_lie_between_the_values_in_proportion() -> None:
    values = [4.0, 1.0, 3.0, 2.0, 5.0]

    assert [percentile(values, percent) for percent in (0, 50, 75, 90, 100)] == [1.0, 3.0, 4.0, 4.6, 5.0]
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)


def test_one_slow_batch_doesnt_decide() -> None:
    samples = Samples()
    for slowness in (1.0, 1.0, 40.0):
        samples.begin_batch()
        for value in (1.0, 2.0, 3.0):
            samples.add("kgw", value * slowness)
            samples.add("floor", value)

    assert samples.at("kgw", 50) == 2.0
    assert samples.ratio("kgw", "floor", 50) == 1.0
