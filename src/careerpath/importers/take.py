"""Lines of a known kind -> findings: the one matcher behind every source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from careerpath.importers.credentials import take_credentials
from careerpath.importers.education import read_education
from careerpath.importers.found import Account, Found, Line, LineKind
from careerpath.importers.matcher import Lexicon
from careerpath.importers.skill_text import take_skills
from careerpath.importers.titles import take_headline, take_positions

HEADLINE_LINES = 6
_UNKNOWN = {
    "certifications": "no certification of the list; `careerpath certs WORDS` finds the nearest",
    "skills": "no skill of the list; `careerpath skills WORDS` finds the nearest",
    "education": "no level of education in it that is known here",
}


def take_lines(lines: Sequence[Line], lexicon: Lexicon, today: date) -> Found:
    """What the lines say about the person; every row of an export is kept or named with the reason."""
    found = Found()
    rows: dict[str, dict[int, bool]] = {}
    work: LineKind = "work" if any(line.kind == "work" for line in lines) else "top"
    heads = take_positions(found, lexicon, [line for line in lines if line.kind == work], today)
    for line in lines:
        before, named = len(found.findings), len(found.left_out)
        _take_line(found, lexicon, line, today, is_head=line.number in heads)
        kept = len(found.findings) > before
        if line.row:
            table, number = line.row
            rows.setdefault(table, {})[number] = rows.get(table, {}).get(number, False) or kept
        if (line.row or line.kind == "certifications") and not kept and len(found.left_out) == named:
            found.leave_out(line, _UNKNOWN.get(line.kind, "too long for a title"))
    if not any(finding.kind == "role" for finding in found.findings):
        take_headline(found, lexicon, [line for line in lines if line.kind in ("top", "other")][:HEADLINE_LINES])
    found.accounts = tuple(
        Account(table, len(kept), sum(kept.values()), len(kept) - sum(kept.values())) for table, kept in rows.items()
    )
    return found


def _take_line(found: Found, lexicon: Lexicon, line: Line, today: date, *, is_head: bool) -> None:
    if line.kind == "position":
        take_positions(found, lexicon, [line], today)
        return
    if line.kind in ("education", "certifications") or (line.kind == "top" and not is_head):
        education = read_education(line, today, schools=line.kind == "education")
        found.findings += [education] if education else []
        if education and line.kind == "certifications":
            return
    before = found.size
    taken = [] if is_head else take_credentials(found, lexicon, line, today)
    if not is_head and line.kind != "education" and not (line.kind == "certifications" and found.size > before):
        take_skills(found, lexicon, line, taken=taken)
