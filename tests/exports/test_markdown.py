"""Markdown: what a user typed is text, never markup."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kgw_tui.exports.markdown import escape_markdown
from kgw_tui.exports.options import ExportOptions
from kgw_tui.exports.registry import render
from kgw_tui.exports.wordml import legal
from kgw_tui.records.entries import Action, Note
from kgw_tui.rules.dossier import Dossier

from . import dossiers
from .dossiers import Maker
from .strategies import AWKWARD
from .strategies import dossiers as any_dossier

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKUP = ("strong_open", "em_open", "code_inline", "link_open", "image", "html_inline", "s_open")
EN = ExportOptions(language="en")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in legal(text).strip().split("\n")]


def _read(markdown: str) -> tuple[list[str], list[str]]:
    """The text of the lines, and the kinds of all tokens."""
    tokens = READER.parse(markdown)
    inline = [child for token in tokens if token.children for child in token.children]
    lines = "".join("\n" if child.type in {"hardbreak", "softbreak"} else child.content for child in inline)
    return lines.split("\n"), [token.type for token in [*tokens, *inline]]


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.sampled_from(AWKWARD), st.text(), st.text("#*_-+=>`~[]()!|\\&;:1. \n\t<a", min_size=1)))
@example("a\n    b")
@example("1)")
@example("===\n---")
@example("&lt;")
def test_escaped_text_reads_back_as_itself(text: str) -> None:
    wanted = _lines(text)
    if wanted == [""]:
        return
    shown, kinds = _read("\\\n".join(escape_markdown(text).split("\n")))
    assert [line.strip() for line in shown] == wanted
    assert set(kinds) <= {"paragraph_open", "paragraph_close", "inline", "text", "hardbreak", "text_special"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_dossier())
def test_no_meeting_makes_markup_of_its_own(dossier: Dossier) -> None:
    markdown = render(dossier, "minutes", "md", EN).decode()
    _shown, kinds = _read(markdown.replace("<br>", ""))  # the line breaks of a table's cells are ours
    assert not {"em_open", "code_inline", "link_open", "image", "html_inline", "html_block", "fence", "s_open"} & set(
        kinds
    )
    marks = re.findall(r"⟦(\d+)⟧", re.sub(r"Stands on: .*", "", markdown))
    assert marks == sorted(set(marks), key=marks.index)


@pytest.mark.parametrize("text", AWKWARD)
def test_a_table_keeps_its_cells_whatever_stands_in_them(text: str) -> None:
    maker = Maker()
    maker.add(Action, text, handle="A-1", outcome=text)
    markdown = render(maker.dossier(dossiers.everything().meeting), "actions", "md", EN).decode()
    rows = [line for line in markdown.splitlines() if line.startswith("| A-1")]
    assert len(rows) == 1
    assert len(re.findall(r"(?<!\\)\|", rows[0])) == 6


def test_minutes_read_well_as_plain_text() -> None:
    maker = Maker(["Sanne de Wit"])
    maker.item("Test pressure")
    maker.phase = "why"
    maker.add(Note, "Three tutors report complaints.\nAll in one week.")
    maker.add(Action, "Print the calendar", handle="A-1", owners=(maker.who("Sanne"),))
    meeting = dossiers.everything().meeting
    bare = type(meeting)(id="m", created_at=meeting.created_at, date=meeting.date, title="Management team")
    assert render(maker.dossier(bare), "minutes", "md", EN).decode() == (
        "# Management team: minutes of 24 November 2026\n\n"
        "**DRAFT**\n\n"
        "- **Date:** Tuesday 24 November 2026\n\n"
        "## 1. Test pressure\n\n"
        "### Why\n\n"
        "Three tutors report complaints.\\\nAll in one week.\n\n"
        "> **Action A-1, Sanne de Wit:** Print the calendar\n"
    )
