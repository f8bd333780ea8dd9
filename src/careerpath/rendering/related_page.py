"""Pages of `related` and `validate --key`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.record import as_dict
from careerpath.rendering.as_json import header
from careerpath.rendering.check_pages import interval, margin, without_nan
from careerpath.rendering.page import Page, Text, table
from careerpath.rules.related import JOBS, PARTS, Neighbour
from careerpath.services.answer_key import KeyResult
from careerpath.services.related import Related, compared

PART_UNIT = 1000
"""Parts of a likeness are counted in whole thousandths."""


def related_page(related: Related, kb: KnowledgeBase) -> Page:
    """The nearest roles with the parts of their likeness."""
    page = Page(
        f"Near {kb.roles[related.role].title}",
        f"{len(related.neighbours)} of {len(compared(kb, related.role).roles) - 1:,} roles",
    )
    rows = []
    for neighbour in related.neighbours:
        parts = [f"{part / PART_UNIT:+z.2f}" for part in neighbour.parts]
        rows.append((kb.roles[neighbour.role].title, neighbour.role, f"{neighbour.score:.2f}", *parts))
    names = _part_names(related.neighbours)
    page.add(table(("Role", "Id", "Likeness", *names), rows, right=range(2, 3 + len(names))))
    jobs = " Jobs: how many people have the occupation." if JOBS in names else ""
    page.add(
        Text(
            "Likeness is the sum of its parts, in standard deviations above two roles at random. "
            f"Levels and step count against the way up more than against the way down.{jobs} "
            "No wage, degree or wish is in it."
        )
    )
    return page


def _part_names(neighbours: Sequence[Neighbour]) -> tuple[str, ...]:
    """What the parts of the likeness are called; the employment is one only where it was asked for."""
    has_jobs = any(len(neighbour.parts) > len(PARTS) for neighbour in neighbours)
    if has_jobs:
        return (*PARTS, JOBS)
    return PARTS


def related_data(related: Related, kb: KnowledgeBase) -> dict[str, Any]:
    """`related --json`."""
    return {
        **header("related"),
        "data_version": kb.version[:12],
        "role": related.role,
        "related": [_neighbour(neighbour, kb) for neighbour in related.neighbours],
    }


def _neighbour(neighbour: Neighbour, kb: KnowledgeBase) -> dict[str, Any]:
    names = _part_names([neighbour])
    parts = {name: part / PART_UNIT for name, part in zip(names, neighbour.parts, strict=True)}
    title = kb.roles[neighbour.role].title
    return {"id": neighbour.role, "title": title, "likeness": neighbour.score, "parts": parts}


def key_page(result: KeyResult) -> Page:
    """Agreement with an answer key."""
    page = Page("Agreement with the answer key", f"{result.rows} graded pairs, {result.origins} origins")
    rows = []
    for score in result.scores:
        agreement = (interval(score.ndcg), interval(score.pairwise), interval(score.spearman))
        rows.append((score.name, *agreement, margin(score.ndcg_margin)))
    page.add(table(("Scored by", "NDCG@10", "Pairs right", "Spearman", "Likeness ahead by (NDCG@10)"), rows))
    page.add(
        Text(
            "Means over the origins; in brackets 95% bootstrap intervals over the origins. NDCG@10 ranks all roles, "
            "and those the key does not name count as grade 0; the other two compare the graded pairs of an origin, or "
            "those with the rest where all its grades are alike."
        )
    )
    return page


def key_data(result: KeyResult) -> dict[str, Any]:
    """`validate --key --json`."""
    scores = [without_nan(as_dict(score)) for score in result.scores]
    return {**header("validate"), "rows": result.rows, "origins": result.origins, "scores": scores}
