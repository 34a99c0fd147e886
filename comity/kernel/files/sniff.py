"""The type of a content, told from the content: names and browsers may say what they like."""

import zipfile
from typing import BinaryIO

HEAD = 4096  # bytes looked at
ZIP = "application/zip"
OLE = "application/x-ole-storage"
TEXT = "text/plain"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

# (offset, first bytes, type): https://www.iana.org/assignments/media-types and the formats' own texts
MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (8, b"WAVE", "audio/wav"),
    (0, b"PK\x03\x04", ZIP),
    (0, b"PK\x05\x06", ZIP),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (0, b"{\\rtf", "application/rtf"),
)
# What is allowed, with the endings under which it may come.
ENDINGS: dict[str, frozenset[str]] = {
    "application/pdf": frozenset({"pdf"}),
    "image/png": frozenset({"png"}),
    "image/jpeg": frozenset({"jpg", "jpeg", "jpe", "jfif"}),
    "image/gif": frozenset({"gif"}),
    "image/webp": frozenset({"webp"}),
    "image/tiff": frozenset({"tif", "tiff"}),
    "image/heic": frozenset({"heic", "heif"}),
    "image/avif": frozenset({"avif"}),
    "audio/mp4": frozenset({"m4a", "mp4"}),
    "video/mp4": frozenset({"mp4", "m4v", "mov"}),
    "video/webm": frozenset({"webm", "mkv"}),
    "audio/ogg": frozenset({"ogg", "oga", "opus"}),
    "audio/mpeg": frozenset({"mp3"}),
    "audio/wav": frozenset({"wav"}),
    ZIP: frozenset({"zip"}),
    "application/gzip": frozenset({"gz", "tgz"}),
    "application/x-7z-compressed": frozenset({"7z"}),
    OLE: frozenset({"doc", "xls", "ppt", "msg", "vsd", "mpp"}),
    "application/rtf": frozenset({"rtf", "doc"}),
    _OFFICE + "wordprocessingml.document": frozenset({"docx"}),
    _OFFICE + "spreadsheetml.sheet": frozenset({"xlsx"}),
    _OFFICE + "presentationml.presentation": frozenset({"pptx"}),
    _ODF + "text": frozenset({"odt"}),
    _ODF + "spreadsheet": frozenset({"ods"}),
    _ODF + "presentation": frozenset({"odp"}),
    "text/html": frozenset({"html", "htm"}),
    "image/svg+xml": frozenset({"svg"}),
    TEXT: frozenset({"", "txt", "log", "csv", "tsv", "json", "jsonl", "md", "eml", "ics", "vcf", "xml",
                     "yaml", "yml", "ini", "conf", "cfg", "sql", "toml"}),
}  # fmt: skip
# What a browser may show in place; all else is only ever downloaded, above all HTML and SVG.
SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", TEXT})


def sniff(content: BinaryIO) -> str:
    """Return the media type of a seekable content, or "" when it is none that is known and allowed."""
    content.seek(0)
    head = content.read(HEAD)
    for offset, magic, found in MAGIC:
        if head[offset:].startswith(magic):
            return _inside(content) if found == ZIP else found
    return _text(head)


def fits(name: str, media_type: str) -> bool:
    """Say whether the ending of a file name is one under which this type may come."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return ending in ENDINGS.get(media_type, frozenset())


def _inside(content: BinaryIO) -> str:
    """Tell office documents from plain archives; nothing is unpacked. Macros are refused."""
    try:
        with zipfile.ZipFile(content) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                return ""
            if "[Content_Types].xml" in names:
                for folder, kind in (
                    ("word/", "wordprocessingml.document"),
                    ("xl/", "spreadsheetml.sheet"),
                    ("ppt/", "presentationml.presentation"),
                ):
                    if any(name.startswith(folder) for name in names):
                        return _OFFICE + kind
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                said = archive.read("mimetype").decode("ascii", "replace").strip()
                return said if said in ENDINGS else ZIP
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return ""
    return ZIP


def _text(head: bytes) -> str:
    """Tell text, and among texts the two that browsers would run, from everything else."""
    if head.startswith((b"#!", b"MZ")):
        return ""
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        # A character may be cut at the end of what was read.
        text = head.decode(encoding, "strict" if len(head) < HEAD else "ignore")
    except UnicodeDecodeError:
        text = head.decode("cp1252", "replace")
    if any(ord(sign) < 32 and sign not in "\t\n\r\f\x1b" for sign in text):
        return ""
    start = text.lstrip().lower()
    if start.startswith(("<!doctype html", "<html", "<head", "<body", "<script")):
        return "text/html"
    if start.startswith("<svg") or (start.startswith("<?xml") and "<svg" in start):
        return "image/svg+xml"
    return TEXT
