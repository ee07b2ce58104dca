"""Importing what was exported as txt gives the same meeting (CAPTURE.md)."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st
from kgw_tui.exports.text import render_text

from kgw_tui.capture.document import read_document
from kgw_tui.records.people import Group
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.dossier import Dossier, put_together
from tests.exports.any_meeting import dossiers, essence

TODAY = dt.date(2026, 11, 24)
MADE = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def read_back(text: str, language: str) -> Dossier:
    read = read_document(text, Directory(), TODAY, language)
    assert read.unread == 0, read.notices
    group = Group(id="g", created_at=MADE, name=read.group) if read.group else None
    return put_together(read.meeting, read.items, read.entries, Directory(read.people), group=group)


@settings(max_examples=1000, deadline=None)
@given(dossiers(), st.sampled_from(("nl", "en")), st.sampled_from(("nl", "en")))
def test_any_meeting_comes_back_as_it_was(dossier: Dossier, written: str, read: str) -> None:
    text = render_text(dossier, written)
    assert essence(read_back(text, read)) == essence(dossier)
