"""kgw in real terminals: fast, dumb, none at all, in the C locale, and gone from one moment to the next."""

from __future__ import annotations

import re
import signal
import subprocess
from pathlib import Path

import pytest

from kgw_tui.data.opening import open_workspace
from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.meetings import MEETINGS

from .terminals import CTRL_P, CTRL_Q, CTRL_Z, ENTER, ESC, F1, F10, UP, Terminal, command, environment, terminal


def start_typing(kgw: Terminal) -> None:
    """From the start to the line of a meeting without an agenda."""
    kgw.sees("F1")
    kgw.send("n")
    kgw.sees("Esc")
    kgw.send(ENTER)
    kgw.until(lambda: any(row.startswith(" ›") for row in kgw.rows))


def texts(folder: Path) -> list[str]:
    """What the store in `folder` has, in order, read by another process than the one that wrote it."""
    workspace = open_workspace(folder / "home")
    try:
        entries = workspace.shared.all(ENTRIES)
        return [entry.text for entry in sorted(entries, key=lambda entry: (entry.order, entry.id))]
    finally:
        workspace.close()


def test_a_burst_of_lines_in_one_write_is_kept_whole_and_in_order(tmp_path: Path) -> None:
    said = [f"zin {number} van wie snel typt, é en “zo” en 漢字" for number in range(60)]
    with terminal(tmp_path) as kgw:
        start_typing(kgw)
        kgw.send("".join(f"{line}\r" for line in said) + "en half")
        kgw.sees("zin 59")
        kgw.until(lambda: kgw.line == "en half")
        assert texts(tmp_path) == said


def test_from_the_first_key_on_nothing_that_is_typed_is_lost(tmp_path: Path) -> None:
    """Who starts a meeting types on at once, before the screen stands."""
    with terminal(tmp_path) as kgw:
        kgw.sees("F1")
        kgw.send(f"n{ENTER}meteen gezegd{ENTER}en nog iets{ENTER}")
        kgw.sees("en nog iets")
        kgw.until(lambda: kgw.line == "")
        assert texts(tmp_path) == ["meteen gezegd", "en nog iets"]


