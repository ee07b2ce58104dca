"""`kgw list actions|decisions --format csv|ics`: over all meetings, valid, and nothing in it that wasn't asked for."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.cli.processes import Kgw

WALLED = """vergadering: MT-overleg
datum: 2026-11-17
aanwezig: Mirjam Achterberg

## Gewoon punt
! =SOM(A1;A2) doorrekenen, met; een komma\\, en "aanhalingstekens" @mirjam >1 dec
! Dit blijft binnen de muren @mirjam >1 dec {blijft binnen}
= Wij kijken in maart terug >2027-03-01 {nr 2026-020}
= Ingetrokken, dus niets om naar te kijken >2027-03-02 {ingetrokken 2026-11-18}
## Personele zaak {vertrouwelijk}
! Gesprek met de docent voeren @mirjam >1 dec
= De vertrouwelijke afspraak >2027-03-03
"""


@pytest.fixture
def leader(school: Kgw) -> Kgw:
    """kgw with the demo school and a meeting with walls in it; the head is at the keyboard."""
    assert school("setup", "--plain", stdin="nl\nMirjam Achterberg\nHet Getij\nMT-overleg\n\n").code == 0
    assert school("import", "-", stdin=WALLED).code == 0
    return school


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def unfolded(text: str) -> list[str]:
    """The lines of a calendar as they were before they were folded."""
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")


def test_actions_of_all_meetings_are_a_table_in_which_no_cell_is_a_formula(leader: Kgw) -> None:
    done = leader.raw("list", "actions", "--mine", "--format", "csv")
    table = rows(done.stdout.decode("utf-8"))
    assert {row["Vergadering"] for row in table} == {"MT-overleg"}
    assert {row["Datum"] for row in table} >= {"2026-10-27", "2026-11-17"}
    assert any(row["Wat"].startswith("'=SOM(A1;A2) doorrekenen, met; een komma") for row in table)
    assert all(row["Wie"] == "Mirjam Achterberg" for row in table)


@pytest.mark.parametrize("form", ["csv", "ics"])
@pytest.mark.parametrize("what", ["actions", "decisions"])
def test_nothing_is_taken_along_that_was_not_asked_for(leader: Kgw, what: str, form: str) -> None:
    plain = leader.raw("list", what, "--all", "--format", form).stdout.decode().replace("\r\n ", "")
    assert "Gesprek met de docent" not in plain
    assert "vertrouwelijke afspraak" not in plain
    assert "binnen de muren" not in plain
    assert "Shanice uitnodigen" not in plain
    asked = leader.raw("list", what, "--all", "--private", "--confidential", "--format", form).stdout.decode()
    asked = asked.replace("\r\n ", "")
    assert ("Gesprek met de docent" in asked) == (what == "actions")
    assert ("vertrouwelijke afspraak" in asked) == (what == "decisions")
    assert ("Shanice uitnodigen" in asked) == (what == "actions")
    assert "binnen de muren" not in asked


def test_a_calendar_has_a_to_do_for_each_action_and_marks_what_is_private(leader: Kgw) -> None:
    lines = unfolded(leader.raw("list", "actions", "--mine", "--private", "--format", "ics").stdout.decode())
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    listed = json.loads(leader("list", "actions", "--mine", "--json").out)
    uids = [line for line in lines if line.startswith("UID:")]
    assert lines.count("BEGIN:VTODO") == lines.count("END:VTODO") == len(listed) == len(set(uids))
    assert lines.count("CLASS:PRIVATE") == sum(1 for each in listed if each.get("private"))
    (summary,) = [line for line in lines if "doorrekenen" in line]
    assert r"=SOM(A1\;A2) doorrekenen\, met\; een komma" in summary


def test_a_decision_that_holds_has_an_event_on_its_day_of_review(leader: Kgw) -> None:
    lines = unfolded(leader.raw("list", "decisions", "--format", "ics").stdout.decode())
    days = [line for line in lines if line.startswith("DTSTART")]
    assert "DTSTART;VALUE=DATE:20270301" in days
    assert "DTSTART;VALUE=DATE:20270302" not in days
    assert lines.count("BEGIN:VEVENT") == len(days)


def test_a_newer_file_brings_a_calendar_up_to_date(leader: Kgw) -> None:
    def todos(*arguments: str) -> dict[str, str]:
        lines = unfolded(leader.raw(*arguments).stdout.decode())
        text = "\n".join(lines)
        blocks = [block.split("END:VTODO")[0] for block in text.split("BEGIN:VTODO\n")[1:]]
        return {block.split("\n")[0]: block for block in blocks}

    before = todos("list", "actions", "--all", "--format", "ics")
    assert leader("do", "A-1", "gedaan", "--why", "gestuurd").code == 0
    after = todos("list", "actions", "--all", "--format", "ics")
    assert before.keys() == after.keys()
    (changed,) = [uid for uid, block in after.items() if before[uid] != block]
    assert "STATUS:COMPLETED" in after[changed]
    assert todos("export", "M-1", "--as", "actions", "--format", "ics").keys() <= after.keys()


def test_the_name_of_the_file_says_what_it_is_and_nothing_is_overwritten(leader: Kgw) -> None:
    assert leader("list", "decisions", "--to", "terugkijken.ics").out == "terugkijken.ics\n"
    before = (leader.folder / "terugkijken.ics").read_bytes()
    assert before.startswith(b"BEGIN:VCALENDAR")
    refused = leader("list", "decisions", "--to", "terugkijken.ics")
    assert (refused.code, refused.out) == (1, "")
    assert leader("list", "decisions", "--to", "terugkijken.ics", "--force").code == 0
    assert leader("list", "actions", "--to", ".", "--format", "csv").out == "2026-11-24 acties.csv\n"
    assert leader("list", "actions", "--to", "geen/map/x.csv").code == 1


def test_an_empty_calendar_is_refused_and_an_empty_table_has_its_headings(leader: Kgw) -> None:
    nothing = leader("list", "decisions", "--review", "due", "--format", "ics")
    assert (nothing.code, nothing.out) == (1, "")
    table = leader("list", "decisions", "--review", "due", "--format", "csv")
    assert (table.code, table.out.count("\n")) == (0, 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("notes", "--format", "csv"),
        ("promises", "--format", "ics"),
        ("actions", "--private"),
        ("actions", "--force"),
        ("actions", "--to", "x.pdf"),
        ("actions", "--to", "-"),
        ("actions", "--format", "csv", "--json"),
        ("actions", "--no-date", "--late"),
        ("actions", "--mine", "--owner", "@ravi"),
        ("decisions", "--late"),
        ("actions", "--review", "due"),
        ("decisions", "--review", "later"),
        ("actions", "--due", "ooit"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(leader: Kgw, arguments: tuple[str, ...]) -> None:
    done = leader("list", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1].startswith("Fout: ")


def test_days_narrow_what_is_to_be_done(leader: Kgw) -> None:
    def dues(*arguments: str) -> list[str]:
        return [each.get("due", "") for each in json.loads(leader("list", "actions", *arguments, "--json").out)]

    leader("do", "A-1", "uitstellen", "geen")
    everything = dues()
    assert [due for due in everything if due and due < "2026-11-24"] == dues("--late")
    assert [due for due in everything if due and due <= "2026-12-01"] == dues("--due", "1 dec")
    assert [due for due in everything if not due] == dues("--no-date") != []
    assert len(dues("--late", "--mine")) < len(dues("--late"))


def test_decisions_whose_day_has_come_are_those_in_force(leader: Kgw) -> None:
    assert json.loads(leader("list", "decisions", "--review", "due", "--json").out) == []
    due = leader("list", "decisions", "--review", "due", env={"KGW_NOW": "2027-03-05T09:00:00+01:00"})
    assert "2026-020" in due.out
    assert "Ingetrokken" not in due.out


def test_whose_is_mine_is_asked_when_nobody_is_at_the_keyboard(school: Kgw) -> None:
    done = school("list", "actions", "--mine")
    assert (done.code, done.out) == (1, "")
    assert "kgw setup" in done.err
