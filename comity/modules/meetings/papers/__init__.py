"""Decision sheets and minutes as papers: one plain structure, written as a tagged PDF or as DOCX."""

from .making import minutes, sheet
from .pdf import as_pdf
from .shape import Paper, Part
from .word import as_docx

WRITERS = {
    "pdf": (as_pdf, "application/pdf"),
    "docx": (as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}

__all__ = ["WRITERS", "Paper", "Part", "as_docx", "as_pdf", "minutes", "sheet"]
