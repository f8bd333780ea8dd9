"""What must be looked at, page by page: `check --worklist`."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.knowledge import where
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.exams import last_day
from careerpath.knowledge.load import folders_to_check, load
from careerpath.knowledge.models import Certification, Change, Fee, Role, Source, Step
from careerpath.knowledge.references import blocks, entries
from careerpath.knowledge.shelf_life import KINDS, YEARS_OF_EVIDENCE, date_of, is_over, months_between, months_kept
from careerpath.knowledge.time_rules import moves_on
from careerpath.knowledge.yaml_file import Path as YamlPath
from careerpath.people.csv_text import quoted
from careerpath.record import Record, replace

COLUMNS = (
    "page", "table", "entry", "field", "value", "as_of", "age_months", "due", "why", "roles", "plans", "examples",
    "answer", "true_on", "seen",
)  # fmt: skip
"""Of the CSV form. The last three are for the answers (`careerpath refresh apply`)."""
MOST_PAGES = 10
"""Pages in the list unless more are asked for: what fits into half an hour."""
MONTHS_AHEAD = 12
"""So far ahead the months are leveled: a page of a crowded one is opened in an earlier one that has room."""
AGE_OF_UNDATED = 24
"""What has no date counts as so many months overdue."""
FIELDS_SHOWN = frozenset(
    {
        "usd", "member_usd", "student_usd", "monthly_usd", "value", "years", "expires", "units", "fee_usd", "per",
        "hours", "on", "successor", "opens", "ends", "ended", "beta", "code", "second_days", "later_days",
        "tries_per_year", "education", "experience_months", "course_hours", "licence", "minutes", "median_usd",
        "p10_usd", "p90_usd", "employment", "growth_pct", "period", "openings_per_year", "edition", "next_edition",
        "replaced_by", "field",
    }
)  # fmt: skip
"""Keys of a block that a page can confirm or correct; the rest is prose or its own business."""


class Due(Record):
    """One fact to look at."""

    page: str
    table: str
    entry: str
    field: str
    value: str
    as_of: str | None
    age_months: int | None
    due: str
    """Month in which it is to be looked at."""
    why: str
    roles: int
    """Roles that name the entry."""
    plans: int
    """Steps and moves that lead through it."""
    examples: int
    """Example profiles that hold it."""
    overdue: int
    """Months; of what has no date, a fixed number."""

    @property
    def weight(self) -> int:
        """How bad it is that nobody looked."""
        return (1 + max(0, self.overdue)) * (1 + self.roles + self.plans + self.examples)


class DuePage(Record):
    """One page to open, with everything on it that is due."""

    address: str
    publisher: str
    rows: tuple[Due, ...]
    ahead_of: str | None = None
    """The crowded month from which the page is brought forward; None for what is due."""

    @property
    def weight(self) -> int:
        return sum(row.weight for row in self.rows)


def worklist(
    folder: Path | None, overlays: Sequence[Path], today: date, *, by: str | None = None, issuer: str | None = None
) -> tuple[DuePage, ...]:
    """The pages that are due by the end of a month (YYYY-MM; this one), the worst first.

    After them, as far as the month has room, those brought forward from a crowded month to come (not for one issuer).
    Raises CareerpathError for a month that is none, or an issuer of whom nothing is known.
    """
    month = by or today.isoformat()[:7]
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", month):
        raise CareerpathError(f"--by {month[:20]!r} is no month; write it as 2027-01")
    kb = load(folders_to_check(folder, overlays)).kb
    if issuer is not None:
        _refuse_unknown(issuer, kb)
    months = _by_month(kb, _Uses(kb, (folder or where.bundled()).parent / "examples"), today, month, issuer)
    due = _worst_first(months.pop(month, []))
    if issuer is not None:
        return tuple(due)
    return (*due, *brought_forward(due, months, month))


def _refuse_unknown(issuer: str, kb: KnowledgeBase) -> None:
    """Raises CareerpathError for an issuer of whom nothing is known."""
    sources = kb.sources.values()
    if any(_names(issuer, source) for source in sources):
        return
    known = sorted(source.id for source in sources if not source.id.startswith("page-"))
    raise CareerpathError(f"no source by the name {issuer[:40]!r}; known are {', '.join(known)}")


def _by_month(kb: KnowledgeBase, uses: _Uses, today: date, month: str, issuer: str | None) -> dict[str, list[DuePage]]:
    """The pages that are due in each month; what was due before counts in the first."""
    publishers: dict[str, str] = {}
    rows_of: dict[str, dict[str, list[Due]]] = {}
    for source, row in _rows(kb, uses, today, last_day(month_after(month, MONTHS_AHEAD))):
        publishers.setdefault(row.page, source.publisher)
        if issuer is None or _is_of(issuer, source, row, kb):
            rows_of.setdefault(max(row.due, month), {}).setdefault(row.page, []).append(row)
    months: dict[str, list[DuePage]] = {}
    for due_month, pages in rows_of.items():
        months[due_month] = [_page(address, publishers[address], rows) for address, rows in pages.items()]
    return months


def _page(address: str, publisher: str, rows: Sequence[Due]) -> DuePage:
    ordered = tuple(sorted(rows, key=lambda row: (-row.weight, row.entry, row.field)))
    return DuePage(address, publisher, ordered)


def _worst_first(pages: Iterable[DuePage]) -> list[DuePage]:
    return sorted(pages, key=lambda page: (-page.weight, page.address))


def brought_forward(due: Sequence[DuePage], months: Mapping[str, Sequence[DuePage]], month: str) -> list[DuePage]:
    """The pages of later months that this one takes over, so that none of them has more than `MOST_PAGES`.

    From the last month back, each hands on what goes beyond; a page counts in the first month in which it is due.
    """
    first_due: dict[str, DuePage] = {}
    for name in sorted(months):
        for page in months[name]:
            first_due.setdefault(page.address, replace(page, ahead_of=name))
    handed_on: list[DuePage] = []
    for back in range(MONTHS_AHEAD, 0, -1):
        name = month_after(month, back)
        own = [page for page in first_due.values() if page.ahead_of == name]
        waiting = sorted([*own, *handed_on], key=lambda page: (page.ahead_of or "", -page.weight, page.address))
        handed_on = waiting[MOST_PAGES:]
    listed = {page.address for page in due}
    room = max(0, MOST_PAGES - len(due))
    return [page for page in handed_on if page.address not in listed][:room]


def month_after(month: str, count: int) -> str:
    """The month (YYYY-MM) so many months after another."""
    number = int(month[:4]) * 12 + int(month[5:7]) - 1 + count
    return f"{number // 12}-{number % 12 + 1:02}"


def _names(issuer: str, source: Source) -> bool:
    wanted = issuer.casefold()
    return wanted in source.id.casefold() or wanted in source.publisher.casefold()


def _is_of(issuer: str, source: Source, row: Due, kb: KnowledgeBase) -> bool:
    """True if the source, or the issuer of the certification, goes by the name."""
    of_cert = row.table == "certs" and issuer.casefold() in kb.certs[row.entry].issuer.casefold()
    return of_cert or _names(issuer, source)


def _rows(kb: KnowledgeBase, uses: _Uses, today: date, until: date) -> Iterator[tuple[Source, Due]]:
    """Every fact that is due by a day, with its source."""
    for table, key, entry in entries(kb):
        announced = _announced(entry, today)
        for path, block in blocks(entry):
            if type(block) not in KINDS or block.source not in kb.sources or is_over(block, today):
                continue
            source = kb.sources[block.source]
            if source.basis == "estimate":
                continue
            due, why = _when(block, str(path[0]), kb, announced)
            if due <= until:
                yield source, _due(table, key, path, block, kb, uses, today, due, why)
    rested_on = moves_on(kb)
    for source in kb.sources.values():
        yield from _of_source(source, uses, today, until, rested_on.get(source.id, 0))


def _announced(entry: Any, today: date) -> dict[str, str]:
    """Field -> day of a change that has come, and after which its page was not read."""
    announced = {}
    for change in getattr(entry, "changes", ()):
        if last_day(change.on) < today:
            field = change.field.split(".")[0].replace("exams", "status")
            announced[field] = change.on
    return announced


def _when(block: Any, field: str, kb: KnowledgeBase, announced: dict[str, str]) -> tuple[date, str]:
    """When it is to be looked at, and why."""
    dated, kept = date_of(block, kb), months_kept(block, kb)
    if dated is None or kept is None:
        return date.min, "no date"
    due, why = _months_later(dated, round(kept)), f"kept {kept:g} months"
    for day, words in _turning_days(block, dated, announced.get(field)):
        if last_day(day) < due:
            due, why = last_day(day), words
    return due, why


def _turning_days(block: Any, dated: str, change: str | None) -> Iterator[tuple[str, str]]:
    """Days after which a fact is to be looked at whatever its age, and why."""
    if change is not None and dated < change[: len(dated)]:
        yield change, f"announced for {change}"
    if isinstance(block, Change):
        yield block.on, f"comes {block.on}"
        return
    for name, verb in (("ends", "ends"), ("opens", "opens"), ("on", "comes")):
        day = getattr(block, name, None)
        if day and dated < day[: len(dated)]:  # a day before the last look is no news
            yield day, f"{verb} {day}"


def _months_later(partial: str, months: int) -> date:
    """The last day of the month so many months after a date; of a year alone, after its end."""
    return last_day(month_after(f"{partial[:4]}-{partial[5:7] or 12}", months))


def _due(
    table: str, key: str, path: YamlPath, block: Any, kb: KnowledgeBase, uses: _Uses, today: date, due: date, why: str
) -> Due:
    source, dated = kb.sources[block.source], date_of(block, kb)
    undated = due == date.min
    month = today.isoformat()[:7] if undated else due.isoformat()[:7]
    age = months_between(dated, today) if dated else None
    overdue = AGE_OF_UNDATED if undated else (today.year - due.year) * 12 + today.month - due.month
    page = getattr(block, "look_at", None) or source.look_at or source.url or source.title
    field = ".".join(map(str, path))
    return Due(page, table, key, field, value_of(block), dated, age, month, why, *uses.of(table, key), overdue)


def _of_source(source: Source, uses: _Uses, today: date, until: date, moves: int) -> Iterator[tuple[Source, Due]]:
    """A newer edition that is due; evidence without a date, or too old, if moves rest on it."""
    page = source.look_at or source.url or source.title
    roles, plans, examples = uses.of("sources", source.id)

    def row(age_months: int | None, due: str, why: str, overdue: int) -> tuple[Source, Due]:
        value = value_of(source)
        due_row = Due(
            page, "sources", source.id, "", value, source.as_of, age_months, due, why, roles, plans, examples, overdue
        )
        return source, due_row

    edition = source.next_edition
    if edition and not source.replaced_by and last_day(edition) <= until:
        yield row(None, edition[:7], "newer edition", months_between(edition, today))
    if source.basis != "published" or not moves:
        return
    if not source.as_of:
        yield row(None, today.isoformat()[:7], "no date of its own", AGE_OF_UNDATED)
        return
    age = months_between(source.as_of, today)
    if age > 12 * YEARS_OF_EVIDENCE:
        yield row(age, today.isoformat()[:7], "old evidence", AGE_OF_UNDATED)


def value_of(block: Any) -> str:
    """The keys of a block that a page can confirm: "usd=439; member_usd=405"."""
    parts = []
    if isinstance(block, Fee) and block.usd is None:
        parts.append("usd=null")  # that no price is published is a fact, too
    for name in block.FIELDS:
        value = getattr(block, name)
        if name in FIELDS_SHOWN and value is not None and value != block.DEFAULTS.get(name):
            parts.append(f"{name}={_scalar(value)}")
    return "; ".join(parts)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


class _Uses:
    """How much rests on an entry. Each role, step, move and example counts once, however often it names the entry."""

    def __init__(self, kb: KnowledgeBase, examples: Path) -> None:
        self.roles: Counter[str] = Counter()
        self.plans: Counter[str] = Counter()
        self.words = [set(re.findall(r"[a-z0-9-]+", path.read_text("utf-8"))) for path in _profiles(examples)]
        for role in kb.roles.values():
            self.roles.update(_certs_named(role))
            self.roles.update(_sources_named(role))
        for step in kb.steps.values():
            self.plans.update(_asked_by_step(step))
        for edge in kb.progressions.values():
            self.plans[edge.target] += 1
            self.plans.update({evidence.source for evidence in edge.evidence})

    def of(self, table: str, entry_id: str) -> tuple[int, int, int]:
        """(roles, plans, examples) of an entry."""
        roles = 1 if table == "roles" else self.roles[entry_id]
        return roles, self.plans[entry_id], sum(entry_id in words for words in self.words)


def _certs_named(role: Role) -> set[str]:
    """Certifications that the role values or asks for."""
    named = {value.id for value in role.certifications}
    named.update(gate.certification for gate in role.gates if gate.certification)
    return named


def _sources_named(role: Role) -> set[str]:
    sources = set()
    for _, block in blocks(role):
        source = getattr(block, "source", None)
        if source is not None:
            sources.add(source)
    return sources


def _asked_by_step(step: Step) -> set[str]:
    """Certifications that it requires or advises."""
    asked = set(step.requires.certifications)
    if isinstance(step, Certification):
        asked.update(step.advice.certifications)
    return asked


def _profiles(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(folder.glob("*.yaml"))


def as_csv(pages: Sequence[DuePage]) -> str:
    """The list with three empty columns for the answers."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for page in pages:
        for row in page.rows:
            cells = [_cell(getattr(row, name)) for name in COLUMNS[:-3]]
            writer.writerow([*cells, "", "", ""])
    return out.getvalue()


def _cell(value: Any) -> Any:
    """A value as a cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        return quoted(value)
    return value
