"""A résumé in running text -> roles, skills, certifications, licences, education, each with its line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from careerpath.importers.credentials import take_credentials
from careerpath.importers.education import read_education
from careerpath.importers.found import Found, FoundRole, Place
from careerpath.importers.matcher import Lexicon
from careerpath.importers.positions import take_positions
from careerpath.importers.sections import SectionLine, sections
from careerpath.importers.skill_text import take_skills
from careerpath.importers.titles import TitleMatch, role_of_title

HEADLINE_LINES = 6


def read_resume(lines: Sequence[Place], lexicon: Lexicon, today: date) -> Found:
    """What the lines say about the person. Nothing is taken from references, interests and the like."""
    found = Found()
    parts = list(sections(lines))
    has_work = any(part.kind == "work" for part in parts)
    work = [part for part in parts if part.kind == ("work" if has_work else "top")]
    heads = take_positions(found, lexicon, work, today)
    for part in parts:
        if part.kind != "ignored":
            _take_line(found, lexicon, part, today, is_head=part.place.line in heads)
    if not found.roles:
        _take_headline(found, lexicon, [part for part in parts if part.kind in ("top", "other")][:HEADLINE_LINES])
    return found


def _take_line(found: Found, lexicon: Lexicon, part: SectionLine, today: date, *, is_head: bool) -> None:
    place = part.place
    listed = part.kind == "certifications"
    size = found.size + len(found.left_out)
    taken = [] if is_head else take_credentials(found, lexicon, place, today, listed=listed)
    if listed and found.size + len(found.left_out) == size:
        found.leave_out(place, "no certification of the list; `careerpath certs WORDS` finds the nearest")
    if part.kind == "education" or (part.kind == "top" and not is_head):
        schooling = read_education(place, today, schools=part.kind == "education")
        if schooling:
            found.education.append(schooling)
    if not is_head and not listed and part.kind != "education":
        take_skills(found, lexicon, place, listed=part.kind == "skills", taken=taken)


def _take_headline(found: Found, lexicon: Lexicon, lines: Sequence[SectionLine]) -> None:
    """Without a dated position, the line under the name may say what the person is ("Registered Nurse | Ohio")."""
    for part in lines:
        title = (
            role_of_title(part.place.text, lexicon, guess=False, in_text=True)
            if len(part.place.text.split()) <= 10
            else ""
        )
        if isinstance(title, TitleMatch):
            found.roles.append(
                FoundRole(title.role, part.place, f"{title.because} in the headline, no dates", None, True)
            )
            return
