"""Official wages of the BLS (OEWS): the national, state and metropolitan workbooks, as pay of the roles we know.

Only annual medians and percentiles that are published are taken. `*` and `**` (not released) and `#` (at or above the
top of the scale) are said, never guessed; a wage that is published by the hour only is not turned into an annual one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.importers.apart import read_apart
from careerpath.importers.archive import open_archive, read_member
from careerpath.importers.tables import MAX_BYTES, Row, Tables, anything, matching, one_of, text
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Role
from careerpath.knowledge.text_file import printable, read_bytes
from careerpath.people.cell_text import state_in
from careerpath.record import Record

SOURCE = "oews-import"
NATIONAL, STATES, METROPOLITAN = ("1",), ("2", "3"), ("4", "6")
WAGES_USD = (5_000, 2_000_000)
"""Of a year, between which a published wage lies; knowledge takes none above."""
MOST_ABOVE = 20
"""Lines of a sheet in which its headings are looked for."""
SIGNS = {
    "*": "not released (*)",
    "**": "not released (**)",
    "#": "at or above the top of the published scale (#)",
    "": "empty",
}
COLUMNS = {
    "AREA_TITLE": text, "AREA_TYPE": one_of(*NATIONAL, *STATES, *METROPOLITAN),
    "PRIM_STATE": matching("[A-Z]{2}", "a state"),
    "NAICS": anything, "OCC_CODE": matching(r"\d\d-\d{4}", "an SOC code"), "OCC_TITLE": text,
    "O_GROUP": one_of("total", "major", "minor", "broad", "detailed"),
    "A_MEDIAN": anything, "A_PCT10": anything, "A_PCT90": anything, "H_MEDIAN": anything, "HOURLY": anything,
    "TOT_EMP": anything,
}  # fmt: skip


class Wage(Record):
    """One row: the occupation in an area; figures in USD a year, or None with the reason in `withheld`."""

    area: str
    area_type: str
    state: str
    soc: str
    title: str
    group: str
    median: float | None
    p10: float | None
    p90: float | None
    withheld: str
    employment: int | None
    """People employed."""


class Wages(Record):
    """All wages of a workbook, by (state or area, SOC code)."""

    by_area: dict[tuple[str, str], dict[str, Wage]]
    tables: Tables
    as_of: str


def read_oews(path: Path, release: str | None) -> Wages:
    """Every row of the workbook (or of those in a zip). Raises CareerpathError if it is no OEWS file."""
    found: dict[tuple[str, str], dict[str, Wage]] = {}
    books = _workbooks(read_bytes(path, limit=MAX_BYTES), printable(path.name))
    files = {name.casefold(): (name, lambda book=book, name=name: _as_csv(book, name)) for name, book in books}
    as_of = release or next((m[1] + "-05" for n, _ in books if (m := re.search(r"_M(\d{4})_", n))), None)
    if as_of is None or not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", as_of):
        raise CareerpathError(f"{printable(path.name)}: of which month are the wages? name it: --release 2025-05")
    tables = Tables(files, separator=",")
    for name in files:
        for row in tables.rows(name, COLUMNS, required=True):
            _take(row, found)
    return Wages(found, tables, as_of)


def _workbooks(raw: bytes, name: str, *, is_outer: bool = True) -> list[tuple[str, bytes]]:
    """(name, content) of the file itself, or of the workbooks in a zip; every part of them meets the limits."""
    if raw[:2] != b"PK":
        raise CareerpathError(f"{name}: no Excel workbook (.xlsx) and no zip; give the file as published")
    archive, found = open_archive(raw, name), []
    is_workbook = "[Content_Types].xml" in archive.namelist()
    for info in archive.infolist():
        inside = printable(info.filename.rsplit("/", 1)[-1])
        if is_workbook:
            read_member(archive, info, name, limit=MAX_BYTES)
        elif is_outer and inside.casefold().endswith(".xlsx") and "field" not in inside:
            found += _workbooks(read_member(archive, info, name, limit=MAX_BYTES), inside, is_outer=False)
    if not found and not is_workbook:
        raise CareerpathError(f"{name}: no workbook (.xlsx) in the zip")
    return [(name, raw)] if is_workbook else found


def _as_csv(book: bytes, name: str) -> bytes:
    """The sheet of wages as CSV, so that all tables are read alike. Needs the extra `wages`."""
    if find_spec("python_calamine") is None:
        raise CareerpathError(f"{name}: reading a workbook needs the extra `wages` (pip install 'careerpath[wages]')")
    return read_apart("xlsx", book, name).encode()


def sheet_text(book: bytes) -> str:
    """The first sheet that can be seen and has the headings, as CSV, in this process. Raises CareerpathError.

    What stands above the headings is left out, and its lines are empty.
    """
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book))
        seen = python_calamine.SheetVisibleEnum.Visible
        names = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == seen]
        texts = (_sheet_rows(workbook.get_sheet_by_name(name).iter_rows()) for name in names)
        first, has_headings = next(texts, ("", False))
        with_headings = next((text for text, has in texts if has), first) if not has_headings else first
    except (python_calamine.CalamineError, ValueError, OSError, IndexError):
        raise CareerpathError("a damaged Excel workbook") from None
    return with_headings


def _sheet_rows(rows: Iterable[Sequence[object]]) -> tuple[str, bool]:
    """The rows of a sheet as CSV from its headings on, and whether it has them."""
    out = io.StringIO()
    writer = csv.writer(out)
    above: list[Sequence[object]] = []
    coming = iter(rows)
    for row in islice(coming, MOST_ABOVE):
        headings = [str(cell).strip().upper() for cell in row]
        if "OCC_CODE" in headings:
            writer.writerows([[]] * len(above))
            writer.writerow(headings)
            writer.writerows(coming)
            return out.getvalue(), True
        above.append(row)
    writer.writerows(above)
    writer.writerows(coming)
    return out.getvalue(), False


def _take(row: Row, wages: dict[tuple[str, str], dict[str, Wage]]) -> None:
    """Add the wage of one row to those of its area, or report the row."""
    area, kind, state, industry, soc, title, group, median, p10, p90, hourly_median, hourly, people = row.values
    if industry.split(".")[0].strip("0"):
        row.leave_out(f"{soc}: wages of one industry ({industry}); those of all industries are wanted")
        return
    figures = _figures(row, {"A_MEDIAN": median, "A_PCT10": p10, "A_PCT90": p90, "TOT_EMP": people})
    if figures is None:
        return
    place = state if kind in STATES else area
    of_area = wages.setdefault((place, kind), {})
    known = of_area.get(soc)
    # of one code the detailed occupation counts, whichever stands first
    if known and (known.group == "detailed" or group != "detailed"):
        if known.group == group:
            row.leave_out(f"{area}, {soc}: stands in the table twice")
        return
    typical, low, high, count = figures
    withheld = "" if typical is not None else SIGNS[median]
    if withheld and hourly.casefold() == "true" and hourly_median not in SIGNS:
        withheld = f"published by the hour only, ${hourly_median} at the median"
    employed = None if count is None else round(count)
    of_area[soc] = Wage(area, kind, state, soc, title, group, typical, low, high, withheld, employed)


def _figures(row: Row, cells: Mapping[str, str]) -> list[float | None] | None:
    """The figures of the cells, None for those withheld; None for all if one is neither (the row is reported)."""
    figures: list[float | None] = []
    for name, cell in cells.items():
        if cell in SIGNS:
            figures.append(None)
            continue
        try:
            figures.append(_figure(name, cell))
        except ValueError as fault:
            row.leave_out(f"{name}: {cell[:40].removesuffix('.0')!r} {fault}")
            return None
    if not _is_rising(*figures[:3]):
        row.leave_out("A_PCT10, A_MEDIAN and A_PCT90 do not rise")
        return None
    return figures


def _figure(name: str, cell: str) -> float:
    """A wage of a year, or a count. Raises ValueError with what is wrong with it."""
    is_count = name == "TOT_EMP"
    try:
        value = float(cell)
    except ValueError:
        signs = ", ".join(sign for sign in SIGNS if sign)
        raise ValueError(f"is no {'count' if is_count else 'wage'} and no known sign ({signs})") from None
    low, high = (0, 1e9) if is_count else WAGES_USD
    if not low <= value <= high:
        raise ValueError("is no count" if is_count else f"is no wage of a year ({low:,} to {high:,} dollars)")
    return value


def _is_rising(median: float | None, low: float | None, high: float | None) -> bool:
    """True unless a lower percentile is above a higher one."""
    known = [figure for figure in (low, median, high) if figure is not None]
    return known == sorted(known)


Areas = dict[tuple[str, str], dict[str, Wage]]
"""The wages by code of each area, by its name and kind."""


def _named(areas: Areas, part: str) -> Areas:
    """The areas with this part of a name."""
    result: Areas = {}
    for key, by_code in areas.items():
        if any(part.casefold() in wage.area.casefold() for wage in by_code.values()):
            result[key] = by_code
    return result


def _of_state(areas: Areas, state: str) -> Areas:
    """The areas with a part in this state."""
    result: Areas = {}
    for key, by_code in areas.items():
        if any(wage.state == state.upper() for wage in by_code.values()):
            result[key] = by_code
    return result


def choose(wages: Wages, state: str | None, area: str | None) -> Areas:
    """The areas that are wanted. Raises CareerpathError if there is none, or too many in one state."""
    areas = wages.by_area
    if area:
        areas = _named(areas, area)
    if state:
        state = state_in(state)
        areas = _of_state(areas, state)
    if not areas:
        known = ", ".join(sorted({key for key, _ in wages.by_area}))[:200]
        if not known:
            first = next((f", such as: {problem.message}" for problem in wages.tables.problems), "")
            raise CareerpathError(f"no row of the table is a wage that can be used{first}")
        raise CareerpathError(f"no wages for {printable(area or state or '')!r}; there are {known}")
    metropolitan = [name for name, kind in areas if kind in METROPOLITAN]
    if len(metropolitan) > 1:
        some = "; ".join(sorted(metropolitan)[:4])
        raise CareerpathError(f"{len(metropolitan)} areas; choose one with --area, e.g. {some}")
    return areas


def pay_entries(
    areas: Mapping[tuple[str, str], Mapping[str, Wage]], kb: KnowledgeBase, as_of: str
) -> tuple[list[dict[str, Any]], list[str]]:
    """Overlay entries of the roles, and in words what is missing."""
    entries, missing = [], []
    for role in kb.roles.values():
        entry: dict[str, Any] = {}
        for (name, kind), wages in areas.items():
            wage = _wage_of(role, wages)
            if wage is None:
                if soc_of(role):
                    missing.append(f"{role.id}: no wage of SOC {soc_of(role)} in {name}")
                continue
            if wage.withheld:
                missing.append(f"{role.id}: {wage.area}, SOC {wage.soc}: {wage.withheld}")
            facts = _facts(role, wage, as_of)
            if kind in NATIONAL:
                if wage.median is not None:
                    entry["pay"] = facts
            else:
                entry.setdefault("local_pay", []).append({**_local(wage), **facts})
        if entry:
            entries.append({"id": role.id, **entry})
    return entries, missing


def soc_of(role: Role) -> str:
    """The SOC code whose wage is shown for the role."""
    if role.pay:
        return role.pay.soc
    if role.occupation:
        return role.occupation.code[:7]
    return ""


def _wage_of(role: Role, wages: Mapping[str, Wage]) -> Wage | None:
    """The wage of the code, else of the broader occupation."""
    soc = soc_of(role)
    if not soc or soc in wages:
        return wages.get(soc)
    return wages.get(f"{soc[:6]}0")


def _facts(role: Role, wage: Wage, as_of: str) -> dict[str, Any]:
    figures = {"median_usd": wage.median, "p10_usd": wage.p10, "p90_usd": wage.p90}
    facts: dict[str, Any] = {name: value for name, value in figures.items() if value is not None}
    if role.pay and role.pay.position and wage.area_type in NATIONAL:
        facts["position"] = role.pay.position
    if wage.employment is not None and wage.area_type in NATIONAL:
        facts["employment"] = wage.employment
    facts |= {"soc": wage.soc, "soc_title": wage.title, "covers": _covers(role, wage)}
    return {**facts, "source": SOURCE, "as_of": as_of}


def _covers(role: Role, wage: Wage) -> str:
    """Of whom the wage is told: of the role's occupation, or of a broader one that holds it."""
    if wage.soc != soc_of(role):
        return "parent"
    if role.pay:
        return role.pay.covers
    # O*NET divides some occupations of the SOC: 15-1299.01 is a part of 15-1299.
    if role.occupation and not role.occupation.code.endswith("00"):
        return "parent"
    return "occupation"


def _local(wage: Wage) -> dict[str, str]:
    facts = {"state": wage.state, "area": wage.area}
    if wage.withheld:
        facts["withheld"] = wage.withheld
    return facts
