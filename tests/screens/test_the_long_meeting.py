"""Ninety minutes at the keyboard: a whole meeting typed fast into the real app, and the Word file that tells it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from docx import Document

from kgw_tui.data.opening import open_workspace
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES, Movement

from .playing import Player
from .terminals import CTRL_Q
from .the_story import CLOSING, STORY, TOLD, Language, Step


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
