"""How hard a text is to read, in school grades (Flesch-Kincaid), and the texts of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.rendering import page as blocks
from careerpath.rendering.page import Page

SENTENCE = re.compile(r"[.!?;:]+(?:\s|$)|\n")
WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019-]*")
ADDRESS = re.compile(r"https?://\S+|`[^`]*`")
SENTENCE_WORDS = 6
"""With fewer words, a text is a label or a value, not a sentence."""
SKIPPED = ("Sources", "Notes and sources")
"""Sections of names and addresses: who published what."""


def syllables(word: str) -> int:
    """Groups of vowels; a silent e at the end is none. At least one."""
    text = word.lower()
    count = len(re.findall(r"[aeiouy]+", text))
    if text.endswith("e") and not text.endswith(("le", "ee", "ye")) and count > 1:
        count -= 1
    return max(1, count)


def grade(text: str) -> float:
    """School grade of a text of several sentences: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    sentences = [part for part in SENTENCE.split(text) if WORD.search(part)]
    words = WORD.findall(text)
    if not words or not sentences:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def prose(page: Page, kb: KnowledgeBase) -> str:
    """The sentences of a page, without addresses and commands; the name of an entry counts as one short word."""
    found = [page.title, page.subtitle, *(text for block in page.blocks for text in _texts(block))]
    text = "\n".join(item for item in found if len(item.split()) >= SENTENCE_WORDS)
    return _names(kb).sub("Name", ADDRESS.sub("", text))


_PATTERNS: dict[str, re.Pattern[str]] = {}


def _names(kb: KnowledgeBase) -> re.Pattern[str]:
    if kb.version not in _PATTERNS:
        titles = set()
        for table in (kb.roles, kb.certs, kb.activities, kb.skills, kb.funding):
            for entry in table.values():
                titles |= {entry.title, entry.title.split(" (")[0]}
        for source in kb.sources.values():
            titles |= {source.publisher, source.title}
        ordered = sorted(titles, key=lambda title: (-len(title), title))
        _PATTERNS[kb.version] = re.compile("|".join(map(re.escape, ordered)), re.IGNORECASE)
    return _PATTERNS[kb.version]


def _texts(block: Any) -> Iterator[str]:
    if isinstance(block, blocks.Section):
        if block.title not in SKIPPED:
            yield block.title
            for inner in block.blocks:
                yield from _texts(inner)
    elif isinstance(block, blocks.Cards):
        for section in block.sections:
            yield from _texts(section)
    elif isinstance(block, blocks.Text):
        yield block.text
    elif isinstance(block, blocks.Facts):
        for row in block.rows:
            yield from row
    elif isinstance(block, blocks.Bullets):
        yield from block.items
    elif isinstance(block, blocks.Table):
        yield from block.columns
        for row in block.rows:
            yield from row
    elif isinstance(block, blocks.Bar):
        yield f"{block.label} {block.words}"
    elif isinstance(block, blocks.TimeLine):
        for title, _, _, when in block.rows:
            yield from (title, when)
