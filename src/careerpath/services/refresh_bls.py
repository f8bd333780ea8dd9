"""`refresh bls`: wages and projections of all roles from the official workbooks, as answers to write."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.importers.archive import open_archive, read_member
from careerpath.importers.oews import NATIONAL, Wage, read_oews, soc_of
from careerpath.importers.tables import MAX_BYTES
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Pay, Role, Source
from careerpath.knowledge.text_file import printable, read_bytes
from careerpath.record import Record
from careerpath.services.refresh import Answer
from careerpath.services.releases import refuse_unpublished_wages

PUBLISHER = "Bureau of Labor Statistics"
HEADERS = {
    "code": re.compile(r"National Employment Matrix code", re.I),
    "growth": re.compile(r"Employment change, percent", re.I),
    "openings": re.compile(r"Occupational openings.*annual average", re.I),
}
PERIOD = re.compile(r"(20\d\d)\D{1,3}(\d\d)\b")
SOC = re.compile(r"\d\d-\d{4}")
MOST_HEADER_ROWS = 6
THOUSAND = 1000
GROUP = "Summary"
"""What the column "Occupation type" says of a sum of occupations."""


class Projection(Record):
    """One row of table 1.2: change of employment [%] and openings a year [jobs]."""

    growth_pct: float
    openings: int


class Projections(Record):
    """All of them by SOC code, and the years they span."""

    by_soc: dict[str, Projection]
    period: str


def read_projections(path: Path) -> Projections:
    """Table 1.2 of the Employment Projections. Raises CareerpathError if the workbook holds no such table."""
    name = printable(path.name)
    for rows in _sheets(read_bytes(path, limit=MAX_BYTES), name):
        for number, row in enumerate(rows[:MOST_HEADER_ROWS]):
            columns = _columns(row)
            if len(columns) == len(HEADERS):
                return _table(rows[number + 1 :], columns, row, name)
    wanted = "'National Employment Matrix code', 'Employment change, percent', 'Occupational openings'"
    raise CareerpathError(f"{name}: no table 1.2 of the Employment Projections (columns {wanted})")


def _sheets(raw: bytes, name: str) -> list[list[list[Any]]]:
    """The rows of every sheet. Needs the extra `wages`."""
    if raw[:2] != b"PK":
        raise CareerpathError(f"{name}: no Excel workbook (.xlsx)")
    archive = open_archive(raw, name)
    for info in archive.infolist():
        read_member(archive, info, name, limit=MAX_BYTES)
    try:
        import python_calamine
    except ImportError:
        raise CareerpathError(f"{name}: reading a workbook needs the extra `wages`") from None
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        return [book.get_sheet_by_name(sheet).to_python() for sheet in book.sheet_names]
    except (python_calamine.CalamineError, ValueError, OSError):
        raise CareerpathError(f"{name}: a damaged Excel workbook") from None


def _columns(row: list[Any]) -> dict[str, int]:
    """Where the columns that are wanted stand, if the row is the header."""
    found = {}
    for key, pattern in HEADERS.items():
        places = [place for place, cell in enumerate(row) if pattern.search(" ".join(str(cell).split()))]
        if places:
            found[key] = places[0]
    return found


def _table(rows: list[list[Any]], columns: dict[str, int], header: list[Any], name: str) -> Projections:
    years = PERIOD.search(str(header[columns["growth"]]))
    if years is None:
        raise CareerpathError(f"{name}: the header does not say which years the projections span")
    found: dict[str, Projection] = {}
    groups: dict[str, Projection] = {}
    for row in rows:
        code = str(row[columns["code"]]).strip()
        growth, openings = row[columns["growth"]], row[columns["openings"]]
        if SOC.fullmatch(code) and isinstance(growth, int | float) and isinstance(openings, int | float):
            table = groups if GROUP in map(str, row) else found
            table[code] = Projection(round(float(growth), 1), round(openings * THOUSAND))
    found = groups | found
    if not found:
        raise CareerpathError(f"{name}: no occupation in table 1.2")
    return Projections(found, f"{years[1]}-{years[2]}")


def answers_of(
    occupation: Path, national: Path, kb: KnowledgeBase, today: date, release: str | None = None
) -> tuple[list[Answer], list[str]]:
    """What is to be written for the roles (wages, ranges, employment, projections), and in words what is not.

    Raises CareerpathError if a workbook is another, or if no source is of its edition.
    """
    projections, wages = read_projections(occupation), read_oews(national, release)
    refuse_unpublished_wages(wages.as_of, today)
    of_country = [table for (_, kind), table in wages.by_area.items() if kind in NATIONAL]
    if not of_country:
        raise CareerpathError(f"{printable(national.name)}: no national wages; take the national workbook")
    wage_source = _source_of_edition(kb, f"May {wages.as_of[:4]}")
    growth_source = _source_of_edition(kb, projections.period)
    answers: list[Answer] = []
    left_out: list[str] = []
    for role in kb.roles.values():
        if role.pay is not None:
            wage = of_country[0].get(role.pay.soc)
            if wage is None or wage.median is None:
                left_out.append(f"{role.id}: no median wage of SOC {role.pay.soc}; it stays as it is")
            else:
                answers.append(_pay_answer(role.id, role.pay, wage, wage_source, wages.as_of, today))
        if role.outlook is not None:
            soc = outlook_soc(role)
            projection = projections.by_soc.get(soc)
            if projection is None:
                left_out.append(f"{role.id}: no projection of SOC {soc or 'unknown'}; it stays {role.outlook.period}")
            else:
                answers.append(_outlook_answer(role.id, projection, projections.period, growth_source, today))
    return answers, left_out


def outlook_soc(role: Role) -> str:
    """The occupation whose projection the role shows: named with it, else the one of its wage, else its own."""
    if role.outlook is not None and role.outlook.soc:
        return role.outlook.soc
    return soc_of(role)


def _source_of_edition(kb: KnowledgeBase, edition: str) -> Source:
    """The source of that edition. Raises CareerpathError if there is none, with the way out."""
    for source in kb.sources.values():
        if source.edition == edition and PUBLISHER in source.publisher:
            return source
    raise CareerpathError(f"no source of the edition {edition!r}: add it to sources.yaml, with `edition: {edition}`")


def _pay_answer(role: str, pay: Pay, wage: Wage, source: Source, as_of: str, today: date) -> Answer:
    """The median, the range and the employment; what is not published stays away."""
    figures = {"median_usd": wage.median, "p10_usd": wage.p10, "p90_usd": wage.p90, "employment": wage.employment}
    keys = []
    for key, figure in figures.items():
        if figure is not None:
            keys.append((key, f"{figure:.0f}"))
        elif getattr(pay, key) is not None:
            keys.append((key, "null"))
    return Answer(0, "roles", role, "pay", (*keys, ("source", source.id)), as_of, today.isoformat(), None)


def _outlook_answer(role: str, one: Projection, period: str, source: Source, today: date) -> Answer:
    keys = (
        ("growth_pct", f"{one.growth_pct:g}"),
        ("openings_per_year", str(one.openings)),
        ("period", period),
        ("source", source.id),
    )
    return Answer(0, "roles", role, "outlook", keys, source.as_of, today.isoformat(), None)
