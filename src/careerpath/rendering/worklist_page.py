"""`check --worklist` as a page and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from careerpath.record import as_dict
from careerpath.rendering.as_json import header
from careerpath.rendering.page import Page, Text, section, table
from careerpath.services.worklist import Due, DuePage

HOW = (
    "Open each page. With --csv the list has a column `answer`: write `unchanged`, or the new value as in `value` "
    "(usd=449). Then `careerpath refresh apply FILE.csv`."
)


def worklist_page(pages: Sequence[DuePage], left: int, month: str) -> Page:
    """One section for each page to open."""
    facts = sum(len(page.rows) for page in pages)
    shown = Page(f"To look at by {month}", f"{len(pages)} pages, {facts} facts, the worst first")
    columns = ("Entry", "What", "Value", "Of", "Age", "Due", "Why", "Rests on it")
    for number, page in enumerate(pages, 1):
        title = f"{number}. {page.publisher}: {page.address}"
        if page.ahead_of:
            title += f" (not due before {page.ahead_of}, a crowded month)"
        shown.add(section(title, table(columns, [_row(row) for row in page.rows])))
    if not pages:
        shown.add(Text("Nothing is due.", "good"))
    if left:
        shown.add(Text(more_due(left), "warn"))
    shown.add(Text(HOW, "muted"))
    return shown


def more_due(left: int) -> str:
    """That more is due than is shown; nothing due is hidden."""
    pages = "page is" if left == 1 else "pages are"
    return f"{left} more {pages} due; --all shows every one."


def _row(row: Due) -> tuple[str, ...]:
    age = "" if row.age_months is None else f"{row.age_months} months"
    rests = f"{row.roles} roles, {row.plans} plans, {row.examples} examples"
    return row.entry, row.field or "edition or date", row.value, row.as_of or "no date", age, row.due, row.why, rests


def worklist_json(pages: Sequence[DuePage], left: int, month: str) -> dict[str, Any]:
    """The same as data."""
    return {**header("check-worklist"), "by": month, "pages": [as_dict(page) for page in pages], "pages_left": left}
