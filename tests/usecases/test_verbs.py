"""What can be done to a record may be said in either language, and in the words in which the lists show it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgw_tui.cli_words import entry_state
from kgw_tui.errors import Refused
from kgw_tui.i18n import language
from kgw_tui.records.meetings import Meeting
from kgw_tui.usecases.doing import VERBS, Deed, do, offered_verbs, read_verb
from kgw_tui.usecases.listing import Placed
from tests.usecases.meetings import hold_meeting
from tests.workspaces import workspace_at


@pytest.mark.parametrize("code", ["nl", "en"])
@pytest.mark.parametrize("kind", VERBS)
def test_every_verb_that_is_offered_is_understood_whatever_the_language(kind: str, code: str) -> None:
    with language(code):
        offered = offered_verbs(kind)
    assert [read_verb(word) for word in offered] == list(VERBS[kind])
    assert [read_verb(word) for word in VERBS[kind]] == list(VERBS[kind])


@pytest.mark.parametrize(
    ("words", "verb"),
    [
        ("gedaan", "done"),
        ("vervallen", "drop"),
        ("heropen", "reopen"),
        ("klopt", "holds"),
        ("klopt-deels", "partly"),
        ("klopt niet", "refuted"),
        ("Klopt-Niet", "refuted"),
        ("weten we niet", "unknown"),
        ("we don't know", "unknown"),
        ("risico genomen", "accepted-risk"),
        ("vastgesteld", "adopt"),
    ],
)
def test_a_verb_is_understood_as_people_say_it(words: str, verb: str) -> None:
    assert read_verb(words) == verb


@pytest.mark.parametrize("words", ["", "-", "vlieg", "klopt misschien"])
def test_other_words_are_no_verb(words: str) -> None:
    assert read_verb(words) is None


@pytest.mark.parametrize("code", ["nl", "en"])
@pytest.mark.parametrize(
    ("handle", "verb"),
    [
        *(("A-1", verb) for verb in ("done", "drop")),
        *(("Q-1", verb) for verb in ("answer", "drop")),
        *(("C-1", verb) for verb in ("holds", "partly", "refuted", "unknown", "accepted-risk", "parked")),
        ("2026-001", "withdraw"),
    ],
)
def test_the_word_that_a_list_shows_does_what_it_says(tmp_path: Path, handle: str, verb: str, code: str) -> None:
    with workspace_at(tmp_path / "home", code) as workspace:
        hold_meeting(workspace)
        done = do(workspace, handle, Deed(verb, "daarom"))
        assert isinstance(done, Placed)
        assert read_verb(entry_state(done.entry)) == verb


def test_what_can_be_done_is_told_in_the_language_of_the_screen(tmp_path: Path) -> None:
    with workspace_at(tmp_path / "home") as workspace:
        hold_meeting(workspace)
        with pytest.raises(Refused, match=r"'intrekken'.*gedaan, vervallen, heropen"):
            do(workspace, "A-1", Deed("withdraw"))


def test_minutes_that_are_opened_again_are_a_draft_until_somebody_adopts_them(tmp_path: Path) -> None:
    with workspace_at(tmp_path / "home") as workspace:
        hold_meeting(workspace)
        for verb in ("close", "adopt", "reopen", "close"):
            meeting = do(workspace, "M-1", Deed(verb))
        assert isinstance(meeting, Meeting)
        assert (meeting.state, meeting.minutes_state, meeting.adopted_on) == ("closed", "draft", None)
