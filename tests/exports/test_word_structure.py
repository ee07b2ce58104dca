"""How a Word document is made: what the standard demands, real styles and structures, and the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from kgw_tui.exports.built_in_styles import STYLES
from kgw_tui.exports.options import ExportOptions, Genre
from kgw_tui.exports.registry import render
from kgw_tui.records.entries import Note
from kgw_tui.rules.dossier import Dossier

from . import dossiers, wordml_order
from .dossiers import Maker
from .strategies import dossiers as any_dossier
from .word_text import opened, paragraphs, part, texts
from .wordml_order import W

GENRES: tuple[Genre, ...] = ("minutes", "concise", "decisions", "actions")
EVERY = [(genre, language) for genre in GENRES for language in ("nl", "en")]


def made(genre: Genre, language: str = "en") -> bytes:
    return render(dossiers.everything(), genre, "docx", ExportOptions(language=language, school="Esdoorn & Co"))


@pytest.mark.parametrize(("genre", "language"), EVERY)
def test_elements_stand_in_the_order_of_the_standard(genre: Genre, language: str) -> None:
    assert list(wordml_order.faults(made(genre, language))) == []


def test_the_order_check_sees_a_misplaced_element() -> None:
    package = made("minutes")
    files = {name: zipfile.ZipFile(io.BytesIO(package)).read(name) for name in ("word/document.xml",)}
    wrong = files["word/document.xml"].replace(
        b'<w:pStyle w:val="BodyText"/>', b'<w:keepNext/><w:pStyle w:val="BodyText"/>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", wrong)
    assert any("pPr" in fault for fault in wordml_order.faults(buffer.getvalue()))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_dossier())
def test_any_meeting_makes_an_orderly_document(dossier: Dossier) -> None:
    for genre in GENRES:
        assert list(wordml_order.faults(render(dossier, genre, "docx", ExportOptions(language="en")))) == []


@pytest.mark.parametrize(("genre", "language"), EVERY)
def test_every_style_and_list_that_is_used_is_defined(genre: Genre, language: str) -> None:
    package = made(genre, language)
    styles = part(package, "word/styles.xml")
    defined = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    numbered = {num.get(f"{W}numId") for num in part(package, "word/numbering.xml").iter(f"{W}num")}
    for root in (part(package, "word/document.xml"), part(package, "word/footer1.xml"), styles):
        for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
            assert {element.get(f"{W}val") for element in root.iter(f"{W}{name}")} <= defined
        assert {element.get(f"{W}val") for element in root.iter(f"{W}numId")} - {"0"} <= numbered
    abstract = {e.get(f"{W}abstractNumId") for e in part(package, "word/numbering.xml").iter(f"{W}abstractNum")}
    assert {e.get(f"{W}val") for e in part(package, "word/numbering.xml").iter(f"{W}abstractNumId")} == abstract


@pytest.mark.parametrize("genre", GENRES)
def test_styles_do_the_formatting_and_nothing_else_does(genre: Genre) -> None:
    body = part(made(genre), "word/document.xml")
    for properties in body.iter(f"{W}pPr"):
        assert [child.tag for child in properties] == [f"{W}pStyle"]
    for properties in body.iter(f"{W}rPr"):
        assert [child.tag for child in properties] == [f"{W}rStyle"]


@pytest.mark.parametrize("genre", GENRES)
def test_no_empty_paragraph_makes_space(genre: Genre) -> None:
    package = made(genre)
    for block in opened(package).paragraphs:
        assert block.text.strip()


def test_headings_are_numbered_by_word_itself_and_stay_with_what_follows() -> None:
    package = made("minutes")
    styles = {style.get(f"{W}styleId"): style for style in part(package, "word/styles.xml").iter(f"{W}style")}
    heading = styles["Heading1"]
    list_id = heading.find(f"{W}pPr/{W}numPr/{W}numId")
    assert list_id is not None
    numbering = part(package, "word/numbering.xml")
    num = next(num for num in numbering.iter(f"{W}num") if num.get(f"{W}numId") == list_id.get(f"{W}val"))
    abstract_id = num.find(f"{W}abstractNumId")
    assert abstract_id is not None
    abstract = next(
        each
        for each in numbering.iter(f"{W}abstractNum")
        if each.get(f"{W}abstractNumId") == abstract_id.get(f"{W}val")
    )
    level = abstract.find(f"{W}lvl")
    assert level is not None
    assert [level.find(f"{W}{name}").get(f"{W}val") for name in ("start", "numFmt", "pStyle", "lvlText")] == [
        "1",
        "decimal",
        "Heading1",
        "%1",
    ]
    for id_ in ("Heading1", "Heading2", "Heading3", "Title"):
        assert styles[id_].find(f"{W}pPr/{W}keepNext") is not None
    assert not any(re.match(r"\d", text) for text in texts(package) if text in {"Opening en mededelingen", "Rondvraag"})


def test_a_heading_is_never_followed_by_nothing() -> None:
    for genre in GENRES:
        blocks = [block.style.style_id for block in paragraphs(made(genre)) if block.style]
        for above, below in pairwise(blocks):
            assert not (above == "Heading1" and below == "Heading1")
        assert blocks[-1] != "Heading1"


def test_tables_repeat_their_heading_and_keep_rows_whole() -> None:
    for genre in ("decisions", "actions"):
        tables = list(part(made(genre), "word/document.xml").iter(f"{W}tbl"))
        assert tables
        for table in tables:
            rows = table.findall(f"{W}tr")
            assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
            assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rows[1:])
            assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
            assert table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "KgwTable"
            assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")
            columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
            assert all(len(row.findall(f"{W}tc")) == columns for row in rows)
            widths = [int(column.get(f"{W}w")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
            section = part(made(genre), "word/document.xml").find(f"{W}body/{W}sectPr/{W}pgSz")
            assert sum(widths) == int(section.get(f"{W}w")) - 2 * 1417


def test_the_page_is_a4_with_margins_of_two_and_a_half_centimetres() -> None:
    for genre, wide in (("minutes", False), ("actions", False), ("decisions", True)):
        section = opened(made(genre)).sections[0]
        assert section.page_width and section.page_height
        size = (round(section.page_width.mm), round(section.page_height.mm))
        assert size == ((297, 210) if wide else (210, 297))
        for margin in (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin):
            assert margin is not None and round(margin.cm, 1) == 2.5


def test_the_footer_counts_pages_with_fields_and_names_the_document() -> None:
    footer = part(made("minutes", "en"), "word/footer1.xml")
    assert [field.get(f"{W}instr") for field in footer.iter(f"{W}fldSimple")] == [" PAGE ", " NUMPAGES "]
    words = "".join(text.text or "" for text in footer.iter(f"{W}t"))
    assert words == "MT-overleg: minutes of 24 November 2026 · DRAFTpage 1 of 1"


@pytest.mark.parametrize(("language", "tag"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_the_language_stands_on_the_styles(language: str, tag: str) -> None:
    styles = part(made("minutes", language), "word/styles.xml")
    default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert default.get(f"{W}val") == tag
    normal = next(style for style in styles.iter(f"{W}style") if style.get(f"{W}styleId") == "Normal")
    assert normal.find(f"{W}rPr/{W}lang").get(f"{W}val") == tag


def test_built_in_styles_bear_the_names_by_which_every_word_knows_them() -> None:
    styles = part(made("minutes", "nl"), "word/styles.xml")
    names = {style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val") for style in styles.iter(f"{W}style")}
    assert names["Heading1"] == "heading 1"
    assert names["ListNumber"] == "List Number"
    assert names["Caption"] == "caption"
    assert len(set(names.values())) == len(names)
    own = {style.id for style in STYLES if style.own} | {"KgwTable"}
    marked = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style") if style.get(f"{W}customStyle")}
    assert marked == own


def test_the_properties_come_from_the_record() -> None:
    properties = opened(made("minutes")).core_properties
    assert properties.title == "MT-overleg: minutes of 24 November 2026"
    assert properties.author == "Karim Bouzid"
    assert properties.last_modified_by == "Karim Bouzid"
    assert properties.created is not None
    assert properties.created.isoformat() == "2026-11-24T12:00:00+00:00"  # 13:00 in the zone of the writer
    assert (properties.language, properties.category, properties.content_status) == ("en-GB", "minutes", "DRAFT")


def test_nothing_of_the_library_stays_behind() -> None:
    with zipfile.ZipFile(io.BytesIO(made("minutes"))) as archive:
        names = archive.namelist()
        everything = b"".join(archive.read(name) for name in names)
    assert b"python-docx" not in everything
    assert not [name for name in names if "thumbnail" in name or "customXml" in name]
    assert opened(made("minutes")).core_properties.comments == ""


@pytest.mark.parametrize(("genre", "language"), EVERY)
def test_the_same_record_gives_the_same_bytes(genre: Genre, language: str) -> None:
    first = made(genre, language)
    assert made(genre, language) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_changed_record_gives_other_bytes() -> None:
    dossier = dossiers.everything()
    moved = msgspec.structs.replace(dossier.meeting, place="kamer 1.13")
    other = Dossier(moved, dossier.sections, dossier.directory, dossier.group, dossier.open_before)
    assert render(other, "minutes", "docx") != render(dossier, "minutes", "docx")


def test_text_from_right_to_left_runs_so() -> None:
    maker = Maker()
    maker.add(Note, "שלום לכולם, Jan")
    maker.add(Note, "Jan zei שלום en ging")
    body = part(render(maker.dossier(dossiers.everything().meeting), "minutes", "docx"), "word/document.xml")
    notes = [p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "BodyText"]
    assert [p.find(f"{W}pPr/{W}bidi") is not None for p in notes] == [True, False]
    assert all(p.find(f"{W}r/{W}rPr/{W}rtl") is not None for p in notes)
