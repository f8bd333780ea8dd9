"""A profile as the cells of a table's row, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.importers.dates import find_months
from careerpath.importers.education import read_education
from careerpath.importers.found import Line
from careerpath.importers.matcher import Lexicon
from careerpath.importers.titles import role_of_title
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER
from careerpath.knowledge.search import fold, resolve, role_named
from careerpath.knowledge.text_file import printable
from careerpath.people.cell_text import is_placeholder, number_in, state_in
from careerpath.people.conditions import CONDITIONS
from careerpath.people.profile import Profile, check_profile, faults_of_day

YES_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


TIMES = {"current": True, "past": False}
NONE = "none"
"""As the whole cell of the licenses: that none is valid, where an empty cell says nothing."""
HOURS = re.compile(r"\s*(?:hours?|hrs?\.?|h)(?:\s*(?:a|per|/)\s*(?:week|wk))?$", re.I)
YEARS = re.compile(r"\s*(?:\+|years?|yrs?\.?)$", re.I)
LITERAL_NONE = frozenset(("licences", "education"))
"""Columns in which "none" says something: no valid license, no school."""
HIGH_SCHOOL = re.compile(r"h\.?\s?s\.?(?: diploma| grad(?:uate)?)?", re.I)


class CellReader:
    """Cells -> profile, all faults of a row at once. Every method raises CareerpathError for what it cannot read."""

    def __init__(self, kb: KnowledgeBase, today: date) -> None:
        self.kb = kb
        self.today = today
        self.lexicon: Lexicon | None = None

    def profile(self, before: Mapping[str, Any], cells: Mapping[str, str]) -> Profile:
        """What was known, with what the cells say instead; skills and certifications are added to the known ones."""
        data = dict(before)
        told: list[str] = []
        cells = {column: cell for column, cell in cells.items() if not _says_nothing(column, cell)}
        for column, cell in cells.items():
            try:
                self._read(column, cell, cells, data)
            except CareerpathError as error:
                told.append(str(error))
        if told:
            raise CareerpathError("; ".join(told))
        if "years" in cells and "roles" in cells:
            for held in data["roles"][:1]:
                held.setdefault("years", _number("years", cells["years"]))
        profile, problems = check_profile(data, self.kb)
        problems += faults_of_day(profile, self.today) if profile else ()
        if profile is None or problems:
            raise CareerpathError("; ".join(text for _, text in problems))
        return profile

    def _read(self, column: str, cell: str, cells: Mapping[str, str], data: dict[str, Any]) -> None:
        """Put what one cell says into the profile's data."""
        if column in LIMITS:
            data["limits"] = {**data.get("limits", {}), column: LIMITS[column](column, cell)}
        elif column == "years":
            _number(column, cell)  # it belongs to the first role
        elif column == "education":
            data[column] = self._education(cell, cells.get("field"))
        elif column != "field":
            data[column] = getattr(self, f"_{column}")(cell, data)

    def _roles(self, cell: str, data: Mapping[str, Any]) -> list[dict[str, Any]]:
        """`role:years:current:until`; of a job that is known the words of the person for it stay."""
        words = {one["role"]: {"job": one["job"]} for one in data.get("roles", ()) if one.get("job")}
        found = []
        for text, *more in _items(cell, r"[;|\n]"):
            years, time, until, *_ = (*more, "", "", "")
            role: dict[str, Any] = {"role": self._role(text)}
            role |= {"years": _number("years", years)} if years else {}
            role |= {"current": TIMES[time]} if time in TIMES else {}
            found.append({**role, **({"until": until} if until else {}), **words.get(role["role"], {})})
        return found

    def _role(self, text: str) -> str:
        """A role by its id or title, else the job that a title means, as in a résumé."""
        try:
            return role_named(text, self.kb)
        except CareerpathError:
            self.lexicon = self.lexicon or Lexicon(self.kb)
            found = role_of_title(text, self.lexicon)
            if found.role and found.is_sure:
                return found.role
            raise

    def _licences(self, cell: str, _: Any) -> list[str]:
        if cell.casefold() == NONE:
            return []
        return [role_named(item[0], self.kb) for item in _items(cell)]

    def _certifications(self, cell: str, data: Mapping[str, Any]) -> list[dict[str, Any]]:
        found = {one["id"]: one for one in data.get("certifications", ())}
        for text, *dates in _items(cell):
            key = resolve(text, self.kb.certs, kind="certification", listing="certs")
            given = {name: _day(day) for name, day in zip(("earned", "expires"), dates) if day}
            found[key] = {**found.get(key, {"id": key}), **given}
        return list(found.values())

    def _skills(self, cell: str, data: Mapping[str, Any]) -> dict[str, Any]:
        found = dict(data.get("skills", {}))
        for text, *more in _items(cell):
            key = resolve(text, self.kb.skills, kind="skill", listing="skills")
            level = _number("skills", more[0]) if more and more[0] else 2.0  # as an import takes one that is only named
            evidence = {"evidence": more[1]} if more[1:] else {}
            found[key] = {"level": int(level) if level == int(level) else level, **evidence}
        return found

    def _pay_now_usd(self, cell: str, _: Any) -> float:
        return _number("pay_now_usd", cell)

    def _in_hospital(self, cell: str, _: Any) -> bool:
        return _yes_or_no("in_hospital", cell)

    def _goal(self, cell: str, _: Any) -> str:
        return role_named(cell, self.kb)

    def _education(self, cell: str, field: str | None) -> dict[str, str]:
        level = "high-school" if HIGH_SCHOOL.fullmatch(cell) else fold(cell).replace(" ", "-")
        found = None if level in EDUCATION_ORDER else read_education(Line("education", "", 0, cell), self.today)
        if found is None and level not in EDUCATION_ORDER:
            raise CareerpathError(f"education: {printable(cell[:40])!r} is none of {', '.join(EDUCATION_ORDER)}")
        level, field = (level, field) if found is None else (found.id, field or found.field)
        return {"level": level, **({"field": field} if field else {})}


