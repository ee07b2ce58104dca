"""Cutting an SSH connection in mid-sentence, round after round: `python -m tests.screens.ssh_rounds 50 [SEED]`.

In each round somebody who is logged in to a real sshd types lines and then a sentence, as fast or slowly as chance has
it, and is cut off at a moment that chance has chosen: the client is killed, or sshd's end of the connection. Every line
that the screen had shown as taken must be there once, in its order; logging in again offers the sentence, with every
character of it that was typed more than half a second before; and nothing of the session goes on running.
"""

from __future__ import annotations

import random
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import pytest

from kgw_tui.data.opening import open_workspace
from kgw_tui.records.entries import ENTRIES

from .ssh import Host, kill, sshd
from .terminals import ENTER, Terminal

HALF = 0.5
"""Seconds after which a character that was typed must not be lost."""
LETTERS = "abcdefghijé“_"
"""No spaces: one at the end can't be seen on a screen."""
WIDTH = 200


@dataclass
class Said:
    """What was typed so far and what is known of it."""

    lines: list[str] = field(default_factory=list[str])
    """Lines that the screen showed as taken, in order."""
    sentence: str = ""
    """What stood in the line, as far as it was seen there."""
    youngest_lost: float = 0.0
    """The greatest age in seconds that a lost character had reached."""
    lost: int = 0
    kept: int = 0


def rounds(host: Host, count: int, seed: int) -> Said:
    """Cut so many connections off; what was said. Raises AssertionError."""
    chance = random.Random(seed)
    said = Said()
    for number in range(count):
        kgw = host.kgw(size=(WIDTH, 24))
        try:
            if number:
                comes_back(kgw, said)
            else:
                begin(kgw)
            for _line in range(chance.choice((0, 0, 1, 2))):
                take_a_line(kgw, said, f"regel {len(said.lines)}")
            type_and_be_cut(kgw, host, said, chance)
        finally:
            kgw.process.close(force=True)
        assert host.all_gone(), "kgw goes on running after the connection was cut"
        assert texts(host.folder) == said.lines
    kgw = host.kgw(size=(WIDTH, 24))
    try:
        comes_back(kgw, said)
    finally:
        kgw.process.close(force=True)
    return said


def begin(kgw: Terminal) -> None:
    """Start a meeting without an agenda."""
    kgw.sees("F1")
    kgw.send("n")
    kgw.sees("Esc")
    kgw.send(ENTER)
    kgw.until(lambda: any(row.startswith(" ›") for row in kgw.rows))


def comes_back(kgw: Terminal, said: Said) -> None:
    """Log in again: the sentence stands in the line, or is one key away where the list of meetings comes first."""
    kgw.until(lambda: kgw.shows("F1"))
    if not any(row.startswith(" ›") for row in kgw.rows):
        kgw.send(ENTER)
    kgw.until(lambda: any(row.startswith(" ›") for row in kgw.rows))
    if said.sentence:
        kgw.until(lambda: bool(kgw.line))


def take_a_line(kgw: Terminal, said: Said, line: str) -> None:
    """Finish what stands in the line, or type one, and wait until it is in the list and the line free."""
    whole = f"{said.sentence} {line}" if said.sentence else line
    kgw.send(whole.removeprefix(said.sentence))
    kgw.until(lambda: kgw.line.endswith(line))
    kgw.send(ENTER)
    kgw.until(lambda: kgw.line == "" and kgw.shows("✓"))
    said.lines.append(whole)
    said.sentence = ""


def type_and_be_cut(kgw: Terminal, host: Host, said: Said, chance: random.Random) -> None:
    """Type on, and be cut off; then see what is kept, and put it into `said` for the next to go on from."""
    typed = list(said.sentence)
    moments = [0.0] * len(typed)
    pace = chance.choice((0.0, 0.01, 0.04, 0.12))
    end = monotonic() + chance.uniform(0.05, 2.5)
    while monotonic() < end and len(typed) < WIDTH - 40:
        character = chance.choice(LETTERS)
        kgw.send(character)
        typed.append(character)
        moments.append(monotonic())
        kgw.watch(chance.uniform(0, 2 * pace))
    if chance.random() < 0.3:
        kgw.watch(chance.uniform(0, 0.7))
    victims = chance.choice(([kgw.process.pid], host.connections(), [*host.sessions(), kgw.process.pid]))
    cut = monotonic()
    for each in victims:
        kill(each)
    assert host.all_gone(), "kgw goes on running after the connection was cut"
    kept = drafts(host)
    whole = "".join(typed)
    assert whole.startswith(kept), f"{kept!r} was never typed, but {whole!r}"
    ages = [cut - moment for moment in moments[len(kept) :]]
    said.lost += len(ages)
    said.kept += len(kept)
    said.youngest_lost = max(said.youngest_lost, *ages, 0.0)
    assert all(age <= HALF for age in ages), f"lost after {max(ages):.2f} s: {whole[len(kept) :]!r}"
    said.sentence = kept


def drafts(host: Host) -> str:
    """What the next login offers in the line."""
    kgw = host.kgw(size=(WIDTH, 24))
    try:
        comes_back(kgw, Said())
        kgw.watch(0.2)
        return kgw.line
    finally:
        kill(kgw.process.pid)
        kgw.process.close(force=True)
        assert host.all_gone()


def texts(folder: Path) -> list[str]:
    """The lines of the store, in order."""
    workspace = open_workspace(folder / "home")
    try:
        return [entry.text for entry in sorted(workspace.shared.all(ENTRIES), key=lambda entry: entry.order)]
    finally:
        workspace.close()


def main() -> None:
    """Cut as often as is asked for, and say what came of it."""
    count = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1 << 30)
    try:
        with tempfile.TemporaryDirectory(prefix="kgw-ssh-") as folder, sshd(Path(folder)) as host:
            said = rounds(host, count, seed)
    except pytest.skip.Exception as reason:
        sys.exit(str(reason))
    sys.stdout.write(
        f"{count} connections cut, seed {seed}: {len(said.lines)} lines taken, none lost; {said.kept} characters kept, "
        f"{said.lost} lost, the oldest of them {said.youngest_lost:.2f} s old\n"
    )


if __name__ == "__main__":
    main()
