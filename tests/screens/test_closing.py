"""Closing: all is read back, what is missing is filled in on the spot, and the meeting closes whatever is left."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kgw_tui.commands import commands_of
from kgw_tui.records.entries import Action, Assumption, Decision, Question
from kgw_tui.records.meetings import ITEMS, MEETINGS, Attendee, Meeting
from kgw_tui.records.people import GROUPS, PEOPLE, Group, Who
from kgw_tui.records.record import stamp
from kgw_tui.usecases.linking import link
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.starting import start_meeting

from ..workspaces import workspace_at
from .chairing import Chair, meeting, on_workspace

F2, F3, F4, F5, F8, DEL, ALL = "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[19~", "\x1b[3~", "\x0f"
SAID = (
    "# Toetsdruk (20)",
    "Drie mentoren melden klachten",
    "? Leerlingen leren voor het cijfer",
    "= Twee toetsen per week >1 maart",
    "= Zonder dag",
    "! Kalender uitdraaien @fatima >vr",
    "! Ouders bellen @karim",
    "! Iemand regelt koffie >vr",
    "> Herkansingen",
)
MINE = next(command.keys[0] for command in commands_of("read") if command.id == "read.mine")


async def close_page(chair: Chair) -> list[str]:
    """The closing page, at the first point that needs something; gives its rows."""
    await chair.press("f10")
    await chair.until(lambda: chair.place == "CloseScreen" and bool(chair.keys))
    if not chosen(chair).startswith("›•"):
        await chair.press("tab")
    return chair.rows


def chosen(chair: Chair) -> str:
    return next((row for row in chair.rows if row.startswith("›")), "")


def place_of(rows: list[str], text: str) -> int:
    found = [at for at, row in enumerate(rows) if text in row]
    assert len(found) == 1, (text, rows)
    return found[0]


def row(chair: Chair, text: str) -> str:
    return chair.rows[place_of(chair.rows[:-3], text)]


def action(chair: Chair, text: str) -> Action:
    found = [entry for entry in chair.entries if isinstance(entry, Action) and entry.text == text]
    assert len(found) == 1
    return found[0]


def person(chair: Chair, name: str) -> Who:
    return Who(person=next(one.id for one in chair.workspace.shared.all(PEOPLE) if one.name.startswith(name)))


def following(chair: Chair) -> list[Meeting]:
    return [one for one in chair.workspace.shared.all(MEETINGS) if one.id != chair.meeting_id]


# Reading back


async def test_decisions_stand_first_and_gaps_before_the_actions_that_are_whole(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        rows = await close_page(chair)
        order = ("Twee toetsen per week", "Zonder dag", "Ouders bellen", "koffie", "Kalender uitdraaien", "cijfer")
        places = [place_of(rows, text) for text in order]
        assert places == sorted(places)
        assert "nog geen dag" in row(chair, "Ouders bellen")
        assert "nog niemand" in row(chair, "koffie")
        assert "1 mrt 2027" in row(chair, "Twee toetsen")


async def test_reading_back_begins_with_the_first_decision_and_one_key_goes_to_what_is_missing(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("f10")
        await chair.until(lambda: chair.place == "CloseScreen" and bool(chair.keys))
        assert "Twee toetsen per week" in chosen(chair)
        await chair.press("tab")
        assert "Ouders bellen" in chosen(chair)
        await chair.press("shift+tab")
        assert "di 8 dec" in chosen(chair)


async def test_a_decision_shows_below_it_what_it_stands_on_unchecked(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        claim = next(entry for entry in chair.entries if isinstance(entry, Assumption))
        decision = next(entry for entry in chair.entries if isinstance(entry, Decision))
        link(chair.live, decision.id, [claim.id])
        rows = await close_page(chair)
        assert place_of(rows, "steunt hierop, en niemand ging het na: Leerlingen") == place_of(rows, "Twee toetsen") + 1
        assert row(chair, "steunt hierop").startswith("›")
        await chair.press("f8", "enter")
        await chair.says("reden")
        await chair.send("we kunnen niet wachten\r")
        await chair.until(lambda: not chair.shows("steunt hierop"))
        settled = chair.live.entry(claim.id)
        assert isinstance(settled, Assumption)
        assert (settled.status, settled.outcome) == ("accepted-risk", "we kunnen niet wachten")


async def test_a_confidential_item_stands_apart_at_the_end(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID, "# Personeel", size=(80, 40)) as chair:
        await chair.enter("/vertrouwelijk", "! Gesprek voeren", "= Contract verlengd")
        rows = await close_page(chair)
        apart = place_of(rows, "niet voorlezen")
        assert min(place_of(rows, "Gesprek voeren"), place_of(rows, "Contract verlengd")) > apart
        assert place_of(rows, "Volgende vergadering") < apart


async def test_a_decision_that_may_be_read_aloud_tells_no_confidential_claim(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID, "# Personeel", size=(80, 40)) as chair:
        await chair.enter("/vertrouwelijk", "? Hij is vaak te laat")
        decision = next(entry for entry in chair.entries if isinstance(entry, Decision))
        link(chair.live, decision.id, [chair.entries[-1].id])
        rows = await close_page(chair)
        assert place_of(rows, "te laat") > place_of(rows, "niet voorlezen")


async def test_what_no_longer_holds_lacks_no_day_to_look_back(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Punt", "= Toch niet") as chair:
        await chair.enter("/intrek 2026-001 vergist")
        await close_page(chair)
        assert "ingetrokken" in row(chair, "Toch niet")
        assert "geen dag" not in row(chair, "Toch niet")


async def test_the_page_in_english_says_the_same(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID, code="en") as chair:
        rows = await close_page(chair)
        for heading in ("Decisions", "Actions", "Assumptions that nobody has checked", "Present", "Next meeting"):
            place_of(rows, f"── {heading} ─")
        assert chair.shows("no day yet")
        assert chair.shows("nobody yet")
        assert "4 to go" in rows[0]


async def test_what_stands_half_typed_in_the_meeting_is_shown_and_kept(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.type("nog een halve zin")
        await close_page(chair)
        await chair.sees("    nog een halve zin")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")
        assert chair.line == "nog een halve zin"


async def test_private_notes_are_counted_and_not_shown(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID, "; hij oogt moe") as chair:
        await close_page(chair)
        assert chair.shows("1 notitie is alleen voor jou")
        assert not chair.shows("hij oogt moe")


# Filling in


async def test_names_and_days_are_filled_in_at_the_speed_of_a_burst(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await close_page(chair)
        await chair.send(">di\r@jan >3 dec\r")
        await chair.sees("nog 2")
        assert action(chair, "Ouders bellen").due == dt.date(2026, 12, 1)
        coffee = action(chair, "Iemand regelt koffie")
        assert (coffee.owners, coffee.due) == ((person(chair, "Jan"),), dt.date(2026, 12, 3))


async def test_the_echo_says_what_enter_will_do(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await close_page(chair)
        await chair.send("@sa >vr")
        await chair.says("Ouders bellen · Sanne de Wit · vr 27 nov")
        await chair.send(" snel")
        await chair.says("niet gelezen: Sanne")
        await chair.press("enter")
        await chair.says("is geen @naam")
        assert chair.line == "@sa >vr snel", "what is refused stays in the line"
        assert action(chair, "Ouders bellen").due is None


async def test_only_the_half_that_was_missing_leaves_one_at_the_same_point(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Punt", "! Iets doen", "! Nog iets") as chair:
        await close_page(chair)
        await chair.send("@karim\r")
        await chair.until(lambda: bool(action(chair, "Iets doen").owners))
        assert row(chair, "Iets doen").startswith("›")
        await chair.send(">vr\r")
        await chair.until(lambda: row(chair, "Nog iets").startswith("›"))


async def test_each_step_is_undone_and_said_and_the_cursor_goes_back_to_it(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await close_page(chair)
        await chair.send(">di\r")
        await chair.sees("nog 3")
        await chair.press("ctrl+z")
        await chair.says("ongedaan: een naam of een dag")
        assert action(chair, "Ouders bellen").due is None
        assert row(chair, "Ouders bellen").startswith("›")


async def test_a_claim_gets_its_outcome_and_a_question_its_answer(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Punt", "? Het komt door de toetsweken", "? Wie belt de inspectie?") as chair:
        await close_page(chair)
        assert "nog niemand · nog geen dag" in row(chair, "Wie belt")
        await chair.send("de rector\rklopt niet: 60% valt erbuiten\r")
        await chair.until(lambda: not chair.shows("toetsweken"))
        question, claim = (
            next(entry for entry in chair.entries if isinstance(entry, kind)) for kind in (Question, Assumption)
        )
        assert (question.outcome, claim.outcome) == ("de rector", "60% valt erbuiten")
        assert isinstance(claim, Assumption)
        assert claim.status == "refuted"


async def test_what_is_read_back_can_be_reworded(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await close_page(chair)
        await chair.press("home", "f9")
        await chair.until(lambda: "Twee toetsen per week" in chair.line)
        await chair.press("ctrl+u")
        await chair.send("= Drie toetsen per week >1 maart\r")
        await chair.sees("2026-001  Drie toetsen per week")
        assert "1 mrt 2027" in row(chair, "Drie toetsen")


# Who was there


async def test_owners_who_were_not_there_are_named_with_what_they_must_be_told(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.enter("/aanwezig Sanne de Wit, Fatima El Idrissi", "/afwezig Jan Pol (mk)", "! Sleutels @jan >vr")
        rows = await close_page(chair)
        told = place_of(rows, "waren er niet")
        assert "Jan Pol: A-4 Sleutels" in rows[told + 1]
        assert "Karim Bouzid: A-2 Ouders bellen" in rows[told + 2]
        assert "aanwezig?" in rows[told + 2]
        assert not any("Fatima El Idrissi:" in each for each in rows)


async def test_one_of_whom_it_is_not_sure_is_noted_with_one_key(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.enter("/aanwezig Sanne de Wit, Fatima El Idrissi")
        await close_page(chair)
        while not row(chair, "Karim Bouzid: A-2").startswith("›"):
            await chair.press("down")
        await chair.press("f3")
        await chair.until(lambda: not chair.shows("Karim Bouzid: A-2"))
        assert Attendee(person(chair, "Karim")) in chair.live.meeting.attendees


async def test_somebody_who_left_before_the_action_must_be_told(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Punt") as chair:
        await chair.enter("/aanwezig Sanne de Wit, Karim Bouzid", "/weg @karim 13:00", "! Sleutels @karim >vr")
        await close_page(chair)
        assert chair.shows("Karim Bouzid: A-1 Sleutels")
        assert "Karim Bouzid (tot 13:00)" in row(chair, "Sanne de Wit")


async def expected(chair: Chair, *names: str) -> None:
    whos = [Attendee(person(chair, name), present=None) for name in names]
    chair.live.change_meeting("meeting.attendees", attendees=tuple(whos))


async def test_of_those_who_are_expected_it_is_said_with_one_key_each(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Punt", "iets") as chair:
        await expected(chair, "Sanne", "Karim", "Fatima", "Jan")
        await close_page(chair)
        assert row(chair, "Sanne de Wit").startswith("›")
        assert "aanwezig?" in row(chair, "Sanne de Wit")
        await chair.send(f"\r{F4}{F5}\r")
        await chair.sees("nog 1")
        present = [(each.present, each.notice) for each in chair.live.meeting.attendees]
        assert present == [(True, None), (False, True), (False, False), (True, None)]
        assert "afgemeld" in row(chair, "Karim Bouzid")
        assert "zonder bericht" in row(chair, "Fatima El Idrissi")


async def test_one_key_says_that_all_others_were_there(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Punt", "iets") as chair:
        await expected(chair, "Sanne", "Karim", "Fatima", "Jan")
        await close_page(chair)
        await chair.send(f"{F4}{ALL}")
        await chair.sees("nog 1")
        assert [each.present for each in chair.live.meeting.attendees] == [False, True, True, True]
        await chair.press("ctrl+z")
        await chair.sees("nog 4")


async def test_forty_people_are_said_with_one_key_and_the_list_stays_short(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Punt", "iets") as chair:
        whos = tuple(Attendee(Who(name=f"Collega {number}"), present=None) for number in range(40))
        chair.live.change_meeting("meeting.attendees", attendees=whos)
        await close_page(chair)
        await chair.press("ctrl+o")
        await chair.sees("nog 1")
        assert sum("Collega" in each for each in chair.rows) < 10


async def test_names_can_be_added_to_who_was_there(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Punt", "iets") as chair:
        await close_page(chair)
        await chair.press("up")
        await chair.send("@karim, Piet Smit (mk)\r")
        await chair.sees("Piet Smit")
        assert "Karim Bouzid" in row(chair, "Sanne de Wit")
        assert "afgemeld" in row(chair, "Piet Smit")


# What wasn't discussed, and the next meeting


async def with_agenda(chair: Chair) -> None:
    live = chair.live
    live.add_agenda([live.read(line) for line in ("# Opening", "# Toetsdruk (20)", "# Rondvraag")])
    await chair.press("f3")
    await chair.enter("iets gezegd bij de opening")


async def test_items_that_were_not_discussed_are_put_off_or_dropped_with_one_key(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await with_agenda(chair)
        rows = await close_page(chair)
        heading = place_of(rows, "Niet besproken")
        assert ["2 Toetsdruk" in rows[heading + 1], "3 Rondvraag" in rows[heading + 2]] == [True, True]
        assert not chair.shows("Opening")
        await chair.send(f"{F2}{DEL}")
        await chair.until(lambda: "vervallen" in row(chair, "3 Rondvraag"))
        states = {item.title: item.state for item in chair.live.items}
        assert (states["Toetsdruk"], states["Rondvraag"]) == ("deferred", "dropped")
        await chair.press("ctrl+z")
        await chair.says("laten vervallen")
        assert {item.title: item.state for item in chair.live.items}["Rondvraag"] == "open"


async def test_the_next_meeting_is_made_on_the_suggested_day_with_what_is_left(tmp_path: Path) -> None:
    async with meeting(tmp_path, title="Bouwoverleg") as chair:
        await with_agenda(chair)
        await close_page(chair)
        await chair.send(f"\r{DEL}")  # put off, dropped
        await chair.press("end", "enter")
        await chair.sees("gepland")
        planned = following(chair)
        assert [(one.state, one.date) for one in planned] == [("planned", dt.date(2026, 12, 8))]
        await chair.press("f10")
        await chair.until(lambda: chair.place == "ReadScreen")
        await chair.sees("8 dec")
        items = chair.workspace.shared.query(ITEMS, meeting=planned[0].id)
        titles = [item.title for item in sorted(items, key=lambda item: item.order)]
        assert len(titles) == 2
        assert titles[1] == "Toetsdruk"
        assert [item.adopts for item in items if item.adopts] == [chair.meeting_id]


async def test_another_day_can_be_typed_and_the_meeting_moves(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Punt", "iets") as chair:
        await close_page(chair)
        await chair.press("end")
        await chair.send(">1 dec\r")
        await chair.sees("di 1 dec")
        await chair.press("end")
        await chair.send("3 dec")
        await chair.says("Volgende vergadering · do 3 dec")
        await chair.press("enter")
        await chair.sees("do 3 dec")
        assert [one.date for one in following(chair)] == [dt.date(2026, 12, 3)]
        await chair.press("end", "delete")
        await chair.until(lambda: not following(chair))
        await chair.sees("geen")


async def test_a_day_that_is_past_is_refused(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Punt", "iets") as chair:
        await close_page(chair)
        await chair.press("end")
        await chair.send(">23-11-2026\r")
        await chair.says("na deze")
        assert following(chair) == []


async def test_without_a_day_no_next_meeting_is_made(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await close_page(chair)
        await chair.press("f10")
        await chair.until(lambda: chair.place == "ReadScreen")
        assert following(chair) == []


async def test_what_an_item_left_unanswered_comes_back_all_the_same(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await with_agenda(chair)
        await close_page(chair)
        await chair.press("end", "f2")
        await chair.sees("gepland")
        await chair.press("f10")
        await chair.until(lambda: chair.place == "ReadScreen")
        items = chair.workspace.shared.query(ITEMS, meeting=following(chair)[0].id)
        assert {"Toetsdruk", "Rondvraag"} <= {item.title for item in items}


# Closing


async def test_an_empty_meeting_can_be_closed(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await close_page(chair)
        assert chair.shows("geen")
        await chair.press("f10")
        await chair.until(lambda: chair.place == "ReadScreen")
        await chair.press("down", "up", "home", "escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")


async def test_one_key_closes_whatever_is_left_and_shows_the_meeting_to_read(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await close_page(chair)
        await chair.press("f10")
        await chair.until(lambda: chair.place == "ReadScreen")
        await chair.sees("concept")
        assert chair.shows("1 Toetsdruk")
        assert chair.live.meeting.state == "closed"
        await chair.press("escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")


async def test_enter_says_yes_goes_on_and_never_closes(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        live = chair.live
        live.add_agenda([live.read("# Rondvraag")])
        await expected(chair, "Karim")
        await close_page(chair)
        await chair.press("home", "enter")
        assert "Ouders bellen" in chosen(chair), "where nothing is missing it goes on to what misses something"
        await chair.press("enter")
        await chair.says("te typen: @ en een naam")
        await chair.send(">di\r@jan\rklopt: gezien\r")
        await chair.until(lambda: action(chair, "Iemand regelt koffie").owners == (person(chair, "Jan"),))
        for said in ("Enter: naar de volgende", "Enter: was er", "Enter: op deze dag", *["Enter: was er"] * 2):
            await chair.until(lambda said=said: said in chair.seen_line)
            await chair.press("enter")
        await chair.sees("alles is ingevuld")
        assert [item.state for item in chair.live.items if item.title == "Rondvraag"] == ["deferred"]
        assert [each.present for each in chair.live.meeting.attendees] == [True, True, True]
        assert [one.date for one in following(chair)] == [dt.date(2026, 12, 8)]
        await chair.press("enter", "enter")
        await chair.says("F10 sluit")
        assert (chair.place, chair.live.meeting.state) == ("CloseScreen", "running")


@pytest.mark.parametrize(
    ("sentence", "status", "outcome"),
    [
        ("onbekend, nooit gemeten", "unknown", "nooit gemeten"),
        ("risico: geen tijd", "accepted-risk", "geen tijd"),
        ("klopt niet, zie de cijfers", "refuted", "zie de cijfers"),
    ],
)
async def test_a_claim_takes_what_is_typed_whatever_its_first_letter(
    tmp_path: Path, sentence: str, status: str, outcome: str
) -> None:
    async with meeting(tmp_path, "# Een", "? Een claim over toetsen", "? Tweede claim hier") as chair:
        await close_page(chair)
        await chair.send(f"{sentence}\r")
        await chair.sees("nog 2")
        first, second = (entry for entry in chair.entries if isinstance(entry, Assumption))
        assert (first.status, first.outcome, second.status) == (status, outcome, "untested")


async def test_a_sentence_has_no_place_at_a_decision_an_item_or_a_name_and_stays_in_the_line(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Een", "= Besluit") as chair:
        live = chair.live
        live.add_agenda([live.read("# Rondvraag")])
        await expected(chair, "Karim")
        await chair.press("f10")
        await chair.until(lambda: chair.place == "CloseScreen" and bool(chair.keys))
        before = (chair.entries, chair.live.items, chair.live.meeting.attendees)
        for sentence in ("nobody knows this", "schriftelijk gedaan", "men is er niet"):
            await chair.send(f"{sentence}\r")
            await chair.says("Esc")
            assert chair.line == sentence
            await chair.press("f10")
            await chair.says("eerst Enter")
            await chair.press("escape", "tab")
        await chair.send("nobody knows this\r")
        await chair.says("op welke dag")
        assert (chair.entries, chair.live.items, chair.live.meeting.attendees) == before
        assert (following(chair), chair.place) == ([], "CloseScreen")


async def test_a_name_or_day_without_its_mark_does_not_end_an_action(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await close_page(chair)
        await chair.send("jan vrijdag\r")
        await chair.says("is geen @naam")
        assert action(chair, "Ouders bellen").status == "open"
        assert chair.line == "jan vrijdag"


async def test_the_answer_and_the_closing_in_one_burst_are_both_done(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await close_page(chair)
        await chair.send(">di\r@jan\r\x1b[21~")
        await chair.until(lambda: chair.place == "ReadScreen")
        assert action(chair, "Ouders bellen").due == dt.date(2026, 12, 1)
        assert action(chair, "Iemand regelt koffie").owners == (person(chair, "Jan"),)
        assert chair.live.meeting.state == "closed"


async def test_closing_and_what_is_carried_over_are_one_thing_to_undo(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await with_agenda(chair)
        await close_page(chair)
        await chair.press("end", "f2")
        await chair.sees("gepland")
        await chair.press("f10")
        await chair.until(lambda: chair.place == "ReadScreen")
        await chair.press("ctrl+z")
        await chair.until(lambda: chair.live.meeting.state == "running")


async def test_esc_goes_on_with_the_meeting(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await close_page(chair)
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")
        await chair.enter("nog iets")
        assert chair.live.meeting.state == "running"


async def test_f6_closes_and_goes_on_to_the_read_through(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await close_page(chair)
        await chair.press("f6")
        await chair.until(lambda: chair.place == "ReviewScreen")
        assert chair.live.meeting.state == "closed"


async def test_keys_that_have_nothing_to_do_with_the_chosen_point_do_nothing_and_say_so(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await close_page(chair)
        before = chair.entries
        await chair.press("home", "f2", "f3", "f4", "f5", "f7", "f8", "ctrl+o", "delete")
        await chair.says("doet hier niets")
        assert (chair.entries, chair.place) == (before, "CloseScreen")
        assert "F2" not in chair.keys


async def test_an_outcome_that_is_typed_without_its_key_is_one_all_the_same(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Punt", "? Het komt door de toetsweken", "? Leerlingen slapen slecht") as chair:
        await close_page(chair)
        await chair.send("weten we niet\rniet nodig")
        await chair.until(lambda: chair.line == "niet nodig")
        first, second = (entry for entry in chair.entries if isinstance(entry, Assumption))
        assert (first.status, second.status) == ("unknown", "untested")
        assert chair.live.meeting.state == "running"


async def test_nothing_is_left_to_go_to_when_all_is_filled_in(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Punt", "! Doen @karim >vr") as chair:
        await chair.enter("/aanwezig Sanne de Wit, Karim Bouzid")
        await close_page(chair)
        await chair.press("end", "delete")
        await chair.sees("alles is ingevuld")
        assert "Tab" not in chair.keys


async def test_the_ritual_fits_a_small_screen(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID, size=(40, 12)) as chair:
        await close_page(chair)
        await chair.send(">di\r@jan\r")
        await chair.sees("nog 2")
        for key in ("down", "pagedown", "end", "up", "pageup", "home", "tab", "shift+tab"):
            await chair.press(key)
            assert sum(each.startswith("›") for each in chair.rows) == 1
        await chair.press("home")
        await chair.until(lambda: "F10 sluit" in chair.keys)


async def test_a_change_by_somebody_else_is_shown_while_one_answers(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await close_page(chair)
        await chair.send("@ja")
        other = LiveMeeting(chair.workspace, chair.meeting_id)
        other.capture(other.read("! Van de notulist @karim >vr"))
        chair.app.store_changed()
        await chair.sees("Van de notulist")
        assert chair.line == "@ja"
        await chair.send("n\r")
        await chair.until(lambda: action(chair, "Ouders bellen").owners == (person(chair, "Jan"),))


async def test_an_answer_that_is_half_typed_is_there_the_next_time(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await close_page(chair)
        await chair.press("tab")
        await chair.until(lambda: "koffie" in chosen(chair))
        await chair.send("@fat")
        await chair.until(lambda: chair.line == "@fat")
        chair.app.leave()
        await chair.until(lambda: not chair.app.is_running)
        async with on_workspace(chair.workspace, chair.meeting_id) as again:
            await again.press("f10")
            await again.until(lambda: again.line == "@fat")
            await again.press("enter")
            await again.until(lambda: bool(action(again, "Iemand regelt koffie").owners))


async def test_a_group_that_is_expected_is_asked_for(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        people = [one.id for one in workspace.shared.all(PEOPLE)]
        with workspace.shared.transaction("group") as tx:
            tx.put(GROUPS, Group(**stamp(), name="MT", members=tuple(people)))
        started = start_meeting(workspace, title="MT-overleg")
        async with on_workspace(workspace, started.id) as chair:
            await chair.until(lambda: bool(chair.seen_line))
            await chair.enter("iets")
            await close_page(chair)
            assert sum("aanwezig?" in each for each in chair.rows) == 4


# Reading it afterwards


async def test_a_closed_meeting_is_reopened_where_it_was(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("f10", "f10")
        await chair.until(lambda: chair.place == "ReadScreen" and bool(chair.chosen))
        await chair.press("o")
        await chair.until(lambda: chair.place == "LiveScreen" and bool(chair.seen_line))
        await chair.enter("nagekomen")
        assert chair.entries[-1].item == chair.entries[0].item
        assert chair.live.meeting.state == "running"
        await chair.press("escape", "escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")


async def test_reading_only_reads(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("f10", "f10")
        await chair.until(lambda: chair.place == "ReadScreen" and bool(chair.chosen))
        before = chair.entries
        await chair.press("!", "?", "=", "+", ">", ";", "space", "e", "enter", "delete")
        assert chair.place == "ReadScreen"
        assert chair.entries == before


async def test_what_is_mine_alone_is_read_only_when_asked_for(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID, "; hij oogt moe") as chair:
        await chair.press("f10")
        await chair.until(lambda: chair.place == "CloseScreen")
        assert not chair.shows("hij oogt moe")
        await chair.press("f10")
        await chair.until(lambda: chair.place == "ReadScreen" and bool(chair.chosen))
        assert not chair.shows("hij oogt moe")
        await chair.press(MINE)
        await chair.sees("hij oogt moe")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "ReadScreen" and not chair.shows("hij oogt moe"))


# What the page tells


async def test_who_was_said_to_be_absent_and_came_later_stands_there_once(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Punt") as chair:
        await chair.enter("/afwezig Jan Pol (zk)", "/komt @jan 13:02")
        await close_page(chair)
        assert "Jan Pol (vanaf 13:02)" in row(chair, "Jan Pol")


async def test_a_confidential_decision_is_told_of_where_no_other_was_taken(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Personeel", "/vertrouwelijk", "= Contract verlengd") as chair:
        rows = await close_page(chair)
        assert "geen; vertrouwelijk, onderaan: 1" in rows[place_of(rows, "── Besluiten")]


async def test_whoever_may_have_to_be_told_is_something_to_see_to_and_enter_says_they_were_there(
    tmp_path: Path,
) -> None:
    async with meeting(tmp_path, "# Punt", "! Sleutels @jan >vr") as chair:
        await chair.enter("/aanwezig Sanne de Wit")
        await close_page(chair)
        assert "Jan Pol: A-1 Sleutels" in chosen(chair)
        await chair.press("enter")
        await chair.until(lambda: Attendee(person(chair, "Jan")) in chair.live.meeting.attendees)
        assert not chair.shows("Jan Pol: A-1")


async def test_a_meeting_that_closes_without_a_next_one_says_so_and_what_it_leaves(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("f10", "f10")
        await chair.until(lambda: chair.place == "ReadScreen")
        await chair.sees("geen volgende vergadering gepland · 3 punten bleven open")


async def test_a_condition_is_read_back_with_its_decision(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Punt", "= De gymzaal wordt gebruikt", size=(120, 24)) as chair:
        await chair.enter("/voorwaarde de zaal is vrij")
        await close_page(chair)
        assert "(voorwaarde: de zaal is vrij)" in row(chair, "De gymzaal")
