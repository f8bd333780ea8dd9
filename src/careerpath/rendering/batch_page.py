"""What `batch` says when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from careerpath.rendering.as_json import header
from careerpath.rendering.page import Facts, Page

if TYPE_CHECKING:
    from careerpath.batch.run import Summary


def batch_page(done: Summary) -> Page:
    """Where the answer is, and what became of the people."""
    page = Page("Ranked")
    rows = [("Answer", str(done.out))]
    for name, count in done.counts.items():
        rows.append((name.capitalize(), f"{count:,}"))
    rows.append(("Problems", str(done.problems or "none")))
    page.add(Facts(tuple(rows)))
    return page


def batch_data(done: Summary) -> dict[str, Any]:
    """`batch --json`."""
    problems = str(done.problems) if done.problems else None
    return {**header("batch"), "output": str(done.out), **done.counts, "problems": problems, "units": done.units}
