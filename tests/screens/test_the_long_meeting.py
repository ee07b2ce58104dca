"""Ninety minutes at the keyboard: a whole meeting typed fast into the real app, and the Word file that tells it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from docx import Document

from kgw_tui.data.opening import open_workspace
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES, Assumption, Decision, Movement

from .playing import Player
from .terminals import CTRL_Q
from .the_story import CLOSING, ENTER, F8, STORY, TOLD, Language, Step


@pytest.mark.slow
@pytest.mark.parametrize("code", ["nl", "en"])
def test_ninety_minutes_are_typed_fast_and_the_word_file_tells_them(tmp_path: Path, code: Language) -> None:
    with closing(Player(tmp_path, code)) as player:
        player.begin()
        player.play(STORY)
        player.catch_up()
        player.play(CLOSING)
        player.terminal.send(CTRL_Q)
        assert player.terminal.ends() == 0
    check_records(tmp_path, player, STORY)
    check_document(tmp_path, player, STORY)


ROUNDS = 12


@pytest.mark.slow
def test_what_is_typed_on_behind_keys_that_open_something_comes_in_order(tmp_path: Path) -> None:
    """All at once: a claim, a decision, F8 and the claim in the list that opens, a sentence, over and over."""
    with closing(Player(tmp_path, "nl")) as player:
        player.begin()
        for number in range(ROUNDS):
            claims = f"? bewering {number}{ENTER}= besluit {number}{ENTER}"
            player.terminal.send(
                f"# Punt {number}{ENTER}{claims}{F8}1{ENTER}zin na {number}{ENTER}en nog een {number}{ENTER}"
            )
            player.terminal.watch(0.0)
        player.terminal.sees(f"en nog een {ROUNDS - 1}")
        player.terminal.until(lambda: player.terminal.line == "")
    with closing(open_workspace(tmp_path / "home")) as workspace:
        entries = workspace.shared.query(ENTRIES, meeting=player.meeting_id)
    entries.sort(key=lambda entry: (entry.order, entry.id))
    said = ("bewering", "besluit", "zin na", "en nog een")
    assert [entry.text for entry in entries] == [f"{words} {number}" for number in range(ROUNDS) for words in said]
    claims = [entry.id for entry in entries if isinstance(entry, Assumption)]
    assert [entry.stands_on for entry in entries if isinstance(entry, Decision)] == [(claim,) for claim in claims]


def check_records(folder: Path, player: Player, story: tuple[Step, ...]) -> None:
    """Every character has arrived, in order."""
    with closing(open_workspace(folder / "home")) as workspace:
        entries = workspace.shared.query(ENTRIES, meeting=player.meeting_id)
        entries.sort(key=lambda entry: (entry.order, entry.id))
        notes = sorted(workspace.private.query(PRIVATE_NOTES, meeting=player.meeting_id), key=lambda note: note.id)
    typed = [text for step in story for text in step.kept[player.which]]
    assert [entry.text for entry in entries if not isinstance(entry, Movement)] == typed
    assert [f"; {note.text}\r" for note in notes] == private(story, player.which)


def private(story: tuple[Step, ...], which: int) -> list[str]:
    return [step.keys[which] for step in story if step.keys[which].startswith(";")]


def check_document(folder: Path, player: Player, story: tuple[Step, ...]) -> None:
    """All that may leave stands in the document, and nothing else."""
    (path,) = folder.glob("*.docx")
    document = Document(str(path))
    nodes = (node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))
    told = "".join(nodes)
    said = [(text, step.walled) for step in story for text in step.kept[player.which]]
    for text, walled in said[1:]:
        assert (text in told) != walled, text
    assert said[0][0] not in told, "it was kept out"
    for words in TOLD:
        assert words[player.which] in told
    for note in private(story, player.which):
        assert note.strip("; \r") not in told
