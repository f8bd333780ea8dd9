"""A profile as the cells of a table's row, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.importers.education import read_education
from careerpath.importers.found import Place
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER
from careerpath.knowledge.search import fold, resolve
from careerpath.knowledge.text_file import printable
from careerpath.people.profile import Profile, faults, faults_of_day

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A spreadsheet takes a cell that begins like this for a formula; a quote before it makes it text."""
YES_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


HOURS = re.compile(r"\s*(?:hours?|hrs?\.?|h)(?:\s*(?:a|per|/)\s*(?:week|wk))?$", re.I)
HIGH_SCHOOL = re.compile(r"h\.?\s?s\.?(?: diploma| grad(?:uate)?)?", re.I)


class CellReader:
    """Cells -> profile, all faults of a row at once. Every method raises CareerpathError for what it cannot read."""

    def __init__(self, kb: KnowledgeBase, today: date) -> None:
        self.kb = kb
        self.today = today

    def profile(self, before: Mapping[str, Any], cells: Mapping[str, str]) -> Profile:
        """What was known, with what the cells say instead; skills and certifications are added to the known ones."""
        from careerpath.knowledge.validation import validate

        data = {key: value for key, value in before.items() if key != "schema"}
        limits = dict(data.get("limits", {}))
        told: list[str] = []
        for column, cell in cells.items():
            try:
                self._read(column, cell, cells, data, limits)
            except CareerpathError as error:
                told.append(str(error))
        if told:
            raise CareerpathError("; ".join(told))
        if limits:
            data["limits"] = limits
        profile, problems = validate(Profile, data)
        if profile is not None:
            problems = [*faults(profile, self.kb), *faults_of_day(profile, self.today)]
        if profile is None or problems:
            raise CareerpathError("; ".join(text for _, text in problems))
        return profile  # type: ignore[no-any-return]

    def _read(
        self, column: str, cell: str, cells: Mapping[str, str], data: dict[str, Any], limits: dict[str, Any]
    ) -> None:
        """Put what one cell says into the profile's data."""
        if column in ("night_shift", "on_call", "patient_facing"):
            limits[column] = _yes_or_no(column, cell)
        elif column == "budget_usd":
            limits[column] = _number(column, cell.lstrip("$ ").replace(",", ""))
        elif column == "hours_per_week":
            limits[column] = _number(column, HOURS.sub("", cell))
        elif column in ("deadline", "state"):
            limits[column] = cell
        elif column == "education":
            data["education"] = self._education(cell, cells.get("field"))
        elif column == "years":
            if "roles" in cells:
                _number("years", cell)
        elif column != "field":
            data[column] = getattr(self, f"_{column}")(cell, data)
            if column == "roles" and data["roles"] and "years" in cells and "years" not in data["roles"][0]:
                with suppress(CareerpathError):  # which the column of the years tells
                    data["roles"][0]["years"] = _number("years", cells["years"])

    def _roles(self, cell: str, _: Any) -> list[dict[str, Any]]:
        found = []
        for text, *more in _items(cell, r"[;|\n]"):
            role = {"role": resolve(text, self.kb.roles, kind="role", listing="roles")}
            years = {"years": _number("years", more[0])} if more and more[0] else {}
            found.append({**role, **years, **({"current": True} if more[1:] == ["current"] else {})})
        return found

    def _licences(self, cell: str, _: Any) -> list[str]:
        return [resolve(item[0], self.kb.roles, kind="role", listing="roles") for item in _items(cell)]

    def _certifications(self, cell: str, data: Mapping[str, Any]) -> list[dict[str, Any]]:
        found = {one["id"]: one for one in data.get("certifications", ())}
        for text, *dates in _items(cell):
            key = resolve(text, self.kb.certs, kind="certification", listing="certs")
            given = {name: day for name, day in zip(("earned", "expires"), dates) if day}
            found[key] = {**found.get(key, {"id": key}), **given}
        return list(found.values())

    def _skills(self, cell: str, data: Mapping[str, Any]) -> dict[str, Any]:
        found = dict(data.get("skills", {}))
        for text, *more in _items(cell):
            key = resolve(text, self.kb.skills, kind="skill", listing="skills")
            level = (
                _number("skills", more[0]) if more and more[0] else 2
            )  # as an import takes a skill that is only named
            evidence = {"evidence": more[1]} if more[1:] else {}
            found[key] = {"level": int(level) if level == int(level) else level, **evidence}
        return found

    def _goal(self, cell: str, _: Any) -> str:
        return resolve(cell, self.kb.roles, kind="role", listing="roles")

    def _education(self, cell: str, field: str | None) -> dict[str, str]:
        level = "high-school" if HIGH_SCHOOL.fullmatch(cell) else fold(cell).replace(" ", "-")
        found = None if level in EDUCATION_ORDER else read_education(Place("", 0, cell), self.today)
        if found is None and level not in EDUCATION_ORDER:
            raise CareerpathError(f"education: {printable(cell[:40])!r} is none of {', '.join(EDUCATION_ORDER)}")
        level, field = (level, field) if found is None else (found.id, field or found.field)
        return {"level": level, **({"field": field} if field else {})}


def _items(cell: str, separators: str = r"[;|,\n]") -> list[list[str]]:
    """`sql:2:practised; excel` -> [["sql", "2", "practised"], ["excel"]]."""
    return [[part.strip() for part in item.split(":")] for item in re.split(separators, cell) if item.strip()]


def _number(column: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise CareerpathError(f"{column}: {printable(text[:40])!r} is no number") from None


def _yes_or_no(column: str, text: str) -> bool:
    if text.casefold() not in YES_NO:
        raise CareerpathError(f"{column}: {printable(text[:40])!r} is neither yes nor no")
    return YES_NO[text.casefold()]


def cells_of(data: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a profile, by column."""

    def joined(*parts: Any) -> str:
        return ":".join(
            "" if part is None else f"{part:g}" if isinstance(part, float) else str(part) for part in parts
        ).rstrip(":")

    limits = {
        k: ("yes" if v else "no") if isinstance(v, bool) else joined(v) for k, v in data.get("limits", {}).items()
    }
    education = data.get("education", {})
    return {
        **limits,
        "roles": "; ".join(
            joined(r["role"], r.get("years"), "current" if r.get("current") else None) for r in data.get("roles", ())
        ),
        "education": education.get("level", ""),
        "field": education.get("field", ""),
        "licences": "; ".join(data.get("licences", ())),
        "certifications": "; ".join(
            joined(c["id"], c.get("earned"), c.get("expires")) for c in data.get("certifications", ())
        ),
        "skills": "; ".join(joined(k, c["level"], c.get("evidence")) for k, c in data.get("skills", {}).items()),
        "goal": data.get("goal", ""),
    }


def quoted(cell: str) -> str:
    """The cell as text, whatever a spreadsheet would make of it."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) or cell.startswith("'") else cell


def unquoted(cell: str) -> str:
    """The inverse of `quoted`."""
    return cell[1:] if cell.startswith("'") and quoted(cell[1:]) == cell else cell
