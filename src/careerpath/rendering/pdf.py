"""Pages as PDF/UA-1 with typst: tagged, fonts embedded, the same bytes for the same inputs.

The template is ours; what a page says goes to it as JSON and is shown as text, never read as markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import resources
from typing import Any

import typst

from careerpath.errors import CareerpathError
from careerpath.knowledge.text_file import printable
from careerpath.record import Record, as_dict
from careerpath.rendering.page import Page, References, web_address
from careerpath.rendering.paper import PaperOptions, Printed


class Layout(Record):
    """How a page is set: size of the body [pt]; whether a section that `opens` may leave the page before it part empty;
    whether short sections, too, may break over pages."""

    size: float
    opens: bool
    tight: bool


LAYOUTS = (
    Layout(10.5, True, False), Layout(10.0, True, False), Layout(9.5, False, False), Layout(9.0, False, False),
    Layout(9.0, False, True),
)  # fmt: skip
"""What is tried until the pages are few enough, the best first."""
LONG = (5600, 6100, 7600)
"""A text that is longer [characters] does not fit the first, first two, first three layouts: they need no trial."""
LARGE_LAYOUT = Layout(16.0, True, False)
NO_GLYPH = re.compile(r'the text `"(.*?)"` could not be displayed')
STAND_IN = "\ufffd"
LONG_WORD = re.compile(r"[^\s-]{21,}")
"""What may be wider than a column and has no place where a line could end."""
PIECE = 10
MOST_TRIES = 20
"""Each names some of the missing characters."""


def pdf(page: Page, options: PaperOptions) -> Printed:
    """The document; characters that no font here has are replaced, and named in a warning."""
    data = _data(page, options)
    missing: dict[str, None] = {}
    for attempt in range(MOST_TRIES):
        try:
            return Printed(_compiled(data, options, page.most_pages, system_fonts=attempt > 0), _warnings(missing))
        except typst.TypstError as error:
            found = [_unescaped(text) for text in NO_GLYPH.findall(error.diagnostic)]
            if not found:
                if options.logo:
                    raise _bad_logo(options) from None
                raise
            if attempt > 0:
                missing |= dict.fromkeys(character for text in found for character in text)
                data = {k: _without(v, missing) for k, v in data.items()}
    raise CareerpathError("the text has too many characters that no font on this machine can show")


def _compiled(data: dict[str, Any], options: PaperOptions, most_pages: int, *, system_fonts: bool) -> bytes:
    """The file with the largest body size that gives few enough pages, else with the smallest."""
    template = resources.files("careerpath.rendering").joinpath("paper.typ").read_bytes()
    made = datetime(options.made.year, options.made.month, options.made.day, tzinfo=UTC)
    root = options.logo.parent if options.logo else None
    compiler = typst.Compiler(root=root, ignore_system_fonts=not system_fonts)
    file = b""
    for blocks, layout in _layouts(data["blocks"], large_print=options.large_print):
        inputs = {"page": json.dumps({**data, "blocks": blocks, **as_dict(layout)})}
        found = compiler.compile(template, format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=made)
        file = found if isinstance(found, bytes) else b""
        if pages_of(file) <= most_pages:
            break
    return file


def _layouts(blocks: list[dict[str, Any]], *, large_print: bool) -> Iterator[tuple[list[dict[str, Any]], Layout]]:
    """Blocks and how they are set, the best first; what is spare goes when nothing else helps.

    Large print may take more pages, so that nothing goes.
    """
    if large_print:
        yield blocks, LARGE_LAYOUT
        return
    without = [block for block in blocks if not block.get("spare")]
    for some in (blocks, without) if len(without) < len(blocks) else (blocks,):
        first = sum(_length(some) > limit for limit in LONG)
        for layout in LAYOUTS[first:]:
            yield some, layout


def _length(value: Any) -> int:
    """Characters of all texts."""
    if isinstance(value, str):
        return len(value)
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(map(_length, items))


def pages_of(file: bytes) -> int:
    """How many pages a PDF of ours has."""
    return len(re.findall(rb"/Type ?/Page\b", file))


def _unescaped(text: str) -> str:
    """The text that typst quotes, with its escapes undone."""
    return re.sub(r"\\u\{([0-9a-f]+)\}|\\(.)", lambda m: chr(int(m[1], 16)) if m[1] else m[2], text)


def _without(value: Any, characters: dict[str, None]) -> Any:
    """The data with the characters replaced in every text."""
    if isinstance(value, str):
        return "".join(STAND_IN if c in characters else c for c in value)
    if isinstance(value, list):
        return [_without(item, characters) for item in value]
    if isinstance(value, dict):
        return {key: _without(item, characters) for key, item in value.items()}
    return value


def _data(page: Page, options: PaperOptions) -> dict[str, Any]:
    return {
        **{name: _plain(getattr(page, name)) for name in ("title", "subtitle", "head", "foot")},
        "paper": "us-letter" if options.paper == "letter" else options.paper, "large": options.large_print,
        "logo": f"/{options.logo.name}" if options.logo else "",
        "blocks": [_plain(block) for block in page.blocks],
    }  # fmt: skip


def _plain(value: Any) -> Any:
    """A block as JSON data that says of what kind it is; a very long word may break at U+200B (paper.typ)."""
    if isinstance(value, str):
        return LONG_WORD.sub(lambda word: "\u200b".join(re.findall(rf".{{1,{PIECE}}}", word[0])), value)
    if isinstance(value, References):
        return {"kind": "References", "items": [[_plain(text), web_address(address)] for text, address in value.items]}
    if isinstance(value, Record):
        return {"kind": type(value).__name__, **{name: _plain(getattr(value, name)) for name in value.FIELDS}}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return sorted(value) if isinstance(value, frozenset) else value


def _warnings(missing: dict[str, None]) -> tuple[str, ...]:
    if not missing:
        return ()
    named = ", ".join(f"{c} (U+{ord(c):04X})" for c in missing)
    return (f"no font on this machine has {named}; {STAND_IN} stands in the PDF; install a font for that script",)


def _bad_logo(options: PaperOptions) -> CareerpathError:
    return CareerpathError(f"{printable(str(options.logo))}: not a PNG or SVG picture; correct `logo` in config.toml")
