"""A type is told from the content, whatever the name says."""

import io
import zipfile

import pytest

from comity.kernel.files.sniff import ENDINGS, MAGIC, SHOWN, fits, sniff
from comity.kernel.files.store import clean_name


def archive(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"RIFF1234WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
        (b"a;b\n1;2\n", "text/plain"),
        ("Rapport d’activité".encode(), "text/plain"),
        ("\ufeffتقرير".encode("utf-16"), "text/plain"),
        (b"  <!DOCTYPE HTML><p>", "text/html"),
        (b'<?xml version="1.0"?><svg xmlns="x"/>', "image/svg+xml"),
        (b"MZ\x90\x00", ""),
        (b"\x7fELF\x02", ""),
        (b"#!/bin/sh\n", ""),
        (b"PK\x03\x04broken", ""),
        (b"", "text/plain"),
    ],
)
def test_a_content_is_recognised(content, found):
    assert sniff(io.BytesIO(content)) == found


def test_office_documents_are_told_from_archives_and_macros_are_refused():
    word = {"[Content_Types].xml": "", "word__document.xml": ""}
    assert sniff(io.BytesIO(archive(**word))).endswith("wordprocessingml.document")
    assert sniff(io.BytesIO(archive(**word, word__vbaProject="", **{"word__vbaProject.bin": "x"}))) == ""
    assert sniff(io.BytesIO(archive(mimetype="application/vnd.oasis.opendocument.text"))).endswith("text")
    assert sniff(io.BytesIO(archive(notes="x"))) == "application/zip"


def test_a_text_cut_inside_a_character_is_still_a_text():
    assert sniff(io.BytesIO(b"a" + "é".encode() * 5000)) == "text/plain"


def test_a_name_must_say_what_the_content_is():
    assert fits("a.PDF", "application/pdf")
    assert not fits("a.exe", "application/pdf")
    assert not fits("a.pdf", "text/html")


def test_every_type_found_by_magic_has_its_endings_and_none_that_runs_is_shown():
    assert {found for _offset, _magic, found in MAGIC} <= set(ENDINGS)
    assert not {"text/html", "image/svg+xml"} & SHOWN


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("C:\\temp\\plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("  .. ", "file"),
        ("تقرير.docx", "تقرير.docx"),
    ],
)
def test_a_name_cannot_mislead(name, clean):
    assert clean_name(name) == clean


def test_a_long_name_keeps_its_ending():
    assert len(clean_name("a" * 300 + ".pdf")) <= 200
    assert clean_name("a" * 300 + ".pdf").endswith(".pdf")
