"""The text of a DOCX: paragraphs and tables of `word/document.xml`, without following anything it points to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from careerpath.errors import CareerpathError
from careerpath.importers.archive import open_archive, read_member

MAX_DEPTH = 150
MAX_ELEMENTS = 400_000
BULLET = "• "
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_SKIPPED = "http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class _RefusedError(Exception):
    """The XML holds what no honest document does."""


def docx_text(raw: bytes, name: str) -> str:
    """One line a paragraph or table row. Raises CareerpathError for anything that is no sound DOCX."""
    archive = open_archive(raw, name)
    member = next((info for info in archive.infolist() if info.filename == "word/document.xml"), None)
    if member is None:
        raise CareerpathError(f"{name}: a zip file, but neither a DOCX nor a LinkedIn export (no Positions.csv in it)")
    root = parse_xml(read_member(archive, member, name), name)
    return "\n".join(_block_lines(root))


def parse_xml(xml: bytes, name: str) -> Element:
    """The tree. A DTD (and with it every entity), deep nesting and floods of elements are refused."""
    builder = TreeBuilder()
    state = {"depth": 0, "count": 0}
    parser = expat.ParserCreate(namespace_separator="}")

    def start(tag: str, attributes: dict[str, str]) -> None:
        state["depth"] += 1
        state["count"] += 1
        if state["depth"] > MAX_DEPTH or state["count"] > MAX_ELEMENTS:
            raise _RefusedError("nested or repeated without end")
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        state["depth"] -= 1
        builder.end(tag)

    def doctype(*_: Any) -> None:
        raise _RefusedError("a DTD, which no DOCX needs")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = builder.data, doctype
    try:
        parser.Parse(xml, True)
        return builder.close()
    except _RefusedError as refused:
        raise CareerpathError(f"{name}: its XML holds {refused}; not read") from None
    except (expat.ExpatError, ValueError, LookupError, AssertionError):
        raise CareerpathError(f"{name}: its XML is damaged; open it and save it again") from None


def _local(element: Element) -> str:
    """The tag without its namespace if it is Word's, else the whole tag."""
    tag = str(element.tag)
    return next((tag[len(space) :] for space in _WORD if tag.startswith(space)), tag)


def _block_lines(element: Element) -> Iterator[str]:
    """Lines of all paragraphs and tables below `element`, in reading order."""
    for child in element:
        kind = _local(child)
        if kind == "p":
            yield from _paragraph(child)
        elif kind == "tr":
            yield from _row(child)
        elif kind != _SKIPPED:
            yield from _block_lines(child)


def _paragraph(paragraph: Element) -> Iterator[str]:
    is_item = any(_is_list_mark(e) for head in paragraph if _local(head) == "pPr" for e in head)
    text = "".join(_runs(paragraph))
    lines = [line for line in text.split("\n") if line.strip()]
    yield from (f"{BULLET}{line}" if is_item else line for line in lines)
    for box in _boxes(paragraph):
        yield from _block_lines(box)


def _is_list_mark(mark: Element) -> bool:
    style = next((value for key, value in mark.attrib.items() if key.endswith("}val")), "")
    return _local(mark) == "numPr" or (_local(mark) == "pStyle" and "Bullet" in style)


def _boxes(element: Element) -> Iterator[Element]:
    """Text boxes anchored below `element`, each once."""
    for child in element:
        if _local(child) == "txbxContent":
            yield child
        elif str(child.tag) != _SKIPPED:
            yield from _boxes(child)


def _runs(element: Element) -> Iterator[str]:
    for child in element:
        kind = _local(child)
        if kind == "t":
            yield child.text or ""
        elif kind in ("tab", "ptab"):
            yield "\t"
        elif kind in ("br", "cr"):
            yield "\n"
        elif kind == "noBreakHyphen":
            yield "-"
        elif kind not in (_SKIPPED, "txbxContent", "pPr", "rPr"):
            yield from _runs(child)


def _row(row: Element) -> Iterator[str]:
    """A row of short cells is one line; a row that lays out whole columns of text stays paragraphs."""
    cells = [list(_block_lines(cell)) for cell in row if _local(cell) == "tc"]
    if all(len(cell) <= 1 for cell in cells):
        yield " | ".join(cell[0] for cell in cells if cell)
    else:
        yield from (line for cell in cells for line in cell)
