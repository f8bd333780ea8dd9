"""`clients report` as a page and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from careerpath.rendering.as_json import header, pick
from careerpath.rendering.page import Page, Table, Text, section, table
from careerpath.rendering.words import day
from careerpath.services.caseload_report import PARTS, Line


def report_page(lines: Sequence[Line], today: date, *, names: bool) -> Page:
    """A table for each part."""
    page = Page("Caseload report", f"As of {day(today)}.")
    for part, title in PARTS.items():
        page.add(section(title, _part([line for line in lines if line.part == part], names=names)))
    if not lines:
        page.add(Text("Nobody is in the caseload."))
    return page


def _part(lines: Sequence[Line], *, names: bool) -> Table | None:
    """The lines of one part; by month where it is counted so."""
    is_monthly = any(line.month for line in lines)
    columns = ["What", "Clients"]
    rows = [[line.what, str(line.clients)] for line in lines]
    if names:
        columns.append("Who")
        for row, line in zip(rows, lines, strict=True):
            row.append("; ".join(line.names))
    if is_monthly:
        columns.insert(0, "Month")
        for row, line in zip(rows, lines, strict=True):
            row.insert(0, line.month)
    return table(columns, rows, right=(columns.index("Clients"),))


def _row(line: Line, *, monthly: bool, names: bool) -> tuple[str, ...]:
    month = (line.month,) if monthly else ()
    who = ("; ".join(line.names),) if names else ()
    return (*month, line.what, str(line.clients), *who)


def report_data(lines: Sequence[Line], today: date, *, names: bool) -> dict[str, Any]:
    """`clients report --json`; names only if asked for."""
    fields = "part what month clients"
    if names:
        fields += " names"
    return {**header("clients-report"), "as_of": today.isoformat(), "lines": [pick(line, fields) for line in lines]}
