"""A résumé in running text -> lines of a known kind, by its headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from careerpath.importers.dates import without_dates
from careerpath.importers.found import Line, LineKind
from careerpath.record import replace

Section = LineKind | Literal["ignored"]
_KEYWORDS: tuple[tuple[Section, str], ...] = (
    ("certifications", "certification certifications certificate certificates license licenses licensure licences "
                       "licence credentials"),
    ("other", "volunteer volunteering projects memberships affiliations about contact languages"),
    ("education", "education educational schooling school training academic academics coursework courses"),
    ("skills", "skills competencies competences technologies proficiencies proficiency expertise strengths abilities "
               "tools software"),
    ("work", "experience employment work career job jobs positions history service"),
    ("other", "summary profile objective goal goals qualifications"),
    ("ignored", "references interests hobbies personal publications awards honors honours"),
)  # fmt: skip
"""The words that make a heading; the first kind that is named counts."""
_BESIDE_WORDS = """
professional relevant clinical technical core key computer it additional other military nursing soft hard selected
executive and or of the my me i am at what good in areas held background related special
"""
_BESIDE = frozenset(_BESIDE_WORDS.split())
"""Words that may stand beside them: "Relevant clinical experience"."""
MAX_HEADING = 50
BULLET = re.compile(r"^\s*(?:[•▪◦●○■‣⁃*·–➢✓]|-(?=\s))\s*")
WRAPPED = 60
"""A line at least this long may go on in the next one [characters]."""


def heading(text: str) -> tuple[Section, str] | None:
    """(section, rest of the line) if the line is or begins with a heading: "Skills", "CERTIFICATIONS: CCNA"."""
    title, _, rest = text.partition(":")
    words = re.findall(r"\w+", title.casefold())
    if len(title) > MAX_HEADING or re.search(r"[.;!?]\s*$", title):
        return None
    kinds = [kind for kind, known in _KEYWORDS if set(words) & set(known.split())]
    known = {word for _, line in _KEYWORDS for word in line.split()} | _BESIDE
    return (kinds[0], rest.strip()) if kinds and known.issuperset(words) else None


def resume_lines(found: Iterable[Line]) -> list[Line]:
    """Every line with the section it stands in; headings, references, interests and the like are left out."""
    lines: list[Line] = []
    section: Section = "top"
    last = ""
    for line in found:
        bullet = BULLET.match(line.text)
        text = line.text[bullet.end() :] if bullet else line.text
        kind = section
        if (hit := heading(text)) and not (bullet and not hit[1]):
            kind, text = hit
            section = section if bullet else kind
        wraps = not hit and not bullet and len(last) >= WRAPPED
        if text and kind != "ignored":
            _add(lines, replace(line, kind=kind, text=text, is_item=bool(bullet), before=last if wraps else ""))
        last = line.text
    return lines


def _add(lines: list[Line], line: Line) -> None:
    """Put the line to the others; a date alone belongs to the certification above it."""
    only_date = not re.search(r"[^\W\d_]{2}", without_dates(line.text))
    if line.kind == "certifications" and lines and lines[-1].kind == line.kind and only_date:
        lines[-1] = replace(lines[-1], text=f"{lines[-1].text}, {line.text}")
    else:
        lines.append(line)
