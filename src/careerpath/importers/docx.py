"""The text of a DOCX: paragraphs and tables of `word/document.xml`, without following anything it points to."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import ParseError, XMLParser

from careerpath.errors import CareerpathError
from careerpath.importers.apart import read_apart
from careerpath.importers.archive import open_archive, read_member
from careerpath.importers.text_sources import MAX_CHARACTERS, SAVE_AS
from careerpath.knowledge.packed import packed_kind

BULLET = "• "
_WORD = ("openxmlformats.org/wordprocessingml/2006/main", "purl.oclc.org/ooxml/wordprocessingml/main")
_TEXT = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class _Lines:
    """Takes the events of the parser, one by one, and keeps lines of text; nothing else of the document is stored."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.pieces: list[str] = []
        """Of the line that is being read; to add them one by one to a text takes the square of their number."""
        self.length = 0
        self.is_item = False
        """The open paragraph belongs to a list."""
        self.open: list[str] = []
        self.repeats = 0
        """How deep we are in copies, for old programs, of what stands before them."""
        self.rows: list[list[int]] = []
        """Of the open table rows: the number of lines before each cell."""

    def doctype(self, *_: object) -> None:
        """Without a DTD there are no entities, which could grow without end or name other files."""
        raise CareerpathError("its XML holds a DTD, which no DOCX needs; not read")

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)
        if self.length > MAX_CHARACTERS:
            raise CareerpathError(f"more than {MAX_CHARACTERS:,} characters of text; no résumé is that long")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition("}")
        name = name if space.endswith(_WORD) else ""
        self.repeats += tag.endswith("}Fallback")
        if name == "p":
            self._end_lines()
        elif name == "tr":
            self.rows.append([])
        elif name == "tc" and self.rows:
            self.rows[-1].append(len(self.lines))
        elif name in ("pStyle", "numId"):
            self._style(name, attributes)
        elif name in _TEXT and self.open[-1:] != ["tabs"]:
            self._add(_TEXT[name])
        self.open.append(name)

    def _style(self, name: str, attributes: dict[str, str]) -> None:
        """Whether the paragraph is an item of a list: its style says so, or the number of its list."""
        if name == "numId":  # 0 takes the paragraph out of the list that its style would put it in
            self.is_item = any(value != "0" for key, value in attributes.items() if key.endswith("val"))
        elif any("Bullet" in value for value in attributes.values()):
            self.is_item = True

    def data(self, text: str) -> None:
        if self.open[-1] == "t" and not self.repeats:
            self._add(text)

    def end(self, tag: str) -> None:
        name = self.open.pop()
        self.repeats -= tag.endswith("}Fallback")
        if name == "p":
            self._end_lines()
        elif name == "tr":
            cells = self.rows.pop()
            lines = len(self.lines) - cells[0] if cells else 0
            # one line a cell; else columns of text. Their numbers come first: a row may hold a whole document
            if cells and len(cells) == lines and cells == list(range(cells[0], len(self.lines))):
                self.lines[cells[0] :] = [" | ".join(self.lines[cells[0] :])]

    def _end_lines(self) -> None:
        if self.pieces:
            mark = BULLET if self.is_item else ""
            self.lines += [line for line in (mark + "".join(self.pieces)).split("\n") if line.strip(BULLET)]
            self.pieces = []
        self.is_item = False

    def close(self) -> str:
        return "\n".join(self.lines)


def docx_text(raw: bytes, name: str) -> str:
    """One line a paragraph or table row. Raises CareerpathError for anything that is no sound DOCX."""
    archive = open_archive(raw, name)
    member = next((info for info in archive.infolist() if info.filename == "word/document.xml"), None)
    what, _ = packed_kind(raw)
    if member is None and not what.startswith("a zip file"):
        raise CareerpathError(f"{name}: {what} is not read; {SAVE_AS}")
    if member is None:
        raise CareerpathError(f"{name}: a zip file, but neither a DOCX nor a LinkedIn export (no Positions.csv in it)")
    return read_apart("docx", read_member(archive, member, name), name)


def xml_text(xml: bytes) -> str:
    """The text of the document's XML, in this process. Raises CareerpathError."""
    parser: Any = XMLParser(target=_Lines())
    try:
        parser.feed(xml)
        return str(parser.close())
    except (ParseError, ValueError, LookupError):
        raise CareerpathError("its XML is damaged; open it and save it again") from None
