"""`kgw log`: a line in, a handle out, whatever it is fed with."""

from __future__ import annotations

import json
import signal
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pexpect
import pytest

from tests.cli.processes import COMMAND, Kgw
from tests.usecases.meetings import hold_meeting
from tests.workspaces import workspace_at


def notes(kgw: Kgw) -> list[dict[str, object]]:
    return cast("list[dict[str, object]]", json.loads(kgw("list", "notes", "--json").out))


def texts(kgw: Kgw) -> list[object]:
    return [note["text"] for note in notes(kgw)]


def test_the_handle_alone_is_printed(kgw: Kgw) -> None:
    done = kgw("log", "@karim vraagt of de toetsweek eerder kan #toetsing")
    assert (done.code, done.out) == (0, "N-1\n")
    (note,) = notes(kgw)
    assert note["themes"] == ["toetsing"]
    assert note["mentions"] == ["karim"]
    assert (note["date"], note["time"]) == ("2026-11-24", "13:04")


def test_words_without_quotes_are_one_note(kgw: Kgw) -> None:
    assert kgw("log", "Karim", "vraagt", "iets").out == "N-1\n"
    assert texts(kgw) == ["Karim vraagt iets"]


def test_piped_lines_are_a_note_each(kgw: Kgw) -> None:
    done = kgw("log", stdin="een\n\n09:10 twee\n  en verder\n")
    assert done.out == "N-1\nN-2\n"
    assert sorted(map(str, texts(kgw))) == ["een", "twee\nen verder"]


def test_what_begins_with_a_dash_is_text(kgw: Kgw) -> None:
    assert kgw("log", "- punt een").out == "N-1\n"
    assert kgw("log", "--", "-x").out == "N-2\n"
    assert kgw("log", "-x").code == 2
    assert texts(kgw) == ["- punt een", "-x"]


PEOPLE = "@karim Karim Bouzid, docent\n@fatima Fatima El Idrissi, docent\n"
Asked = Callable[..., "pexpect.spawn[str]"]


@pytest.fixture
def asked(kgw: Kgw) -> Iterator[Asked]:
    """Starts `kgw log` on a terminal of its own, with these arguments."""
    children: list[pexpect.spawn[str]] = []

    def start(*arguments: str) -> pexpect.spawn[str]:
        child = pexpect.spawn(
            COMMAND[0],
            [*COMMAND[1:], "log", *arguments],
            env=kgw.environment(),
            encoding="utf-8",
            timeout=60,
            use_poll=True,
            dimensions=(24, 200),
        )
        children.append(child)
        return child

    yield start
    for child in children:
        child.close(force=True)


def typed_on(child: pexpect.spawn[str], text: str) -> None:
    """Type this, and wait until all of it stands there."""
    child.send(text)
    child.expect_exact(text.rsplit(" ", maxsplit=1)[-1])


def ended(child: pexpect.spawn[str]) -> str:
    """What it said before it ended."""
    child.expect(pexpect.EOF)
    child.close()
    return str(child.before)


def test_it_asks_for_the_line_on_a_terminal(kgw: Kgw) -> None:
    child = pexpect.spawn(
        COMMAND[0], [*COMMAND[1:], "log"], env=kgw.environment(), encoding="utf-8", timeout=60, use_poll=True
    )
    child.expect("› ")
    child.sendline("Karim vraagt iets #toetsing")
    child.expect("N-1")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert texts(kgw) == ["Karim vraagt iets"]


@pytest.mark.parametrize("ending", ["\x04", "\r"])
def test_nothing_typed_is_no_note(kgw: Kgw, ending: str) -> None:
    child = pexpect.spawn(
        COMMAND[0], [*COMMAND[1:], "log"], env=kgw.environment(), encoding="utf-8", timeout=60, use_poll=True
    )
    child.expect("› ")
    child.send(ending)
    child.expect("kgw: ")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    assert notes(kgw) == []


