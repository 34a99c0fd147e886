"""A paper as DOCX, with real headings, lists and tables, so that it can be edited and read aloud."""

import io
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from .shape import Paper, Part

TONGUES = {"ar": "ar-SA", "en": "en-GB", "es": "es-ES", "fr": "fr-FR", "ru": "ru-RU", "zh-hans": "zh-CN"}


def as_docx(paper: Paper) -> bytes:
    """Write a paper as a document of a word processor."""
    document: Any = Document()
    document.core_properties.title = paper.title
    document.core_properties.subject = paper.reference
    document.core_properties.author = ""
    document.core_properties.language = TONGUES.get(paper.language, paper.language)
    document.add_paragraph(" · ".join(filter(None, [paper.subtitle, paper.reference])))
    document.add_heading(paper.title, 1)
    for label, value in paper.facts:
        line = document.add_paragraph()
        line.add_run(f"{label}: ")
        line.add_run(value).bold = True
    for part in paper.parts:
        if part:
            _part(document, part)
    if paper.direction == "rtl":
        _turn(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _part(document: Any, part: Part) -> None:
    document.add_heading(part.heading, 2)
    for text in part.paragraphs:
        document.add_paragraph(text)
    for text in part.points:
        document.add_paragraph(text, style="List Number")
    if part.rows:
        table = document.add_table(rows=0, cols=len(part.rows[0]), style="Light Grid Accent 1")
        for row in part.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        head = table.rows[0]._tr.get_or_add_trPr()
        head.append(OxmlElement("w:tblHeader"))


def _turn(document: Any) -> None:
    """Let every paragraph and table run from right to left."""
    for paragraph in document.element.body.iter(qn("w:p")):
        paragraph.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in paragraph.iter(qn("w:r")):
            run.get_or_add_rPr().append(OxmlElement("w:rtl"))
    for table in document.element.body.iter(qn("w:tbl")):
        table.tblPr.append(OxmlElement("w:bidiVisual"))
