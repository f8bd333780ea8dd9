"""A résumé as numbered lines, out of a text, PDF or DOCX file."""

from __future__ import annotations

import re
import textwrap
from contextlib import suppress

from careerpath.errors import CareerpathError
from careerpath.importers.found import Line
from careerpath.importers.web_page import is_page
from careerpath.knowledge.packed import packed_kind
from careerpath.knowledge.text_file import of_windows, printable

MAX_BYTES = 8_000_000
"""Largest file that is read."""
MAX_CHARACTERS = 200_000
"""Longest text of a résumé or a table; a long one has 20,000."""
MAX_LINES = 5_000
MAX_LINE = 1_000
"""Longer lines are read in pieces of this many characters, cut at blanks."""
WIDEST_GAP = 40
"""Blanks between two columns, at most."""
_LONG_GAP = re.compile(rf" {{{WIDEST_GAP},}}")
_LOST_DASH = re.compile(r"(?<=\S) \ufffd (?=\S)|(?<=\d)\ufffd(?=\d)")
"""A sign that an encoding lost, between two words or two numbers."""
MAX_PAGES = 60
SAVE_AS = "save it as DOCX, PDF or UTF-8 text"


def text_lines(raw: bytes, name: str) -> list[Line]:
    """The lines of a résumé in plain text, HTML, PDF or DOCX, by its content. Raises CareerpathError."""
    if is_packed(raw):
        if raw[:2] != b"PK":
            return numbered(pdf_text(raw, name), name)
        from careerpath.importers.docx import docx_text

        return numbered(docx_text(raw, name), name)
    text = plain_text(raw, name)
    if is_page(text):
        from careerpath.importers.apart import read_apart

        text = read_apart("html", text.encode(), name)  # a page of open brackets takes the square of its length
    return numbered(text, name)


def is_packed(raw: bytes) -> bool:
    """True for a PDF and for what is a zip inside, such as a DOCX."""
    return raw[:2] == b"PK" or raw.lstrip()[:5] == b"%PDF-"


FOREIGN: tuple[tuple[bytes, str], ...] = (
    (rb"\{\\rtf", "an RTF file"),
    (rb"\xd0\xcf\x11\xe0", "an old Word file (.doc)"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*|RIFF....WEBP", "a picture"),
    (rb"\s*(?:%[^\n]*\n\s*)*\\documentclass", "LaTeX source"),
    (rb"\s*<\?xml(?!.*<html)", "an XML file"),
    (rb"BEGIN:VCARD", "an address card (vCard)"),
    (
        rb"(?:From|Received|Return-Path|MIME-Version|Delivered-To): .*Content-Transfer-Encoding: (?:base64|quoted)",
        "an e-mail in its coded form",
    ),
)
"""How files of other kinds begin, and what they are."""


LOCKED = "an Office file that is locked with a password"


def kind_of(raw: bytes) -> str:
    """What a file of another kind is, by how it begins; empty for one that may be text."""
    bare = raw.removeprefix(b"\xef\xbb\xbf")
    if bare.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in raw:
        return LOCKED
    foreign = next((what for start, what in FOREIGN if re.match(start, bare[:2_000], re.DOTALL)), "")
    return foreign or packed_kind(raw)[0]


def plain_text(raw: bytes, name: str) -> str:
    """UTF-8 text. Raises CareerpathError for other formats, saying what to do."""
    what = kind_of(raw)
    if what == LOCKED:
        raise CareerpathError(f"{name}: {what}; save it without one")
    if what:
        raise CareerpathError(f"{name}: {what} is not read; {SAVE_AS}")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):  # Notepad's "Unicode"
        with suppress(UnicodeDecodeError):
            raw = raw.decode("utf-16").encode()
    raw = of_windows(raw)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CareerpathError(f"{name}:{line}: not UTF-8 text; {SAVE_AS}") from None
    if len(text) > MAX_CHARACTERS:
        raise CareerpathError(
            f"{name}: more than {MAX_CHARACTERS:,} characters of text; check that it is the right file"
        )
    return text


def numbered(text: str, name: str) -> list[Line]:
    """Lines that hold something, with their numbers; control characters are removed. Raises CareerpathError."""
    from careerpath.importers.columns import one_column

    if len(text) > MAX_CHARACTERS:
        raise CareerpathError(f"{name}: more than {MAX_CHARACTERS:,} characters of text; no résumé is that long")
    lines = re.split(r"\r\n|\r|\n|\f|\v|\u2028|\u2029", text)
    if len(lines) > MAX_LINES:
        raise CareerpathError(f"{name}: more than {MAX_LINES:,} lines; no résumé is that long")
    lines_with_text: list[Line] = []
    for number, line in one_column(lines):
        lines_with_text += [Line("other", name, number, piece) for piece in pieces(line)]
    if not lines_with_text:
        raise CareerpathError(f"{name}: holds no text; a scan must be typed or recognized first")
    return lines_with_text


def pieces(line: str) -> list[str]:
    """The line without control characters; a very long one in pieces, an empty one in none."""
    line = line.replace("\u00a0", " ").replace("\u200b", "").replace("\u00ad", "").replace("\x02", "")
    line = _LOST_DASH.sub(" – ", printable(line.replace("\t", "   "))).replace("\ufffd", " ").strip()
    return textwrap.wrap(_LONG_GAP.sub(" " * WIDEST_GAP, line), MAX_LINE)


def pdf_text(raw: bytes, name: str) -> str:
    """The text of a PDF, page after page. Needs the extra `resume`. Raises CareerpathError."""
    from importlib.util import find_spec

    from careerpath.importers.apart import read_apart

    if find_spec("pypdfium2") is None:
        raise CareerpathError(
            f"{name}: reading a PDF needs the extra `resume` (pip install 'careerpath[resume]'); or save it as text"
        )
    return read_apart("pdf", raw, name)


def pdf_pages(raw: bytes) -> str:
    """The same in this process, without limits of time and memory (`apart` sets them)."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        why = (
            "it is locked with a password; save it without one"
            if "password" in str(error).casefold()
            else "it is damaged or no PDF"
        )
        raise CareerpathError(f"the PDF cannot be read ({why})") from None
    if len(document) > MAX_PAGES:
        raise CareerpathError(f"{len(document)} pages; at most {MAX_PAGES} are read")
    pages: list[str] = []
    length = 0
    try:
        for page in document:
            pages.append(page.get_textpage().get_text_bounded())
            length += len(pages[-1])
            if length > MAX_CHARACTERS:
                break  # `numbered` says so
    except pypdfium2.PdfiumError:
        raise CareerpathError("the PDF cannot be read (a page is damaged)") from None
    return "\n".join(pages)