def test_ctrl_c_leaves_without_a_traceback(kgw: Kgw) -> None:
    child = pexpect.spawn(
        COMMAND[0], [*COMMAND[1:], "log"], env=kgw.environment(), encoding="utf-8", timeout=60, use_poll=True
    )
    child.expect("› ")
    for _again in range(60):  # one that comes between the prompt and the waiting for keys is heard with the next
        child.sendintr()
        if child.expect([pexpect.TIMEOUT, pexpect.EOF], timeout=1):
            break
    child.close()
    assert "Traceback" not in str(child.before)
    assert child.exitstatus == 130


@pytest.mark.parametrize("end", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_what_was_half_typed_when_it_was_cut_off_stands_there_the_next_time(
    kgw: Kgw, asked: Asked, end: signal.Signals
) -> None:
    child = asked()
    child.expect("› ")
    typed_on(child, "@karim vraagt of de toetsw")
    child.kill(end)
    said = ended(child)
    assert "Traceback" not in said
    assert notes(kgw) == []
    again = asked()
    again.expect_exact("toetsw")
    again.sendline("eek eerder kan")
    again.expect("N-1")
    ended(again)
    assert texts(kgw) == ["karim vraagt of de toetsweek eerder kan"]
    third = asked()
    third.expect("› ")
    third.send("\r")
    assert "toetsw" not in ended(third)


def test_a_line_that_was_emptied_does_not_come_back(kgw: Kgw, asked: Asked) -> None:
    child = asked()
    child.expect("› ")
    typed_on(child, "toch maar niet")
    child.kill(signal.SIGHUP)
    ended(child)
    again = asked()
    again.expect_exact("niet")
    again.send("\x15\r")
    ended(again)
    third = asked()
    third.expect("› ")
    third.sendline("iets anders")
    third.expect("N-1")
    ended(third)
    assert texts(kgw) == ["iets anders"]


def test_tab_completes_names_and_themes(kgw: Kgw, asked: Asked) -> None:
    kgw("import", "-", stdin=PEOPLE)
    kgw("log", "eerder #toetsing")
    child = asked()
    child.expect("› ")
    typed_on(child, "@kar")
    child.send("\t")
    child.expect_exact("im")
    typed_on(child, " belt over #toe")
    child.send("\t")
    child.expect_exact("tsing")
    child.send("\r")
    child.expect("N-2")
    ended(child)
    second = next(note for note in notes(kgw) if note["handle"] == "N-2")
    assert (second["text"], second["themes"]) == ("Karim belt over toetsing", ["toetsing"])
    assert second["mentions"] == ["Karim Bouzid"]


def test_several_lines_pasted_at_the_prompt_are_a_note_each(kgw: Kgw, asked: Asked) -> None:
    child = asked()
    child.expect("› ")
    child.send("\x1b[200~09:10 een\ntwee\x1b[201~")
    child.expect_exact("twee")
    child.send("\r")
    child.expect("N-2")
    ended(child)
    assert sorted(map(str, texts(kgw))) == ["een", "twee"]


def test_several_are_written_up_later_under_their_day(kgw: Kgw) -> None:
    done = kgw("log", stdin="maandag:\n09:10 een\n11:15 twee\n  ! Karim bellen >vr\n")
    assert done.out == "N-1\nN-2\nA-1\n"
    assert [
        (note["date"], note["time"], note["text"]) for note in sorted(notes(kgw), key=lambda one: str(one["time"]))
    ] == [
        ("2026-11-23", "09:10", "een"),
        ("2026-11-23", "11:15", "twee"),
    ]
    assert done.err.count("ma 23 nov") == 2


@pytest.mark.parametrize("text", ["@", "@ka", "#toets @", "karim toetsw", ">", "? wie", "gisteren"])
def test_half_a_line_is_a_note_too(kgw: Kgw, text: str) -> None:
    done = kgw("log", "--", f"x {text}" if text == ">" else text)
    assert (done.code, done.out) == (0, "N-1\n")


# The hint about writing


ILL = "@{Karim Bouzid} is ziek"


def test_a_hint_comes_behind_the_number_on_a_terminal_and_nowhere_else(kgw: Kgw, asked: Asked) -> None:
    assert kgw("log", ILL).err.count("gezondheid") == 0
    said = ended(asked(ILL))
    assert said.index("N-2") < said.index("gezondheid")
    assert "gezondheid" not in ended(asked("Karim vraagt of het eerder kan"))
    script = f"{COMMAND[0]} -m kgw_tui log '{ILL}' 2>/dev/null"
    child = pexpect.spawn("sh", ["-c", script], env=kgw.environment(), encoding="utf-8", timeout=60, use_poll=True)
    assert "gezondheid" not in ended(child)


def test_no_hint_comes_while_a_meeting_runs_or_where_they_are_off(kgw: Kgw, asked: Asked) -> None:
    kgw("log", "eerst")
    settings = kgw.home / "settings.json"
    kept = settings.read_text("utf-8") if settings.exists() else "{}"
    settings.write_text(json.dumps({**json.loads(kept), "writing_hints": False}), "utf-8")
    assert "gezondheid" not in ended(asked(ILL))
    settings.write_text(kept, "utf-8")
    assert "gezondheid" in ended(asked(ILL))
    with workspace_at(kgw.home) as workspace:
        hold_meeting(workspace, lines=["Gezegd"])
    assert "gezondheid" not in ended(asked(ILL))


@pytest.mark.parametrize("redirect", ["<&-", "</dev/null"])
def test_closed_or_empty_input_gets_a_sentence(kgw: Kgw, redirect: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m kgw_tui log {redirect}', COMMAND[0]],
        env=kgw.environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(b"kgw: ")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("redirect", [">&-", "2>&-", ">&- 2>&- <&-"])
def test_closed_output_stores_the_note_all_the_same(kgw: Kgw, redirect: str) -> None:
    subprocess.run(["sh", "-c", f'"$0" -m kgw_tui log iets {redirect}', COMMAND[0]], env=kgw.environment(), check=True)
    assert texts(kgw) == ["iets"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_output_on_a_full_disk_is_said(kgw: Kgw) -> None:
    done = subprocess.run(
        ["sh", "-c", '"$0" -m kgw_tui log iets >/dev/full', COMMAND[0]],
        env=kgw.environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(b"kgw: ")
    assert b"Traceback" not in done.stderr
    assert texts(kgw) == ["iets"]


@pytest.mark.parametrize(
    "text",
    [
        "[red]rood[/red] [/] {x} {0} %s %(y)s",
        "\x1b[31mrood\x1b[0m \x07bel\x00nul",
        "שלום עולם \u202eomgekeerd",
        "e\u0301\u0302 👩‍👩‍👧 ﷽",
        "'; DROP TABLE notes; --",
        "../../etc/passwd",
        "x" * 100_000,
    ],
    ids=["markup", "escapes", "right-to-left", "combining", "sql", "path", "long"],
)
def test_any_text_is_kept_as_text(kgw: Kgw, text: str) -> None:
    done = kgw("log", stdin=text)
    assert (done.code, done.out) == (0, "N-1\n")
    assert str(texts(kgw)[0]) == unicodedata.normalize("NFC", "".join(ch for ch in text if ch >= " "))
    assert "\x1b" not in kgw("show", "N-1").out
    assert "\x1b" not in kgw("list", "notes").out


def test_a_megabyte_on_one_line_is_one_note(kgw: Kgw) -> None:
    done = kgw("log", stdin="woord " * 180_000)
    assert (done.code, done.out) == (0, "N-1\n")
    assert len(str(texts(kgw)[0])) > 1_000_000


def test_input_that_is_not_utf8_gets_a_sentence_and_makes_no_note(kgw: Kgw) -> None:
    done = kgw.raw("log", stdin=b"caf\xe9")
    assert done.returncode == 1
    assert "UTF-8" in done.stderr.decode()
    assert notes(kgw) == []


def test_an_argument_that_is_not_utf8_does_not_break_the_store(kgw: Kgw) -> None:
    kgw.raw("log", b"caf\xe9 dicht")
    assert kgw("log", "nog iets").code == 0
    assert kgw("list", "notes").code == 0


def test_what_cannot_be_stored_is_given_back(kgw: Kgw) -> None:
    kgw.home.write_text("a file where the folder should be")
    done = kgw("log", "een zin die niet weg mag")
    assert done.code == 1
    assert "een zin die niet weg mag" in done.err
    assert done.err.splitlines()[-1].startswith("kgw: ")
