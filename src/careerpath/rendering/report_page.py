"""`clients report` as a page and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from careerpath.rendering.as_json import header, pick
from careerpath.rendering.page import Page, Text, section, table
from careerpath.rendering.words import day
from careerpath.services.caseload_report import PARTS, Line


def report_page(lines: Sequence[Line], today: date, *, names: bool) -> Page:
    """A table for each part."""
    page = Page("Caseload report", f"As of {day(today)}.")
    for part, title in PARTS.items():
        mine = [line for line in lines if line.part == part]
        monthly = any(line.month for line in mine)
        rows = [_row(line, monthly=monthly, names=names) for line in mine]
        columns = (*(("Month",) if monthly else ()), "What", "Clients", *(("Who",) if names else ()))
        page.add(section(title, table(columns, rows, (2 if monthly else 1,))))
    if not lines:
        page.add(Text("Nobody is in the caseload."))
    return page


def _row(line: Line, *, monthly: bool, names: bool) -> tuple[str, ...]:
    month = (line.month,) if monthly else ()
    who = ("; ".join(line.names),) if names else ()
    return (*month, line.what, str(line.clients), *who)


def report_data(lines: Sequence[Line], today: date, *, names: bool) -> dict[str, Any]:
    """`clients report --json`; names only if asked for."""
    fields = "part what month clients" + (" names" if names else "")
    return {**header("clients-report"), "as_of": today.isoformat(), "lines": [pick(line, fields) for line in lines]}