def _items(cell: str, separators: str = r"[;|,\n]") -> list[list[str]]:
    """`sql:2:practised; excel` -> [["sql", "2", "practised"], ["excel"]]."""
    return [[part.strip() for part in item.split(":")] for item in re.split(separators, cell) if item.strip()]


def _says_nothing(column: str, cell: str) -> bool:
    return is_placeholder(cell) and not (column in LITERAL_NONE and cell.casefold() == NONE)


def _day(text: str) -> str:
    """A day as YYYY-MM-DD if the text is one date with its day ("3/15/2024"); else the text, which the checks name."""
    found = find_months(text)
    if len(found) == 1 and found[0][0].day and text[: found[0][1]].strip() == text[found[0][2] :].strip() == "":
        return found[0][0].first_day
    return text


def _number(column: str, text: str) -> float:
    bare = HOURS.sub("", text) if column == "hours_per_week" else YEARS.sub("", text)
    try:
        return number_in(bare)
    except ValueError:
        raise CareerpathError(f"{column}: {printable(text[:40])!r} is no number") from None


def _yes_or_no(column: str, text: str) -> bool:
    if text.casefold() not in YES_NO:
        raise CareerpathError(f"{column}: {printable(text[:40])!r} is neither yes nor no")
    return YES_NO[text.casefold()]


LIMITS: dict[str, Callable[[str, str], Any]] = {
    **dict.fromkeys((one.limit for one in CONDITIONS), _yes_or_no),
    **dict.fromkeys(("budget_usd", "hours_per_week", "pay_floor_usd"), _number),
    "deadline": lambda _, text: _day(text),
    "state": lambda _, text: state_in(text),
}
"""How the cell of each limit is read."""


def cells_of(data: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a profile, by column."""

    def joined(*parts: Any) -> str:
        return ":".join(
            "" if part is None else f"{part:g}" if isinstance(part, float) else str(part) for part in parts
        ).rstrip(":")

    def yes_or_no(value: bool) -> str:
        return "yes" if value else "no"

    limits = {}
    for key, value in data.get("limits", {}).items():
        limits[key] = yes_or_no(value) if isinstance(value, bool) else joined(value)
    education = data.get("education", {})
    times = {value: word for word, value in TIMES.items()}
    return {
        **limits,
        "roles": "; ".join(
            joined(r["role"], r.get("years"), times.get(r.get("current")), r.get("until"))
            for r in data.get("roles", ())
        ),
        "education": education.get("level", ""),
        "field": education.get("field", ""),
        "licences": "; ".join(data["licences"]) or NONE if "licences" in data else "",
        "certifications": "; ".join(
            joined(c["id"], c.get("earned"), c.get("expires")) for c in data.get("certifications", ())
        ),
        "skills": "; ".join(joined(k, c["level"], c.get("evidence")) for k, c in data.get("skills", {}).items()),
        "goal": data.get("goal", ""),
        "pay_now_usd": joined(data.get("pay_now_usd")),
        "in_hospital": yes_or_no(data["in_hospital"]) if "in_hospital" in data else "",
    }
