"""The end of the quiz: what must be said about the answers, then the recommendation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from careerpath.knowledge.base import KnowledgeBase, plain
from careerpath.people.profile import SCHEMA
from careerpath.rendering import as_json
from careerpath.rendering.page import Bullets, Page, Section, Text
from careerpath.rendering.short_answer import short_page
from careerpath.services.quiz import Outcome
from careerpath.services.recommend import Recommendation, first_week

ON_THE_SCREEN = ("straight-lining", "limits", "too-few")
"""Remarks that are shown; how firm the order is stands in the answer, and JSON has all."""


def quiz_page(outcome: Outcome, answer: Recommendation, kb: KnowledgeBase) -> Page:
    """What must be said first, then the first screen of `recommend`; no ranking where a remark forbids it."""
    blocking = [remark for remark in outcome.remarks if remark.blocks]
    if blocking:
        page = Page("No ranking yet", "Your answers do not carry one")
        for remark in blocking:
            page.add(Text(remark.text, "warn"))
        page.add(Text("`careerpath quiz` takes you back to your answers."))
        return page
    page = short_page(answer, kb)
    items = [remark.text for remark in outcome.remarks if remark.kind in ON_THE_SCREEN]
    if items:
        page.blocks.insert(0, Section("About your answers", (Bullets(tuple(items)),)))
    return page


def quiz_data(outcome: Outcome, answer: Recommendation, kb: KnowledgeBase, saved: Path | None) -> dict[str, Any]:
    """`quiz --json`, and the result of `--protocol jsonl`."""
    is_blocked = any(remark.blocks for remark in outcome.remarks)
    agreement = outcome.turn.agreement
    return {
        **as_json.header("quiz"),
        "asked": len(outcome.state.answers),
        "skill_questions": len(outcome.state.skills()),
        "stop": outcome.turn.stop,
        "agreement": None if agreement is None else round(agreement, 4),
        "remarks": [as_json.pick(remark, "kind text blocks") for remark in outcome.remarks],
        "answers": dict(outcome.state.answers),
        "profile": {"schema": SCHEMA, **plain(outcome.profile)},
        "saved_as": saved.stem if saved else None,
        "recommendation": None if is_blocked else as_json.recommendation(answer, kb, first_week(answer, kb)),
    }
