"""Cut off in the middle of a sentence, in a real terminal: by a signal, a kill, a crash, or a terminal that goes."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path
from time import monotonic

import pytest

from ..data.faults import small_disk
from .terminals import CTRL_Q, ENTER, F4, F10, PATIENCE, Terminal, command, environment, terminal
from .test_terminals import start_typing, texts

_WITH_A_FAULT = """
from kgw_tui.cli import main
from kgw_tui.screens.app import KgwApp

def action_app_blank(self):
    raise RuntimeError("een fout")

KgwApp.action_app_blank = action_app_blank
main()
"""
F7, F12 = "\x1b[18~", "\x1b[24~"
AGAIN = "de regel die je om 13:04 typte staat er weer"


def kept(folder: Path) -> str:
    """What the files of half-typed lines in `folder` have, all together."""
    files = (folder / "home" / "private" / "drafts").glob("*.json")
    return "".join(path.read_text("utf-8") for path in files)


def types(kgw: Terminal, folder: Path, text: str) -> None:
    """Type, and wait until it has been kept: no longer than half a second, but a test waits for the file."""
    kgw.send(text)
    kgw.until(lambda: text in kept(folder))


def cut_off(kgw: Terminal, number: signal.Signals = signal.SIGKILL) -> None:
    kgw.process.kill(number)
    kgw.until(lambda: not kgw.process.isalive())


def click_on(kgw: Terminal, text: str) -> str:
    """What a terminal sends for a click on the row that has `text`."""
    row = next(number for number, row in enumerate(kgw.rows, 1) if text in row)
    return f"\x1b[<0;12;{row}M\x1b[<0;12;{row}m"


def in_the_meeting(kgw: Terminal) -> None:
    kgw.until(lambda: any(row.startswith(" ›") for row in kgw.rows))


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_a_signal_loses_no_character(tmp_path: Path, number: signal.Signals) -> None:
    """Not the last one either: it is kept in the signal itself."""
    with terminal(tmp_path) as kgw:
        start_typing(kgw)
        kgw.say("bewaard")
        kgw.send("half getypt")
        kgw.until(lambda: kgw.line == "half getypt")
        cut_off(kgw, number)
        kgw.process.close()
        assert kgw.process.exitstatus == 128 + number
    assert texts(tmp_path) == ["bewaard"]
    with terminal(tmp_path) as kgw:
        kgw.sees(AGAIN)
        kgw.until(lambda: kgw.line == "half getypt")
        assert kgw.shows("bewaard")


def test_a_kill_loses_nothing_that_was_typed_before_the_last_look(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        start_typing(kgw)
        types(kgw, tmp_path, "! half getypt @fa [b] é漢")
        cut_off(kgw)
    with terminal(tmp_path) as kgw:
        kgw.sees(AGAIN)
        kgw.until(lambda: kgw.line == "! half getypt @fa [b] é漢")
        kgw.send(ENTER)
        kgw.until(lambda: kgw.line == "")
        cut_off(kgw)
    assert len(texts(tmp_path)) == 1
    with terminal(tmp_path) as kgw:
        kgw.sees("Vergaderingen")
        assert not kgw.shows("onafgemaakt")


def test_who_types_on_without_a_pause_is_kept_up_with(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        start_typing(kgw)
        typed = ""
        for number in range(400):
            typed += str(number % 10)
            kgw.send(typed[-1])
            kgw.watch(0.01)
            if kept(tmp_path):
                break
        assert kept(tmp_path), "nothing was kept in four seconds of typing"
        cut_off(kgw)
    with terminal(tmp_path) as kgw:
        kgw.sees(AGAIN)
        kgw.until(lambda: kgw.line != "")
        assert typed.startswith(kgw.line)


def test_the_terminal_that_is_closed_loses_no_character(tmp_path: Path) -> None:
    kgw = Terminal(tmp_path)
    start_typing(kgw)
    kgw.send("half getypt")
    kgw.until(lambda: kgw.line == "half getypt")
    process = kgw.process.pid
    os.close(kgw.process.child_fd)  # as the window of a terminal does, or a connection that drops
    _pid, status = os.waitpid(process, 0)
    assert os.WIFEXITED(status)
    with terminal(tmp_path) as again:
        again.sees(AGAIN)
        again.until(lambda: again.line == "half getypt")


def test_after_enter_and_a_kill_the_line_is_said_and_not_offered(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        start_typing(kgw)
        types(kgw, tmp_path, "een hele zin")
        kgw.send(ENTER)
        kgw.until(lambda: kgw.line == "")
        cut_off(kgw)
    assert texts(tmp_path) == ["een hele zin"]
    assert kept(tmp_path) == ""
    with terminal(tmp_path) as kgw:
        kgw.sees("Vergaderingen")
        kgw.send(ENTER)
        in_the_meeting(kgw)
        kgw.sees("een hele zin")
        kgw.until(lambda: kgw.line == "")


def test_who_left_by_a_key_comes_to_the_list_which_says_what_is_unfinished(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        start_typing(kgw)
        kgw.say("begonnen")
        kgw.send("half getypt")
        kgw.until(lambda: kgw.line == "half getypt")
        kgw.send(CTRL_Q)
        assert kgw.ends() == 0
    with terminal(tmp_path) as kgw:
        kgw.sees("onafgemaakte regel · loopt", "u: 1 onafgemaakte regel")
        kgw.send(ENTER)
        in_the_meeting(kgw)
        kgw.until(lambda: kgw.line == "half getypt")


def test_two_terminals_that_die_lose_neither_line(tmp_path: Path) -> None:
    with terminal(tmp_path) as chair:
        start_typing(chair)
        chair.say("begonnen")
        with terminal(tmp_path) as minute_taker:
            minute_taker.sees("F1")
            minute_taker.send(ENTER)
            minute_taker.sees("begonnen")
            types(chair, tmp_path, "van de voorzitter")
            types(minute_taker, tmp_path, "van de notulist")
            cut_off(chair)
            cut_off(minute_taker)
    with terminal(tmp_path) as kgw:
        kgw.sees("nog 1 onafgemaakte regel: F4")
        kgw.until(lambda: kgw.line != "")
        first = kgw.line
        kgw.send(ENTER)
        kgw.sees("nog 1 onafgemaakte regel: F4")
        kgw.until(lambda: kgw.line == "")
        kgw.send(F4)
        kgw.until(lambda: kgw.line != "")
        assert {first, kgw.line} == {"van de voorzitter", "van de notulist"}
        kgw.send(ENTER)
        kgw.until(lambda: kgw.line == "")
    assert sorted(texts(tmp_path)) == ["begonnen", "van de notulist", "van de voorzitter"]


def test_an_edit_that_is_cut_off_goes_on_as_an_edit_over_the_line_below_it(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        start_typing(kgw)
        kgw.say("gezegd")
        kgw.send("half")
        kgw.until(lambda: kgw.line == "half")
        kgw.send(click_on(kgw, "gezegd"))
        kgw.sees("e wijzig")
        kgw.send("e")
        kgw.until(lambda: kgw.line == "gezegd")
        types(kgw, tmp_path, " en meer")
        cut_off(kgw)
    with terminal(tmp_path) as kgw:
        kgw.sees(AGAIN)
        kgw.until(lambda: kgw.line == "gezegd en meer")
        kgw.send(f" nog{ENTER}")
        kgw.until(lambda: kgw.line == "half")
        cut_off(kgw, signal.SIGTERM)
    assert texts(tmp_path) == ["gezegd en meer nog"]
    with terminal(tmp_path) as kgw:
        kgw.until(lambda: kgw.line == "half")


def test_what_was_typed_in_a_check_goes_on_as_that_check(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        start_typing(kgw)
        kgw.say("? het komt door de toetsweken")
        kgw.send(F7)
        kgw.sees("nagaan: wat je kunt vragen")
        types(kgw, tmp_path, "zestig procent valt erbuiten")
        cut_off(kgw)
    with terminal(tmp_path) as kgw:
        kgw.sees(AGAIN)
        kgw.until(lambda: kgw.line == "zestig procent valt erbuiten")
        kgw.send(ENTER)
        kgw.until(lambda: kgw.line == "")
        kgw.sees("+ zestig procent")


def test_half_an_agenda_item_is_told_of_in_the_list_and_is_there_again(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        kgw.sees("F1")
        kgw.send("n")
        kgw.sees("Esc")
        kgw.send("p")
        in_the_meeting(kgw)
        types(kgw, tmp_path, "Rooster 2027 (15")
        cut_off(kgw)
    with terminal(tmp_path) as kgw:
        kgw.sees("u: 1 onafgemaakte regel")
        kgw.send("u")
        kgw.sees("Rooster 2027 (15", "agenda van")
        kgw.send(ENTER)
        kgw.until(lambda: kgw.line == "Rooster 2027 (15")


def test_half_an_answer_of_the_closing_page_is_there_again(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        start_typing(kgw)
        kgw.say("! iemand regelt koffie")
        kgw.send(F10)
        kgw.sees("Sluiten: ")
        types(kgw, tmp_path, "@fat")
        cut_off(kgw)
    with terminal(tmp_path) as kgw:
        kgw.sees("Sluiten: ")
        kgw.until(lambda: kgw.line == "@fat")


def test_a_paste_that_was_shown_is_shown_again(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        start_typing(kgw)
        kgw.send("\x1b[200~! bellen >vr\n= Besluit\nGezegd\n\x1b[201~")
        kgw.sees("Actie · bellen")
        kgw.until(lambda: "Besluit" in kept(tmp_path))
        cut_off(kgw)
    with terminal(tmp_path) as kgw:
        kgw.sees("Actie · bellen")
        kgw.send(ENTER)
        kgw.sees("✓ 3 regels")
        cut_off(kgw)
    assert kept(tmp_path) == ""
    assert texts(tmp_path) == ["bellen", "Besluit", "Gezegd"]


@pytest.mark.parametrize("code", ["nl", "en"])
def test_a_crash_leaves_the_terminal_usable_and_says_in_one_line_where_everything_is(tmp_path: Path, code: str) -> None:
    language = {"nl": "nl_NL.UTF-8", "en": "en_GB.UTF-8"}[code]
    kgw = Terminal(tmp_path, "-c", _WITH_A_FAULT, program=sys.executable, size=(200, 24), LANG=language)
    try:
        before = termios.tcgetattr(kgw.process.child_fd)
        kgw.until(lambda: "F1" in kgw.rows[-1])
        kgw.send(f"n{ENTER}")
        in_the_meeting(kgw)
        kgw.send("half getypt")
        kgw.until(lambda: kgw.line == "half getypt")
        kgw.send(F12)
        kgw.until(lambda: not kgw.process.isalive())
        kgw.watch(1)
        assert termios.tcgetattr(kgw.process.child_fd)[3] & (termios.ECHO | termios.ICANON) == before[3] & (
            termios.ECHO | termios.ICANON
        )
    finally:
        kgw.process.close(force=True)
    assert kgw.process.exitstatus == 1
    _screen, _left, after = kgw.raw.rpartition(b"\x1b[?1049l")
    assert b"\x1b[?25h" in after
    (said,) = [line for line in after.decode().splitlines() if "kgw: " in line]
    assert str(tmp_path / "home" / "private" / "drafts") in said
    assert "Traceback" not in after.decode()
    with terminal(tmp_path) as again:
        again.sees(AGAIN)
        again.until(lambda: again.line == "half getypt")


def fill(disk: Path) -> Path:
    """A file that takes all the room that there is."""
    filler = disk / "vol"
    with filler.open("ab", buffering=0) as file:
        for size in (4096, 1):
            with suppress(OSError):
                while True:
                    file.write(b"x" * size)
    return filler


def test_on_a_full_disk_what_is_typed_is_kept_as_soon_as_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        home = {"KGW_HOME": str(disk / "home")}
        with terminal(tmp_path, env=home) as kgw:
            start_typing(kgw)
            kgw.say("begonnen")
            kgw.until(lambda: bool(list(disk.glob("home/shared/backups/*.zip"))))  # which takes and gives room
            filler = fill(disk)
            kgw.send("half getypt")
            kgw.until(lambda: kgw.line == "half getypt")
            kgw.sees("schijf is vol")
            filler.unlink()
            kgw.until(lambda: "half getypt" in kept(disk))
            cut_off(kgw)
        with terminal(tmp_path, env=home) as kgw:
            kgw.until(lambda: kgw.line == "half getypt")


@pytest.mark.parametrize("number", [None, signal.SIGTERM], ids=["^q", "SIGTERM"])
def test_on_a_full_disk_who_leaves_finds_it_elsewhere_and_is_told_where(
    tmp_path: Path, number: signal.Signals | None
) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        with terminal(tmp_path, size=(200, 24), env={"KGW_HOME": str(disk / "home")}) as kgw:
            start_typing(kgw)
            kgw.say("begonnen")
            kgw.until(lambda: bool(list(disk.glob("home/shared/backups/*.zip"))))
            fill(disk)
            kgw.send("! half getypt @fa")
            kgw.until(lambda: kgw.line == "! half getypt @fa")
            if number is None:
                kgw.send(CTRL_Q)
                kgw.sees("nog een keer gaat weg")
                fill(disk)  # what failed has given back what room it had
                kgw.send(CTRL_Q)
                assert kgw.ends() == 0
            else:
                cut_off(kgw, number)
                kgw.watch(1)
        (file,) = tmp_path.glob("kgw-not-saved-*.txt")
        assert file.read_text("utf-8") == "! half getypt @fa\n"
        assert file.stat().st_mode & 0o777 == 0o600
        said = kgw.raw.rpartition(b"\x1b[?1049l")[2].decode()
        told = f"kgw: wat niet bewaard kon worden staat in {file}"
        assert [told in line for line in said.splitlines()].count(True) == 1


def test_a_terminal_that_goes_without_a_signal_ends_it_all_the_same(tmp_path: Path) -> None:
    """Nobody is told when it isn't the terminal of the session; reading from it is an end that never ends."""
    master, slave = os.openpty()
    termios.tcsetwinsize(slave, (24, 80))
    process = subprocess.Popen(
        [command()], stdin=slave, stdout=slave, stderr=slave, env=environment(tmp_path), start_new_session=True
    )
    os.close(slave)
    try:
        for keys in ("m", "half getypt"):
            wait_for(master, "F1")
            os.write(master, keys.encode())
        end = monotonic() + PATIENCE
        while "half getypt" not in kept(tmp_path):
            assert monotonic() < end
            if select.select([master], [], [], 0.1)[0]:
                os.read(master, 65536)
        os.close(master)
        process.wait(PATIENCE)
    finally:
        process.kill()
    with terminal(tmp_path) as kgw:
        kgw.until(lambda: kgw.line == "half getypt")


def wait_for(descriptor: int, text: str) -> None:
    """Read what a terminal is sent until `text` comes."""
    seen = b""
    end = monotonic() + PATIENCE
    while text.encode() not in seen:
        assert monotonic() < end, seen
        if select.select([descriptor], [], [], 0.1)[0]:
            seen += os.read(descriptor, 65536)
