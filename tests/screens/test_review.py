"""The read-through: minutes as they will be sent, put right in place before the first export."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from kgw_tui.documents import Genre, WriteDocument
from kgw_tui.exports.options import ExportOptions
from kgw_tui.exports.registry import render
from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.records.people import SERIES, Series
from kgw_tui.records.record import stamp
from kgw_tui.rules.dossier import Dossier
from kgw_tui.screens.app import KgwApp
from kgw_tui.usecases import ending
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.reviewing import mark_adopted
from kgw_tui.usecases.settling import settle

from ..usecases.meetings import hold_meeting
from ..workspaces import workspace_at
from .chairing import Chair, no_document

SAID = (
    "# Toetsdruk (20)",
    "Karim: drie mentoren melden klachten",
    "? Leerlingen leren voor het cijfer",
    "+ panel: 14 van de 20",
    "= Twee toetsen per week >1 maart",
    "! Kalender uitdraaien @fatima >vr",
    "! Ouders bellen",
    "hij zei dat de",
    "; hij oogt moe",
)


@asynccontextmanager
async def reading(
    home: Path,
    *lines: str,
    code: str = "nl",
    size: tuple[int, int] = (80, 24),
    write: WriteDocument = no_document,
) -> AsyncGenerator[Chair]:
    """A closed meeting in which `lines` were said, with the app open where it is read."""
    with workspace_at(home, code) as workspace:
        held = hold_meeting(workspace, lines=lines or SAID)
        LiveMeeting(workspace, held.id).close()
        app = KgwApp(workspace, write, held.id)
        async with app.run_test(size=size) as pilot:
            chair = Chair(app, pilot, workspace, held.id)
            await chair.until(lambda: chair.place == "ReadScreen" and bool(chair.chosen))
            yield chair


@asynccontextmanager
async def reviewing(
    home: Path,
    *lines: str,
    code: str = "nl",
    size: tuple[int, int] = (80, 24),
    write: WriteDocument = no_document,
) -> AsyncGenerator[Chair]:
    """The same, in its read-through."""
    async with reading(home, *lines, code=code, size=size, write=write) as chair:
        await chair.press("w")
        await chair.until(lambda: chair.place == "ReviewScreen" and bool(chair.chosen))
        yield chair


@asynccontextmanager
async def running(home: Path, write: WriteDocument) -> AsyncGenerator[Chair]:
    """A meeting that runs, with the app open at its line."""
    with workspace_at(home) as workspace:
        held = hold_meeting(workspace, lines=SAID)
        app = KgwApp(workspace, write, held.id)
        async with app.run_test(size=(80, 24)) as pilot:
            chair = Chair(app, pilot, workspace, held.id)
            await chair.until(lambda: chair.place == "LiveScreen" and bool(chair.seen_line))
            yield chair


async def shows(chair: Chair, text: str) -> None:
    """Wait until `text` stands on the screen, whatever the lines it is broken over."""
    await chair.until(lambda: text in " ".join(" ".join(chair.rows).split()))


def state(chair: Chair) -> str:
    return chair.live.meeting.minutes_state


class Made:
    """Stands for the making of Word files, and keeps what was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[Genre, str]] = []
        self.confidential = 0

    def __call__(self, dossier: Dossier, genre: Genre, *, confidential: bool = False) -> Path:
        self.asked.append((genre, dossier.meeting.minutes_state))
        self.confidential += confidential
        return Path(f"{genre}.docx")


# Before the first export


@pytest.mark.parametrize(("key", "genre"), [("w", "minutes"), ("c", "concise"), ("d", "decisions"), ("a", "actions")])
async def test_a_draft_is_read_through_before_what_was_asked_for_is_made(tmp_path: Path, key: str, genre: str) -> None:
    made = Made()
    async with reading(tmp_path, write=made) as chair:
        await chair.press(key)
        await chair.until(lambda: chair.place == "ReviewScreen" and bool(chair.chosen))
        assert not made.asked
        await chair.press("w")
        await chair.sees(f"✓ {genre}.docx")
        assert chair.place == "ReadScreen"
        assert made.asked == [(genre, "reviewed")]
        await chair.press(key)
        await chair.until(lambda: len(made.asked) == 2)
        assert chair.place == "ReadScreen", "what was read through isn't read through again"


