"""LibreOffice opens what is made, and shows all of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kgw_tui.exports.options import ExportOptions
from kgw_tui.exports.registry import render
from kgw_tui.records.entries import Decision, Note

from . import dossiers
from .dossiers import Maker
from .strategies import AWKWARD, marked

OFFICE = shutil.which("soffice")


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_shows_every_line_in_order(tmp_path: Path) -> None:
    maker = Maker()
    for number, text in enumerate(AWKWARD):
        maker.item(marked(3 * number, " ".join(text.split())))
        maker.add(Note, marked(3 * number + 1, text))
        maker.add(Decision, marked(3 * number + 2, text))
    dossier = maker.dossier(dossiers.everything().meeting)
    (tmp_path / "minutes.docx").write_bytes(render(dossier, "minutes", "docx", ExportOptions(language="en")))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "minutes.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    shown = (tmp_path / "minutes.txt").read_text("utf-8-sig")
    assert [int(mark) for mark in re.findall(r"⟦(\d+)⟧", shown)] == list(range(3 * len(AWKWARD)))
