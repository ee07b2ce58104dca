"""Going up into what was said: each key there does what the row of keys says, and what was typed comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgw_tui.records.entries import PRIVATE_NOTES, Action, Assumption, Decision, Evidence, Note, Parked, Question

from .chairing import Chair, meeting

SAID = (
    "# Toetsdruk",
    "? Leerlingen leren voor het cijfer",
    "Drie mentoren melden klachten",
    "! Kalender uitdraaien @fatima >vr",
    "# Rooster",
    "Het rooster is af",
)


async def choose(chair: Chair, text: str) -> None:
    """Go up until the entry with this text is chosen."""
    for _step in range(len(chair.entries) + 1):
        await chair.press("up")
        if text in chair.chosen:
            return
    raise AssertionError(f"{text} was never chosen")


async def test_up_on_an_empty_line_chooses_the_last_entry_and_shows_its_keys(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("up")
        assert "Het rooster is af" in chair.chosen
        assert "e wijzig" in chair.keys
        await chair.press("up")
        assert "Kalender uitdraaien" in chair.chosen


async def test_up_in_a_line_with_text_stays_there(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.type("half")
        await chair.press("up")
        await chair.type(" af")
        assert (chair.line, chair.chosen) == ("half af", "")


@pytest.mark.parametrize("key", ["escape", "down"])
async def test_back_from_the_entries_the_line_takes_what_is_typed(tmp_path: Path, key: str) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("up", key)
        assert chair.chosen == ""
        assert "F2 fase" in chair.keys
        await chair.type("verder")
        assert chair.line == "verder"


@pytest.mark.parametrize(
    ("key", "kind"),
    [("!", Action), ("?", Assumption), ("=", Decision), (">", Parked), ("space", Note), ("-", Note)],
)
async def test_one_character_changes_the_kind_and_keeps_the_words(tmp_path: Path, key: str, kind: type) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        text = "Kalender uitdraaien" if kind is Note else "Drie mentoren melden klachten"
        await choose(chair, text)
        await chair.press(key)
        await chair.until(lambda: type(next(e for e in chair.entries if e.text == text)) is kind)
        assert text in chair.chosen


async def test_a_question_mark_pressed_again_makes_the_assumption_a_question(tmp_path: Path) -> None:
    async with meeting(tmp_path, "? Wie belt de ouders") as chair:
        await chair.press("up", "?")
        await chair.until(lambda: isinstance(chair.entries[0], Question))
        await chair.press("?")
        await chair.until(lambda: isinstance(chair.entries[0], Assumption))


async def test_plus_on_a_claim_asks_for_its_evidence(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await choose(chair, "Leerlingen leren voor het cijfer")
        await chair.press("+")
        await chair.says("bij: Leerlingen leren voor het cijfer")
        await chair.type("panel: 14 van de 20")
        await chair.press("enter")
        await chair.sees("+ panel: 14 van de 20")
        claim_row = next(at for at, row in enumerate(chair.rows) if "leren voor het cijfer" in row)
        assert "+ panel: 14 van de 20" in chair.rows[claim_row + 1]
        assert chair.line == ""


async def test_plus_on_a_note_makes_it_evidence_of_the_claim_above(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await choose(chair, "Drie mentoren")
        await chair.press("+")
        await chair.until(lambda: any(isinstance(entry, Evidence) for entry in chair.entries))
        await chair.sees("+ Drie mentoren")
        claim_row = next(at for at, row in enumerate(chair.rows) if "leren voor het cijfer" in row)
        assert "+ Drie mentoren melden klachten" in chair.rows[claim_row + 1]


async def test_e_puts_the_entry_back_in_the_line_and_enter_writes_it_in_its_place(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        before = [entry.id for entry in chair.entries]
        await choose(chair, "Kalender uitdraaien")
        await chair.press("e")
        await chair.until(lambda: chair.line.startswith("! Kalender uitdraaien"))
        assert "@fatima" in chair.line.lower()
        await chair.press("home", "right", "right")
        await chair.send("Nieuwe ")
        await chair.press("enter")
        await chair.until(lambda: chair.line == "")
        assert [entry.id for entry in chair.entries] == before
        action = next(entry for entry in chair.entries if isinstance(entry, Action))
        assert (action.text, action.due and action.due.isoformat()) == ("Nieuwe Kalender uitdraaien", "2026-11-27")
        assert chair.shows("Fatima · vr 27 nov")


@pytest.mark.parametrize("key", ["e", "enter"])
async def test_esc_leaves_an_edited_entry_as_it_was(tmp_path: Path, key: str) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("up", key)
        await chair.until(lambda: chair.line == "Het rooster is af")
        await chair.type(" maar niet goed")
        await chair.press("escape")
        await chair.until(lambda: chair.line == "")
        assert chair.texts[-1] == "Het rooster is af"
        assert chair.place == "LiveScreen"


async def test_an_edit_keeps_the_half_typed_line_for_afterwards(tmp_path: Path) -> None:
    """There is a way up with text in the line: the mouse, as in a terminal with one."""
    async with meeting(tmp_path, *SAID) as chair:
        await chair.type("half getypt")
        row = next(at for at, row in enumerate(chair.rows) if "Het rooster is af" in row)
        for ends in ("enter", "escape"):
            await chair.pilot.click(offset=(20, row))
            await chair.until(lambda: "Het rooster is af" in chair.chosen)
            await chair.press("e")
            await chair.until(lambda: chair.line.startswith("Het rooster is af"))
            await chair.type("!")
            await chair.press(ends)
            await chair.until(lambda: chair.line == "half getypt")
        assert chair.texts[-1] == "Het rooster is af!"


async def test_going_up_and_down_again_keeps_the_half_typed_line(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.type("half getypt")
        row = next(at for at, row in enumerate(chair.rows) if "Drie mentoren" in row)
        await chair.pilot.click(offset=(20, row))
        await chair.until(lambda: "Drie mentoren" in chair.chosen)
        await chair.press("escape")
        await chair.type(" af")
        assert chair.line == "half getypt af"


async def test_o_asks_what_came_of_an_action_and_of_a_claim(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await choose(chair, "Kalender uitdraaien")
        await chair.press("o")
        await chair.says("wat kwam ervan")
        await chair.type("ligt klaar")
        await chair.press("enter")
        await chair.sees("gedaan")
        await choose(chair, "leren voor het cijfer")
        await chair.press("o")
        await chair.type("klopt niet: 60% valt erbuiten")
        await chair.press("enter")
        await chair.sees("klopt niet")


async def test_an_outcome_that_is_none_is_refused_and_stays_in_the_line(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await choose(chair, "leren voor het cijfer")
        await chair.press("o")
        await chair.type("misschien wel")
        await chair.press("enter")
        await chair.says("! ")
        assert chair.line == "misschien wel"
        assert "begin met" in chair.echo


async def test_o_on_a_note_says_what_has_an_outcome(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("up", "o")
        await chair.says("heeft een uitkomst")
        assert "Het rooster is af" in chair.chosen


async def test_m_moves_the_entry_with_its_evidence_to_the_next_item(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID[:2], "+ panel", *SAID[2:]) as chair:
        # hold_meeting hangs evidence under the newest claim of the item
        await choose(chair, "leren voor het cijfer")
        await chair.press("m")
        await chair.says("Rooster")
        rooster = next(at for at, row in enumerate(chair.rows) if "Rooster ━" in row)
        assert any("leren voor het cijfer" in row for row in chair.rows[rooster:])
        assert any("+ panel" in row for row in chair.rows[rooster:])
        assert "leren voor het cijfer" in chair.chosen


async def test_m_without_another_item_says_so(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Enige punt", "gezegd") as chair:
        await chair.press("up", "m")
        await chair.says("geen ander punt")


@pytest.mark.parametrize("key", ["d", "delete"])
async def test_d_takes_the_entry_out_and_undo_brings_it_back(tmp_path: Path, key: str) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await choose(chair, "Drie mentoren")
        await chair.press(key)
        await chair.until(lambda: len(chair.entries) == 3)
        assert "^z haalt hem terug: Drie mentoren" in chair.echo
        await chair.press("ctrl+z")
        await chair.sees("Drie mentoren")
        assert len(chair.entries) == 4


async def test_up_goes_to_what_was_typed_just_now_though_later_items_have_entries_too(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Een", "bij een", "# Twee", "bij twee") as chair:
        await chair.press("f5")
        await chair.enter("nog bij een")
        await chair.press("up")
        await chair.until(lambda: "nog bij een" in chair.chosen)


async def test_a_semicolon_makes_it_mine_alone_and_undo_gives_it_back_whole(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await choose(chair, "Drie mentoren")
        await chair.press(";")
        await chair.until(lambda: "Drie mentoren melden klachten" not in chair.texts)
        private = chair.workspace.private
        assert [note.text for note in private.all(PRIVATE_NOTES)] == ["Drie mentoren melden klachten"]
        assert not chair.shows("Drie mentoren")
        await chair.press("ctrl+z")
        await chair.until(lambda: "Drie mentoren melden klachten" in chair.texts)
        await chair.press("ctrl+z")
        await chair.until(lambda: private.all(PRIVATE_NOTES) == [])


async def test_a_movement_can_be_deleted_but_is_no_other_kind(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.enter("/komt @jan")
        await chair.press("up")
        assert "Jan Pol" in chair.chosen
        for key in ("!", "=", "e", ";", "+"):
            await chair.press(key)
            if chair.chosen == "":
                await chair.press("escape", "up")
            assert chair.shows("Jan Pol komt"), key
        await choose(chair, "Jan Pol") if "Jan Pol" not in chair.chosen else None
        await chair.press("d")
        await chair.until(lambda: not chair.shows("Jan Pol komt"))


async def test_keys_of_entries_do_nothing_in_the_line(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.type("demo en meer")
        await chair.press("delete")
        assert chair.line == "demo en meer"
        assert len(chair.entries) == 4


async def test_what_another_took_out_meanwhile_is_said_and_nothing_breaks(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await choose(chair, "Drie mentoren")
        await chair.press("e")
        await chair.until(lambda: chair.line != "")
        entry = next(entry for entry in chair.entries if entry.text.startswith("Drie"))
        from kgw_tui.usecases import handling

        handling.delete(chair.live, entry.id)
        chair.app.store_changed()
        await chair.says("! ")
        await chair.type(" nog")
        await chair.press("enter")
        await chair.until(lambda: chair.line == "")
        assert "Drie mentoren melden klachten nog" in [kept.text for kept in chair.entries]


@pytest.mark.parametrize("said", ["Zo gezegd", "verder", "1 ding nog", "kort"])
async def test_a_sentence_typed_over_a_chosen_entry_is_kept_and_so_is_the_entry(tmp_path: Path, said: str) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        before = chair.entries
        await chair.press("up")
        await chair.send(f"{said}\r")
        await chair.until(lambda: chair.texts[-1] == said)
        assert chair.entries[:-1] == before


async def test_what_comes_after_a_deletion_is_never_turned_back_with_it(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("up", "d")
        await chair.press("ctrl+z", "escape")
        await chair.enter("gezegd")
        await chair.press("up", "e")
        await chair.until(lambda: chair.line == "gezegd")
        assert chair.texts[-2:] == ["Het rooster is af", "gezegd"]


async def test_the_day_of_an_action_is_edited_as_people_write_it(tmp_path: Path) -> None:
    async with meeting(tmp_path, "! Kalender uitdraaien @fatima >vr") as chair:
        await chair.press("up", "e")
        await chair.until(lambda: chair.line.endswith(">vr 27 nov"))
        await chair.press("enter")
        await chair.says("gewijzigd")
        [action] = chair.entries
        assert isinstance(action, Action)
        assert str(action.due) == "2026-11-27"