def test_twenty_characters_a_second_are_shown_as_they_come(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        start_typing(kgw)
        typed = ""
        for character in "! Kalender uitdraaien @fatima >vr":
            kgw.send(character)
            typed += character
        kgw.until(lambda: kgw.line == typed)
        kgw.sees("vr 27 nov")


def test_keys_and_text_in_one_write_are_done_in_their_order(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        start_typing(kgw)
        kgw.send(f"een{ENTER}twee{ENTER}{UP}!")
        kgw.sees("! twee")
        kgw.leave()
        kgw.send(f"drie{ENTER}{CTRL_Z}vier{ENTER}")
        kgw.sees("vier")
        assert texts(tmp_path) == ["een", "twee", "vier"]


def test_a_bracketed_paste_shows_what_it_will_be(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        start_typing(kgw)
        kgw.send("\x1b[200~! bellen >vr\n= Besluit\nGezegd\n\x1b[201~")
        kgw.sees("Actie · bellen · vr 27 nov", "Besluit · Besluit", "Notitie · Gezegd")
        kgw.send(ENTER)
        kgw.sees("✓ 3 regels")
        assert texts(tmp_path) == ["bellen", "Besluit", "Gezegd"]


def test_pasted_escape_sequences_never_reach_the_terminal(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        start_typing(kgw)
        before = len(kgw.raw)
        kgw.send("\x1b[200~voor\x9b31m\x07\x9d0;titel\x9c na\x1b[201~")
        kgw.sees("na")
        kgw.send(ENTER)
        kgw.until(lambda: kgw.line == "")
        assert b"\x07" not in kgw.raw[before:]
        assert "\x9b".encode() not in kgw.raw[before:]


@pytest.mark.parametrize("sent", [signal.SIGHUP, signal.SIGTERM])
def test_a_terminal_that_goes_loses_no_word(tmp_path: Path, sent: signal.Signals) -> None:
    with terminal(tmp_path) as kgw:
        start_typing(kgw)
        kgw.say("bewaard")
        kgw.send("half getypt")
        kgw.until(lambda: kgw.line == "half getypt")
        kgw.process.kill(sent)
        kgw.until(lambda: not kgw.process.isalive())
    assert texts(tmp_path) == ["bewaard"]
    with terminal(tmp_path) as kgw:
        kgw.sees("F1")
        kgw.send(ENTER)
        kgw.sees("bewaard")
        kgw.until(lambda: kgw.line == "half getypt")


def test_ctrl_q_gives_the_terminal_back_as_it_was_and_keeps_the_half_typed_line(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        start_typing(kgw)
        kgw.send("half getypt")
        kgw.until(lambda: kgw.line == "half getypt")
        kgw.send(CTRL_Q)
        assert kgw.ends() == 0
        assert b"\x1b[?1049l" in kgw.raw
        assert b"\x1b[?25h" in kgw.raw
    with terminal(tmp_path) as kgw:
        kgw.sees("F1")
        kgw.send(ENTER)
        kgw.until(lambda: kgw.line == "half getypt")


def test_a_terminal_of_twenty_by_five_takes_lines(tmp_path: Path) -> None:
    with terminal(tmp_path, size=(20, 5)) as kgw:
        kgw.until(lambda: any(kgw.rows))
        kgw.send(f"n{ENTER}")
        kgw.until(lambda: any(row.startswith(" ›") for row in kgw.rows))
        kgw.send("kort gezegd")
        kgw.until(lambda: kgw.line == "kort gezegd")
        kgw.send(ENTER)
        kgw.until(lambda: kgw.line == "")
        assert texts(tmp_path) == ["kort gezegd"]


def test_a_storm_of_resizes_leaves_a_whole_screen(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        start_typing(kgw)
        for number, (width, height) in enumerate([(100, 30), (20, 5), (1, 1), (60, 15), (132, 43)] * 4):
            kgw.process.setwinsize(height, width)
            kgw.send(f"{number} ")
        kgw.screen.resize(24, 80)
        kgw.process.setwinsize(24, 80)
        kgw.send(ENTER)
        kgw.sees("18 19", "F1 hulp")
        assert texts(tmp_path) == [" ".join(str(number) for number in range(20))]


@pytest.mark.parametrize("locale", ["C", "POSIX", ""])
def test_in_the_c_locale_it_opens_and_takes_letters_with_accents(tmp_path: Path, locale: str) -> None:
    with terminal(tmp_path, env={"LANG": locale, "LC_ALL": locale}) as kgw:
        start_typing(kgw)
        kgw.say("één café, “goed”")
        kgw.sees("één café")
    assert texts(tmp_path) == ["één café, “goed”"]


def test_without_colour_nothing_is_told_by_colour(tmp_path: Path) -> None:
    with terminal(tmp_path, env={"NO_COLOR": "1"}) as kgw:
        start_typing(kgw)
        kgw.say("# Punt")
        kgw.say("? klopt het")
        kgw.sees("nog nagaan")
        assert grey_only(kgw.raw)


def grey_only(raw: bytes) -> bool:
    """Whether every colour in what was sent is a grey."""
    found = re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", raw)
    return all(red == green == blue for red, green, blue in found)


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
@pytest.mark.parametrize("arguments", [(), ("demo",)])
def test_one_that_can_show_nothing_gets_a_sentence(tmp_path: Path, term: str, arguments: tuple[str, ...]) -> None:
    with terminal(tmp_path, *arguments, size=(200, 24), env={"TERM": term}) as kgw:
        assert kgw.ends() == 1
        shown = "\n".join(kgw.rows)
        assert "Traceback" not in shown
        assert shown.startswith("kgw: ")
        assert "kgw log" in shown
        assert b"\x1b[?1049h" not in kgw.raw


@pytest.mark.parametrize("arguments", [(), ("demo",)])
def test_without_a_terminal_there_is_a_sentence(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = subprocess.run(
        [command(), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environment(tmp_path),
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("kgw: ")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "home").exists()


def test_the_demo_opens_in_its_running_meeting_and_leaves_nothing_behind(tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    with terminal(tmp_path, "demo", env={"TMPDIR": str(temporary)}) as kgw:
        kgw.until(lambda: any(row.startswith(" ›") for row in kgw.rows))
        kgw.say("! iets uit de demo >vr")
        kgw.sees("iets uit de demo")
        kgw.press(F1)
        kgw.sees("De regel")
        kgw.press(ESC)
        kgw.until(lambda: kgw.line == "" and kgw.shows(" ›"))
        kgw.press(CTRL_Q)
        assert kgw.ends() == 0
    assert list(temporary.iterdir()) == []
    assert not (tmp_path / "home").exists()


def test_two_terminals_on_one_meeting_show_each_others_lines(tmp_path: Path) -> None:
    with terminal(tmp_path) as chair:
        start_typing(chair)
        chair.say("van de voorzitter")
        with terminal(tmp_path) as minute_taker:
            minute_taker.sees("F1")
            minute_taker.send(ENTER)
            minute_taker.sees("van de voorzitter")
            minute_taker.say("van de notulist")
            chair.sees("van de notulist")
            chair.say("en terug")
            minute_taker.sees("en terug")
    workspace = open_workspace(tmp_path / "home")
    assert len(workspace.shared.all(MEETINGS)) == 1
    workspace.close()


def test_closing_and_the_palette_are_reached_by_keys_alone(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        start_typing(kgw)
        kgw.say("= Besloten")
        kgw.send(CTRL_P)
        kgw.sees("Typ wat je wilt")
        kgw.send("sluit")
        kgw.sees("/sluit")
        kgw.send(ESC)
        kgw.until(lambda: not kgw.shows("Typ wat je wilt"))
        kgw.send(F10)
        kgw.sees("Besluiten")
        kgw.send(F10)
        kgw.sees("concept")
        kgw.send(ESC)
        kgw.sees("Vergaderingen")
        kgw.send("q")
        assert kgw.ends() == 0
