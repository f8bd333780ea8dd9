"""Pages of `check` and `validate`."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from careerpath.errors import Problem
from careerpath.record import as_dict
from careerpath.rendering.as_json import header
from careerpath.rendering.page import Bullets, Page, Section, Text, table
from careerpath.services.validate import Interval, Validation


def problem_lines(problems: Sequence[Problem]) -> str:
    """`file:line: severity: message`, one a line, and a last line that counts."""
    lines = []
    for problem in problems:
        lines.append(f"{problem.file}:{problem.line}: {problem.severity}: {problem.message}")
    counts = Counter(problem.severity for problem in problems)
    lines.append(f"{counts['error']} errors, {counts['warning']} warnings")
    return "\n".join(lines) + "\n"


def problem_data(problems: Sequence[Problem]) -> dict[str, Any]:
    """`check --json`."""
    counts = Counter(problem.severity for problem in problems)
    return {
        **header("check"),
        "problems": [as_dict(problem) for problem in problems],
        "counts": {"error": counts["error"], "warning": counts["warning"]},
    }


def validation_page(result: Validation) -> Page:
    """Figures with intervals, and the worst misses."""
    page = Page("How well the ranking agrees with labelled moves", f"{result.moves} moves rated twice, 1 to 3")
    rows = []
    for agreement in result.agreements:
        figures = (interval(agreement.spearman), interval(agreement.pairwise))
        margins = (margin(agreement.spearman_margin), margin(agreement.pairwise_margin))
        rows.append((agreement.name, *figures, *margins))
    columns = ("Scored by", "Spearman", "Pairs right", "Ranking ahead by (Spearman)", "(pairs)")
    page.add(table(columns, rows))
    page.add(
        Text("In brackets: 95% bootstrap intervals over the moves. A margin counts where its interval excludes 0.")
    )
    misses = []
    for move, by_rating, by_ranking in result.misses:
        ranks = f"rank {by_rating:.0%} by rating and {by_ranking:.0%} by the ranking"
        misses.append(f"{move.origin} -> {move.target}: rated {move.rating:g}, {ranks}")
    page.add(Section("The worst misses", (Bullets(tuple(misses)),)))
    return page


def interval(figure: Interval) -> str:
    if math.isnan(figure.value):
        return "undefined"
    return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"


def margin(figure: Interval | None) -> str:
    """Nothing for the ranking itself, which is ahead of nobody."""
    if figure is None:
        return ""
    return interval(figure)


def validation_data(result: Validation) -> dict[str, Any]:
    """`validate --json`."""
    return {
        **header("validate"),
        "moves": result.moves,
        "agreements": [without_nan(as_dict(agreement)) for agreement in result.agreements],
        "misses": [
            {**as_dict(move), "rank_rating": by_rating, "rank_order": by_ranking}
            for move, by_rating, by_ranking in result.misses
        ],
    }


def without_nan(value: Any) -> Any:
    """JSON has no NaN: null."""
    if isinstance(value, dict):
        return {name: without_nan(inner) for name, inner in value.items()}
    if isinstance(value, float) and math.isnan(value):
        return None
    return value
