"""How do we know: the check of a claim in the flow, what a decision stands on, and the nudge that never blocks."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgw_tui.records.entries import Assumption, Decision, Evidence, Parked
from kgw_tui.screens.pick import PickScreen
from kgw_tui.screens.widgets.nudge_row import NudgeRow

from .chairing import Chair, meeting

CLAIM = "? Het komt door de toetsweken"
DECIDED = "= Twee toetsen per week >1 maart"


def claim_of(chair: Chair) -> Assumption:
    return next(entry for entry in chair.entries if isinstance(entry, Assumption))


def decision_of(chair: Chair) -> Decision:
    return next(entry for entry in chair.entries if isinstance(entry, Decision))


async def decide_on_the_claim(chair: Chair) -> None:
    """Link the decision to the claim: F8, mark it, Enter."""
    await chair.press("f8")
    await chair.until(lambda: isinstance(chair.app.screen, PickScreen))
    await chair.press("x", "enter")
    await chair.until(lambda: bool(decision_of(chair).stands_on))


async def test_one_key_asks_how_we_know_takes_evidence_and_sets_the_outcome(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk", CLAIM) as chair:
        await chair.press("f7")
        await chair.sees("Waar baseren we dit op?")
        await chair.says("Het komt door de toetsweken")
        await chair.enter("toetskalender: 60% valt erbuiten")
        await chair.says("klopt")
        await chair.enter("klopt niet: 60% van de toetsen valt erbuiten")
        await chair.until(lambda: claim_of(chair).status == "refuted")
        assert claim_of(chair).outcome == "60% van de toetsen valt erbuiten"
        [evidence] = [entry for entry in chair.entries if isinstance(entry, Evidence)]
        assert (evidence.text, evidence.parent) == ("toetskalender: 60% valt erbuiten", claim_of(chair).id)
        assert not chair.shows("Waar baseren we dit op?")
        await chair.enter("Een gewone regel")
        assert chair.texts[-1] == "Een gewone regel"


async def test_the_check_can_be_left_at_any_step_and_the_half_typed_line_comes_back(tmp_path: Path) -> None:
    async with meeting(tmp_path, CLAIM) as chair:
        await chair.type("half af")
        await chair.press("f7")
        await chair.until(lambda: chair.line == "")
        await chair.press("enter")
        await chair.says("klopt")
        await chair.press("escape")
        await chair.until(lambda: chair.line == "half af")
        assert claim_of(chair).status == "untested"


async def test_an_outcome_that_is_none_is_refused_with_a_word_and_stays_in_the_line(tmp_path: Path) -> None:
    async with meeting(tmp_path, CLAIM) as chair:
        await chair.press("f7", "f7")
        await chair.type("misschien wel")
        await chair.press("enter")
        await chair.says("begin met")
        assert chair.line == "misschien wel"


async def test_a_decision_on_an_unchecked_claim_is_nudged_about_once_and_typing_goes_on_over_it(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk", CLAIM) as chair:
        await chair.enter(DECIDED)
        await chair.says("F8")
        await decide_on_the_claim(chair)
        await chair.until(lambda: "iets wat niet is nagegaan" in chair.row_of(NudgeRow))
        assert "F8" in chair.row_of(NudgeRow)
        await chair.enter("En we gaan door")
        assert chair.texts[-1] == "En we gaan door"
        assert chair.row_of(NudgeRow) == ""
        await chair.press("f8", "enter")
        await chair.says("steunt op")
        assert chair.row_of(NudgeRow) == ""


async def test_a_decision_that_is_linked_to_nothing_is_never_nudged_about(tmp_path: Path) -> None:
    async with meeting(tmp_path, CLAIM, DECIDED) as chair:
        await chair.enter("Verder")
        assert chair.row_of(NudgeRow) == ""


@pytest.mark.parametrize("answer", ["1", "2", "3"])
async def test_the_nudge_is_answered_with_one_key_and_one_digit(tmp_path: Path, answer: str) -> None:
    async with meeting(tmp_path, "# Toetsdruk", CLAIM, DECIDED) as chair:
        await decide_on_the_claim(chair)
        await chair.press("f8", answer)
        if answer == "1":
            await chair.sees("Waar baseren we dit op?")
        elif answer == "2":
            await chair.says("risico")
            await chair.enter("de proef duurt maar tien weken")
            await chair.until(lambda: claim_of(chair).status == "accepted-risk")
            assert claim_of(chair).outcome == "de proef duurt maar tien weken"
        else:
            await chair.until(lambda: any(isinstance(entry, Parked) for entry in chair.entries))
        if answer != "1":  # while it is being checked it stands there
            assert chair.row_of(NudgeRow) == ""


async def test_a_risk_without_a_reason_is_refused(tmp_path: Path) -> None:
    async with meeting(tmp_path, CLAIM, DECIDED) as chair:
        await decide_on_the_claim(chair)
        await chair.press("f8", "2", "enter")
        await chair.says("reden")
        assert claim_of(chair).status == "untested"


async def test_l_on_a_decision_says_what_it_stands_on_and_can_take_it_back(tmp_path: Path) -> None:
    async with meeting(tmp_path, CLAIM, "+ toetskalender", DECIDED) as chair:
        await chair.press("up", "l")
        await chair.until(lambda: isinstance(chair.app.screen, PickScreen))
        await chair.press("1", "enter")
        await chair.until(lambda: decision_of(chair).stands_on == (claim_of(chair).id,))
        await chair.press("l", "1", "enter")
        await chair.until(lambda: decision_of(chair).stands_on == ())


async def test_a_parked_decision_that_is_one_again_keeps_its_number(tmp_path: Path) -> None:
    async with meeting(tmp_path, DECIDED) as chair:
        number = decision_of(chair).handle
        await chair.press("up", ">", "=")
        await chair.until(lambda: any(isinstance(entry, Decision) for entry in chair.entries))
        assert decision_of(chair).handle == number