async def test_word_from_the_list_goes_by_the_read_through_and_back_to_the_list(tmp_path: Path) -> None:
    made = Made()
    async with reading(tmp_path, write=made) as chair:
        await chair.press("escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        await chair.send("wnxw")
        await chair.until(lambda: chair.place == "MeetingsScreen" and bool(made.asked))
        assert made.asked == [("minutes", "reviewed")]
        assert chair.entries[1].held_back
        await chair.sees("nagelezen")


async def test_a_concept_leaves_at_once_with_one_key_more(tmp_path: Path) -> None:
    made = Made()
    async with reviewing(tmp_path, write=made) as chair:
        await chair.press("c")
        await chair.sees("✓ minutes.docx")
        assert (chair.place, made.asked, state(chair)) == ("ReadScreen", [("minutes", "draft")], "draft")


async def test_esc_goes_back_with_everything_kept_and_nothing_made(tmp_path: Path) -> None:
    made = Made()
    async with reviewing(tmp_path, write=made) as chair:
        await chair.press("x", "escape")
        await chair.until(lambda: chair.place == "ReadScreen")
        assert chair.entries[0].held_back
        assert (made.asked, state(chair)) == ([], "draft")


async def test_after_word_of_what_was_read_through_one_key_says_that_it_was_sent(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as chair:
        await chair.press("w")
        await shows(chair, "s: het is verzonden")
        await chair.press("s")
        await chair.sees("✓ verzonden")
        assert state(chair) == "sent"
        assert "verzonden" in chair.rows[0]
        await chair.press("ctrl+z")
        await chair.until(lambda: state(chair) == "reviewed" and "nagelezen" in chair.rows[0])


async def test_read_through_without_a_document(tmp_path: Path) -> None:
    made = Made()
    async with reading(tmp_path, write=made) as chair:
        await chair.press("r")
        await chair.until(lambda: chair.place == "ReviewScreen" and bool(chair.chosen))
        await chair.press("r")
        await chair.until(lambda: chair.place == "ReadScreen" and state(chair) == "reviewed")
        await chair.sees("✓ nagelezen")
        assert not made.asked


# What is seen


async def test_what_leaves_is_shown_and_nothing_else(tmp_path: Path) -> None:
    async with reviewing(tmp_path, *SAID) as chair:
        await shows(chair, "Actie A-1, Fatima El Idrissi: Kalender uitdraaien")
        await shows(chair, "Uiterlijk vrijdag 27 november 2026")
        assert not chair.shows("moe")
        assert not chair.shows("13:04")


@pytest.mark.parametrize("code", ["nl", "en"])
async def test_each_line_stands_there_as_in_the_minutes(tmp_path: Path, code: str) -> None:
    async with reviewing(tmp_path, *SAID, code=code, size=(400, 60)) as chair:
        written = render(chair.live.dossier, "minutes", "md", ExportOptions(language=code)).decode()
        plain = " ".join(written.replace("*", "").replace("\\", " ").replace("- ", " ").split())
        for entry in chair.entries:
            row = next(row for row in chair.rows if entry.text in row)
            for part in row[9:].split("   ")[0].split(" · "):
                assert part.strip() in plain, (part, plain)


async def test_the_phases_stand_above_what_was_said_in_them(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        live = LiveMeeting(workspace, hold_meeting(workspace, lines=("# Punt",)).id)
        for phase, said in (("why", "waarom we dit doen"), ("how", "hoe we dit doen")):
            live.set_phase(phase)
            live.capture(live.read(said))
        live.close()
        async with KgwApp(workspace, no_document, live.meeting_id).run_test(size=(80, 24)) as pilot:
            assert isinstance(pilot.app, KgwApp)
            chair = Chair(pilot.app, pilot, workspace, live.meeting_id)
            await chair.until(lambda: chair.place == "ReadScreen" and bool(chair.chosen))
            await chair.press("w")
            await chair.until(lambda: chair.place == "ReviewScreen" and bool(chair.chosen))
            places = [
                next(at for at, row in enumerate(chair.rows) if text in row)
                for text in ("Waarom", "waarom we dit", "Hoe", "hoe we dit")
            ]
            assert places == sorted(places)


async def test_what_came_of_earlier_actions_is_read_too_and_changed_where_it_was_said(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        first, second = (
            LiveMeeting(workspace, hold_meeting(workspace, lines=lines).id)
            for lines in (("# Punt", "! Ouders bellen @jan >vr"), ("# Punt", "Er is een hele zin gezegd"))
        )
        series = msgspec.convert({**stamp(), "title": "MT"}, Series)
        with workspace.shared.transaction("test") as tx:
            tx.put(SERIES, series)
            day = first.meeting.date - timedelta(days=7)
            tx.put(MEETINGS, msgspec.structs.replace(first.meeting, series=series.id, date=day))
            tx.put(MEETINGS, msgspec.structs.replace(second.meeting, series=series.id))
        second.forget()
        settle(second, first.dossier.actions[0].id, "gebeld")
        first.close()
        second.close()
        app = KgwApp(workspace, no_document, second.meeting_id)
        async with app.run_test(size=(80, 24)) as pilot:
            chair = Chair(app, pilot, workspace, second.meeting_id)
            await chair.until(lambda: chair.place == "ReadScreen" and bool(chair.chosen))
            await chair.press("w")
            await chair.until(lambda: chair.place == "ReviewScreen" and bool(chair.chosen))
            await chair.press("end")
            await chair.until(lambda: "Ouders bellen" in chair.chosen and chair.shows("gebeld"))
            for key in ("e", "x", "s"):
                await chair.press("home", "end", key)
                await chair.says("in een eerdere vergadering gezegd")
                assert chair.line == ""


async def test_what_catches_the_eye_is_gone_through_with_one_key(tmp_path: Path) -> None:
    async with reviewing(tmp_path, *SAID) as chair:
        await chair.says("n: 3 regels om naar te kijken")
        seen: list[tuple[str, str]] = []
        for _line in range(4):
            before = chair.chosen
            await chair.press("n")
            await chair.until(lambda before=before: chair.chosen != before and bool(chair.echo.strip()))
            seen.append((chair.chosen, chair.echo))
        for (row, echo), word, told in zip(
            seen, ("nog nagaan", "wie? · wanneer?", "hele zin?"), ("aanname", "van niemand", "haast"), strict=False
        ):
            assert word in row
            assert told in echo
        assert seen[3] == seen[0], "after the last comes the first"


async def test_with_nothing_left_to_look_at_that_is_said(tmp_path: Path) -> None:
    async with reviewing(tmp_path, "# Punt", "Er is een hele zin gezegd") as chair:
        await chair.press("n")
        await chair.says("niets meer om naar te kijken")


# What is changed


async def test_a_line_is_edited_in_place_with_the_grammar_of_the_line(tmp_path: Path) -> None:
    async with reviewing(tmp_path, *SAID) as chair:
        await chair.press("n", "n", "e")
        await chair.until(lambda: chair.line == "! Ouders bellen")
        await chair.type(" @jan >vr")
        await chair.says("Jan Pol")
        await chair.press("enter")
        await chair.sees("A-2, Jan Pol: Ouders bellen")
        assert "Ouders bellen" in chair.chosen
        assert not chair.seen_line.strip().startswith("›") or chair.line == ""
        await chair.press("ctrl+z")
        await chair.until(lambda: not chair.shows("A-2, Jan Pol"))
        await chair.press("ctrl+y")
        await chair.sees("A-2, Jan Pol: Ouders bellen")


async def test_esc_leaves_the_line_as_it_was(tmp_path: Path) -> None:
    async with reviewing(tmp_path, *SAID) as chair:
        before = chair.entries
        await chair.press("e")
        await chair.until(lambda: chair.line.startswith("Karim"))
        await chair.send("xx")
        await chair.press("escape")
        await chair.says("zo gelaten")
        assert "Karim" in chair.chosen
        assert (chair.place, chair.entries) == ("ReviewScreen", before)


async def test_a_line_that_makes_no_entry_stays_to_be_put_right(tmp_path: Path) -> None:
    async with reviewing(tmp_path, *SAID) as chair:
        await chair.press("e")
        await chair.until(lambda: chair.line.startswith("Karim"))
        await chair.press("ctrl+u")
        await chair.send("; voor mij\r")
        await chair.says("dat kan een regel van de notulen niet worden")
        assert chair.line == "; voor mij"


async def test_a_line_kept_out_is_marked_and_leaves_with_what_stands_under_it(tmp_path: Path) -> None:
    async with reviewing(tmp_path, *SAID) as chair:
        await chair.press("down", "x")
        await chair.says("blijft weg")
        assert [row for row in chair.rows if "blijft weg" in row and ("cijfer" in row or "panel" in row)][1:]
        written = render(chair.live.dossier, "minutes", "md", ExportOptions()).decode()
        assert "cijfer" not in written
        assert "panel" not in written
        await chair.press("down", "x")
        await chair.says("hoort bij de regel erboven")
        await chair.press("up", "x")
        await chair.says("weer erbij")
        assert "cijfer" in render(chair.live.dossier, "minutes", "md", ExportOptions()).decode()


async def test_a_speaker_becomes_a_member_and_an_owner_stays(tmp_path: Path) -> None:
    async with reviewing(tmp_path, *SAID) as chair:
        await chair.press("s")
        await chair.sees("Een lid: drie mentoren")
        await chair.press("ctrl+z")
        await chair.sees("Karim: drie mentoren")
        await chair.press("down", "s")
        await chair.says("geen naam van een spreker")


async def test_a_change_of_what_was_read_through_makes_it_a_draft_with_a_word(tmp_path: Path) -> None:
    async with reviewing(tmp_path, *SAID) as chair:
        await chair.press("r")
        await chair.until(lambda: chair.place == "ReadScreen" and state(chair) == "reviewed")
        await chair.press("r")
        await chair.until(lambda: chair.place == "ReviewScreen" and bool(chair.chosen))
        await chair.press("x")
        await shows(chair, "de notulen zijn weer een concept")
        assert state(chair) == "draft"
        assert "concept" in chair.rows[0]


async def test_adopted_minutes_are_not_changed(tmp_path: Path) -> None:
    async with reading(tmp_path, *SAID) as chair:
        mark_adopted(chair.live)
        chair.app.store_changed()
        await chair.sees("vastgesteld di 24 nov")
        await chair.press("r")
        await chair.until(lambda: chair.place == "ReviewScreen" and bool(chair.chosen))
        before = chair.entries
        for key in ("e", "x", "s"):
            await chair.press("down", key)
            await chair.says("heropen de vergadering")
            assert chair.line == ""
        assert chair.entries == before
        await chair.press("escape", "s")
        await chair.until(lambda: chair.place == "ReadScreen" and chair.shows("al vastgesteld"))


# Keys that come together


async def test_keys_typed_in_a_burst_are_done_in_their_order(tmp_path: Path) -> None:
    async with reviewing(tmp_path, *SAID) as chair:
        await chair.send("nx\x1b[Be\x15 eerst\rnneNog iets: \x15Klaar en af nu\rx")
        await chair.until(lambda: chair.entries[-1].text == "Klaar en af nu" and chair.entries[-1].held_back)
        assert chair.entries[1].held_back
        assert chair.entries[2].text == "eerst"


async def test_what_is_typed_behind_the_key_of_the_read_through_is_done_there(tmp_path: Path) -> None:
    async with reading(tmp_path, *SAID) as chair:
        await chair.send("wnxw")
        await chair.until(lambda: chair.place == "ReadScreen" and state(chair) == "reviewed")
        assert chair.entries[1].held_back


async def test_what_is_typed_behind_the_key_of_a_running_meeting_is_done_there_too(tmp_path: Path) -> None:
    async with running(tmp_path, Made()) as chair:
        await chair.send("\x1b[17~nx\x1b[17~en verder\r")
        await chair.until(lambda: chair.place == "LiveScreen" and chair.texts[-1] == "en verder")
        assert chair.entries[1].held_back


# Leaving in the middle


async def test_a_half_typed_edit_is_there_again_the_next_time(tmp_path: Path) -> None:
    async with reviewing(tmp_path, *SAID) as chair:
        await chair.press("n", "n", "e")
        await chair.until(lambda: chair.line == "! Ouders bellen")
        await chair.type(" en dan")
        await chair.press("ctrl+q")
        await chair.until(lambda: not chair.app.is_running)
    with workspace_at(tmp_path) as workspace:
        app = KgwApp(workspace, no_document, chair.meeting_id)
        async with app.run_test(size=(80, 24)) as pilot:
            again = Chair(app, pilot, workspace, chair.meeting_id)
            await again.until(lambda: again.place == "ReadScreen" and bool(again.chosen))
            await again.press("r")
            await again.until(lambda: again.line == "! Ouders bellen en dan")
            await again.press("escape")
            await again.until(lambda: "Ouders bellen" in again.chosen)


async def test_a_line_that_somebody_took_out_meanwhile_is_told(tmp_path: Path) -> None:
    async with reviewing(tmp_path, *SAID) as chair:
        await chair.press("e")
        await chair.until(lambda: chair.line.startswith("Karim"))
        with chair.workspace.shared.transaction("test") as tx:
            tx.delete(ENTRIES, chair.entries[0].id)
        chair.app.store_changed()
        await chair.says("die regel is weg")
        await chair.press("enter")
        await chair.until(lambda: "weg" in chair.echo or "uitgehaald" in chair.echo)
        await chair.press("escape")
        await chair.until(lambda: chair.line == "" and bool(chair.chosen))


async def test_what_somebody_else_made_of_the_line_meanwhile_is_told(tmp_path: Path) -> None:
    async with reviewing(tmp_path, *SAID) as chair:
        await chair.press("e")
        await chair.until(lambda: chair.line.startswith("Karim"))
        first = chair.entries[0]
        with chair.workspace.shared.transaction("test") as tx:
            tx.put(ENTRIES, msgspec.structs.replace(first, text="Zij maakten er dit van"))
        chair.app.store_changed()
        await chair.type("!")
        await chair.press("enter")
        await chair.says("Zij maakten er dit van")
        assert chair.entries[0].text == "Karim: drie mentoren melden klachten!"


@pytest.mark.parametrize("size", [(40, 12), (24, 8)])
@pytest.mark.parametrize("code", ["nl", "en"])
async def test_on_a_small_screen_text_line_and_echo_are_there(tmp_path: Path, size: tuple[int, int], code: str) -> None:
    async with reviewing(tmp_path, *SAID, size=size, code=code) as chair:
        assert "Karim" in chair.chosen
        await chair.press("n", "n", "e")
        await chair.until(lambda: chair.line == "! Ouders bellen")
        assert "Ouders bellen" in chair.seen_line
        assert chair.echo.strip()
        await chair.until(lambda: "A-2" in chair.chosen)  # and in its place


async def test_a_running_meeting_gives_a_concept_and_goes_on(tmp_path: Path) -> None:
    made = Made()
    async with running(tmp_path, made) as chair:
        await chair.press("f6")
        await chair.until(lambda: chair.place == "ReviewScreen" and bool(chair.chosen))
        await chair.press("s")
        await chair.sees("Een lid: drie mentoren")
        await chair.press("r")
        await chair.says("nog niet gesloten")
        await chair.press("f6")
        await chair.until(lambda: chair.place == "LiveScreen" and bool(made.asked))
        assert (made.asked, state(chair)) == ([("minutes", "draft")], "draft")
        await chair.sees("Een lid: drie mentoren")
        await chair.enter("en verder")


# What is confidential, and what was not finished

APART = ("# Personeel", "/vertrouwelijk", "Het contract van Jan loopt af", "# Rooster", "Het rooster is rond")


async def test_the_confidential_minutes_have_a_key_of_their_own(tmp_path: Path) -> None:
    made = Made()
    async with reading(tmp_path, *APART, write=made) as chair:
        await chair.press("v")
        await chair.until(lambda: made.confidential == 1)


async def test_without_a_confidential_item_that_key_makes_nothing(tmp_path: Path) -> None:
    made = Made()
    async with reading(tmp_path, *SAID, write=made) as chair:
        await chair.press("v")
        await chair.sees("vertrouwelijk")
        assert not made.asked


async def test_the_read_through_says_what_stands_in_minutes_of_its_own(tmp_path: Path) -> None:
    async with reviewing(tmp_path, *APART) as chair:
        await chair.sees("Krijgt eigen notulen: v")


async def test_items_without_a_line_and_where_they_went_are_seen_above_the_first_line(tmp_path: Path) -> None:
    lines = (
        "# Opening",
        "# Uit de school",
        "Er is een hele zin gezegd",
        *(f"Regel {n} van de lijst" for n in range(30)),
    )
    with workspace_at(tmp_path) as workspace:
        live = LiveMeeting(workspace, hold_meeting(workspace, lines=lines).id)
        ending.settle_item(live, live.items[0].id, "deferred")
        live.close()
        async with KgwApp(workspace, no_document, live.meeting_id).run_test(size=(80, 24)) as pilot:
            chair = Chair(pilot.app, pilot, workspace, live.meeting_id)
            await chair.until(lambda: chair.place == "ReadScreen" and bool(chair.chosen))
            await chair.press("w")
            await chair.until(lambda: chair.place == "ReviewScreen" and bool(chair.chosen))
            await chair.press("end", "home")
            await chair.sees("1 Opening")
            await chair.sees("Doorgeschoven naar de volgende keer.")
            await chair.sees("2 Uit de school")


async def test_what_can_be_done_next_is_said_in_the_language_of_the_program(tmp_path: Path) -> None:
    async with reviewing(tmp_path, *SAID, code="en", write=Made()) as chair:
        await chair.press("w")
        await chair.until(lambda: chair.place == "ReadScreen")
        await chair.sees("it has been sent")


async def test_after_the_general_minutes_the_confidential_ones_are_offered(tmp_path: Path) -> None:
    async with reviewing(tmp_path, *APART, write=Made()) as chair:
        await chair.press("w")
        await chair.until(lambda: chair.place == "ReadScreen")
        await chair.sees("v: de vertrouwelijke notulen")
