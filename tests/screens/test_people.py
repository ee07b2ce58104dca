"""The people one works with: added in a line or pasted, renamed, gone and back, erased; what is open between us."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from kgw_tui import clock
from kgw_tui.drafts import Draft
from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.records.people import PEOPLE, Person, Who
from kgw_tui.screens.keeping import Keeper
from kgw_tui.usecases.live import LiveMeeting

from ..usecases.meetings import hold_meeting
from ..workspaces import workspace_at
from .chairing import Chair, on_workspace
from .corridors import hear
from .test_actions import choose


@asynccontextmanager
async def people(home: Path, *, code: str = "nl", size: tuple[int, int] = (80, 24)) -> AsyncGenerator[Chair]:
    """The list, after a meeting and a few notes."""
    with workspace_at(home, code) as workspace:
        lines = (
            "# Rooster",
            "Karim Bouzid en @karim zien het niet",
            "! Lokaal zoeken @karim >vr",
            "? Wie kan dat? @karim",
        )
        meeting = hold_meeting(workspace, lines=lines)
        LiveMeeting(workspace, meeting.id).close()
        hear(workspace, (3, "@karim vraagt naar het rooster #rooster"), (2, "! @karim bellen >do"))
        async with on_workspace(workspace, size=size) as chair:
            await chair.press("at")
            await chair.until(lambda: chair.place == "PeopleScreen" and bool(chair.keys))
            yield chair


def person(chair: Chair, name: str) -> Person | None:
    return next((each for each in chair.workspace.shared.all(PEOPLE) if each.name == name), None)


def stored(chair: Chair) -> str:
    """Every record of both stores, but who made it and when, as one text."""
    shared, private = chair.workspace.shared, chair.workspace.private
    records = [
        *shared.all(PEOPLE),
        *shared.all(MEETINGS),
        *shared.all(ENTRIES),
        *private.all(ENTRIES),
        *private.all(CORRIDOR_NOTES),
    ]
    without = [msgspec.structs.replace(each, changed_at=None, changed_by="") for each in records]
    return msgspec.json.encode(without).decode()


async def test_one_line_adds_somebody_and_says_while_one_types_who_that_will_be(tmp_path: Path) -> None:
    async with people(tmp_path) as chair:
        await chair.press("n")
        await chair.send("Jo Vos, docent Frans, @jv @jo")
        await chair.sees("nieuw: Jo Vos · docent Frans · @jv @jo")
        await chair.press("enter")
        await chair.sees("✓ Jo Vos")
        added = person(chair, "Jo Vos")
        assert added is not None
        assert (added.function, added.aliases) == ("docent Frans", ("jv", "jo"))
        await chair.press("n", "enter")
        await chair.sees("er staat niemand nieuw")
        await chair.press("ctrl+u")
        await chair.send("jo vos\r")
        await chair.sees("Jo Vos staat al in de lijst")
        await chair.press("ctrl+u")
        await chair.send("Karim Bakker\r")
        await chair.sees("er heten er nu twee Karim")


LIST = "Naam\tFunctie\nAns Vis\tconciërge\n- Bo de Wal <b.dewal@school.nl>\n@kb Karim Bouzid\nK. Bouzid\n---\n"


@pytest.mark.parametrize("opened", [True, False])
async def test_a_pasted_list_is_shown_before_any_of_it_is_taken(tmp_path: Path, *, opened: bool) -> None:
    async with people(tmp_path) as chair:
        if opened:
            await chair.press("n")
        await chair.paste(LIST)
        await chair.until(lambda: chair.place == "PastePeopleScreen")
        for words in (
            "nieuw: Ans Vis · conciërge",
            "nieuw: Bo de Wal",
            "meer van Karim Bouzid · @kb",
            "nieuw: K. Bouzid · is dat Karim Bouzid?",
            "hier staat",
            "3 nieuw, 1 bekend",
        ):
            assert chair.shows(words), words
        assert person(chair, "Ans Vis") is None
        await chair.press("escape")
        await chair.sees("van het plakken is niets bewaard")
        assert person(chair, "Ans Vis") is None
        await chair.paste(LIST)
        await chair.until(lambda: chair.place == "PastePeopleScreen" and chair.shows("nieuw: Ans Vis"))
        await chair.press("enter")
        await chair.sees("✓ 3 nieuw · meer van 1")
        assert person(chair, "Ans Vis") is not None
        await chair.press("ctrl+z")
        await chair.until(lambda: person(chair, "Ans Vis") is None)


async def test_a_paste_that_was_cut_off_is_shown_again(tmp_path: Path) -> None:
    async with people(tmp_path) as chair:
        chair.workspace.drafts.receive([Draft(place="people paste", text=LIST, at=clock.now())])
        await chair.press("1", "at")
        await chair.until(lambda: chair.place == "PastePeopleScreen" and chair.shows("nieuw: Ans Vis"))
        await chair.press("escape")
        await chair.until(lambda: chair.place == "PeopleScreen")
        await chair.press("1", "at")
        await chair.until(lambda: chair.place == "PeopleScreen" and not chair.workspace.drafts.left("people paste"))


async def test_a_paste_that_came_back_and_is_refused_at_once_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Keeper, "look", lambda _keeper: None)  # sooner than anybody looks at what stands there
    async with people(tmp_path) as chair:
        chair.workspace.drafts.receive([Draft(place="people paste", text=LIST, at=clock.now())])
        await chair.press("1", "at")
        await chair.until(lambda: chair.place == "PastePeopleScreen")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "PeopleScreen")
        assert not chair.workspace.drafts.left("people paste")


async def test_two_who_are_one_are_made_one_and_apart_again(tmp_path: Path) -> None:
    async with people(tmp_path) as chair:
        before = stored(chair)
        await choose_person(chair, "Karim")
        await chair.press("=")
        await chair.send("jan p")
        await chair.sees("Karim Bouzid wordt Jan Pol in")
        await chair.press("enter")
        await chair.sees("✓ Karim Bouzid is Jan Pol")
        assert "arim" not in stored(chair)
        assert person(chair, "Karim Bouzid") is None
        await chair.press("ctrl+z")
        await chair.until(lambda: stored(chair) == before)
        await choose_person(chair, "Karim")
        await chair.press("=")
        await chair.send("karim\r")
        await chair.sees("dat is al één en dezelfde")
        await chair.press("ctrl+u")
        await chair.send("niemand\r")
        await chair.sees("niemand in de lijst heet 'niemand'")


async def test_a_name_that_was_typed_of_somebody_unknown_becomes_a_person(tmp_path: Path) -> None:
    async with people(tmp_path) as chair:
        hear(chair.workspace, (1, "@willemijn vraagt het #rooster"), (1, "! @willemijn bellen"))
        before = stored(chair)
        await chair.press("v")
        await chair.sees("Getypt, en niet in de lijst")
        await choose(chair, "willemijn")
        await chair.press("enter")
        await chair.send("Willemijn Bakker, docent")
        await chair.sees("nieuw: Willemijn Bakker · docent")
        await chair.press("enter")
        await chair.sees("✓ willemijn is Willemijn Bakker")
        known = person(chair, "Willemijn Bakker")
        assert known is not None
        raised = [note.mentions[0] for note in chair.workspace.private.all(CORRIDOR_NOTES) if "vraagt het" in note.text]
        assert raised == [Who(person=known.id)]
        await chair.sees("Elke getypte naam staat in de lijst")
        await chair.press("ctrl+z")
        await chair.until(lambda: stored(chair) == before)


async def test_a_page_has_what_is_open_between_us_and_each_leads_to_its_place(tmp_path: Path) -> None:
    async with people(tmp_path) as chair:
        await choose_person(chair, "Karim")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "PersonScreen")
        for words in (
            "Jij zegde toe",
            "bellen",
            "Te doen",
            "Lokaal zoeken",
            "Uit te zoeken",
            "Wie kan dat?",
            "vraagt naar",
        ):
            assert chair.shows(words), words
        await choose(chair, "Lokaal zoeken")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "ReadScreen")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "PersonScreen")
        await choose(chair, "vraagt naar")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "NoteScreen")


async def choose_person(chair: Chair, name: str) -> None:
    await choose(chair, name)


async def test_nothing_private_is_on_a_page_while_a_meeting_runs(tmp_path: Path) -> None:
    async with people(tmp_path) as chair:
        hold_meeting(chair.workspace, lines=("# Iets anders",))
        await choose_person(chair, "Karim")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "PersonScreen")
        await chair.sees("Lokaal zoeken")
        for words in ("Jij zegde toe", "bellen", "vraagt naar"):
            assert not chair.shows(words), words
        await chair.sees("Wat van jou is: na de vergadering")
        hear(chair.workspace, (1, "@willemijn vraagt het"))
        await chair.press("escape", "v")
        await chair.sees("Getypt, en niet in de lijst")
        assert not chair.shows("willemijn")
        await chair.press("escape")
        await chair.sees("Mensen")


async def test_another_name_stands_everywhere_and_one_undo_turns_it_back(tmp_path: Path) -> None:
    async with people(tmp_path) as chair:
        before = stored(chair)
        await choose_person(chair, "Karim")
        await chair.press("r", "ctrl+u")
        await chair.send("Kareem Bouazid\r")
        await chair.sees("✓ ")
        assert "Karim" not in stored(chair)
        assert "Kareem Bouazid en Kareem zien het niet" in stored(chair)
        await chair.press("ctrl+z")
        await chair.until(lambda: stored(chair) == before)


async def test_erasing_tells_what_it_changes_wants_the_name_and_leaves_no_trace(tmp_path: Path) -> None:
    async with people(tmp_path) as chair:
        before = stored(chair)
        await choose_person(chair, "Karim")
        await chair.press("x")
        await chair.sees("typ Karim Bouzid om die te wissen")
        await chair.send("karim\r")
        await chair.sees("niet gewist")
        await chair.press("ctrl+u")
        await chair.send("karim bouzid\r")
        await chair.sees("✓ ")
        gone = stored(chair)
        assert "arim" not in gone
        assert "Bouzid" not in gone
        assert person(chair, "Karim Bouzid") is None
        await chair.press("ctrl+z")
        await chair.until(lambda: stored(chair) == before)


async def test_who_is_at_the_keyboard_isnt_erased(tmp_path: Path) -> None:
    async with people(tmp_path) as chair:
        await choose_person(chair, "Sanne")
        await chair.press("x")
        await chair.send("sanne de wit\r")
        await chair.sees("dat ben je zelf")
        assert person(chair, "Sanne de Wit") is not None


async def test_who_has_left_is_found_by_the_whole_name_only_and_comes_back(tmp_path: Path) -> None:
    async with people(tmp_path) as chair:
        await choose_person(chair, "Fatima")
        await chair.press("l")
        await chair.sees("Fatima El Idrissi is weg")
        left = person(chair, "Fatima El Idrissi")
        assert left is not None
        assert not left.active
        await choose_person(chair, "Fatima")
        await chair.press("l")
        await chair.sees("Fatima El Idrissi is terug")


async def test_of_who_leaves_is_told_what_is_still_open(tmp_path: Path) -> None:
    async with people(tmp_path) as chair:
        await choose_person(chair, "Karim")
        await chair.press("l")
        await chair.sees("Karim Bouzid is weg · er staan nog 4 dingen open")


async def test_function_and_marks_are_changed_and_a_mark_of_another_is_refused(tmp_path: Path) -> None:
    async with people(tmp_path) as chair:
        await choose_person(chair, "Jan")
        await chair.press("e")
        await chair.send("roostermaker @jp\r")
        await chair.sees("✓ Jan Pol")
        changed = person(chair, "Jan Pol")
        assert changed is not None
        assert (changed.function, changed.aliases) == ("roostermaker", ("jp",))
        await choose_person(chair, "Karim")
        await chair.press("e")
        await chair.send("@jp\r")
        await chair.sees("@jp is al Jan Pol")
