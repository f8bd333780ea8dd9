"""A résumé saved as a web page -> the text a reader of the page sees."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCK_TAGS = """
address article aside blockquote br dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section
table tr ul body
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_UNSEEN = frozenset(("script", "style", "head", "template", "noscript", "svg"))
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype html|<html|<head|<body|<h[1-6]\b|<div\b|<p\b)",
    re.IGNORECASE | re.DOTALL,
)


def is_page(text: str) -> bool:
    """True if the text begins as a web page does."""
    return _PAGE.match(text[:2_000]) is not None


def page_text(text: str) -> str:
    """One line a block; items of lists begin with a bullet, cells of a row stand side by side."""
    page = _Page()
    page.feed(text)
    page.close()
    return "".join(page.pieces)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's form
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag == "li":
            self.pieces.append("\n• ")
        elif tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag in ("td", "th"):
            self.pieces.append(" | ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.pieces.append(re.sub(r"\s+", " ", data))
