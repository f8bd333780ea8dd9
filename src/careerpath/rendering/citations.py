"""The sources of a document: numbered as they are cited, listed with their dates."""

from __future__ import annotations

from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.rendering import words
from careerpath.rendering.page import References, Section


class Sources:
    """Numbers the sources, each with its date, in the order in which the page first names them."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.found: dict[tuple[str, str], set[str]] = {}

    def cite(self, *facts: Any) -> str:
        """ " [1, 2]" for sourced blocks; nothing for none."""
        numbers = sorted({self._number(fact) for fact in facts if fact is not None})
        return f" [{', '.join(map(str, numbers))}]" if numbers else ""

    def _number(self, fact: Any) -> int:
        source = self.kb.sources[fact.source]
        key = (source.id, getattr(fact, "as_of", None) or words.date_words(source))
        self.found.setdefault(key, set()).add(getattr(fact, "confidence", None) or "high")
        return list(self.found).index(key) + 1

    def block(self) -> Section | None:
        return Section("Sources", (References(tuple(map(self._item, self.found))),)) if self.found else None

    def _item(self, key: tuple[str, str]) -> tuple[str, str]:
        source, date = self.kb.sources[key[0]], key[1]
        doubts = [doubt for doubt in ("medium", "low") if doubt in self.found[key]]
        some = "" if len(self.found[key]) == 1 else "in part "
        doubt = f", {some}{' or '.join(doubts)} confidence" if doubts else ""
        kind = ", an estimate" if source.basis == "estimate" else doubt
        return f"{source.publisher}: {source.title} ({date}{kind})", source.url or ""
