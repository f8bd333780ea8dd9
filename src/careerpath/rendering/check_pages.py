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
    lines = [f"{p.file}:{p.line}: {p.severity}: {p.message}" for p in problems]
    counts = Counter(p.severity for p in problems)
    lines.append(f"{counts['error']} errors, {counts['warning']} warnings")
    return "\n".join(lines) + "\n"


def problem_data(problems: Sequence[Problem]) -> dict[str, Any]:
    """`check --json`."""
    counts = Counter(p.severity for p in problems)
    return {
        **header("check"),
        "problems": [as_dict(p) for p in problems],
        "counts": {"error": counts["error"], "warning": counts["warning"]},
    }


def validation_page(result: Validation) -> Page:
    """Figures with intervals, and the worst misses."""
    page = Page("How well the ranking agrees with labelled moves", f"{result.moves} moves rated twice, 1 to 3")
    rows = [
        (a.name, interval(a.spearman), interval(a.pairwise), margin(a.spearman_margin), margin(a.pairwise_margin))
        for a in result.agreements
    ]
    columns = ("Scored by", "Spearman", "Pairs right", "Ranking ahead by (Spearman)", "(pairs)")
    page.add(table(columns, rows))
    page.add(
        Text("In brackets: 95% bootstrap intervals over the moves. A margin counts where its interval excludes 0.")
    )
    misses = tuple(
        f"{m.origin} -> {m.target}: rated {m.rating:g}, rank {a:.0%} by rating and {b:.0%} by the ranking"
        for m, a, b in result.misses
    )
    page.add(Section("The worst misses", (Bullets(misses),)))
    return page


def interval(figure: Interval) -> str:
    if math.isnan(figure.value):
        return "undefined"
    return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"


def margin(figure: Interval | None) -> str:
    return interval(figure) if figure else ""


def validation_data(result: Validation) -> dict[str, Any]:
    """`validate --json`."""
    return {
        **header("validate"),
        "moves": result.moves,
        "agreements": [without_nan(as_dict(a)) for a in result.agreements],
        "misses": [{**as_dict(m), "rank_rating": a, "rank_order": b} for m, a, b in result.misses],
    }


def without_nan(value: Any) -> Any:
    """JSON has no NaN: null."""
    if isinstance(value, dict):
        return {key: without_nan(inner) for key, inner in value.items()}
    return None if isinstance(value, float) and math.isnan(value) else value
