"""The end of the quiz: what must be said about the answers, then the recommendation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from careerpath.knowledge.base import KnowledgeBase, plain
from careerpath.people.profile import SCHEMA
from careerpath.rendering import as_json
from careerpath.rendering.page import Bullets, Page, Section, Text
from careerpath.rendering.recommend_page import recommend_page
from careerpath.services.quiz import Outcome
from careerpath.services.recommend import Recommendation


def quiz_page(outcome: Outcome, answer: Recommendation, kb: KnowledgeBase) -> Page:
    """Remarks first; the ranking only where they do not forbid it."""
    if blocks := [remark for remark in outcome.remarks if remark.blocks]:
        page = Page("No ranking yet", "Your answers do not carry one")
        for remark in blocks:
            page.add(Text(remark.text, "warn"))
        page.add(Text("`careerpath quiz` takes you back to your answers."))
        return page
    page = recommend_page(answer, kb)
    if outcome.remarks:
        items = tuple(remark.text for remark in outcome.remarks)
        page.blocks.insert(0, Section("About your answers", (Bullets(items),)))
    return page


def quiz_data(outcome: Outcome, answer: Recommendation, kb: KnowledgeBase, saved: Path | None) -> dict[str, Any]:
    """`quiz --json`, and the result of `--protocol jsonl`."""
    blocked = any(remark.blocks for remark in outcome.remarks)
    return {
        **as_json.header("quiz"),
        "asked": len(outcome.state.answers),
        "skill_questions": len(outcome.state.skills()),
        "stop": outcome.turn.stop,
        "agreement": None if outcome.turn.agreement is None else round(outcome.turn.agreement, 4),
        "remarks": [{"kind": r.kind, "text": r.text, "blocks": r.blocks} for r in outcome.remarks],
        "answers": dict(outcome.state.answers),
        "profile": {"schema": SCHEMA, **plain(outcome.profile)},
        "saved_as": saved.stem if saved else None,
        "recommendation": None if blocked else as_json.recommendation(answer, kb),
    }
