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
        numbers = {self._number(fact) for fact in facts if fact is not None}
        if not numbers:
            return ""
        return f" [{', '.join(str(number) for number in sorted(numbers))}]"

    def _number(self, fact: Any) -> int:
        source = self.kb.sources[fact.source]
        citation = (source.id, getattr(fact, "as_of", None) or words.date_words(source))
        self.found.setdefault(citation, set()).add(getattr(fact, "confidence", None) or "high")
        return list(self.found).index(citation) + 1

    def block(self) -> Section | None:
        """The list of what was cited; None if nothing was."""
        if not self.found:
            return None
        items = tuple(self._item(source, date) for source, date in self.found)
        return Section("Sources", (References(items),))

    def _item(self, source_id: str, date: str) -> tuple[str, str]:
        source = self.kb.sources[source_id]
        doubt = ", an estimate" if source.basis == "estimate" else self._doubt(source_id, date)
        return f"{source.publisher}: {source.title} ({date}{doubt})", source.url or ""

    def _doubt(self, source_id: str, date: str) -> str:
        """ ", in part low confidence": as far as what was cited is not of high confidence."""
        confidences = self.found[source_id, date]
        doubts = [confidence for confidence in ("medium", "low") if confidence in confidences]
        if not doubts:
            return ""
        part = "" if len(confidences) == 1 else "in part "
        return f", {part}{' or '.join(doubts)} confidence"
